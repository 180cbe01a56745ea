//! Words that several pictures use: counts, days, shares, and what people are called.

use chrono::NaiveDate;

use crate::domain::side::{Kind, Side};

pub(super) use crate::domain::text::{agreeing, counted};

/// `14 mentors`, `1 junior`.
pub(super) fn people(number: usize, side: Side, kind: Kind) -> String {
    format!("{number} {}", if number == 1 { side.one(kind) } else { side.many(kind) })
}

/// `16 November 2026`.
pub(super) fn day(day: NaiveDate) -> String {
    crate::domain::text::short_date(day)
}

/// The first letter as a capital.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Sentences of one paragraph.
pub(super) fn sentences(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}
