//! On which days an entry begins that repeats (RFC 5545, 3.3.10): by the year or by the week; every other rule is refused.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::{moment, place};
use crate::domain::problem::Problem;
use crate::domain::zone::Zone;
use crate::store::formats::ics::{Component, Property};

/// The days of the week as the standard writes them.
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Mon),
    ("TU", Weekday::Tue),
    ("WE", Weekday::Wed),
    ("TH", Weekday::Thu),
    ("FR", Weekday::Fri),
    ("SA", Weekday::Sat),
    ("SU", Weekday::Sun),
];

/// A rule that is understood.
struct Rule {
    yearly: bool,
    interval: u32,
    count: Option<usize>,
    until: Option<NaiveDate>,
}

/// Every day on which the entry begins, from `first` until the end of `years`; only `first` for one that does not repeat.
pub(super) fn days(
    event: &Component,
    first: NaiveDate,
    years: &RangeInclusive<i32>,
    zone: &Zone,
) -> Result<Vec<NaiveDate>, Problem> {
    if let Some(property) = ["RDATE", "RECURRENCE-ID"].into_iter().find_map(|name| event.property(name)) {
        return Err(refused(property, &property.name));
    }
    let Some(property) = event.property("RRULE") else { return Ok(vec![first]) };
    let rule = rule(property, first)?;
    let left_out = left_out(event, zone)?;
    let until = rule.until.unwrap_or(NaiveDate::MAX);
    let all = rule.days(first, *years.end()).into_iter().take_while(|day| *day <= until).take(rule.count.unwrap_or(usize::MAX));
    Ok(all.filter(|day| !left_out.contains(day)).collect())
}

impl Rule {
    /// A 29 February comes in leap years only.
    fn days(&self, first: NaiveDate, last_year: i32) -> Vec<NaiveDate> {
        if self.yearly {
            let years = (first.year()..=last_year).step_by(self.interval as usize);
            return years.filter_map(|year| first.with_year(year)).collect();
        }
        let weeks = (0..).step_by(self.interval as usize).map_while(|weeks: u64| first.checked_add_days(Days::new(7 * weeks)));
        weeks.take_while(|day| day.year() <= last_year).collect()
    }
}

/// The rule, where its parts say no more than that `first` comes again.
fn rule(property: &Property, first: NaiveDate) -> Result<Rule, Problem> {
    let parts: Vec<(String, String)> = property
        .value
        .trim()
        .split(';')
        .filter_map(|part| part.split_once('='))
        .map(|(key, value)| (key.to_uppercase(), value.to_uppercase()))
        .collect();
    let is_weekday = |word: &str| WEEKDAYS.iter().any(|(known, day)| *known == word && *day == first.weekday());
    let yearly = parts.iter().any(|(key, value)| key == "FREQ" && value == "YEARLY");
    let mut rule = Rule { yearly, interval: 1, count: None, until: None };
    for (key, value) in &parts {
        let understood = match key.as_str() {
            "FREQ" => yearly || value == "WEEKLY",
            "INTERVAL" => value.parse().is_ok_and(|interval| {
                rule.interval = interval;
                interval > 0
            }),
            "COUNT" => value.parse().is_ok_and(|count| {
                rule.count = Some(count);
                true
            }),
            "UNTIL" => {
                rule.until = value.get(..8).and_then(|day| NaiveDate::parse_from_str(day, "%Y%m%d").ok());
                rule.until.is_some()
            }
            "BYMONTH" => yearly && value.parse() == Ok(first.month()),
            "BYMONTHDAY" => yearly && value.parse() == Ok(first.day()),
            "BYDAY" => !yearly && is_weekday(value),
            "WKST" => true,
            _ => false,
        };
        if !understood {
            return Err(refused(property, &format!("{key}={value}")));
        }
    }
    if parts.iter().any(|(key, _)| key == "FREQ") { Ok(rule) } else { Err(refused(property, "a rule without FREQ")) }
}

fn left_out(event: &Component, zone: &Zone) -> Result<BTreeSet<NaiveDate>, Problem> {
    let properties = event.properties.iter().filter(|property| property.name == "EXDATE");
    let days = properties.flat_map(|property| {
        let one = move |value: &str| Property { value: value.to_owned(), ..property.clone() };
        property.value.split(',').map(one).map(|property| moment(&property, zone).map(super::Moment::day)).collect::<Vec<_>>()
    });
    days.collect()
}

fn refused(property: &Property, what: &str) -> Problem {
    let message = format!("this entry repeats in a way that is not followed here ({what})");
    place(Problem::error("repeats", message), property)
        .value(&property.value)
        .help("an entry may repeat by the year or by the week; write other days one by one, or into `blocked` in cohort.toml")
}
