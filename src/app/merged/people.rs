//! One id is one person and one person one id, after two leads imported newcomers apart.

use std::collections::BTreeMap;

use super::doubtful;
use crate::app::identity as records;
use crate::app::session::CohortSession;
use crate::domain::correction::{self, PersonThing};
use crate::domain::fact::{Dated, Likeness, PersonFact};
use crate::domain::id::PersonId;
use crate::domain::identity;
use crate::domain::problem::{Place, Problem};
use crate::domain::text::long_date;
use crate::store::layout;

/// Keeps one person for each id, and one id for each person of one side; somebody of both sides is asked about.
pub(super) fn one_person_each(session: &mut CohortSession) -> Vec<Problem> {
    let mut notes = keep_the_first(session);
    notes.extend(erased_people_leave(session));
    for (one, other) in twice(session) {
        let (older, newer) = identity::older_first(&session.facts, one, other);
        let on = joined(session, newer).unwrap_or_default();
        if older.side() == newer.side() {
            records::unite(session, older, newer, on);
            let message = format!("{older} and {newer} are one person: {older} goes on, {newer} is retired");
            notes.push(note("one-person", message, newer));
        } else {
            session.facts.person(newer, on, PersonFact::Alike { with: older, why: Likeness::BothSides });
            notes.push(note("identity-question", format!("{older} and {newer} have one address"), newer));
        }
    }
    notes
}

/// Whoever was erased has left, whatever two leads recorded of that apart: nobody could ask the person any more.
fn erased_people_leave(session: &mut CohortSession) -> Vec<Problem> {
    let is_disputed = |(id, rows): (&PersonId, &Vec<Dated<PersonFact>>)| {
        let is_erased = rows.iter().any(|row| row.fact == PersonFact::Erased);
        let last = correction::last_corrections(rows).remove(&PersonThing::TakingPart)?;
        let left = last.iter().filter(|row| matches!(row.fact, PersonFact::Withdrew { .. })).max_by_key(|row| row.on)?;
        (is_erased && correction::is_contradicted(rows, &PersonThing::TakingPart)).then(|| (*id, left.on, left.fact.clone()))
    };
    let disputed: Vec<_> = session.facts.people.iter().filter_map(is_disputed).collect();
    let mut notes = Vec::new();
    for (id, on, left) in disputed {
        session.facts.person(id, on, left);
        let message = format!("{id} was erased, and left on {}, whatever else was recorded apart", long_date(on));
        let place = Place::file(layout::person_facts(id).as_str());
        notes.push(Problem::warning("merged-rows", message).at(place).help("nothing to do"));
    }
    notes
}

/// An id that two leads gave to two people stays with the one of the first row.
fn keep_the_first(session: &mut CohortSession) -> Vec<Problem> {
    let (mut notes, mut twice) = (Vec::new(), Vec::new());
    for (id, rows) in &mut session.facts.people {
        let first = rows.iter().find_map(|row| mark_of(&row.fact)).cloned();
        let before = rows.len();
        rows.retain(|row| mark_of(&row.fact).is_none() || mark_of(&row.fact) == first.as_ref());
        if rows.len() < before {
            twice.push(*id);
        }
    }
    for id in twice {
        notes.push(note("two-people", format!("{id} was given to two people, and stays with the first"), id));
        notes.extend(doubtful::facts_of(session, id));
    }
    notes
}

fn mark_of(fact: &PersonFact) -> Option<&String> {
    if let PersonFact::Joined { mark } = fact { Some(mark) } else { None }
}

fn joined(session: &CohortSession, id: PersonId) -> Option<chrono::NaiveDate> {
    session.facts.people.get(&id)?.iter().find(|row| mark_of(&row.fact).is_some()).map(|row| row.on)
}

/// Two ids with one mark of which nothing was asked or answered yet.
fn twice(session: &CohortSession) -> Vec<(PersonId, PersonId)> {
    let known: Vec<(PersonId, PersonId)> =
        identity::questions(&session.facts).into_iter().map(|question| (question.older, question.newer)).collect();
    let mut holders: BTreeMap<&String, PersonId> = BTreeMap::new();
    let mut twice = Vec::new();
    let erased = identity::erased(&session.facts);
    for (id, rows) in session.facts.people.iter().filter(|(id, _)| !erased.contains(id)) {
        let Some(mark) = rows.iter().find_map(|row| mark_of(&row.fact)) else { continue };
        let holder = *holders.entry(mark).or_insert(*id);
        if holder != *id && !known.contains(&identity::older_first(&session.facts, holder, *id)) {
            twice.push((holder, *id));
        }
    }
    twice
}

fn note(code: &'static str, message: String, id: PersonId) -> Problem {
    let help = match code {
        "one-person" => "nothing to do",
        "two-people" => "`revmentor import` gives the other a new id, where the register has them",
        _ => "`revmentor identity list` shows what is asked",
    };
    Problem::warning(code, message).at(Place::file(layout::person_facts(id).as_str())).help(help)
}
