//! One value of a sheet, and how people and programs see it.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

/// One value in a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Nothing: blank for people and in CSV, `null` in JSON.
    Empty,
    /// A text.
    Text(String),
    /// Several texts: an array in JSON, joined by `; ` elsewhere.
    List(Vec<String>),
    /// A number.
    Whole(u64),
    /// A pair's score, 0 to 1000: people see `0.0` to `100.0`, programs the integer.
    Score(u16),
    /// A day, ISO 8601.
    Day(NaiveDate),
    /// Yes or no.
    Flag(bool),
    /// Something that has a code for programs and a label for people.
    Coded {
        /// What programs see.
        code: String,
        /// What people see.
        label: String,
    },
}

impl Cell {
    /// A text cell.
    pub(crate) fn text(text: &(impl ToString + ?Sized)) -> Cell {
        Cell::Text(text.to_string())
    }

    /// As people see it.
    pub(super) fn for_people(&self) -> String {
        match self {
            Cell::Score(score) => points(*score),
            Cell::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Cell::Coded { label, .. } => label.clone(),
            _ => self.for_programs(),
        }
    }

    /// As programs see it in CSV.
    pub(super) fn for_programs(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::List(list) => list.join("; "),
            Cell::Whole(number) => number.to_string(),
            Cell::Score(score) => score.to_string(),
            Cell::Day(day) => day.to_string(),
            Cell::Flag(flag) => flag.to_string(),
            Cell::Coded { code, .. } => code.clone(),
        }
    }

    /// Whether a column of such cells stands right.
    pub(super) fn is_number(&self) -> bool {
        matches!(self, Cell::Whole(_) | Cell::Score(_))
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Empty => serializer.serialize_none(),
            Cell::List(list) => list.serialize(serializer),
            Cell::Whole(number) => serializer.serialize_u64(*number),
            Cell::Score(score) => serializer.serialize_u16(*score),
            Cell::Flag(flag) => serializer.serialize_bool(*flag),
            Cell::Text(_) | Cell::Day(_) | Cell::Coded { .. } => serializer.serialize_str(&self.for_programs()),
        }
    }
}

/// A score as people see it: 705 is `70.5`.
pub(crate) fn points(score: u16) -> String {
    total(score.into())
}

/// A sum of scores as people see it.
pub(crate) fn total(scores: u64) -> String {
    format!("{}.{}", scores / 10, scores % 10)
}
