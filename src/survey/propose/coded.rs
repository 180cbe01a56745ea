//! Questions whose answers are codes: a key has to say what they mean.

use super::looks::Looks;
use super::questions::{Mapped, Question};
use super::roles;
use crate::domain::answer::field;
use crate::domain::text;
use crate::survey::columns;
use crate::survey::header::Header;
use crate::survey::intake::sheet::{Sheet, is_blank};

/// A question whose answers are codes, as it stands in a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodedQuestion {
    /// Its heading, or the beginning that the headings of its options share.
    pub question: String,
    /// The codes that the export holds.
    pub codes: Vec<String>,
}

/// Fields whose answers are words.
const SPOKEN: [&str; 10] = [
    field::GOALS,
    "wants",
    "gives",
    field::DAYS,
    "specialty",
    "place",
    "region",
    "employer",
    "preferred_specialty",
    "preferred_place",
];
/// So many rows may each have another code.
const MOST_CODES: usize = 5;
/// Fields that are no code, whatever they hold.
const NEVER: [&str; 5] = [field::NAME, field::EMAIL, field::ANSWERED, field::CODE, field::CAPACITY];

/// Every question that needs a key: of an export with coded headings all of them, of another those whose answers should be words.
pub(super) fn all(sheet: &Sheet<'_>, header: &Header, questions: &[Question], mapped: &Mapped<'_>) -> Vec<CodedQuestion> {
    let field_of = |question: &Question| {
        let found = mapped.iter().find(|(_, found)| found.iter().any(|used| used.columns == question.columns));
        found.map(|(name, _)| name.as_str())
    };
    let needs = |question: &&Question| match field_of(question) {
        Some(name) => SPOKEN.contains(&name) || header.is_coded() && !NEVER.contains(&name),
        None => header.is_coded() && !question.own && !question.heading.is_empty() && question.looks != Looks::Empty,
    };
    let is_role = |question: &Question| {
        field_of(question).is_none() && !question.own && roles::is_coded(&roles::answers(sheet, header, question), question)
    };
    // A number for each response is no code: codes come back.
    let is_number = |question: &Question| {
        let is_one_each = question.filled > 90 && question.distinct > 90 && question.columns.len() == 1;
        question.looks == Looks::Numbers && is_one_each && sheet.rows_from(header.body).count() > MOST_CODES
    };
    let is_named = |question: &&Question| (needs(question) || is_role(question)) && !is_number(question);
    let mut all: Vec<CodedQuestion> =
        questions.iter().filter(is_named).filter_map(|question| coded(sheet, header, question)).collect();
    let has_codes = |question: &Question| question.looks == Looks::Numbers;
    let consents = || mapped.get(field::CONSENT).into_iter().flatten();
    if !all.is_empty() || consents().any(|question| has_codes(question)) {
        let consent = consents().filter_map(|question| coded(sheet, header, question));
        all.extend(consent.filter(|coded| all.iter().all(|known| known.question != coded.question)).collect::<Vec<_>>());
    }
    all
}

fn coded(sheet: &Sheet<'_>, header: &Header, question: &Question) -> Option<CodedQuestion> {
    let parts = if question.each.is_some() { question.options.clone() } else { parts(sheet, header, question) };
    let mut codes: Vec<String> = parts.iter().filter(|part| columns::is_code(part)).cloned().collect();
    if codes.is_empty() || codes.len() * 10 < parts.len() * 6 {
        return None;
    }
    codes.sort_by_key(|code| (code.len(), code.clone()));
    codes.dedup();
    let each = question.each.as_ref().map(|each| each.trim_end_matches(|c: char| " [(:_-.".contains(c)).to_owned());
    Some(CodedQuestion { question: each.unwrap_or_else(|| question.heading.clone()), codes })
}

fn parts(sheet: &Sheet<'_>, header: &Header, question: &Question) -> Vec<String> {
    let cells = sheet.rows_from(header.body).flat_map(|row| question.columns.iter().map(move |at| row.cell(*at)));
    let parts = cells.filter(|cell| !is_blank(cell)).flat_map(|cell| cell.split([',', ';', '\n', '|']));
    parts.map(text::tidy).filter(|part| !part.is_empty()).map(|part| part.trim_end_matches(".0").to_owned()).collect()
}
