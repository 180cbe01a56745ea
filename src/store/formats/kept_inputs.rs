//! What one matching read, in `private/draws/NNN/`, so that `verify` can repeat it years later from these files and the seed.
//!
//! Four files, sorted by id, without a name: `people.csv`, `conflicts.csv`, `standing.csv`, `settings.toml`.

mod settings;

use std::collections::BTreeMap;

use crate::domain::conflict::{ConflictReason, ConflictState, Doubt};
use crate::domain::id::PairId;
use crate::domain::match_request::{MatchInputs, MatchRequest};
use crate::domain::person::Person;
use crate::domain::problem::{Place, Problem};

use super::answer_columns::{self, AnswerColumns};
use super::csv_text;
use super::facts::{self, FactRow, Told};
use super::table;

/// Everybody with the answers that count; an erasure takes it away.
pub(crate) const PEOPLE: &str = "people.csv";
const CONFLICTS: &str = "conflicts.csv";
const STANDING: &str = "standing.csv";
/// What was asked: the one file that tells of nobody.
pub(crate) const SETTINGS: &str = "settings.toml";
/// Every file that a matching keeps.
pub(crate) const NAMES: [&str; 4] = [CONFLICTS, PEOPLE, SETTINGS, STANDING];

const PEOPLE_COLUMNS: [&str; 3] = ["id", "room", "precedence"];
const CONFLICT_COLUMNS: [&str; 3] = ["pair", "state", "code"];
const STANDING_COLUMNS: [&str; 2] = ["pair", "settled"];
const YES_NO: [(bool, &str); 2] = [(true, "yes"), (false, "no")];

/// The files by name, as they are written and digested.
pub(crate) fn write(request: &MatchRequest) -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        (PEOPLE, write_people(&request.inputs)),
        (CONFLICTS, facts::write(CONFLICT_COLUMNS, request.inputs.declared.iter().map(|(pair, state)| conflict(*pair, *state)))),
        (
            STANDING,
            facts::write(
                STANDING_COLUMNS,
                request.inputs.standing.iter().map(|(pair, settled)| [pair.to_string(), yes(*settled).to_owned()]),
            ),
        ),
        (SETTINGS, settings::write(&request.params)),
    ])
}

/// Reads the files of the folder `folder` (for messages) by their names.
///
/// # Errors
/// A file that is not there, and everything in the others that cannot be.
pub(crate) fn read(files: &BTreeMap<String, String>, folder: &str) -> Result<MatchRequest, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut file = |name: &str| {
        let path = format!("{folder}/{name}");
        if !files.contains_key(name) {
            let problem = Problem::error("missing-file", "this file of a matching's inputs is not here").at(Place::file(&path));
            problems.push(problem.help("take it from a backup; without it the matching cannot be repeated"));
        }
        (files.get(name).cloned().unwrap_or_default(), path)
    };
    let (people, conflicts, standing, params) = (file(PEOPLE), file(CONFLICTS), file(STANDING), file(SETTINGS));
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut gather = |(rows, told): (Vec<(PairId, ConflictState)>, Vec<Problem>)| {
        problems.extend(told);
        rows.into_iter().collect()
    };
    let declared = gather(facts::read_rows(&conflicts.0, &conflicts.1, &CONFLICT_COLUMNS, read_conflict));
    let (standing, told) = facts::read_rows(&standing.0, &standing.1, &STANDING_COLUMNS, read_standing);
    problems.extend(told);
    let (everybody, told) = read_people(&people.0, &people.1);
    problems.extend(told);
    let params = settings::read(&params.0, &params.1).map_err(|problem| problems.push(*problem)).ok();
    let Some(params) = params.filter(|_| problems.is_empty()) else { return Err(problems) };
    let room = everybody.iter().filter(|(.., room)| *room != 1).map(|(person, _, room)| (person.id, *room)).collect();
    let precedence = everybody.iter().filter(|(_, first, _)| *first).map(|(person, ..)| person.id).collect();
    let people = everybody.into_iter().map(|(person, ..)| person).collect();
    let inputs = MatchInputs { people, room, precedence, declared, standing: standing.into_iter().collect() };
    Ok(MatchRequest { inputs, params })
}

fn write_people(inputs: &MatchInputs) -> String {
    let mut people: Vec<&Person> = inputs.people.iter().collect();
    people.sort_by_key(|person| person.id);
    let columns = AnswerColumns::of(&PEOPLE_COLUMNS, people.iter().map(|person| &person.answers));
    let mut records = csv_text::Records::kept();
    records.push(PEOPLE_COLUMNS.map(str::to_owned).into_iter().chain(columns.headings()));
    for person in people {
        let room = inputs.room.get(&person.id).copied().unwrap_or(1);
        let own = [person.id.to_string(), room.to_string(), yes(inputs.precedence.contains(&person.id)).to_owned()];
        records.push(own.into_iter().chain(columns.cells(&person.answers)));
    }
    records.into_text()
}

/// A person with precedence and room.
type Weighed = (Person, bool, u32);

fn read_people(text: &str, file: &str) -> (Vec<Weighed>, Vec<Problem>) {
    let mut people: Vec<Weighed> = Vec::new();
    let table = match table::read(text, file) {
        Ok(table) => table,
        Err(problems) => return (people, problems),
    };
    let found = answer_columns::Found::of(&table, &PEOPLE_COLUMNS);
    let mut answers = table.rows.iter().map(|row| found.read(row));
    let (rows, problems) = facts::read_rows(text, file, &PEOPLE_COLUMNS, |row| {
        Ok((row.person("id")?, row.word("precedence", &YES_NO)?, row.number("room", 0, 1_000_000)?))
    });
    if problems.is_empty() {
        let person = |(id, first, room)| (Person { id, answers: answers.next().unwrap_or_default() }, first, room);
        people = rows.into_iter().map(person).collect();
    }
    (people, problems)
}

fn conflict(pair: PairId, state: ConflictState) -> [String; 3] {
    let (word, code) = match state {
        ConflictState::Declared(reason) => ("conflict", reason.code()),
        ConflictState::Open(doubt) => ("possible", doubt.code()),
        ConflictState::Dismissed => ("dismissed", ""),
        ConflictState::Removed => ("removed", ""),
    };
    [pair.to_string(), word.to_owned(), code.to_owned()]
}

fn read_conflict(row: &FactRow<'_>) -> Result<(PairId, ConflictState), Told> {
    let state = match row.text("state") {
        "conflict" => ConflictState::Declared(row.word("code", &ConflictReason::ALL)?),
        "possible" => ConflictState::Open(row.word("code", &Doubt::ALL)?),
        "dismissed" => ConflictState::Dismissed,
        "removed" => ConflictState::Removed,
        _ => return Err(row.told("state", "unknown-word", "invalid value", "take the file from a backup")),
    };
    Ok((pair(row)?, state))
}

fn read_standing(row: &FactRow<'_>) -> Result<(PairId, bool), Told> {
    Ok((pair(row)?, row.word("settled", &YES_NO)?))
}

fn pair(row: &FactRow<'_>) -> Result<PairId, Told> {
    row.text("pair").parse().map_err(|_| row.told("pair", "not-an-id", "this is not a pair", "write a pair such as M03-E07"))
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

#[cfg(test)]
mod tests;
