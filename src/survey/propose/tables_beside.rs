//! Two tables side by side in one sheet: an empty column parts them, and each has names and addresses of its own.

use super::looks::Looks;
use super::questions::Question;
use super::wording::{self, TABLE};
use crate::domain::answer::field;
use crate::domain::problem::{Place, Problem};
use crate::survey::header::Header;
use crate::survey::intake::sheet::{Sheet, is_blank};

/// What is to be said where a sheet holds two tables.
pub(super) fn find(sheet: &Sheet<'_>, header: &Header, questions: &[Question]) -> Option<Problem> {
    let is_gap = |at: usize| {
        header.headings.get(at).is_some_and(|heading| heading.label.is_empty())
            && sheet.rows_from(header.body).all(|row| is_blank(row.cell(at)))
    };
    let mut blocks: Vec<Vec<usize>> = vec![Vec::new()];
    for at in 0..header.headings.len() {
        if is_gap(at) {
            blocks.push(Vec::new());
        } else if let Some(block) = blocks.last_mut() {
            block.push(at);
        }
    }
    let of_people = |block: &&Vec<usize>| {
        let inside = || questions.iter().filter(|question| question.columns.iter().all(|at| block.contains(at)));
        inside().any(has_addresses) && inside().any(has_names)
    };
    let mut tables = blocks.iter().filter(of_people);
    let (_, second) = (tables.next()?, tables.next()?);
    let at = second.first().copied()?;
    let heading = header.headings.get(at).map(|heading| heading.label.clone()).unwrap_or_default();
    let message = format!("two tables stand side by side: the second begins in column {}", at + 1);
    let place = Place { row: header.records.first().copied(), ..Place::file(&sheet.path) };
    Some(Problem::warning("tables-side-by-side", message).at(place.column(heading)).help(
        "write MENTORS and MENTEES above them, and each side reads its own; or move the second to a sheet or a file of its own",
    ))
}

fn has_addresses(question: &Question) -> bool {
    let wording = TABLE.iter().find(|wording| wording.field == field::EMAIL);
    question.looks == Looks::Addresses && wording.is_some_and(|wording| wording::weigh(wording, question).is_some())
}

fn has_names(question: &Question) -> bool {
    let wording = TABLE.iter().find(|wording| wording.field == field::NAME);
    wording::part_of_name(question).is_some() || wording.is_some_and(|wording| wording::weigh(wording, question).is_some())
}
