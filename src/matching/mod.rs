//! Who is paired with whom: scores, draws, the best pairing and its repair. Pure; the seed is an argument.
//!
//! One door: [`propose()`] turns a [`MatchRequest`](crate::domain::match_request::MatchRequest) into a [`Proposal`]. Questions about the answer go to [`Reasons`] and [`obstruction()`].

mod aims;
mod criteria;
mod draw;
mod everybody;
mod explain;
mod fair;
mod idle;
mod instance;
mod many_places;
mod obstruction;
mod one_pair;
mod points;
mod prng;
mod proposal;
mod propose;
mod rule;
mod scoring;
mod sparing;
mod standing;
mod ties;
mod validation;
mod vetoes;
mod worth;

use crate::domain::match_request::MatchInputs;
pub(crate) use draw::Chance;
pub use draw::Evenness;
pub(crate) use explain::Alternative;
pub use explain::{Reasons, WhyNot};
pub(crate) use idle::{Idle, IdleKind, idle};
pub use obstruction::obstruction;
pub(crate) use obstruction::{Obstruction, Relief};
pub(crate) use one_pair::{forbidden, gains, score, vetoes};
pub use proposal::Proposal;
#[cfg(test)]
pub(crate) use proposal::ProposedPair;
pub use propose::propose;
pub(crate) use scoring::Gain;
pub(crate) use sparing::Sparing;
pub use sparing::{Way, sparing};
pub(crate) use validation::refusals;

/// The newest version of the algorithm: one version gives the same pairs from the same inputs and seed for ever.
pub(crate) const ALGORITHM: u32 = 2;

/// The version by which these inputs are matched: the oldest that answers them as the newest does. Version 2 came for people with room for
/// several; everybody else it pairs as version 1.
pub(crate) fn algorithm(inputs: &MatchInputs) -> u32 {
    if inputs.room.values().any(|room| *room > 1) { ALGORITHM } else { 1 }
}
