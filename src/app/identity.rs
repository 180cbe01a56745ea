//! Two ids that are one person become one: the older goes on, and nothing that was known of the newer is lost. Where that was a mistake,
//! they become two again, each as before.

use crate::app::registered_ids::Identities;
use crate::app::session::CohortSession;
use crate::app::taking_part;
use crate::domain::cohort::{Cohort, Participant};
use crate::domain::conflict::ConflictState;
use crate::domain::fact::{EndReason, PairFact, PersonFact};
use crate::domain::id::{PairId, PersonId};
use crate::domain::identity;

/// Records that two ids are one person: the older goes on, with the newer's address and answers; the newer is retired.
pub(crate) fn unite(session: &mut CohortSession, older: PersonId, newer: PersonId, today: chrono::NaiveDate) -> Vec<PairId> {
    let cohort = session.cohort();
    session.facts.person(older, today, PersonFact::Same { with: newer });
    let ended: Vec<PairId> = cohort.pairs_of(newer).map(|pair| pair.id).collect();
    for pair in cohort.pairs_of(newer) {
        let held = pair.held().filter_map(|meeting| meeting.held_on).max();
        let on = today.max(pair.since).max(held.unwrap_or(pair.since));
        session.facts.pair(pair.id, on, PairFact::Ended { reason: EndReason::Mistake });
    }
    let is_back = cohort.people.get(&newer).is_some_and(|newer| newer.withdrew.is_none())
        && cohort.people.get(&older).is_some_and(|older| older.withdrew.is_some());
    if is_back {
        session.facts.person(older, today, PersonFact::Returned { mistake: false });
    }
    carry_conflicts(session, &cohort, (newer, older), today);
    settle_register(session);
    ended
}

/// Brings the register into line with what was just recorded of ids.
fn settle_register(session: &mut CohortSession) {
    let identities = Identities::of(&session.facts);
    if let Ok(records) = session.records_mut() {
        identities.settle(records);
    }
}

/// What becomes of two ids that are two people after all.
#[derive(Default)]
pub(crate) struct Parted {
    /// The pairs of the newer that stand again.
    pub(crate) resumed: Vec<PairId>,
    /// The pairs of the newer that cannot stand again, with why.
    pub(crate) lost: Vec<(PairId, String)>,
    /// The conflicts of interest that the older has from the newer, and that stay.
    pub(crate) carried: Vec<PairId>,
    /// Whether the older takes part again since the two were one, and goes on doing so.
    pub(crate) came_back: bool,
    /// Those whose name and address this machine does not have.
    pub(crate) nameless: Vec<PersonId>,
}

/// Records that two ids are two people. Where they were one so far, the newer's pairs stand again where they can, and each has a row of
/// their own in the register again.
pub(crate) fn part(session: &mut CohortSession, older: PersonId, newer: PersonId, today: chrono::NaiveDate) -> Parted {
    let united = united_on(session, older, newer);
    session.facts.person(older, today, PersonFact::Different { with: newer });
    settle_register(session);
    let Some(united) = united else { return Parted::default() };
    let cohort = session.cohort();
    let mut parted = Parted::default();
    let by_it = |(on, reason): (chrono::NaiveDate, EndReason)| on >= united && reason == EndReason::Mistake;
    let ended = cohort.pairs.values().filter(|pair| pair.id.has(newer) && pair.ended.is_some_and(by_it));
    for pair in ended.map(|pair| pair.id) {
        match taking_part::resume(session, pair, today) {
            Ok(()) => parted.resumed.push(pair),
            Err(obstacle) => parted.lost.push((pair, obstacle.why)),
        }
    }
    parted.carried = carried_on(session, &cohort, (newer, older), united);
    let rows = session.facts.people.get(&older).into_iter().flatten();
    let came_back = rows.filter(|row| row.on == united).any(|row| row.fact == PersonFact::Returned { mistake: false });
    parted.came_back = came_back && cohort.people.get(&older).is_some_and(Participant::takes_part);
    let has_row = |id: &PersonId| session.records().is_ok_and(|records| records.register.get(*id).is_some());
    let is_erased = |id: &PersonId| cohort.people.get(id).is_some_and(|known| known.erased.is_some());
    parted.nameless = [older, newer].into_iter().filter(|id| !has_row(id) && !is_erased(id)).collect();
    parted
}

/// The day on which two ids became one; nothing where they are two.
fn united_on(session: &CohortSession, older: PersonId, newer: PersonId) -> Option<chrono::NaiveDate> {
    if !identity::retired(&session.facts).contains_key(&newer) {
        return None;
    }
    let days = [(older, newer), (newer, older)].into_iter().flat_map(|(id, with)| {
        let rows = session.facts.people.get(&id).into_iter().flatten();
        rows.filter(move |row| row.fact == PersonFact::Same { with }).map(|row| row.on)
    });
    days.max()
}

/// The conflicts of interest of one id that another got on that day.
fn carried_on(session: &CohortSession, cohort: &Cohort, (from, to): (PersonId, PersonId), day: chrono::NaiveDate) -> Vec<PairId> {
    let is_told = |own: &PairId, pair: &PairId| {
        let rows = session.facts.people.get(&own.mentor).into_iter().flatten();
        let told = rows.filter(|row| row.on == day).any(|row| match row.fact {
            PersonFact::Conflict { with, .. } | PersonFact::Possible { with, .. } => with == own.mentee,
            _ => false,
        });
        told && [own, pair].iter().all(|pair| cohort.conflicts.get(pair).is_some_and(|state| state.forbids()))
    };
    let both = cohort.conflicts.keys().filter(|pair| pair.has(from));
    let both = both.filter_map(|pair| Some((PairId::of(to, pair.person(from.side().other()))?, pair)));
    both.filter(|(own, pair)| is_told(own, pair)).map(|(own, _)| own).collect()
}

/// With whom one id may not be paired, another is not to be paired either; gives the pairs that are forbidden anew.
pub(crate) fn carry_conflicts(
    session: &mut CohortSession,
    cohort: &Cohort,
    (from, to): (PersonId, PersonId),
    today: chrono::NaiveDate,
) -> Vec<PairId> {
    let mut carried = Vec::new();
    for (pair, state) in cohort.conflicts.iter().filter(|(pair, _)| pair.has(from)) {
        let other = pair.person(from.side().other());
        let Some(own) = PairId::of(to, other).filter(|own| !cohort.conflicts.contains_key(own)) else { continue };
        let fact = match *state {
            ConflictState::Declared(reason) => PersonFact::Conflict { with: own.mentee, reason },
            ConflictState::Open(doubt) => PersonFact::Possible { with: own.mentee, doubt },
            ConflictState::Dismissed | ConflictState::Removed => continue,
        };
        session.facts.person(own.mentor, today, fact);
        carried.push(own);
    }
    carried
}
