//! Group sessions: for a person the date that was chosen, or every date while none is; for the programme all dates.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::{Entry, Status, View, When};
use crate::domain::cohort::Participant;
use crate::domain::event::Event;
use crate::domain::fact::PersonFact;
use crate::domain::id::PersonId;

/// The sessions that this person is asked to. Whoever left comes to none that is later; whoever lost the partner before they ever met is
/// told that it is open.
pub(super) fn of_person(view: View<'_>, person: PersonId) -> impl Iterator<Item = Entry> {
    let guest = Guest::of(view, person);
    let asked = view.settings.events.iter().filter(move |event| event.audience.includes(person.side()));
    asked.flat_map(move |event| dates(event).filter_map(move |(option, start)| for_person(view, guest, event, option, start)))
}

/// Somebody who has, or had, a pair.
#[derive(Clone, Copy)]
struct Guest<'a> {
    person: PersonId,
    known: Option<&'a Participant>,
    /// The day on which the last pair ended, for somebody without a pair who never met a partner.
    waits_since: Option<NaiveDate>,
    /// The day on which a pair of theirs last began or ended.
    paired_on: NaiveDate,
}

impl<'a> Guest<'a> {
    fn of(view: View<'a>, person: PersonId) -> Guest<'a> {
        let pairs = || view.cohort.pairs.values().filter(move |pair| pair.id.has(person));
        let ended = pairs().map(|pair| pair.ended.map(|(on, _)| on));
        let met = pairs().any(|pair| pair.held().chain(pair.earlier.values()).any(|meeting| meeting.held_on.is_some()));
        let waits_since = ended.collect::<Option<Vec<_>>>().and_then(|ended| ended.into_iter().max()).filter(|_| !met);
        let paired_on = pairs().map(|pair| pair.ended.map_or(pair.since, |(on, _)| on)).max().unwrap_or_default();
        Guest { person, known: view.cohort.people.get(&person), waits_since, paired_on }
    }

    fn status(self, open: bool, day: NaiveDate) -> Status {
        if self.known.and_then(|person| person.withdrew).is_some_and(|(on, _)| on < day) {
            Status::Cancelled
        } else if open || self.waits(day) {
            Status::Tentative
        } else {
            Status::Confirmed
        }
    }

    fn waits(self, day: NaiveDate) -> bool {
        self.waits_since.is_some_and(|since| since < day)
    }
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

fn for_person(view: View<'_>, guest: Guest<'_>, event: &Event, option: u32, start: NaiveDateTime) -> Option<Entry> {
    let Guest { person, known, .. } = guest;
    let chosen = known
        .and_then(|known| known.choices.get(&event.id))
        .filter(|chosen| (1..=event.dates.len()).contains(&(**chosen as usize)));
    if chosen.is_some_and(|chosen| *chosen != option) {
        return None;
    }
    let open = chosen.is_none() && event.dates.len() > 1;
    let which = if open { format!(" (date {option} of {})", event.dates.len()) } else { String::new() };
    let said = [
        guest.waits(start.date()).then_some("You have no partner at present: you will be told whether you are asked to come."),
        open.then_some("Choose one of the dates and say which."),
    ];
    let said: Vec<&str> = said.into_iter().flatten().collect();
    Some(Entry {
        uid: (view.uid)(&format!("session {} {option} for {person}", event.id)),
        title: format!("{}{which}", event.title),
        description: said.join(" "),
        when: when(view, event, start)?,
        status: guest.status(open, start.date()),
        stamp: newest_fact(view, person, event).max(guest.paired_on),
        sequence: 0,
    })
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
