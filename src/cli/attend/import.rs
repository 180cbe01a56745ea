//! `attend import`: a register that was typed in, or a form's export, one person a row.

use std::collections::BTreeMap;
use std::path::Path;

use super::columns::{self, Columns, WhichEvent};
use crate::app::attendance::{self, AttendanceReport};
use crate::app::session::CohortSession;
use crate::app::table;
use crate::cli::console::{Console, Done};
use crate::cli::write_args::WriteArgs;
use crate::domain::attendance::AttendanceWord;
use crate::domain::event::Event;
use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::text::counted;
use crate::store::formats::table::{Row, Table};

/// One row, understood.
struct Reported {
    event: Event,
    report: AttendanceReport,
    place: Place,
}

pub(crate) fn run(file: &Path, event: Option<&str>, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open_settling(write.access())?;
    let table = console.table(file)?;
    let given = event.map(|id| attendance::event(&session.settings.events, id).cloned()).transpose().map_err(Refusal::from)?;
    let Found { all, mut problems, unmarked } = reported(&session, &table, given.as_ref());
    let (mut said, mut new) = (Vec::new(), 0);
    for Reported { event, report, place } in &all {
        match attendance::record(&mut session, event, *report, console.today) {
            Ok((sentence, is_new)) => {
                said.extend(is_new.then_some(sentence));
                new += usize::from(is_new);
            }
            Err(problem) => problems.push(Problem { place: place.clone(), ..problem }),
        }
    }
    if !problems.is_empty() {
        problems.sort_by_key(|problem| problem.place.row);
        problems.dedup();
        return Err(Refusal::input(problems).into());
    }
    said.iter().try_for_each(|sentence| console.say(sentence))?;
    if unmarked > 0 {
        console.say(&format!("{} without a mark, where others have one: recorded as absent.", counted(unmarked, "cell")))?;
    }
    console.apply(session, write, "attend", &format!("{} read, {new} of them new", counted(all.len(), "record")))
}

/// What a register says.
#[derive(Default)]
struct Found {
    all: Vec<Reported>,
    problems: Vec<Problem>,
    /// How many cells are empty where others are ticked.
    unmarked: usize,
}

/// What every row says, and all that is wrong. Two rows that say the same of one person are one; two that differ are an error.
fn reported(session: &CohortSession, table: &Table, event: Option<&Event>) -> Found {
    let columns = match columns::columns(session, table, event) {
        Ok(columns) => columns,
        Err(problems) => return Found { problems, ..Found::default() },
    };
    let mut found = Found::default();
    let mut first: BTreeMap<(String, PersonId), (AttendanceWord, Place)> = BTreeMap::new();
    for row in &table.rows {
        let one = OneRow { session, table, columns: &columns, row };
        for (event, asked) in one.events(&mut found.problems) {
            if one.is_not_asked(&event, asked) {
                continue;
            }
            let one = match one.report(&event, asked, &mut found.unmarked) {
                Ok(one) => one,
                Err(problems) => {
                    found.problems.extend(problems);
                    continue;
                }
            };
            let about = (one.event.id.clone(), one.report.person);
            match first.get(&about) {
                Some((word, _)) if *word == one.report.attended => {}
                Some((_, place)) => found.problems.push(twice(&one, place)),
                None => {
                    first.insert(about, (one.report.attended, one.place.clone()));
                    found.all.push(one);
                }
            }
        }
    }
    found.problems.dedup();
    found
}

fn twice(one: &Reported, first: &Place) -> Problem {
    let message = format!("{} both came and did not come to {}: the other row is {first}", one.report.person, one.event.id);
    Problem::error("twice", message).at(one.place.clone()).help("keep the row that is right")
}

/// A row, with what it is read by.
struct OneRow<'a> {
    session: &'a CohortSession,
    table: &'a Table,
    columns: &'a Columns<'a>,
    row: &'a Row,
}

impl OneRow<'_> {
    /// The sessions that the row is about, each with the column that says whether the person came.
    fn events(&self, problems: &mut Vec<Problem>) -> Vec<(Event, usize)> {
        match &self.columns.events {
            WhichEvent::One(event, asked) => vec![(event.as_ref().clone(), *asked)],
            WhichEvent::Each(all) => all.clone(),
            WhichEvent::Named(column, asked) => {
                let cell = self.row.cell(*column);
                let by_id = || attendance::event(&self.session.settings.events, cell);
                match columns::called(self.session, cell).map_or_else(by_id, Ok) {
                    Ok(event) => vec![(event.clone(), *asked)],
                    Err(problem) => {
                        problems.push(Problem { place: self.table.place(self.row, *column), ..problem });
                        problems.extend(self.columns.people.person(self.table, self.row).err());
                        problems.extend(self.word(*asked, &mut 0).err());
                        Vec::new()
                    }
                }
            }
        }
    }

    /// Whether nothing stands in the column of a session to which the person is not asked.
    fn is_not_asked(&self, event: &Event, asked: usize) -> bool {
        let is_blank = self.row.cell(asked).trim().is_empty();
        let person = || self.columns.people.person(self.table, self.row).ok();
        is_blank && person().is_some_and(|person| !event.audience.includes(person.side()))
    }

    /// Whether the person came. An empty cell says no where others are ticked and none says no.
    fn word(&self, asked: usize, unmarked: &mut usize) -> Result<AttendanceWord, Problem> {
        let cell = self.row.cell(asked).trim();
        match columns::came(cell) {
            Some(true) => Ok(AttendanceWord::Came),
            Some(false) => Ok(AttendanceWord::Absent),
            None if cell.is_empty() && self.table.filled(asked).all(|other| columns::came(other) == Some(true)) => {
                *unmarked += 1;
                Ok(AttendanceWord::Absent)
            }
            None => {
                let message = if cell.is_empty() { "the row does not say whether they came" } else { "neither yes nor no" };
                let problem = Problem::error("neither-yes-nor-no", message).at(self.table.place(self.row, asked)).value(cell);
                Err(problem.help("write yes or no, or take the row out of the file"))
            }
        }
    }

    fn report(&self, event: &Event, asked: usize, unmarked: &mut usize) -> Result<Reported, Vec<Problem>> {
        let OneRow { table, columns, row, .. } = self;
        let person = columns.people.person(table, row);
        let word = self.word(asked, unmarked);
        let option = match columns.option.map(|column| (column, row.cell(column).trim())) {
            None | Some((_, "")) => Ok(None),
            Some((column, text)) => text.parse().map(Some).map_err(|_| {
                let problem = Problem::error("unknown-option", "not the number of a date").at(table.place(row, column));
                problem.value(text).help("write 1 for the session's first date")
            }),
        };
        let on = columns.on.map(|column| table::day(table, row, column)).transpose().map(Option::flatten);
        match (person, word, option, on) {
            (Ok(person), Ok(attended), Ok(option), Ok(on)) => {
                let report = AttendanceReport { person, attended, option, on };
                Ok(Reported { event: event.clone(), report, place: table.row_place(row) })
            }
            (person, word, option, on) => Err([person.err(), word.err(), option.err(), on.err()].into_iter().flatten().collect()),
        }
    }
}
