//! `meeting-story`: what is planned of a meeting can have been planned in this order, and no plan takes back that it was held. What
//! is reported of meetings is judged by `one-report`.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::check::story::{self, Period, Row};
use crate::check::{Check, Scope, Subject, place};
use crate::domain::correction;
use crate::domain::fact::PairFact;
use crate::domain::id::PairId;
use crate::domain::problem::Problem;
use crate::domain::text::{long_date, short_date};

pub(super) const CHECK: Check = Check {
    name: "meeting-story",
    sentence: "Only a planned meeting is moved, missed or cancelled, while its pair lasts; its day lies in its window.",
    scope: Scope::Facts,
    judge,
};

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    subject.facts.pairs.iter().flat_map(|(pair, rows)| of_pair(*pair, rows)).collect()
}

fn of_pair(pair: PairId, rows: &[Row]) -> Vec<Problem> {
    story::periods(rows).1.iter().flat_map(|period| Reading::new(pair, period).read()).collect()
}

/// The reading of one period, row by row.
struct Reading<'a> {
    pair: PairId,
    period: &'a Period<'a>,
    /// The last row about each meeting.
    last: BTreeMap<u32, &'a Row>,
    problems: Vec<Problem>,
}

impl<'a> Reading<'a> {
    fn new(pair: PairId, period: &'a Period<'a>) -> Reading<'a> {
        Reading { pair, period, last: BTreeMap::new(), problems: Vec::new() }
    }

    fn read(mut self) -> Vec<Problem> {
        for row in correction::in_order(self.period.rows) {
            self.row(row);
            if let Some(meeting) = meeting(&row.fact) {
                self.last.insert(meeting, row);
            }
        }
        self.problems
    }

    fn row(&mut self, row: &'a Row) {
        match row.fact {
            PairFact::Planned { meeting, date, earliest, latest } => {
                self.window(row, (earliest, date, latest));
                // A plan with a number takes a report back, on purpose.
                if row.correction == 0 {
                    self.after_the_end(row, "planned");
                    self.takes_back(row, meeting, "planned anew");
                }
            }
            PairFact::Moved { meeting, .. } => {
                self.unplanned(row, meeting, "moved");
                self.after_the_end(row, "moved");
                self.takes_back(row, meeting, "moved");
            }
            PairFact::Missed { meeting } => self.unplanned(row, meeting, "missed"),
            PairFact::Cancelled { meeting } => {
                self.unplanned(row, meeting, "cancelled");
                self.takes_back(row, meeting, "cancelled");
            }
            _ => {}
        }
    }

    fn window(&mut self, row: &Row, (earliest, date, latest): (NaiveDate, NaiveDate, NaiveDate)) {
        if !(earliest <= date && date <= latest) {
            let message = format!(
                "the planned day, {}, is not between {} and {}",
                long_date(date),
                short_date(earliest),
                short_date(latest)
            );
            self.say(row, message, "`revmentor build` widens the window to the planned day");
        }
    }

    fn after_the_end(&mut self, row: &'a Row, what: &str) {
        let ended = self.period.ended().filter(|ended| is_before(self.period.rows, ended, row));
        if let Some(ended) = ended {
            let message =
                format!("a meeting of {} is {what} after the pair ended at {}", self.pair, place::pair(self.pair, ended));
            self.say(row, message, "`revmentor build` puts this row before the end");
        }
    }

    fn takes_back(&mut self, row: &Row, meeting: u32, what: &str) {
        if let Some(held) = self.held_row(meeting) {
            let message =
                format!("meeting {meeting} of {} is {what} although it was held, at {}", self.pair, place::pair(self.pair, held));
            self.say(row, message, "`revmentor build` puts this row before the report");
        }
    }

    fn unplanned(&mut self, row: &Row, meeting: u32, what: &str) {
        if !self.last.contains_key(&meeting) {
            let message = format!("meeting {meeting} of {} is {what}, but no row before this one plans it", self.pair);
            self.say(row, message, "`revmentor build` takes this row away");
        }
    }

    /// The row that says that the meeting was held, if that is the last word on it.
    fn held_row(&self, meeting: u32) -> Option<&'a Row> {
        self.last.get(&meeting).copied().filter(|row| matches!(row.fact, PairFact::Held { .. }))
    }

    fn say(&mut self, row: &Row, message: String, help: &str) {
        self.problems.push(Problem::error(CHECK.name, message).at(place::pair(self.pair, row)).help(help));
    }
}

fn meeting(fact: &PairFact) -> Option<u32> {
    match fact {
        PairFact::Planned { meeting, .. }
        | PairFact::Moved { meeting, .. }
        | PairFact::Held { meeting, .. }
        | PairFact::Missed { meeting }
        | PairFact::Cancelled { meeting } => Some(*meeting),
        PairFact::Paired { .. }
        | PairFact::Ended { .. }
        | PairFact::Resumed
        | PairFact::Revealed { .. }
        | PairFact::Concealed { .. } => None,
    }
}

/// Whether `one` stands above `other` in the file.
fn is_before(rows: &[Row], one: &Row, other: &Row) -> bool {
    let at = |wanted: &Row| rows.iter().position(|row| std::ptr::eq(row, wanted));
    at(one) < at(other)
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{found, pair};
    use crate::domain::example::day;
    use crate::domain::fact::{EndReason, PairFact};

    /// What is found after these facts are added to a pair whose meeting 1 was held on 13 January 2027 (line 6) and whose
    /// meeting 2 is planned.
    fn after(more: &[PairFact]) -> Vec<String> {
        let place = "meeting-story facts/pairs/M02-E01.csv, ";
        let found = found(|facts| more.iter().for_each(|fact| pair(facts, "M02-E01", fact.clone())));
        found.iter().map(|said| said.strip_prefix(place).unwrap_or(said).to_owned()).collect()
    }

    fn planned(meeting: u32, date: u32) -> PairFact {
        PairFact::Planned { meeting, date: day(2027, 3, date), earliest: day(2027, 3, 8), latest: day(2027, 3, 12) }
    }

    #[test]
    fn nothing_silently_takes_back_that_a_meeting_was_held() {
        let moved = PairFact::Moved { meeting: 1, date: day(2027, 3, 9) };
        for (fact, what) in [(planned(1, 9), "planned anew"), (moved, "moved"), (PairFact::Cancelled { meeting: 1 }, "cancelled")]
        {
            let there =
                format!("line 7: meeting 1 of M02-E01 is {what} although it was held, at facts/pairs/M02-E01.csv, line 6");
            assert_eq!(after(&[fact]), [there]);
        }
    }

    #[test]
    fn what_was_never_planned_is_not_moved_missed_or_cancelled() {
        let moved = PairFact::Moved { meeting: 9, date: day(2027, 3, 9) };
        for (fact, what) in
            [(moved, "moved"), (PairFact::Missed { meeting: 9 }, "missed"), (PairFact::Cancelled { meeting: 9 }, "cancelled")]
        {
            assert_eq!(after(&[fact]), [format!("line 7: meeting 9 of M02-E01 is {what}, but no row before this one plans it")]);
        }
        assert_eq!(after(&[PairFact::Held { meeting: 9, date: day(2027, 3, 1) }]), Vec::<String>::new());
    }

    #[test]
    fn a_planned_day_lies_in_its_window() {
        assert_eq!(after(&[planned(2, 8)]), Vec::<String>::new());
        assert_eq!(after(&[planned(2, 12)]), Vec::<String>::new());
        for (wrong, day) in [(7, "Sunday 7"), (13, "Saturday 13")] {
            let there = format!("line 7: the planned day, {day} March 2027, is not between 8 March 2027 and 12 March 2027");
            assert_eq!(after(&[planned(2, wrong)]), [there]);
        }
    }

    #[test]
    fn nothing_is_planned_after_the_end() {
        let ended = PairFact::Ended { reason: EndReason::Rematch };
        let planned = "line 8: a meeting of M02-E01 is planned after the pair ended at facts/pairs/M02-E01.csv, line 7";
        assert_eq!(after(&[ended.clone(), super::tests::planned(2, 9)]), [planned]);
        assert_eq!(after(&[ended, PairFact::Resumed, super::tests::planned(2, 9)]), Vec::<String>::new());
    }
}
