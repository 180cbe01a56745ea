//! `conflict import`: declaration sheets that came back, or two people a row under any headings, or who declares about which pair.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;

use super::coded;
use crate::app::declarations::{self, Columns, Declared};
use crate::app::session::CohortSession;
use crate::app::table;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::conflict::ConflictState;
use crate::domain::fact::PersonFact;
use crate::domain::id::PairId;
use crate::domain::problem::{Problem, Refusal};
use crate::domain::text::counted;
use crate::store::formats::table::{Row, Table};

pub(crate) fn run(file: &Path, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(write.access())?;
    let table = console.table(file)?;
    table::has_headings(&session, &table)?;
    let read = if let Some(columns) = declarations::columns(&table) {
        sheets(&mut session, &table, &columns, console)?
    } else {
        let pairs = pairs(&session, &table)?;
        Read { without: table.rows.len() - pairs.len(), pairs, sheets: None }
    };
    let (mut new, mut standing) = (BTreeSet::new(), 0);
    let cohort = session.cohort();
    for (pair, words) in &read.pairs {
        if matches!(cohort.conflicts.get(pair), Some(ConflictState::Declared(_))) {
            continue;
        }
        if new.insert(*pair) {
            standing += usize::from(cohort.pairs.get(pair).is_some_and(crate::domain::pair::Pair::is_active));
            record(&mut session, *pair, words, console.today)?;
        }
    }
    say(&read, new.len(), standing, console)?;
    if let Some(declared) = &read.sheets {
        let names = session.names();
        for question in &declared.questions {
            console.say(&format!("  {}", question.words(&names)))?;
        }
        console.warn(&declared.unknown)?;
    }
    console.apply(session, write, "conflict", &format!("{} declared", counted(new.len(), "conflict")))
}

/// What stands in the file.
struct Read {
    /// Every certain conflict, with the reasons given.
    pairs: Vec<(PairId, Vec<String>)>,
    /// How many rows say that there is no conflict.
    without: usize,
    /// What else declaration sheets say.
    sheets: Option<Declared>,
}

fn without(rows: usize) -> String {
    match rows {
        0 => String::new(),
        1 => "; 1 row says that there is none".to_owned(),
        _ => format!("; {rows} rows say that there is none"),
    }
}

fn sheets(session: &mut CohortSession, table: &Table, columns: &Columns, console: &Console<'_>) -> Result<Read, Refusal> {
    let declarations = declarations::read(session, table, columns)?;
    let mut declared = declarations::record(session, declarations, console.today)?;
    Ok(Read { pairs: std::mem::take(&mut declared.conflicts), without: 0, sheets: Some(declared) })
}

fn say(read: &Read, new: usize, standing: usize, console: &mut Console<'_>) -> anyhow::Result<()> {
    let known = read.pairs.len() - new;
    let conflicts = format!("{} new, {known} known", counted(new, "conflict"));
    match &read.sheets {
        Some(declared) => console.say(&format!(
            "{} read, {} of them of nobody; {conflicts}, {} to be asked about.",
            counted(declared.people.len(), "declaration"),
            declared.nobody(),
            declared.questions.len()
        ))?,
        None => {
            console.say(&format!("{} read; {conflicts}{}.", counted(read.pairs.len(), "declaration"), without(read.without)))?;
        }
    }
    if standing > 0 {
        console.say(&format!(
            "{standing} of them are pairs at present: `revmentor match` re-matches them, and as few others as possible."
        ))?;
    }
    Ok(())
}

/// Every row as two people and the reasons given.
fn pairs(session: &CohortSession, table: &Table) -> Result<Vec<(PairId, Vec<String>)>, Refusal> {
    let (mut declared, mut problems) = (Vec::new(), Vec::new());
    for row in &table.rows {
        let pair = of_a_pair(session, table, row).unwrap_or_else(|| table::two_people(session, table, row));
        match (pair, declarations::is_conflict(table, row)) {
            (Ok(pair), Ok(true)) => declared.push((pair, declarations::reasons(table, row))),
            (Ok(_), Ok(false)) => {}
            (pair, answer) => {
                problems.extend(pair.err().into_iter().flatten());
                problems.extend(answer.err());
            }
        }
    }
    if problems.is_empty() { Ok(declared) } else { Err(Refusal::input(problems)) }
}

/// A declaration about a pair: by its id, by the number it had in the list that was adopted, or as the pair of whoever declares.
fn of_a_pair(session: &CohortSession, table: &Table, row: &Row) -> Option<Result<PairId, Vec<Problem>>> {
    let column = table.find(&table::PAIR)?;
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

/// The first reason is coded where it can be; everything else that was said stays in the private notes.
fn record(session: &mut CohortSession, pair: PairId, words: &[String], today: NaiveDate) -> Result<(), Refusal> {
    let reason = coded(session, words.first().map(String::as_str), pair, today)?;
    for detail in words.iter().skip(1) {
        session.note(today, &pair.to_string(), "conflict", detail)?;
    }
    session.facts.person(pair.mentor, today, PersonFact::Conflict { with: pair.mentee, reason });
    Ok(())
}
