//! Plans, or repairs, every active pair's meetings and records what differs.

use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate};

use super::closures::closures;
use crate::commands::book::Book;
use crate::domain::fact::PairFact;
use crate::domain::id::PairId;
use crate::domain::pair::Pair;
use crate::domain::problem::{Problem, Refusal, unless_errors};
use crate::domain::side::{BySide, Side};
use crate::schedule::{self, DayBook, PairRequest, Request, Timetable};
use crate::store::formats::cohort_toml;
use crate::store::layout::COHORT_FILE;

/// What planning did.
#[derive(Debug, Default)]
pub(in crate::commands) struct Planned {
    /// Meetings newly planned or moved.
    pub(in crate::commands) changed: usize,
    /// Meetings given up.
    pub(in crate::commands) cancelled: usize,
    /// What could not be met, for each pair.
    pub(in crate::commands) remarks: Vec<(PairId, String)>,
    /// What the lead should know of the dates as they are set.
    pub(in crate::commands) warnings: Vec<Problem>,
}

/// The days that are avoided in this cohort's years, with warnings of the lead's own calendar of holidays.
///
/// # Errors
/// When the table of observances does not reach one of the years, or that calendar cannot be read.
pub(in crate::commands) fn day_book(book: &Book) -> Result<(DayBook, Vec<Problem>), Refusal> {
    day_book_of(book, schedule::years(&book.settings))
}

/// The days that are avoided in `years`.
///
/// # Errors
/// As [`day_book`].
pub(in crate::commands) fn day_book_of(book: &Book, years: RangeInclusive<i32>) -> Result<(DayBook, Vec<Problem>), Refusal> {
    let (closures, warnings) = closures(book, &years)?;
    let told = |found| Refusal::input(in_cohort_toml(book, found));
    let days = DayBook::new(&book.settings.calendar, &closures, years).map_err(told)?;
    Ok((days, warnings))
}

/// Plans what is not past and records what differs from what stands.
///
/// # Errors
/// When the settings cannot be met by anybody, with the numbers.
pub(in crate::commands) fn plan(book: &mut Book, today: NaiveDate) -> Result<Planned, Refusal> {
    let (days, of_holidays) = day_book(book)?;
    let of_dates = in_cohort_toml(book, schedule::feasibility(&book.settings, &days));
    let ((), mut warnings) = unless_errors((), [of_holidays, of_dates].concat())?;
    let cohort = book.cohort();
    let requests: Vec<PairRequest> = cohort.active_pairs().map(|pair| request(book, pair)).collect();
    let today_or_before =
        if cohort.pairs.values().all(|pair| pair.meetings.is_empty()) { as_planned_in_time(book, today) } else { today };
    let period = schedule::period(&book.settings);
    let request = Request { meetings: &period, days: &days, pairs: &requests, today: today_or_before };
    let schedule = schedule::plan(&request);
    warnings.sort();
    let mut planned = Planned { warnings, ..Planned::default() };
    for (pair, timetable) in schedule.pairs {
        record(book, pair, &timetable, today, &mut planned);
    }
    Ok(planned)
}

/// Warnings of the scheduler that the reading of cohort.toml gives too, with the line.
const SAID_ALREADY: [&str; 2] = ["induction-after-first", "wrap-up-before-last-meeting"];

/// The scheduler knows keys; where they stand is known here.
fn in_cohort_toml(book: &Book, mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.retain(|problem| !SAID_ALREADY.contains(&problem.code));
    cohort_toml::located(&book.settings_text, COHORT_FILE, problems)
}

/// A cohort whose period is over and that has no meeting yet is history being written down: it is planned as it would have been.
fn as_planned_in_time(book: &Book, today: NaiveDate) -> NaiveDate {
    let meetings = &book.settings.meetings;
    let before_first = meetings.first.checked_sub_days(Days::new(1)).unwrap_or(meetings.first);
    if today >= meetings.last { before_first } else { today }
}

fn request(book: &Book, pair: &Pair) -> PairRequest {
    let weekdays = |side: Side| book.weekdays(pair.id.person(side));
    let weekdays = BySide { mentors: weekdays(Side::Mentor), mentees: weekdays(Side::Mentee) };
    let closed = pair.id.people().into_iter().flat_map(|person| book.closed(person)).collect();
    PairRequest { id: pair.id, since: pair.since, weekdays, closed, standing: pair.meetings.clone() }
}

fn record(book: &mut Book, pair: PairId, timetable: &Timetable, today: NaiveDate, planned: &mut Planned) {
    for slot in timetable.meetings.iter().filter(|slot| slot.changed) {
        let (meeting, date) = (slot.number, slot.date);
        book.facts.pair(pair, today, PairFact::Planned { meeting, date, earliest: slot.earliest, latest: slot.latest });
        planned.changed += usize::from(slot.before != Some(slot.date));
    }
    for meeting in &timetable.cancelled {
        book.facts.pair(pair, today, PairFact::Cancelled { meeting: *meeting });
    }
    planned.cancelled += timetable.cancelled.len();
    planned.remarks.extend(timetable.remarks.iter().map(|remark| (pair, remark.to_string())));
}
