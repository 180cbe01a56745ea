//! Reports of meetings from a form: one row an answer to "did you meet, and when?", under whatever headings the form has.
//!
//! Which meeting is meant is told by the day: the nearest that the pair planned or reported. What fits two answers is asked.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::report::{Allowed, Kind, Report};
use crate::app::session::CohortSession;
use crate::app::table;
use crate::domain::cohort::Cohort;
use crate::domain::id::PairId;
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::problem::{Place, Problem};
use crate::domain::spelling;
use crate::domain::text::counted;
use crate::store::formats::table::{Row, Table};
use crate::survey;

/// Headings of columns that survey tools add themselves: days, but not those of meetings.
const OF_TOOLS: [&str; 12] = [
    "timestamp",
    "start time",
    "completion time",
    "last modified time",
    "submitted",
    "submitted at",
    "submission date",
    "start date",
    "end date",
    "recorded date",
    "created",
    "modified",
];

/// Words in the heading of a question whether two met.
const MEETING_WORDS: [&str; 7] = ["met", "meet", "meeting", "happened", "happen", "took", "take"];

/// Where the columns stand.
struct Columns {
    person: usize,
    met: usize,
    day: Option<usize>,
}

/// The meeting that an answer means, and what it says of it.
type Told = ((PairId, u32), Kind, Option<NaiveDate>);

/// What an answer says of one meeting, and where it stands.
type Answer = (Kind, Option<NaiveDate>, Place);

/// Whether the table looks like answers to a form and not like a list of meetings.
pub(super) fn is_one(table: &Table) -> bool {
    table.find(&["pair"]).is_none() && table::person_column(table).is_some()
}

/// The reports that the answers make. Two partners who say the same make one; a meeting that is known already makes none.
pub(super) fn reports(
    session: &CohortSession,
    table: &Table,
    allowed: Allowed,
    today: NaiveDate,
) -> Result<Vec<(Report, Place)>, Vec<Problem>> {
    let columns = columns(table)?;
    let cohort = session.cohort();
    let mut answers: BTreeMap<(PairId, u32), Answer> = BTreeMap::new();
    let mut problems = Vec::new();
    for row in &table.rows {
        match one(session, &cohort, table, &columns, row, today) {
            Ok(None) => {}
            Ok(Some((meeting, kind, on))) => {
                let place = table.row_place(row);
                match answers.get(&meeting) {
                    Some((known, day, _)) if (*known, *day) == (kind, on) => {}
                    Some(known) => problems.push(differ(meeting, known, (kind, on, place))),
                    None => _ = answers.insert(meeting, (kind, on, place)),
                }
            }
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let report = |((pair, number), (kind, on, place)): ((PairId, u32), Answer)| {
        (Report { pair, number, kind, on, correct: allowed.correct, force: allowed.force }, place)
    };
    Ok(answers.into_iter().map(report).collect())
}

fn columns(table: &Table) -> Result<Columns, Vec<Problem>> {
    let person = table::person_column(table).unwrap_or_default();
    let others = || (0..table.headings.len()).filter(|column| *column != person);
    let filled = |column: usize| table.rows.iter().map(move |row| row.cell(column).trim()).filter(|cell| !cell.is_empty());
    let all = |column: usize, is: &dyn Fn(&str) -> bool| filled(column).next().is_some() && filled(column).all(is);
    let heading = |column: usize| spelling::key(table.headings.get(column).map_or("", String::as_str));
    let asks = |column: &usize| heading(*column).split(' ').any(|word| MEETING_WORDS.contains(&word));
    let yes_no: Vec<usize> = others().filter(|column| all(*column, &|cell| survey::yes_or_no(cell).is_some())).collect();
    let days = |column: &usize| all(*column, &|cell| survey::day(cell).is_some());
    let days: Vec<usize> = others().filter(|column| !OF_TOOLS.contains(&heading(*column).as_str()) && days(column)).collect();
    let met = match yes_no.as_slice() {
        [only] => Ok(*only),
        several => one_of(table, &several.iter().copied().filter(asks).collect::<Vec<_>>(), "whether two met", "met"),
    };
    let day = match days.as_slice() {
        [] => Ok(None),
        [only] => Ok(Some(*only)),
        several => one_of(table, several, "the day of the meeting", "held_on").map(Some),
    };
    match (met, day) {
        (Ok(met), Ok(day)) => Ok(Columns { person, met, day }),
        (met, day) => Err([met.err(), day.err()].into_iter().flatten().collect()),
    }
}

/// The one column that is meant; by its plain heading where several could be.
fn one_of(table: &Table, found: &[usize], what: &str, plain: &str) -> Result<usize, Problem> {
    if let Some(named) = table.find(&[plain]) {
        return Ok(named);
    }
    if let [only] = found {
        return Ok(*only);
    }
    let headings: Vec<String> =
        found.iter().filter_map(|column| table.headings.get(*column)).map(|heading| format!("“{heading}”")).collect();
    let message = match headings.as_slice() {
        [] => format!("no column says {what} in every row"),
        _ => format!("{} could say {what}: {}", counted(headings.len(), "column"), headings.join(", ")),
    };
    Err(Problem::error("missing-column", message)
        .at(Place::file(&table.file).line(1))
        .help(format!("call the column `{plain}`; a list of meetings has the columns pair, meeting, status and held_on")))
}

/// The meeting that a row means and what it says of it; nothing where that is known already.
fn one(
    session: &CohortSession,
    cohort: &Cohort,
    table: &Table,
    columns: &Columns,
    row: &Row,
    today: NaiveDate,
) -> Result<Option<Told>, Problem> {
    let fault = |column: usize, code, message: String| {
        Problem::error(code, message).at(table.place(row, column)).value(row.cell(column).trim())
    };
    let person = table::person(session, table, row, columns.person)?;
    let pair = session.pair(&person.to_string()).map_err(|refusal| {
        let problem = refusal.problems.into_iter().next();
        let none = || fault(columns.person, "no-pair", format!("{person} is in no pair at present"));
        problem.map_or_else(none, |problem| Problem { place: table.place(row, columns.person), ..problem })
    })?;
    let Some(met) = survey::yes_or_no(row.cell(columns.met)) else {
        return Err(fault(columns.met, "neither-yes-nor-no", "neither yes nor no".to_owned()).help("write yes or no"));
    };
    let on = columns.day.map(|column| table::day(table, row, column)).transpose()?.flatten();
    let Some(day) = on.or((!met).then_some(today)) else {
        let column = columns.day.unwrap_or(columns.met);
        return Err(fault(column, "no-day", format!("{person} met, and no day is given")).help("add the day, as 2027-01-31"));
    };
    let Some(meeting) = nearest(cohort, pair, day, met) else {
        let message = format!("{pair} has no meeting that this could be");
        return Err(fault(columns.person, "no-such-meeting", message).help("`revmentor schedule` plans the meetings of a pair"));
    };
    let about = (pair, meeting.number);
    match (met, meeting.status, meeting.held_on) {
        (true, MeetingStatus::Held, Some(reported)) if reported == day => Ok(None),
        (true, MeetingStatus::Held, Some(reported)) => {
            let message = format!("the nearest meeting of {pair}, number {}, is reported as held on {reported}", meeting.number);
            let help = format!(
                "if {day} is right: `revmentor meeting held {pair} {number} --on {day} --correct`; if both took place: `revmentor meeting held {pair} {next} --on {day}`",
                number = meeting.number,
                next = meeting.number + 1
            );
            Err(fault(columns.day.unwrap_or(columns.met), "held-already", message).help(help))
        }
        (false, MeetingStatus::Missed, _) => Ok(None),
        (true, ..) => Ok(Some((about, Kind::Held, Some(day)))),
        (false, ..) => Ok(Some((about, Kind::Missed, None))),
    }
}

/// The meeting whose day is nearest, the earlier of two. Whoever did not meet means a meeting that is planned or known as missed.
fn nearest(cohort: &Cohort, pair: PairId, day: NaiveDate, met: bool) -> Option<&Meeting> {
    let may_be = |meeting: &&Meeting| match meeting.status {
        MeetingStatus::Planned | MeetingStatus::Missed => true,
        MeetingStatus::Held => met,
        MeetingStatus::Cancelled => false,
    };
    let away = |meeting: &&Meeting| {
        let on = meeting.held_on.unwrap_or(meeting.date);
        ((on - day).num_days().abs(), meeting.number)
    };
    cohort.pairs.get(&pair)?.meetings.values().filter(may_be).min_by_key(away)
}

fn differ((pair, number): (PairId, u32), known: &Answer, other: Answer) -> Problem {
    let says = |(kind, on, _): &Answer| match (kind, on) {
        (Kind::Held, Some(on)) => format!("held on {on}"),
        _ => "not held".to_owned(),
    };
    let message = format!("two answers fit meeting {number} of {pair}: {} ({}) and {}", says(known), known.2, says(&other));
    let command = |(kind, on, _): &Answer| match (kind, on) {
        (Kind::Held, Some(on)) => format!("`revmentor meeting held {pair} {number} --on {on}`"),
        _ => format!("`revmentor meeting missed {pair} {number}`"),
    };
    let help =
        format!("leave one of the answers in the file; or record the right one, {} or {}", command(known), command(&other));
    Problem::error("row-twice", message).at(other.2).help(help)
}
