//! What is asked of a matching, and what about it cannot be.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::conflict::ConflictState;
use crate::domain::id::{PairId, PersonId};
use crate::domain::person::Person;
use crate::domain::problem::Problem;
use crate::domain::settings::{ConflictRule, Criterion, Method, Objective};
use crate::domain::side::{Kind, Side};

/// A standing pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing {
    /// The pair.
    pub pair: PairId,
    /// Whether it has held a meeting or been revealed.
    pub settled: bool,
}

/// A matching that is asked for. Nothing in the answer depends on the order of people, pairs or declarations.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Chance or compatibility.
    pub method: Method,
    /// What is best among pairings of the greatest size; means nothing to a draw.
    pub objective: Objective,
    /// The kind of cohort: tells how `overlap` is read.
    pub kind: Kind,
    /// No pair under this score is made; means nothing to a draw, or to a pair that stands.
    pub minimum_score: u16,
    /// The criteria of compatibility.
    pub criteria: &'a [Criterion],
    /// Fields in which two people who are alike are never paired.
    pub rules: &'a [ConflictRule],
    /// The seed of draws and of tie-breaks.
    pub seed: u64,
    /// The text drawn in public and mixed into the seed.
    pub public: Option<&'a str>,
    /// The number of this matching: one seed gives another draw at the next.
    pub draw: u32,
    /// Everybody who may be paired, of both sides.
    pub people: &'a [Person],
    /// For how many pairs somebody has room; one for those who are not listed. On one side only.
    pub room: &'a BTreeMap<PersonId, u32>,
    /// What is known of conflicts between two.
    pub declared: &'a BTreeMap<PairId, ConflictState>,
    /// The pairs that stand.
    pub standing: &'a [Standing],
    /// Whether settled pairs may be moved like others.
    pub allow_moves: bool,
    /// Whether everybody is paired afresh, as if no pair stood.
    pub fresh: bool,
    /// Who is paired before others where not all can be.
    pub precedence: &'a BTreeSet<PersonId>,
}

/// Everything about a request that cannot be, in no particular order.
pub(super) fn problems(request: &Request<'_>) -> Vec<Problem> {
    twice(request).into_iter().chain(started(request)).chain(room_on_both_sides(request)).collect()
}

fn twice(request: &Request<'_>) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    let again = request.people.iter().filter(|person| !seen.insert(person.id));
    let problem = |person: &Person| {
        Problem::error("twice", "somebody is listed twice among those who may be paired").value(person.id.to_string())
    };
    again.map(problem).collect()
}

fn started(request: &Request<'_>) -> Vec<Problem> {
    let settled = request.standing.iter().filter(|standing| request.fresh && standing.settled);
    let problem = |standing: &Standing| {
        Problem::error("already-begun", "not everybody can be paired afresh: a pair has met or knows of each other")
            .value(standing.pair.to_string())
            .help("leave out --fresh: `match` then changes only what it must")
    };
    settled.map(problem).collect()
}

fn room_on_both_sides(request: &Request<'_>) -> Option<Problem> {
    let several = |side: Side| request.room.iter().any(|(person, room)| person.side() == side && *room > 1);
    (several(Side::Mentor) && several(Side::Mentee)).then(|| {
        Problem::error("room-on-both-sides", "people on both sides have room for several pairs, so two could be paired twice")
            .help("let one side only say how many: take `capacity` out of the columns of one survey in cohort.toml")
    })
}
