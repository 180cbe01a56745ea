//! `choose list`: who has chosen which date of the sessions to come, and who has not.

use crate::app::turnout;
use crate::cli::console::{Console, Done};
use crate::render::output::Document;
use crate::render::private::turnout as sheets;

pub(crate) fn run(console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open_to_show()?;
    let (judged, names) = (turnout::judged(&session, console.today), session.names());
    let open: Vec<_> = judged.iter().map(|(event, choices)| (*event, turnout::silent(choices))).collect();
    let document = Document::default().sheet("choices", sheets::choices(&judged, &names));
    console.show(&document.sheet("open", sheets::open(&open, &names)))?;
    Ok(Done)
}
