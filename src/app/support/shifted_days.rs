//! Days moved by whole weeks, so that weekdays and distances stay and nobody learns when the programme was.

use chrono::{Datelike, Days, NaiveDate, TimeDelta};

/// By how much days are moved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shift(TimeDelta);

impl Shift {
    /// The earliest of these days comes into the first week of 2001, which begins on a Monday.
    pub(super) fn from_earliest(days: impl Iterator<Item = NaiveDate>) -> Shift {
        let monday = |day: NaiveDate| day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into()));
        let origin = NaiveDate::from_ymd_opt(2001, 1, 1);
        let earliest = days.min().and_then(monday);
        Shift(earliest.zip(origin).map_or(TimeDelta::zero(), |(earliest, origin)| origin - earliest))
    }

    /// The day, moved.
    pub(super) fn day(self, day: NaiveDate) -> NaiveDate {
        day.checked_add_signed(self.0).unwrap_or(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_and_distances_stay() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let days = [day("2027-03-04"), day("2026-11-18"), day("2026-11-29")];
        let shift = Shift::from_earliest(days.into_iter());
        assert_eq!(days.map(|day| shift.day(day).to_string()), ["2001-04-19", "2001-01-03", "2001-01-14"]);
        assert!(days.into_iter().all(|day| shift.day(day).weekday() == day.weekday()));
    }
}
