//! What would spare pairs that had to change for others' sake: one conflict lifted, or one more person.
//!
//! Each is tried by itself and the fewest changes are found again, so what is said of it is exact.

use std::collections::{BTreeMap, BTreeSet};

use super::aims;
use super::instance::Instance;
use super::standing;
use crate::domain::answer::Answers;
use crate::domain::id::{PairId, PersonId};
use crate::domain::match_request::MatchRequest;
use crate::domain::person::Person;
use crate::domain::settings::Method;
use crate::domain::side::Side;
use crate::domain::stand_in;

/// The most (mentor, mentee, conflict) triples that are looked at; beyond, conflicts of people who stay are not tried.
const WORK: usize = 20_000_000;

/// Something that would spare changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// This declared conflict or open question lifted.
    Lifting(PairId),
    /// One more person of this side, whom nothing forbids anybody.
    Joining(Side),
}

/// A way to spare changes, and how many pairs would still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sparing {
    /// What would have to be otherwise.
    pub way: Way,
    /// How many standing pairs that are free to move would change then.
    pub changed: u32,
}

/// What would spare standing pairs a change: the one conflict whose lifting spares most (of several the first by id), and one more
/// person of each side where that spares any. Nothing when none changes, or everybody is paired afresh.
///
/// Conflicts of pairs that stand are left out: that a pair may not be is why others change. `ended` are the pairs that end.
/// O(conflicts) matchings.
pub fn sparing(request: &MatchRequest, ended: &BTreeSet<PairId>) -> Vec<Sparing> {
    let now = changed(request);
    if request.params.fresh || now == 0 {
        return Vec::new();
    }
    let mut tried = request.clone();
    let lifted = conflicts(request, ended).into_iter().map(|pair| {
        let state = tried.inputs.declared.remove(&pair);
        let changed = changed(&tried);
        tried.inputs.declared.extend(state.map(|state| (pair, state)));
        Sparing { way: Way::Lifting(pair), changed }
    });
    let best = lifted.min_by_key(|sparing| sparing.changed);
    // What somebody unknown would score is not known.
    let scored = request.params.policy.method == Method::Goals && request.params.policy.minimum_score > 0;
    let joined = Side::BOTH.into_iter().filter(|_| !scored).map(|side| joined(request, side));
    best.into_iter().chain(joined).filter(|sparing| sparing.changed < now).collect()
}

fn joined(request: &MatchRequest, side: Side) -> Sparing {
    let last = request.inputs.people.iter().map(|person| person.id.number()).max().unwrap_or(0);
    let one_more = Person { id: PersonId::new(side, request.params.kind, last.saturating_add(1)), answers: Answers::new() };
    let mut joined = request.clone();
    joined.inputs.people.push(one_more);
    Sparing { way: Way::Joining(side), changed: changed(&joined) }
}

/// The conflicts that are worth trying.
fn conflicts(request: &MatchRequest, ended: &BTreeSet<PairId>) -> Vec<PairId> {
    let stands = |pair: &PairId| request.inputs.standing.contains_key(pair);
    let forbidding = request.inputs.declared.iter().filter(|(_, state)| state.forbids()).map(|(pair, _)| *pair);
    let known: BTreeSet<PersonId> = request.inputs.people.iter().map(|person| person.id).collect();
    let mut conflicts: Vec<PairId> =
        forbidding.filter(|pair| !stands(pair) && pair.people().iter().all(|person| known.contains(person))).collect();
    if request.count(Side::Mentor).saturating_mul(request.count(Side::Mentee)).saturating_mul(conflicts.len()) > WORK {
        let moved: BTreeSet<PersonId> = ended.iter().flat_map(|pair| pair.people()).collect();
        conflicts.retain(|pair| pair.people().iter().all(|person| moved.contains(person)));
    }
    conflicts
}

/// How many standing pairs that are free to move change at least.
fn changed(request: &MatchRequest) -> u32 {
    let people: BTreeMap<PersonId, &Person> = request.inputs.people.iter().map(|person| (person.id, person)).collect();
    let sorted = standing::sort(request, &people);
    let stand_ins = stand_in::both(request.params.kind);
    let instance = Instance::of_matching(request, &people, &stand_ins, &sorted.fixed, &sorted.free);
    let (_, optimum, _) = aims::reach(&instance, false);
    let made = optimum.mate_of_row.iter().enumerate().filter_map(|(row, col)| Some(instance.pair(row, (*col)?)));
    let kept = made.filter(|pair| sorted.free.contains(pair)).count();
    u32::try_from(sorted.free.len().saturating_sub(kept)).unwrap_or(u32::MAX)
}
