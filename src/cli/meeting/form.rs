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
        match one(session, &cohort, &Answered { table, columns: &columns, row }, today) {
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

/// A row of answers, with where its cells stand.
struct Answered<'a> {
    table: &'a Table,
    columns: &'a Columns,
    row: &'a Row,
}

impl Answered<'_> {
    fn fault(&self, column: usize, code: &'static str, message: String) -> Problem {
        Problem::error(code, message).at(self.table.place(self.row, column)).value(self.row.cell(column).trim())
    }

    /// Whether the two met, and when.
    fn answer(&self) -> Result<(bool, Option<NaiveDate>), Problem> {
        let Columns { met, day, .. } = *self.columns;
        let Some(has_met) = survey::yes_or_no(self.row.cell(met)) else {
            return Err(self.fault(met, "neither-yes-nor-no", "neither yes nor no".to_owned()).help("write yes or no"));
        };
        let on = day.map(|column| table::day(self.table, self.row, column)).transpose()?.flatten();
        if has_met && on.is_none() {
            let message = "the two met, and no day is given".to_owned();
            return Err(self.fault(day.unwrap_or(met), "no-day", message).help("add the day, as 2027-01-31"));
        }
        Ok((has_met, on))
    }

    /// The pair of whoever answered. Of somebody in several pairs it is asked: `command` records the answer for one of them.
    fn pair(
        &self,
        session: &CohortSession,
        cohort: &Cohort,
        command: impl Fn(PairId) -> Option<String>,
    ) -> Result<PairId, Problem> {
        let person = table::person(session, self.table, self.row, self.columns.person)?;
        let pairs: Vec<PairId> = cohort.pairs_of(person).map(|pair| pair.id).collect();
        let fault = |message| self.fault(self.columns.person, "no-pair", message);
        match pairs.as_slice() {
            [pair] => Ok(*pair),
            [] => {
                let help = "take the row out; `revmentor status` lists the pairs";
                Err(fault(format!("{person} is in no pair at present")).help(help))
            }
            several => {
                let commands: Vec<String> = several.iter().filter_map(|pair| command(*pair)).collect();
                let message = format!("{person} is in several pairs, and the answer does not say which it is about");
                Err(fault(message).help(format!("take the row out, and record what is right: {}", commands.join(" or "))))
            }
        }
    }
}

/// The meeting that a row means and what it says of it; nothing where that is known already.
fn one(session: &CohortSession, cohort: &Cohort, answered: &Answered<'_>, today: NaiveDate) -> Result<Option<Told>, Problem> {
    let (met, on) = answered.answer()?;
    let meant = |pair: PairId| if met { nearest(cohort, pair, on.unwrap_or(today)) } else { not_held(cohort, pair, on, today) };
    let command = |pair: PairId| Some(command((pair, meant(pair)?.number), on.filter(|_| met)));
    let pair = answered.pair(session, cohort, command)?;
    let Some(meeting) = meant(pair) else {
        let message = format!("{pair} has no meeting that this could be");
        let help = format!("take the row out; `revmentor status` shows the meetings of {pair}");
        return Err(answered.fault(answered.columns.person, "no-such-meeting", message).help(help));
    };
    let about = (pair, meeting.number);
    match (met, meeting.status, meeting.held_on) {
        (true, MeetingStatus::Held, reported) if reported == on => Ok(None),
        (true, MeetingStatus::Held, Some(reported)) => Err(reported_otherwise(answered, about, reported, on.unwrap_or(today))),
        (false, MeetingStatus::Missed, _) => Ok(None),
        (true, ..) => Ok(Some((about, Kind::Held, on))),
        (false, ..) => Ok(Some((about, Kind::Missed, None))),
    }
}

fn reported_otherwise(answered: &Answered<'_>, (pair, number): (PairId, u32), reported: NaiveDate, day: NaiveDate) -> Problem {
    let message = format!("the nearest meeting of {pair}, number {number}, is reported as held on {reported}");
    let next = number + 1;
    let help = format!(
        "if {day} is right: `revmentor meeting held {pair} {number} --on {day} --correct`; if both took place: \
         `revmentor meeting held {pair} {next} --on {day}`"
    );
    answered.fault(answered.columns.day.unwrap_or(answered.columns.met), "held-already", message).help(help)
}

/// The meeting whose day is nearest, the earlier of two.
fn nearest(cohort: &Cohort, pair: PairId, day: NaiveDate) -> Option<&Meeting> {
    let stands = |meeting: &&Meeting| meeting.status != MeetingStatus::Cancelled;
    cohort.pairs.get(&pair)?.meetings.values().filter(stands).min_by_key(|meeting| away(meeting, day))
}

/// The meeting that did not take place: of those whose day has come and that were not held, the nearest to the day that was given, or
/// to today.
fn not_held(cohort: &Cohort, pair: PairId, on: Option<NaiveDate>, today: NaiveDate) -> Option<&Meeting> {
    let may_be =
        |meeting: &&Meeting| matches!(meeting.status, MeetingStatus::Planned | MeetingStatus::Missed) && meeting.date <= today;
    let meetings = cohort.pairs.get(&pair)?.meetings.values().filter(may_be);
    meetings.min_by_key(|meeting| away(meeting, on.unwrap_or(today)))
}

/// How many days a meeting is away from a day, then its number.
fn away(meeting: &Meeting, day: NaiveDate) -> (i64, u32) {
    ((meeting.held_on.unwrap_or(meeting.date) - day).num_days().abs(), meeting.number)
}

fn differ((pair, number): (PairId, u32), known: &Answer, other: Answer) -> Problem {
    let says = |(kind, on, _): &Answer| match (kind, on) {
        (Kind::Held, Some(on)) => format!("held on {on}"),
        _ => "not held".to_owned(),
    };
    let message = format!("two answers fit meeting {number} of {pair}: {} ({}) and {}", says(known), known.2, says(&other));
    let recorded = |(_, on, _): &Answer| command((pair, number), *on);
    let help =
        format!("leave one of the answers in the file; or record the right one, {} or {}", recorded(known), recorded(&other));
    Problem::error("row-twice", message).at(other.2).help(help)
}

/// The command that records a meeting as held on a day, or as missed.
fn command((pair, number): (PairId, u32), held_on: Option<NaiveDate>) -> String {
    match held_on {
        Some(on) => format!("`revmentor meeting held {pair} {number} --on {on}`"),
        None => format!("`revmentor meeting missed {pair} {number}`"),
    }
}
