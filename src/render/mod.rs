//! A cohort as text: views for the repository, tables for the terminal, private documents. Pure.
//!
//! | folder | who may read what it makes | what it may name |
//! | --- | --- | --- |
//! | [`terminal`] | the lead, on her own screen | what it is handed |
//!
//! Whatever is written passes through the [`escape`] of its sink.

pub mod escape;
pub mod output;
pub mod terminal;
