//! Pairings against oracles that know nothing of how they are found.

mod aims;
mod case;
mod draws;
mod people;
mod proof;
mod reasons;
mod repair;
mod sparing;
