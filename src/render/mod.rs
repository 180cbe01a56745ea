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

pub mod escape;
pub mod output;
pub mod package;
pub mod paper;
pub mod participant;
pub mod private;
pub mod report;
pub mod shared;
pub mod terminal;
pub mod untouched;
pub mod word_template;
