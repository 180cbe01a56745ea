//! `attend list`: who came to which session, and of whom nothing is recorded.

use crate::app::attendance;
use crate::cli::console::{Console, Done};
use crate::render::output::Document;
use crate::render::private::attendance as sheets;

pub(crate) fn run(console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open_to_show()?;
    let (cohort, names) = (session.cohort(), session.names());
    let events = session.settings.events.iter();
    let all: Vec<_> = events.map(|event| (event, attendance::recorded(&session, &cohort, event))).collect();
    let unrecorded = attendance::unrecorded(&session, &cohort, console.today);
    let document = Document::default().sheet("sessions", sheets::totals(&all)).sheet("attendance", sheets::people(&all, &names));
    console.show(&document.sheet("unrecorded", sheets::unrecorded(&unrecorded, &names)))?;
    Ok(Done)
}
