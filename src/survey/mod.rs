//! Foreign survey exports: bytes in, people with row numbers out. Knows no scoring and no cohort paths.
//!
//! The road: [`intake`] (bytes to rows of texts) → `header` (which rows, which tool) → `columns` (settings to columns) →
//! `rows` (a person, or left out with a reason) → `latest` (one answer a person). [`propose()`] guesses the settings.

mod answers;
mod beside_options;
mod block;
mod cells;
mod codebook;
mod columns;
mod contacts;
mod dialects;
pub(crate) mod erasure;
mod header;
pub(crate) mod intake;
mod latest;
pub(crate) mod list;
mod named_headings;
mod oddities;
mod poll;
mod propose;
mod reading;
mod remembered;
mod rows;
mod sections;
mod shape;
mod side_tables;
mod unfinished;
mod wave_proposal;
mod waves;
mod workbook_lines;

pub use block::block;
pub(crate) use block::{line as column_line, wave_block, write_block};
pub(crate) use codebook::Codebook;
pub(crate) use contacts::{WrittenContact, contacts};
pub(crate) use dialects::names as tools;
pub(crate) use intake::has_sheet;
pub(crate) use propose::{CodedQuestion, ColumnLook, UnreadConsent, columns_read, propose_with, side_by_name};
pub use propose::{Proposal, propose};
pub(crate) use reading::{Facts, LeftOut, LeftOutKind};
pub use reading::{Reading, Respondent};
pub(crate) use wave_proposal::propose_wave;
pub(crate) use waves::{WaveQuestions, WaveReading, read_wave};
pub(crate) use workbook_lines::lines_of_workbook;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::answer::{Answer, Answers, field};
use crate::domain::problem::{Place, Problem};
use crate::domain::settings::{Column, Survey};
use crate::domain::side::Side;
use header::Header;
use intake::sheet::Sheet;
use side_tables::OwnTable;

/// A file that somebody handed in: its path as the lead would name it, and its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Source<'a> {
    /// The path.
    pub path: &'a str,
    /// The contents.
    pub bytes: &'a [u8],
    /// Whose answers they are, where that is known: of several sheets of a workbook, the one that is called after that side is read.
    pub side: Option<Side>,
    /// The key of an export whose answers are codes.
    pub codebook: Option<&'a Codebook>,
}

impl Source<'_> {
    /// Whether a sheet of this name is called after the side whose answers are looked for, and not after the other.
    pub(crate) fn is_for(&self, sheet: &str) -> bool {
        let key = crate::domain::spelling::key(sheet);
        let words: [&[&str]; 2] = [&["mentor", "junior", "trainee"], &["mentee", "senior", "executive"]];
        let [mentors, mentees] = words.map(|words| words.iter().any(|word| key.contains(word)));
        match self.side {
            Some(Side::Mentor) => mentors && !mentees,
            Some(Side::Mentee) => mentees && !mentors,
            None => false,
        }
    }
}

/// The day that a cell means; day first where that is open.
pub(crate) fn day(cell: &str) -> Option<NaiveDate> {
    cells::dates::day(cell, cells::dates::Order::DayFirst)
}

/// Whether a cell means yes; `None` where it says neither.
pub(crate) fn yes_or_no(cell: &str) -> Option<bool> {
    match cells::marks::read(cell, &Column::default()) {
        cells::marks::Mark::Yes => Some(true),
        cells::marks::Mark::No => Some(false),
        cells::marks::Mark::Unclear => None,
    }
}

/// Reads an export by its settings.
///
/// # Errors
/// Everything that makes the file or a row unbelievable, all at once, each with file, row, line, column and cure. A row that is
/// plainly no answer is no error: it stands in [`Reading::left_out`].
pub fn read(source: Source<'_>, settings: &Survey) -> Result<Reading, Vec<Problem>> {
    intake::with_sheet(source, settings, |sheet| {
        let Some(own) = OwnTable::of(sheet, settings, source.side) else { return read_table(sheet, source, settings) };
        let mut reading = read_table(&own.sheet, source, settings)?;
        own.explain(&mut reading.left_out);
        reading.notes.push(own.note);
        Ok(reading)
    })
}

fn read_table(sheet: &Sheet<'_>, source: Source<'_>, settings: &Survey) -> Result<Reading, Vec<Problem>> {
    let mut header = header::find(sheet, settings).map_err(|problem| vec![problem])?;
    let Some(codebook) = source.codebook else {
        refuse_codes(sheet, &header, settings)?;
        return interpret(sheet, &header, settings, source.side);
    };
    let (sheet, unknown) = codebook.decode(sheet, &mut header);
    let mut reading = interpret(&sheet, &header, settings, source.side)?;
    reading.warnings.extend(unknown);
    Ok(reading)
}

fn interpret(sheet: &Sheet<'_>, header: &Header, settings: &Survey, side: Option<Side>) -> Result<Reading, Vec<Problem>> {
    let plan = columns::resolve(sheet, header, settings)?;
    let clock_column = Column::default();
    let clock = clock(header, settings, &plan).map(|at| columns::moment(sheet, header, at, &clock_column));
    let time = plan.field(field::ANSWERED).or(clock.as_ref());
    let mut judged = rows::judge(sheet, header, &plan, time, side);
    oddities::one_cure(sheet, plan.field(field::CAPACITY), &mut judged.problems);
    let newest_first = header.dialect.is_some_and(|dialect| dialect.newest_first) || rows::goes_back(&judged.candidates);
    let same = |a, b| rows::same_answers(sheet, header, a, b);
    let mut chosen = latest::choose(&sheet.path, judged.candidates, newest_first, &same);
    let mut left_out = [judged.left_out, std::mem::take(&mut chosen.left_out)].concat();
    let mut people = Vec::new();
    let mut nameless = Vec::new();
    for candidate in chosen.latest {
        if candidate.consents {
            nameless.extend(oddities::no_name(sheet, plan.field(field::NAME), &candidate.person));
            people.push(candidate.person);
        } else {
            left_out.push(without_consent(&candidate.person));
        }
    }
    left_out.sort_by_key(|row| row.record);
    let of_one_name = oddities::of_one_name(&sheet.path, plan.field(field::NAME), &people);
    let mut problems = [sheet.facts.warnings.clone(), plan.said.warnings, judged.problems, chosen.problems, nameless].concat();
    problems.extend(nobody(sheet, header, &people, &left_out, &problems));
    if problems.iter().any(Problem::is_error) {
        return Err(problems);
    }
    said_by_one(&mut people);
    problems.extend(of_one_name);
    problems.extend(oddities::of_mixed_up_rows(&sheet.path, &people));
    problems.extend(beside_options::unknown(&sheet.path, settings, &people));
    let mut notes = [sheet.facts.notes.clone(), header.notes.clone(), plan.said.notes, judged.notes, chosen.notes].concat();
    notes.extend(beside_options::others(settings, &people));
    notes.extend(notes_on_missing(settings));
    Ok(Reading {
        path: sheet.path.clone(),
        facts: sheet.facts.clone(),
        header_records: header.records.clone(),
        tool: header.dialect.map(|dialect| dialect.name),
        people,
        left_out,
        warnings: problems,
        notes,
    })
}

/// A coded export is read only with its key.
fn refuse_codes(sheet: &Sheet<'_>, header: &Header, settings: &Survey) -> Result<(), Vec<Problem>> {
    let has_key = settings.columns.values().any(|column| !column.aliases.is_empty());
    if !header.is_coded() || has_key {
        return Ok(());
    }
    Err(vec![
        Problem::error("coded-export", "the headings are codes: which question is which, and what an answer means, is in a key elsewhere")
            .at(Place { row: header.records.first().copied(), ..Place::file(&sheet.path) })
            .help("export the answers as texts; or map the columns by hand and name the key: codebook = \"FILE\", a table question,code,text"),
    ])
}

/// The tool's own time column, where the lead's settings map none: it decides which of two answers is later.
fn clock(header: &Header, settings: &Survey, plan: &columns::Plan<'_>) -> Option<usize> {
    if settings.columns.contains_key(field::ANSWERED) {
        return None;
    }
    let instruments = plan.instruments(header);
    header.dialect?.answered.iter().find_map(|name| header.own_columns(name, &instruments).last().copied())
}

fn without_consent(person: &Respondent) -> LeftOut {
    LeftOut {
        record: person.record,
        line: person.line,
        is: LeftOutKind::NoConsent,
        why: "no consent".to_owned(),
        by_record: None,
    }
}

/// What follows where no column is mapped for consent, or for conflicts of interest.
fn notes_on_missing(settings: &Survey) -> impl Iterator<Item = String> {
    const MISSING: [(&str, &str); 2] = [
        (field::CONSENT, "no column for consent is mapped: everybody in the file is taken"),
        (field::CONFLICTS, "no column for conflicts of interest is mapped: answers add no conflicts of interest"),
    ];
    MISSING.into_iter().filter(|(name, _)| !settings.columns.contains_key(*name)).map(|(_, note)| note.to_owned())
}

/// An export in which nobody is left is no answer to a survey.
fn nobody(
    sheet: &Sheet<'_>,
    header: &Header,
    people: &[Respondent],
    left_out: &[LeftOut],
    problems: &[Problem],
) -> Option<Problem> {
    if !people.is_empty() || problems.iter().any(Problem::is_error) {
        return None;
    }
    let no_answer = |row: &LeftOut| matches!(row.is, LeftOutKind::Blank | LeftOutKind::Note);
    if sheet.len() <= header.body || left_out.iter().all(no_answer) {
        return Some(no_answers(sheet));
    }
    let problem = Problem::warning("nobody-left", "every row of the file was left out").at(Place::file(&sheet.path));
    Some(problem.help("look at the reasons: a column may be mapped wrongly"))
}

fn no_answers(sheet: &Sheet<'_>) -> Problem {
    Problem::error("no-answers", "the file holds a header and no answers")
        .at(Place::file(&sheet.path))
        .help("export the answers again")
}

/// A goal that only one person has is a free text beside the options: worth knowing.
fn said_by_one(people: &mut [Respondent]) {
    const ENOUGH_PEOPLE: usize = 6;
    if people.len() < ENOUGH_PEOPLE {
        return;
    }
    let mut said: BTreeMap<&str, usize> = BTreeMap::new();
    for goal in people.iter().flat_map(|person| goals(&person.answers)) {
        *said.entry(goal).or_default() += 1;
    }
    let by_one: BTreeSet<String> = said.into_iter().filter(|(_, people)| *people == 1).map(|(goal, _)| goal.to_owned()).collect();
    for Respondent { answers, others, .. } in people {
        for goal in goals(answers).iter().filter(|goal| by_one.contains(*goal)) {
            let others = others.entry(field::GOALS.to_owned()).or_default();
            if !others.contains(goal) {
                others.push(goal.clone());
            }
        }
    }
}

fn goals(answers: &Answers) -> &[String] {
    if let Some(Answer::List(goals)) = answers.get(field::GOALS) { goals } else { &[] }
}
