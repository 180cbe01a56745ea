//! `adopt`: takes over pairs made elsewhere as they are, and plans their meetings.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;

use super::book::Book;
use super::desk::{Desk, Done};
use super::r#match::ExportArguments;
use super::steps::{import, plan, table};
use super::write::WriteArguments;
use crate::domain::fact::{Origin, PairFact};
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::{Place, Problem, Refusal};
use crate::matching;
use crate::render::output::{Cell, Document, Sheet};
use crate::render::private::pairs_table;
use crate::store::formats::table::{Row, Table};

/// Take over pairs that were made elsewhere, as they are, and plan their meetings
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// A CSV file with a mentor and a mentee a row: ids, addresses or names
    file: PathBuf,
    #[command(flatten)]
    exports: ExportArguments,
    #[command(flatten)]
    write: WriteArguments,
}

pub(super) fn run(arguments: &Arguments, desk: &mut Desk<'_>) -> anyhow::Result<Done> {
    let mut book = desk.open(arguments.write.access())?;
    let imported = import::import(&mut book, desk, &arguments.exports.by_side(), desk.today)?;
    import::tell(&imported, &book, desk)?;
    let table = table::read(&arguments.file, desk)?;
    let adopted = pairs(&book, &table)?;
    for (pair, number) in &adopted {
        book.facts.pair(*pair, desk.today, PairFact::Paired { score: score(&book, *pair)?, origin: Origin::Adopted });
        if let Some(number) = number {
            book.note(desk.today, &pair.to_string(), Book::NUMBER, number)?;
        }
    }
    let planned = plan::plan(&mut book, desk.today)?;
    desk.warn(&planned.warnings)?;
    let (cohort, names) = (book.cohort(), book.names());
    let forbidden = forbidden(&book, &adopted)?;
    let rows =
        forbidden.iter().map(|(pair, why)| [Cell::text(pair), names.cell(pair.mentor), names.cell(pair.mentee), Cell::text(why)]);
    let document = Document::default()
        .sheet("pairs", pairs_table::sheet(cohort.active_pairs(), &names))
        .sheet("forbidden", Sheet::new("Pairs that may not be", ["pair", "mentor", "mentee", "why"], rows));
    desk.show(&document)?;
    desk.say(&format!("{} pairs taken over; {} meetings planned.", adopted.len(), planned.changed))?;
    if !forbidden.is_empty() {
        desk.say(&format!("{} of them may not be: they stand until the next `revmentor match`.", forbidden.len()))?;
    }
    desk.apply(book, arguments.write, "adopt", &format!("{} pairs taken over", adopted.len()))
}

/// Every row as a pair, with the number it has in the file.
fn pairs(book: &Book, table: &Table) -> Result<Vec<(PairId, Option<String>)>, Refusal> {
    let (mut pairs, mut problems) = (Vec::new(), Vec::new());
    let mut taken: BTreeMap<PersonId, PairId> =
        book.cohort().active_pairs().flat_map(|pair| pair.id.people().map(|p| (p, pair.id))).collect();
    for row in &table.rows {
        match table::two_people(book, table, row) {
            Ok(pair) => {
                problems.extend(not_free(book, &taken, pair, table, row));
                taken.extend(pair.people().map(|person| (person, pair)));
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

fn not_free(book: &Book, taken: &BTreeMap<PersonId, PairId>, pair: PairId, table: &Table, row: &Row) -> Vec<Problem> {
    let place = || Place::file(&table.file).at(row.row, row.line);
    let cohort = book.cohort();
    let mut problems = Vec::new();
    for person in pair.people() {
        if let Some(other) = taken.get(&person) {
            let message = format!("{person} is in the pair {other} already");
            problems.push(Problem::error("paired-twice", message).at(place()).help("each person can be in one pair of the file"));
        }
        if cohort.people.get(&person).is_some_and(|known| known.withdrew.is_some()) {
            let help = "take the row away, or give the other of the two somebody else";
            problems.push(Problem::error("withdrawn", format!("{person} has withdrawn")).at(place()).help(help));
        }
    }
    problems
}

/// The pair's score by the criteria, where anything is scored.
fn score(book: &Book, pair: PairId) -> Result<Option<u16>, Refusal> {
    let people = book.vault()?.register.people();
    let find = |id: PersonId| people.iter().find(|person| person.id == id);
    let (Some(mentor), Some(mentee)) = (find(pair.mentor), find(pair.mentee)) else { return Ok(None) };
    Ok(matching::score(&book.settings.matching, book.settings.programme.kind, mentor, mentee))
}

/// Which of the pairs may not be, and why.
fn forbidden(book: &Book, adopted: &[(PairId, Option<String>)]) -> Result<Vec<(PairId, String)>, Refusal> {
    let people = book.vault()?.register.people();
    let declared = book.cohort().forbidden().collect();
    let ours = |pair: &PairId| adopted.iter().any(|(adopted, _)| adopted == pair);
    let forbidden = matching::forbidden(&people, &book.settings.conflict_rules, &declared).into_iter();
    Ok(forbidden
        .filter(|forbidden| ours(&forbidden.pair))
        .map(|forbidden| (forbidden.pair, forbidden.veto.to_string()))
        .collect())
}
