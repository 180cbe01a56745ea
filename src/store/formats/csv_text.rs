//! Writes tables as CSV: RFC 4180, LF. Knows no heading.
//!
//! Most records have only cells that stand as they are, and are written in place; every other one is written by the `csv` crate.
//! Reading is elsewhere: [`super::table`] reads the program's own tables, [`crate::survey`] every table that a lead hands over.

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use csv::{Writer, WriterBuilder};

use crate::domain::id::{PairId, PersonId};
use crate::domain::side::Side;

/// A table in the making. Nothing here can fail: it is written into memory.
pub(crate) struct Records {
    text: String,
    /// Writes the records that hold quotes, line breaks or nothing.
    writer: Writer<Vec<u8>>,
    quotes_semicolons: bool,
    /// Where each cell of the record in the making stands, without quotes around it.
    cells: Vec<Range<usize>>,
}

impl Records {
    /// A file that the program keeps. Cells that hold a semicolon are quoted too, so that a spreadsheet whose list separator is a
    /// semicolon opens the file as it is.
    pub(crate) fn kept() -> Records {
        // The writer quotes every cell that holds the comment character.
        Records::new(WriterBuilder::new().comment(Some(b';')), true, "")
    }

    /// A table in which only what RFC 4180 asks for is quoted, after `start`.
    pub(crate) fn plain(start: &str) -> Records {
        Records::new(&mut WriterBuilder::new(), false, start)
    }

    fn new(builder: &mut WriterBuilder, quotes_semicolons: bool, start: &str) -> Records {
        const LONGEST_USUAL: usize = 512;
        let writer = builder.flexible(true).buffer_capacity(LONGEST_USUAL).from_writer(Vec::new());
        Records { text: start.to_owned(), writer, quotes_semicolons, cells: Vec::new() }
    }

    /// Adds one record with its line feed.
    pub(crate) fn push<T: CsvCell>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.push_changed(cells, |cell| cell.into());
    }

    /// Adds one record, each of its cells as `change` makes it. Of cells of ASCII letters, digits and hyphens, beginning with no hyphen,
    /// it is not asked.
    pub(crate) fn push_changed<T: CsvCell>(&mut self, cells: impl IntoIterator<Item = T>, change: impl Fn(&str) -> Cow<'_, str>) {
        let record = self.text.len();
        self.cells.clear();
        let mut is_usual = true;
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            let start = self.text.len();
            cell.write(&mut self.text);
            let is_word = cell.is_word() || self.text.get(start..).is_none_or(is_word);
            is_usual = (is_word || self.fit(start, &change)) && is_usual;
            if is_word {
                self.cells.push(start..self.text.len());
            }
        }
        // A record of one empty cell would be an empty line.
        if is_usual && self.text.len() > record {
            self.text.push('\n');
        } else {
            self.write_anew(record);
        }
    }

    /// Changes the cell that begins at `start`, and quotes it where it needs that. False if it holds what only the writer can write.
    fn fit(&mut self, start: usize, change: &impl Fn(&str) -> Cow<'_, str>) -> bool {
        if let Cow::Owned(changed) = change(self.text.get(start..).unwrap_or_default()) {
            self.text.truncate(start);
            self.text.push_str(&changed);
        }
        let bytes = self.text.as_bytes().get(start..).unwrap_or_default();
        let needs_quotes = bytes.iter().any(|byte| *byte == b',' || (*byte == b';' && self.quotes_semicolons));
        let is_usual = !bytes.iter().any(|byte| matches!(byte, b'"' | b'\n' | b'\r'));
        if needs_quotes && is_usual {
            self.text.insert(start, '"');
            self.cells.push(start + 1..self.text.len());
            self.text.push('"');
        } else {
            self.cells.push(start..self.text.len());
        }
        is_usual
    }

    /// Writes the record anew that begins at `record`.
    fn write_anew(&mut self, record: usize) {
        let before = self.writer.get_ref().len();
        for cell in &self.cells {
            let _ = self.writer.write_field(self.text.get(cell.clone()).unwrap_or_default());
        }
        let _ = self.writer.write_record(None::<&[u8]>);
        let _ = self.writer.flush();
        self.text.truncate(record);
        let written = self.writer.get_ref().get(before..).unwrap_or_default();
        self.text.push_str(&String::from_utf8_lossy(written));
    }

    /// The table as text.
    pub(crate) fn into_text(self) -> String {
        self.text
    }
}

/// Whether a cell stands as it is in every table.
fn is_word(cell: &str) -> bool {
    !cell.starts_with('-') && cell.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// What a cell can hold, written at the end of a text. Tables have tens of thousands of ids and days, and the formatting that is made for
/// widths and signs takes most of their time.
pub(crate) trait CsvCell {
    /// Adds it to `text`.
    fn write(&self, text: &mut String);

    /// Whether it is known to be a word, or nothing, without looking at it.
    fn is_word(&self) -> bool {
        false
    }

    /// It alone.
    fn shown(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }
}

impl<T: CsvCell + ?Sized> CsvCell for &T {
    fn write(&self, text: &mut String) {
        (**self).write(text);
    }

    fn is_word(&self) -> bool {
        (**self).is_word()
    }
}

impl CsvCell for str {
    fn write(&self, text: &mut String) {
        text.push_str(self);
    }
}

impl CsvCell for String {
    fn write(&self, text: &mut String) {
        text.push_str(self);
    }
}

impl CsvCell for Cow<'_, str> {
    fn write(&self, text: &mut String) {
        text.push_str(self);
    }
}

impl CsvCell for PersonId {
    fn write(&self, text: &mut String) {
        self.push_to(text);
    }

    fn is_word(&self) -> bool {
        true
    }
}

impl CsvCell for PairId {
    fn write(&self, text: &mut String) {
        self.push_to(text);
    }

    fn is_word(&self) -> bool {
        true
    }
}

impl CsvCell for NaiveDate {
    fn write(&self, text: &mut String) {
        let (Ok(year @ 0..=9999), month, day) = (u32::try_from(self.year()), self.month(), self.day()) else {
            let _ = write!(text, "{self}");
            return;
        };
        let digit = |number: u32| char::from_digit(number % 10, 10).unwrap_or_default();
        let [century, month, day] = [year / 100, month, day].map(|number| [digit(number / 10), digit(number)]);
        let year = [digit(year / 10), digit(year)];
        text.extend([century[0], century[1], year[0], year[1], '-', month[0], month[1], '-', day[0], day[1]]);
    }

    fn is_word(&self) -> bool {
        (0..=9999).contains(&self.year())
    }
}

/// Cells of which a table has few, or whose usual formatting is short.
macro_rules! as_shown {
    ($($kind:ty),*) => {
        $(impl CsvCell for $kind {
            fn write(&self, text: &mut String) {
                let _ = write!(text, "{self}");
            }
        })*
    };
}

as_shown!(u16, u32, u64, usize, i64, i128, Side, fmt::Arguments<'_>);

/// A value, or an empty cell where there is none.
pub(crate) struct OrBlank<T>(pub(crate) Option<T>);

impl<T: CsvCell> CsvCell for OrBlank<T> {
    fn write(&self, text: &mut String) {
        if let Some(value) = &self.0 {
            value.write(text);
        }
    }

    fn is_word(&self) -> bool {
        self.0.as_ref().is_none_or(CsvCell::is_word)
    }
}

/// A cell that no spreadsheet reads as a formula (OWASP's list, and the full-width forms that are normalised to it).
pub(crate) fn guard(cell: &str) -> Cow<'_, str> {
    if is_dangerous(cell) { format!("'{cell}").into() } else { cell.into() }
}

/// The cell that [`guard`] was given.
pub(crate) fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_dangerous(rest) => rest,
        _ => cell,
    }
}

fn is_dangerous(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut kept = Records::kept();
        kept.push(["Monday; Friday;", "a \"b\"", "c,d", "e"]);
        kept.push([&OrBlank(Some(7_u32)) as &dyn CsvCell, &OrBlank(None::<u32>)]);
        kept.push([""]);
        assert_eq!(kept.into_text(), "\"Monday; Friday;\",\"a \"\"b\"\"\",\"c,d\",e\n7,\n\"\"\n");
        let mut plain = Records::plain("start\n");
        plain.push(["Monday; Friday;", ""]);
        plain.push(["a,b", "c\"d"]);
        let day = |year| NaiveDate::from_ymd_opt(year, 3, 9).unwrap();
        plain.push([day(2027), day(12), day(12_345)]);
        assert_eq!(plain.into_text(), "start\nMonday; Friday;,\n\"a,b\",\"c\"\"d\"\n2027-03-09,0012-03-09,+12345-03-09\n");
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(rows in prop::collection::vec(prop::collection::vec("\\PC{0,4}|[,;\"\n\r \t]{0,3}", 2..4), 0..4)) {
            let mut records = Records::kept();
            for row in &rows {
                records.push(row);
            }
            prop_assert_eq!(read(&records.into_text()), rows);
        }
    }
}
