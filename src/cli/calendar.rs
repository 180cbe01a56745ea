//! `calendar`: a calendar file for every participant and one for the programme, each the next edition of the one that stands.

use clap::Args;

use crate::app::calendar_files::{self, CalendarFile};
use crate::app::forbidden;
use crate::app::session::CohortSession;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::id::PersonId;
use crate::render::output::{Cell, Document, Sheet};
use crate::render::private::calendars;

/// Write a calendar file (.ics) for every participant, and one for the programme
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(arguments.write.access())?;
    let files = calendar_files::next_editions(&session, console.today)?;
    console.show(&Document::default().sheet("calendars", sheet(&files)))?;
    for id in unnamed(&session) {
        console.say(&format!("{id} is not in the register and gets no calendar."))?;
    }
    console.warn(&forbidden::warnings(&session, &[]))?;
    calendar_files::record_dates(&mut session, console.today);
    let summary = format!("{} calendars", files.len());
    for file in files {
        if let Some(text) = file.text {
            session.add(file.path, text);
        }
    }
    console.apply(session, arguments.write, "calendar", &summary)
}

/// Participants whom nobody could send a calendar to.
fn unnamed(session: &CohortSession) -> Vec<PersonId> {
    let names = session.names();
    calendars::participants(&session.cohort()).filter(|person| names.contact(*person).is_none()).collect()
}

fn sheet(files: &[CalendarFile]) -> Sheet {
    let rows = files.iter().map(|file| {
        let [entries, cancelled] = [file.entries, file.cancelled].map(|number| Cell::Whole(number as u64));
        [file.whose.clone(), entries, cancelled, Cell::text(&file.path)]
    });
    Sheet::new("Calendars", ["of", "entries", "cancelled", "file"], rows)
}
