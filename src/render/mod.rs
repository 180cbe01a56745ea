//! A cohort as text: views for the repository, tables for the terminal, private documents. Pure.
//!
//! | folder | who may read what it makes | what it may name |
//! | --- | --- | --- |
//! | [`shared`] | everybody with the repository | ids only |
//! | [`private`] | the lead, on her own machine | people |
//! | [`paper`] | whoever the paper is for | what it is handed |
//! | [`participant`] | one participant | that person, and after the reveal the partner |
//! | [`report`] | everybody with the repository, or in its private edition the lead | ids, or in that edition people |
//! | [`terminal`] | the lead, on her own screen | what it is handed |
//!
//! Whatever is written passes through the [`escape`] of its sink.

pub(crate) mod escape;
pub(crate) mod output;
pub(crate) mod package;
pub(crate) mod paper;
pub(crate) mod participant;
pub(crate) mod private;
pub(crate) mod report;
pub(crate) mod shared;
pub(crate) mod terminal;
pub(crate) mod untouched;
pub(crate) mod word_template;
