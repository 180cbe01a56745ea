//! Standing pairs before a matching: which of them stay in any case, which must end, which are free to move.

use std::collections::{BTreeMap, BTreeSet};

use super::vetoes;
use crate::domain::id::{PairId, PersonId};
use crate::domain::match_request::MatchRequest;
use crate::domain::person::Person;
use crate::domain::side::{BySide, Side};
use crate::domain::stand_in;

/// The standing pairs, sorted out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sorted {
    /// They stay whatever the matching is.
    pub(super) fixed: BTreeSet<PairId>,
    /// They stay if that costs no pair.
    pub(super) free: BTreeSet<PairId>,
    /// A conflict forbids them.
    pub(super) forbidden: BTreeSet<PairId>,
}

/// Sorts the standing pairs of a request. A pair of somebody whose answers are not at hand cannot be judged by the rules and is
/// not moved. When everybody is paired afresh, none is fixed and none is preferred.
pub(super) fn sort(request: &MatchRequest, people: &BTreeMap<PersonId, &Person>) -> Sorted {
    let mut sorted = Sorted::default();
    for (&pair, &settled) in &request.inputs.standing {
        let known = (people.get(&pair.mentor), people.get(&pair.mentee));
        let barred = match known {
            (Some(mentor), Some(mentee)) => {
                !vetoes::why(&request.params.rules, &request.inputs.declared, mentor, mentee).is_empty()
            }
            _ => vetoes::said(&request.inputs.declared, pair).is_some(),
        };
        let moves = !settled || request.params.allow_moves;
        let kind = match known {
            _ if barred => &mut sorted.forbidden,
            (Some(_), Some(_)) if moves => &mut sorted.free,
            _ => &mut sorted.fixed,
        };
        kind.insert(pair);
    }
    sorted
}

/// The places of a matching: those that are free, with as many stand-ins as the bound on the number of pairs asks for; `preferred` are the
/// standing pairs that are better kept.
pub(super) fn bounded_places<'a>(
    request: &MatchRequest,
    people: &BTreeMap<PersonId, &'a Person>,
    stand_ins: &'a [Person; 2],
    fixed: &BTreeSet<PairId>,
    preferred: &BTreeSet<PairId>,
) -> [Vec<&'a Person>; 2] {
    let [mentors, mentees] = places(request, people, fixed);
    let most = stand_in::most_pairs(request.params.policy.places, fixed.len(), preferred.len());
    let needed = stand_in::needed(&BySide { mentors: mentors.len(), mentees: mentees.len() }, most);
    let [mentor, mentee] = stand_ins;
    let with = |stand_in: &'a Person, count: usize, people: Vec<&'a Person>| {
        std::iter::repeat_n(stand_in, count).chain(people).collect()
    };
    [with(mentor, needed.mentors, mentors), with(mentee, needed.mentees, mentees)]
}

/// The places of each side that are free to be paired, by id: everybody's room, less the pairs that are fixed.
pub(super) fn places<'a>(
    request: &MatchRequest,
    people: &BTreeMap<PersonId, &'a Person>,
    fixed: &BTreeSet<PairId>,
) -> [Vec<&'a Person>; 2] {
    let mut taken: BTreeMap<PersonId, usize> = BTreeMap::new();
    fixed.iter().flat_map(|pair| pair.people()).for_each(|person| *taken.entry(person).or_default() += 1);
    let free = |person: &Person| {
        let room = request.inputs.room.get(&person.id).map_or(1, |room| *room as usize);
        room.saturating_sub(taken.get(&person.id).copied().unwrap_or(0))
    };
    Side::BOTH.map(|side| {
        let own = people.values().filter(|person| person.id.side() == side);
        own.flat_map(|&person| std::iter::repeat_n(person, free(person))).collect()
    })
}
