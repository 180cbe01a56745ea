//! What is made for one participant and may be handed over: drafts of email and what is attached to them.
//!
//! Nothing here takes a cohort: what a draft says was filled from `Blind` and, after the reveal, from `VisiblePairs`.

pub(crate) mod email;
