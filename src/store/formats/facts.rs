//! What the fact files share, and the private lists that are kept like them: rows read strictly, cell by cell.
//!
//! A fact is never half believed: a cell that a fact does not use must be empty, a word that is not known is told with the nearest
//! one, and a column that is not known is an error: a later version that adds one raises the number of the format.

use std::str::FromStr;

use chrono::NaiveDate;

use crate::domain::days::iso_day;
use crate::domain::fact::Dated;
use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem};
use crate::domain::spelling;

use super::csv_text::{CsvCell, Records};
use super::table::{self, Row, Table};

/// A problem on its way up.
pub(super) type Told = Box<Problem>;

/// A row of a fact file, read cell by cell.
pub(super) struct FactRow<'t> {
    table: &'t Table,
    row: &'t Row,
}

/// Reads dated rows with the headings `columns`, of which the first two are `on` and `fact`; every bad row is told. The code of a row
/// holds the number of a correction, too.
pub(super) fn read<F>(
    text: &str,
    file: &str,
    columns: &[&'static str],
    fact: impl Fn(&FactRow<'_>) -> Result<F, Told>,
) -> (Vec<Dated<F>>, Vec<Problem>) {
    let dated = |row: &FactRow<'_>| {
        let correction = row.correction()?;
        Ok(Dated { on: row.day("on")?, fact: fact(row)?, line: row.row.line, correction })
    };
    read_fact_rows(text, file, columns, dated)
}

/// Reads the rows of a fact file; a column that is not known is an error.
pub(super) fn read_fact_rows<R>(
    text: &str,
    file: &str,
    columns: &[&'static str],
    parse: impl Fn(&FactRow<'_>) -> Result<R, Told>,
) -> (Vec<R>, Vec<Problem>) {
    let table = match table::read(text, file) {
        Ok(table) => table,
        Err(problems) => return (Vec::new(), problems),
    };
    let (rows, problems) = rows_of(&table, columns, parse);
    let is_whole = !problems.iter().any(|problem| problem.code == "missing-column");
    let unknown = if is_whole { unknown_columns(&table, columns) } else { Vec::new() };
    if unknown.is_empty() { (rows, problems) } else { (Vec::new(), unknown) }
}

/// The columns that no fact of this kind has.
fn unknown_columns(table: &Table, columns: &[&'static str]) -> Vec<Problem> {
    let file = &table.file;
    let unknown = table.headings.iter().filter(|heading| !columns.contains(&heading.as_str()));
    let problem = |heading: &String| {
        let problem = Problem::error("unknown-column", "no fact has such a column");
        let problem = problem.at(Place::file(file).at(1, 1).column(heading));
        match spelling::nearest(heading, columns.iter().copied()) {
            Some(near) => problem.help(format!("did you mean {near:?}?")),
            None => problem.restore(file),
        }
    };
    unknown.map(problem).collect()
}

/// Reads rows with the headings `columns`; every bad row is told, and the others stand.
pub(super) fn read_rows<R>(
    text: &str,
    file: &str,
    columns: &[&'static str],
    parse: impl Fn(&FactRow<'_>) -> Result<R, Told>,
) -> (Vec<R>, Vec<Problem>) {
    match table::read(text, file) {
        Ok(table) => rows_of(&table, columns, parse),
        Err(problems) => (Vec::new(), problems),
    }
}

fn rows_of<R>(
    table: &Table,
    columns: &[&'static str],
    parse: impl Fn(&FactRow<'_>) -> Result<R, Told>,
) -> (Vec<R>, Vec<Problem>) {
    let mut problems: Vec<Problem> = columns.iter().filter_map(|name| table.need(&[name]).err().map(|told| *told)).collect();
    if !problems.is_empty() {
        return (Vec::new(), problems);
    }
    let mut rows = Vec::new();
    for row in &table.rows {
        match parse(&FactRow { table, row }) {
            Ok(row) => rows.push(row),
            Err(problem) => problems.push(*problem),
        }
    }
    (rows, problems)
}

/// Writes a header and rows.
pub(super) fn write<T: CsvCell, const N: usize>(columns: [&str; N], rows: impl IntoIterator<Item = [T; N]>) -> String {
    let mut records = headed(columns);
    rows.into_iter().for_each(|row| records.push(row));
    records.into_text()
}

/// A header.
pub(super) fn headed<const N: usize>(columns: [&str; N]) -> Records {
    let mut records = Records::kept();
    records.push(columns);
    records
}

/// `knows-2` is the code `knows` of correction 2, `2` a correction without a code; a code without a number is no correction.
fn split_code(code: &str) -> (&str, Option<&str>) {
    let is_number = |text: &str| !text.is_empty() && text.len() < 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    match code.rsplit_once('-') {
        Some((word, number)) if is_number(number) => (word, Some(number)),
        _ if is_number(code) => ("", Some(code)),
        _ => (code, None),
    }
}

/// A code with the number of a correction.
pub(super) fn numbered(code: &str, correction: u32) -> String {
    match (code, correction) {
        (code, 0) => code.to_owned(),
        ("", number) => number.to_string(),
        (code, number) => format!("{code}-{number}"),
    }
}

impl FactRow<'_> {
    /// The number of the correction that the row is; 0 for none. Of a fact whose code is a number the number stands behind it.
    fn correction(&self) -> Result<u32, Told> {
        let code = self.text("code");
        let number = match (self.text("fact"), split_code(code)) {
            ("joined" | "paired" | "capacity", _) | (_, (_, None)) | ("chose", ("", Some(_))) => return Ok(0),
            (_, (_, Some(number))) => number,
        };
        let number = number.parse().ok().filter(|number| *number > 0 && !code.starts_with('0'));
        number.ok_or_else(|| self.told("code", "not-a-number", "this is not the number of a correction", "write 1 or more"))
    }

    /// The code without the number of a correction.
    pub(super) fn code(&self) -> &str {
        let code = self.text("code");
        match (self.text("fact"), split_code(code)) {
            ("joined" | "paired" | "capacity", _) | ("chose", ("", Some(_))) => code,
            (_, (word, _)) => word,
        }
    }

    /// Refuses a code beside the number of a correction.
    pub(super) fn no_code(&self) -> Result<(), Told> {
        if self.code().is_empty() {
            return Ok(());
        }
        let message = format!("a row of `{}` has at most the number of a correction in this column", self.text("fact"));
        Err(self.told("code", "stray-cell", message, "empty the cell, or look whether the row has slipped by a column"))
    }

    /// What the word in the code means, the number of a correction aside.
    pub(super) fn code_word<T: Copy>(&self, words: &[(T, &'static str)]) -> Result<T, Told> {
        self.meaning("code", self.code(), words)
    }

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

    /// A problem with the cell under `name` that only the file as it was written can cure.
    pub(super) fn damaged(&self, name: &str, code: &'static str, message: impl Into<String>) -> Told {
        let problem = Problem::error(code, message).at(self.place(name)).value(self.text(name));
        Box::new(problem.restore(&self.table.file))
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
        let day = || NaiveDate::parse_from_str(written, "%Y-%m-%d").ok().filter(|_| shaped);
        iso_day(written).or_else(day).ok_or_else(|| self.told(name, "not-a-day", "this is not a day", "write it as 2027-01-11"))
    }

    /// The whole number from `least` to `most` under `name`.
    pub(super) fn number(&self, name: &str, least: u32, most: u32) -> Result<u32, Told> {
        let number = self.text(name).parse().ok().filter(|number| (least..=most).contains(number));
        number.ok_or_else(|| {
            self.told(name, "not-a-number", "number out of range", format!("write a whole number from {least} to {most}"))
        })
    }

    /// The id under `name`.
    pub(super) fn person(&self, name: &str) -> Result<PersonId, Told> {
        PersonId::from_str(self.text(name))
            .map_err(|_| self.told(name, "not-an-id", "this is not an id", "write an id such as M03"))
    }

    /// What the word under `name` means.
    pub(super) fn word<T: Copy>(&self, name: &str, words: &[(T, &'static str)]) -> Result<T, Told> {
        self.meaning(name, self.text(name), words)
    }

    fn meaning<T: Copy>(&self, name: &str, written: &str, words: &[(T, &'static str)]) -> Result<T, Told> {
        let known = words.iter().find(|(_, word)| *word == written).map(|(meaning, _)| *meaning);
        known.ok_or_else(|| {
            let help = match spelling::nearest(written, words.iter().map(|(_, word)| *word)) {
                Some(near) => format!("did you mean {near:?}?"),
                None => format!("write one of {}", words.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(", ")),
            };
            self.told(name, "unknown-word", "invalid value", help)
        })
    }
}
