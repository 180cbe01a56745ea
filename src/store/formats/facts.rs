//! What the fact files share, and the private lists that are kept like them: rows read strictly, cell by cell.
//!
//! A fact is never half believed: a cell that a fact does not use must be empty, a word that is not known is told with the nearest
//! one. Columns may be added at the end by later versions and are passed over.

use std::fmt::Display;
use std::str::FromStr;

use chrono::NaiveDate;

use crate::domain::fact::Dated;
use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem};
use crate::domain::spelling;

use super::csv_text;
use super::table::{self, Row, Table};

/// A problem on its way up.
pub(super) type Told = Box<Problem>;

/// A row of a fact file, read cell by cell.
pub(super) struct FactRow<'t> {
    table: &'t Table,
    row: &'t Row,
}

/// Reads dated rows with the headings `columns`, of which the first two are `on` and `fact`; every bad row is told.
pub(super) fn read<F>(
    text: &str,
    file: &str,
    columns: &[&'static str],
    fact: impl Fn(&FactRow<'_>) -> Result<F, Told>,
) -> (Vec<Dated<F>>, Vec<Problem>) {
    read_rows(text, file, columns, |row| Ok(Dated { on: row.day("on")?, fact: fact(row)?, line: row.row.line }))
}

/// Reads rows with the headings `columns`; every bad row is told, and the others stand.
pub(super) fn read_rows<R>(
    text: &str,
    file: &str,
    columns: &[&'static str],
    parse: impl Fn(&FactRow<'_>) -> Result<R, Told>,
) -> (Vec<R>, Vec<Problem>) {
    let table = match table::read(text, file) {
        Ok(table) => table,
        Err(problems) => return (Vec::new(), problems),
    };
    let mut problems: Vec<Problem> = columns.iter().filter_map(|name| table.need(&[name]).err().map(|told| *told)).collect();
    if !problems.is_empty() {
        return (Vec::new(), problems);
    }
    let mut rows = Vec::new();
    for row in &table.rows {
        match parse(&FactRow { table: &table, row }) {
            Ok(row) => rows.push(row),
            Err(problem) => problems.push(*problem),
        }
    }
    (rows, problems)
}

/// Writes a header and rows.
pub(super) fn write<T: Display, const N: usize>(columns: [&str; N], rows: impl IntoIterator<Item = [T; N]>) -> String {
    let mut text = headed(columns, 0);
    rows.into_iter().for_each(|row| csv_text::push_record(&mut text, row));
    text
}

/// A header with room for so many rows of the length that facts have.
pub(super) fn headed<const N: usize>(columns: [&str; N], rows: usize) -> String {
    const ROW: usize = 64;
    let mut text = String::with_capacity(ROW * (rows + 1));
    csv_text::push_record(&mut text, columns);
    text
}

impl FactRow<'_> {
    /// The cell under `name`, as written.
    pub(super) fn raw(&self, name: &str) -> &str {
        self.table.find(&[name]).map_or("", |column| self.row.cell(column))
    }

    /// The trimmed cell under `name`.
    pub(super) fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// Where the cell under `name` stands.
    pub(super) fn place(&self, name: &str) -> Place {
        self.table.find(&[name]).map(|column| self.table.place(self.row, column)).unwrap_or_default()
    }

    /// A problem with the cell under `name`.
    pub(super) fn told(&self, name: &str, code: &'static str, message: impl Into<String>, help: impl Into<String>) -> Told {
        Box::new(Problem::error(code, message).at(self.place(name)).value(self.text(name)).help(help))
    }

    /// Refuses a cell that the fact does not use and that is not empty.
    pub(super) fn only(&self, used: &[&str], columns: &[&str]) -> Result<(), Told> {
        let stray =
            columns.iter().find(|name| !["on", "fact"].contains(name) && !used.contains(name) && !self.text(name).is_empty());
        match stray {
            Some(name) => {
                let message = format!("a row of `{}` has nothing in this column", self.text("fact"));
                Err(self.told(name, "stray-cell", message, "empty the cell, or look whether the row has slipped by a column"))
            }
            None => Ok(()),
        }
    }

    /// The day under `name`.
    pub(super) fn day(&self, name: &str) -> Result<NaiveDate, Told> {
        let written = self.text(name);
        let shaped = written.len() == 10 && written.is_ascii();
        let day = NaiveDate::parse_from_str(written, "%Y-%m-%d").ok().filter(|_| shaped);
        day.ok_or_else(|| self.told(name, "not-a-day", "this is not a day", "write it as 2027-01-11"))
    }

    /// The whole number from `least` to `most` under `name`.
    pub(super) fn number(&self, name: &str, least: u32, most: u32) -> Result<u32, Told> {
        let number = self.text(name).parse().ok().filter(|number| (least..=most).contains(number));
        number.ok_or_else(|| {
            self.told(name, "not-a-number", "this number cannot be", format!("write a whole number from {least} to {most}"))
        })
    }

    /// The id under `name`.
    pub(super) fn person(&self, name: &str) -> Result<PersonId, Told> {
        PersonId::from_str(self.text(name))
            .map_err(|_| self.told(name, "not-an-id", "this is not an id", "write an id such as M03"))
    }

    /// What the word under `name` means.
    pub(super) fn word<T: Copy>(&self, name: &str, words: &[(T, &'static str)]) -> Result<T, Told> {
        let written = self.text(name);
        let known = words.iter().find(|(_, word)| *word == written).map(|(meaning, _)| *meaning);
        known.ok_or_else(|| {
            let help = match spelling::nearest(written, words.iter().map(|(_, word)| *word)) {
                Some(near) => format!("did you mean {near:?}?"),
                None => format!("write one of {}", words.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(", ")),
            };
            self.told(name, "unknown-word", "this word is not known here", help)
        })
    }
}
