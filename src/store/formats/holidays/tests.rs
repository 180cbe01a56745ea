//! What a lead's own calendar closes, and what in it is refused with its line.

use super::*;

fn zone() -> Zone {
    Zone::named("Europe/London").unwrap()
}

fn file(entries: &[&str]) -> String {
    let entries: Vec<String> =
        entries.iter().map(|entry| format!("BEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\n", entry.replace('|', "\r\n"))).collect();
    format!("\u{feff}BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n", entries.concat())
}

/// `2027-02-15 2027-02-19 Half-term`, and the codes of the warnings.
fn closed_by(entry: &str) -> (Vec<String>, Vec<&'static str>) {
    let (closures, warnings) = read(file(&[entry]).as_bytes(), "holidays.ics", &(2026..=2028), &zone()).unwrap();
    let said = |closure: &Closure| format!("{} {} {}", closure.from, closure.to, closure.why.as_deref().unwrap_or("-"));
    (closures.iter().map(said).collect(), warnings.iter().map(|warning| warning.code).collect())
}

fn refused(entry: &str) -> (&'static str, Option<u32>) {
    let problems = read(file(&[entry]).as_bytes(), "holidays.ics", &(2026..=2028), &zone()).unwrap_err();
    assert_eq!(problems[0].place.file.as_deref(), Some("holidays.ics"));
    (problems[0].code, problems[0].place.line)
}

#[test]
fn the_end_of_a_whole_day_is_not_part_of_it() {
    for (entry, expected) in [
        (
            "DTSTART;VALUE=DATE:20270215|DTEND;VALUE=DATE:20270220|SUMMARY:Half-term\\, all",
            "2027-02-15 2027-02-19 Half-term, all",
        ),
        ("DTSTART;VALUE=DATE:20270215|DTEND;VALUE=DATE:20270215", "2027-02-15 2027-02-15 -"),
        ("DTSTART;VALUE=DATE:20270215", "2027-02-15 2027-02-15 -"),
        ("DTSTART:20270215|DURATION:P1W", "2027-02-15 2027-02-21 -"),
    ] {
        assert_eq!(closed_by(entry), (vec![expected.to_owned()], vec![]), "{entry}");
    }
}

#[test]
fn hours_close_the_whole_day_and_that_is_said() {
    for (entry, expected) in [
        ("DTSTART:20270215T090000|DTEND:20270216T000000", "2027-02-15 2027-02-15 -"),
        ("DTSTART;TZID=Europe/London:20270215T090000|DURATION:P1DT8H", "2027-02-15 2027-02-16 -"),
        // In summer the clocks of London are an hour ahead of UTC.
        ("DTSTART:20270614T233000Z|DTEND:20270615T010000Z", "2027-06-15 2027-06-15 -"),
    ] {
        assert_eq!(closed_by(entry), (vec![expected.to_owned()], vec!["closed-for-hours"]), "{entry}");
    }
}

#[test]
fn what_repeats_by_the_year_or_the_week_is_followed() {
    let days = |entry: &str| closed_by(entry).0.iter().map(|closure| closure[..10].to_owned()).collect::<Vec<_>>().join(" ");
    for (entry, expected) in [
        ("DTSTART:20251224|RRULE:FREQ=YEARLY", "2025-12-24 2026-12-24 2027-12-24 2028-12-24"),
        ("DTSTART:20251224|RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24;COUNT=2", "2025-12-24 2026-12-24"),
        ("DTSTART:20240229|RRULE:FREQ=YEARLY", "2024-02-29 2028-02-29"),
        (
            "DTSTART:20270104|RRULE:FREQ=WEEKLY;BYDAY=MO;INTERVAL=2;UNTIL=20270201|EXDATE;VALUE=DATE:20270118",
            "2027-01-04 2027-02-01",
        ),
    ] {
        assert_eq!(days(entry), expected, "{entry}");
    }
}

#[test]
fn every_other_repetition_is_refused_with_its_line() {
    for entry in [
        "DTSTART:20270104|RRULE:FREQ=MONTHLY",
        "DTSTART:20270104|RRULE:FREQ=YEARLY;BYDAY=1MO;BYMONTH=5",
        "DTSTART:20270104|RRULE:FREQ=WEEKLY;BYDAY=MO,TU",
        "DTSTART:20270104|RRULE:FREQ=WEEKLY;INTERVAL=0",
        "DTSTART:20270104|RRULE:COUNT=3",
        "DTSTART:20270104|RDATE:20270105",
        "DTSTART:20270104|RECURRENCE-ID:20270105",
    ] {
        assert_eq!(refused(entry), ("repeats", Some(5)), "{entry}");
    }
}

#[test]
fn what_cannot_be_a_day_is_refused_with_its_line() {
    assert_eq!(refused("SUMMARY:x"), ("no-day", Some(3)));
    assert_eq!(refused("SUMMARY:x|DTSTART:20270230"), ("no-day", Some(5)));
    assert_eq!(refused("DTSTART:20270215|DTEND:20270210"), ("reversed", Some(5)));
    assert_eq!(refused("DTSTART:20270215|DURATION:P1X"), ("no-duration", Some(5)));
}

#[test]
fn what_is_called_off_closes_nothing_and_an_empty_calendar_is_said() {
    assert_eq!(closed_by("DTSTART:20270215|STATUS:CANCELLED"), (vec![], vec![]));
    let (closures, warnings) = read(file(&[]).as_bytes(), "holidays.ics", &(2027..=2027), &zone()).unwrap();
    assert_eq!((closures, warnings[0].code), (vec![], "no-holidays"));
}
