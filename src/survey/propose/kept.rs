//! What cohort.toml says of an export already. It goes before every guess; a guess only completes it, and what was kept is said.

use std::collections::BTreeMap;

use super::questions::{Mapped, Question};
use crate::domain::settings::{Column, Survey};
use crate::survey::cells::several;
use crate::survey::header::Header;
use crate::survey::header::heading::fold;
use crate::survey::intake::sheet::Sheet;

/// The written columns that an export has.
#[derive(Default)]
pub(super) struct Kept<'s> {
    /// The written columns by field, with their places (from 0) in the export.
    fields: BTreeMap<&'s str, (&'s Column, Vec<usize>)>,
    /// Written columns of which a heading is missing.
    absent: Vec<(&'s str, &'s Column)>,
    /// Columns of conditions on rows that are missing.
    without_condition: Vec<&'s str>,
}

impl<'s> Kept<'s> {
    pub(super) fn of(header: &Header, known: &'s Survey) -> Kept<'s> {
        let mut kept = Kept::default();
        for (name, column) in &known.columns {
            match places(header, column) {
                Some(places) => _ = kept.fields.insert(name, (column, places)),
                None => kept.absent.push((name, column)),
            }
        }
        let conditions = known.only.iter().map(|condition| condition.column.as_str());
        kept.without_condition = conditions.filter(|column| !is_there(header, column)).collect();
        kept
    }

    /// Whether the column of a field is written, and the export has it.
    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// The questions of the written columns.
    pub(super) fn questions<'q>(&self, questions: &'q [Question]) -> Mapped<'q> {
        let of = |places: &[usize]| {
            questions.iter().filter(|question| question.columns.iter().any(|at| places.contains(at))).collect()
        };
        self.fields.iter().map(|(name, (_, places))| ((*name).to_owned(), of(places))).collect()
    }

    /// A written column with what the guess adds: how answers are joined, the options that hold what joins them, and what means yes.
    pub(super) fn completed(&self, name: &str, guessed: Column) -> Column {
        let Some((written, places)) = self.fields.get(name) else { return guessed };
        let mut column = (*written).clone();
        if column.each.is_none() && places.len() == 1 && column.separators.is_empty() {
            column.separators = guessed.separators;
            if column.options.is_empty() {
                column.options = guessed.options;
            }
        }
        if column.yes.is_empty() && column.no.is_empty() && column.aliases.is_empty() {
            (column.yes, column.no) = (guessed.yes, guessed.no);
        }
        column
    }

    /// What was kept, where the looks of the columns speak for something else, and what this export has not.
    pub(super) fn notes(&self, sheet: &Sheet<'_>, header: &Header, guessed: &Mapped<'_>) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.fields.is_empty() {
            let names: Vec<&str> = self.fields.keys().copied().collect();
            notes.push(format!("kept as cohort.toml says: {}", names.join(", ")));
            notes.extend(self.other_looks(guessed));
            notes.extend(self.fields.iter().filter_map(|(name, (column, places))| nowhere(sheet, header, name, column, places)));
        }
        for (name, column) in &self.absent {
            notes.push(format!("cohort.toml maps {name} to {}, and no column of this file is called so", headings(column)));
        }
        for column in &self.without_condition {
            notes.push(format!("`only` in cohort.toml looks at {column:?}, and no column of this file is called so"));
        }
        notes
    }

    /// Fields for which another column would be guessed.
    fn other_looks(&self, guessed: &Mapped<'_>) -> Vec<String> {
        let other = |(name, (column, places)): (&&str, &(&Column, Vec<usize>))| {
            let questions = guessed.get(*name)?;
            let is_other = questions.iter().all(|question| question.columns.iter().all(|at| !places.contains(at)));
            let looks: Vec<String> = questions.iter().map(|question| format!("{:?}", question.heading)).collect();
            is_other.then(|| format!("{name} is {}, as written; by its looks it would be {}", headings(column), looks.join(", ")))
        };
        self.fields.iter().filter_map(other).collect()
    }
}

/// A written separator that stands in no cell, where the cells look as if they were joined by another.
fn nowhere(sheet: &Sheet<'_>, header: &Header, name: &str, column: &Column, places: &[usize]) -> Option<String> {
    let cells: Vec<&str> = sheet.rows_from(header.body).flat_map(|row| places.iter().map(move |at| row.cell(*at))).collect();
    let separators = several::written(&column.separators);
    let is_used = |separator: &String| cells.iter().any(|cell| cell.contains(separator.as_str()));
    if separators.is_empty() || separators.iter().any(is_used) {
        return None;
    }
    let other = several::infer(&cells, None).separators;
    let written = column.separators.join(" ");
    (!other.is_empty()).then(|| {
        format!(
            "the separator {written:?} of {name} is kept, and no cell holds it; the cells look as if {:?} joined them",
            other.join(" ")
        )
    })
}

/// Whether a column is called so.
pub(super) fn is_there(header: &Header, heading: &str) -> bool {
    header.column(heading).is_some()
}

/// Where the columns stand that a description names; none where one is missing.
pub(super) fn places(header: &Header, column: &Column) -> Option<Vec<usize>> {
    let all = |test: &dyn Fn(usize) -> bool| (0..header.headings.len()).filter(|at| test(*at)).collect::<Vec<usize>>();
    let heading = |at: usize| header.headings.get(at);
    let mut places = Vec::new();
    for wanted in &column.headings {
        let folded = fold(wanted);
        let mut found = all(&|at| heading(at).is_some_and(|heading| heading.is_called(&folded)));
        if found.is_empty() {
            found =
                all(&|at| heading(at).and_then(|heading| heading.option.as_deref()).is_some_and(|option| fold(option) == folded));
        }
        if found.is_empty() {
            return None;
        }
        places.extend(found);
    }
    if let Some(each) = &column.each {
        let folded = fold(each);
        let found = all(&|at| heading(at).is_some_and(|heading| heading.after(&folded).is_some()));
        if found.is_empty() {
            return None;
        }
        places.extend(found);
    }
    (!places.is_empty()).then_some(places)
}

fn headings(column: &Column) -> String {
    column.headings.iter().chain(&column.each).map(|heading| format!("{heading:?}")).collect::<Vec<_>>().join(" and ")
}
