//! Dates and times in the ways of every tool. Which of day and month comes first is told by the caller.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::clock;
pub(crate) use super::clock::Fault;
use crate::domain::spelling;

/// A moment as written: local time, and the zone where one was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// The day.
    pub(crate) day: NaiveDate,
    /// The time of day, if one was written.
    pub(crate) time: Option<NaiveTime>,
    /// Minutes east of Greenwich, if a zone was written.
    pub(crate) zone: Option<i32>,
}

impl Moment {
    /// ISO 8601 as written, without the zone.
    pub(crate) fn iso(&self) -> String {
        match self.time {
            Some(time) => format!("{}T{:02}:{:02}:{:02}", self.day, time.hour(), time.minute(), time.second()),
            None => self.day.to_string(),
        }
    }

    /// What moments of one file are ordered by.
    pub(crate) fn instant(&self) -> NaiveDateTime {
        self.day.and_time(self.time.unwrap_or_default()) - Duration::minutes(i64::from(self.zone.unwrap_or(0)))
    }
}

/// Which of day and month is written first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// `14/09/2025`.
    DayFirst,
    /// `9/14/2025`.
    MonthFirst,
}

impl Order {
    /// The other order.
    pub(super) fn other(self) -> Order {
        match self {
            Order::DayFirst => Order::MonthFirst,
            Order::MonthFirst => Order::DayFirst,
        }
    }

    /// In words.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Order::DayFirst => "day first",
            Order::MonthFirst => "month first",
        }
    }
}

/// The moment that a cell means.
///
/// # Errors
/// That there is no such day, or that it is no date.
pub(crate) fn parse(cell: &str, order: Order) -> Result<Moment, Fault> {
    parse_as_far(cell, order, true)
}

/// The day that a cell means, whatever stands behind a time of day.
pub(crate) fn day(cell: &str, order: Order) -> Option<NaiveDate> {
    parse_as_far(cell, order, false).ok().map(|moment| moment.day)
}

fn parse_as_far(cell: &str, order: Order, is_strict: bool) -> Result<Moment, Fault> {
    let (day, rest) = split(cell).ok_or(Fault::Unreadable)?;
    let day = day.fix(order).ok_or(Fault::Impossible)?;
    let (time, zone) = clock::read(&rest, is_strict)?;
    Ok(Moment { day, time, zone })
}

/// The moment that a cell means in a pattern of the settings (`%d.%m.%Y %H:%M`).
///
/// # Errors
/// That it does not fit.
pub(crate) fn parse_as(cell: &str, pattern: &str) -> Result<Moment, Fault> {
    let cell = cell.trim();
    if let Ok(moment) = NaiveDateTime::parse_from_str(cell, pattern) {
        return Ok(Moment { day: moment.date(), time: Some(moment.time()), zone: None });
    }
    let day = NaiveDate::parse_from_str(cell, pattern).map_err(|_| Fault::Impossible)?;
    Ok(Moment { day, time: None, zone: None })
}

/// A date whose day and month could change places.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open<'c> {
    day: Day,
    cell: &'c str,
}

impl<'c> Open<'c> {
    /// The date in a cell, if it is such a one.
    pub(super) fn of(cell: &'c str) -> Option<Open<'c>> {
        split(cell).filter(|(day, _)| matches!(day, Day::Open(..))).map(|(day, _)| Open { day, cell })
    }

    /// Whether there is such a day in this order.
    pub(super) fn fits(self, order: Order) -> bool {
        self.day.fix(order).is_some()
    }

    /// The moment in this order.
    pub(super) fn moment(self, order: Order) -> Option<Moment> {
        parse(self.cell, order).ok()
    }
}

/// A day as written.
#[derive(Clone, Copy, Debug)]
enum Day {
    /// Year, month, day.
    Fixed(i32, u32, u32),
    /// Two numbers of which either may be the month, and the year.
    Open(u32, u32, i32),
    /// Days since the end of 1899, as a spreadsheet counts, and the part of the day in seconds.
    Serial(i64),
}

impl Day {
    fn fix(self, order: Order) -> Option<NaiveDate> {
        match self {
            Day::Fixed(year, month, day) => NaiveDate::from_ymd_opt(year, month, day),
            Day::Open(a, b, year) => match order {
                Order::DayFirst => NaiveDate::from_ymd_opt(year, b, a),
                Order::MonthFirst => NaiveDate::from_ymd_opt(year, a, b),
            },
            Day::Serial(days) => NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_signed(Duration::days(days)),
        }
    }
}

/// The words of a date with where they end: numbers, words, and of the signs those that a time or a zone needs.
fn words(text: &str) -> Vec<(&str, usize)> {
    let mut words = Vec::with_capacity(16);
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(|c: char| c.is_alphanumeric() || "+:-".contains(c))) {
        let rest = text.get(at + start..).unwrap_or_default();
        let first = rest.chars().next().unwrap_or(' ');
        let same = |c: char| if first.is_ascii_digit() { c.is_ascii_digit() } else { c.is_alphabetic() && first.is_alphabetic() };
        let length = rest.char_indices().skip(1).find(|(_, c)| !same(*c)).map_or(rest.len(), |(end, _)| end);
        at += start + length;
        words.push((rest.get(..length).unwrap_or_default(), at));
    }
    words
}

/// The day at the beginning of a cell, and the words after it.
fn split(cell: &str) -> Option<(Day, Vec<&str>)> {
    let cell = cell.trim();
    if !cell.contains(|c: char| c.is_ascii_digit()) || cell.len() > 60 {
        return None;
    }
    if let Some(day) = serial(cell).or_else(|| epoch(cell)).or_else(|| compact(cell)) {
        return Some(day);
    }
    let mut parts = words(cell);
    if parts.first().is_some_and(|(word, _)| weekday(word)) {
        parts.remove(0);
    }
    parts
        .retain(|(word, _)| !matches!(*word, "-" | "of" | "the" | "st" | "nd" | "rd" | "th" | "le" | "den" | "de" | "el" | "er"));
    let [(a, _), (b, _), (c, end), ..] = parts.as_slice() else { return None };
    let day = three(a, b, c)?;
    Some((day, words(cell.get(*end..)?).into_iter().map(|(word, _)| word).collect()))
}

fn weekday(word: &str) -> bool {
    word.len() >= 3 && crate::domain::weekdays::parse(word).is_some()
}

fn three(a: &str, b: &str, c: &str) -> Option<Day> {
    let number = |word: &str| word.parse::<u32>().ok().filter(|_| word.len() <= 4);
    match (number(a), number(b), number(c)) {
        (Some(year), Some(month), Some(day)) if a.len() == 4 => Some(Day::Fixed(i32::try_from(year).ok()?, month, day)),
        (Some(a), Some(b), Some(_)) => Some(Day::Open(a, b, year(c)?)),
        (Some(day), None, Some(_)) => Some(Day::Fixed(year(c)?, month(b)?, day)),
        (None, Some(day), Some(_)) => Some(Day::Fixed(year(c)?, month(a)?, day)),
        _ => None,
    }
}

/// A year of four digits, or of two in this century.
fn year(word: &str) -> Option<i32> {
    let year: i32 = word.parse().ok()?;
    match word.len() {
        4 => Some(year),
        2 => Some(2000 + year),
        _ => None,
    }
}

/// The months in English, then in French, German, Welsh, Spanish and Italian, as comparison keys.
const MONTHS: [&str; 12] = [
    "january|janvier|januar|jaenner|ionawr|enero|gennaio",
    "february|fevrier|februar|chwefror|febrero|febbraio",
    "march|mars|marz|mawrth|marzo",
    "april|avril|ebrill|abril|aprile",
    "may|mai|mayo|maggio",
    "june|juin|juni|mehefin|junio|giugno",
    "july|juillet|juli|gorffennaf|julio|luglio",
    "august|aout|awst|agosto",
    "september|septembre|medi|septiembre|setiembre|settembre",
    "october|octobre|oktober|hydref|octubre|ottobre",
    "november|novembre|tachwedd|noviembre",
    "december|decembre|dezember|rhagfyr|diciembre|dicembre",
];

/// The month that a word means: its name, or so much of its beginning that no other month has it.
fn month(word: &str) -> Option<u32> {
    let word = spelling::key(word);
    let word = if word == "sept" { "sep" } else { word.as_str() };
    if word.len() < 3 {
        return None;
    }
    let english = |names: &str| names.split('|').next().is_some_and(|name| name.starts_with(word));
    let mut foreign = MONTHS.iter().enumerate().filter(|(_, names)| names.split('|').any(|name| name.starts_with(word)));
    let at = MONTHS.iter().position(|names| english(names)).or_else(|| {
        let (at, _) = foreign.next()?;
        foreign.next().is_none().then_some(at)
    })?;
    u32::try_from(at + 1).ok()
}

/// A spreadsheet's number of a day between 1982 and 2064, with the time as a fraction.
fn serial(cell: &str) -> Option<(Day, Vec<&str>)> {
    let whole = cell.split('.').next()?;
    let plain = cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let days: i64 = whole.parse().ok().filter(|days| plain && (30_000..60_000).contains(days))?;
    Some((Day::Serial(days), vec!["serial", cell]))
}

/// Seconds or milliseconds since the beginning of 1970, of the years from 2014 to 2049.
fn epoch(cell: &str) -> Option<(Day, Vec<&str>)> {
    let digits = matches!(cell.len(), 10 | 13) && cell.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = cell.get(..10).filter(|_| digits)?;
    let since: i64 = seconds.parse().ok().filter(|since| (1_400_000_000..2_500_000_000).contains(since))?;
    Some((Day::Serial(since / 86_400 + 25_569), vec!["epoch", seconds]))
}

/// A day of this century in eight digits, with or without the time: `20260914`, `20260914172603`.
fn compact(cell: &str) -> Option<(Day, Vec<&str>)> {
    let digits = matches!(cell.len(), 8 | 12 | 14) && cell.starts_with("20") && cell.bytes().all(|byte| byte.is_ascii_digit());
    let part = |from: usize, to: usize| cell.get(from..to)?.parse::<u32>().ok();
    let (year, month, day) = digits.then(|| Some((part(0, 4)?, part(4, 6)?, part(6, 8)?)))??;
    let year = i32::try_from(year).ok()?;
    NaiveDate::from_ymd_opt(year, month, day)?;
    let clock = [8, 10, 12].into_iter().filter_map(|from| cell.get(from..from + 2));
    let words = clock.flat_map(|part| [":", part]).skip(1).collect();
    let is_time = |(hour, minute, second)| NaiveTime::from_hms_opt(hour, minute, second).is_some();
    let time = (part(8, 10).unwrap_or(0), part(10, 12).unwrap_or(0), part(12, 14).unwrap_or(0));
    is_time(time).then_some((Day::Fixed(year, month, day), words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str, order: Order) -> String {
        parse(cell, order).map_or_else(|fault| format!("{fault:?}"), |moment| moment.iso())
    }

    #[test]
    fn every_tools_dates_are_read() {
        for (cell, iso) in [
            ("2025-09-14 10:11:12", "2025-09-14T10:11:12"),
            ("2025-09-14T10:11:12.123Z", "2025-09-14T10:11:12"),
            ("2025/10/07 11:54:35 am GMT+1", "2025-10-07T11:54:35"),
            ("2022/11/30 10:39:41 PM GMT", "2022-11-30T22:39:41"),
            ("14/09/2025 10:11", "2025-09-14T10:11:00"),
            ("28-Sep-25", "2025-09-28"),
            ("26.09.25", "2025-09-26"),
            ("Sunday 14th September 2025, 9:05", "2025-09-14T09:05:00"),
            ("Sept 14, 2025", "2025-09-14"),
            ("12/1/25 12:30:00 AM", "2025-01-12T00:30:00"),
            ("45910.30674768519", "2025-09-10T07:21:43"),
            ("45910", "2025-09-10"),
            ("2025-09-12T08:12:23", "2025-09-12T08:12:23"),
            ("2025-02-30", "Impossible"),
            ("14/09/2025 25:00", "Impossible"),
            ("14/9/26 10.11", "2026-09-14T10:11:00"),
            ("14/09/2025 9.05 pm", "2025-09-14T21:05:00"),
            ("20260914", "2026-09-14"),
            ("20261345", "Unreadable"),
            ("yesterday", "Unreadable"),
            ("9530251", "Unreadable"),
        ] {
            assert_eq!(read(cell, Order::DayFirst), iso, "{cell}");
        }
        assert_eq!(read("9/10/25 7:21:43", Order::MonthFirst), "2025-09-10T07:21:43");
        assert_eq!(read("09/14/2025 01:31:27 PM", Order::MonthFirst), "2025-09-14T13:31:27");
    }

    #[test]
    fn halves_of_the_day_are_read_in_every_usual_way() {
        let afternoons = "1:10 pm|1:10 p.m.|1:10 P.M.|1:10 p. m.|1:10pm|1:10 PM GMT+1|1:10 p.m. BST|1:10 p|1:10p|1.10 p.m.|1:10:00 p.m.|\
            1:10 nachm.|1:10 nachm. OEZ|1:10 μ.μ.|13:10|13:10 Uhr|13h10|13.10|13:10 hrs|13:10 (British Summer Time)|at 1:10 p.m.|1:10 in the afternoon|13:10 Europe/London|13:10 SAST";
        for clock in afternoons.split('|') {
            assert_eq!(read(&format!("20/09/2030 {clock}"), Order::DayFirst), "2030-09-20T13:10:00", "{clock}");
        }
        let mornings =
            "9:05 am|9:05 a.m.|9:05 A.M.|9:05 a. m.|09:05|9:05 a|9:05 vorm.|9:05 vorm. OEZ|9:05 π.μ.|9:05 a.m. BST|09h05";
        for clock in mornings.split('|') {
            assert_eq!(read(&format!("20/09/2030 {clock}"), Order::DayFirst), "2030-09-20T09:05:00", "{clock}");
        }
        assert_eq!(read("20/09/2030 12:10 a.m.", Order::DayFirst), "2030-09-20T00:10:00");
        assert_eq!(read("20/09/2030 12:10 p.m.", Order::DayFirst), "2030-09-20T12:10:00");
        for clock in ["1:10 xm", "1:10 (edited)", "1:10 am pm", "1:10 e.h.", "1:10 ш"] {
            assert_eq!(read(&format!("20/09/2030 {clock}"), Order::DayFirst), "Unreadable", "{clock}");
            let day = day(&format!("20/09/2030 {clock}"), Order::DayFirst);
            assert!(day.is_some() || clock.contains("am pm"), "{clock}");
        }
    }

    #[test]
    fn figures_alone_and_months_in_other_languages_are_read() {
        for (cell, iso) in [
            ("1915377963", "2030-09-11T17:26:03"),
            ("1915377963412", "2030-09-11T17:26:03"),
            ("20300911172603", "2030-09-11T17:26:03"),
            ("203009111726", "2030-09-11T17:26:00"),
            ("11 septembre 2030 17:26", "2030-09-11T17:26:00"),
            ("le 11 août 2030 à 17h26", "2030-08-11T17:26:00"),
            ("11. März 2030 um 17:26 Uhr", "2030-03-11T17:26:00"),
            ("11 Medi 2030", "2030-09-11"),
            ("11 Okt. 2030", "2030-10-11"),
            ("11 jui 2030", "Unreadable"),
            ("20300911992603", "Unreadable"),
            ("9999999999", "Unreadable"),
            ("447700900123", "Unreadable"),
            ("07700900123", "Unreadable"),
        ] {
            assert_eq!(read(cell, Order::DayFirst), iso, "{cell}");
        }
    }

    #[test]
    fn zones_count_when_moments_are_ordered() {
        let at = |cell| parse(cell, Order::DayFirst).unwrap().instant();
        assert!(at("2025/10/26 1:30:00 am GMT+1") < at("2025/10/26 1:10:00 am GMT"));
        assert_eq!(at("2025-01-01T10:00:00-06:00"), at("2025-01-01T16:00:00Z"));
        assert_eq!(at("2025-01-01 10:00 +0130"), at("2025-01-01T08:30"));
    }
}
