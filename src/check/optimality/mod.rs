//! Judges a pairing: whether it keeps every rule and whether its proof shows that nothing better was possible.
//!
//! Everything is computed again from people's answers and the settings, by code that shares nothing with the matching: the scores
//! (`scores`, each but once: `weighed`), who may be paired with whom (`rules`), and the proof (`proof`). What holds here holds whatever the solver did.

mod proof;
mod rules;
mod scores;
mod weighed;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::draw::Aims;
use crate::domain::id::{PairId, PersonId};
use crate::domain::match_request::MatchRequest;
use crate::domain::person::Person;
use crate::domain::problem::Problem;
use crate::domain::proof::Proof;

/// A pairing that is claimed to be the best answer to a request.
#[derive(Clone, Copy, Debug)]
pub struct PairingClaim<'a> {
    /// Everything that it was made from.
    pub request: &'a MatchRequest,
    /// The pairs.
    pub pairs: &'a BTreeSet<PairId>,
    /// What they are claimed to reach.
    pub aims: Aims,
    /// The proof that nothing better was possible.
    pub proof: &'a Proof,
}

/// Everything that is wrong with a claim; empty when the pairing keeps all rules and nothing better was possible.
///
/// O(mentors · mentees · (criteria + stages)) time; memory for the people and their prices only.
pub fn check(claim: &PairingClaim<'_>) -> Vec<Problem> {
    let people: BTreeMap<PersonId, &Person> = claim.request.inputs.people.iter().map(|person| (person.id, person)).collect();
    let setting = rules::Setting::new(claim, &people);
    let mut problems = setting.judge(claim);
    if problems.is_empty() {
        problems = proof::judge(claim, &setting);
    }
    problems
}
