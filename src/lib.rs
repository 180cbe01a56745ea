//! Runs a reverse-mentoring cohort over plain files.
//!
//! The layers, from the bottom up. A file imports from lower levels and from its own folder, never sideways and never up; the test
//! `architecture` checks this.
//!
//! | level | folder | what it decides |
//! | --- | --- | --- |
//! | 1 | [`domain`] | the nouns: person, pair, meeting, fact, problem |
//! | 2 | [`assignment`] | rows, columns, integers: the solver and its proof. Knows no people |
//! | 2 | [`people`] | register, names, identity, key: who is meant |
//! | 3 | [`matching`] | who is paired with whom |
//! | 3 | [`schedule`] | when pairs and groups meet |
//! | 3 | [`evaluation`] | what changed between surveys, and what may be published of it |
//! | 3 | [`correspondence`] | who is told what and when |
//! | 3 | [`check`] | judges a cohort; knows none of the four above |
//! | 4 | [`survey`] | foreign tables: survey exports and every list that a lead imports |
//! | 5 | [`store`] | the cohort directory: layout, formats, changes (all or nothing), git, sealing |
//! | 5 | [`config`] | `cohort.toml`: keys, validation, schema, edits that keep comments |
//! | 6 | [`render`] | a cohort as text or bytes |
//! | 7 | [`app`] | the use cases over an open cohort; no command line, no terminal |
//! | 8 | [`cli`] | the verbs: arguments, help, call, show |

pub mod domain;

pub mod assignment;
pub mod people;

pub mod check;
pub mod correspondence;
pub mod evaluation;
pub mod matching;
pub mod schedule;

pub mod survey;

pub mod config;
pub mod store;

pub mod render;

pub mod app;

pub mod cli;
