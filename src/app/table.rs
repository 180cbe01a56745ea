//! Tables that a lead hands in, read as the survey exports are, with people and days told from their cells.

use chrono::NaiveDate;

use crate::app::input_file::{self, InputFile};
use crate::app::session::CohortSession;
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::settings::Survey;
use crate::domain::side::Side;
use crate::domain::spelling;
use crate::domain::text::counted;
use crate::store::formats::table::{self, Row, Table};
use crate::survey::intake::sheet::{Format, Sheet};
use crate::survey::{self, Source, intake, list};

/// Words in headings of a person of a side.
const OF_SIDE: [(Side, &[&str]); 2] =
    [(Side::Mentor, &["mentor", "mentors", "junior", "juniors"]), (Side::Mentee, &["mentee", "mentees", "senior", "seniors"])];

/// Words that may stand beside them. With any other word a heading asks something about that person.
const BESIDE: [&str; 11] = ["name", "full", "fullname", "email", "e", "mail", "address", "id", "of", "the", "s"];

/// Words by which somebody who answers speaks of the other one.
const OF_ONES_OWN: [&str; 2] = ["your", "my"];

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
    if let [mentors, mentees] = &side_columns(table)[..] {
        // Of several columns of a side the first that is filled.
        let filled = |columns: &[usize]| {
            let filled = columns.iter().copied().find(|column| !row.cell(*column).trim().is_empty());
            filled.or(columns.first().copied()).unwrap_or_default()
        };
        let named = [mentors, mentees].map(|columns| person(session, table, row, filled(columns)));
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
    table.find(&PAIR).is_some() || side_columns(table).len() == OF_SIDE.len()
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

/// The columns of each of the two sides, as far as the table has them, the plainest heading first.
pub(crate) fn side_columns(table: &Table) -> Vec<Vec<usize>> {
    let of_side = |wanted: Side| {
        let is_wanted = |column: &usize| side_of(table.heading(*column)) == Some(wanted);
        let mut columns: Vec<usize> = (0..table.headings.len()).filter(is_wanted).collect();
        columns.sort_by_key(|column| {
            let key = spelling::key(table.heading(*column));
            let has = |words: &[&str]| key.split(' ').any(|word| words.contains(&word));
            [!key.contains(' '), has(&["email", "mail"]), has(&["id"]), true].iter().position(|is| *is)
        });
        columns
    };
    OF_SIDE.iter().map(|(side, _)| of_side(*side)).filter(|columns| !columns.is_empty()).collect()
}

/// The columns of a side where the table has some for that side alone, the plainest.
pub(crate) fn side_column(table: &Table) -> Option<usize> {
    if let [only] = &side_columns(table)[..] { only.first().copied() } else { None }
}

/// Whose heading this is, where it asks for somebody of one side and for nothing else.
fn side_of(heading: &str) -> Option<Side> {
    match spelling::key(heading).as_str() {
        "a" => Some(Side::Mentor),
        "b" => Some(Side::Mentee),
        key => {
            if let [only] = sides_in(key, &BESIDE)?[..] {
                Some(only)
            } else {
                None
            }
        }
    }
}

/// Whether a heading asks whoever answers who the other one of the pair is: "your mentor's email", "name of your mentor or mentee".
pub(crate) fn asks_for_the_other(heading: &str) -> bool {
    let key = spelling::key(heading);
    let beside = [&BESIDE[..], &OF_ONES_OWN, &["or", "and"]].concat();
    let is_own = key.split(' ').any(|word| OF_ONES_OWN.contains(&word));
    sides_in(&key, &beside).is_some_and(|sides| sides.len() > 1 || is_own && !sides.is_empty())
}

/// The sides that a heading names; nothing where it has any word that is neither a side nor `beside` one.
fn sides_in(key: &str, beside: &[&str]) -> Option<Vec<Side>> {
    let side = |word: &str| OF_SIDE.iter().find(|(_, words)| words.contains(&word)).map(|(side, _)| *side);
    let mut sides = Vec::new();
    for word in key.split(' ') {
        match side(word) {
            Some(side) if !sides.contains(&side) => sides.push(side),
            Some(_) => {}
            None if beside.contains(&word) => {}
            None => return None,
        }
    }
    Some(sides)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_a_sides_where_it_asks_for_a_person_and_nothing_else() {
        for (heading, side) in [
            ("Mentor", Some(Side::Mentor)),
            ("Mentee's full name", Some(Side::Mentee)),
            ("Name of the mentee", Some(Side::Mentee)),
            ("MENTOR E-MAIL ADDRESS", Some(Side::Mentor)),
            ("senior_id", Some(Side::Mentee)),
            ("b", Some(Side::Mentee)),
            ("Mentor feedback", None),
            ("Mentor's line manager", None),
            ("Your mentor", None),
            ("Mentor or mentee", None),
            ("Name", None),
        ] {
            assert_eq!(side_of(heading), side, "{heading}");
        }
        for (heading, asks) in [
            ("Your mentor's email", true),
            ("My mentee", true),
            ("Name of your mentor or mentee", true),
            ("Mentor or mentee", true),
            ("Mentor or mentee?", true),
            ("Are you a mentor or mentee?", false),
            ("Your mentor's best advice", false),
            ("Mentor", false),
            ("Your name", false),
        ] {
            assert_eq!(asks_for_the_other(heading), asks, "{heading}");
        }
    }
}
