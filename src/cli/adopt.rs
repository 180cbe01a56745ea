//! `adopt`: takes over pairs made elsewhere as they are, and plans their meetings.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;

use super::export_args::{self, ExportArgs};
use crate::app::import;
use crate::app::plan;
use crate::app::scores;
use crate::app::session::CohortSession;
use crate::app::table;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::cohort::Cohort;
use crate::domain::fact::{Origin, PairFact};
use crate::domain::id::{PairId, PersonId};
use crate::domain::pair::Pair;
use crate::domain::problem::{Problem, Refusal};
use crate::domain::text::{agreeing, counted};
use crate::matching;
use crate::render::output::{Cell, Document, Sheet};
use crate::render::private::pairs_table;
use crate::store::formats::table::{Row, Table};

/// Take over pairs that were made elsewhere, as they are, and plan their meetings
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// A table, CSV or a workbook, with a mentor and a mentee a row: ids, addresses or names
    file: PathBuf,
    #[command(flatten)]
    exports: ExportArgs,
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(arguments.write.access())?;
    let imported = import::import(&mut session, &arguments.exports.by_side(console), console.today)?;
    export_args::report(&imported, &session, console)?;
    let table = console.table(&arguments.file)?;
    let adopted = pairs(&session, &table)?;
    let scored = adopted.iter().map(|(pair, _)| Ok((*pair, score(&session, *pair)?))).collect::<Result<_, Refusal>>()?;
    for (pair, score) in scores::keep(&mut session, Origin::Adopted, scored, None) {
        session.facts.pair(pair, console.today, PairFact::Paired { score, origin: Origin::Adopted });
    }
    for (pair, number) in &adopted {
        if let Some(number) = number {
            session.note(console.today, &pair.to_string(), CohortSession::NUMBER, number)?;
        }
    }
    let planned = plan::plan(&mut session, console.today)?;
    console.warn(&planned.warnings)?;
    let (cohort, names) = (session.cohort(), session.names());
    let forbidden = forbidden(&session, &adopted)?;
    let rows =
        forbidden.iter().map(|(pair, why)| [Cell::text(pair), names.cell(pair.mentor), names.cell(pair.mentee), Cell::text(why)]);
    let document = Document::default()
        .sheet("pairs", pairs_table::sheet(cohort.active_pairs(), &names))
        .sheet("forbidden", Sheet::new("Pairs that may not be", ["pair", "mentor", "mentee", "why"], rows));
    console.show(&document)?;
    console.say(&format!("{} taken over; {} planned.", counted(adopted.len(), "pair"), counted(planned.changed, "meeting")))?;
    if !forbidden.is_empty() {
        console.say(&format!(
            "{} forbidden: kept until the next `revmentor match`.",
            agreeing(forbidden.len(), "of them is", "of them are")
        ))?;
    }
    console.apply(session, arguments.write, "adopt", &format!("{} taken over", counted(adopted.len(), "pair")))
}

/// Every row as a pair, with the number it has in the file.
fn pairs(session: &CohortSession, table: &Table) -> Result<Vec<(PairId, Option<String>)>, Refusal> {
    let (mut pairs, mut problems) = (Vec::new(), Vec::new());
    let cohort = session.cohort();
    let mut taken: BTreeMap<PersonId, Vec<PairId>> = BTreeMap::new();
    let take = |taken: &mut BTreeMap<PersonId, Vec<PairId>>, pair: PairId| {
        pair.people().into_iter().for_each(|person| taken.entry(person).or_default().push(pair));
    };
    cohort.active_pairs().for_each(|pair| take(&mut taken, pair.id));
    for row in &table.rows {
        match table::two_people(session, table, row) {
            Ok(pair) => {
                problems.extend(not_free(&cohort, &taken, pair).into_iter().map(|found| found.at(table.row_place(row))));
                take(&mut taken, pair);
                pairs.push((pair, number(table, row)));
            }
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(pairs) } else { Err(Refusal::input(problems)) }
}

fn number(table: &Table, row: &Row) -> Option<String> {
    let column = table.find(&["pair", "pair number", "pair no", "no"])?;
    let text = row.cell(column).trim();
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.to_owned())
}

fn not_free(cohort: &Cohort, taken: &BTreeMap<PersonId, Vec<PairId>>, pair: PairId) -> Vec<Problem> {
    let mut problems = Vec::new();
    let of = |person: &PersonId| taken.get(person).map_or(&[][..], Vec::as_slice);
    if of(&pair.mentor).contains(&pair) {
        let help = if cohort.pairs.get(&pair).is_some_and(Pair::is_active) {
            format!("take the row away: {pair} exists")
        } else {
            "take one of the two rows away".to_owned()
        };
        problems.push(Problem::error("paired-twice", format!("{pair} is a pair already")).help(help));
        return problems;
    }
    for person in pair.people() {
        let capacity = cohort.people.get(&person).map_or(1, |known| known.capacity);
        if of(&person).len() >= capacity as usize {
            problems.push(no_room(cohort, person, capacity, of(&person)));
        }
        if cohort.people.get(&person).is_some_and(|known| !known.takes_part()) {
            let help = format!("take the row away, or bring {person} back: `revmentor rejoin {person}`");
            problems.push(Problem::error("withdrawn", format!("{person} has withdrawn")).help(help));
        }
    }
    problems
}

/// The person is in as many pairs as there is room for.
fn no_room(cohort: &Cohort, person: PersonId, capacity: u32, pairs: &[PairId]) -> Problem {
    let Some(first) = pairs.first() else {
        let help = "take the row away; how many pairs somebody has room for is read from the survey, `capacity` in cohort.toml";
        return Problem::error("paired-twice", format!("{person} has room for no pair")).help(help);
    };
    let named: Vec<String> = pairs.iter().map(ToString::to_string).collect();
    let message = match capacity {
        1 => format!("{person} is in the pair {first} already"),
        _ => format!("{person} has room for {}, and is in {} already", counted(capacity as usize, "pair"), named.join(" and ")),
    };
    let standing = pairs.iter().find(|pair| cohort.pairs.get(pair).is_some_and(Pair::is_active));
    let help = match standing {
        Some(pair) => format!("take the row away, or end that pair first: `revmentor unpair {pair}`"),
        None if capacity == 1 => {
            "each person can be in one pair of the file, unless the survey says that there is room for more \
                                  (`capacity` in cohort.toml)"
                .to_owned()
        }
        None => {
            "take the row away, or correct the answer that says how many pairs there is room for, and import again".to_owned()
        }
    };
    Problem::error("paired-twice", message).help(help)
}

/// The pair's score by the criteria, where anything is scored.
fn score(session: &CohortSession, pair: PairId) -> Result<Option<u16>, Refusal> {
    let people = session.records()?.register.people();
    let find = |id: PersonId| people.iter().find(|person| person.id == id);
    let (Some(mentor), Some(mentee)) = (find(pair.mentor), find(pair.mentee)) else { return Ok(None) };
    Ok(matching::score(&session.settings.matching.policy, session.settings.programme.kind, mentor, mentee))
}

/// Which of the pairs may not be, and why.
fn forbidden(session: &CohortSession, adopted: &[(PairId, Option<String>)]) -> Result<Vec<(PairId, String)>, Refusal> {
    let people = session.records()?.register.people();
    let declared = session.cohort().forbidden().collect();
    let ours = |pair: &PairId| adopted.iter().any(|(adopted, _)| adopted == pair);
    let forbidden = matching::forbidden(&people, &session.settings.conflict_rules, &declared).into_iter();
    Ok(forbidden
        .filter(|forbidden| ours(&forbidden.pair))
        .map(|forbidden| (forbidden.pair, forbidden.veto.to_string()))
        .collect())
}
