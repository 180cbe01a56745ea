//! What surveys before and after say of a cohort: paired change with exact intervals, who is missing, and what may be published.
//!
//! Knows answers by participant id, never a name, a form or a file.

pub mod change;
pub mod holm;
pub mod linking;
pub mod null_distribution;
pub mod publication;
pub mod summary;

#[cfg(test)]
mod tests;
