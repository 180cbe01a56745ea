//! What an earlier calendar file told its readers, so that the next one can correct it: SEQUENCE never falls, nothing vanishes.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use super::{Entry, Status, When};
use crate::domain::problem::{Place, Problem};
use crate::store::formats::ics::{self, Component};

/// The title of an entry of which nothing is known any more: what it was, and with whom, is not told again.
const NO_LONGER_PLANNED: &str = "No longer planned";

/// The entries of a file that this program wrote.
///
/// # Errors
/// The file is not as this program writes it.
pub fn read(bytes: &[u8], file: &str) -> Result<Vec<Entry>, Vec<Problem>> {
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
pub fn next_edition(entries: Vec<Entry>, before: Vec<Entry>) -> Vec<Entry> {
    let mut before: BTreeMap<String, Entry> = before.into_iter().map(|entry| (entry.uid.clone(), entry)).collect();
    let mut next: Vec<Entry> = entries.into_iter().map(|entry| counted_on(before.remove(&entry.uid), entry)).collect();
    next.extend(before.into_values().map(cancelled));
    next
}

/// A change of title alone that a newer fact dates needs no higher number.
fn counted_on(before: Option<Entry>, entry: Entry) -> Entry {
    let Some(before) = before else { return entry };
    let moved = (before.when, before.status) != (entry.when, entry.status);
    let renamed = before.title != entry.title && before.stamp >= entry.stamp;
    let least = before.sequence.saturating_add(u32::from(moved || renamed));
    Entry { sequence: entry.sequence.max(least), ..entry }
}

fn cancelled(before: Entry) -> Entry {
    let sequence = before.sequence.saturating_add(u32::from(before.status != Status::Cancelled));
    Entry { status: Status::Cancelled, title: NO_LONGER_PLANNED.to_owned(), description: String::new(), sequence, ..before }
}
