//! Who is paired with whom: scores, draws, the best pairing and its repair. Pure; the seed is an argument.

pub mod assignment;
mod criteria;
mod draw;
mod points;
mod prng;
mod scoring;
mod ties;
mod vetoes;
