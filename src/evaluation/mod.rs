//! What surveys before and after say of a cohort: paired change with exact intervals, who is missing, and what may be published.
//!
//! Knows answers by participant id, never a name, a form or a file.

pub(crate) mod change;
mod differencing;
mod earlier;
pub(crate) mod holm;
pub(crate) mod linking;
pub(crate) mod null_distribution;
pub(crate) mod publication;
mod publication_input;
mod rescaling;
pub(crate) mod summary;

#[cfg(test)]
mod tests;
