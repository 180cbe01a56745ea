//! A cohort as text: views for the repository, tables for the terminal, private documents. Pure.
//!
//! Whatever is written passes through the [`escape`] of its sink.

pub mod escape;
