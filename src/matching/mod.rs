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

/// The version of the algorithm: one version gives the same pairs from the same inputs and seed for ever.
pub(crate) const ALGORITHM: u32 = 1;
