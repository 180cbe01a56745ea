//! What was found wrong or was decided for the writer while reading, with the places.

use std::ops::Range;

use crate::domain::problem::{Place, Problem};

/// The problems and said defaults collected so far.
pub(super) struct Findings<'t> {
    file: &'t str,
    text: &'t str,
    /// Everything that is wrong.
    pub(super) problems: Vec<Problem>,
    /// Every default that was taken, one sentence each.
    pub(super) notes: Vec<String>,
}

impl<'t> Findings<'t> {
    /// Nothing found yet.
    pub(super) fn new(file: &'t str, text: &'t str) -> Findings<'t> {
        Findings { file, text, problems: Vec::new(), notes: Vec::new() }
    }

    /// Adds a problem about the key `path` at `span`.
    pub(super) fn add(&mut self, path: &str, span: Range<usize>, problem: Problem) {
        self.problems.push(problem.at(self.place(path, span)));
    }

    /// The place of the key `path` at `span`.
    pub(super) fn place(&self, path: &str, span: Range<usize>) -> Place {
        let place = Place::file(self.file).line(self.line(&span)).span(span);
        if path.is_empty() { place } else { place.column(path) }
    }

    /// The file that is read.
    pub(super) fn file(&self) -> &'t str {
        self.file
    }

    /// The line on which `span` begins, from 1.
    pub(super) fn line(&self, span: &Range<usize>) -> u32 {
        let bytes = self.text.as_bytes();
        let breaks = bytes.get(..span.start).unwrap_or(bytes).iter().map(|byte| usize::from(*byte == b'\n')).sum::<usize>();
        u32::try_from(breaks + 1).unwrap_or(u32::MAX)
    }

    /// Says a default that was taken.
    pub(super) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// The text as written at `span`.
    pub(super) fn written(&self, span: &Range<usize>) -> &'t str {
        self.text.get(span.clone()).unwrap_or("")
    }

    /// Whether an error was found.
    pub(super) fn has_errors(&self) -> bool {
        self.problems.iter().any(Problem::is_error)
    }
}
