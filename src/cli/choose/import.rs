//! `choose import`: a poll's result, one choice a row.

use std::path::Path;

use super::{Choice, choice, doubts, order, record};
use crate::app::respondents::Respondents;
use crate::app::session::CohortSession;
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
    let columns = columns(&session, &table).map_err(Refusal::input)?;
    for row in &table.rows {
        match one(&session, &table, row, &columns) {
            Ok(choice) => choices.push(choice),
            Err(found) => problems.extend(found),
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

/// Where the columns stand.
struct Columns<'s> {
    people: Respondents<'s>,
    event: usize,
    option: usize,
}

fn columns<'s>(session: &'s CohortSession, table: &Table) -> Result<Columns<'s>, Vec<Problem>> {
    let people = Respondents::needed(session, table);
    match (people, table.need(&["event", "session"]), table.need(&["option", "date", "choice"])) {
        (Ok(people), Ok(event), Ok(option)) => Ok(Columns { people, event, option }),
        (people, event, option) => {
            let missing = [event.err(), option.err()].into_iter().flatten().map(|problem| *problem);
            Err(people.err().into_iter().chain(missing).collect())
        }
    }
}

fn one(session: &CohortSession, table: &Table, row: &Row, columns: &Columns<'_>) -> Result<(PersonId, Choice), Vec<Problem>> {
    let Columns { people, event, option } = columns;
    let person = people.person(table, row).map_err(|problem| vec![problem])?;
    let choice = choice(session, row.cell(*event).trim(), person, row.cell(*option));
    choice.map(|choice| (person, choice)).map_err(|problem| vec![Problem { place: table.place(row, *option), ..problem }])
}
