//! Delimited text to rows, after RFC 4180 and the ways in which it is broken.
//!
//! Not the `csv` crate, for three reasons that matter here: it skips blank lines, so that row numbers are not the
//! spreadsheet's; it reads an unclosed quote to the end of the file in silence; it does not tell where a field opened.

use std::borrow::Cow;
use std::ops::Range;

use super::limits;
use super::sheet::Sheet;
use crate::domain::problem::{Place, Problem};

/// How quotation marks are read that RFC 4180 does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quotes {
    /// As people and tools write them: blanks may stand before a quoted cell, and text after it belongs to it.
    Lenient,
    /// Not at all: text after a closing quotation mark is a fault.
    Strict,
}

/// Reads `text` into `sheet`. Rows end at `\n`, `\r\n` or a lone `\r`; every row counts, blank ones too. O(length).
///
/// # Errors
/// `unclosed-quote` with the line on which it opens; `text-after-quote`; `too-many-rows`, `too-many-columns`, `cell-too-long`.
pub(crate) fn parse<'a>(text: &'a str, delimiter: u8, quotes: Quotes, sheet: &mut Sheet<'a>) -> Result<(), Problem> {
    let mut scan = Scan { text, bytes: text.as_bytes(), at: 0, line: 1, delimiter, quotes, suspect: None };
    let mut suspect_row = None;
    while scan.at < scan.bytes.len() {
        let line = scan.line;
        let read = scan.row(sheet);
        if let (Err(problem), Some(row)) = (&read, suspect_row)
            && problem.code == "unclosed-quote"
        {
            let place = Place { row: Some(row), ..problem.place.clone() };
            return Err(problem.clone().at(place));
        }
        read.map_err(|problem| in_cell(problem, sheet))?;
        sheet.end_row(Some(line));
        if scan.suspect.is_some() {
            suspect_row = suspect_row.or_else(|| u32::try_from(sheet.len()).ok());
        }
        if sheet.len() > limits::ROWS {
            let message = format!("the file has more than {} rows", limits::ROWS);
            return Err(Problem::error("too-many-rows", message)
                .at(Place::file(&sheet.path))
                .help("delete the empty rows at the end in a spreadsheet, or export only this survey"));
        }
    }
    match scan.suspect {
        Some(line) => {
            let problem = unclosed(&sheet.path, line);
            let place = Place { row: suspect_row, ..problem.place.clone() };
            Err(problem.at(place))
        }
        None => Ok(()),
    }
}

/// Where a row stands in the text: with what ends it, and where its cells stand, without what parts them.
#[derive(Debug)]
pub(crate) struct Span {
    /// The row, its line break included.
    pub(crate) row: Range<usize>,
    /// Its cells, quotes and blanks included.
    pub(crate) cells: Vec<Range<usize>>,
}

/// Where the rows and cells that [`parse`] reads stand in the text; up to the first fault. O(length).
pub(crate) fn spans(text: &str, delimiter: u8, quotes: Quotes) -> Vec<Span> {
    let mut scan = Scan { text, bytes: text.as_bytes(), at: 0, line: 1, delimiter, quotes, suspect: None };
    let mut spans = Vec::new();
    while scan.at < scan.bytes.len() {
        let (start, mut cells) = (scan.at, Vec::new());
        loop {
            let begin = scan.at;
            let Ok((_, end)) = scan.cell("") else { return spans };
            let ended = match end {
                End::Cell => 1,
                End::Row => scan.slice(begin, scan.at).bytes().rev().take_while(|byte| matches!(byte, b'\r' | b'\n')).count(),
            };
            cells.push(begin..scan.at.saturating_sub(ended));
            if end == End::Row {
                break;
            }
        }
        spans.push(Span { row: start..scan.at, cells });
    }
    spans
}

/// With the row and the column of the cell that was being read.
fn in_cell(problem: Problem, sheet: &Sheet<'_>) -> Problem {
    let at = sheet.width_so_far();
    let column = sheet.heading_above(at).unwrap_or_else(|| (at + 1).to_string());
    let place = Place { row: u32::try_from(sheet.len() + 1).ok(), ..problem.place.clone() };
    problem.at(place.column(column))
}

fn unclosed(path: &str, line: u32) -> Problem {
    Problem::error("unclosed-quote", "a quotation mark opens on this line and is not closed where its cell ends")
        .at(Place::file(path).line(line))
        .help("close it, or write a quotation mark inside a cell twice (\"\"); better, export the file again")
}

fn text_after_quote(path: &str, line: u32) -> Problem {
    Problem::error("text-after-quote", "text follows a closing quotation mark")
        .at(Place::file(path).line(line))
        .help("write each quotation mark that belongs to the text twice (\"\")")
}

struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    line: u32,
    delimiter: u8,
    quotes: Quotes,
    /// The line of the first quote that swallowed a line break and then was followed by something else than a delimiter.
    suspect: Option<u32>,
}

/// What ended a cell.
#[derive(PartialEq)]
enum End {
    Cell,
    Row,
}

impl<'a> Scan<'a> {
    fn row(&mut self, sheet: &mut Sheet<'a>) -> Result<(), Problem> {
        loop {
            let line = self.line;
            let (cell, end) = self.cell(&sheet.path)?;
            if cell.len() > limits::CELL {
                return Err(Problem::error("cell-too-long", format!("a cell holds more than {} bytes", limits::CELL))
                    .at(Place::file(&sheet.path).line(line))
                    .help("a quotation mark may be missing, or this is not a survey export"));
            }
            sheet.push(cell);
            if sheet.width_so_far() > limits::COLUMNS {
                return Err(Problem::error("too-many-columns", format!("a row has more than {} cells", limits::COLUMNS))
                    .at(Place::file(&sheet.path).line(line))
                    .help("delete the empty columns in a spreadsheet, or export only this survey"));
            }
            if end == End::Row {
                return Ok(());
            }
        }
    }

    fn cell(&mut self, path: &str) -> Result<(Cow<'a, str>, End), Problem> {
        if self.opens_quote() { self.quoted(path) } else { Ok(self.plain()) }
    }

    /// Whether the next cell is quoted; blanks before the mark are allowed, for files written by hand.
    fn opens_quote(&self) -> bool {
        let may_be_blank = self.quotes == Quotes::Lenient;
        let blanks = self.rest().iter().take_while(|byte| may_be_blank && **byte == b' ').count();
        self.bytes.get(self.at + blanks) == Some(&b'"')
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    fn plain(&mut self) -> (Cow<'a, str>, End) {
        let (start, delimiter) = (self.at, self.delimiter);
        let stops = |byte: &u8| *byte == delimiter || *byte == b'\n' || *byte == b'\r';
        let end = self.rest().iter().position(stops).map_or(self.bytes.len(), |length| start + length);
        self.at = end;
        (Cow::Borrowed(self.slice(start, end)), self.end())
    }

    /// Steps over what ends a cell.
    fn end(&mut self) -> End {
        let rest = self.rest();
        let (step, end) = match rest {
            [b'\r', b'\n', ..] => (2, End::Row),
            [b'\r' | b'\n', ..] => (1, End::Row),
            [_, ..] => (1, End::Cell),
            [] => (0, End::Row),
        };
        if end == End::Row && step > 0 {
            self.line = self.line.saturating_add(1);
        }
        self.at += step;
        end
    }

    fn quoted(&mut self, path: &str) -> Result<(Cow<'a, str>, End), Problem> {
        let opened = self.line;
        while self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        self.at += 1;
        let mut cell = self.until_quote(path, opened)?;
        while self.bytes.get(self.at) == Some(&b'"') || self.is_escaped(&cell) {
            let joined = cell.to_mut();
            if self.bytes.get(self.at) == Some(&b'"') {
                self.at += 1;
            } else {
                joined.pop();
            }
            joined.push('"');
            let more = self.until_quote(path, opened)?;
            cell.to_mut().push_str(&more);
        }
        let closed = self.line;
        let (stray, end) = self.plain();
        if self.quotes == Quotes::Strict && !stray.is_empty() {
            return Err(text_after_quote(path, closed));
        }
        if !stray.trim().is_empty() {
            if self.line > opened + 1 && cell.contains('\n') {
                self.suspect.get_or_insert(opened);
            }
            cell.to_mut().push_str(&stray);
        }
        Ok((cell, end))
    }

    /// Whether the quote that was stepped over belongs to the text because a backslash stands before it, as some databases write it:
    /// what follows is no end of a cell.
    fn is_escaped(&self, cell: &str) -> bool {
        let ends = |byte: &u8| *byte == self.delimiter || matches!(byte, b'\n' | b'\r');
        self.quotes == Quotes::Lenient && cell.ends_with('\\') && self.bytes.get(self.at).is_some_and(|byte| !ends(byte))
    }

    /// The text up to the next quote, which is stepped over.
    fn until_quote(&mut self, path: &str, opened: u32) -> Result<Cow<'a, str>, Problem> {
        let start = self.at;
        let Some(length) = self.rest().iter().position(|byte| *byte == b'"') else {
            return Err(unclosed(path, self.suspect.unwrap_or(opened)));
        };
        let inside = self.slice(start, start + length);
        self.line = self.line.saturating_add(line_breaks(inside));
        self.at = start + length + 1;
        Ok(Cow::Borrowed(inside))
    }
}

fn line_breaks(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let lone = |at: usize| bytes.get(at + 1) != Some(&b'\n');
    let breaks = bytes.iter().enumerate().filter(|(at, byte)| **byte == b'\n' || **byte == b'\r' && lone(*at)).count();
    u32::try_from(breaks).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::sheet::{Facts, Format};
    use super::*;

    fn sheet(text: &str) -> Result<Sheet<'_>, Problem> {
        let facts = Facts::of(Format::Csv);
        let mut sheet = Sheet::new("x.csv", facts);
        parse(text, b',', Quotes::Lenient, &mut sheet).map(|()| sheet)
    }

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let sheet = sheet(text).unwrap();
        sheet.rows_from(0).map(|row| (row.line.unwrap(), row.cells.iter().map(ToString::to_string).collect())).collect()
    }

    #[test]
    fn every_row_counts_and_lines_are_those_of_the_file() {
        let read = rows("a,b\r\n\r\n\"x\r\ny\",\"q \"\"q\"\"\"\rlast,\n");
        let expected = [(1, vec!["a", "b"]), (2, vec![""]), (3, vec!["x\r\ny", "q \"q\""]), (5, vec!["last", ""])];
        assert_eq!(read, expected.map(|(line, cells)| (line, cells.into_iter().map(str::to_owned).collect())));
    }

    #[test]
    fn a_quote_behind_a_backslash_belongs_to_the_text() {
        let read = rows("a,\"the \\\"Bash\\\" case\",\"C:\\\",b\n");
        assert_eq!(read[0].1, ["a", "the \"Bash\" case", "C:\\", "b"]);
    }

    #[test]
    fn an_unclosed_quote_is_told_with_the_line_on_which_it_opens() {
        for (text, line) in [("a,b\nc,\"d\ne,f\n", 2), ("a\n\"b\nc,\"d\"\ne\n", 2), ("\"a", 1)] {
            let problem = sheet(text).unwrap_err();
            assert_eq!((problem.code, problem.place.line), ("unclosed-quote", Some(line)), "{text}");
        }
    }

    #[test]
    fn strictly_read_no_text_may_follow_a_quote() {
        let mut sheet = Sheet::new("x.csv", Facts::of(Format::Csv));
        let problem = parse("a\n\"b\"c\nd\n", b',', Quotes::Strict, &mut sheet).unwrap_err();
        assert_eq!((problem.code, problem.place.line), ("text-after-quote", Some(2)));
    }

    #[test]
    fn what_is_far_too_big_is_refused() {
        let rows = "\n".repeat(limits::ROWS + 1);
        let columns = ",".repeat(limits::COLUMNS + 1);
        let cell = "x".repeat(limits::CELL + 1);
        for (text, code) in [(rows, "too-many-rows"), (columns, "too-many-columns"), (cell, "cell-too-long")] {
            assert_eq!(sheet(&text).unwrap_err().code, code);
        }
    }

    proptest! {
        /// What the `csv` crate writes is read back cell by cell.
        #[test]
        fn what_is_written_is_read(table in proptest::collection::vec(proptest::collection::vec("[a\u{e9},\" \r\n]{0,6}", 2..4), 1..5)) {
            let mut writer = csv::WriterBuilder::new().flexible(true).quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let read: Vec<Vec<String>> = rows(&text).into_iter().map(|(_, cells)| cells).collect();
            prop_assert_eq!(read, table);
        }
    }
}
