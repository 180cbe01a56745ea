//! Rules about one meeting by itself, and about how many there are.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{Breach, Law, Week, as_planned, each_planned};
use crate::domain::meeting::MeetingStatus;
use crate::domain::pair::Pair;
use crate::domain::settings::Season;
use crate::domain::side::Side;
use crate::domain::text::{long_date, short_date};

pub(super) fn held_days_are_known(_: &Law<'_>, pair: &Pair) -> Vec<Breach> {
    let wrong = pair.meetings.values().filter(|meeting| (meeting.status == MeetingStatus::Held) != meeting.held_on.is_some());
    let message = "a meeting was held exactly if the day on which it was held is known".to_owned();
    wrong.map(|meeting| Breach { pair: pair.id, meeting: meeting.number, rule: "held-day", message: message.clone() }).collect()
}

pub(super) fn windows_hold_their_day(_: &Law<'_>, pair: &Pair) -> Vec<Breach> {
    each_planned(pair, "window", |meeting| {
        let holds = meeting.earliest <= meeting.date && meeting.date <= meeting.latest;
        (!holds).then(|| {
            format!(
                "{} is not between {} and {}",
                long_date(meeting.date),
                short_date(meeting.earliest),
                short_date(meeting.latest)
            )
        })
    })
}

/// The first and the last day of a window are days on which people can be asked to meet.
pub(super) fn windows_end_on_open_days(law: &Law<'_>, pair: &Pair) -> Vec<Breach> {
    each_planned(pair, "window-end", |meeting| {
        let ends = [meeting.earliest, meeting.latest].into_iter().filter(|day| *day != meeting.date);
        let closed =
            |day: &NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun) || !law.days.avoided_on(*day).is_empty();
        ends.into_iter().find(closed).map(|day| format!("its window ends on {}, which is avoided", long_date(day)))
    })
}

pub(super) fn on_working_days(_: &Law<'_>, pair: &Pair) -> Vec<Breach> {
    each_planned(pair, "working-day", |meeting| {
        let weekday = meeting.date.weekday();
        let weekend = weekday == Weekday::Sat || weekday == Weekday::Sun;
        weekend.then(|| format!("{} is at the weekend", long_date(meeting.date)))
    })
}

pub(super) fn on_no_avoided_day(law: &Law<'_>, pair: &Pair) -> Vec<Breach> {
    each_planned(pair, "avoided-day", |meeting| {
        let why: Vec<String> = law.days.avoided_on(meeting.date).iter().map(ToString::to_string).collect();
        (!why.is_empty()).then(|| format!("{} is avoided: {}", long_date(meeting.date), why.join(", ")))
    })
}

/// What is closed every year is closed here by month and day, and not by the book of days.
pub(super) fn on_no_closed_day(law: &Law<'_>, pair: &Pair) -> Vec<Breach> {
    let christmas = law.settings.calendar.closed.contains(&Season::Christmas);
    each_planned(pair, "closed-day", |meeting| {
        let wrong = christmas && matches!((meeting.date.month(), meeting.date.day()), (12, 24..) | (1, 1));
        wrong.then(|| format!("{} is closed: christmas", long_date(meeting.date)))
    })
}

/// Two who share no working day may meet on any.
pub(super) fn on_a_common_weekday(law: &Law<'_>, pair: &Pair) -> Vec<Breach> {
    let Some(week) = law.weeks.get(&pair.id) else { return Vec::new() };
    let working = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
    let shared: Vec<Weekday> = working.into_iter().filter(|day| both_can(week, *day)).collect();
    each_planned(pair, "weekday", |meeting| {
        let weekday = meeting.date.weekday();
        let wrong = !shared.is_empty() && !shared.contains(&weekday) && working.contains(&weekday);
        wrong.then(|| format!("one of the two cannot meet on {}s: {}", meeting.date.format("%A"), long_date(meeting.date)))
    })
}

fn both_can(week: &Week, day: Weekday) -> bool {
    Side::BOTH.iter().all(|side| week.weekdays[*side].is_none_or(|days| days.has(day)))
}

pub(super) fn not_on_leave(law: &Law<'_>, pair: &Pair) -> Vec<Breach> {
    let Some(week) = law.weeks.get(&pair.id) else { return Vec::new() };
    each_planned(pair, "leave", |meeting| {
        let away = week.leave.iter().any(|(from, to)| *from <= meeting.date && meeting.date <= *to);
        away.then(|| format!("one of the two is away on {}", long_date(meeting.date)))
    })
}

pub(super) fn within_the_period(law: &Law<'_>, pair: &Pair) -> Vec<Breach> {
    let (first, last) = (law.settings.meetings.first, law.settings.meetings.last);
    each_planned(pair, "period", |meeting| {
        let date = meeting.date;
        if date < first || date > last {
            Some(format!("{} is not between {} and {}", long_date(date), short_date(first), short_date(last)))
        } else if date < pair.since {
            Some(format!("{} is before the two became a pair on {}", long_date(date), long_date(pair.since)))
        } else {
            None
        }
    })
}

pub(super) fn not_too_many(law: &Law<'_>, pair: &Pair) -> Vec<Breach> {
    let most = law.settings.meetings.most as usize;
    let surplus = as_planned(pair).skip(most);
    let message = format!("more than {most} meetings are planned");
    surplus.map(|meeting| Breach { pair: pair.id, meeting: meeting.number, rule: "too-many", message: message.clone() }).collect()
}
