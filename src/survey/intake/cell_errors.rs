//! Cells of a workbook that show an error instead of an answer, such as `#REF!`: they are read as empty, and said.

use std::collections::BTreeMap;

use super::sheet::Sheet;
use crate::domain::problem::{Place, Problem};
use crate::domain::text::counted;

/// The cells that show an error, as they are found.
#[derive(Debug, Default)]
pub(super) struct CellErrors(BTreeMap<usize, Vec<(usize, String)>>);

impl CellErrors {
    /// Notes a cell, its row and column from 0.
    pub(super) fn add(&mut self, row: usize, column: usize, shown: &impl ToString) {
        self.0.entry(column).or_default().push((row, shown.to_string()));
    }

    /// One problem a column, at its first such cell.
    pub(super) fn problems(self, sheet: &Sheet<'_>) -> Vec<Problem> {
        let problem = |(column, cells): (usize, Vec<(usize, String)>)| {
            let (row, shown) = cells.first()?.clone();
            let heading = sheet.heading_above(column).unwrap_or_else(|| (column + 1).to_string());
            let message =
                format!("{} of this column shows an error and counts as empty (first here)", counted(cells.len(), "cell"));
            let message =
                if cells.len() > 1 { message.replace(" shows ", " show ").replace(" counts ", " count ") } else { message };
            let place = Place { row: u32::try_from(row + 1).ok(), ..Place::file(&sheet.path) };
            let help = "look in the spreadsheet: a formula lost what it pointed to, or an answer begins with “=” or “-”; write the answer as text";
            Some(Problem::warning("error-cell", message).at(place.column(heading)).value(shown).help(help))
        };
        self.0.into_iter().filter_map(problem).collect()
    }
}
