//! What `survey` shows of an export: for programs one JSON document, for people its columns, who was read and who was left out.
//!
//! The names in the JSON are a promise to programs; new ones may be added.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::answer::Answer;
use crate::domain::problem::Problem;
use crate::domain::side::Side;
use crate::render::output::{Cell, Document, Sheet};
use crate::survey::{ColumnLook, LeftOut, Reading, Respondent};

/// Several exports as JSON: `{"files": {"mentors": {…}, "mentees": {…}}}`.
pub fn json(readings: &[(Side, Reading)]) -> String {
    let files = readings.iter().map(|(side, reading)| (side.key(), file(reading))).collect();
    let text = serde_json::to_string_pretty(&Files { files }).unwrap_or_default();
    format!("{text}\n")
}

/// One export for people.
pub fn document(reading: &Reading, columns: &[ColumnLook]) -> Document {
    let mut document = Document::default();
    if !columns.is_empty() {
        document = document.sheet("columns", columns_sheet(columns));
    }
    document.sheet("people", people_sheet(reading)).sheet("left_out", left_out_sheet(reading))
}

#[derive(Serialize)]
struct Files<'a> {
    files: BTreeMap<&'static str, File<'a>>,
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
    people: Vec<PersonRow<'a>>,
    not_people: Vec<LeftOutRow<'a>>,
    warnings: Vec<String>,
    notes: &'a [String],
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

fn file(reading: &Reading) -> File<'_> {
    File {
        path: &reading.path,
        format: reading.facts.format.word(),
        tool: reading.tool,
        encoding: &reading.facts.encoding,
        bom: reading.facts.bom,
        delimiter: reading.facts.delimiter,
        header_records: &reading.header_records,
        people: reading.people.iter().map(person).collect(),
        not_people: reading.left_out.iter().map(left_out).collect(),
        warnings: reading.warnings.iter().map(Problem::to_string).collect(),
        notes: &reading.notes,
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
