//! The calendar files as they shall stand, each the next edition of the one that stands.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::app::session::CohortSession;
use crate::domain::id::PersonId;
use crate::domain::problem::{Problem, Refusal};
use crate::render::output::Cell;
use crate::render::private::calendars::{self, Entry, View, published};
use crate::store::layout::{self, RelPath};

/// One calendar file.
pub(crate) struct CalendarFile {
    pub(crate) path: RelPath,
    /// The person, or the programme.
    pub(crate) whose: Cell,
    pub(crate) entries: Vec<Entry>,
}

impl CalendarFile {
    /// The file's text.
    pub(crate) fn text(&self, session: &CohortSession) -> String {
        let programme = &session.settings.programme;
        calendars::write(programme, &self.entries)
    }
}

/// Every calendar as the next edition of the file that stands.
///
/// # Errors
/// No private folder, or calendars that somebody edited: all of them.
pub(crate) fn next_editions(session: &CohortSession, today: NaiveDate) -> Result<Vec<CalendarFile>, Refusal> {
    let (key, cohort, names) = (&session.records()?.key, session.cohort(), session.names());
    let uid = |of: &str| key.uid(of);
    let view = View { settings: &session.settings, facts: &session.facts, cohort: &cohort, names: &names, today, uid: &uid };
    let programme = (layout::programme_calendar(), Cell::text("programme"), calendars::of_programme(view));
    let people = calendars::participants(&cohort).filter(|person| names.contact(*person).is_some());
    let people = people.map(|person| (layout::calendar(person), names.cell(person), calendars::of_person(view, person)));
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for (path, whose, entries) in people.chain([programme]) {
        match before(session, &path) {
            Ok(before) => files.push(CalendarFile { path, whose, entries: published::next_edition(entries, before) }),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(files) } else { Err(Refusal::input(problems)) }
}

/// The next editions of the calendars that these people have, as the session stands now; none of one that somebody edited.
pub(crate) fn of_people(session: &CohortSession, people: &BTreeSet<PersonId>, today: NaiveDate) -> Vec<(RelPath, String)> {
    let stands = |path: &RelPath| session.workspace().read(path).ok().flatten().is_some();
    let own: BTreeSet<RelPath> = people.iter().map(|person| layout::calendar(*person)).filter(stands).collect();
    let files = if own.is_empty() { Vec::new() } else { next_editions(session, today).unwrap_or_default() };
    let own = files.into_iter().filter(|file| own.contains(&file.path));
    own.map(|file| (file.path.clone(), file.text(session))).collect()
}

/// How many calendars are not what they would be now; of those that hold nothing yet none has to stand.
pub(crate) fn outdated(session: &CohortSession, today: NaiveDate) -> usize {
    let differs = |file: &&CalendarFile| {
        let stands = session.workspace().read(&file.path).ok().flatten();
        stands.map_or(!file.entries.is_empty(), |stands| stands != file.text(session).into_bytes())
    };
    next_editions(session, today).unwrap_or_default().iter().filter(differs).count()
}

fn before(session: &CohortSession, path: &RelPath) -> Result<Vec<Entry>, Vec<Problem>> {
    let bytes = session.workspace().read(path).map_err(|problem| vec![problem])?;
    bytes.map_or(Ok(Vec::new()), |bytes| published::read(&bytes, path.as_str()))
}
