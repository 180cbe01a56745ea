//! The rows of a pair's file as the times during which the two were a pair.

use chrono::NaiveDate;

use crate::domain::fact::{Dated, Origin, PairFact};
use crate::domain::facts::Facts;
use crate::domain::id::PairId;

/// A row of a pair's file.
pub(super) type Row = Dated<PairFact>;

/// One time during which two people were a pair.
#[derive(Clone, Copy, Debug)]
pub(super) struct Period<'a> {
    /// The row that began it.
    pub paired: &'a Row,
    /// How.
    pub origin: Origin,
    /// The rows after that one, up to the next beginning.
    pub rows: &'a [Row],
}

impl<'a> Period<'a> {
    /// The first row that ends the period.
    pub(super) fn ended(&self) -> Option<&'a Row> {
        self.rows.iter().find(|row| matches!(row.fact, PairFact::Ended { .. }))
    }

    /// Whether nothing could happen in it before `day`. A pair that was taken over may have met before it was taken over.
    pub(super) fn begins_after(&self, day: NaiveDate) -> bool {
        self.origin != Origin::Adopted && day < self.paired.on
    }
}

/// The periods of a pair, and the rows that stand before the first.
pub(super) fn periods(rows: &[Row]) -> (&[Row], Vec<Period<'_>>) {
    let begins = |row: &Row| matches!(row.fact, PairFact::Paired { .. });
    let first = rows.iter().position(begins).unwrap_or(rows.len());
    let (before, mut rest) = rows.split_at(first);
    let mut periods = Vec::new();
    while let Some((paired, after)) = rest.split_first() {
        let next = after.iter().position(begins).unwrap_or(after.len());
        let (rows, later) = after.split_at(next);
        if let PairFact::Paired { origin, .. } = paired.fact {
            periods.push(Period { paired, origin, rows });
        }
        rest = later;
    }
    (before, periods)
}

/// Every pair that goes on, with the row that began it.
pub(super) fn standing(facts: &Facts) -> impl Iterator<Item = (PairId, &Row)> {
    facts.pairs.iter().filter_map(|(id, rows)| {
        let last = *periods(rows).1.last()?;
        last.ended().is_none().then_some((*id, last.paired))
    })
}
