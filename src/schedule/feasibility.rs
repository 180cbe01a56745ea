//! Whether the settings can be met at all, judged before there is any pair: said with the arithmetic and with what would fit.

use std::ops::RangeInclusive;

use chrono::{Datelike, Days, NaiveDate};

use super::chain::{self, Finish, Start, Stretch};
use super::order;
use super::planner::gaps;
use super::week::{DayTable, Limits, Obstacles, day, number};
use crate::domain::days::{DayBook, Reason};
use crate::domain::milestone::{ProgrammeDate, Source};
use crate::domain::problem::{Place, Problem};
use crate::domain::setting_ref::SettingRef;
use crate::domain::settings::{Meetings, Settings};
use crate::domain::text;
use crate::domain::weekdays::Weekdays;

/// Everything in the settings that contradicts something else or cannot be met. Each problem refers to
/// the setting that it is about. O(meetings · days).
pub fn feasibility(settings: &Settings, days: &DayBook) -> Vec<Problem> {
    let period = period(settings);
    let mut problems: Vec<Problem> = backwards(settings).into_iter().collect();
    if problems.is_empty() {
        problems.extend(too_many_meetings(&period, days).or_else(|| without_room(&period, days)));
    }
    problems.extend(order::problems(settings, days));
    problems.extend(settings.dates.iter().flat_map(|date| on_avoided_day(date, days)));
    problems.sort();
    problems
}

/// A date of the programme on an avoided day, where it is nobody's group session: those are judged with their hours.
fn on_avoided_day(date: &ProgrammeDate, days: &DayBook) -> Vec<Problem> {
    let key = date.milestone.key();
    let reasons = if date.source == Source::Sessions { Vec::new() } else { days.why(date.first) };
    let said = |reason: Reason| format!("{key} is on {}: {reason}", text::long_date(date.first));
    let warning =
        |reason| Problem::warning("date-on-avoided-day", said(reason)).at(Place::setting(SettingRef::Date(date.milestone)));
    reasons.into_iter().map(|reason| warning(reason).help(format!("give {key} another day in [dates], if it matters"))).collect()
}

/// The `[meetings]` with which timetables are planned: no pair meets before the day after the last induction.
pub(crate) fn period(settings: &Settings) -> Meetings {
    let after_inductions = order::last_induction(&settings.events).and_then(|day| day.succ_opt());
    let first = after_inductions.map_or(settings.meetings.first, |day| day.max(settings.meetings.first));
    Meetings { first, ..settings.meetings.clone() }
}

/// The years for which a book of days has to be written: those of the meetings, of every event and of every date of the programme.
pub(crate) fn years(settings: &Settings) -> RangeInclusive<i32> {
    let events = settings.events.iter().flat_map(|event| &event.dates).map(Datelike::year);
    let dates = settings.dates.iter().map(|date| date.first.year());
    let period = [settings.meetings.first.year(), settings.meetings.last.year()];
    let years: Vec<i32> = events.chain(dates).chain(period).collect();
    let first = years.iter().copied().min().unwrap_or_default();
    first..=years.iter().copied().max().unwrap_or(first)
}

fn last_day() -> Place {
    Place::setting(SettingRef::LastMeetingDay)
}

fn backwards(settings: &Settings) -> Option<Problem> {
    let Meetings { first, last, .. } = settings.meetings;
    let message =
        format!("the last day for meetings, {}, is before the first, {}", text::long_date(last), text::long_date(first));
    (last < first).then(|| Problem::error("meetings-backwards", message).at(last_day()).help("give a later day"))
}

fn too_many_meetings(meetings: &Meetings, days: &DayBook) -> Option<Problem> {
    let (fit, least) = (most_that_fit(meetings, days, meetings.last), meetings.least);
    if fit >= least {
        return None;
    }
    let instead = earliest_last(meetings, days).map(|last| format!("set `last` to {last} or later"));
    let fewer = if fit == 0 { "no meeting fits".to_owned() } else { format!("ask for at most {fit}") };
    let help = instead.map_or(fewer.clone(), |instead| format!("{fewer}, or {instead}"));
    let problem = Problem::error("meetings-do-not-fit", arithmetic(meetings, fit)).at(last_day());
    Some(problem.value(meetings.last.to_string()).help(help))
}

/// A warning where even a pair who can do every free day gets meetings that can be on one day only.
fn without_room(meetings: &Meetings, book: &DayBook) -> Option<Problem> {
    let fit = most_that_fit(meetings, book, meetings.last);
    let rigid = rigid(meetings, book, fit);
    if rigid == 0 {
        return None;
    }
    let Meetings { least, weeks_least, weeks_most, first, last, .. } = *meetings;
    let (from, until) = (text::short_date(first), text::short_date(last));
    let message = format!(
        "{fit} meetings {weeks_least} to {weeks_most} weeks apart from {from} to {until} leave no room: {rigid} of them can be on one \
         day only while the others stay"
    );
    let help = if weeks_least == weeks_most {
        format!("write weeks_between = [{}, {}]", weeks_least.saturating_sub(1).max(1), weeks_most.saturating_add(1))
    } else {
        let fewer =
            (least..fit).rev().find(|count| self::rigid(&Meetings { most: *count, ..meetings.clone() }, book, *count) == 0);
        let fewer = fewer.map(|count| format!("set `count` to {count}"));
        let later = roomier_last(meetings, book).map(|last| format!("set `last` to {last} or later"));
        let wider = format!("write weeks_between = [{weeks_least}, {}]", weeks_most.saturating_add(1));
        let ways: Vec<String> = fewer.into_iter().chain(later).collect();
        if ways.is_empty() { wider } else { ways.join(", or ") }
    };
    Some(Problem::warning("meetings-without-room", message).at(last_day()).value(last.to_string()).help(help))
}

/// How many of so many meetings could be on no other day, for a pair who can do every free day.
fn rigid(meetings: &Meetings, book: &DayBook, count: u32) -> u32 {
    let days = free_days(meetings, book, meetings.last);
    chain::best(&free_stretch(meetings, &days, meetings.last), count as usize, &[]).map_or(0, |chain| chain.rigid)
}

/// The first later last day, by whole weeks, with which every meeting has room.
fn roomier_last(meetings: &Meetings, book: &DayBook) -> Option<NaiveDate> {
    let later = (1..=26).filter_map(|weeks| meetings.last.checked_add_days(Days::new(7 * weeks)));
    let known = later.take_while(|last| last.year() <= *book.years().end());
    known.into_iter().find(|last| {
        let meetings = Meetings { last: *last, ..meetings.clone() };
        let fit = most_that_fit(&meetings, book, *last);
        rigid(&meetings, book, fit) == 0
    })
}

fn arithmetic(meetings: &Meetings, fit: u32) -> String {
    let Meetings { least, weeks_least, weeks_most, first, last, .. } = meetings;
    let needed = u64::from(least.saturating_sub(1)) * u64::from(*weeks_least);
    let there = u64::try_from((*last - *first).num_days() / 7).unwrap_or(0);
    let counted = text::counted(*least as usize, "meeting");
    let (from, until) = (text::short_date(*first), text::short_date(*last));
    let need = format!("{counted} at least {weeks_least} weeks apart need {needed} weeks");
    if there < needed {
        format!("{need}, and from {from} to {until} there are {there}: {fit} would fit")
    } else {
        format!(
            "{need}, and from {from} to {until} there are {there}, but so many days are avoided that with at most {weeks_most} \
             weeks apart only {fit} fit"
        )
    }
}

/// How many meetings, up to the most that are asked for, a pair can have who can do every free day until `last`.
fn most_that_fit(meetings: &Meetings, book: &DayBook, last: NaiveDate) -> u32 {
    let days = free_days(meetings, book, last);
    let fit = free_stretch(meetings, &days, last).longest(meetings.most as usize);
    u32::try_from(fit.unwrap_or(0)).unwrap_or(u32::MAX)
}

/// The earliest last day with which the least number of meetings fits, within the years of the book.
fn earliest_last(meetings: &Meetings, book: &DayBook) -> Option<NaiveDate> {
    let horizon = NaiveDate::from_ymd_opt(*book.years().end(), 12, 31)?;
    let days = free_days(meetings, book, horizon);
    free_stretch(meetings, &days, horizon).earliest_end(meetings.least as usize).map(day)
}

fn free_days(meetings: &Meetings, book: &DayBook, last: NaiveDate) -> Vec<i32> {
    let everybody = Limits { weekdays: Weekdays::WORKING, leave: &[] };
    DayTable::new(book, meetings.first, last).days(number(meetings.first), everybody, Obstacles::ALL)
}

fn free_stretch<'a>(meetings: &Meetings, days: &'a [i32], last: NaiveDate) -> Stretch<'a> {
    let period = (number(meetings.first), number(last));
    Stretch { days, period, gaps: gaps(meetings), start: Start::Free, finish: Finish::Free }
}

#[cfg(test)]
#[path = "feasibility_tests.rs"]
mod tests;
