//! Tables that a lead hands in, read as the survey exports are, with people and days told from their cells.

use chrono::NaiveDate;

use crate::app::input_file::{self, InputFile};
use crate::app::session::CohortSession;
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::settings::Survey;
use crate::domain::side::Side;
use crate::domain::text::counted;
use crate::store::formats::table::{self, Row, Table};
use crate::survey::intake::sheet::{Format, Sheet};
use crate::survey::{self, Source, intake, list};

/// Headings under which a person of a side may stand.
const OF_SIDE: [(Side, &[&str]); 2] = [
    (
        Side::Mentor,
        &[
            "mentor",
            "mentor_email",
            "mentor email",
            "mentor id",
            "mentor name",
            "mentor's name",
            "name of mentor",
            "junior",
            "junior_email",
            "junior email",
            "junior name",
            "junior's name",
            "name of junior",
            "a",
        ],
    ),
    (
        Side::Mentee,
        &[
            "mentee",
            "mentee_email",
            "mentee email",
            "mentee id",
            "mentee name",
            "mentee's name",
            "name of mentee",
            "senior",
            "senior_email",
            "senior email",
            "senior name",
            "senior's name",
            "name of senior",
            "b",
        ],
    ),
];

/// Headings under which a pair may stand, by its id or by the number it had in an adopted list.
pub(crate) const PAIR: [&str; 3] = ["pair", "pair number", "pair no"];

/// Reads a table that the lead named: whatever `survey` reads, in any encoding, with any delimiter, or a workbook. What was guessed
/// is said.
///
/// # Errors
/// When the file cannot be read, or is no table.
pub(crate) fn read(file: &InputFile) -> Result<(Table, Vec<String>), Refusal> {
    let InputFile { shown, path } = file;
    let bytes = input_file::bytes(path).map_err(|error| {
        let message = match error.kind() {
            std::io::ErrorKind::NotFound => "no such file".to_owned(),
            _ => format!("the file cannot be read: {error}"),
        };
        let problem = Problem::error("unreadable", message).at(Place::file(shown));
        Refusal::from(problem.help("look at its name and place"))
    })?;
    let source = Source { path: shown, bytes: &bytes, ..Source::default() };
    let (table, notes) = intake::with_sheet(source, &Survey::default(), |sheet| Ok((table::of_list(sheet)?, said(sheet))))
        .map_err(Refusal::input)?;
    if table.rows.is_empty() { Err(Refusal::from(no_rows(shown))) } else { Ok((table, notes)) }
}

/// What a careful reader would be told of the file, where it is not plain UTF-8 with commas.
fn said(sheet: &Sheet<'_>) -> Vec<String> {
    let facts = &sheet.facts;
    let plain = facts.format == Format::Csv && facts.encoding == "utf-8" && facts.delimiter == Some(',');
    let read_as = (!plain).then(|| format!("{}: read as {}.", sheet.path, facts.summary()));
    let sheets = facts.notes.iter().filter(|_| facts.format != Format::Csv).map(|note| format!("{}: {note}.", sheet.path));
    let warnings = facts.warnings.iter().map(|problem| format!("{}: {}.", sheet.path, problem.message));
    let left_out = list::layout(sheet).no_answers.into_iter().filter_map(|(at, why)| {
        let place = sheet.place(sheet.row(at)?);
        Some(format!("{place}: left out: {why}."))
    });
    read_as.into_iter().chain(sheets).chain(warnings).chain(left_out).collect()
}

/// A list without headings looks like this too when it has one row.
fn no_rows(file: &str) -> Problem {
    Problem::error("no-rows", "no rows below the header line")
        .at(Place::file(file).line(1))
        .help("put a line of headings above the rows, and at least one row below it")
}

/// The two people that a row names: under headings of the two sides, or, under any headings, the one cell that means a mentor and
/// the one that means a mentee.
///
/// # Errors
/// What is wrong with the row.
pub(crate) fn two_people(session: &CohortSession, table: &Table, row: &Row) -> Result<PairId, Vec<Problem>> {
    if let [mentor, mentee] = side_columns(table)[..] {
        let named = [person(session, table, row, mentor), person(session, table, row, mentee)];
        return match named {
            [Ok(a), Ok(b)] => PairId::of(a, b).ok_or_else(|| vec![one_side(table, row, a, b)]),
            named => Err(named.into_iter().filter_map(Result::err).collect()),
        };
    }
    let meant: Vec<PersonId> =
        row.cells.iter().filter(|cell| !cell.trim().is_empty()).filter_map(|cell| session.person(cell).ok()).collect();
    match meant[..] {
        [a, b] => PairId::of(a, b).ok_or_else(|| vec![one_side(table, row, a, b)]),
        _ => Err(vec![not_two(table, row, meant.len())]),
    }
}

/// Whether a row of the table is about two people, or about a pair, by its headings.
pub(crate) fn is_of_pairs(table: &Table) -> bool {
    table.find(&PAIR).is_some() || OF_SIDE.iter().all(|(_, names)| table.find(names).is_some())
}

/// Refuses a table whose first line names somebody: it would be lost as a line of headings.
///
/// # Errors
/// When a heading is the id, the address or the name of somebody in the cohort.
pub(crate) fn has_headings(session: &CohortSession, table: &Table) -> Result<(), Refusal> {
    let Some(column) = table.headings.iter().position(|heading| session.person(heading).is_ok()) else { return Ok(()) };
    let place = Place::file(&table.file).line(1);
    let heading = table.headings.get(column).map(String::as_str).unwrap_or_default();
    let problem = Problem::error("no-headings", "the first line names somebody, so it is no line of headings");
    Err(Refusal::from(problem.at(place).value(heading).help("put a line of headings above it, such as person,conflict,reason")))
}

/// The columns of the two sides, as far as the table has them.
pub(crate) fn side_columns(table: &Table) -> Vec<usize> {
    OF_SIDE.iter().filter_map(|(_, names)| table.find(names)).collect()
}

/// The column of a side where the table has one for that side alone.
pub(crate) fn side_column(table: &Table) -> Option<usize> {
    if let [only] = side_columns(table)[..] { Some(only) } else { None }
}

/// The person in a cell.
///
/// # Errors
/// When the cell means nobody or several.
pub(crate) fn person(session: &CohortSession, table: &Table, row: &Row, column: usize) -> Result<PersonId, Problem> {
    let place = table.place(row, column);
    session.person(row.cell(column)).map_err(|refusal| match refusal.problems.into_iter().next() {
        Some(problem) => Problem { place, ..problem },
        None => {
            Problem::error("unknown-person", "nobody in this cohort has this name or id").at(place).help("correct it in the file")
        }
    })
}

/// The day in a cell, in any way in which surveys write one; day first where that is open.
///
/// # Errors
/// When it is no day, or one that does not exist.
pub(crate) fn day(table: &Table, row: &Row, column: usize) -> Result<Option<NaiveDate>, Problem> {
    let text = row.cell(column).trim();
    if text.is_empty() {
        return Ok(None);
    }
    survey::day(text).map(Some).ok_or_else(|| {
        let help = "write it as 2027-01-31 (31/01/2027 is understood, day first)";
        Problem::error("no-day", "invalid date").at(table.place(row, column)).value(text).help(help)
    })
}

fn one_side(table: &Table, row: &Row, a: PersonId, b: PersonId) -> Problem {
    let place = table.row_place(row);
    Problem::error("one-side", format!("{a} and {b} are of one side; they could never be a pair"))
        .at(place)
        .help("name one person of each side")
}

fn not_two(table: &Table, row: &Row, found: usize) -> Problem {
    let place = table.row_place(row);
    let people = counted(found, "person");
    Problem::error("not-two-people", format!("the row names {people} of this cohort, not one of each side"))
        .at(place)
        .help("name both by id, address or full name, best under the headings mentor and mentee")
}
