//! `conflict import`: two people a row under any headings, or a declaration: who, about which pair, and why.

use std::path::Path;

use chrono::NaiveDate;

use super::coded;
use crate::app::session::CohortSession;
use crate::app::table;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::conflict::ConflictState;
use crate::domain::fact::PersonFact;
use crate::domain::id::PairId;
use crate::domain::problem::{Problem, Refusal};
use crate::store::formats::table::{Row, Table};

/// Headings under which a reason may stand; those after the first that is filled are detail.
const REASONS: [&str; 6] = ["reason", "kind", "why", "because", "detail", "relationship"];

pub(crate) fn run(file: &Path, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(write.access())?;
    let table = console.table(file)?;
    let declared = declarations(&session, &table)?;
    let (mut new, mut standing) = (0, 0);
    let cohort = session.cohort();
    for (pair, words) in &declared {
        if matches!(cohort.conflicts.get(pair), Some(ConflictState::Declared(_))) {
            continue;
        }
        new += 1;
        standing += usize::from(cohort.pairs.get(pair).is_some_and(crate::domain::pair::Pair::is_active));
        record(&mut session, *pair, words, console.today)?;
    }
    console.say(&format!(
        "{} declarations read; {new} conflicts are new, {} were known.",
        declared.len(),
        declared.len() - new
    ))?;
    if standing > 0 {
        console.say(&format!(
            "{standing} of them are pairs at present: `revmentor match` re-matches them, and as few others as possible."
        ))?;
    }
    console.apply(session, write, "conflict", &format!("{new} conflicts declared"))
}

/// Every row as two people and the reasons given.
fn declarations(session: &CohortSession, table: &Table) -> Result<Vec<(PairId, Vec<String>)>, Refusal> {
    let (mut declared, mut problems) = (Vec::new(), Vec::new());
    for row in &table.rows {
        match of_a_pair(session, table, row).unwrap_or_else(|| table::two_people(session, table, row)) {
            Ok(pair) => declared.push((pair, reasons(table, row))),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(declared) } else { Err(Refusal::input(problems)) }
}

/// A declaration about a pair: by its id, by the number it had in the list that was adopted, or as the pair of whoever declares.
fn of_a_pair(session: &CohortSession, table: &Table, row: &Row) -> Option<Result<PairId, Vec<Problem>>> {
    let column = table.find(&["pair", "pair number", "pair no"])?;
    let cell = row.cell(column).trim();
    if let Ok(pair) = cell.parse::<PairId>() {
        return Some(Ok(pair));
    }
    let numbered = session.adopted_number(cell);
    let declarer = table::one_person(session, table, row);
    Some(match (numbered, declarer) {
        (Some(pair), Ok(person)) if !pair.has(person) => Err(vec![
            Problem::error("not-in-pair", format!("{person} is not in the pair with the number {cell}, which is {pair}"))
                .at(table.place(row, column))
                .value(cell)
                .help("correct the number or the person; `revmentor conflict add A B` names two people"),
        ]),
        (Some(pair), _) => Ok(pair),
        (None, Ok(person)) => session.pair(&person.to_string()).map_err(|refusal| refusal.problems),
        (None, Err(problem)) => Err(vec![problem]),
    })
}

fn reasons(table: &Table, row: &Row) -> Vec<String> {
    let columns = REASONS.iter().filter_map(|name| table.find(&[name]));
    columns.map(|column| row.cell(column).trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

/// The first reason is coded where it can be; everything else that was said stays in the private notes.
fn record(session: &mut CohortSession, pair: PairId, words: &[String], today: NaiveDate) -> Result<(), Refusal> {
    let reason = coded(session, words.first().map(String::as_str), pair, today)?;
    for detail in words.iter().skip(1) {
        session.note(today, &pair.to_string(), "conflict", detail)?;
    }
    session.facts.person(pair.mentor, today, PersonFact::Conflict { with: pair.mentee, reason });
    Ok(())
}
