//! Who is paired with whom: scores, draws, the best pairing and its repair. Pure; the seed is an argument.
//!
//! One door: [`propose`] turns a [`Request`] into a [`Proposal`].

mod aims;
pub mod assignment;
mod criteria;
mod draw;
mod everybody;
mod fair;
mod instance;
mod points;
mod prng;
mod proposal;
mod propose;
mod request;
mod scoring;
mod standing;
mod ties;
mod vetoes;

pub use proposal::{Proposal, ProposedPair};
pub use propose::propose;
pub use request::{Request, Standing};
