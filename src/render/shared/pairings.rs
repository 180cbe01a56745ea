//! `pairings.csv`: every pair that ever was, by id.

use crate::domain::cohort::Cohort;
use crate::domain::id::PairId;
use crate::domain::pair::Pair;
use crate::domain::settings::Settings;
use crate::render::escape::csv::{CsvCell, OrBlank, Records};

/// The columns, in order; new ones are added at the end.
pub(crate) const COLUMNS: [&str; 8] = ["pair", "mentor", "mentee", "status", "since", "until", "score", "reason"];

/// The view: a header, then one record a pair, in the order of ids.
pub(crate) fn render(_: &Settings, cohort: &Cohort) -> String {
    let mut records = Records::headed(COLUMNS);
    cohort.pairs.values().for_each(|pair| push(&mut records, pair));
    records.into_text()
}

fn push(records: &mut Records, pair: &Pair) {
    let PairId { mentor, mentee } = &pair.id;
    let (until, reason) = (pair.ended.map(|(on, _)| on).or(pair.until), pair.ended.map(|(_, reason)| reason.code()));
    let status = status(pair);
    let cells: [&dyn CsvCell; 8] =
        [&pair.id, mentor, mentee, &status, &pair.since, &OrBlank(until), &OrBlank(pair.score), &OrBlank(reason)];
    records.push(cells);
}

/// `active` or `ended`.
pub(crate) fn status(pair: &Pair) -> &'static str {
    if pair.is_active() { "active" } else { "ended" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example;

    #[test]
    fn pairs_stand_in_the_order_of_numbers_with_their_end() {
        let expected = "pair,mentor,mentee,status,since,until,score,reason\n\
                        M02-E01,M02,E01,active,2026-10-20,,700,\n\
                        M09-E02,M09,E02,ended,2026-10-20,2027-02-01,,withdrawal\n\
                        M10-E03,M10,E03,active,2026-10-20,,0,\n";
        assert_eq!(render(&example::settings(), &example::cohort()), expected);
    }

    #[test]
    fn nobody_paired_is_a_header() {
        let header = "pair,mentor,mentee,status,since,until,score,reason\n";
        assert_eq!(render(&example::settings(), &Cohort::default()), header);
    }
}
