//! What a verb shows, as one value: a document of sheets and records that is a table for people, JSON or CSV for programs.

use serde::Serialize;

use crate::domain::side::{Kind, Side};

mod cell;
mod document;
mod report;
mod sheet;

pub(crate) use cell::{Cell, points, total};
pub(crate) use document::Document;
pub(crate) use report::{JsonReport, ProblemObject};
pub(crate) use sheet::Sheet;

/// In what shape something is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Table,
    /// For people: one fact a line, as a screen reader or a narrow screen needs it.
    List,
    /// One JSON document with stable names.
    Json,
    /// The main sheet as CSV with stable headings, safe to open in a spreadsheet.
    Csv,
}

impl Format {
    /// Every format with the word of the command line.
    pub(crate) const ALL: [(Format, &'static str); 4] =
        [(Format::Table, "table"), (Format::List, "list"), (Format::Json, "json"), (Format::Csv, "csv")];

    /// Whether it is for people.
    pub(crate) fn is_for_people(self) -> bool {
        matches!(self, Format::Table | Format::List)
    }
}

/// `held_on` is `Held on`; the two sides are called as in a cohort of `kind`.
fn heading(name: &str, kind: Kind) -> String {
    let words = side(name, kind).unwrap_or(name).replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What the column of a side, `mentor` or `mentees`, is called in a cohort of `kind`.
fn side(name: &str, kind: Kind) -> Option<&'static str> {
    let words = |kind: Kind| Side::BOTH.into_iter().flat_map(move |side| [side.one(kind), side.many(kind)]);
    words(Kind::Goals).zip(words(kind)).find(|(stable, _)| *stable == name).map(|(_, called)| called)
}

fn json(value: &impl Serialize) -> String {
    // Strings, numbers and maps with string keys cannot fail to be written into memory.
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    format!("{text}\n")
}
