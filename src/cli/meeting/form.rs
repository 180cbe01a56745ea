//! Reports of meetings from a form: one row an answer to "did you meet, and when?", under whatever headings the form has.
//!
//! Which meeting is meant is told by the day: the nearest that the pair planned or reported; for a "no", the last one before the answer
//! was given. What fits two meetings, or contradicts another answer, is asked.

mod columns;
mod whose;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::report::{Allowed, Kind, Report};
use crate::app::form_answers::{Said, said};
use crate::app::session::CohortSession;
use crate::domain::cohort::Cohort;
use crate::domain::id::PairId;
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::problem::{Place, Problem};
use crate::domain::text::long_date;
use crate::store::formats::table::{Row, Table};
use crate::survey::list::{self, DayOrder};
use columns::{Columns, columns};

pub(super) use columns::is_form;

/// The meeting that an answer means, and what it says of it.
type Told = ((PairId, u32), Kind, Option<NaiveDate>);

/// What an answer says of one meeting, and where it stands.
type Answer = (Kind, Option<NaiveDate>, Place);

/// What the rows of a form come to.
#[derive(Default)]
pub(super) struct FormReports {
    /// The reports that the answers make.
    pub(super) reports: Vec<(Report, Place)>,
    /// What is wrong, with its row.
    pub(super) problems: Vec<Problem>,
    /// What was guessed, in sentences.
    pub(super) notes: Vec<String>,
}

/// The day that counts as today, and the option that set it, as a printed command takes it; empty where none did.
pub(super) struct FormDay {
    pub(super) today: NaiveDate,
    pub(super) typed: String,
}

/// The reports that the answers make. Two partners who say the same make one; a meeting that is known already makes none.
pub(super) fn reports(session: &CohortSession, table: &Table, allowed: Allowed, day: FormDay) -> FormReports {
    let columns = match columns(session, table) {
        Ok(columns) => columns,
        Err(problems) => return FormReports { problems, ..FormReports::default() },
    };
    let cohort = session.cohort();
    let cells = |column: Option<usize>| column.map(|column| table.filled(column).collect::<Vec<_>>()).unwrap_or_default();
    let (days, stamps) = (cells(columns.day), cells(table.answered));
    let form = Form {
        session,
        cohort: &cohort,
        table,
        days: DayOrder::of(&days, &stamps, table.month_first),
        stamps: DayOrder::of(&stamps, &days, table.month_first),
        columns: &columns,
        today: day.today,
        typed: day.typed,
    };
    let mut answers: BTreeMap<(PairId, u32), Answer> = BTreeMap::new();
    let mut found = FormReports::default();
    for row in &table.rows {
        match (Answered { form: &form, row }).told(&mut found.notes) {
            Ok(None) => {}
            Ok(Some((meeting, kind, on))) => {
                let place = table.place(row, columns.day.filter(|_| on.is_some()).unwrap_or(columns.met));
                match answers.get(&meeting) {
                    Some((known, day, _)) if (*known, *day) == (kind, on) => {}
                    Some(known) => found.problems.push(differ(meeting, known, (kind, on, place))),
                    None => _ = answers.insert(meeting, (kind, on, place)),
                }
            }
            Err(problems) => found.problems.extend(problems),
        }
    }
    let unread: Vec<String> = columns.unread.iter().map(|column| format!("“{}”", table.heading(*column))).collect();
    found.notes.extend((!unread.is_empty()).then(|| format!("Columns not read: {}.", unread.join(", "))));
    let report = |((pair, number), (kind, on, place)): ((PairId, u32), Answer)| {
        (Report { pair, number, kind, on, correct: allowed.correct, force: allowed.force }, place)
    };
    found.reports = answers.into_iter().map(report).collect();
    found
}

/// A form, and all that its rows are read by.
struct Form<'a> {
    session: &'a CohortSession,
    cohort: &'a Cohort,
    table: &'a Table,
    columns: &'a Columns<'a>,
    days: DayOrder,
    stamps: DayOrder,
    today: NaiveDate,
    /// The option that set this day, as a printed command takes it.
    typed: String,
}

/// A row of answers.
struct Answered<'a> {
    form: &'a Form<'a>,
    row: &'a Row,
}

impl Answered<'_> {
    fn fault(&self, column: usize, code: &'static str, message: String) -> Problem {
        Problem::error(code, message).at(self.form.table.place(self.row, column)).value(self.row.cell(column).trim())
    }

    /// The day on which the answer was given, where the form says so and it is not to come.
    fn given(&self) -> Option<NaiveDate> {
        let stamp = self.form.table.answered.and_then(|column| self.form.stamps.day(self.row.cell(column)));
        stamp.filter(|day| *day <= self.form.today)
    }

    /// Whether the two met.
    fn has_met(&self) -> Result<bool, Problem> {
        let met = self.form.columns.met;
        match said(self.row.cell(met)) {
            Some(Said::Yes) => Ok(true),
            Some(Said::No) => Ok(false),
            Some(Said::Blank) => {
                let problem = self.fault(met, "neither-yes-nor-no", "the row does not say whether they met".to_owned());
                Err(problem.help("write yes or no, or take the row out of the file"))
            }
            _ => Err(self
                .fault(met, "neither-yes-nor-no", "neither yes nor no".to_owned())
                .help("ask, and write yes or no; or take the row out of the file")),
        }
    }

    /// The day that was given; one without a year is the last such day before the answer.
    fn day(&self, notes: &mut Vec<String>) -> Result<Option<NaiveDate>, Problem> {
        let Some(column) = self.form.columns.day else { return Ok(None) };
        let cell = self.row.cell(column).trim();
        if cell.is_empty() || said(cell) == Some(Said::Unclear) || crate::domain::spelling::key(cell) == "n a" {
            return Ok(None);
        }
        if let Some(day) = self.form.days.day(cell) {
            return Ok(Some(day));
        }
        let until = self.given().unwrap_or(self.form.today);
        let last = |(day, month)| {
            let in_year = |year| NaiveDate::from_ymd_opt(year, month, day).filter(|day| *day <= until);
            (until.year() - 4..=until.year()).rev().find_map(in_year)
        };
        let Some(day) = list::day_without_year(cell).and_then(last) else {
            let help = "write it as 2027-01-31 (31/01/2027, 31 January and 31 Jan 2027 are understood, day first)";
            return Err(self.fault(column, "no-day", "invalid date".to_owned()).help(help));
        };
        let place = self.form.table.place(self.row, column);
        notes.push(format!("{place}: {cell:?} names no year and is taken as {}.", long_date(day)));
        Ok(Some(day))
    }

    /// Whether the day of a meeting that was held can be.
    fn judge_day(&self, day: NaiveDate, pair: Option<PairId>, command: &str) -> Result<(), Problem> {
        let column = self.form.columns.day.unwrap_or(self.form.columns.met);
        if day > self.form.today {
            let problem = self.fault(column, "held-in-future", format!("{} is still to come", long_date(day)));
            return Err(problem.help("correct the day; a meeting is reported once it has been"));
        }
        if let Some(given) = self.given().filter(|given| day > *given) {
            let problem = self.fault(
                column,
                "held-in-future",
                format!("{} is after the day of the answer, {}", long_date(day), long_date(given)),
            );
            return Err(problem.help(format!("correct the day; if it is right: {command}")));
        }
        let first = self.form.session.settings.meetings.first;
        let since = pair.and_then(|pair| self.form.cohort.pairs.get(&pair)).map(|pair| pair.since);
        if let Some(since) = since.filter(|since| day < *since) {
            let message = format!("{} is before the two became a pair, on {}", long_date(day), long_date(since));
            let problem = self.fault(column, "held-before-pair", message);
            return Err(problem.help("correct the day, and look at its year"));
        }
        if day < first {
            let message = format!("{} is before the first day for meetings, {}", long_date(day), long_date(first));
            let problem = self.fault(column, "day-outside-period", message);
            return Err(problem.help(format!("correct the day; if it is right: {command}")));
        }
        Ok(())
    }

    /// The meeting that the row means and what it says of it; nothing where that is known already.
    fn told(&self, notes: &mut Vec<String>) -> Result<Option<Told>, Vec<Problem>> {
        let (met, on) = (self.has_met(), self.day(notes));
        let (met, on) = match (met, on) {
            (Ok(met), Ok(on)) => (met, on),
            (met, on) => {
                let people = self.people().err().unwrap_or_default();
                return Err(people.into_iter().chain([met.err(), on.err()].into_iter().flatten()).collect());
            }
        };
        let mut problems = Vec::new();
        if met && on.is_none() {
            let column = self.form.columns.day.unwrap_or(self.form.columns.met);
            let problem = self.fault(column, "no-day", "the two met, and no day is given".to_owned());
            problems.push(problem.help("add the day, as 2027-01-31"));
        }
        let meant = |pair| self.meant(pair, met, on);
        let recorded = |pair: PairId| Some(command((pair, meant(pair).ok()?.number), on.filter(|_| met)));
        let pair = self.pair(recorded).map_err(|found| problems.extend(found)).ok();
        let known = pair.and_then(recorded).unwrap_or_else(|| "`revmentor meeting list` names the meetings".to_owned());
        problems.extend(on.filter(|_| met).and_then(|day| self.judge_day(day, pair, &known).err()));
        let Some(pair) = pair.filter(|_| problems.is_empty()) else { return Err(problems) };
        let meeting = meant(pair).map_err(|problem| vec![problem])?;
        let about = (pair, meeting.number);
        match (met, meeting.status, meeting.held_on) {
            (true, MeetingStatus::Held, reported) if reported == on => Ok(None),
            (true, MeetingStatus::Held, Some(reported)) => {
                Err(vec![self.reported_otherwise(about, reported, on.unwrap_or(self.form.today))])
            }
            (false, MeetingStatus::Missed, _) => Ok(None),
            (true, ..) => Ok(Some((about, Kind::Held, on))),
            (false, ..) => Ok(Some((about, Kind::Missed, None))),
        }
    }

    fn meant(&self, pair: PairId, met: bool, on: Option<NaiveDate>) -> Result<&Meeting, Problem> {
        let numbered = self.form.columns.number.and_then(|column| Some((column, columns::number(self.row.cell(column))?)));
        if let Some((column, number)) = numbered {
            let meeting = self.form.cohort.pairs.get(&pair).and_then(|pair| pair.meetings.get(&number));
            return meeting.ok_or_else(|| {
                let problem = self.fault(column, "no-such-meeting", format!("{pair} has no meeting {number}"));
                problem.help("correct the number; `revmentor status` shows the meetings of each pair")
            });
        }
        if met {
            return self.nearest(pair, on.unwrap_or(self.form.today)).ok_or_else(|| self.no_meeting(pair));
        }
        self.not_held(pair, on)
    }

    fn no_meeting(&self, pair: PairId) -> Problem {
        let message = format!("{pair} has no meeting that this could be");
        let help = format!("take the row out; `revmentor status` shows the meetings of {pair}");
        self.fault(self.form.columns.people.column(), "no-such-meeting", message).help(help)
    }

    /// The meeting whose day is nearest, the earlier of two.
    fn nearest(&self, pair: PairId, day: NaiveDate) -> Option<&Meeting> {
        let stands = |meeting: &&Meeting| meeting.status != MeetingStatus::Cancelled;
        self.form.cohort.pairs.get(&pair)?.meetings.values().filter(stands).min_by_key(|meeting| away(meeting, day))
    }

    /// The meeting that did not take place: the last one before the answer was given, or the nearest to the day that was given. Where
    /// the two differ, or neither is known and several could be meant, it is asked.
    fn not_held(&self, pair: PairId, on: Option<NaiveDate>) -> Result<&Meeting, Problem> {
        let until = self.given().unwrap_or(self.form.today);
        let pairs = self.form.cohort.pairs.get(&pair);
        let stands = |meeting: &&Meeting| meeting.status != MeetingStatus::Cancelled && effective(meeting) <= until;
        let past: Vec<&Meeting> = pairs.into_iter().flat_map(|pair| pair.meetings.values()).filter(stands).collect();
        let open = || past.iter().copied().filter(|meeting| meeting.status != MeetingStatus::Held);
        let before = past.iter().copied().max_by_key(|meeting| (effective(meeting), meeting.number));
        let near = on.filter(|day| *day <= until).and_then(|day| past.iter().copied().min_by_key(|meeting| away(meeting, day)));
        let is_on = |near: &Meeting| on.is_some_and(|day| (near.earliest..=near.latest).contains(&day) || effective(near) == day);
        let planned: Vec<&Meeting> = open().filter(|meeting| meeting.status == MeetingStatus::Planned).collect();
        let meant = match (self.given(), near, planned.as_slice()) {
            (Some(_), Some(near), _) if !is_on(near) && before.is_some_and(|before| before.number != near.number) => None,
            (_, Some(near), _) => Some(near),
            (Some(_), None, _) | (None, None, []) => before,
            (None, None, [only]) => Some(*only),
            (None, None, _) => None,
        };
        match meant {
            Some(meeting) if meeting.status != MeetingStatus::Held => Ok(meeting),
            Some(held) => Err(self.held_after_all(pair, held)),
            None if past.is_empty() => Err(self.none_past(pair, until)),
            None => Err(self.which(pair, &open().collect::<Vec<_>>())),
        }
    }

    fn none_past(&self, pair: PairId, until: NaiveDate) -> Problem {
        let message = format!("{pair} had no meeting planned up to {} that was not held", long_date(until));
        let help = format!("take the row out; `revmentor status` shows the meetings of {pair}");
        self.fault(self.form.columns.met, "no-such-meeting", message).help(help)
    }

    fn held_after_all(&self, pair: PairId, meeting: &Meeting) -> Problem {
        let (number, day) = (meeting.number, effective(meeting));
        let message =
            format!("the meeting of {pair} before this answer, number {number}, is reported as held on {}", long_date(day));
        let help = format!(
            "take the row out if that is right; if they did not meet: `revmentor meeting missed {pair} {number} --correct`"
        );
        self.fault(self.form.columns.met, "held-already", message).help(help)
    }

    fn which(&self, pair: PairId, open: &[&Meeting]) -> Problem {
        let missed = |meeting: &&Meeting| {
            let command = command((pair, meeting.number), None);
            format!("{}{}`", command.trim_end_matches('`'), self.form.typed)
        };
        let commands: Vec<String> = open.iter().map(missed).collect();
        let message = format!("the row does not say which meeting of {pair} did not take place");
        let help = match commands.as_slice() {
            [] => format!("take the row out; `revmentor status` shows the meetings of {pair}"),
            commands => format!("take the row out, and record what is right: {}", commands.join(" or ")),
        };
        self.fault(self.form.columns.day.unwrap_or(self.form.columns.met), "which-meeting", message).help(help)
    }

    fn reported_otherwise(&self, (pair, number): (PairId, u32), reported: NaiveDate, day: NaiveDate) -> Problem {
        let message = format!("the nearest meeting of {pair}, number {number}, is reported as held on {}", long_date(reported));
        let next = number + 1;
        let help = format!(
            "if {day} is right: `revmentor meeting held {pair} {number} --on {day} --correct`; if both took place: \
             `revmentor meeting held {pair} {next} --on {day}`"
        );
        self.fault(self.form.columns.day.unwrap_or(self.form.columns.met), "held-already", message).help(help)
    }
}

/// The day on which a meeting was held, or is planned.
fn effective(meeting: &Meeting) -> NaiveDate {
    meeting.held_on.unwrap_or(meeting.date)
}

/// How many days a meeting is away from a day, then its number.
fn away(meeting: &Meeting, day: NaiveDate) -> (i64, u32) {
    ((effective(meeting) - day).num_days().abs(), meeting.number)
}

fn differ((pair, number): (PairId, u32), known: &Answer, other: Answer) -> Problem {
    let says = |(kind, on, _): &Answer| match (kind, on) {
        (Kind::Held, Some(on)) => format!("held on {}", long_date(*on)),
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
