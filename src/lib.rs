//! Runs a reverse-mentoring cohort over plain files.
//!
//! The house has floors. A file imports from lower floors and from its own folder, never sideways and never up; the test
//! `architecture` holds this.
//!
//! | floor | folder | what it decides |
//! | --- | --- | --- |
//! | 0 | [`domain`] | the nouns: person, pair, meeting, fact, problem |
//! | 1 | [`matching`] | who is paired with whom |
//! | 1 | [`schedule`] | when pairs and groups meet |
//! | 1 | [`evaluation`] | what changed between surveys, and what may be published of it |
//! | 1 | [`correspondence`] | who is told what and when |
//! | 1 | [`check`] | judges a cohort; knows neither of the two above |
//! | 2 | [`store`] | the cohort directory, all or nothing; the only reader and writer of names |
//! | 2 | [`survey`] | foreign survey exports |
//! | 3 | [`render`] | a cohort as text |
//! | 4 | [`commands`] | the verbs |

pub mod domain;

pub mod check;
pub mod correspondence;
pub mod evaluation;
pub mod matching;
pub mod schedule;

pub mod store;
pub mod survey;

pub mod render;

pub mod commands;
