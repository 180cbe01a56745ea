//! `choose import`: a poll's result, one choice a row.

use std::path::Path;

use super::{Choice, choice, doubts, order, record};
use crate::app::session::CohortSession;
use crate::app::table;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::id::PersonId;
use crate::domain::problem::{Problem, Refusal};
use crate::store::formats::table::{Row, Table};

pub(crate) fn run(file: &Path, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(write.access())?;
    let table = console.table(file)?;
    let (mut choices, mut problems) = (Vec::new(), Vec::new());
    for row in &table.rows {
        match one(&session, &table, row) {
            Ok(choice) => choices.push(choice),
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        return Err(Refusal::input(problems).into());
    }
    let said: Vec<String> = choices.iter().map(|(person, choice)| record(&mut session, *person, choice, console.today)).collect();
    order::alone_first(&session, &choices)?;
    said.iter().try_for_each(|sentence| console.say(sentence))?;
    console.warn(&doubts(&session, &choices))?;
    console.apply(session, write, "choose", &format!("{} choices read", choices.len()))
}

fn one(session: &CohortSession, table: &Table, row: &Row) -> Result<(PersonId, Choice), Problem> {
    let event = table.need(&["event"]).map_err(|problem| *problem)?;
    let option = table.need(&["option", "date", "choice"]).map_err(|problem| *problem)?;
    let person = table::one_person(session, table, row)?;
    let choice = choice(session, row.cell(event).trim(), person, row.cell(option));
    choice.map(|choice| (person, choice)).map_err(|problem| Problem { place: table.place(row, option), ..problem })
}
