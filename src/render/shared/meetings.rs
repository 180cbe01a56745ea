//! `meetings.csv`: every meeting of every pair, with the days between which it may be.

use crate::domain::cohort::Cohort;
use crate::domain::id::PairId;
use crate::domain::meeting::Meeting;
use crate::domain::settings::Settings;
use crate::render::escape::csv::{CsvCell, OrBlank, Records};

/// The columns, in order; new ones are added at the end.
pub(crate) const COLUMNS: [&str; 7] = ["pair", "meeting", "earliest", "date", "latest", "status", "held_on"];

/// The view: a header, then one record a meeting, by pair and number.
pub(crate) fn render(settings: &Settings, cohort: &Cohort) -> String {
    let meetings = cohort.pairs.values().flat_map(|pair| pair.meetings.values().map(|meeting| (pair.id, meeting)));
    let mut records = Records::headed(COLUMNS);
    meetings.for_each(|(pair, meeting)| push(&mut records, settings, pair, meeting));
    records.into_text()
}

/// The window is the one that people are told.
fn push(records: &mut Records, settings: &Settings, pair: PairId, meeting: &Meeting) {
    let Meeting { number, earliest, date, held_on, .. } = meeting;
    let (latest, status) = (settings.latest_told(meeting), meeting.status.word());
    let cells: [&dyn CsvCell; 7] = [&pair, number, earliest, date, &latest, &status, &OrBlank(*held_on)];
    records.push(cells);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example;

    #[test]
    fn meetings_stand_by_pair_and_number_with_what_became_of_them() {
        let expected = "pair,meeting,earliest,date,latest,status,held_on\n\
                        M02-E01,1,2027-01-11,2027-01-12,2027-01-22,held,2027-01-13\n\
                        M02-E01,2,2027-02-08,2027-02-16,2027-02-26,planned,\n\
                        M02-E01,10,2027-06-01,2027-06-02,2027-06-03,planned,\n\
                        M09-E02,1,2027-01-11,2027-01-14,2027-01-22,missed,\n\
                        M09-E02,2,2027-02-08,2027-02-16,2027-02-26,cancelled,\n";
        assert_eq!(render(&example::settings(), &example::cohort()), expected);
    }
}
