//! The lead's own calendar of holidays, school terms and other closures (`[calendar] holidays_file`), as stretches of closed days.
//!
//! Days only. An entry that repeats by the year or by the week is followed through the years asked for; what repeats in any other way is
//! refused, because a holiday that is missed silently is worse than a file that is not read.

mod repeat;

use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::ics::{self, Component, Property};
use crate::domain::problem::{Place, Problem, unless_errors};
use crate::domain::settings::Closure;
use crate::domain::text;
use crate::domain::text::long_date;
use crate::domain::zone::Zone;

/// The closed days in `bytes` that touch `years`, in the order of the file, with warnings. Instants in UTC are days in `zone`.
///
/// # Errors
/// Everything that is wrong, each with its line. O(bytes + days).
pub fn read(
    bytes: &[u8],
    file: &str,
    years: &RangeInclusive<i32>,
    zone: &Zone,
) -> Result<(Vec<Closure>, Vec<Problem>), Vec<Problem>> {
    let calendars = ics::read(bytes, file)?;
    let (mut closures, mut problems) = (Vec::new(), Vec::new());
    let events = calendars.iter().flat_map(|calendar| &calendar.components).filter(|inner| inner.name == "VEVENT");
    let takes_place =
        |event: &&Component| event.property("STATUS").is_none_or(|status| !status.value.eq_ignore_ascii_case("CANCELLED"));
    let mut found = 0_usize;
    for event in events {
        found += 1;
        if !takes_place(&event) {
            continue;
        }
        match closed(event, years, zone) {
            Ok((days, warning)) => {
                closures.extend(days);
                problems.extend(warning.map(|warning| placed(warning, file, event)));
            }
            Err(problem) => problems.push(placed(problem, file, event)),
        }
    }
    if found == 0 {
        let problem = Problem::warning("no-holidays", "this calendar has no entry, so it closes no day").at(Place::file(file));
        problems.push(problem.help("export the calendar that holds the holidays"));
    }
    unless_errors(closures, problems).map_err(|refusal| refusal.problems)
}

/// The problem at its own line, or at that of the entry.
fn placed(problem: Problem, file: &str, event: &Component) -> Problem {
    let line = problem.place.line.unwrap_or(event.line);
    problem.at(Place::file(file).line(line))
}

/// The days that one entry closes, as often as it comes.
fn closed(event: &Component, years: &RangeInclusive<i32>, zone: &Zone) -> Result<(Vec<Closure>, Option<Problem>), Problem> {
    let start = event.property("DTSTART").ok_or_else(|| {
        Problem::error("no-day", "this entry has no day (DTSTART)").help("give it one in the calendar program, and export again")
    })?;
    let begin = moment(start, zone)?;
    let (from, to) = (begin.day(), last_day(event, begin, zone)?);
    let why = event.property("SUMMARY").map(Property::text).map(|title| text::cap(&text::tidy(&title), text::FIELD).0.to_owned());
    let why = why.filter(|why| !why.is_empty());
    let length = Days::new(u64::try_from((to - from).num_days()).unwrap_or(0));
    let days = repeat::days(event, from, years, zone)?.into_iter();
    let closures = days.filter_map(|from| Some(Closure { from, to: from.checked_add_days(length)?, why: why.clone() })).collect();
    let hours = matches!(begin, Moment::At(_)).then(|| {
        let problem =
            Problem::warning("closed-for-hours", format!("this entry has hours; the whole of {} is kept free", long_date(from)));
        place(problem, start).help("make it an entry for the whole day, or take it out of the file")
    });
    Ok((closures, hours))
}

/// A day, or a time of day on the clock of the programme.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Moment {
    Day(NaiveDate),
    At(NaiveDateTime),
}

impl Moment {
    fn day(self) -> NaiveDate {
        match self {
            Moment::Day(day) => day,
            Moment::At(at) => at.date(),
        }
    }
}

/// The last day that is closed: the end is exclusive (RFC 5545, 3.6.1), but an entry that ends when it begins lasts that day.
fn last_day(event: &Component, begin: Moment, zone: &Zone) -> Result<NaiveDate, Problem> {
    let Some((property, end)) = end(event, begin, zone)? else { return Ok(begin.day()) };
    let last = match end {
        Moment::Day(day) => day.pred_opt().unwrap_or(day),
        Moment::At(at) if at.time() == NaiveTime::MIN => at.date().pred_opt().unwrap_or(at.date()),
        Moment::At(at) => at.date(),
    };
    if end.day() < begin.day() {
        let problem = Problem::error(
            "reversed",
            format!("this entry ends on {}, before it begins on {}", long_date(end.day()), long_date(begin.day())),
        );
        return Err(place(problem, property).value(&property.value).help("mend it in the calendar program, and export again"));
    }
    Ok(last.max(begin.day()))
}

fn end<'a>(event: &'a Component, begin: Moment, zone: &Zone) -> Result<Option<(&'a Property, Moment)>, Problem> {
    if let Some(end) = event.property("DTEND") {
        return Ok(Some((end, moment(end, zone)?)));
    }
    let Some(property) = event.property("DURATION") else { return Ok(None) };
    let length = duration(&property.value).ok_or_else(|| {
        place(Problem::error("no-duration", "this is not how long an entry can last"), property)
            .value(&property.value)
            .help("write it like P1D, or give the entry an end (DTEND)")
    })?;
    let end = match begin {
        Moment::Day(day) => day.checked_add_signed(length).map(Moment::Day),
        Moment::At(at) => at.checked_add_signed(length).map(Moment::At),
    };
    Ok(end.map(|end| (property, end)))
}

/// `20270215`, `20270215T090000`, or `20270215T090000Z` on the programme's own clock; a clock named with TZID is taken as it stands.
fn moment(property: &Property, zone: &Zone) -> Result<Moment, Problem> {
    let value = property.value.trim();
    let day = || NaiveDate::parse_from_str(value, "%Y%m%d").ok().map(Moment::Day);
    let at = |value: &str| NaiveDateTime::parse_from_str(value, "%Y%m%dT%H%M%S").ok();
    let in_utc = |at: NaiveDateTime| zone.local(at.and_utc());
    let time = || value.strip_suffix('Z').map_or_else(|| at(value), |utc| at(utc).map(in_utc)).map(Moment::At);
    day().or_else(time).ok_or_else(|| {
        place(Problem::error("no-day", "this is not a day of a calendar file, such as 20270215"), property)
            .value(value)
            .help("write the year, the month and the day, without anything between them")
    })
}

/// `P1W`, `P5D`, `PT8H`, `P1DT12H` (RFC 5545, 3.3.6), never negative.
fn duration(text: &str) -> Option<TimeDelta> {
    let mut rest = text.trim().trim_start_matches('+').strip_prefix('P')?;
    let (mut length, mut in_time) = (TimeDelta::zero(), false);
    while !rest.is_empty() {
        if let Some(time) = rest.strip_prefix('T') {
            (rest, in_time) = (time, true);
            continue;
        }
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: i64 = rest.get(..digits)?.parse().ok()?;
        let mut letters = rest.get(digits..)?.chars();
        let unit = match (letters.next()?, in_time) {
            ('W', false) => TimeDelta::try_weeks(number),
            ('D', false) => TimeDelta::try_days(number),
            ('H', true) => TimeDelta::try_hours(number),
            ('M', true) => TimeDelta::try_minutes(number),
            ('S', true) => TimeDelta::try_seconds(number),
            _ => None,
        };
        length = length.checked_add(&unit?)?;
        rest = letters.as_str();
    }
    Some(length)
}

fn place(problem: Problem, property: &Property) -> Problem {
    problem.at(Place::default().line(property.line))
}

#[cfg(test)]
mod tests;
