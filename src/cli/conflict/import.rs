//! `conflict import`: declaration sheets that came back, or two people a row under any headings, or who declares about which pair.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;

use super::coded;
use crate::app::declarations::{self, Declared};
use crate::app::import::ConflictQuestion;
use crate::app::respondents::Respondents;
use crate::app::session::CohortSession;
use crate::app::table;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::conflict::{ConflictReason, ConflictState};
use crate::domain::fact::PersonFact;
use crate::domain::id::PairId;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::spelling;
use crate::domain::text::{agreeing, counted};
use crate::store::formats::table::{Row, Table};

pub(crate) fn run(file: &Path, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(write.access())?;
    let table = console.table(file)?;
    table::has_headings(&session, &table)?;
    let read = if let Some(read) = sheets(&mut session, &table, console)? {
        read
    } else {
        let pairs = pairs(&session, &table)?;
        Read { without: table.rows.len() - pairs.len(), pairs, sheets: None, warnings: Vec::new(), unread: Vec::new() }
    };
    let (mut new, mut standing, mut lines) = (BTreeSet::new(), 0, Vec::new());
    let cohort = session.cohort();
    for (pair, words) in &read.pairs {
        if matches!(cohort.conflicts.get(pair), Some(ConflictState::Declared(_))) {
            continue;
        }
        if new.insert(*pair) {
            standing += usize::from(cohort.pairs.get(pair).is_some_and(crate::domain::pair::Pair::is_active));
            let reason = record(&mut session, *pair, words, console.today)?;
            lines.push(format!("  {pair} {}", reason.code()));
        }
    }
    let summary = summary(&read, new.len());
    console.say(&format!("{summary}."))?;
    lines.iter().try_for_each(|line| console.say(line))?;
    say(&session, &read, standing, console)?;
    console.apply(session, write, "conflict", &summary)
}

/// What stands in the file.
struct Read {
    /// Every certain conflict, with the reasons given.
    pairs: Vec<(PairId, Vec<String>)>,
    /// How many rows say that there is no conflict.
    without: usize,
    /// What else declaration sheets say.
    sheets: Option<Declared>,
    /// Rows that somebody has to be asked about.
    warnings: Vec<Problem>,
    /// The headings of columns that are not read.
    unread: Vec<String>,
}

fn without(rows: usize) -> String {
    match rows {
        0 => String::new(),
        _ => format!("; {}", agreeing(rows, "row says that there is none", "rows say that there is none")),
    }
}

/// The declarations of a sheet with a person a row; nothing where the table is none.
fn sheets(session: &mut CohortSession, table: &Table, console: &Console<'_>) -> Result<Option<Read>, Refusal> {
    let Some(columns) = declarations::columns(session, table) else { return Ok(None) };
    let sheet = declarations::read(session, table, &columns)?;
    let unread = columns.unread.iter().map(|column| format!("“{}”", table.heading(*column))).collect();
    let mut declared = declarations::record(session, sheet.declarations, console.today)?;
    let pairs = std::mem::take(&mut declared.conflicts);
    Ok(Some(Read { pairs, without: 0, sheets: Some(declared), warnings: sheet.warnings, unread }))
}

fn summary(read: &Read, new: usize) -> String {
    let all: BTreeSet<PairId> = read.pairs.iter().map(|(pair, _)| *pair).collect();
    let conflicts = format!("{}, {} already known", counted(new, "new conflict"), all.len() - new);
    match &read.sheets {
        Some(declared) => format!(
            "{} read, {} with nothing to declare: {conflicts}, {}",
            counted(declared.people.len(), "declaration"),
            declared.nobody(),
            counted(declared.questions.len(), "question")
        ),
        None => format!("{} read; {conflicts}{}", counted(read.pairs.len(), "declaration"), without(read.without)),
    }
}

fn say(session: &CohortSession, read: &Read, standing: usize, console: &mut Console<'_>) -> anyhow::Result<()> {
    let cohort = session.cohort();
    let stands = |pair: &PairId| cohort.pairs.get(pair).is_some_and(crate::domain::pair::Pair::is_active);
    let asked: BTreeSet<PairId> =
        read.sheets.iter().flat_map(|declared| &declared.questions).flat_map(ConflictQuestion::pairs).collect();
    let asked = asked.iter().filter(|pair| stands(pair)).count();
    if standing > 0 {
        let are = if standing == 1 { "is a pair" } else { "are pairs" };
        console.say(&format!(
            "{standing} of them {are} at present: `revmentor match` re-matches them, and as few others as possible."
        ))?;
    }
    if asked > 0 {
        let are = if asked == 1 { "1 pair at present is" } else { "pairs at present are" };
        let are = if asked == 1 { are.to_owned() } else { format!("{asked} {are}") };
        console.say(&format!("{are} asked about: answer first, then `revmentor match` re-matches what may not stay."))?;
    }
    let names = session.names();
    for question in read.sheets.iter().flat_map(|declared| &declared.questions) {
        console.say(&format!("  {}", question.words(&names)))?;
    }
    if !read.unread.is_empty() {
        console.say(&format!("Columns not read: {}.", read.unread.join(", ")))?;
    }
    let without_effect = read.sheets.iter().flat_map(|declared| &declared.without_effect);
    let mut warnings: Vec<Problem> = read.warnings.iter().chain(without_effect).cloned().collect();
    warnings.sort_by_key(|problem| problem.place.row);
    console.warn(&warnings)
}

/// Every row as two people and the reasons given.
fn pairs(session: &CohortSession, table: &Table) -> Result<Vec<(PairId, Vec<String>)>, Refusal> {
    let (mut declared, mut problems) = (Vec::new(), Vec::new());
    let people = Respondents::of(session, table, table::side_column(table));
    for row in &table.rows {
        let pair = of_a_pair(session, table, row, people.as_ref()).unwrap_or_else(|| table::two_people(session, table, row));
        match (pair, declarations::is_conflict(table, row)) {
            (Ok(pair), Ok(true)) => declared.push((pair, declarations::reasons(table, row))),
            (Ok(_), Ok(false)) => {}
            (pair, answer) => {
                problems.extend(pair.err().into_iter().flatten());
                problems.extend(answer.err());
            }
        }
    }
    if table.find(&table::PAIR).is_some() && unknown_pairs(&problems) == table.rows.len() {
        problems.insert(0, names_nobody(table));
    }
    if problems.is_empty() { Ok(declared) } else { Err(Refusal::input(problems)) }
}

/// How many rows name a pair that is none.
fn unknown_pairs(problems: &[Problem]) -> usize {
    problems.iter().filter(|problem| problem.code == "unknown-pair").count()
}

/// Not one row says with whom the conflict is.
fn names_nobody(table: &Table) -> Problem {
    let columns: Vec<String> = table.headings.iter().map(|heading| format!("“{heading}”")).collect();
    let message = format!("no column names the other person; the columns are {}", columns.join(", "));
    Problem::error("not-two-people", message).at(Place::file(&table.file).line(1)).help(
        "add the columns mentor and mentee, or take over the list of pairs that the numbers are of: `revmentor adopt --help`",
    )
}

/// What stands under "pair" where somebody means whom they are paired with.
const OWN_PARTNER: [&str; 9] = [
    "my partner",
    "partner",
    "my pair",
    "my match",
    "my mentor",
    "my mentee",
    "my current partner",
    "current partner",
    "present partner",
];

/// A declaration about a pair: by its id, by the number it had in the list that was adopted, by the other person, or in words as the
/// partner of whoever declares. A number of another list is never taken for the partner.
fn of_a_pair(
    session: &CohortSession,
    table: &Table,
    row: &Row,
    people: Option<&Respondents<'_>>,
) -> Option<Result<PairId, Vec<Problem>>> {
    let column = table.find(&table::PAIR)?;
    let cell = row.cell(column).trim();
    let unknown = || {
        let message = "this is neither a pair of this cohort nor somebody in it";
        let help = "write the pair's id (such as M03-E07), or the other person's id, address or full name";
        vec![Problem::error("unknown-pair", message).at(table.place(row, column)).value(cell).help(help)]
    };
    if let Ok(pair) = cell.parse::<PairId>() {
        let people = session.cohort();
        let is_known = [pair.mentor, pair.mentee].iter().all(|person| people.people.contains_key(person));
        return Some(if is_known { Ok(pair) } else { Err(unknown()) });
    }
    let numbered = session.adopted_number(cell);
    let declarer = match people {
        Some(people) => people.person(table, row),
        None => Respondents::needed(session, table).and_then(|people| people.person(table, row)),
    };
    Some(match (numbered, declarer) {
        (Some(pair), Ok(person)) if !pair.has(person) => Err(vec![
            Problem::error("not-in-pair", format!("{person} is not in the pair with the number {cell}, which is {pair}"))
                .at(table.place(row, column))
                .value(cell)
                .help(format!(
                    "correct the number or the person; where these two are meant: `revmentor conflict add {person} {}`",
                    pair.person(person.side().other())
                )),
        ]),
        (Some(pair), _) => Ok(pair),
        (None, Ok(person)) if OWN_PARTNER.contains(&spelling::key(cell).as_str()) => {
            session.pair(&person.to_string()).map_err(|refusal| refusal.problems)
        }
        (None, Ok(person)) => {
            let other = session.person(cell).ok().filter(|_| !cell.is_empty());
            other.and_then(|other| PairId::of(person, other)).ok_or_else(unknown)
        }
        (None, Err(problem)) => Err(vec![problem]),
    })
}

/// The first reason is coded where it can be; everything else that was said stays in the private notes.
fn record(session: &mut CohortSession, pair: PairId, words: &[String], today: NaiveDate) -> Result<ConflictReason, Refusal> {
    let reason = coded(session, words.first().map(String::as_str), pair, today)?;
    for detail in words.iter().skip(1) {
        session.note(today, &pair.to_string(), declarations::REASON, detail)?;
    }
    session.facts.person(pair.mentor, today, PersonFact::Conflict { with: pair.mentee, reason });
    Ok(reason)
}
