//! What about a request cannot be: somebody listed twice, everybody afresh after a beginning, room on both sides.

use std::collections::BTreeSet;

use crate::domain::id::PairId;
use crate::domain::match_request::MatchRequest;
use crate::domain::person::Person;
use crate::domain::problem::{Place, Problem};
use crate::domain::setting_ref::SettingRef;
use crate::domain::side::Side;

/// Everything about a request that cannot be, in no particular order.
pub(crate) fn refusals(request: &MatchRequest) -> Vec<Problem> {
    listed_twice(request).into_iter().chain(already_begun(request)).chain(room_on_both_sides(request)).collect()
}

fn listed_twice(request: &MatchRequest) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    let again = request.inputs.people.iter().filter(|person| !seen.insert(person.id));
    let problem = |person: &Person| {
        Problem::error("twice", "somebody is listed twice among those who may be paired").value(person.id.to_string())
    };
    again.map(problem).collect()
}

fn already_begun(request: &MatchRequest) -> Vec<Problem> {
    let settled = request.inputs.standing.iter().filter(|(_, settled)| request.params.fresh && **settled);
    let problem = |(pair, _): (&PairId, &bool)| {
        Problem::error("already-begun", "not everybody can be paired afresh: a pair has met or knows of each other")
            .value(pair.to_string())
            .help("leave out --fresh: `match` then changes only what it must")
    };
    settled.map(problem).collect()
}

fn room_on_both_sides(request: &MatchRequest) -> Option<Problem> {
    let several = |side: Side| request.inputs.room.iter().any(|(person, room)| person.side() == side && *room > 1);
    (several(Side::Mentor) && several(Side::Mentee)).then(|| {
        Problem::error("room-on-both-sides", "people on both sides have room for several pairs, so two could be paired twice")
            .at(Place::setting(SettingRef::Capacity(Side::Mentee)))
            .help("let one side only say how many: take `capacity` out of the columns of one survey in cohort.toml")
    })
}
