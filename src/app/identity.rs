//! Two ids that are one person become one: the older goes on, and nothing that was known of the newer is lost.

use crate::app::session::CohortSession;
use crate::domain::cohort::Cohort;
use crate::domain::conflict::ConflictState;
use crate::domain::fact::{EndReason, PairFact, PersonFact};
use crate::domain::id::{PairId, PersonId};

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
    if let Ok(records) = session.records_mut()
        && let Some(entry) = records.register.erase(newer)
    {
        records.register.put(older, entry);
    }
    ended
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
