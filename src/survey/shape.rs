//! Whether a row's cells stand where the header says: cut, shifted, swallowed and overlong rows are found before they are believed.

use std::collections::BTreeMap;

use super::cells::addresses;
use super::header::Header;
use super::intake::CANDIDATES;
use super::intake::sheet::{Format, Row, Sheet, is_blank};
use crate::domain::contact::Email;
use crate::domain::problem::{Place, Problem};
use crate::domain::text;

/// So many rows of one short length are a spreadsheet's habit of dropping empty cells, not damage.
const HABIT: usize = 8;

/// What the rows of a sheet usually look like.
#[derive(Debug)]
pub(crate) struct Shape {
    width: usize,
    delimiter: Option<char>,
    lengths: BTreeMap<usize, usize>,
    /// Columns in which some row holds an address.
    addresses: BTreeMap<usize, usize>,
}

impl Shape {
    /// Looks at all rows once. O(cells).
    pub(crate) fn of(sheet: &Sheet<'_>, header: &Header) -> Shape {
        let text = sheet.facts.format == Format::Csv;
        let mut lengths = BTreeMap::new();
        let mut addresses = BTreeMap::new();
        for row in sheet.rows_from(header.body) {
            *lengths.entry(row.cells.len()).or_default() += 1;
            for (at, cell) in row.cells.iter().enumerate() {
                if cell.contains('@') && Email::parse(cell).is_ok() {
                    *addresses.entry(at).or_default() += 1;
                }
            }
        }
        let delimiter = sheet.facts.delimiter.filter(|_| text);
        Shape { width: header.headings.len(), delimiter, lengths, addresses }
    }

    /// What is wrong with a row that looks like a person's.
    pub(crate) fn judge(&self, sheet: &Sheet<'_>, row: Row<'_>, email: usize) -> Option<Problem> {
        let found = self.swallowed(row).or_else(|| self.length(sheet, row)).or_else(|| self.shifted(row, email))?;
        let column = found.place.column.clone();
        Some(found.at(Place { column, ..sheet.place(row) }))
    }

    /// A row whose cells are parted by another delimiter than the file's: it holds somebody's address all the same.
    pub(crate) fn parted_otherwise(&self, sheet: &Sheet<'_>, row: Row<'_>) -> Option<Problem> {
        let delimiter = self.delimiter?;
        let enough = (self.width / 2).max(2);
        let holds_address = |cell: &str| cell.split([',', ';', '\t', '|', ' ']).any(|word| Email::parse(word).is_ok());
        let count = |other: char| row.cells.iter().map(|cell| cell.matches(other).count()).sum::<usize>();
        let others = CANDIDATES.into_iter().filter(|other| *other != delimiter);
        let other = others.map(|other| (count(other), other)).max_by_key(|(times, _)| *times)?;
        let cell = row.cells.iter().find(|cell| cell.contains(other.1) && holds_address(cell)).filter(|_| other.0 >= enough)?;
        let message = format!("the cells of this row are parted by {:?}, those of the file by {delimiter:?}", other.1);
        Some(
            Problem::error("shifted-row", message)
                .at(sheet.place(row))
                .value(text::cap(&text::tidy(cell), 60).0)
                .help("write all rows with one delimiter; better, export the file again"),
        )
    }

    /// A cell that holds whole rows: a quotation mark was left open and closed by chance later.
    fn swallowed(&self, row: Row<'_>) -> Option<Problem> {
        let delimiter = self.delimiter?;
        let enough = (self.width / 2).max(2);
        let is_row = |line: &str| line.contains('@') && line.matches(delimiter).count() >= enough;
        let swallows = |cell: &str| cell.contains('\n') && cell.lines().skip(1).any(is_row);
        let at = row.cells.iter().position(|cell| swallows(cell))?;
        let rows = row.cell(at).lines().skip(1).filter(|line| is_row(line)).count();
        Some(
            Problem::error(
                "swallowed-rows",
                format!("an open quotation mark in cell {} swallowed {rows} further row(s)", at + 1),
            )
            .help("close the quotation mark in this row; better, export the file again"),
        )
    }

    fn length(&self, sheet: &Sheet<'_>, row: Row<'_>) -> Option<Problem> {
        let problem = self.wrong_length(sheet, row)?;
        let Some(open) = open_quote(row) else { return Some(problem) };
        let message = format!("{}; a quotation mark is likely missing", problem.message);
        Some(Problem { message, ..problem }.help(open))
    }

    fn wrong_length(&self, sheet: &Sheet<'_>, row: Row<'_>) -> Option<Problem> {
        self.delimiter?;
        let (cells, width) = (row.cells.len(), self.width);
        let shown = |at: usize| text::cap(&text::tidy(row.cell(at)), 60).0.to_owned();
        if let Some(at) = (width..cells).find(|at| !is_blank(row.cell(*at))) {
            return Some(
                Problem::error(
                    "row-too-long",
                    format!("the row has {cells} cells, the header {width}: its answers may be shifted"),
                )
                .at(Place::default().column((at + 1).to_string()))
                .value(shown(at))
                .help("a cell that holds the delimiter needs quotation marks around it; better, export the file again"),
            );
        }
        let habit = self.lengths.get(&cells).is_some_and(|rows| *rows >= HABIT);
        (cells < width && !habit).then(|| {
            Problem::error(
                "row-too-short",
                format!("the row has {cells} cells, the header {width}: it was cut off or cells are missing"),
            )
            .at(Place::default().column(sheet.heading_above(cells).unwrap_or_else(|| (cells + 1).to_string())))
            .value(shown(cells.saturating_sub(1)))
            .help("export the file again; if the row is whole, add the missing delimiters at its end")
        })
    }

    /// The address stands in a column where no other row has one.
    fn shifted(&self, row: Row<'_>, email: usize) -> Option<Problem> {
        if addresses::only(row.cell(email)).is_ok() {
            return None;
        }
        let alone = |at: usize| self.addresses.get(&at) == Some(&1);
        let is_here = |at: &usize| alone(*at) && Email::parse(row.cell(*at)).is_ok();
        let at = (0..row.cells.len()).find(is_here).filter(|_| self.addresses.get(&email).is_some_and(|others| *others > 1))?;
        Some(
            Problem::error(
                "shifted-row",
                format!("the address is in column {}, not in column {}: the row is shifted", at + 1, email + 1),
            )
            .at(Place::default().column((at + 1).to_string()))
            .value(text::cap(row.cell(at), 60).0)
            .help("move the row's cells to where they belong, or export the file again"),
        )
    }
}

/// What to do where a cell of a row of the wrong length runs over several lines: its quotation mark may have been closed by
/// that of a later cell.
fn open_quote(row: Row<'_>) -> Option<String> {
    let breaks = |cell: &str| cell.lines().count().saturating_sub(1);
    let at = row.cells.iter().position(|cell| breaks(cell) > 0)?;
    let before: usize = row.cells.iter().take(at).map(|cell| breaks(cell)).sum();
    let line = row.line?.saturating_add(u32::try_from(before).ok()?);
    Some(format!(
        "look at the quotation mark that opens on line {line}, in cell {}: what it holds goes on for {} more line(s). Close it where \
         its cell ends; better, export the file again",
        at + 1,
        breaks(row.cell(at))
    ))
}
