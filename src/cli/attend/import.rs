//! `attend import`: a register that was typed in, or a form's export, one person a row.

use std::collections::BTreeMap;
use std::path::Path;

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
use crate::survey;

const EVENT: [&str; 3] = ["event", "session", "training"];
const ATTENDED: [&str; 6] = ["attended", "came", "present", "attendance", "completed", "status"];
const OPTION: [&str; 2] = ["option", "choice"];
const ON: [&str; 4] = ["on", "date", "day", "completed_on"];

/// One row, understood.
struct Reported {
    event: Event,
    report: AttendanceReport,
    place: Place,
}

pub(crate) fn run(file: &Path, event: Option<&str>, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open_settling(write.access())?;
    let table = console.table(file)?;
    let all = reported(&session, &table, event).map_err(Refusal::input)?;
    let (mut said, mut problems, mut new) = (Vec::new(), Vec::new(), 0);
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
        return Err(Refusal::input(problems).into());
    }
    said.iter().try_for_each(|sentence| console.say(sentence))?;
    console.apply(session, write, "attend", &format!("{} read, {new} of them new", counted(all.len(), "record")))
}

/// What every row says. Two rows that say the same of one person are one; two that differ are an error.
fn reported(session: &CohortSession, table: &Table, event: Option<&str>) -> Result<Vec<Reported>, Vec<Problem>> {
    let (mut all, mut problems) = (Vec::new(), Vec::new());
    let mut first: BTreeMap<(String, PersonId), (AttendanceWord, Place)> = BTreeMap::new();
    for row in &table.rows {
        let one = match one(session, table, row, event) {
            Ok(one) => one,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let about = (one.event.id.clone(), one.report.person);
        match first.get(&about) {
            Some((word, _)) if *word == one.report.attended => {}
            Some((_, place)) => problems.push(twice(&one, place)),
            None => {
                first.insert(about, (one.report.attended, one.place.clone()));
                all.push(one);
            }
        }
    }
    problems.dedup();
    if problems.is_empty() { Ok(all) } else { Err(problems) }
}

fn twice(one: &Reported, first: &Place) -> Problem {
    let message = format!("{} both came and did not come to {}: the other row is {first}", one.report.person, one.event.id);
    Problem::error("twice", message).at(one.place.clone()).help("keep the row that is right")
}

fn one(session: &CohortSession, table: &Table, row: &Row, event: Option<&str>) -> Result<Reported, Problem> {
    let person = table::one_person(session, table, row)?;
    let event = match (event, table.find(&EVENT)) {
        (Some(event), _) => attendance::event(&session.settings.events, event)?,
        (None, Some(column)) => attendance::event(&session.settings.events, row.cell(column))
            .map_err(|problem| Problem { place: table.place(row, column), ..problem })?,
        (None, None) => return Err(no_event(session, table)),
    };
    let attended = table.need(&ATTENDED).map_err(|problem| *problem)?;
    let word = match survey::yes_or_no(row.cell(attended)) {
        Some(true) => AttendanceWord::Came,
        Some(false) => AttendanceWord::Absent,
        None => {
            let problem = Problem::error("neither-yes-nor-no", "neither yes nor no").at(table.place(row, attended));
            return Err(problem.value(row.cell(attended)).help("write yes or no"));
        }
    };
    let option = match table.find(&OPTION).map(|column| (column, row.cell(column).trim())) {
        None | Some((_, "")) => None,
        Some((column, text)) => Some(text.parse().map_err(|_| {
            let problem = Problem::error("unknown-option", "not the number of a date").at(table.place(row, column));
            problem.value(text).help("write 1 for the session's first date")
        })?),
    };
    let on = table.find(&ON).map(|column| table::day(table, row, column)).transpose()?.flatten();
    let report = AttendanceReport { person, attended: word, option, on };
    Ok(Reported { event: event.clone(), report, place: table.row_place(row) })
}

fn no_event(session: &CohortSession, table: &Table) -> Problem {
    let problem = Problem::error("missing-column", "no column says which session a row is about");
    let problem = problem.at(Place::file(&table.file).line(1));
    let ids: Vec<&str> = session.settings.events.iter().map(|event| event.id.as_str()).collect();
    let Some(first) = ids.first() else { return problem.help("cohort.toml has no [[event]] yet: add it there first") };
    let all_rows = format!("`revmentor attend import {} --event {first}`", table.file);
    problem.help(format!("add a column `event`, or say it for every row: {all_rows}; the events are {}", ids.join(", ")))
}
