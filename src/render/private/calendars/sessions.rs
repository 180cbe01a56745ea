//! Group sessions: for a person the date that was chosen, or every date while none is; for the programme all dates.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::{Entry, Status, View, When};
use crate::domain::blind::Blind;
use crate::domain::event::{Event, Venue};
use crate::domain::fact::{Dated, PersonFact};
use crate::domain::id::PersonId;
use crate::render::shared::timeline;

/// The sessions that this person is asked to. Whoever left comes to none that is later; whoever lost the partner before they ever met is
/// told that it is open.
pub(super) fn of_person<'a>(view: View<'a>, guest: Blind<'a>, pauses: u32) -> impl Iterator<Item = Entry> {
    let asked = view.settings.events.iter().filter(move |event| event.audience.includes(guest.person.side()));
    asked.flat_map(move |event| {
        let training =
            training(view, guest, event).map(|entry| Entry { sequence: entry.sequence.saturating_add(pauses), ..entry });
        for_guest(view, guest, event, pauses).chain(training)
    })
}

/// The day by which this person completes a training; none for whoever left before.
fn training(view: View<'_>, guest: Blind<'_>, event: &Event) -> Option<Entry> {
    let timeline::Entry { day, title, venue, .. } = timeline::training(event)?;
    Some(Entry {
        uid: (view.uid)(&format!("session {} 1 for {}", event.id, guest.person)),
        title,
        description: venue_in_words(&venue),
        place: venue.place.clone().unwrap_or_default(),
        link: venue.link.unwrap_or_default(),
        when: When::Day(day),
        status: status(guest, false, day),
        stamp: newest_fact(view, guest.person, event).max(guest.waits_since.unwrap_or_default()),
        sequence: sequence(view, guest.person, event, 1),
    })
}

/// What calendars have no line for, or do not show: who leads it, and where to join.
fn venue_in_words(venue: &Venue) -> String {
    let host = venue.host.as_ref().map(|host| format!("Led by: {host}."));
    let link = venue.link.as_ref().map(|link| format!("Join: {link}"));
    host.into_iter().chain(link).collect::<Vec<_>>().join(" ")
}

/// Every date of one session that concerns this person; `pauses` counts how often the person was without a partner, and no longer.
pub(super) fn for_guest<'a>(view: View<'a>, guest: Blind<'a>, event: &'a Event, pauses: u32) -> impl Iterator<Item = Entry> {
    let entries = dates(event).filter_map(move |(option, start)| for_person(view, guest, event, option, start));
    entries.map(move |entry| Entry { sequence: entry.sequence.saturating_add(pauses), ..entry })
}

fn status(guest: Blind<'_>, open: bool, day: NaiveDate) -> Status {
    if guest.left().is_some_and(|on| on < day) {
        Status::Cancelled
    } else if open || waits(guest, day) {
        Status::Tentative
    } else {
        Status::Confirmed
    }
}

fn waits(guest: Blind<'_>, day: NaiveDate) -> bool {
    guest.waits_since.is_some_and(|since| since < day)
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
                description: format!(
                    "For {}. {}",
                    event.audience.people(view.settings.programme.kind),
                    venue_in_words(&event.venue)
                )
                .trim_end()
                .to_owned(),
                place: event.venue.place.clone().unwrap_or_default(),
                link: event.venue.link.clone().unwrap_or_default(),
                when: when(view, event, start)?,
                status: Status::Confirmed,
                stamp: first_fact(view),
                sequence: view.changes.of(&event.id, option),
            })
        })
    })
}

/// The day of the first fact of the cohort: what stands only in `cohort.toml` has no day of its own.
pub(super) fn first_fact(view: View<'_>) -> NaiveDate {
    view.facts.people.values().flatten().map(|row| row.on).min().unwrap_or_default()
}

fn for_person(view: View<'_>, guest: Blind<'_>, event: &Event, option: u32, start: NaiveDateTime) -> Option<Entry> {
    let person = guest.person;
    let chosen = guest.choice(event);
    if chosen.is_some_and(|chosen| chosen != option) {
        return was_offered(view, person, event, option).then(|| not_chosen(view, person, event, option, start)).flatten();
    }
    let open = chosen.is_none() && event.dates.len() > 1;
    let which = if open { format!(" (date {option} of {})", event.dates.len()) } else { String::new() };
    let said = [
        waits(guest, start.date()).then_some("You have no partner at present: you will be told whether you are asked to come."),
        open.then_some("Choose one of the dates and say which."),
    ];
    let venue = venue_in_words(&event.venue);
    let said: Vec<&str> = said.into_iter().flatten().chain((!venue.is_empty()).then_some(venue.as_str())).collect();
    Some(Entry {
        uid: (view.uid)(&format!("session {} {option} for {person}", event.id)),
        title: format!("{}{which}", event.title),
        description: said.join(" "),
        place: event.venue.place.clone().unwrap_or_default(),
        link: event.venue.link.clone().unwrap_or_default(),
        when: when(view, event, start)?,
        status: status(guest, open, start.date()),
        stamp: newest_fact(view, person, event).max(guest.waits_since.unwrap_or_default()),
        sequence: sequence(view, person, event, option),
    })
}

/// Whether calendars told of the date before this person chose another.
fn was_offered(view: View<'_>, person: PersonId, event: &Event, option: u32) -> bool {
    let first = view.facts.calendar_dates.0.get(&(event.id.clone(), option)).and_then(|rows| rows.first());
    let chose = rows(view, person, event).filter(|row| matches!(row.fact, PersonFact::Chose { .. })).map(|row| row.on).max();
    first.zip(chose).is_some_and(|(first, chose)| first.on < chose)
}

/// A date that stands in the calendars of those who have not chosen yet, taken out of this person's.
fn not_chosen(view: View<'_>, person: PersonId, event: &Event, option: u32, start: NaiveDateTime) -> Option<Entry> {
    Some(Entry {
        uid: (view.uid)(&format!("session {} {option} for {person}", event.id)),
        title: super::published::NO_LONGER_PLANNED.to_owned(),
        description: String::new(),
        place: String::new(),
        link: String::new(),
        when: when(view, event, start)?,
        status: Status::Cancelled,
        stamp: newest_fact(view, person, event),
        sequence: sequence(view, person, event, option),
    })
}

/// How often what this person is told of the date changed; times without a partner are counted elsewhere, and only after a reveal. What
/// two leads record alike counts once.
fn sequence(view: View<'_>, person: PersonId, event: &Event, option: u32) -> u32 {
    let own: Vec<&Dated<PersonFact>> =
        rows(view, person, event).filter(|row| !matches!(row.fact, PersonFact::Joined { .. })).collect();
    let is_new = |at: usize, row: &Dated<PersonFact>| {
        let says_so = |other: &&Dated<PersonFact>| other.fact == row.fact && other.correction == row.correction;
        !own.iter().take(at).any(says_so)
    };
    let own = own.iter().enumerate().filter(|(at, row)| is_new(*at, row)).count();
    view.changes.of(&event.id, option).saturating_add(u32::try_from(own).unwrap_or(u32::MAX))
}

/// The day of the newest fact about this person that bears on the session.
fn newest_fact(view: View<'_>, person: PersonId, event: &Event) -> NaiveDate {
    rows(view, person, event).map(|row| row.on).max().unwrap_or_default()
}

/// The facts about this person that bear on the session.
fn rows<'a>(view: View<'a>, person: PersonId, event: &'a Event) -> impl Iterator<Item = &'a Dated<PersonFact>> {
    let bears = |fact: &PersonFact| match fact {
        PersonFact::Joined { .. } | PersonFact::Withdrew { .. } | PersonFact::Leaves { .. } | PersonFact::Returned { .. } => true,
        PersonFact::Chose { event: chosen, .. } | PersonFact::Unchose { event: chosen } => *chosen == event.id,
        _ => false,
    };
    view.facts.people.get(&person).into_iter().flatten().filter(move |row| bears(&row.fact))
}

fn dates(event: &Event) -> impl Iterator<Item = (u32, NaiveDateTime)> {
    (1..).zip(event.dates.iter().copied())
}

/// The instants at which it begins and ends. A time that the clocks skip or show twice was refused with `cohort.toml`.
fn when(view: View<'_>, event: &Event, start: NaiveDateTime) -> Option<When> {
    let start = view.zone?.instants(start).single()?;
    Some(When::Time(start, start.checked_add_signed(TimeDelta::minutes(i64::from(event.minutes)))?))
}
