//! What `survey` shows of an export: for programs one JSON document, for people its columns, who was read and who was left out.
//!
//! The names in the JSON are a promise to programs; new ones may be added.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::answer::Answer;
use crate::domain::problem::Problem;
use crate::domain::side::Side;
use crate::render::output::{Cell, Document, ProblemObject, Sheet};
use crate::survey::{ColumnLook, Facts, LeftOut, Reading, Respondent};

/// One export, as far as it could be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SurveyExport<'a> {
    /// Whose answers it holds.
    pub side: Side,
    /// The file, as the lead would name it.
    pub path: &'a str,
    /// The name of the tool whose own columns were found.
    pub tool: Option<&'static str>,
    /// Format, encoding, delimiter.
    pub facts: &'a Facts,
    /// The rows that make up the header.
    pub header_records: &'a [u32],
    /// Every column.
    pub columns: &'a [ColumnLook],
    /// Every guess, in words.
    pub notes: &'a [String],
    /// The people and the rows that were left out; none where it cannot be read.
    pub reading: Option<&'a Reading>,
    /// Everything that is wrong or that the lead should look at.
    pub problems: &'a [Problem],
}

/// Several exports, and what is wrong beside them, as JSON: `{"files": {"mentors": {…}, "mentees": {…}}, "problems": […]}`.
pub(crate) fn json<'a>(exports: &[SurveyExport<'a>], others: &'a [Problem]) -> impl Serialize + use<'a> {
    let files = exports.iter().map(|export| (export.side.key(), file(export))).collect();
    let problems = exports.iter().flat_map(|export| export.problems).chain(others).map(ProblemObject::from).collect();
    Files { files, problems }
}

/// One export for people.
pub(crate) fn document(export: &SurveyExport<'_>) -> Document {
    let mut document = Document::default();
    if !export.columns.is_empty() {
        document = document.sheet("columns", columns_sheet(export.columns));
    }
    match export.reading {
        Some(reading) => document.sheet("people", people_sheet(reading)).sheet("left_out", left_out_sheet(reading)),
        None => document,
    }
}

#[derive(Serialize)]
struct Files<'a> {
    files: BTreeMap<&'static str, File<'a>>,
    problems: Vec<ProblemObject<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    format: &'static str,
    tool: Option<&'static str>,
    encoding: &'a str,
    bom: bool,
    delimiter: Option<char>,
    header_records: &'a [u32],
    columns: Vec<ColumnRow<'a>>,
    not_read: Vec<&'a str>,
    people: Vec<PersonRow<'a>>,
    not_people: Vec<LeftOutRow<'a>>,
    warnings: Vec<String>,
    problems: Vec<ProblemObject<'a>>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct ColumnRow<'a> {
    column: u32,
    heading: &'a str,
    samples: &'a [String],
    looks: String,
    proposed: Option<&'a str>,
}

#[derive(Serialize)]
struct PersonRow<'a> {
    record: u32,
    line: Option<u32>,
    name: &'a str,
    email: &'a str,
    fields: BTreeMap<&'a str, Field<'a>>,
    others: &'a BTreeMap<String, Vec<String>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Field<'a> {
    Text(&'a str),
    List(&'a [String]),
}

#[derive(Serialize)]
struct LeftOutRow<'a> {
    record: u32,
    line: Option<u32>,
    is: &'static str,
    why: &'a str,
    by_record: Option<u32>,
}

fn file<'a>(export: &SurveyExport<'a>) -> File<'a> {
    let (people, left_out_rows) = export.reading.map_or((&[][..], &[][..]), |reading| (&reading.people, &reading.left_out));
    File {
        path: export.path,
        format: export.facts.format.word(),
        tool: export.tool,
        encoding: &export.facts.encoding,
        bom: export.facts.bom,
        delimiter: export.facts.delimiter,
        header_records: export.header_records,
        columns: export.columns.iter().map(column).collect(),
        not_read: not_read(export.columns),
        people: people.iter().map(person).collect(),
        not_people: left_out_rows.iter().map(left_out).collect(),
        warnings: export.problems.iter().filter(|problem| !problem.is_error()).map(Problem::to_string).collect(),
        problems: export.problems.iter().map(ProblemObject::from).collect(),
        notes: export.notes,
    }
}

/// The headings of columns that look like answers and are not read.
pub(crate) fn not_read(columns: &[ColumnLook]) -> Vec<&str> {
    columns.iter().filter(|column| column.is_not_read()).map(|column| column.heading.as_str()).collect()
}

fn column(column: &ColumnLook) -> ColumnRow<'_> {
    ColumnRow {
        column: column.number,
        heading: &column.heading,
        samples: &column.samples,
        looks: column.looks.to_string(),
        proposed: column.field.as_deref(),
    }
}

fn person(person: &Respondent) -> PersonRow<'_> {
    PersonRow {
        record: person.record,
        line: person.line,
        name: &person.contact.name,
        email: person.contact.email.reveal(),
        fields: person.answers.iter().map(|(name, answer)| (name, field(answer))).collect(),
        others: &person.others,
    }
}

fn field(answer: &Answer) -> Field<'_> {
    match answer {
        Answer::Text(text) => Field::Text(text),
        Answer::List(list) => Field::List(list),
    }
}

fn left_out(row: &LeftOut) -> LeftOutRow<'_> {
    LeftOutRow { record: row.record, line: row.line, is: row.is.word(), why: &row.why, by_record: row.by_record }
}

fn columns_sheet(columns: &[ColumnLook]) -> Sheet {
    let rows = columns.iter().map(|column| {
        let number = Cell::Whole(column.number.into());
        let field = column.field.as_ref().map_or(Cell::Empty, Cell::text);
        [number, Cell::text(&column.heading), Cell::text(&column.looks), Cell::List(column.samples.clone()), field]
    });
    Sheet::new("Columns", ["column", "heading", "looks_like", "samples", "field"], rows)
}

fn people_sheet(reading: &Reading) -> Sheet {
    let rows = reading.people.iter().map(|person| {
        let line = person.line.map_or(Cell::Empty, |line| Cell::Whole(line.into()));
        let email = Cell::text(person.contact.email.reveal());
        [Cell::Whole(person.record.into()), line, Cell::text(&person.contact.name), email]
    });
    Sheet::new("Who would be read", ["record", "line", "name", "email"], rows)
}

fn left_out_sheet(reading: &Reading) -> Sheet {
    let rows = reading.left_out.iter().map(|row| {
        let line = row.line.map_or(Cell::Empty, |line| Cell::Whole(line.into()));
        [Cell::Whole(row.record.into()), line, Cell::text(row.is.word()), Cell::text(&row.why)]
    });
    Sheet::new("What would be left out", ["record", "line", "is", "why"], rows)
}
