//! The settings of one field, as they would stand in cohort.toml.

use std::collections::{BTreeMap, BTreeSet};

use super::questions::Question;
use super::wording;
use crate::domain::answer::field;
use crate::domain::settings::Column;
use crate::domain::spelling;
use crate::domain::text;
use crate::survey::block;
use crate::survey::cells::marks::Mark;
use crate::survey::cells::{marks, several};
use crate::survey::header::Header;
use crate::survey::intake::sheet::{Row, Sheet, is_blank};

/// The settings of one field.
pub(super) fn column(sheet: &Sheet<'_>, header: &Header, name: &str, found: &[&Question], email: Option<usize>) -> Column {
    let mut column = Column::default();
    for question in found {
        match &question.each {
            // One option is no list: a consent box.
            Some(_) if matches!(name, field::CONSENT | field::APPLIED_BEFORE) => column.headings.push(question.heading.clone()),
            Some(each) => column.each = Some(each.clone()),
            None => column.headings.extend(question.headings.iter().cloned()),
        }
    }
    let turns = |question: &&Question| match name {
        field::FINISHED => wording::weigh_gone(question).is_some(),
        field::CONSENT => wording::direction(question) == wording::Direction::Refuses,
        _ => false,
    };
    if found.iter().any(turns) {
        // Yes means here that the row does not count.
        (column.yes, column.no) = turned_marks(sheet, header, name, found);
    }
    let Some(question) = found.first().filter(|question| question.each.is_none() && !question.bare) else { return column };
    if matches!(name, field::GOALS | "wants" | "gives") || name.starts_with("preferred_") {
        let cells = cells_by_person(sheet, header, question, email);
        column.separators.clone_from(&question.joining.separators);
        if several::holding_separator(&cells, &question.joining) {
            // What only one person gave is their own text, and cohort.toml is committed.
            let tally = several::tally(&cells, &question.joining).into_iter();
            column.options = tally.filter(|(_, people)| *people > 1).map(|(option, _)| option).collect();
        }
    }
    column
}

/// The different cells by which a row is said to count, and not to count, under a question that asks which rows do not. A sentence that
/// only one person wrote under a question is their own text, and cohort.toml is committed.
fn turned_marks(sheet: &Sheet<'_>, header: &Header, name: &str, found: &[&Question]) -> (Vec<String>, Vec<String>) {
    let mut people: BTreeMap<String, usize> = BTreeMap::new();
    for cell in found.iter().flat_map(|question| cells(sheet, header, question)).map(text::tidy) {
        *people.entry(cell).or_default() += 1;
    }
    let headings: Vec<String> = found.iter().map(|question| spelling::key(&question.heading)).collect();
    let heading = format!(" {} ", headings.join(" "));
    // A cell that repeats the heading is the form's own wording.
    let repeats = |cell: &str| heading.contains(&format!(" {} ", spelling::key(cell)));
    let is_public =
        |(cell, people): &(String, usize)| name == field::FINISHED || *people > 1 || !cell.contains(' ') || repeats(cell);
    let public = people.into_iter().filter(is_public).map(|(cell, _)| cell);
    let (counts, does_not): (BTreeSet<String>, BTreeSet<String>) = public.partition(|cell| marks::begins_with_no(cell));
    let is_further = |cell: &String| !cell.eq_ignore_ascii_case("no");
    let counts = ["No", ""].map(str::to_owned).into_iter().chain(counts.into_iter().filter(is_further)).collect();
    (counts, does_not.into_iter().chain(["Yes".to_owned()]).collect::<BTreeSet<String>>().into_iter().collect())
}

/// The line that reads a question as the consent. Of its answers only short ones stand in it: longer ones may be somebody's own text, and
/// cohort.toml is committed.
pub(super) fn consent_line(sheet: &Sheet<'_>, header: &Header, question: &Question) -> String {
    const SHORT: usize = 3;
    let short = answers_of(sheet, header, question).into_iter().filter(|answer| answer.split_whitespace().count() <= SHORT);
    let (mut yes, mut no) = (Vec::new(), Vec::new());
    for answer in short {
        match marks::read(&answer, &Column::default()) {
            Mark::Yes => yes.push(answer),
            Mark::No => no.push(answer),
            Mark::Unclear => {}
        }
    }
    for (marks, usual) in [(&mut yes, "Yes"), (&mut no, "No")] {
        if marks.is_empty() {
            marks.push(usual.to_owned());
        }
    }
    block::line(field::CONSENT, &Column { headings: vec![question.heading.clone()], yes, no, ..Column::default() })
}

/// The different answers to a question, as first written, up to ten.
pub(super) fn answers_of(sheet: &Sheet<'_>, header: &Header, question: &Question) -> Vec<String> {
    const MOST: usize = 10;
    let mut answers: Vec<String> = Vec::new();
    for cell in cells(sheet, header, question).into_iter().map(text::tidy) {
        if answers.len() < MOST && !answers.contains(&cell) {
            answers.push(cell);
        }
    }
    answers
}

pub(super) fn cells<'t>(sheet: &'t Sheet<'_>, header: &Header, question: &Question) -> Vec<&'t str> {
    let at = question.columns.first().copied().unwrap_or(usize::MAX);
    sheet.rows_from(header.body).map(|row| row.cell(at)).filter(|cell| !is_blank(cell)).collect()
}

/// The filled cells of a question; the same cell once for each address, where one person answered twice.
fn cells_by_person<'t>(sheet: &'t Sheet<'_>, header: &Header, question: &Question, email: Option<usize>) -> Vec<&'t str> {
    let at = question.columns.first().copied().unwrap_or(usize::MAX);
    let mut seen: BTreeSet<(String, &str)> = BTreeSet::new();
    let address = |row: &Row<'_>| email.map(|column| row.cell(column).trim().to_lowercase()).filter(|cell| !cell.is_empty());
    let rows = sheet.rows_from(header.body).filter(|row| !is_blank(row.cell(at)));
    rows.filter(|row| address(row).is_none_or(|address| seen.insert((address, row.cell(at))))).map(|row| row.cell(at)).collect()
}
