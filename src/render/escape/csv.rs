//! CSV that spreadsheets open: RFC 4180, one physical line a record, and no cell that a spreadsheet would take for a formula.
//!
//! The guard is an apostrophe in front, put there so that a reader can take it away again: as in mboxrd, a cell that begins
//! with apostrophes and then a dangerous character gets one more, so guarding is one-to-one.

use std::borrow::Cow;

use crate::store::formats::csv_text;

pub(crate) use csv_text::{CsvCell, OrBlank, guard};

/// A table in the making whose cells each stay on one line and are no formula.
pub(crate) struct Records(csv_text::Records);

impl Records {
    /// A header.
    pub(crate) fn headed<T: CsvCell>(columns: impl IntoIterator<Item = T>) -> Records {
        Records::headed_after("", columns)
    }

    /// A header after something that is no record, such as a byte order mark.
    pub(crate) fn headed_after<T: CsvCell>(start: &str, columns: impl IntoIterator<Item = T>) -> Records {
        let mut records = Records(csv_text::Records::plain(start));
        records.push(columns);
        records
    }

    /// Adds one record with its line feed.
    pub(crate) fn push<T: CsvCell>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.0.push_changed(cells, harmless);
    }

    /// The table as text.
    pub(crate) fn into_text(self) -> String {
        self.0.into_text()
    }
}

fn harmless(cell: &str) -> Cow<'_, str> {
    match one_line(cell) {
        Cow::Borrowed(cell) => guard(cell),
        Cow::Owned(cell) => guard(&cell).into_owned().into(),
    }
}

fn one_line(cell: &str) -> Cow<'_, str> {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let is_plain = cell.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if !is_plain && cell.contains(breaks) { cell.replace(breaks, " ").into() } else { cell.into() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::render::escape::hostile;
    use crate::store::formats::csv_text::unguard;

    fn read(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    fn record<T: CsvCell>(cells: &[T]) -> String {
        Records::headed(cells).into_text()
    }

    #[test]
    fn hostile_cells_stay_one_line_and_no_formula() {
        for raw in hostile::TEXTS {
            let line = record(&["M01", raw]);
            assert_eq!(line.matches('\n').count(), 1, "{raw:?}");
            let cell = &read(&line)[0][1];
            assert!(!cell.starts_with(['=', '+', '-', '@', '＝']), "{raw:?}");
        }
        assert_eq!(record(&["=1", "''+1", "O'Neil", "-Marie"]), "'=1,'''+1,O'Neil,'-Marie\n");
    }

    #[test]
    fn a_record_of_one_empty_cell_is_still_a_record() {
        assert_eq!(read(&record(&[""])), [[""]]);
    }

    proptest! {
        #[test]
        fn guarding_loses_nothing(cell in "['=+@a ＝\t-]{0,6}") {
            let guarded = guard(&cell);
            prop_assert_eq!(unguard(&guarded), cell.as_str());
        }

        #[test]
        fn another_reader_sees_the_same_cells(cells in prop::collection::vec("[a-z,\"' é=]{0,8}", 1..5)) {
            let seen: Vec<String> = read(&record(&cells)).remove(0);
            let seen: Vec<&str> = seen.iter().map(|cell| unguard(cell)).collect();
            prop_assert_eq!(seen, cells);
        }
    }
}
