//! Responses that were broken off: blanks from some question to the end, where everybody else answered.

use std::collections::BTreeSet;

use super::header::Header;
use super::intake::sheet::{Row, Sheet, is_blank};

/// So many answers that everybody else gave must be missing at the end.
const MISSING: usize = 3;
/// The same for a tool that is known to export unfinished responses without marking them. One alone may be a box not ticked.
const MISSING_UNMARKED: usize = 2;

/// The questions of a survey that everybody who finished answered.
#[derive(Debug)]
pub(crate) struct Expected {
    /// Every question's columns, in the order of the file, without the tool's own.
    questions: Vec<Vec<usize>>,
    /// Which questions everybody answered.
    required: Vec<bool>,
    /// How many of them must be missing at the end.
    missing: usize,
}

impl Expected {
    /// Learns from the fullest rows what these instruments ask. O(cells).
    pub(crate) fn of(sheet: &Sheet<'_>, header: &Header, instruments: &BTreeSet<usize>) -> Expected {
        let questions = questions(header, instruments);
        let filled: Vec<Vec<bool>> = sheet
            .rows_from(header.body)
            .filter(|row| !row.is_blank())
            .map(|row| questions.iter().map(|question| answered(row, question)).collect())
            .collect();
        let count = |row: &Vec<bool>| row.iter().filter(|filled| **filled).count();
        let most = filled.iter().map(count).max().unwrap_or(0);
        let full: Vec<&Vec<bool>> = filled.iter().filter(|row| count(row) * 10 >= most * 7).collect();
        let always = |at: usize| full.iter().filter(|row| row.get(at) == Some(&true)).count() * 20 >= full.len() * 19;
        let required = (0..questions.len()).map(|at| full.len() >= 3 && always(at)).collect();
        let unmarked = header.dialect.is_some_and(|dialect| dialect.unmarked_unfinished);
        Expected { questions, required, missing: if unmarked { MISSING_UNMARKED } else { MISSING } }
    }

    /// Whether nobody answered a question in this row.
    pub(crate) fn is_untouched(&self, row: Row<'_>) -> bool {
        !self.questions.iter().any(|question| answered(row, question))
    }

    /// Whether the row was broken off.
    pub(crate) fn is_broken_off(&self, row: Row<'_>) -> bool {
        let blank_tail = self.questions.iter().zip(&self.required).rev().take_while(|(question, _)| !answered(row, question));
        blank_tail.filter(|(_, required)| **required).count() >= self.missing
    }
}

fn answered(row: Row<'_>, question: &[usize]) -> bool {
    question.iter().any(|at| !is_blank(row.cell(*at)))
}

/// The columns of each question; the options of one question stand together.
fn questions(header: &Header, instruments: &BTreeSet<usize>) -> Vec<Vec<usize>> {
    let mut questions: Vec<(String, Vec<usize>)> = Vec::new();
    for (at, heading) in header.headings.iter().enumerate() {
        let own = header.dialect.is_some_and(|dialect| dialect.owns(heading));
        if heading.label.is_empty() || own || !header.is_of(instruments, at) {
            continue;
        }
        match questions.last_mut() {
            Some((question, columns)) if heading.option.is_some() && *question == heading.question => columns.push(at),
            _ => questions.push((heading.question.clone(), vec![at])),
        }
    }
    questions.into_iter().map(|(_, columns)| columns).collect()
}
