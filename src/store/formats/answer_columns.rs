//! Answers as columns of a private table: one column a field, sorted, whatever a field is called.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::domain::answer::Answers;

use super::cell;
use super::table::{Row, Table};

/// Stands before a field that is called like one of the table's own columns.
const PREFIX: &str = "answer:";

/// The fields of a table's answers, with the names of the columns that are not answers.
pub(super) struct AnswerColumns<'f> {
    own: &'f [&'f str],
    fields: BTreeSet<&'f str>,
}

impl<'f> AnswerColumns<'f> {
    /// The columns for all of these answers beside the table's `own` columns.
    pub(super) fn of(own: &'f [&'f str], answers: impl IntoIterator<Item = &'f Answers>) -> AnswerColumns<'f> {
        let fields = answers.into_iter().flat_map(Answers::fields).collect();
        AnswerColumns { own, fields }
    }

    /// The headings.
    pub(super) fn headings(&self) -> impl Iterator<Item = String> {
        self.fields.iter().map(|field| {
            let taken = self.own.contains(field) || field.starts_with(PREFIX);
            if taken { format!("{PREFIX}{field}") } else { (*field).to_owned() }
        })
    }

    /// The cells of one row.
    pub(super) fn cells(&self, answers: &Answers) -> impl Iterator<Item = String> {
        self.fields.iter().map(|field| answers.get(field).map(cell::write).unwrap_or_default())
    }
}

/// The columns of a table that hold answers: which they are, and of which field.
pub(super) struct Found(Vec<(usize, Rc<str>)>);

impl Found {
    /// The columns beside the table's `own`.
    pub(super) fn of(table: &Table, own: &[&str]) -> Found {
        let headings = table.headings.iter().enumerate().filter(|(_, heading)| !own.contains(&heading.as_str()));
        Found(headings.map(|(at, heading)| (at, heading.strip_prefix(PREFIX).unwrap_or(heading).into())).collect())
    }

    /// The answers of a row.
    pub(super) fn read(&self, row: &Row) -> Answers {
        self.0.iter().filter_map(|(at, field)| Some((Rc::clone(field), cell::read(row.cell(*at))?))).collect()
    }
}
