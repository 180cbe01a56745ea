//! `calendar`: a calendar file for every participant and one for the programme, each the next edition of the one that stands.

use std::collections::BTreeSet;

use clap::Args;

use crate::app::session::CohortSession;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::id::PersonId;
use crate::domain::problem::{Problem, Refusal};
use crate::render::output::{Cell, Document, Sheet};
use crate::render::private::calendars::{self, Entry, Status, View, published};
use crate::store::layout::{self, RelPath};

/// Write a calendar file (.ics) for every participant, and one for the programme
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    write: WriteArgs,
}

/// One calendar file as it shall stand.
struct File {
    path: RelPath,
    whose: Cell,
    entries: Vec<Entry>,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(arguments.write.access())?;
    let files = files(&session, console.today)?;
    console.show(&Document::default().sheet("calendars", sheet(&files)))?;
    for id in unnamed(&session) {
        console.say(&format!("{id} is not in the register and gets no calendar."))?;
    }
    let summary = format!("{} calendars", files.len());
    for file in files {
        let text = text(&session, &file);
        session.add(file.path, text);
    }
    console.apply(session, arguments.write, "calendar", &summary)
}

/// How many calendars that people have are not what they would be now; none before the first edition.
pub(super) fn outdated(session: &CohortSession, today: chrono::NaiveDate) -> usize {
    let files = files(session, today).unwrap_or_default();
    let differs = |file: &&File| {
        let stands = session.workspace().read(&file.path).ok().flatten();
        stands.is_some_and(|stands| stands != text(session, file).into_bytes())
    };
    files.iter().filter(differs).count()
}

/// The next editions of the calendars that these people have, as the session stands now; none of one that somebody edited.
pub(super) fn next_editions(
    session: &CohortSession,
    people: &BTreeSet<PersonId>,
    today: chrono::NaiveDate,
) -> Vec<(RelPath, String)> {
    let stands = |path: &RelPath| session.workspace().read(path).ok().flatten().is_some();
    let own: BTreeSet<RelPath> = people.iter().map(|person| layout::calendar(*person)).filter(stands).collect();
    let files = if own.is_empty() { Vec::new() } else { files(session, today).unwrap_or_default() };
    files.into_iter().filter(|file| own.contains(&file.path)).map(|file| (file.path.clone(), text(session, &file))).collect()
}

fn text(session: &CohortSession, file: &File) -> String {
    let programme = &session.settings.programme;
    calendars::write(&format!("{} {}", programme.name, programme.cohort), &file.entries)
}

/// Every calendar as the next edition of the file that stands.
///
/// # Errors
/// No private folder, or calendars that somebody edited: all of them.
fn files(session: &CohortSession, today: chrono::NaiveDate) -> Result<Vec<File>, Refusal> {
    let (key, cohort, names) = (&session.records()?.key, session.cohort(), session.names());
    let uid = |of: &str| key.uid(of);
    let view = View { settings: &session.settings, facts: &session.facts, cohort: &cohort, names: &names, today, uid: &uid };
    let programme = (layout::programme_calendar(), Cell::text("programme"), calendars::of_programme(view));
    let people = calendars::participants(&cohort).filter(|person| names.contact(*person).is_some());
    let people = people.map(|person| (layout::calendar(person), names.cell(person), calendars::of_person(view, person)));
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for (path, whose, entries) in people.chain([programme]) {
        match before(session, &path) {
            Ok(before) => files.push(File { path, whose, entries: published::next_edition(entries, before) }),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(files) } else { Err(Refusal::input(problems)) }
}

fn before(session: &CohortSession, path: &RelPath) -> Result<Vec<Entry>, Vec<Problem>> {
    let bytes = session.workspace().read(path).map_err(|problem| vec![problem])?;
    bytes.map_or(Ok(Vec::new()), |bytes| published::read(&bytes, path.as_str()))
}

/// Participants whom nobody could send a calendar to.
fn unnamed(session: &CohortSession) -> Vec<PersonId> {
    let names = session.names();
    calendars::participants(&session.cohort()).filter(|person| names.contact(*person).is_none()).collect()
}

fn sheet(files: &[File]) -> Sheet {
    let rows = files.iter().map(|file| {
        let cancelled = file.entries.iter().filter(|entry| entry.status == Status::Cancelled).count();
        let [entries, cancelled] = [file.entries.len(), cancelled].map(|number| Cell::Whole(number as u64));
        [file.whose.clone(), entries, cancelled, Cell::text(&file.path)]
    });
    Sheet::new("Calendars", ["of", "entries", "cancelled", "file"], rows)
}
