//! The pairs as the lead sees them on her screen: with names.

use chrono::NaiveDate;

use crate::domain::pair::Pair;
use crate::render::output::{Cell, Sheet};

use super::names::Names;

/// The pairs as a sheet: people see names, programs ids.
pub(crate) fn sheet<'a>(pairs: impl IntoIterator<Item = &'a Pair>, names: &Names) -> Sheet {
    let rows = pairs.into_iter().map(|pair| {
        let score = pair.score.map_or(Cell::Empty, Cell::Score);
        let first = first_meeting(pair).map_or(Cell::Empty, Cell::Day);
        [Cell::text(&pair.id), names.cell(pair.id.mentor), names.cell(pair.id.mentee), score, first]
    });
    Sheet::new("Pairs", ["pair", "mentor", "mentee", "score", "first_meeting"], rows)
}

/// The day of the first meeting that was held or is planned.
fn first_meeting(pair: &Pair) -> Option<NaiveDate> {
    pair.held().chain(pair.planned()).map(|meeting| meeting.held_on.unwrap_or(meeting.date)).min()
}

/// The pair with the lowest score; of several, the first by id.
pub(crate) fn weakest<'a>(pairs: impl IntoIterator<Item = &'a Pair>) -> Option<&'a Pair> {
    pairs.into_iter().filter(|pair| pair.score.is_some()).min_by_key(|pair| (pair.score, pair.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example;
    use crate::domain::side::Kind;
    use crate::render::output::Format;
    use crate::render::private::names::tests::names;

    #[test]
    fn people_see_names_and_programs_ids() {
        let cohort = example::cohort();
        let sheet = sheet(cohort.active_pairs(), &names(&[("M02", "Anna Smith")]));
        assert!(sheet.show(Format::Table, 100, Kind::Goals).contains("M02 Anna Smith"));
        let csv = "pair,mentor,mentee,score,first_meeting\nM02-E01,M02,E01,700,2027-01-13\nM10-E03,M10,E03,0,\n";
        assert_eq!(sheet.show(Format::Csv, 100, Kind::Goals), csv);
    }

    #[test]
    fn the_weakest_pair_has_the_lowest_score_that_is_known() {
        let cohort = example::cohort();
        assert_eq!(weakest(cohort.pairs.values()).unwrap().id, example::pair("M10-E03"));
    }
}
