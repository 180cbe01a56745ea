//! Group sessions: for a person the date that was chosen, or every date while none is; for the programme all dates.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::{Entry, Status, View, When};
use crate::domain::cohort::Participant;
use crate::domain::event::Event;
use crate::domain::fact::PersonFact;
use crate::domain::id::PersonId;

/// The sessions that this person is asked to. Whoever left comes to none that is later.
pub(super) fn of_person(view: View<'_>, person: PersonId) -> impl Iterator<Item = Entry> {
    let asked = view.settings.events.iter().filter(move |event| event.audience.includes(person.side()));
    asked.flat_map(move |event| dates(event).filter_map(move |(option, start)| for_person(view, person, event, option, start)))
}

/// Every date of every session.
pub(super) fn of_programme(view: View<'_>) -> impl Iterator<Item = Entry> {
    view.settings.events.iter().flat_map(move |event| {
        dates(event).filter_map(move |(option, start)| {
            let several =
                if event.dates.len() > 1 { format!(" (date {option} of {})", event.dates.len()) } else { String::new() };
            Some(Entry {
                uid: (view.uid)(&format!("session {} {option}", event.id)),
                title: format!("{}{several}", event.title),
                description: format!("For {}.", event.audience.people(view.settings.programme.kind)),
                when: when(view, event, start)?,
                status: Status::Confirmed,
                stamp: first_fact(view),
                sequence: 0,
            })
        })
    })
}

/// The day of the first fact of the cohort: what stands only in `cohort.toml` has no day of its own.
pub(super) fn first_fact(view: View<'_>) -> NaiveDate {
    view.facts.people.values().flatten().map(|row| row.on).min().unwrap_or_default()
}

fn for_person(view: View<'_>, person: PersonId, event: &Event, option: u32, start: NaiveDateTime) -> Option<Entry> {
    let known = view.cohort.people.get(&person);
    let chosen = known
        .and_then(|known| known.choices.get(&event.id))
        .filter(|chosen| (1..=event.dates.len()).contains(&(**chosen as usize)));
    if chosen.is_some_and(|chosen| *chosen != option) {
        return None;
    }
    let open = chosen.is_none() && event.dates.len() > 1;
    let (which, description) = if open {
        (format!(" (date {option} of {})", event.dates.len()), "Choose one of the dates and say which.")
    } else {
        (String::new(), "")
    };
    Some(Entry {
        uid: (view.uid)(&format!("session {} {option} for {person}", event.id)),
        title: format!("{}{which}", event.title),
        description: description.to_owned(),
        when: when(view, event, start)?,
        status: if has_left(known, start.date()) {
            Status::Cancelled
        } else if open {
            Status::Tentative
        } else {
            Status::Confirmed
        },
        stamp: newest_fact(view, person, event),
        sequence: 0,
    })
}

fn has_left(person: Option<&Participant>, before: NaiveDate) -> bool {
    person.and_then(|person| person.withdrew).is_some_and(|(on, _)| on < before)
}

/// The day of the newest fact about this person that bears on the session.
fn newest_fact(view: View<'_>, person: PersonId, event: &Event) -> NaiveDate {
    let bears = |fact: &PersonFact| match fact {
        PersonFact::Joined { .. } | PersonFact::Withdrew { .. } | PersonFact::Returned => true,
        PersonFact::Chose { event: chosen, .. } => *chosen == event.id,
        _ => false,
    };
    let rows = view.facts.people.get(&person).into_iter().flatten();
    rows.filter(|row| bears(&row.fact)).map(|row| row.on).max().unwrap_or_default()
}

fn dates(event: &Event) -> impl Iterator<Item = (u32, NaiveDateTime)> {
    (1..).zip(event.dates.iter().copied())
}

/// The instants at which it begins and ends. A time that the clocks skip or show twice was refused with `cohort.toml`.
fn when(view: View<'_>, event: &Event, start: NaiveDateTime) -> Option<When> {
    let zone = Tz::from_str(&view.settings.programme.timezone).ok()?;
    let start: DateTime<Utc> = zone.from_local_datetime(&start).single()?.to_utc();
    Some(When::Time(start, start.checked_add_signed(TimeDelta::minutes(i64::from(event.minutes)))?))
}
