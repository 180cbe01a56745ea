//! Which rows are the header, and what each column is called.

mod beginning;
mod ending;
pub(crate) mod heading;

use std::collections::BTreeSet;

use heading::{Heading, fold};

use super::cells::addresses;
use super::cells::dates::{self, Order};
use super::dialects::{self, Dialect, Layout};
use super::intake::sheet::{Row, Sheet, is_blank};
use super::named_headings::{NamedHeadings, SEARCHED};
use crate::domain::contact::Email;
use crate::domain::problem::{Place, Problem};
use crate::domain::settings::Survey;

/// The header of a sheet.
#[derive(Debug)]
pub(crate) struct Header {
    /// The first row of answers, from 0.
    pub(crate) body: usize,
    /// The rows that make up the header, as numbers.
    pub(crate) records: Vec<u32>,
    /// One heading for each column, without a label where there is none.
    pub(crate) headings: Vec<Heading>,
    /// The tool whose own columns were found, or that the settings name.
    pub(crate) dialect: Option<&'static Dialect>,
    /// What was guessed, in words.
    pub(crate) notes: Vec<String>,
}

impl Header {
    /// Whether the headings are numbered codes (`Q1`, `Q7_1_a`) and no words.
    pub(crate) fn is_coded(&self) -> bool {
        let questions =
            || self.headings.iter().filter(|heading| !heading.label.is_empty() && !self.dialect.is_some_and(|d| d.owns(heading)));
        let coded = questions().filter(|heading| is_question_code(&heading.label)).count();
        coded > 1 && coded * 10 >= questions().count() * 6
    }

    /// The first column that is called so.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        let folded = fold(name);
        self.headings.iter().position(|heading| heading.is_called(&folded))
    }

    /// The instrument to which a column belongs, counted by the columns that end one.
    fn instrument(&self, column: usize) -> usize {
        let ends = self.dialect.map_or(&[][..], |dialect| dialect.ends);
        let is_end = |heading: &&Heading| ends.iter().any(|name| dialects::is_called(heading, name));
        self.headings.iter().take(column).filter(is_end).count()
    }

    /// The instruments to which these columns belong.
    pub(crate) fn instruments(&self, columns: impl Iterator<Item = usize>) -> BTreeSet<usize> {
        columns.map(|column| self.instrument(column)).collect()
    }

    /// Whether a column belongs to one of these instruments; every column does where none is given.
    pub(crate) fn is_of(&self, instruments: &BTreeSet<usize>, column: usize) -> bool {
        instruments.is_empty() || instruments.contains(&self.instrument(column))
    }

    /// The columns that a tool calls so: in an export of several instruments those of these instruments, else the first.
    pub(crate) fn own_columns(&self, name: &str, instruments: &BTreeSet<usize>) -> Vec<usize> {
        let called = |at: &usize| self.headings.get(*at).is_some_and(|heading| dialects::is_called(heading, name));
        let all = (0..self.headings.len()).filter(called);
        let own: Vec<usize> = all.filter(|at| !instruments.is_empty() && self.is_of(instruments, *at)).collect();
        let has_instruments = self.dialect.is_some_and(|dialect| !dialect.ends.is_empty());
        if has_instruments && !own.is_empty() { own } else { self.own_column(name).into_iter().collect() }
    }

    /// The first column that a tool calls so.
    pub(crate) fn own_column(&self, name: &str) -> Option<usize> {
        self.headings.iter().position(|heading| dialects::is_called(heading, name))
    }
}

/// Finds the header: where the settings say, else the row that knows most of the settings' headings, else the row of a known
/// tool, else the widest row above the first address.
///
/// # Errors
/// `unknown-tool`, `no-header`, `coded-export`.
pub(crate) fn find(sheet: &Sheet<'_>, settings: &Survey) -> Result<Header, Problem> {
    let named = settings.tool.as_deref().map(|tool| dialects::named(&sheet.path, tool)).transpose()?;
    let at = match settings.header_row {
        Some(row) => usize::try_from(row).unwrap_or(usize::MAX).saturating_sub(1),
        None => search(sheet, settings).ok_or_else(|| no_header(sheet))?,
    };
    let row = sheet.row(at).filter(|row| !row.is_blank()).ok_or_else(|| no_header(sheet))?;
    let dialect = named.unwrap_or_else(|| dialects::recognise(row));
    let mut notes = Vec::new();
    match (dialect, &settings.tool) {
        (Some(dialect), None) => {
            notes.push(format!("{} export (columns {})", dialect.title, dialect.signature(row)));
        }
        (None, None) => notes.push("no known survey tool; read as a hand-made table".to_owned()),
        _ => {}
    }
    if settings.header_row.is_none() && at > 0 {
        notes.push(format!("the header is row {}: {} above it left out", at + 1, if at == 1 { "1 row" } else { "the rows" }));
    }
    Ok(build(sheet, at, dialect, notes))
}

/// `Q1`, `Q7_1_a`, `Q12.3`.
fn is_question_code(label: &str) -> bool {
    let rest = label.strip_prefix(['Q', 'q']).unwrap_or_default();
    rest.starts_with(|c: char| c.is_ascii_digit())
        && label.len() <= 12
        && rest.chars().all(|c| c.is_ascii_alphanumeric() || "_.".contains(c))
}

fn no_header(sheet: &Sheet<'_>) -> Problem {
    Problem::error("no-header", "no row with column headings was found")
        .at(Place::file(&sheet.path))
        .help("say `header_row = N`, or put a row with headings above the answers")
}

fn search(sheet: &Sheet<'_>, settings: &Survey) -> Option<usize> {
    let wanted = NamedHeadings::of(settings);
    let above = above_answers(sheet);
    let rows = |most: usize| sheet.rows_from(0).take(most.min(SEARCHED)).enumerate().filter(|(_, row)| !row.is_blank());
    let knowing = |most: usize| {
        let known = rows(most).map(|(at, row)| (wanted.in_row(row), at)).filter(|(known, _)| *known > 0);
        known.reduce(|best, next| if next.0 > best.0 { next } else { best })
    };
    let of_tool = || rows(above).find(|(_, row)| dialects::recognise(*row).is_some()).map(|(at, _)| at);
    match knowing(above).or_else(|| knowing(SEARCHED)) {
        Some((_, at)) => Some(of_tool().filter(|tool| *tool <= at && at - tool < 3).unwrap_or(at)),
        None => of_tool().or_else(|| widest(sheet, above).map(|at| with_questions(sheet, at))),
    }
}

/// The row of questions above a row that holds only their options, or the row itself.
fn with_questions(sheet: &Sheet<'_>, at: usize) -> usize {
    let above = at.checked_sub(1).filter(|above| is_option_row(sheet.row(*above), sheet.row(at)));
    above.unwrap_or(at)
}

/// How many rows stand above the first that holds an address: none of those is an answer.
fn above_answers(sheet: &Sheet<'_>) -> usize {
    let first = sheet.rows_from(0).take(SEARCHED * 5).position(has_address);
    first.unwrap_or_else(|| sheet.len().min(SEARCHED))
}

/// The row with the most different texts above the answers.
fn widest(sheet: &Sheet<'_>, above: usize) -> Option<usize> {
    let different = |row: Row<'_>| {
        let mut texts: Vec<String> = row.cells.iter().map(|cell| fold(cell)).filter(|text| !text.is_empty()).collect();
        texts.sort();
        texts.dedup();
        texts.len()
    };
    let rows = sheet.rows_from(0).take(above).enumerate().map(|(at, row)| (different(row), at)).filter(|(width, _)| *width > 0);
    rows.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, at)| at)
}

/// Each row that may belong to the header is judged by what it holds: an export may have fewer such rows than its tool usually writes.
pub(super) fn build(sheet: &Sheet<'_>, at: usize, dialect: Option<&'static Dialect>, notes: Vec<String>) -> Header {
    let row = |offset: usize| sheet.row(at + offset);
    let layout = dialect.map_or(Layout::One, |dialect| dialect.layout);
    let import_ids = |offset: usize| row(offset).is_some_and(|row| row.cells.iter().any(|cell| cell.contains("\"ImportId\"")));
    let answered = answered_columns(row(0), dialect);
    let is_answer = |offset: usize| row(offset).is_some_and(|row| holds_answers(row, &answered));
    let single = || (1, pair_up(row(0), None, |text, _| Heading::single(text)));
    let (height, headings) = match layout {
        Layout::Coded if import_ids(1) => (2, pair_up(row(0), None, Heading::coded)),
        Layout::Coded if is_answer(1) => (1, pair_up(row(0), None, Heading::coded)),
        Layout::Coded if import_ids(2) => (3, pair_up(row(0), row(1), Heading::coded)),
        Layout::Coded => (2, pair_up(row(0), row(1), Heading::coded)),
        Layout::One | Layout::Options if is_answer(1) => single(),
        Layout::One | Layout::Options if is_option_row(row(0), row(1)) => (2, continued(row(0), row(1))),
        Layout::One | Layout::Options => single(),
    };
    let mut headings = headings;
    if layout == Layout::One {
        if let Some(row) = row(0).filter(|_| height == 1) {
            beginning::part(sheet, row, at + height, &mut headings);
        }
        ending::part(sheet, at + height, &mut headings);
    }
    let records = (at..at + height).filter_map(|index| sheet.row(index)).map(|row| row.record).collect();
    Header { body: at + height, records, headings, dialect, notes }
}

/// The columns in which the tool writes when an answer was given.
fn answered_columns(header: Option<Row<'_>>, dialect: Option<&'static Dialect>) -> Vec<usize> {
    let names = dialect.map_or(&[][..], |dialect| dialect.answered);
    let cells = header.map_or(&[][..], |row| row.cells);
    let is_answered = |cell: &str| names.iter().any(|name| dialects::is_called(&Heading::single(cell), name));
    cells.iter().enumerate().filter(|(_, cell)| is_answered(cell)).map(|(at, _)| at).collect()
}

/// Whether a row is somebody's answer and no part of a header: it holds an address, or a date where the tool writes one.
fn holds_answers(row: Row<'_>, answered: &[usize]) -> bool {
    let has_date = |at: &usize| {
        dates::parse(row.cell(*at), Order::DayFirst).is_ok() || dates::parse(row.cell(*at), Order::MonthFirst).is_ok()
    };
    answered.iter().any(has_date) || has_address(row)
}

/// Whether a row holds an address: alone in its cell, or, in a row of several cells, among other words.
fn has_address(row: Row<'_>) -> bool {
    let is_table = row.filled() > 2;
    row.cells.iter().any(|cell| cell.contains('@') && (Email::parse(cell).is_ok() || is_table && addresses::only(cell).is_ok()))
}

fn pair_up(above: Option<Row<'_>>, below: Option<Row<'_>>, join: impl Fn(&str, &str) -> Heading) -> Vec<Heading> {
    let width = above.map_or(0, |row| row.cells.len()).max(below.map_or(0, |row| row.cells.len()));
    let cell = |row: Option<Row<'_>>, column| row.map_or_else(String::new, |row| row.cell(column).to_owned());
    (0..width).map(|column| join(&cell(above, column), &cell(below, column))).collect()
}

/// Whether the second row is a row of options: it says `Response`, or fills the gaps of the first and holds no answers.
fn is_option_row(above: Option<Row<'_>>, below: Option<Row<'_>>) -> bool {
    let (Some(above), Some(below)) = (above, below) else { return false };
    let says_response = below.cells.iter().any(|cell| ["response", "open-endedresponse"].contains(&fold(cell).as_str()));
    let gap = |column: &usize| is_blank(above.cell(*column)) && !is_blank(below.cell(*column));
    let gaps = (0..below.cells.len()).filter(gap).count();
    let address = has_address(below);
    // One text alone over the headings is a title.
    says_response && !address || gaps >= 3 && above.filled() > 1 && !address && is_blank(below.cell(0))
}

/// Joins the two rows; an empty cell above an option continues the question to its left.
fn continued(above: Option<Row<'_>>, below: Option<Row<'_>>) -> Vec<Heading> {
    let (Some(above), Some(below)) = (above, below) else { return Vec::new() };
    let mut question = "";
    let mut headings = Vec::new();
    for column in 0..above.cells.len().max(below.cells.len()) {
        let (own, option) = (above.cell(column), below.cell(column));
        if !is_blank(own) {
            question = own;
        }
        let nameless = is_blank(own) && is_blank(option);
        headings.push(if nameless { Heading::default() } else { Heading::double(question, option) });
    }
    headings
}
