//! `letters` without a kind: every kind with its due date, how many papers are expected, written and no longer right.

use crate::app::letters::overview::{outdated, overview};
use crate::cli::console::{Console, Done};
use crate::render::output::{Cell, Document, Sheet};

pub(super) fn run(console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open_to_show()?;
    let states = overview(&session, console.today)?;
    let outdated = outdated(&session, console.today)?;
    let rows = states.iter().map(|state| {
        let [expected, written, issued] = [state.expected, state.written, state.issued].map(|number| Cell::Whole(number as u64));
        [
            Cell::text(state.kind.id),
            state.due.map_or(Cell::Empty, Cell::Day),
            expected,
            written,
            issued,
            Cell::Whole(outdated.get(state.kind.id).copied().unwrap_or_default() as u64),
            Cell::text(state.kind.about),
        ]
    });
    let sheet = Sheet::new("Letters", ["kind", "due", "expected", "written", "issued", "outdated", "about"], rows);
    console.show(&Document::default().sheet("kinds", sheet))?;
    Ok(Done)
}
