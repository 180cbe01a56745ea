//! A table of texts as it stood in a file: every row counted, blank ones too. It knows no headings and no meaning.

use std::borrow::Cow;

use crate::domain::problem::{Place, Problem};
use crate::domain::text;

/// What kind of file an export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Delimited text.
    Csv,
    /// An Excel workbook (Office Open XML).
    Xlsx,
    /// An Excel workbook of the years before 2007.
    Xls,
    /// An OpenDocument spreadsheet.
    Ods,
}

impl Format {
    /// The word of JSON and tables.
    pub fn word(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Xls => "xls",
            Format::Ods => "ods",
        }
    }
}

/// What was found out about a file before its cells had a meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Text or workbook.
    pub format: Format,
    /// The text encoding's name, e.g. `utf-8`; a workbook's texts are UTF-8.
    pub encoding: String,
    /// Whether a byte order mark stood at the beginning.
    pub bom: bool,
    /// The delimiter of a text file.
    pub delimiter: Option<char>,
    /// The sheet that was read of a workbook.
    pub sheet: Option<String>,
    /// How lines end: `CRLF`, `LF`, `CR`, or nothing for a workbook or a single line.
    pub newline: Option<&'static str>,
    /// Every guess, in words.
    pub notes: Vec<String>,
    /// What a careful reader would be told.
    pub warnings: Vec<Problem>,
}

impl Facts {
    /// For people: `csv, utf-8 with byte order mark, delimiter ","`.
    pub fn summary(&self) -> String {
        let mark = if self.bom { " with byte order mark" } else { "" };
        let delimiter = self.delimiter.map(|delimiter| format!(", delimiter {delimiter:?}")).unwrap_or_default();
        let sheet = self.sheet.as_ref().map(|sheet| format!(", sheet {sheet:?}")).unwrap_or_default();
        format!("{}, {}{mark}{delimiter}{sheet}", self.format.word(), self.encoding)
    }

    /// Nothing is known yet but the kind of file.
    pub(crate) fn of(format: Format) -> Facts {
        Facts {
            format,
            encoding: "utf-8".to_owned(),
            bom: false,
            delimiter: None,
            sheet: None,
            newline: None,
            notes: Vec::new(),
            warnings: Vec::new(),
        }
    }
}

/// Rows of cells; rows count from 1 as a spreadsheet shows them.
#[derive(Debug)]
pub(crate) struct Sheet<'a> {
    cells: Vec<Cow<'a, str>>,
    rows: Vec<Extent>,
    /// What was found out about the file.
    pub(crate) facts: Facts,
    /// The file, as the lead would name it.
    pub(crate) path: String,
}

#[derive(Clone, Copy, Debug)]
struct Extent {
    line: Option<u32>,
    start: usize,
    end: usize,
}

/// One row: its number, the line of the text file on which it begins, and its cells.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'s> {
    /// The row of the sheet, or the record of the file, from 1.
    pub(crate) record: u32,
    /// The line on which the record begins, from 1; none in a workbook.
    pub(crate) line: Option<u32>,
    /// The cells, as many as the row has.
    pub(crate) cells: &'s [Cow<'s, str>],
}

impl<'s> Row<'s> {
    /// The cell in this column (from 0); empty where the row is too short.
    pub(crate) fn cell(&self, column: usize) -> &'s str {
        self.cells.get(column).map_or("", |cell| cell.as_ref())
    }

    /// Whether nothing but white space stands in the row.
    pub(crate) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| is_blank(cell))
    }

    /// How many cells hold something.
    pub(crate) fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !is_blank(cell)).count()
    }
}

/// Whether a text is empty to the eye.
pub(crate) fn is_blank(cell: &str) -> bool {
    cell.chars().all(|c| c.is_whitespace() || c.is_control() || text::is_invisible(c))
}

impl<'a> Sheet<'a> {
    /// An empty sheet of this file.
    pub(crate) fn new(path: &str, facts: Facts) -> Sheet<'a> {
        Sheet { cells: Vec::new(), rows: Vec::new(), facts, path: path.to_owned() }
    }

    /// Adds a cell to the row that is being written.
    pub(crate) fn push(&mut self, cell: Cow<'a, str>) {
        self.cells.push(cell);
    }

    /// How many cells the row that is being written has.
    pub(crate) fn width_so_far(&self) -> usize {
        self.cells.len() - self.rows.last().map_or(0, |row| row.end)
    }

    /// Ends the row that is being written.
    pub(crate) fn end_row(&mut self, line: Option<u32>) {
        let start = self.rows.last().map_or(0, |row| row.end);
        self.rows.push(Extent { line, start, end: self.cells.len() });
    }

    /// Gives each cell of a column (from 0) another text where `change` has one.
    pub(crate) fn change_column(&mut self, column: usize, change: impl Fn(&str) -> Option<Cow<'a, str>>) {
        for extent in &self.rows {
            let cells = self.cells.get_mut(extent.start..extent.end);
            if let Some(cell) = cells.and_then(|cells| cells.get_mut(column))
                && let Some(text) = change(cell)
            {
                *cell = text;
            }
        }
    }

    /// What stands highest in a column (from 0), in a row with several cells: its heading, most likely.
    pub(crate) fn heading_above(&self, column: usize) -> Option<String> {
        let row = self.rows_from(0).find(|row| row.filled() > 1 && !is_blank(row.cell(column)))?;
        Some(text::cap(&text::tidy(row.cell(column)), text::FIELD).0.to_owned())
    }

    /// How many rows there are, blank ones too.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row at this index (from 0).
    pub(crate) fn row(&self, index: usize) -> Option<Row<'_>> {
        let extent = self.rows.get(index)?;
        let record = u32::try_from(index + 1).unwrap_or(u32::MAX);
        Some(Row { record, line: extent.line, cells: self.cells.get(extent.start..extent.end)? })
    }

    /// All rows from this index on.
    pub(crate) fn rows_from(&self, index: usize) -> impl Iterator<Item = Row<'_>> {
        (index..self.rows.len()).filter_map(|at| self.row(at))
    }

    /// The place of a row in messages.
    pub(crate) fn place(&self, row: Row<'_>) -> Place {
        Place { file: Some(self.path.clone()), row: Some(row.record), line: row.line, ..Place::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_row_has_empty_cells_beyond_its_end() {
        let facts = Facts::of(Format::Csv);
        let mut sheet = Sheet::new("a.csv", facts);
        sheet.end_row(Some(1));
        sheet.push("x".into());
        sheet.push(" \u{a0}".into());
        assert_eq!(sheet.width_so_far(), 2);
        sheet.end_row(Some(2));
        let row = sheet.row(1).unwrap();
        assert_eq!((row.record, row.cell(0), row.cell(7), row.filled()), (2, "x", "", 1));
        assert!(sheet.row(0).unwrap().is_blank() && !row.is_blank());
    }
}
