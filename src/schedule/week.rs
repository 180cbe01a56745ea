//! The days on which one pair can meet: free working days, the weekdays both can do, no leave.

use chrono::{Datelike, NaiveDate};

use super::chain::Day;
use crate::domain::days::DayBook;
use crate::domain::side::BySide;
use crate::domain::weekdays::Weekdays;

/// A day as a number.
pub(super) fn number(day: NaiveDate) -> Day {
    day.num_days_from_ce()
}

/// The day that a number means.
pub(super) fn day(number: Day) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(number).unwrap_or_default()
}

/// Every working day of a period and whether it is free: looked up once for all pairs.
pub(super) struct DayTable {
    days: Vec<WorkingDay>,
}

struct WorkingDay {
    number: Day,
    weekdays: Weekdays,
    free: bool,
}

/// Which obstacles count when the days of a pair are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Obstacles {
    pub avoided: bool,
    pub weekdays: bool,
    pub leave: bool,
}

impl Obstacles {
    /// All of them: what a plan keeps to.
    pub(super) const ALL: Obstacles = Obstacles { avoided: true, weekdays: true, leave: true };
    /// None: every working day counts.
    pub(super) const NONE: Obstacles = Obstacles { avoided: false, weekdays: false, leave: false };
}

/// What limits one pair's days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits<'a> {
    pub weekdays: Weekdays,
    pub leave: &'a [(NaiveDate, NaiveDate)],
}

impl DayTable {
    /// The table from `first` to `last`; empty when they are the wrong way round. O(days · log days).
    pub(super) fn new(book: &DayBook, first: NaiveDate, last: NaiveDate) -> DayTable {
        let working = first.iter_days().take_while(|day| *day <= last).filter(|day| Weekdays::WORKING.has(day.weekday()));
        let entry = |day: NaiveDate| {
            let weekdays = std::iter::once(day.weekday()).collect();
            WorkingDay { number: number(day), weekdays, free: book.is_free(day) }
        };
        DayTable { days: working.map(entry).collect() }
    }

    /// The days from `first` on that are left when the `obstacles` count, ascending.
    pub(super) fn days(&self, first: Day, limits: Limits<'_>, obstacles: Obstacles) -> Vec<Day> {
        let leave: Vec<(Day, Day)> = limits.leave.iter().map(|(from, to)| (number(*from), number(*to))).collect();
        let on_leave = |day: Day| leave.iter().any(|(from, to)| (*from..=*to).contains(&day));
        let closed = |day: &WorkingDay| {
            obstacles.avoided && !day.free
                || obstacles.weekdays && day.weekdays.common(limits.weekdays).is_empty()
                || obstacles.leave && on_leave(day.number)
        };
        let open = self.days.iter().filter(|day| day.number >= first && !closed(day));
        open.map(|day| day.number).collect()
    }
}

/// The working days that both sides can do, and whether there are any; without one, every working day.
pub(super) fn common(weekdays: &BySide<Option<Weekdays>>) -> (Weekdays, bool) {
    let said = |side: Option<Weekdays>| side.unwrap_or(Weekdays::WORKING);
    let common = Weekdays::WORKING.common(said(weekdays.mentors)).common(said(weekdays.mentees));
    if common.is_empty() { (Weekdays::WORKING, false) } else { (common, true) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Weekday;

    #[test]
    fn who_said_nothing_can_do_any_working_day() {
        let tuesdays: Weekdays = [Weekday::Tue, Weekday::Sat].into_iter().collect();
        let tuesday: Weekdays = [Weekday::Tue].into_iter().collect();
        assert_eq!(common(&BySide { mentors: None, mentees: Some(tuesdays) }), (tuesday, true));
        assert_eq!(common(&BySide { mentors: None, mentees: None }), (Weekdays::WORKING, true));
    }

    #[test]
    fn two_who_share_no_working_day_get_any() {
        let weekend: Weekdays = [Weekday::Sat, Weekday::Sun].into_iter().collect();
        assert_eq!(common(&BySide { mentors: Some(weekend), mentees: Some(weekend) }), (Weekdays::WORKING, false));
    }
}
