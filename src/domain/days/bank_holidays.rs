//! Bank holidays of the United Kingdom's divisions, computed: Banking and Financial Dealings Act 1971, schedule 1, and the royal
//! proclamations under its section 1 that moved or added days.
//!
//! A proclamation can come at any time: further days belong into `[calendar] blocked` or the lead's own calendar file until this
//! table has them.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::easter;
use crate::domain::settings::Division;

/// When a holiday recurs.
enum Rule {
    /// On this day of this month; a weekend moves it to the next weekday that is not a bank holiday itself.
    Fixed(u32, u32),
    /// On the first Monday of this month.
    FirstMonday(u32),
    /// On the last Monday of this month.
    LastMonday(u32),
    /// So many days after Easter Sunday.
    Easter(i64),
}

const EVERYWHERE: &[Division] = &[Division::EnglandAndWales, Division::Scotland, Division::NorthernIreland];
const NOT_SCOTLAND: &[Division] = &[Division::EnglandAndWales, Division::NorthernIreland];
const SCOTLAND: &[Division] = &[Division::Scotland];
const NORTHERN_IRELAND: &[Division] = &[Division::NorthernIreland];

const EARLY_MAY: &str = "Early May bank holiday";
const SPRING: &str = "Spring bank holiday";

/// What recurs every year, and where.
const YEARLY: [(Rule, &str, &[Division]); 13] = [
    (Rule::Fixed(1, 1), "New Year's Day", EVERYWHERE),
    (Rule::Fixed(1, 2), "2nd January", SCOTLAND),
    (Rule::Fixed(3, 17), "St Patrick's Day", NORTHERN_IRELAND),
    (Rule::Easter(-2), "Good Friday", EVERYWHERE),
    (Rule::Easter(1), "Easter Monday", NOT_SCOTLAND),
    (Rule::FirstMonday(5), EARLY_MAY, EVERYWHERE),
    (Rule::LastMonday(5), SPRING, EVERYWHERE),
    (Rule::Fixed(7, 12), "Battle of the Boyne", NORTHERN_IRELAND),
    (Rule::FirstMonday(8), "Summer bank holiday", SCOTLAND),
    (Rule::LastMonday(8), "Summer bank holiday", NOT_SCOTLAND),
    (Rule::Fixed(11, 30), "St Andrew's Day", SCOTLAND),
    (Rule::Fixed(12, 25), "Christmas Day", EVERYWHERE),
    (Rule::Fixed(12, 26), "Boxing Day", EVERYWHERE),
];

/// Holidays that a proclamation moved in one year: year, holiday, month and day to which it went.
const MOVED: [(i32, &str, u32, u32); 5] =
    [(1995, EARLY_MAY, 5, 8), (2002, SPRING, 6, 4), (2012, SPRING, 6, 4), (2020, EARLY_MAY, 5, 8), (2022, SPRING, 6, 2)];

/// Days that a proclamation added.
const ADDED: [(i32, u32, u32, &str, &[Division]); 9] = [
    (1999, 12, 31, "Millennium Eve", EVERYWHERE),
    (2002, 6, 3, "Golden Jubilee", EVERYWHERE),
    (2011, 4, 29, "Royal wedding", EVERYWHERE),
    (2012, 6, 5, "Diamond Jubilee", EVERYWHERE),
    (2022, 6, 3, "Platinum Jubilee", EVERYWHERE),
    (2022, 9, 19, "State funeral of Queen Elizabeth II", EVERYWHERE),
    (2023, 5, 8, "Coronation of King Charles III", EVERYWHERE),
    (2026, 6, 15, "World Cup bank holiday", SCOTLAND),
    (1981, 7, 29, "Royal wedding", EVERYWHERE),
];

/// The bank holidays of `division` in `year`, sorted, each once. Right from 1978 (2007 in Scotland) on.
pub(crate) fn of_year(division: Division, year: i32) -> Vec<(NaiveDate, &'static str)> {
    let wanted: Vec<(NaiveDate, &'static str)> = yearly(division, year).chain(added(division, year)).collect();
    let mut taken: BTreeSet<NaiveDate> = wanted.iter().map(|(day, _)| *day).filter(|day| !is_weekend(*day)).collect();
    let mut holidays: Vec<(NaiveDate, &'static str)> =
        wanted.into_iter().map(|(day, name)| (substitute(day, &mut taken), name)).collect();
    holidays.sort_unstable();
    holidays
}

fn yearly(division: Division, year: i32) -> impl Iterator<Item = (NaiveDate, &'static str)> {
    let here = YEARLY.iter().filter(move |(_, _, divisions)| divisions.contains(&division));
    here.filter_map(move |(rule, name, _)| Some((moved(year, name).or_else(|| rule.day(year))?, *name)))
}

fn moved(year: i32, name: &str) -> Option<NaiveDate> {
    let (_, _, month, day) = MOVED.iter().find(|(moved_in, moved, ..)| *moved_in == year && *moved == name)?;
    NaiveDate::from_ymd_opt(year, *month, *day)
}

fn added(division: Division, year: i32) -> impl Iterator<Item = (NaiveDate, &'static str)> {
    let here = ADDED.iter().filter(move |(added_in, .., divisions)| *added_in == year && divisions.contains(&division));
    here.filter_map(|(year, month, day, name, _)| Some((NaiveDate::from_ymd_opt(*year, *month, *day)?, *name)))
}

/// The day itself, or for a weekend the next weekday that nothing has taken.
fn substitute(day: NaiveDate, taken: &mut BTreeSet<NaiveDate>) -> NaiveDate {
    if !is_weekend(day) {
        return day;
    }
    let free = day.iter_days().find(|day| !is_weekend(*day) && !taken.contains(day)).unwrap_or(day);
    taken.insert(free);
    free
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

impl Rule {
    fn day(&self, year: i32) -> Option<NaiveDate> {
        match *self {
            Rule::Fixed(month, day) => NaiveDate::from_ymd_opt(year, month, day),
            Rule::FirstMonday(month) => NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, 1),
            Rule::LastMonday(month) => {
                (4..=5).rev().find_map(|nth| NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, nth))
            }
            Rule::Easter(after) => {
                let sunday = easter::western(year)?;
                let days = Days::new(after.unsigned_abs());
                if after < 0 { sunday.checked_sub_days(days) } else { sunday.checked_add_days(days) }
            }
        }
    }
}

#[cfg(test)]
#[path = "bank_holidays_tests.rs"]
mod tests;
