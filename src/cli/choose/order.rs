//! Whether the dates that somebody chose keep their order: the session for mentors alone ends before the joint one begins.

use std::collections::BTreeSet;

use chrono::{NaiveDateTime, TimeDelta};

use super::Choice;
use crate::app::session::CohortSession;
use crate::domain::cohort::Cohort;
use crate::domain::event::{Audience, Event, EventKind};
use crate::domain::id::PersonId;
use crate::domain::problem::{Problem, Refusal};
use crate::domain::side::Side;

/// Refuses choices, recorded in the session, that put somebody's session alone after the joint one.
///
/// # Errors
/// Every such choice, with the choice that keeps the order.
pub(super) fn alone_first(session: &CohortSession, chosen: &[(PersonId, Choice)]) -> Result<(), Refusal> {
    let cohort = session.cohort();
    let events = &session.settings.events;
    let of = |audience| events.iter().filter(move |event| event.kind == EventKind::WrapUp && event.audience == audience);
    let people: BTreeSet<PersonId> = chosen.iter().map(|(person, _)| *person).collect();
    let pairs = of(Audience::Mentors).flat_map(|alone| of(Audience::All).map(move |joint| (alone, joint)));
    let each = pairs.flat_map(|(alone, joint)| people.iter().map(move |person| (*person, alone, joint)));
    let asked = each.filter(|(person, alone, _)| alone.audience.includes(person.side()));
    let told = |event: &Event, person| chosen.iter().any(|(who, choice)| *who == person && choice.event == event.id);
    let concerned = asked.filter(|(person, alone, joint)| told(alone, *person) || told(joint, *person));
    let problems: Vec<Problem> =
        concerned.filter_map(|(person, alone, joint)| judged(session, &cohort, person, alone, joint)).collect();
    if problems.is_empty() { Ok(()) } else { Err(Refusal::unmet(problems)) }
}

fn judged(session: &CohortSession, cohort: &Cohort, person: PersonId, alone: &Event, joint: &Event) -> Option<Problem> {
    let (mine, ours) = (date_of(cohort, person, alone)?, date_of(cohort, person, joint)?);
    if ends(alone, mine) <= ours {
        return None;
    }
    let message = format!("{} would come to {} on {mine}, after {} on {ours}", session.label(person), alone.id, joint.id);
    let fitting = (1..).zip(&alone.dates).find(|(_, start)| ends(alone, **start) <= ours);
    let first = format!("the {} meet alone first", Side::Mentor.many(session.settings.programme.kind));
    let help = match fitting {
        Some((option, _)) => format!("{first}: `revmentor choose {} {person} {option}`", alone.id),
        None => format!("{first}: no date of {} is before that one; `revmentor choose list` shows all", alone.id),
    };
    Some(Problem::error("choice-order", message).value(mine.to_string()).help(help))
}

/// The date to which somebody comes: the one chosen, or the only one.
fn date_of(cohort: &Cohort, person: PersonId, event: &Event) -> Option<NaiveDateTime> {
    let chosen = cohort.people.get(&person)?.choices.get(&event.id).and_then(|chosen| event.option_of(*chosen));
    let place = match (chosen, event.dates.len()) {
        (Some(option), _) => (option as usize).checked_sub(1)?,
        (None, 1) => 0,
        _ => return None,
    };
    event.dates.get(place).copied()
}

fn ends(event: &Event, start: NaiveDateTime) -> NaiveDateTime {
    start.checked_add_signed(TimeDelta::minutes(i64::from(event.minutes))).unwrap_or(start)
}
