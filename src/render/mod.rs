//! A cohort as text: views for the repository, tables for the terminal, private documents. Pure.
