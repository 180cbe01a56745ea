//! The order of group sessions: what comes before what, and which days they fall on. One rule a function, one line each in the table.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::domain::days::{DayBook, Reason};
use crate::domain::event::{Accepted, Audience, Event, EventKind};
use crate::domain::problem::{Place, Problem};
use crate::domain::setting_ref::SettingRef;
use crate::domain::settings::{Meetings, Settings};
use crate::domain::side::Side;
use crate::domain::text::{long_date, short_date};

const RULES: [fn(&Settings) -> Vec<Problem>; 6] = [
    mentors_induction_first,
    inductions_before_meetings,
    midpoint_half_way,
    supervision_in_between,
    mentors_alone_first,
    wrap_up_last,
];

/// The hour from which no group session begins in Ramadan, or on the eve of a day that begins the evening before.
const EVENING: NaiveTime = match NaiveTime::from_hms_opt(16, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// The code of a session in an evening of Ramadan, which can be accepted.
const RAMADAN_EVENING: &str = "ramadan-evening";

/// Every breach of an order and every session on an avoided day.
pub(super) fn problems(settings: &Settings, days: &DayBook) -> Vec<Problem> {
    let order = RULES.iter().flat_map(|rule| rule(settings));
    order.chain(settings.events.iter().flat_map(|event| avoided(event, days))).collect()
}

/// The day of the last option of the last induction.
pub(super) fn last_induction(events: &[Event]) -> Option<NaiveDate> {
    of_kind(events, EventKind::Induction).filter_map(Sitting::last).map(|option| option.start.date()).max()
}

/// The day halfway between the first and the last day for meetings.
pub(crate) fn midpoint_day(meetings: &Meetings) -> NaiveDate {
    let days = (meetings.last - meetings.first).num_days().max(0) / 2;
    meetings.first.checked_add_days(Days::new(u64::try_from(days).unwrap_or(0))).unwrap_or(meetings.first)
}

/// One of an event's dates, from its beginning to its end.
#[derive(Clone, Copy, Debug)]
struct Sitting {
    start: NaiveDateTime,
    end: NaiveDateTime,
}

impl Sitting {
    fn all(event: &Event) -> impl Iterator<Item = Sitting> {
        let minutes = TimeDelta::minutes(i64::from(event.minutes));
        event.dates.iter().map(move |start| Sitting { start: *start, end: start.checked_add_signed(minutes).unwrap_or(*start) })
    }

    fn first(event: &Event) -> Option<Sitting> {
        Sitting::all(event).min_by_key(|option| option.start)
    }

    fn last(event: &Event) -> Option<Sitting> {
        Sitting::all(event).max_by_key(|option| option.start)
    }
}

fn of_kind(events: &[Event], kind: EventKind) -> impl Iterator<Item = &Event> {
    events.iter().filter(move |event| event.kind == kind)
}

fn date_of(event: &Event, at: NaiveDateTime) -> Place {
    Place::setting(SettingRef::EventDate { event: event.id.clone(), at })
}

fn mentors_induction_first(settings: &Settings) -> Vec<Problem> {
    let [mentors, mentees] = Side::BOTH.map(|side| side.many(settings.programme.kind));
    let why = format!("the {mentors}' induction comes first, so that what they say can be told to the {mentees}");
    mentors_before_others(settings, EventKind::Induction, Audience::Mentees, &why)
}

fn mentors_alone_first(settings: &Settings) -> Vec<Problem> {
    let mentors = Side::Mentor.many(settings.programme.kind);
    mentors_before_others(settings, EventKind::WrapUp, Audience::All, &format!("the {mentors} meet alone before both sides meet"))
}

/// A wrap-up is compared date by date where both sessions have as many; else an error where the others' first date is before the end of the mentors' first; a warning where it is only before the end of their last.
fn mentors_before_others(settings: &Settings, kind: EventKind, others: Audience, why: &str) -> Vec<Problem> {
    let of = |audience| of_kind(&settings.events, kind).filter(move |event| event.audience == audience);
    let pairs = of(others).flat_map(|later| of(Audience::Mentors).map(move |earlier| (earlier, later)));
    let problem = |earlier: &Event, later: &Event| {
        let (first, last) = (Sitting::first(earlier)?, Sitting::last(earlier)?);
        let begins = Sitting::first(later)?.start;
        let message = |end: NaiveDateTime| {
            let (later, earlier) = (&later.id, &earlier.id);
            format!("{later} begins on {}, before {earlier} ends on {}", said(begins), said(end))
        };
        let problem = if begins < first.end {
            Problem::error("event-order", message(first.end))
        } else if begins < last.end {
            Problem::warning("event-order", message(last.end))
        } else {
            return None;
        };
        Some(problem.at(date_of(later, begins)).value(minute(begins)).help(why))
    };
    let problems = |(earlier, later): (&Event, &Event)| {
        if kind == EventKind::WrapUp && earlier.dates.len() == later.dates.len() && earlier.dates.len() > 1 {
            return option_by_option(earlier, later, why);
        }
        problem(earlier, later).into_iter().collect()
    };
    pairs.flat_map(problems).collect()
}

/// Sessions with as many dates as each other: an error for each date of the later one that begins before the same date of the earlier ends.
fn option_by_option(earlier: &Event, later: &Event, why: &str) -> Vec<Problem> {
    let options = (1..).zip(Sitting::all(earlier).zip(Sitting::all(later)));
    let broken = options.filter(|(_, (alone, joint))| joint.start < alone.end);
    let problem = |(option, (alone, joint)): (u32, (Sitting, Sitting))| {
        let (begins, ends) = (said(joint.start), said(alone.end));
        let message =
            format!("date {option} of {} begins on {begins}, before date {option} of {} ends on {ends}", later.id, earlier.id);
        Problem::error("event-order", message).at(date_of(later, joint.start)).value(minute(joint.start)).help(why)
    };
    broken.map(problem).collect()
}

/// An induction within the period shortens it, which the reading of `cohort.toml` says; here only one that leaves nothing of it.
fn inductions_before_meetings(settings: &Settings) -> Vec<Problem> {
    let last = settings.meetings.last;
    let problem = |event: &Event| {
        let start = Sitting::last(event)?.start;
        let day = Some(start.date()).filter(|day| *day >= last)?;
        let message = format!("{} on {} leaves no day for meetings until {}", event.id, long_date(day), short_date(last));
        let problem = Problem::error("induction-too-late", message).help("move it before the meetings");
        Some(problem.at(date_of(event, start)).value(day.to_string()))
    };
    of_kind(&settings.events, EventKind::Induction).filter_map(problem).collect()
}

/// A warning outside the middle third of the period, an error outside the period.
fn midpoint_half_way(settings: &Settings) -> Vec<Problem> {
    let Meetings { first, last, .. } = settings.meetings;
    let (days, half) = ((last - first).num_days(), midpoint_day(&settings.meetings));
    let problem = |event: &Event, at: NaiveDateTime| {
        let day = at.date();
        let into = (day - first).num_days();
        let message = format!(
            "{} is on {}; half-time between {} and {} is {}",
            event.id,
            long_date(day),
            short_date(first),
            short_date(last),
            long_date(half)
        );
        let problem = if day <= first || day >= last {
            Problem::error("midpoint-outside", message)
        } else if into * 3 < days || into * 3 > days * 2 {
            Problem::warning("midpoint-not-half-way", message)
        } else {
            return None;
        };
        Some(problem.at(date_of(event, at)).value(day.to_string()).help(format!("move it nearer to {}", long_date(half))))
    };
    let events = of_kind(&settings.events, EventKind::MidPoint);
    events.flat_map(|event| event.dates.iter().filter_map(move |date| problem(event, *date))).collect()
}

fn supervision_in_between(settings: &Settings) -> Vec<Problem> {
    let Meetings { first, last, .. } = settings.meetings;
    let problem = |event: &Event, at: NaiveDateTime| {
        let day = at.date();
        let (from, until) = (short_date(first), short_date(last));
        let message = format!("{} is on {}, outside the period for meetings, {from} to {until}", event.id, long_date(day));
        let problem = Problem::warning("supervision-outside", message).at(date_of(event, at)).value(day.to_string());
        (day < first || day > last).then(|| problem.help("supervision is held while pairs meet"))
    };
    let events = of_kind(&settings.events, EventKind::Supervision);
    events.flat_map(|event| event.dates.iter().filter_map(move |date| problem(event, *date))).collect()
}

/// An error where meetings may be after the very last wrap-up; that one of several dates is too early the reading of `cohort.toml` says.
fn wrap_up_last(settings: &Settings) -> Vec<Problem> {
    let last = settings.meetings.last;
    let days = of_kind(&settings.events, EventKind::WrapUp).filter_map(Sitting::last).map(|option| option.start.date());
    let problem = |end: NaiveDate| {
        let message = format!("meetings may be held until {}, after the wrap-up on {}", long_date(last), long_date(end));
        let problem = Problem::error("meetings-after-wrap-up", message).at(Place::setting(SettingRef::LastMeetingDay));
        problem.value(last.to_string()).help(format!("set it to {end} or earlier, or move the wrap-up"))
    };
    days.max().filter(|end| *end < last).map(problem).into_iter().collect()
}

/// What the lead wrote down stands, and is said, unless they have accepted it.
fn avoided(event: &Event, days: &DayBook) -> Vec<Problem> {
    Sitting::all(event).flat_map(|option| avoided_option(event, option, days)).collect()
}

fn avoided_option(event: &Event, option: Sitting, days: &DayBook) -> Vec<Problem> {
    let day = option.start.date();
    let said = |reason: Reason| format!("{} is on {}: {reason}", event.id, long_date(day));
    let on_day = |reason: Reason| Problem::warning("event-on-avoided-day", said(reason));
    let reasons = days.why(day).into_iter().map(on_day);
    let all = reasons.chain(days.evening(day).iter().filter_map(|reason| evening(event, option, reason)));
    let placed = |problem: Problem| {
        let help = if problem.code == RAMADAN_EVENING {
            "choose another date, or write accept = [\"ramadan-evening\"] in this [[event]]"
        } else {
            "choose another date"
        };
        problem.at(date_of(event, option.start)).value(minute(option.start)).help(help)
    };
    all.map(placed).collect()
}

fn evening(event: &Event, option: Sitting, reason: &Reason) -> Option<Problem> {
    let (begins_late, ends_late) = (option.start.time() >= EVENING, option.end > option.start.date().and_time(EVENING));
    let words = |what: &str| format!("{} is on {}{what}: {reason}", event.id, said(option.start));
    let code = if reason.is_season() { RAMADAN_EVENING } else { "event-in-the-evening" };
    let is_accepted = reason.is_season() && event.accept.contains(&Accepted::RamadanEvening);
    Some(match (reason.is_season(), begins_late, ends_late) {
        (_, true, _) | (_, _, true) if is_accepted => return None,
        (_, true, _) => Problem::warning(code, words(", not before 16:00")),
        (_, false, true) => Problem::warning(code, words(", and lasts beyond 16:00")),
        (true, false, false) => Problem::warning("event-in-a-fast", words("")),
        (false, false, false) => return None,
    })
}

/// `Tuesday 5 January 2027 at 14:00`.
fn said(at: NaiveDateTime) -> String {
    format!("{} at {}", long_date(at.date()), at.format("%H:%M"))
}

/// As it is written in `cohort.toml`.
fn minute(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}

#[cfg(test)]
#[path = "order_tests.rs"]
mod tests;
