//! The answer of a matching: who is paired, whose pair ends and why, who waits and why, and the proof that nothing is better.

use std::collections::BTreeMap;

use super::draw::Evenness;
use crate::domain::draw::{Aims, WaitReason};
use crate::domain::fact::EndReason;
use crate::domain::id::{PairId, PersonId};
use crate::domain::proof::Proof;

/// A pair of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProposedPair {
    /// The two.
    pub pair: PairId,
    /// Their score, 0 to 1000; none where nothing is scored, or of a kept pair whose answers are not at hand.
    pub score: Option<u16>,
    /// Whether it stood before.
    pub kept: bool,
}

/// A finished pairing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The pairs, by id.
    pub pairs: Vec<ProposedPair>,
    /// The standing pairs that end, by id, with the reason.
    pub ended: Vec<(PairId, EndReason)>,
    /// Who is without a pair, and why.
    pub waiting: BTreeMap<PersonId, WaitReason>,
    /// What was reached of each aim.
    pub aims: Aims,
    /// That no pairing of those who were free is better.
    pub proof: Proof,
    /// How even the draw was; none where nothing was drawn.
    pub evenness: Option<Evenness>,
}

impl Proposal {
    /// Whether any pair ends or is made.
    pub fn changes_pairs(&self) -> bool {
        !self.ended.is_empty() || self.pairs.iter().any(|pair| !pair.kept)
    }
}
