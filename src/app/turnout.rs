//! Which of an event's dates people can come to: asked of everybody who is in a pair, or of all applicants before there are pairs.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::app::session::CohortSession;
use crate::domain::cohort::{Cohort, Participant};
use crate::domain::event::Event;
use crate::domain::id::PersonId;
use crate::render::output::Document;
use crate::render::private::turnout::{self, Judged};
use crate::schedule::{self, Choices, Invitee};

/// Every event to come that has several dates, judged; none while there is nobody to come.
pub(crate) fn judged(session: &CohortSession, today: NaiveDate) -> Vec<Judged<'_>> {
    let cohort = session.cohort();
    if cohort.present().next().is_none() {
        return Vec::new();
    }
    let to_come = |event: &&Event| event.dates.len() > 1 && event.dates.iter().any(|date| date.date() >= today);
    let events = session.settings.events.iter().filter(to_come);
    events.map(|event| (event, choices(session, &cohort, event))).collect()
}

/// Who can come to which of the event's dates, and who chose which.
pub(crate) fn choices(session: &CohortSession, cohort: &Cohort, event: &Event) -> Choices {
    let paired = cohort.paired();
    let asked =
        |person: &&Participant| event.audience.includes(person.id.side()) && (paired.is_empty() || paired.contains(&person.id));
    let mut partners: BTreeMap<PersonId, PersonId> = BTreeMap::new();
    for pair in cohort.active_pairs().map(|pair| pair.id) {
        partners.entry(pair.mentor).or_insert(pair.mentee);
        partners.entry(pair.mentee).or_insert(pair.mentor);
    }
    let partner = |person: &Participant| partners.get(&person.id).copied();
    let invitees = cohort.present().filter(asked).map(|person| invitee(session, event, person, partner(person)));
    let invitees: Vec<Invitee> = invitees.collect();
    schedule::choices(event, &invitees)
}

fn invitee(session: &CohortSession, event: &Event, person: &Participant, partner: Option<PersonId>) -> Invitee {
    let can = schedule::within_reach(event, session.weekdays(person.id), &session.closed(person.id));
    let chosen = person.choices.get(&event.id).and_then(|chosen| event.option_of(*chosen));
    Invitee { person: person.id, partner, can, chosen }
}

/// Who chose a date that is offered no more, by event to come.
pub(crate) fn lost<'s>(session: &'s CohortSession, cohort: &Cohort, today: NaiveDate) -> Vec<(&'s Event, Vec<PersonId>)> {
    let to_come = |event: &&Event| event.dates.len() > 1 && event.dates.iter().any(|date| date.date() >= today);
    let of = |event: &'s Event| {
        let has_lost = |person: &&Participant| {
            let chosen = person.choices.get(&event.id).copied();
            event.audience.includes(person.id.side()) && chosen.is_some_and(|chosen| event.option_of(chosen).is_none())
        };
        (event, cohort.present().filter(has_lost).map(|person| person.id).collect::<Vec<_>>())
    };
    session.settings.events.iter().filter(to_come).map(of).filter(|(_, people)| !people.is_empty()).collect()
}

/// Who was asked and has chosen none of the dates, by id.
pub(crate) fn silent(choices: &Choices) -> Vec<PersonId> {
    let has_chosen = |person: &PersonId| choices.options.iter().any(|option| option.chosen.contains(person));
    let asked: BTreeSet<PersonId> = choices.seats.keys().chain(&choices.left_out).copied().collect();
    asked.into_iter().filter(|person| !has_chosen(person)).collect()
}

/// The document with the sheets that tell of events with several dates.
pub(crate) fn sheets(document: Document, judged: &[Judged<'_>], session: &CohortSession) -> Document {
    document.sheet("dates", turnout::dates(judged)).sheet("best_dates", turnout::best(judged, &session.names()))
}
