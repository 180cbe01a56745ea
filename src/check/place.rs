//! Where a fact stands, as a lead would name it.

use crate::domain::fact::Dated;
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::Place;

/// The row of a fact about a person.
pub(super) fn person<F>(id: PersonId, row: &Dated<F>) -> Place {
    on_line(Place::file(format!("facts/people/{id}.csv")), row)
}

/// The row of a fact about a pair.
pub(super) fn pair<F>(id: PairId, row: &Dated<F>) -> Place {
    on_line(Place::file(format!("facts/pairs/{id}.csv")), row)
}

/// The record of a matching.
pub(super) fn draw(number: u32) -> Place {
    Place::file(format!("facts/draws/{number:03}.toml"))
}

/// A fact that is not yet written has no line.
fn on_line<F>(place: Place, row: &Dated<F>) -> Place {
    if row.line == 0 { place } else { place.line(row.line) }
}
