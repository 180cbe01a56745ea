//! Recorded matchings are verified: clean ones pass, every tampering is named, and what is not there is said to be not there.

mod cohort;
mod missing;
mod public;
mod tampering;
