//! Survey exports as tools write them and as accidents leave them, read with the settings that the program itself proposes.

#![expect(clippy::panic, reason = "a test stops with the whole of what it found")]

mod both_sides;
mod cells;
mod consents;
mod damage;
mod excluded_days;
mod exports;
mod kept;
mod kinds;
mod lists;
mod proposals;
mod sections;
mod settings_win;
mod similar_answers;
mod strangers;
mod ticked_days;
mod told;
mod whose;
pub(crate) mod workbooks;
mod written;

use revmentor::parts::domain::Problem;
use revmentor::parts::survey::{Proposal, Reading, Source, propose, read};

/// Reads a file with its own proposal.
pub(crate) fn read_as_proposed(path: &str, bytes: &[u8]) -> Result<(Proposal, Reading), Vec<Problem>> {
    let source = Source { path, bytes, ..Source::default() };
    let proposal = propose(source)?;
    let reading = read(source, &proposal.settings)?;
    Ok((proposal, reading))
}

/// Whoever was left out: row, reason, and the row that counts instead.
fn left_out(reading: &Reading) -> Vec<(u32, &'static str, Option<u32>)> {
    reading.left_out.iter().map(|row| (row.record, row.is.word(), row.by_record)).collect()
}
