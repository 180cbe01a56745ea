//! The book of days: every avoided day of some years with its reasons, looked up by the day.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::observances::{self, Avoid, Observance};
use super::{Nearness, Reason, bank_holidays};
use crate::domain::problem::{Place, Problem};
use crate::domain::setting_ref::SettingRef;
use crate::domain::settings::{Calendar, Closure, Division, Tradition};
use crate::domain::text::long_date;

/// Which days of some years are avoided, and why. Weekends are always avoided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayBook {
    years: RangeInclusive<i32>,
    avoided: BTreeMap<NaiveDate, Vec<Reason>>,
    evenings: BTreeMap<NaiveDate, Vec<Reason>>,
}

impl DayBook {
    /// The code of the problem that the table of a tradition does not reach a year.
    pub const OUT_OF_REACH: &str = "observances-out-of-reach";

    /// The book for `years` by the settings, with further closures (of the lead's calendar file). O(days · log days).
    ///
    /// # Errors
    /// A tradition is asked for whose table does not reach all of `years`; a closure ends before it begins.
    pub fn new(calendar: &Calendar, extra: &[Closure], years: RangeInclusive<i32>) -> Result<DayBook, Vec<Problem>> {
        let problems = DayBook::problems(calendar, &years);
        if problems.is_empty() { Ok(DayBook::as_far_as_known(calendar, extra, years)) } else { Err(problems) }
    }

    /// What stands in the way of a book for `years`.
    pub(crate) fn problems(calendar: &Calendar, years: &RangeInclusive<i32>) -> Vec<Problem> {
        calendar.blocked.iter().filter_map(backwards).chain(out_of_reach(calendar, years)).collect()
    }

    /// The book for `years` with what is known of them: to propose days, where what is not known is told beside them.
    pub fn as_far_as_known(calendar: &Calendar, extra: &[Closure], years: RangeInclusive<i32>) -> DayBook {
        let mut book = DayBook { years, avoided: BTreeMap::new(), evenings: BTreeMap::new() };
        book.add_bank_holidays(calendar.bank_holidays);
        book.add_observances(&calendar.observances);
        let around = book.years.start().saturating_sub(1)..=*book.years.end();
        let seasons = around.flat_map(|year| calendar.closed.iter().filter_map(move |season| season.of_year(year)));
        let seasons: Vec<Closure> = seasons.collect();
        for closure in calendar.blocked.iter().chain(extra).chain(&seasons) {
            book.avoid(closure.from, closure.to, &Reason::Closed(closure.why.clone()));
        }
        book
    }

    /// The years that the book covers; outside of them it knows weekends only.
    pub fn years(&self) -> RangeInclusive<i32> {
        self.years.clone()
    }

    /// Every reason to avoid the day, weekends first; empty for a day on which people can be asked to meet.
    pub fn why(&self, day: NaiveDate) -> Vec<Reason> {
        let weekend = is_weekend(day).then_some(Reason::Weekend);
        weekend.into_iter().chain(self.avoided_on(day).iter().cloned()).collect()
    }

    /// The reasons to avoid the day apart from weekends.
    pub fn avoided_on(&self, day: NaiveDate) -> &[Reason] {
        self.avoided.get(&day).map_or(&[], Vec::as_slice)
    }

    /// Whether people can be asked to meet on the day: Monday to Friday, and nothing speaks against it.
    pub fn is_free(&self, day: NaiveDate) -> bool {
        !is_weekend(day) && !self.avoided.contains_key(&day)
    }

    /// Why no group session is put into the evening of the day (Ramadan, and the eves of days that begin the evening before).
    pub fn evening(&self, day: NaiveDate) -> &[Reason] {
        self.evenings.get(&day).map_or(&[], Vec::as_slice)
    }

    /// Every avoided day with its reasons, weekends only where there is another reason too.
    pub fn avoided(&self) -> impl Iterator<Item = (NaiveDate, &[Reason])> {
        self.avoided.iter().map(|(day, reasons)| (*day, reasons.as_slice()))
    }

    fn add_bank_holidays(&mut self, division: Division) {
        for (day, name) in self.years().flat_map(|year| bank_holidays::of_year(division, year)) {
            self.avoid(day, day, &Reason::BankHoliday(name));
        }
    }

    fn add_observances(&mut self, traditions: &[Tradition]) {
        let asked = |observance: &Observance| traditions.contains(&observance.tradition);
        let around = self.years.start().saturating_sub(1)..=self.years.end().saturating_add(1);
        let tabled = observances::beginning_in(around.clone(), traditions);
        for observance in around.flat_map(observances::christian).chain(tabled).filter(asked) {
            self.add_observance(&observance);
        }
    }

    fn add_observance(&mut self, observance: &Observance) {
        let Observance { tradition, name, certainty, source, first, last, avoid } = *observance;
        let reason = |nearness| Reason::Observance { tradition, name, nearness, certainty, source };
        let before = first.checked_sub_days(Days::new(1)).unwrap_or(first);
        let after = last.checked_add_days(Days::new(1)).unwrap_or(last);
        match avoid {
            Avoid::Evenings => return self.evenings_of(first, last, &reason(Nearness::On)),
            Avoid::Eve => self.evenings_of(before, before, &reason(Nearness::Before)),
            Avoid::Around => {
                self.avoid(before, before, &reason(Nearness::Before));
                self.avoid(after, after, &reason(Nearness::After));
            }
            Avoid::Day => {}
        }
        self.avoid(first, last, &reason(Nearness::On));
    }

    fn avoid(&mut self, from: NaiveDate, to: NaiveDate, reason: &Reason) {
        add(&mut self.avoided, &self.years, from, to, reason);
    }

    fn evenings_of(&mut self, from: NaiveDate, to: NaiveDate, reason: &Reason) {
        add(&mut self.evenings, &self.years, from, to, reason);
    }
}

/// Adds the reason to each day of the stretch that lies in `years`, however long the stretch.
fn add(
    days: &mut BTreeMap<NaiveDate, Vec<Reason>>,
    years: &RangeInclusive<i32>,
    from: NaiveDate,
    to: NaiveDate,
    reason: &Reason,
) {
    let Some(begin) = NaiveDate::from_ymd_opt(*years.start(), 1, 1) else { return };
    let in_reach = |day: &NaiveDate| *day <= to && day.year() <= *years.end();
    for day in from.max(begin).iter_days().take_while(in_reach) {
        let reasons = days.entry(day).or_default();
        if !reasons.contains(reason) {
            reasons.push(reason.clone());
        }
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn backwards(closure: &Closure) -> Option<Problem> {
    let message = format!("a blocked stretch ends on {}, before it begins on {}", long_date(closure.to), long_date(closure.from));
    let problem = Problem::error("blocked-backwards", message).at(Place::setting(SettingRef::BlockedDays));
    (closure.to < closure.from).then(|| problem.help("swap `from` and `to`"))
}

fn out_of_reach(calendar: &Calendar, years: &RangeInclusive<i32>) -> impl Iterator<Item = Problem> {
    let (first, last) = (*years.start(), *years.end());
    let reached = observances::REACH.contains(&first) && observances::REACH.contains(&last);
    let tabled = calendar.observances.iter().filter(|tradition| **tradition != Tradition::Christianity);
    tabled.filter(move |_| !reached).map(move |tradition| {
        let (from, to) = (observances::REACH.start(), observances::REACH.end());
        let word = tradition.word();
        let needed = if first == last { format!("{first} is") } else { format!("{first} to {last} are") };
        let message = format!("the days of {word} are known from {from} to {to}, and {needed} needed");
        Problem::error(DayBook::OUT_OF_REACH, message)
            .at(Place::setting(SettingRef::Observances))
            .value(word)
            .help(format!("leave {word} out of `observances` and name the days in `blocked`"))
    })
}

#[cfg(test)]
#[path = "book_tests.rs"]
mod tests;
