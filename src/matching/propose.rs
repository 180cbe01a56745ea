//! The road of a matching: sort the standing pairs, reach the aims, choose among equals, tell the answer.

use std::collections::{BTreeMap, BTreeSet};

use super::draw::Evenness;
use super::everybody::Everybody;
use super::instance::Instance;
use super::prng::{self, Stream, TieBreakKeys};
use super::proposal::{Proposal, ProposedPair};
use super::standing::{self, Sorted};
use super::ties::Ties;
use super::{aims, draw, fair, ties, validation};
use crate::assignment::tight;
use crate::domain::draw::Aims;
use crate::domain::fact::EndReason;
use crate::domain::id::{PairId, PersonId};
use crate::domain::match_request::MatchRequest;
use crate::domain::person::Person;
use crate::domain::problem::Problem;
use crate::domain::proof::{Ceiling, Proof};
use crate::domain::settings::{Method, Objective};
use crate::domain::stand_in;

/// Pairs people.
///
/// Before all aims a settled pair stays (unless moves are allowed) or ends if it is itself forbidden. Then, each among the best
/// by those before: the most pairs; the fewest changes to standing pairs; the most people in pairs, where some have room for several; the
/// most people with precedence; then by the method
/// - [`Method::Goals`]: the highest sum of scores and among equals the strongest weakest pair ([`Objective::Total`]), or the
///   weakest pair as strong as can be, then the second weakest, and so on ([`Objective::Fair`]); then the least sum of lots;
/// - [`Method::Random`]: one of all pairings that are left, each with the same chance.
///
/// # Errors
/// Everything about the request that cannot be.
pub fn propose(request: &MatchRequest) -> Result<Proposal, Vec<Problem>> {
    let problems = validation::refusals(request);
    if !problems.is_empty() {
        return Err(problems);
    }
    let people: BTreeMap<PersonId, &Person> = request.inputs.people.iter().map(|person| (person.id, person)).collect();
    let sorted = standing::sort(request, &people);
    let preferred = if request.params.fresh { BTreeSet::new() } else { sorted.free.clone() };
    let stand_ins = stand_in::both(request.params.kind);
    let instance = Instance::of_matching(request, &people, &stand_ins, &sorted.fixed, &preferred);
    let (mates, proof, evenness) = best(request, &instance);
    let made = mates.iter().enumerate().filter_map(|(row, col)| instance.real_pair(row, (*col)? as usize));
    let made: BTreeSet<PairId> = made.collect();
    let is_full = instance.bound().is_some_and(|most| made.len() >= most);
    let chosen: BTreeSet<PairId> = made.into_iter().chain(sorted.fixed.iter().copied()).collect();
    let everybody = Everybody::beside(&instance, request, &people, &preferred);
    let pairs = pairs(request, &chosen, &everybody);
    Ok(Proposal {
        aims: reached(request, &preferred, &pairs),
        ended: ended(request, &chosen, &sorted),
        waiting: everybody.waiting(&chosen, is_full),
        pairs,
        proof,
        evenness,
    })
}

/// The column of each row in the pairing that is taken, its proof, and how even it was if it was drawn.
fn best(request: &MatchRequest, instance: &Instance<'_>) -> (Vec<Option<u32>>, Proof, Option<Evenness>) {
    let params = &request.params;
    let (valued, optimum, stages) = aims::reach(instance, params.by_total());
    let mut proof = Proof { stages, weakest: None };
    let mut stream = Stream::of(&prng::text(params.seed, params.draw, params.public.as_deref()));
    let tied = || Ties::of(tight(&valued, &optimum), &optimum.mate_of_row, instance.mentees.len());
    let left = match (params.policy.method, params.policy.objective) {
        (Method::Random, _) => {
            let (mates, evenness) = draw::draw(&tied(), &instance.owners(), &mut stream);
            return (mates, proof, Some(if instance.is_uneven() { Evenness::Unproved } else { evenness }));
        }
        (Method::Goals, Objective::Total) => {
            let (left, weakest) = strongest_weakest(instance, tied());
            proof.weakest = weakest;
            left
        }
        (Method::Goals, Objective::Fair) => {
            let (left, stages) = fair::leximin(instance, &tied());
            proof.stages.extend(stages);
            left
        }
    };
    let keys = TieBreakKeys::of(&mut stream);
    let lot = |row: u32, col: u32| instance.real_pair(row as usize, col as usize).map_or(0, |pair| keys.of_pair(pair));
    let mates = ties::tie_break::least(&left, lot);
    (mates, proof, None)
}

/// The tied pairings with the strongest weakest pair.
fn strongest_weakest(instance: &Instance<'_>, ties: Ties) -> (Ties, Option<Ceiling>) {
    let score = |row: usize, col: usize| instance.score(row, col).unwrap_or(0);
    let Some(found) = ties::weakest::strongest(&ties, score) else { return (ties, None) };
    let ties = Ties { mates: found.ties.mates.clone(), ..ties };
    let (rows, cols) = ties::weakest::prices(&ties, score, found.score);
    let pairs = ties.mates.iter().flatten().count() as i128 - rows.iter().chain(&cols).sum::<i128>();
    let pairs = u32::try_from(pairs).unwrap_or(0);
    (found.ties, Some(Ceiling { score: found.score, pairs, prices: aims::priced(instance, &rows, &cols) }))
}

fn pairs(request: &MatchRequest, chosen: &BTreeSet<PairId>, everybody: &Everybody<'_>) -> Vec<ProposedPair> {
    let stood: BTreeSet<PairId> = request.inputs.standing.keys().copied().collect();
    chosen.iter().map(|&pair| ProposedPair { pair, score: everybody.score(pair), kept: stood.contains(&pair) }).collect()
}

fn ended(request: &MatchRequest, chosen: &BTreeSet<PairId>, sorted: &Sorted) -> Vec<(PairId, EndReason)> {
    let reason = |pair: &PairId| if sorted.forbidden.contains(pair) { EndReason::Conflict } else { EndReason::Rematch };
    let stood: BTreeSet<PairId> = request.inputs.standing.keys().copied().collect();
    stood.difference(chosen).map(|pair| (*pair, reason(pair))).collect()
}

fn reached(request: &MatchRequest, free: &BTreeSet<PairId>, pairs: &[ProposedPair]) -> Aims {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let paired: BTreeSet<PersonId> = pairs.iter().flat_map(|pair| pair.pair.people()).collect();
    Aims {
        pairs: count(pairs.len()),
        standing: count(free.len()),
        kept: count(pairs.iter().filter(|pair| free.contains(&pair.pair)).count()),
        people: request.params.counts_people().then_some(count(paired.len())),
        precedence: count(request.inputs.precedence.intersection(&paired).count()),
        total: pairs.iter().filter_map(|pair| pair.score).map(u64::from).sum(),
        weakest: pairs.iter().filter_map(|pair| pair.score).min().unwrap_or(0),
    }
}
