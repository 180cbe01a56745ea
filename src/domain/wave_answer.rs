//! One row of an evaluation wave as it was read: what was typed to link it, and the answers as numbers. No name stands in it.

use chrono::NaiveDateTime;

use super::side::Side;

/// One sent-in form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WaveAnswer {
    /// The row of the sheet, or the record of the file, from 1, as spreadsheets number it.
    pub row: u32,
    /// The line of a text file on which it begins; none in a workbook.
    pub line: Option<u32>,
    /// The code, id or address as typed; none where the cell is empty.
    pub typed: Option<String>,
    /// The side that the form says.
    pub side: Option<Side>,
    /// When it was sent in.
    pub answered: Option<NaiveDateTime>,
    /// The answer to each item, in the items' order; none where it is blank or "prefer not to say".
    pub answers: Vec<Option<i64>>,
    /// Free texts, candidates for quotation.
    pub texts: Vec<String>,
}
