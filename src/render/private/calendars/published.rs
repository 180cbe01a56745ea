//! What an earlier calendar file told its readers, so that the next one can correct it: SEQUENCE never falls, nothing vanishes.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use super::{Entry, Status, When};
use crate::domain::problem::{Place, Problem};
use crate::render::escape::ics as escape;
use crate::store::formats::ics::{self, Component};

/// The title of an entry of which nothing is known any more: what it was, and with whom, is not told again.
pub(super) const NO_LONGER_PLANNED: &str = "No longer planned";

/// The entries of a file that this program wrote.
///
/// # Errors
/// The file is not as this program writes it.
pub(crate) fn read(bytes: &[u8], file: &str) -> Result<Vec<Entry>, Vec<Problem>> {
    let help = "move the file away; if people had it already, ask them to delete its entries before they read the new one";
    let told = |problem: Problem| problem.help(help);
    let calendars = ics::read(bytes, file).map_err(|found| found.into_iter().map(told).collect::<Vec<_>>())?;
    let events = calendars.iter().flat_map(|calendar| &calendar.components).filter(|inner| inner.name == "VEVENT");
    let (mut entries, mut problems) = (Vec::new(), Vec::new());
    for event in events {
        match entry(event) {
            Some(entry) => entries.push(entry),
            None => problems.push(told(
                Problem::error("calendar-edited", "this entry is not as revmentor wrote it")
                    .at(Place::file(file).line(event.line)),
            )),
        }
    }
    if problems.is_empty() { Ok(entries) } else { Err(problems) }
}

fn entry(event: &Component) -> Option<Entry> {
    let value = |name| event.property(name).map(|property| property.value.as_str());
    let text = |name| event.property(name).map(ics::Property::text);
    let status = value("STATUS")?;
    Some(Entry {
        uid: text("UID")?,
        title: text("SUMMARY")?,
        description: text("DESCRIPTION").unwrap_or_default(),
        place: text("LOCATION").unwrap_or_default(),
        link: value("URL").unwrap_or_default().to_owned(),
        when: match (day(value("DTSTART")?), instant(value("DTSTART")?)) {
            (Some(day), _) => When::Day(day),
            (None, Some(start)) => When::Time(start, instant(value("DTEND")?)?),
            _ => return None,
        },
        status: Status::ALL.iter().find(|(_, word)| *word == status)?.0,
        stamp: instant(value("DTSTAMP")?)?.date_naive(),
        sequence: value("SEQUENCE")?.parse().ok()?,
    })
}

fn day(value: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(value, "%Y%m%d").ok()
}

fn instant(value: &str) -> Option<DateTime<Utc>> {
    NaiveDateTime::parse_from_str(value, "%Y%m%dT%H%M%SZ").ok().map(|instant| instant.and_utc())
}

/// `entries` as the next edition of what was published before: each counts on from there if it differs, and what is no longer among them
/// is cancelled.
pub(crate) fn next_edition(entries: Vec<Entry>, before: Vec<Entry>) -> Vec<Entry> {
    let mut before: BTreeMap<String, Entry> = before.into_iter().map(|entry| (entry.uid.clone(), entry)).collect();
    let mut next: Vec<Entry> = entries.into_iter().map(|entry| counted_on(before.remove(&entry.uid), entry)).collect();
    next.extend(before.into_values().map(cancelled));
    next
}

/// Whatever is told anew has a higher number than what was told before, and no earlier day (RFC 5546, 2.1.5: a copy with a higher SEQUENCE,
/// or with the same and a later DTSTAMP, stands).
fn counted_on(before: Option<Entry>, entry: Entry) -> Entry {
    let Some(before) = before else { return entry };
    let least = before.sequence.saturating_add(u32::from(told(&before) != told(&entry)));
    Entry { sequence: entry.sequence.max(least), stamp: entry.stamp.max(before.stamp), ..entry }
}

/// What a reader sees of an entry, as a file holds it.
fn told(entry: &Entry) -> (When, Status, [String; 4]) {
    let texts = [&entry.title, &entry.description, &entry.place, &entry.link];
    (entry.when, entry.status, texts.map(|text| escape::text(text)))
}

fn cancelled(before: Entry) -> Entry {
    let (title, description) = (NO_LONGER_PLANNED.to_owned(), String::new());
    let (place, link) = (String::new(), String::new());
    let entry = Entry { status: Status::Cancelled, title, description, place, link, ..before.clone() };
    counted_on(Some(before), entry)
}
