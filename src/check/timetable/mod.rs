//! Judges timetables without knowing how they were made: every rule is written here a second time, on purpose.
//!
//! What people did is never a breach: meetings may be held on any day and moved by hand to any day, and a planned day that passed
//! unreported stays, whatever became of the rules since. Judged is what a plan may never contain.

mod gaps;
mod inductions;
pub mod sessions;
mod slots;

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;

use crate::domain::days::DayBook;
use crate::domain::id::PairId;
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::pair::Pair;
use crate::domain::settings::Settings;
use crate::domain::side::BySide;
use crate::domain::weekdays::Weekdays;

/// What is known of the days of a pair's two people; nothing where the private folder is not at hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Week {
    /// The weekdays that each side said it can do.
    pub weekdays: BySide<Option<Weekdays>>,
    /// Leave of either, both ends included.
    pub leave: Vec<(NaiveDate, NaiveDate)>,
}

/// What a timetable is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Law<'a> {
    /// The cohort's settings.
    pub settings: &'a Settings,
    /// Which days are avoided.
    pub days: &'a DayBook,
    /// What is known of people's days.
    pub weeks: &'a BTreeMap<PairId, Week>,
    /// The first day that is judged: what was planned for an earlier one cannot be planned anew. All days where there is none.
    pub today: Option<NaiveDate>,
}

/// One rule broken by one pair's timetable.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Breach {
    /// The pair.
    pub pair: PairId,
    /// The meeting; of two, the later.
    pub meeting: u32,
    /// A stable word for the rule.
    pub rule: &'static str,
    /// What is wrong, one sentence without a full stop at the end.
    pub message: String,
}

/// `M03-E07 meeting 4: Monday 5 April 2027 is avoided: Easter Monday (bank holiday)`.
impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} meeting {}: {}", self.pair, self.meeting, self.message)
    }
}

/// The rules, each judging one pair. A new rule: a function in this folder and a line here.
const RULES: [fn(&Law<'_>, &Pair) -> Vec<Breach>; 12] = [
    slots::held_days_are_known,
    slots::windows_hold_their_day,
    slots::windows_end_on_open_days,
    slots::on_working_days,
    slots::on_no_avoided_day,
    slots::on_no_closed_day,
    slots::on_a_common_weekday,
    slots::not_on_leave,
    slots::within_the_period,
    slots::not_too_many,
    gaps::in_order_and_apart,
    inductions::after_the_inductions,
];

/// Every rule that some pair's timetable breaks, by pair and meeting. O(meetings).
pub fn judge<'a>(law: &Law<'_>, pairs: impl IntoIterator<Item = &'a Pair>) -> Vec<Breach> {
    let of_pair = |pair: &'a Pair| {
        let found = RULES.iter().flat_map(move |rule| rule(law, pair));
        found.filter(move |breach| !has_passed(law, pair, breach.meeting))
    };
    let mut breaches: Vec<Breach> = pairs.into_iter().flat_map(of_pair).collect();
    breaches.sort();
    breaches
}

/// Whether the meeting was planned for a day that is past.
fn has_passed(law: &Law<'_>, pair: &Pair, number: u32) -> bool {
    let is_past = |meeting: &Meeting| law.today.is_some_and(|today| meeting.date < today);
    pair.meetings.get(&number).is_some_and(|meeting| meeting.status == MeetingStatus::Planned && is_past(meeting))
}

/// The meetings that a plan put where they are: still planned, and by nobody's hand.
fn as_planned(pair: &Pair) -> impl Iterator<Item = &Meeting> {
    let active = pair.is_active();
    pair.meetings.values().filter(move |meeting| active && meeting.status == MeetingStatus::Planned && !meeting.fixed)
}

/// A breach for each meeting that a plan put where it is, where `wrong` has something to say.
fn each_planned(pair: &Pair, rule: &'static str, wrong: impl Fn(&Meeting) -> Option<String>) -> Vec<Breach> {
    let breach = |meeting: &Meeting| Some(Breach { pair: pair.id, meeting: meeting.number, rule, message: wrong(meeting)? });
    as_planned(pair).filter_map(breach).collect()
}

#[cfg(test)]
mod tests;
