//! One matching as it is asked for: who may be paired, what is known of them, and how it is to be decided.
//!
//! The session fills it, `matching` answers it, the kept inputs store it, and `check` judges the answer by it. There is no second
//! copy of any of its fields: a setting of `[matching]` arrives here inside [`MatchPolicy`].

use std::collections::{BTreeMap, BTreeSet};

use super::conflict::ConflictState;
use super::draw;
use super::id::{PairId, PersonId};
use super::person::Person;
use super::settings::{ConflictRule, MatchPolicy, Method, Objective};
use super::side::{Kind, Side};

/// A matching that is asked for. Nothing in the answer depends on the order of people, pairs or conflicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchRequest {
    /// Who may be paired, and what is known of them.
    pub inputs: MatchInputs,
    /// How it is to be decided.
    pub params: MatchParams,
}

/// Who may be paired, and what is known of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatchInputs {
    /// Everybody who may be paired, of both sides, with the answers that are compared.
    pub people: Vec<Person>,
    /// For how many pairs somebody has room; one for those who are not listed. On one side only.
    pub room: BTreeMap<PersonId, u32>,
    /// Who is paired before others where not all can be.
    pub precedence: BTreeSet<PersonId>,
    /// What is known of conflicts between two.
    pub declared: BTreeMap<PairId, ConflictState>,
    /// The pairs that stand, and whether each is settled: it has held a meeting or been revealed.
    pub standing: BTreeMap<PairId, bool>,
}

/// How a matching is to be decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchParams {
    /// The number of this matching: one seed gives another draw at the next.
    pub draw: u32,
    /// The version of the algorithm that is to answer.
    pub algorithm: u32,
    /// The kind of cohort: it says how `overlap` is read.
    pub kind: Kind,
    /// What `[matching]` says.
    pub policy: MatchPolicy,
    /// Fields in which two people who are alike are never paired.
    pub rules: Vec<ConflictRule>,
    /// The seed of draws and of tie-breaks.
    pub seed: u64,
    /// The text drawn in public and mixed into the seed.
    pub public: Option<String>,
    /// Whether settled pairs may be moved like others.
    pub allow_moves: bool,
    /// Whether everybody is paired afresh, as if no pair stood.
    pub fresh: bool,
}

impl MatchRequest {
    /// How many people of a side may be paired.
    pub fn count(&self, side: Side) -> usize {
        self.inputs.people.iter().filter(|person| person.id.side() == side).count()
    }
}

impl MatchParams {
    /// Whether the greatest sum of scores is wanted.
    pub fn by_total(&self) -> bool {
        (self.policy.method, self.policy.objective) == (Method::Goals, Objective::Total)
    }

    /// Whether the strongest weakest pair is wanted.
    pub fn by_fairness(&self) -> bool {
        (self.policy.method, self.policy.objective) == (Method::Goals, Objective::Fair)
    }

    /// Whether as many people as possible are paired before precedence and scores.
    pub fn counts_people(&self) -> bool {
        draw::counts_people(self.algorithm)
    }

    /// The score under which no new pair is made: 0 where nothing is scored.
    pub fn minimum_score(&self) -> u16 {
        if self.policy.method == Method::Goals { self.policy.minimum_score } else { 0 }
    }
}
