//! The rows of a pair's file as the times during which the two were a pair.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::correction::{Correctable, PairThing};
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
    /// The row that ends the period, unless a later correction takes the end back; of several with one number the first.
    pub(super) fn ended(&self) -> Option<&'a Row> {
        let standing = || self.rows.iter().filter(|row| row.fact.thing(row.correction) == Some(PairThing::Standing));
        let last = standing().map(|row| row.correction).max()?;
        standing().find(|row| row.correction == last).filter(|row| matches!(row.fact, PairFact::Ended { .. }))
    }

    /// The rows that report on a meeting and that no later correction replaces, by meeting; several only after a merge.
    pub(super) fn reports(&self) -> BTreeMap<u32, Vec<&'a Row>> {
        let mut reports: BTreeMap<u32, Vec<&'a Row>> = BTreeMap::new();
        for row in self.rows {
            let Some(PairThing::Report(meeting)) = row.fact.thing(row.correction) else { continue };
            let standing = reports.entry(meeting).or_default();
            match standing.first().map_or(row.correction, |first| first.correction).cmp(&row.correction) {
                Ordering::Less => *standing = vec![row],
                Ordering::Equal => standing.push(row),
                Ordering::Greater => {}
            }
        }
        reports
    }

    /// The day for which a meeting was planned last.
    pub(super) fn planned_day(&self, meeting: u32) -> Option<NaiveDate> {
        self.rows.iter().rev().find_map(|row| match row.fact {
            PairFact::Planned { meeting: of, date, .. } | PairFact::Moved { meeting: of, date } => {
                (of == meeting).then_some(date)
            }
            _ => None,
        })
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
