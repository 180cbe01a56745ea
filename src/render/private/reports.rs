//! Meetings that are past and of which nobody has said whether they were held.

use chrono::NaiveDate;

use super::names::Names;
use crate::domain::cohort::Cohort;
use crate::domain::progress;
use crate::render::output::{Cell, Sheet};

/// The meetings, by day, with the addresses of the two people.
pub(crate) fn unreported(cohort: &Cohort, names: &Names, today: NaiveDate) -> Sheet {
    let rows = progress::unreported(cohort, today).into_iter().map(|past| {
        let [mentor, mentee] = [past.pair.mentor, past.pair.mentee];
        let [number, date] = [Cell::Whole(past.meeting.number.into()), Cell::Day(past.meeting.date)];
        [Cell::text(&past.pair), names.cell(mentor), names.cell(mentee), number, date, names.email(mentor), names.email(mentee)]
    });
    let columns = ["pair", "mentor", "mentee", "meeting", "date", "mentor_email", "mentee_email"];
    Sheet::new("Overdue meeting reports", columns, rows)
}
