//! Plans, or repairs, every active pair's meetings and records what differs.

use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate};

use super::closures::closures;
use crate::app::session::CohortSession;
use crate::domain::fact::PairFact;
use crate::domain::id::{PairId, PersonId};
use crate::domain::pair::Pair;
use crate::domain::problem::{Problem, Refusal, unless_errors};
use crate::domain::side::{BySide, Side};
use crate::schedule::{self, DayBook, PairRequest, Request, Schedule, Timetable};

/// What planning did.
#[derive(Debug, Default)]
pub(crate) struct Planned {
    /// Meetings newly planned or moved.
    pub(crate) changed: usize,
    /// Meetings cancelled.
    pub(crate) cancelled: usize,
    /// What could not be met, for each pair.
    pub(crate) remarks: Vec<(PairId, String)>,
    /// What the lead should know of the dates as they are set.
    pub(crate) warnings: Vec<Problem>,
}

/// The days that are avoided in this cohort's years, with warnings of the lead's own calendar of holidays.
///
/// # Errors
/// When the table of observances does not reach one of the years, or that calendar cannot be read.
pub(crate) fn day_book(session: &CohortSession) -> Result<(DayBook, Vec<Problem>), Refusal> {
    day_book_of(session, schedule::years(&session.settings))
}

/// The days that are avoided in `years`.
///
/// # Errors
/// As [`day_book`].
pub(crate) fn day_book_of(session: &CohortSession, years: RangeInclusive<i32>) -> Result<(DayBook, Vec<Problem>), Refusal> {
    let (closures, warnings) = closures(session, &years)?;
    let told = |found| Refusal::input(session.locate(found));
    let days = DayBook::new(&session.settings.calendar, &closures, years).map_err(told)?;
    Ok((days, warnings))
}

/// Plans what is not past and records what differs from what stands.
///
/// # Errors
/// When the settings cannot be met by anybody, with the numbers.
pub(crate) fn plan(session: &mut CohortSession, today: NaiveDate) -> Result<Planned, Refusal> {
    let (days, of_holidays) = day_book(session)?;
    let of_dates = session.locate(schedule::feasibility(&session.settings, &days));
    let ((), mut warnings) = unless_errors((), [of_holidays, of_dates].concat())?;
    let cohort = session.cohort();
    let requests: Vec<PairRequest> = cohort.active_pairs().map(|pair| request(session, pair)).collect();
    let today_or_before =
        if cohort.pairs.values().all(|pair| pair.meetings.is_empty()) { as_planned_in_time(session, today) } else { today };
    let period = schedule::period(&session.settings);
    let request = Request { meetings: &period, days: &days, pairs: &requests, today: today_or_before };
    let schedule = schedule::plan(&request);
    warnings.sort();
    let mut planned = Planned { warnings, ..Planned::default() };
    for (pair, timetable) in schedule.pairs {
        record(session, pair, &timetable, today, &mut planned);
    }
    Ok(planned)
}

/// Whether planning would give any of these pairs another meeting, or move one.
pub(crate) fn has_something_to_plan(session: &CohortSession, pairs: &[PairId], today: NaiveDate) -> bool {
    let has_a_change = |timetable: &Timetable| timetable.meetings.iter().any(|slot| slot.changed);
    let is_known = session.records().is_ok();
    is_known
        && day_book(session).is_ok_and(|(days, _)| planned_alone(session, pairs, &days, today).pairs.values().any(has_a_change))
}

/// Plans the meetings of these pairs and records what differs; all other pairs stay as they are.
///
/// # Errors
/// As [`day_book`].
pub(crate) fn plan_these(session: &mut CohortSession, pairs: &[PairId], today: NaiveDate) -> Result<Planned, Refusal> {
    let mut planned = Planned::default();
    let (days, _) = day_book(session)?;
    for (pair, timetable) in planned_alone(session, pairs, &days, today).pairs {
        record(session, pair, &timetable, today, &mut planned);
    }
    Ok(planned)
}

/// The timetables of these pairs, while all others keep their days.
fn planned_alone(session: &CohortSession, pairs: &[PairId], days: &DayBook, today: NaiveDate) -> Schedule {
    let cohort = session.cohort();
    let of_others = |pair: &Pair| {
        let shares =
            |other: &&Pair| !pairs.contains(&other.id) && pair.id.people().into_iter().any(|person| other.id.has(person));
        let others: Vec<&Pair> = cohort.active_pairs().filter(shares).collect();
        others.into_iter().flat_map(Pair::planned).map(|meeting| (meeting.date, meeting.date)).collect::<Vec<_>>()
    };
    let requests = pairs.iter().filter_map(|pair| cohort.pairs.get(pair)).filter(|pair| pair.is_active()).map(|pair| {
        let mut request = request(session, pair);
        request.closed.extend(of_others(pair));
        request
    });
    let requests: Vec<PairRequest> = requests.collect();
    let period = schedule::period(&session.settings);
    schedule::plan(&Request { meetings: &period, days, pairs: &requests, today })
}

/// A cohort whose period is over and that has no meeting yet is history being written down: it is planned as it would have been.
fn as_planned_in_time(session: &CohortSession, today: NaiveDate) -> NaiveDate {
    let meetings = &session.settings.meetings;
    let before_first = meetings.first.checked_sub_days(Days::new(1)).unwrap_or(meetings.first);
    if today >= meetings.last { before_first } else { today }
}

fn request(session: &CohortSession, pair: &Pair) -> PairRequest {
    // Where the register has only one of the two, another lead planned what stands, with the days of both.
    let is_known = |person: PersonId| session.records().is_ok_and(|records| records.register.get(person).is_some());
    let are_known = pair.meetings.is_empty() || pair.id.people().into_iter().all(is_known);
    let weekdays = |side: Side| session.weekdays(pair.id.person(side)).filter(|_| are_known);
    let weekdays = BySide { mentors: weekdays(Side::Mentor), mentees: weekdays(Side::Mentee) };
    let mut closed: Vec<(NaiveDate, NaiveDate)> =
        pair.id.people().into_iter().flat_map(|person| session.closed(person)).collect();
    // Nothing is planned after the day on which one of the two leaves.
    let after = pair.until.and_then(|until| Some((until.succ_opt()?, session.settings.meetings.last)));
    closed.extend(after.filter(|(from, to)| from <= to));
    PairRequest { id: pair.id, since: pair.since, told_on: pair.told_on(), weekdays, closed, standing: pair.meetings.clone() }
}

fn record(session: &mut CohortSession, pair: PairId, timetable: &Timetable, today: NaiveDate, planned: &mut Planned) {
    for slot in timetable.meetings.iter().filter(|slot| slot.changed) {
        let (meeting, date) = (slot.number, slot.date);
        session.facts.pair(pair, today, PairFact::Planned { meeting, date, earliest: slot.earliest, latest: slot.latest });
        planned.changed += usize::from(slot.before != Some(slot.date));
    }
    for meeting in &timetable.cancelled {
        session.facts.pair(pair, today, PairFact::Cancelled { meeting: *meeting });
    }
    planned.cancelled += timetable.cancelled.len();
    planned.remarks.extend(timetable.remarks.iter().map(|remark| (pair, remark.to_string())));
}
