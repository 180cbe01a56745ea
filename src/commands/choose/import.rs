//! `choose import`: a poll's result, one choice a row.

use std::path::Path;

use super::{Choice, choice, doubts, record};
use crate::commands::book::Book;
use crate::commands::desk::{Desk, Done};
use crate::commands::steps::table;
use crate::commands::write::WriteArguments;
use crate::domain::id::PersonId;
use crate::domain::problem::{Problem, Refusal};
use crate::store::formats::table::{Row, Table};

pub(in crate::commands) fn run(file: &Path, write: WriteArguments, desk: &mut Desk<'_>) -> anyhow::Result<Done> {
    let mut book = desk.open(write.access())?;
    let table = table::read(file, desk)?;
    let (mut choices, mut problems) = (Vec::new(), Vec::new());
    for row in &table.rows {
        match one(&book, &table, row) {
            Ok(choice) => choices.push(choice),
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        return Err(Refusal::input(problems).into());
    }
    for (person, choice) in &choices {
        let said = record(&mut book, *person, choice, desk.today);
        desk.say(&said)?;
    }
    desk.warn(&doubts(&book, &choices))?;
    desk.apply(book, write, "choose", &format!("{} choices read", choices.len()))
}

fn one(book: &Book, table: &Table, row: &Row) -> Result<(PersonId, Choice), Problem> {
    let event = table.need(&["event"]).map_err(|problem| *problem)?;
    let option = table.need(&["option", "date", "choice"]).map_err(|problem| *problem)?;
    let person = table::one_person(book, table, row)?;
    let choice = choice(book, row.cell(event).trim(), person, row.cell(option));
    choice.map(|choice| (person, choice)).map_err(|problem| Problem { place: table.place(row, option), ..problem })
}
