//! Entries as the text of a calendar file: the crate `icalendar` folds and escapes, the order and every value are given here.

use chrono::{DateTime, Datelike, Days, NaiveTime, Timelike, Utc};
use icalendar::{Calendar, Class, Component, Event, EventLike, Property};

use super::{Entry, Status, When};
use crate::domain::correspondence_settings::Mailbox;
use crate::domain::settings::Settings;
use crate::render::escape::ics;

/// The file: the programme's name and cohort are what programs call the calendar. The entries stand in the order of their beginning.
pub(crate) fn write(settings: &Settings, entries: &[Entry]) -> String {
    let programme = &settings.programme;
    let name = format!("{} {}", programme.name, programme.cohort);
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//revmentor//calendar//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", &ics::text(&name)),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by_key(|entry| (entry.when.begin(), &entry.uid));
    let organizer = organizer(settings);
    for entry in sorted {
        calendar.push(event(entry, organizer.as_ref()));
    }
    calendar.to_string()
}

/// UID, DTSTAMP and DTEND are always given: left out, the crate would draw the first, ask the clock for the second and get the third wrong.
fn event(entry: &Entry, organizer: Option<&Property>) -> Event {
    let stamp = instant(entry.stamp.and_time(NaiveTime::MIN).and_utc());
    let mut event = Event::new();
    event.uid(&entry.uid).add_property("DTSTAMP", &stamp).add_property("LAST-MODIFIED", stamp);
    event.sequence(entry.sequence).summary(&ics::text(&entry.title));
    event.class(Class::Private).add_property("STATUS", entry.status.word());
    if let Some(organizer) = organizer {
        event.append_property(organizer.clone());
    }
    if !entry.description.is_empty() {
        event.description(&ics::text(&entry.description));
    }
    for (key, value) in [("LOCATION", &entry.place), ("URL", &entry.link)] {
        if !value.is_empty() {
            event.add_property(key, ics::text(value));
        }
    }
    match entry.when {
        When::Day(day) => event.starts(day).ends(day.checked_add_days(Days::new(1)).unwrap_or(day)),
        When::Time(start, end) => event.add_property("DTSTART", instant(start)).add_property("DTEND", instant(end)),
    };
    let busy = matches!(entry.when, When::Time(..)) && entry.status != Status::Cancelled;
    event.add_property("TRANSP", if busy { "OPAQUE" } else { "TRANSPARENT" });
    event.done()
}

/// `20270111T140000Z`: by hand, because a pattern takes a sixth of the time of a whole file.
fn instant(at: DateTime<Utc>) -> String {
    let (year, month, day) = (at.year(), at.month(), at.day());
    format!("{year:04}{month:02}{day:02}T{:02}{:02}{:02}Z", at.hour(), at.minute(), at.second())
}

/// Who publishes: the programme's contact, else who writes its messages; nobody where neither is known, since an address that nobody
/// reads is worse than none. The name is without quotes, which no escape could keep (RFC 5545, 3.2).
fn organizer(settings: &Settings) -> Option<Property> {
    let Mailbox { name, email } = settings.programme.contact.as_ref().or(settings.messages.from.as_ref())?;
    let mut organizer = Property::new("ORGANIZER", format!("mailto:{}", email.reveal()));
    let name = ics::text(name).replace('"', "'");
    if !name.is_empty() {
        organizer.add_parameter("CN", &name);
    }
    Some(organizer.done())
}
