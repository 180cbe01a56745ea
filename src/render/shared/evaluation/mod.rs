//! An evaluation in words: sentences that a lead can read aloud, and what the figures cannot say. Nobody is named.

pub(crate) mod sentences;
