//! Entries as the text of a calendar file: the crate `icalendar` folds and escapes, the order and every value are given here.

use chrono::{Days, NaiveTime};
use icalendar::{Calendar, Class, Component, Event, EventLike, Property};

use super::{Entry, Status, When};
use crate::render::escape::ics;

/// Who publishes: RFC 5546 asks for an organizer, and nobody can write to this address (RFC 2606).
const ORGANIZER: &str = "mailto:programme@revmentor.invalid";

/// The file: `name` is what programs call the calendar. The entries stand in the order of their beginning.
pub(crate) fn write(name: &str, entries: &[Entry]) -> String {
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//revmentor//calendar//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", &ics::text(name)),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by_key(|entry| (entry.when.begin(), &entry.uid));
    for entry in sorted {
        calendar.push(event(entry));
    }
    calendar.to_string()
}

/// UID, DTSTAMP and DTEND are always given: left out, the crate would draw the first, ask the clock for the second and get the third wrong.
fn event(entry: &Entry) -> Event {
    let stamp = entry.stamp.and_time(NaiveTime::MIN).and_utc();
    let mut event = Event::new();
    event.uid(&entry.uid).timestamp(stamp).last_modified(stamp).sequence(entry.sequence).summary(&ics::text(&entry.title));
    event.class(Class::Private).add_property("STATUS", entry.status.word()).add_property("ORGANIZER", ORGANIZER);
    if !entry.description.is_empty() {
        event.description(&ics::text(&entry.description));
    }
    match entry.when {
        When::Day(day) => event.starts(day).ends(day.checked_add_days(Days::new(1)).unwrap_or(day)),
        When::Time(start, end) => event.starts(start).ends(end),
    };
    let busy = matches!(entry.when, When::Time(..)) && entry.status != Status::Cancelled;
    event.add_property("TRANSP", if busy { "OPAQUE" } else { "TRANSPARENT" });
    event.done()
}
