//! `pairings.csv`: every pair that ever was, by id.

use crate::domain::cohort::Cohort;
use crate::domain::pair::Pair;
use crate::domain::settings::Settings;
use crate::render::escape::csv;

/// The columns, in order; new ones are added at the end.
pub const COLUMNS: [&str; 8] = ["pair", "mentor", "mentee", "status", "since", "until", "score", "reason"];

/// The view: a header, then one record a pair, in the order of ids.
pub fn render(_: &Settings, cohort: &Cohort) -> String {
    let rows = cohort.pairs.values().map(|pair| csv::record(&row(pair)));
    std::iter::once(csv::record(&COLUMNS)).chain(rows).collect()
}

fn row(pair: &Pair) -> [String; 8] {
    let (until, reason) = match pair.ended {
        Some((on, reason)) => (on.to_string(), reason.code()),
        None => (String::new(), ""),
    };
    [
        pair.id.to_string(),
        pair.id.mentor.to_string(),
        pair.id.mentee.to_string(),
        status(pair).to_owned(),
        pair.since.to_string(),
        until,
        pair.score.map(|score| score.to_string()).unwrap_or_default(),
        reason.to_owned(),
    ]
}

/// `active` or `ended`.
pub fn status(pair: &Pair) -> &'static str {
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
