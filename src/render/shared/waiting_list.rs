//! `waiting-list.csv`: who takes part and has no pair, and why.

use crate::domain::cohort::Cohort;
use crate::domain::settings::Settings;
use crate::render::escape::csv::{CsvCell, Records};

/// The columns, in order; new ones are added at the end.
pub(crate) const COLUMNS: [&str; 3] = ["person", "side", "reason"];

/// The view: a header, then one record a person, in the order of ids. The side is `mentor` or `mentee` in every kind of
/// cohort, as in the columns of `pairings.csv`.
pub(crate) fn render(settings: &Settings, cohort: &Cohort) -> String {
    let mut records = Records::headed(COLUMNS);
    for (id, reason) in cohort.waiting_now(settings.matching.policy.places) {
        let cells: [&dyn CsvCell; 3] = [&id, &id.side(), &reason.code()];
        records.push(cells);
    }
    records.into_text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example;

    #[test]
    fn who_waits_stands_with_the_reason_and_who_left_does_not() {
        let expected = "person,side,reason\nM11,mentor,no-place\nE02,mentee,pair-ended\n";
        assert_eq!(render(&example::settings(), &example::cohort()), expected);
    }
}
