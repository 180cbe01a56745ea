//! A matching gives account of itself: it can be verified, and every pair, missing pair and change can be explained.

mod announced;
mod changes;
pub(crate) mod cohort;
mod explained;
mod missing;
mod participant;
mod places;
mod public;
mod several;
mod tampering;
