//! What speaks against a day that somebody chose for a meeting, and the nearest day against which nothing speaks.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;

use super::chain::Gaps;
use super::planner::gaps;
use crate::domain::days::{DayBook, Reason};
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::settings::Meetings;
use crate::domain::text::long_date;

/// A pair's meetings and the rules that its days keep.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ChosenDay<'a> {
    /// What each pair's timetable looks like, as [`period()`](super::period) gives it.
    pub settings: &'a Meetings,
    /// Which days are avoided.
    pub days: &'a DayBook,
    /// The pair's meetings, by number.
    pub meetings: &'a BTreeMap<u32, Meeting>,
    /// Which of them gets another day.
    pub number: u32,
    /// The day on which the two are going to be told of each other, where that is to come.
    pub told_on: Option<NaiveDate>,
    /// The day that counts as today.
    pub today: NaiveDate,
}

/// One thing that speaks against a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Objection {
    /// Nobody is asked to meet on it.
    Avoided(NaiveDate, Vec<Reason>),
    /// It is not in the period for meetings.
    OutsideThePeriod(NaiveDate, NaiveDate),
    /// The two do not know each other yet: they are told on this day.
    BeforeTheReveal(NaiveDate),
    /// It is nearer to another meeting, or farther from it, than the settings ask.
    Gap {
        /// The other meeting.
        other: u32,
        /// Its day.
        on: NaiveDate,
        /// The days between the two.
        days: i64,
        /// The fewest and the most days that the settings ask for.
        asked: (i32, i32),
    },
}

impl Objection {
    /// Every code.
    pub(crate) const CODES: [&str; 3] = ["day-avoided", "day-outside-period", "day-gap"];

    /// A stable word.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Objection::Avoided(..) => "day-avoided",
            Objection::OutsideThePeriod(..) | Objection::BeforeTheReveal(_) => "day-outside-period",
            Objection::Gap { .. } => "day-gap",
        }
    }
}

impl fmt::Display for Objection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Objection::Avoided(day, why) => {
                let why: Vec<String> = why.iter().map(ToString::to_string).collect();
                write!(f, "{} is avoided: {}", long_date(*day), why.join(", "))
            }
            Objection::OutsideThePeriod(first, last) => {
                write!(f, "pairs meet from {} to {}", long_date(*first), long_date(*last))
            }
            Objection::BeforeTheReveal(told) => {
                write!(f, "the two do not know each other before the reveal on {}", long_date(*told))
            }
            Objection::Gap { other, on, days, asked: (least, most) } => {
                write!(f, "meeting {other} is on {}, {days} days away, instead of {least} to {most}", long_date(*on))
            }
        }
    }
}

impl ChosenDay<'_> {
    /// Everything that speaks against `day`.
    pub(crate) fn objections(&self, day: NaiveDate) -> Vec<Objection> {
        let Meetings { first, last, .. } = *self.settings;
        let why = self.days.why(day);
        let avoided = (!why.is_empty()).then_some(Objection::Avoided(day, why));
        let outside = (day < first || day > last).then_some(Objection::OutsideThePeriod(first, last));
        let untold = self.told_on.filter(|told| day < *told).map(Objection::BeforeTheReveal);
        avoided.into_iter().chain(outside).chain(untold).chain(self.gaps(day)).collect()
    }

    /// The other day nearest to `wish` after today, in the order of the meetings, against which nothing speaks; the earlier of two.
    pub(crate) fn nearest(&self, wish: NaiveDate) -> Option<NaiveDate> {
        self.nearest_of(wish, |day| self.objections(day).is_empty())
    }

    /// As [`ChosenDay::nearest`], but the gaps may be too short or too long.
    pub(crate) fn nearest_in_order(&self, wish: NaiveDate) -> Option<NaiveDate> {
        self.nearest_of(wish, |day| self.days.why(day).is_empty())
    }

    fn nearest_of(&self, wish: NaiveDate, may_be: impl Fn(NaiveDate) -> bool) -> Option<NaiveDate> {
        let Meetings { first, last, .. } = *self.settings;
        let [previous, next] = self.neighbours().map(|neighbour| neighbour.map(|(_, on)| on));
        let present = self.meetings.get(&self.number).map(|meeting| meeting.date);
        let in_order = |day: NaiveDate| previous.is_none_or(|before| day > before) && next.is_none_or(|after| day < after);
        let from = first.max(self.today.succ_opt()?).max(self.told_on.unwrap_or(first));
        let to_come = from.iter_days().take_while(|day| *day <= last);
        let open = to_come.filter(|day| in_order(*day) && Some(*day) != present && may_be(*day));
        open.min_by_key(|day| (*day - wish).num_days().abs())
    }

    fn gaps(&self, day: NaiveDate) -> Vec<Objection> {
        let Gaps { least, most } = gaps(self.settings);
        let may_be_longer = !self.can_keep_the_longest(least, most);
        let objection = |(other, on): (u32, NaiveDate)| {
            let days = (day - on).num_days().abs();
            let is_wrong = days < i64::from(least) || days > i64::from(most) && !may_be_longer;
            is_wrong.then_some(Objection::Gap { other, on, days, asked: (least, most) })
        };
        self.neighbours().into_iter().flatten().filter_map(objection).collect()
    }

    /// Whether some day to come keeps every gap: where much time has gone by, or somebody forced a day, none does.
    fn can_keep_the_longest(&self, least: i32, most: i32) -> bool {
        let day = |on: NaiveDate, days: i32| on.checked_add_signed(chrono::TimeDelta::days(days.into())).unwrap_or(on);
        let [previous, next] = self.neighbours();
        let after = previous.map(|(_, on)| (day(on, least), day(on, most)));
        let before = next.map(|(_, on)| (day(on, -most), day(on, -least)));
        let from = after.into_iter().chain(before).map(|(from, _)| from).max().unwrap_or(NaiveDate::MIN);
        let to = after.into_iter().chain(before).map(|(_, to)| to).min().unwrap_or(NaiveDate::MAX);
        from.max(self.today).max(self.told_on.unwrap_or(from)) <= to
    }

    /// The meetings before and after it that were held or are planned, with their days.
    fn neighbours(&self) -> [Option<(u32, NaiveDate)>; 2] {
        let stands = |meeting: &&Meeting| matches!(meeting.status, MeetingStatus::Held | MeetingStatus::Planned);
        let day = |meeting: &Meeting| (meeting.number, meeting.held_on.unwrap_or(meeting.date));
        let previous = self.meetings.range(..self.number).map(|(_, meeting)| meeting).filter(stands).map(day);
        let next = self.meetings.range(self.number + 1..).map(|(_, meeting)| meeting).filter(stands).map(day);
        [previous.max_by_key(|(_, on)| *on), next.min_by_key(|(_, on)| *on)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::{self, on};

    fn meeting(number: u32, date: &str) -> Meeting {
        let date = on(date);
        Meeting {
            number,
            earliest: date,
            date,
            latest: date,
            status: MeetingStatus::Planned,
            held_on: None,
            fixed: false,
            changes: 0,
            changed_on: date,
            revised_on: date,
        }
    }

    /// What is found of a day for the second of three meetings, on 20 November.
    fn found<T>(meetings: [&str; 3], find: impl Fn(&ChosenDay<'_>) -> T) -> T {
        let mut settings = samples::settings();
        settings.calendar.closed = vec![crate::domain::settings::Season::Christmas];
        (settings.meetings.first, settings.meetings.last) = (on("2026-10-01"), on("2027-03-31"));
        let days = samples::book(&settings);
        let meetings: BTreeMap<u32, Meeting> =
            (1..).zip(meetings).map(|(number, date)| (number, meeting(number, date))).collect();
        let chosen = ChosenDay {
            settings: &settings.meetings,
            days: &days,
            meetings: &meetings,
            number: 2,
            told_on: None,
            today: on("2026-11-20"),
        };
        find(&chosen)
    }

    const MEETINGS: [&str; 3] = ["2026-11-19", "2026-12-22", "2027-01-28"];

    /// The codes of what speaks against a day.
    fn codes(day: &str) -> Vec<&'static str> {
        found(MEETINGS, |chosen| chosen.objections(on(day)).iter().map(Objection::code).collect())
    }

    #[test]
    fn the_nearest_day_is_another_and_between_its_neighbours() {
        for wish in ["2026-11-02", "2026-12-22", "2027-02-10"] {
            let day = found(MEETINGS, |chosen| chosen.nearest(on(wish))).unwrap();
            assert!(day != on("2026-12-22") && codes(&day.to_string()).is_empty(), "{wish}: {day}");
        }
        // Four weeks before and four after do not fit, but some order does.
        let near = ["2026-11-19", "2026-12-01", "2026-12-15"];
        assert_eq!(found(near, |chosen| chosen.nearest(on("2026-12-20"))), None);
        assert_eq!(found(near, |chosen| chosen.nearest_in_order(on("2026-12-20"))), Some(on("2026-12-14")));
        let full = ["2026-11-26", "2026-11-27", "2026-11-28"];
        assert_eq!(found(full, |chosen| chosen.nearest_in_order(on("2026-12-20"))), None);
    }

    #[test]
    fn weekends_closed_days_and_wrong_gaps_are_named() {
        assert_eq!(codes("2026-12-21"), [""; 0]);
        assert_eq!(codes("2026-12-19"), ["day-avoided"]);
        assert_eq!(codes("2026-12-29"), ["day-avoided"]);
        assert_eq!(codes("2026-12-16"), ["day-gap", "day-gap"]);
        assert_eq!(codes("2027-01-05"), ["day-gap", "day-gap"]);
        assert_eq!(codes("2027-04-15"), ["day-outside-period", "day-gap", "day-gap"]);
    }
}
