//! An export without one person: the rows are gone, and so is the name where others wrote it; everything else stays as it was.
//!
//! Text stays byte for byte. A workbook is written anew with the same texts in the same cells, because its format keeps copies of
//! what it shows in many places; what was neither sheet nor text in it is gone, and that is told.

mod tables;
#[cfg(test)]
mod tests;
mod text;
mod workbook;

use std::collections::BTreeMap;

use super::Source;
use super::intake::content::{self, Content};
use super::intake::limits;
use crate::domain::contact::Email;
use crate::domain::problem::{Place, Problem};
use crate::domain::settings::Survey;
use crate::people::search::Needles;

/// Who is to be taken out of an export.
pub(crate) struct Whom<'a> {
    /// Whether an address is the person's.
    pub is: &'a dyn Fn(&Email) -> bool,
    /// Whether a text is the person's issued code.
    pub code: &'a dyn Fn(&str) -> bool,
    /// Whether somebody who typed this text where a code or an id is asked for is the person.
    pub typed: &'a dyn Fn(&str) -> bool,
    /// The name and the address, as they are sought in what others wrote.
    pub needles: &'a Needles,
    /// What others, by their addresses, wrote under conflicts and meant this person with.
    pub named: &'a BTreeMap<Email, Needles>,
}

/// What became of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Erased {
    /// Nothing of the person stands in it.
    Untouched,
    /// It is to be written so.
    Rewritten {
        /// The new contents.
        bytes: Vec<u8>,
        /// The rows that are gone, as they were numbered.
        rows: Vec<u32>,
        /// How many cells of other rows lost the name.
        cells: usize,
        /// Whether only sheets and texts are left of a workbook.
        plain: bool,
    },
}

/// Takes a person out of an export. `settings` are tried in their order to tell whose a row is; without any that fits, a row is
/// the person's if a cell of it is the address. O(bytes).
///
/// # Errors
/// What makes the file one that cannot be rewritten and still be what it was.
pub(crate) fn without(source: Source<'_>, settings: &[&Survey], whom: &Whom<'_>) -> Result<Erased, Problem> {
    if source.bytes.len() > limits::BYTES {
        return Err(cannot(source.path, "it is too large to be read"));
    }
    match content::recognise(source.path, source.bytes)? {
        Content::Text => text::without(source, settings, whom),
        Content::Zip => workbook::without(source, settings, whom),
        Content::Xls | Content::Ods => Err(cannot(source.path, "of workbooks only .xlsx can be written")),
    }
}

fn cannot(path: &str, why: &str) -> Problem {
    Problem::error("not-rewritable", format!("this file cannot be rewritten without the person: {why}"))
        .at(Place::file(path))
        .help("take the person's rows out of it yourself, or delete the file and export it again later; then erase once more")
}
