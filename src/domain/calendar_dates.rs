//! What calendars told of the programme's own dates, and since when: the rows of `facts/calendar/dates.csv`.
//!
//! The dates stand in `cohort.toml`, which does not say what stood there before. A calendar program takes a changed entry only with a
//! higher number (RFC 5546, 2.1.5), and whoever writes the next calendar may never have had the last one: so each change is a row.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};

/// A session or a milestone, and which of its dates (from 1).
pub(crate) type DateKey = (String, u32);

/// What calendars tell of one date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DateAsTold {
    /// The day.
    pub date: NaiveDate,
    /// When it begins, in the programme's time zone, and how many minutes it takes; nothing where it lasts all day.
    pub time: Option<(NaiveTime, u32)>,
    /// A digest of everything else: title, place, link, host, for whom, time zone. Eight hexadecimal digits.
    pub code: String,
}

/// One row: from this day on calendars told this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CalendarDateRow {
    /// The day on which it was first told.
    pub on: NaiveDate,
    /// What was told.
    pub told: DateAsTold,
}

/// Every row, by date and in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CalendarDates(pub BTreeMap<DateKey, Vec<CalendarDateRow>>);

/// How often what is told of each date changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DateChanges(BTreeMap<DateKey, u32>);

impl DateChanges {
    /// How often what is told of this date of `event` changed.
    pub(crate) fn of(&self, event: &str, option: u32) -> u32 {
        self.0.get(&(event.to_owned(), option)).copied().unwrap_or(0)
    }
}

impl CalendarDates {
    /// How often each of these dates changed until it was as it is `now`, a change that is not recorded yet too.
    pub(crate) fn changes(&self, now: &[(DateKey, DateAsTold)]) -> DateChanges {
        let count = |rows: &Vec<CalendarDateRow>, now: &DateAsTold| {
            let is_new = rows.last().is_some_and(|last| last.told != *now);
            u32::try_from(rows.len() - 1 + usize::from(is_new)).unwrap_or(u32::MAX)
        };
        let changed = now.iter().filter_map(|(key, now)| Some((key.clone(), count(self.0.get(key)?, now))));
        DateChanges(changed.collect())
    }

    /// Records what calendars tell from this day on; gives whether anything was new.
    pub(crate) fn record(&mut self, now: Vec<(DateKey, DateAsTold)>, on: NaiveDate) -> bool {
        let mut any = false;
        for (key, told) in now {
            let rows = self.0.entry(key).or_default();
            if rows.last().is_none_or(|last| last.told != told) {
                rows.push(CalendarDateRow { on, told });
                any = true;
            }
        }
        any
    }

    /// Takes rows away that say again what the row before them says, as two leads' rows do after a merge; gives how many. The number of
    /// changes falls below neither lead's: only where their rows meet can one repeat the other.
    pub(crate) fn settle(&mut self) -> usize {
        let count = |dates: &CalendarDates| dates.0.values().map(Vec::len).sum::<usize>();
        let before = count(self);
        self.0.values_mut().for_each(|rows| rows.dedup_by(|next, last| next.told == last.told));
        before - count(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::day;

    fn told(date: u32) -> DateAsTold {
        DateAsTold { date: day(2027, 1, date), time: None, code: "00000000".into() }
    }

    fn key() -> DateKey {
        ("induction".to_owned(), 1)
    }

    #[test]
    fn a_change_counts_whether_it_is_recorded_or_not() {
        let mut dates = CalendarDates::default();
        let changes = |dates: &CalendarDates, date| dates.changes(&[(key(), told(date))]).of("induction", 1);
        assert_eq!(changes(&dates, 5), 0, "nothing was told yet");
        assert!(dates.record(vec![(key(), told(5))], day(2026, 12, 1)));
        assert!(!dates.record(vec![(key(), told(5))], day(2026, 12, 2)), "it is known");
        assert_eq!((changes(&dates, 5), changes(&dates, 6)), (0, 1));
        dates.record(vec![(key(), told(6))], day(2026, 12, 3));
        assert_eq!((changes(&dates, 6), changes(&dates, 5)), (1, 2), "what is told again is a change, too");
        assert_eq!(dates.changes(&[]).of("induction", 2), 0);
    }

    #[test]
    fn what_two_leads_told_alike_counts_once_and_no_number_falls() {
        let rows = |days: &[u32]| days.iter().map(|date| CalendarDateRow { on: day(2026, 12, 1), told: told(*date) }).collect();
        for (united, kept) in [(vec![5, 6, 6], 2), (vec![5, 6, 7, 7, 6], 4), (vec![5, 5], 1), (vec![5, 6], 2)] {
            let mut dates = CalendarDates(BTreeMap::from([(key(), rows(&united))]));
            assert_eq!((dates.settle(), dates.0[&key()].len()), (united.len() - kept, kept), "{united:?}");
        }
    }
}
