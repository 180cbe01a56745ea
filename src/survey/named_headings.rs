//! How many of the headings that the settings name a row holds: by it a delimiter, a sheet and a header row are found without a
//! guess. It looks at no cell below a header.

use super::header::heading::{Heading, fold};
use super::intake::sheet::{Row, Sheet, is_blank};
use crate::domain::settings::Survey;

/// The header may stand this far below the top.
pub(crate) const SEARCHED: usize = 40;

/// The headings of the settings, folded.
#[derive(Debug)]
pub(crate) struct NamedHeadings(Vec<String>);

impl NamedHeadings {
    /// Those of a survey's settings.
    pub(crate) fn of(settings: &Survey) -> NamedHeadings {
        let columns = settings.columns.values();
        let only = settings.only.iter().map(|condition| &condition.column);
        let all = columns.flat_map(|column| column.headings.iter().chain(&column.each)).chain(only);
        NamedHeadings(all.map(|heading| fold(heading)).collect())
    }

    /// How many of them a row holds.
    pub(crate) fn in_row(&self, row: Row<'_>) -> usize {
        if self.0.is_empty() {
            return 0;
        }
        let headings: Vec<Heading> = row.cells.iter().filter(|cell| !is_blank(cell)).map(|cell| Heading::single(cell)).collect();
        let known = |name: &&String| headings.iter().any(|heading| heading.is_called(name) || heading.after(name).is_some());
        self.0.iter().filter(known).count()
    }

    /// How many the row holds that holds most, of the rows at the top of a sheet.
    pub(crate) fn in_sheet(&self, sheet: &Sheet<'_>) -> usize {
        if self.0.is_empty() {
            return 0;
        }
        let mut most = 0;
        for row in sheet.rows_from(0).take(SEARCHED) {
            most = most.max(self.in_row(row));
            if most == self.count() {
                break;
            }
        }
        most
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }
}
