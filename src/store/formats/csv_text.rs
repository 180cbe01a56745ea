//! RFC 4180 both ways: text to records with their lines, records to text. Knows no heading.
//!
//! A reader of our own, because a quote that is never closed must be told with the line where it opens, and a record with the
//! line on which it begins; the usual readers swallow the rest of the file into one cell without a word.

use std::ops::Range;

use crate::domain::written::Written;

/// One record of a CSV text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// Which record it is, from 1, the header and blank lines included.
    pub(crate) row: u32,
    /// The line on which it begins, from 1.
    pub(crate) line: u32,
    /// Where it stands in the text, its line end included.
    pub(crate) span: Range<usize>,
    /// Its cells.
    pub(crate) cells: Vec<String>,
}

/// Why a text is not CSV: what, and the line where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A quote opens on this line and is never closed.
    Unclosed(u32),
    /// Something stands after a closing quote on this line.
    AfterQuote(u32),
}

/// The records of `text`, without a byte order mark; empty lines are no records. O(length).
///
/// # Errors
/// The first fault.
pub(crate) fn parse(text: &str, delimiter: char) -> Result<Vec<Record>, Fault> {
    let mut scanner = Scanner { rest: text.strip_prefix('\u{feff}').unwrap_or(text), line: 1, delimiter };
    let mut records = Vec::new();
    let mut row = 0;
    while !scanner.rest.is_empty() {
        row += 1;
        let (line, start) = (scanner.line, text.len() - scanner.rest.len());
        let cells = scanner.record()?;
        if cells != [""] {
            records.push(Record { row, line, span: start..text.len() - scanner.rest.len(), cells });
        }
    }
    Ok(records)
}

struct Scanner<'t> {
    rest: &'t str,
    line: u32,
    delimiter: char,
}

impl Scanner<'_> {
    fn record(&mut self) -> Result<Vec<String>, Fault> {
        let mut cells = Vec::new();
        loop {
            cells.push(if self.rest.starts_with('"') { self.quoted()? } else { self.plain() });
            if self.take(self.delimiter) {
                continue;
            }
            if !(self.take_line_end() || self.rest.is_empty()) {
                return Err(Fault::AfterQuote(self.line));
            }
            return Ok(cells);
        }
    }

    fn plain(&mut self) -> String {
        let delimiter = self.delimiter;
        let end = self.rest.find([delimiter, '\n', '\r']).unwrap_or(self.rest.len());
        let (cell, rest) = self.rest.split_at(end);
        self.rest = rest;
        cell.to_owned()
    }

    fn quoted(&mut self) -> Result<String, Fault> {
        let opened = self.line;
        let mut cell = String::new();
        self.take('"');
        loop {
            let Some((piece, rest)) = self.rest.split_once('"') else { return Err(Fault::Unclosed(opened)) };
            cell.push_str(piece);
            let breaks = piece.matches('\n').count();
            self.line += u32::try_from(breaks).unwrap_or(0);
            self.rest = rest;
            if !self.take('"') {
                return Ok(cell);
            }
            cell.push('"');
        }
    }

    fn take(&mut self, wanted: char) -> bool {
        let rest = self.rest.strip_prefix(wanted);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn take_line_end(&mut self) -> bool {
        let Some(rest) = ["\r\n", "\n", "\r"].iter().find_map(|end| self.rest.strip_prefix(end)) else { return false };
        self.rest = rest;
        self.line += 1;
        true
    }
}

/// Adds one record with LF at its end; a cell is quoted where its text asks for it.
pub(crate) fn push_record<T: Written>(text: &mut String, cells: impl IntoIterator<Item = T>) {
    let mut record = NewRecord::begin(text);
    cells.into_iter().for_each(|cell| record.cell(cell));
    record.end();
}

/// A record that is being written at the end of a text, cell by cell, without a text of its own for any cell.
pub(crate) struct NewRecord<'t> {
    text: &'t mut String,
    start: usize,
    is_first: bool,
}

impl<'t> NewRecord<'t> {
    /// A record without a cell.
    pub(crate) fn begin(text: &'t mut String) -> NewRecord<'t> {
        NewRecord { start: text.len(), text, is_first: true }
    }

    /// Adds a cell.
    pub(crate) fn cell(&mut self, cell: impl Written) {
        if !std::mem::take(&mut self.is_first) {
            self.text.push(',');
        }
        let start = self.text.len();
        cell.push_to(self.text);
        if self.text.get(start..).is_some_and(needs_quotes) {
            quote(self.text, start);
        }
    }

    /// Ends the record.
    pub(crate) fn end(self) {
        if self.text.len() == self.start {
            self.text.push_str("\"\"");
        }
        self.text.push('\n');
    }
}

fn needs_quotes(cell: &str) -> bool {
    if cell.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return false;
    }
    let blank_at_an_end = cell.starts_with(char::is_whitespace) || cell.ends_with(char::is_whitespace);
    let is_mark = |byte| matches!(byte, b',' | b'"' | b'\n' | b'\r' | b';' | b'\t');
    blank_at_an_end || cell.starts_with('\u{feff}') || cell.bytes().any(is_mark)
}

/// Puts what stands from `start` on into quotes.
fn quote(text: &mut String, start: usize) {
    let cell = text.split_off(start);
    text.push('"');
    for (at, piece) in cell.split('"').enumerate() {
        text.push_str(if at > 0 { "\"\"" } else { "" });
        text.push_str(piece);
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        parse(text, ',').unwrap().into_iter().map(|record| record.cells).collect()
    }

    #[test]
    fn quotes_line_breaks_and_marks_are_read() {
        assert_eq!(cells("\u{feff}a,\"b \"\"c\"\"\"\r\n\"d\r\ne\",\r\n"), [["a", "b \"c\""], ["d\r\ne", ""]]);
        let records = parse("a\n\n\"b\nc\"\nd", ',').unwrap();
        let places: Vec<(u32, u32)> = records.iter().map(|record| (record.row, record.line)).collect();
        assert_eq!(places, [(1, 1), (3, 3), (4, 5)]);
    }

    #[test]
    fn an_open_quote_is_told_where_it_opens() {
        assert_eq!(parse("a,b\nc,\"d\ne,f\n", ','), Err(Fault::Unclosed(2)));
        assert_eq!(parse("a\n\"b\"c\n", ','), Err(Fault::AfterQuote(2)));
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(rows in prop::collection::vec(prop::collection::vec("\\PC{0,4}|[,;\"\n\r \t]{0,3}", 2..4), 0..4)) {
            let mut text = String::new();
            for row in &rows {
                push_record(&mut text, row);
            }
            prop_assert_eq!(cells(&text), rows);
        }
    }
}
