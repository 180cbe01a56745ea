//! One picture of the report: its question, what it shows in words, the drawing, and the same figures as a table.

use super::drawing::Drawing;

/// A picture.
#[derive(Clone, Debug)]
pub(super) struct Picture {
    /// The question that it answers.
    pub(super) question: &'static str,
    /// The answer in words.
    pub(super) finding: String,
    /// The drawing.
    pub(super) drawing: Drawing,
    /// The figures.
    pub(super) table: PictureTable,
    /// What must be said beside it, as sentences.
    pub(super) notes: Vec<String>,
}

/// A table: the first cell of a row names the row.
#[derive(Clone, Debug, Default)]
pub(super) struct PictureTable {
    /// The headings.
    pub(super) columns: Vec<String>,
    /// The rows.
    pub(super) rows: Vec<Vec<String>>,
}

impl PictureTable {
    /// An empty table under these headings.
    pub(super) fn new<S: Into<String>>(columns: impl IntoIterator<Item = S>) -> PictureTable {
        PictureTable { columns: columns.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// Adds a row.
    pub(super) fn push<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }
}
