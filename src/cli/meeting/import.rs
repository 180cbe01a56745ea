//! `meeting import`: an edited `meetings.csv`, or a list of reports, as facts. Every row is judged before one is believed.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;

use super::form::{self, FormDay, FormReports};
use super::report::{self, Allowed, Kind, Report};
use crate::app::session::CohortSession;
use crate::app::table;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::cohort::Cohort;
use crate::domain::id::PairId;
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::spelling;
use crate::render::shared::meetings;
use crate::store::formats::table::{Row, Table};

/// Where the columns stand.
struct Columns {
    pair: usize,
    meeting: usize,
    status: usize,
    date: Option<usize>,
    held_on: Option<usize>,
}

pub(crate) fn run(file: &Path, allowed: Allowed, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open_settling(write.access())?;
    let table = console.table(file)?;
    let FormReports { reports, mut problems, notes } = if form::is_form(&session, &table) {
        let day = FormDay { today: console.today, typed: console.typed_today() };
        form::reports(&session, &table, allowed, day)
    } else {
        reports(&session, &table, allowed)
    };
    let mut said = Vec::new();
    for (report, place) in &reports {
        match report::record(&mut session, report, console.today) {
            Ok(sentence) => said.push(sentence),
            Err(found) => problems.extend(found.into_iter().map(|problem| Problem { place: place.clone(), ..problem })),
        }
    }
    problems.sort_by_key(|problem| problem.place.row);
    notes.iter().try_for_each(|note| console.say(note))?;
    if !problems.is_empty() {
        return Err(Refusal::input(problems).into());
    }
    said.iter().try_for_each(|sentence| console.say(sentence))?;
    session.replace_edited_views();
    console.apply(session, write, "meeting", &format!("{} reports of meetings read", reports.len()))
}

/// What the rows of a list say that is not known yet, and all that is wrong with them.
fn reports(session: &CohortSession, table: &Table, allowed: Allowed) -> FormReports {
    let columns = match columns(table) {
        Ok(columns) => columns,
        Err(problems) => return FormReports { problems, ..FormReports::default() },
    };
    let cohort = session.cohort();
    let (mut reports, mut problems, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for row in &table.rows {
        match one(session, &cohort, table, &columns, row, allowed) {
            Ok((report, pair, number)) => {
                if !seen.insert((pair, number)) {
                    problems.push(twice(table, row, pair, number));
                }
                reports.extend(report.map(|report| (report, table.row_place(row))));
            }
            Err(found) => problems.extend(found),
        }
    }
    if is_the_view(table) {
        problems.extend(missing_rows(&cohort, &seen, table));
    }
    FormReports { reports, problems, notes: Vec::new() }
}

fn columns(table: &Table) -> Result<Columns, Vec<Problem>> {
    let needed = [table.need(&["pair"]), table.need(&["meeting", "number"]), table.need(&["status", "what"])];
    match needed {
        [Ok(pair), Ok(meeting), Ok(status)] => {
            let (date, held_on) = (table.find(&["date"]), table.find(&["held_on", "held on", "on"]));
            Ok(Columns { pair, meeting, status, date, held_on })
        }
        needed => Err(needed.into_iter().filter_map(Result::err).map(|problem| *problem).collect()),
    }
}

/// One row: the meeting it is about, and a report if it says anything new.
fn one(
    session: &CohortSession,
    cohort: &Cohort,
    table: &Table,
    columns: &Columns,
    row: &Row,
    allowed: Allowed,
) -> Result<(Option<Report>, PairId, u32), Vec<Problem>> {
    let fault = |column, code, message: &str| {
        Problem::error(code, message).at(table.place(row, column)).value(row.cell(column)).help("correct it in the file")
    };
    let unknown_pair = |refusal: Refusal| {
        let problem = refusal.problems.into_iter().next();
        problem.map_or_else(
            || fault(columns.pair, "no-such-pair", "this is no pair"),
            |p| Problem { place: table.place(row, columns.pair), ..p },
        )
    };
    let pair = session.pair(row.cell(columns.pair)).map_err(unknown_pair);
    let number = row.cell(columns.meeting).trim().parse::<u32>();
    let number = number.map_err(|_| fault(columns.meeting, "no-number", "this is not the number of a meeting"));
    let word = row.cell(columns.status).trim().to_lowercase();
    let status = MeetingStatus::ALL.iter().find(|(_, known)| *known == word).map(|(status, _)| *status);
    let status = status.ok_or_else(|| {
        let words = MeetingStatus::ALL.map(|(_, word)| word);
        let near = spelling::nearest(&word, words).map(|near| format!("did you mean {near}?"));
        fault(columns.status, "unknown-status", "unknown meeting status").help(near.unwrap_or_else(|| words.join(", ")))
    });
    let day = |column: Option<usize>| column.map(|column| table::day(table, row, column)).transpose().map(Option::flatten);
    let (date, held_on) = (day(columns.date), day(columns.held_on));
    match (pair, number, status, date, held_on) {
        (Ok(pair), Ok(number), Ok(status), Ok(date), Ok(held_on)) => {
            let report = news(cohort, pair, number, status, date, held_on, allowed.correct);
            let report = report.map_err(|message| vec![fault(columns.status, "not-by-import", message)])?;
            let report =
                report.map(|(kind, on)| Report { pair, number, kind, on, correct: allowed.correct, force: allowed.force });
            Ok((report, pair, number))
        }
        (pair, number, status, date, held_on) => {
            Err([pair.err(), number.err(), status.err(), date.err(), held_on.err()].into_iter().flatten().collect())
        }
    }
}

/// What a row says that the facts do not say yet.
fn news(
    cohort: &Cohort,
    pair: PairId,
    number: u32,
    status: MeetingStatus,
    date: Option<NaiveDate>,
    held_on: Option<NaiveDate>,
    correct: bool,
) -> Result<Option<(Kind, Option<NaiveDate>)>, &'static str> {
    let known = cohort.pairs.get(&pair).and_then(|pair| pair.meetings.get(&number));
    let known = known.filter(|meeting| meeting.status == status);
    let told_before = |meeting: &Meeting| match status {
        MeetingStatus::Held => meeting.held_on == held_on.or(date),
        MeetingStatus::Planned => date.is_none_or(|date| meeting.date == date),
        MeetingStatus::Missed | MeetingStatus::Cancelled => true,
    };
    if known.is_some_and(told_before) {
        return Ok(None);
    }
    match status {
        MeetingStatus::Held => Ok(Some((Kind::Held, held_on.or(date)))),
        MeetingStatus::Missed => Ok(Some((Kind::Missed, None))),
        MeetingStatus::Planned if known.is_some() => Ok(Some((Kind::Moved, date))),
        MeetingStatus::Planned if correct => Ok(Some((Kind::Planned, None))),
        MeetingStatus::Planned => Err("this meeting is not planned any more; --correct takes the report back"),
        MeetingStatus::Cancelled => Err("`withdraw` and `schedule` cancel meetings, this file does not"),
    }
}

fn is_the_view(table: &Table) -> bool {
    meetings::COLUMNS.iter().all(|column| table.headings.iter().any(|heading| heading == column))
}

/// A row that is gone says nothing about why: it is refused, never taken for a cancellation.
fn missing_rows(cohort: &Cohort, seen: &BTreeSet<(PairId, u32)>, table: &Table) -> Vec<Problem> {
    let all = cohort.pairs.values().flat_map(|pair| pair.meetings.keys().map(move |number| (pair.id, *number)));
    let gone = all.filter(|meeting| !seen.contains(meeting));
    let problem = |(pair, number): (PairId, u32)| {
        Problem::error("row-gone", format!("the row of meeting {number} of {pair} is gone from the file"))
            .at(Place::file(&table.file))
            .help("put the row back; record a withdrawal with `withdraw`, a missed meeting with the status missed")
    };
    gone.map(problem).collect()
}

fn twice(table: &Table, row: &Row, pair: PairId, number: u32) -> Problem {
    Problem::error("row-twice", format!("meeting {number} of {pair} is in the file twice"))
        .at(table.row_place(row))
        .help("keep one of the two rows")
}
