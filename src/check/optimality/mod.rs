//! Judges a pairing: whether it keeps every rule and whether its proof shows that nothing better was possible.
//!
//! Everything is computed again from people's answers and the settings, by code that shares nothing with the matching: the scores
//! (`scores`, each but once: `weighed`), who may be paired with whom (`rules`), and the proof (`proof`). What holds here holds whatever the solver did.

mod proof;
mod rules;
mod scores;
mod weighed;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::conflict::ConflictState;
use crate::domain::draw::Aims;
use crate::domain::id::{PairId, PersonId};
use crate::domain::person::Person;
use crate::domain::problem::Problem;
use crate::domain::proof::Proof;
use crate::domain::settings::{ConflictRule, Criterion, Method, Objective};
use crate::domain::side::Kind;

/// A pairing and everything that it was made from.
#[derive(Clone, Debug)]
pub struct Claim<'a> {
    /// Chance or compatibility.
    pub method: Method,
    /// What is claimed to be best among pairings of the greatest size.
    pub objective: Objective,
    /// The kind of cohort.
    pub kind: Kind,
    /// No new pair is under this score.
    pub minimum_score: u16,
    /// The criteria of compatibility.
    pub criteria: &'a [Criterion],
    /// Fields in which two people who are alike are never paired.
    pub rules: &'a [ConflictRule],
    /// Everybody who could be paired.
    pub people: &'a [Person],
    /// For how many pairs somebody has room; one for those who are not listed.
    pub room: &'a BTreeMap<PersonId, u32>,
    /// What is known of conflicts between two.
    pub declared: &'a BTreeMap<PairId, ConflictState>,
    /// The pairs that stood, and whether each was settled.
    pub standing: &'a BTreeMap<PairId, bool>,
    /// Whether settled pairs could be moved.
    pub allow_moves: bool,
    /// Whether everybody was paired afresh.
    pub fresh: bool,
    /// Who was to be paired before others.
    pub precedence: &'a BTreeSet<PersonId>,
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
pub fn check(claim: &Claim<'_>) -> Vec<Problem> {
    let people: BTreeMap<PersonId, &Person> = claim.people.iter().map(|person| (person.id, person)).collect();
    let setting = rules::Setting::new(claim, &people);
    let mut problems = setting.judge(claim);
    if problems.is_empty() {
        problems = proof::judge(claim, &setting);
    }
    problems
}
