//! The table against a maintained calendar library, the moon's own motion, and published days.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use icu_calendar::cal::{ChineseTraditional, Hebrew, Hijri};
use icu_calendar::{AsCalendar, Date};

use super::*;

type Row = (Tradition, &'static str, NaiveDate, NaiveDate);

/// Month and first day in the tradition's own calendar, and how many days.
const MUSLIM: [(&str, u8, u8, u64); 3] = [("Ashura", 1, 10, 1), ("Eid al-Fitr", 10, 1, 1), ("Eid al-Adha", 12, 10, 1)];
/// Months as the library numbers them: Tishri 1, Nisan 7, Sivan 9.
const JEWISH: [(&str, u8, u8, u64); 7] = [
    ("Rosh Hashanah", 1, 1, 2),
    ("Yom Kippur", 1, 10, 1),
    ("Sukkot, first days", 1, 15, 2),
    ("Shemini Atzeret and Simchat Torah", 1, 22, 2),
    ("Pesach, first days", 7, 15, 2),
    ("Pesach, last days", 7, 21, 2),
    ("Shavuot", 9, 6, 2),
];
const EAST_ASIAN: [(&str, u8, u8, u64); 1] = [("Lunar New Year", 1, 1, 1)];

/// Every row of the table.
fn table() -> impl Iterator<Item = Observance> {
    TABLE.lines().skip(1).filter_map(row)
}

fn every_day() -> impl Iterator<Item = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(REACH.start() - 1, 12, 1).unwrap();
    let last = NaiveDate::from_ymd_opt(REACH.end() + 1, 2, 1).unwrap();
    first.iter_days().take_while(move |day| *day <= last)
}

/// Month (ordinary ones only) and day of the month in another calendar.
fn elsewhere<C: AsCalendar>(day: NaiveDate, calendar: C) -> Option<(u8, u8)> {
    let iso = Date::try_new_iso(day.year(), u8::try_from(day.month()).unwrap(), u8::try_from(day.day()).unwrap()).unwrap();
    let there = iso.to_calendar(calendar);
    let month = there.month().to_input();
    (!month.is_leap()).then(|| (month.number(), there.day_of_month().0))
}

fn muslim(day: NaiveDate) -> Option<(u8, u8)> {
    elsewhere(day, Hijri::new_umm_al_qura())
}

fn found(tradition: Tradition, days: &[(&'static str, u8, u8, u64)], there: fn(NaiveDate) -> Option<(u8, u8)>) -> Vec<Row> {
    let on = |day| {
        let here = days.iter().filter(move |(_, month, of_month, _)| there(day) == Some((*month, *of_month)));
        here.map(move |(name, .., length)| (tradition, *name, day, after(Some(day), length - 1).unwrap()))
    };
    every_day().flat_map(on).collect()
}

fn ramadans() -> Vec<Row> {
    let starts = every_day().filter(|day| muslim(*day) == Some((9, 1)));
    let end = |start: NaiveDate| start.iter_days().find(|day| muslim(*day) == Some((10, 1))).unwrap().pred_opt().unwrap();
    starts.map(|start| (Tradition::Islam, "Ramadan", start, end(start))).collect()
}

fn computed() -> BTreeSet<Row> {
    let hebrew = |day| elsewhere(day, Hebrew::new());
    let chinese = |day| elsewhere(day, ChineseTraditional::new());
    let all = [
        ramadans(),
        found(Tradition::Islam, &MUSLIM, muslim),
        found(Tradition::Judaism, &JEWISH, hebrew),
        found(Tradition::LunarNewYear, &EAST_ASIAN, chinese),
    ];
    let in_reach = |(_, _, first, last): &Row| first.year() <= *REACH.end() && last.year() >= *REACH.start();
    all.into_iter().flatten().filter(in_reach).collect()
}

#[test]
fn what_can_be_computed_is_what_the_table_says() {
    let by_arithmetic = [Tradition::Islam, Tradition::Judaism, Tradition::LunarNewYear];
    let tabled: BTreeSet<Row> = table()
        .filter(|row| by_arithmetic.contains(&row.tradition))
        .map(|row| (row.tradition, row.name, row.first, row.last))
        .collect();
    let line = |(tradition, name, first, last): &Row| format!("{}\t{name}\t{first}\t{last}", tradition.word());
    let computed = computed();
    let missing: Vec<String> = computed.difference(&tabled).map(line).collect();
    assert_eq!(missing.join("\n"), "", "missing in the table");
    assert_eq!(tabled.difference(&computed).map(line).collect::<Vec<_>>().join("\n"), "", "only in the table");
}

#[test]
fn every_line_of_the_table_is_read_whole_and_in_order() {
    let rows: Vec<Observance> = table().collect();
    assert_eq!(rows.len(), TABLE.lines().count() - 1, "a row is not understood");
    for (line, row) in TABLE.lines().skip(1).zip(&rows) {
        assert!(row.first <= row.last && !row.name.is_empty() && row.source.len() > 5, "{line}");
        assert_eq!(line.split('\t').count(), 7, "{line}");
    }
    let keys: Vec<(NaiveDate, NaiveDate, &str)> = rows.iter().map(|row| (row.first, row.last, row.name)).collect();
    assert!(keys.windows(2).all(|two| two[0] < two[1]), "sorted by day, each once");
}

#[test]
fn the_rows_of_some_years_are_all_that_begin_in_them() {
    for (first, last) in [(2019, 2020), (2026, 2026), (2027, 2029), (2034, 2040), (2040, 2041)] {
        let wanted: Vec<Observance> = table().filter(|row| (first..=last).contains(&row.first.year())).collect();
        let all = Tradition::ALL.map(|(tradition, _)| tradition);
        assert_eq!(beginning_in(first..=last, &all).collect::<Vec<_>>(), wanted);
        let asked = [Tradition::Judaism, Tradition::Sikhism];
        let of_two: Vec<Observance> = wanted.iter().copied().filter(|row| asked.contains(&row.tradition)).collect();
        assert_eq!(beginning_in(first..=last, &asked).collect::<Vec<_>>(), of_two);
        assert_eq!(wanted.is_empty(), first > *REACH.end() + 1, "{first}");
    }
}

#[test]
fn every_observance_is_there_in_every_year_of_the_reach() {
    let mut years: BTreeMap<(Tradition, &str), BTreeSet<i32>> = BTreeMap::new();
    for row in table() {
        years.entry((row.tradition, row.name)).or_default().extend([row.first.year(), row.last.year()]);
    }
    let traditions: BTreeSet<Tradition> = years.keys().map(|(tradition, _)| *tradition).collect();
    let all = Tradition::ALL.iter().map(|(tradition, _)| *tradition).filter(|t| *t != Tradition::Christianity);
    assert_eq!(traditions, all.collect());
    for ((_, name), years) in years.iter().filter(|((_, name), _)| *name != "Vesak (Singapore)") {
        let missing: Vec<i32> = REACH.filter(|year| !years.contains(year)).collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
    }
}

#[test]
fn what_sighting_decides_keeps_its_neighbours_free() {
    for row in table().filter(|row| row.certainty == Certainty::Sighting) {
        assert!(matches!(row.avoid, Avoid::Around | Avoid::Evenings), "{}", row.name);
    }
}

/// How far the moon stands east of the sun, in degrees, so many hours (in UTC) into the day. Good to half a degree, which is an hour: the
/// largest terms of Meeus, *Astronomical Algorithms* (1998), chapters 25 and 47.
fn elongation(day: NaiveDate, hours: f64) -> f64 {
    let epoch = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
    let days = f64::from(i32::try_from((day - epoch).num_days()).unwrap()) + (hours - 12.0) / 24.0;
    let at = |start: f64, a_day: f64| (start + a_day * days).to_radians();
    let elongation = at(297.850, 12.190_749_12);
    let (sun, moon, node) = (at(357.529, 0.985_600_28), at(134.963, 13.064_992_95), at(93.272, 13.229_350_24));
    let of_moon = 6.289 * moon.sin()
        + 1.274 * (2.0 * elongation - moon).sin()
        + 0.658 * (2.0 * elongation).sin()
        + 0.214 * (2.0 * moon).sin()
        - 0.185 * sun.sin()
        - 0.114 * (2.0 * node).sin();
    let of_sun = 1.915 * sun.sin() + 0.020 * (2.0 * sun).sin();
    (elongation.to_degrees() + of_moon - of_sun).rem_euclid(360.0)
}

#[test]
fn the_moon_stands_where_it_is_known_to_have_stood() {
    // The eclipses of 2024-04-08 (sun, 18:21 UTC at new moon) and of 2025-03-14 (moon, full at 06:55 UTC).
    let new = elongation(NaiveDate::from_ymd_opt(2024, 4, 8).unwrap(), 18.35);
    let full = elongation(NaiveDate::from_ymd_opt(2025, 3, 14).unwrap(), 6.92);
    assert!(!(0.5..=359.5).contains(&new) && (179.5..=180.5).contains(&full), "{new} {full}");
}

#[test]
fn the_indian_days_lie_in_their_lunar_day() {
    // A lunar day is twelve degrees. Diwali: the thirtieth after sunset in Ujjain; Holi: the day after the evening of the fifteenth; the
    // full-moon days: the fifteenth at sunrise. Two degrees of grace, four hours, for rules that differ where it is close.
    let grace = 2.0;
    for row in table() {
        let (at, ends) = match row.name {
            "Diwali" => (elongation(row.first, 13.25), 360.0),
            "Holi" => (elongation(row.first.pred_opt().unwrap(), 13.75), 180.0),
            "Guru Nanak Gurpurab" | "Vesak (Buddha Purnima)" => (elongation(row.first, 0.75), 180.0),
            _ => continue,
        };
        let before_the_end = (ends - at).rem_euclid(360.0);
        assert!(before_the_end <= 12.0 + grace || before_the_end >= 360.0 - grace, "{} {} {at}", row.name, row.first);
    }
}

#[test]
fn the_published_days_of_2027_are_in_the_table() {
    for (name, first, last) in [
        ("Ramadan", "2027-02-08", "2027-03-08"),
        ("Eid al-Fitr", "2027-03-09", "2027-03-09"),
        ("Eid al-Adha", "2027-05-16", "2027-05-16"),
        ("Yom Kippur", "2027-10-11", "2027-10-11"),
        ("Pesach, first days", "2027-04-22", "2027-04-23"),
        ("Lunar New Year", "2027-02-06", "2027-02-06"),
        ("Diwali", "2027-10-29", "2027-10-29"),
        ("Holi", "2027-03-22", "2027-03-22"),
    ] {
        let found = table().find(|row| row.name == name && row.first.to_string() == first);
        assert_eq!(found.map(|row| row.last.to_string()).as_deref(), Some(last), "{name}");
    }
}

#[test]
fn christian_days_are_computed_for_any_year() {
    let days: Vec<String> = christian(2040).iter().map(|day| format!("{} {}", day.first, day.name)).collect();
    assert!(days.contains(&"2040-04-01 Easter Sunday".to_owned()), "{days:?}");
    assert!(days.contains(&"2040-05-06 Orthodox Easter Sunday".to_owned()), "{days:?}");
    assert_eq!(days.len(), 8);
}
