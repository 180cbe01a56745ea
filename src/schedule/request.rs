//! What a timetable is asked for.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::days::DayBook;
use crate::domain::id::PairId;
use crate::domain::meeting::Meeting;
use crate::domain::settings::Meetings;
use crate::domain::side::BySide;
use crate::domain::weekdays::Weekdays;

/// What a timetable is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// What each pair's timetable looks like, as [`period()`](super::period) gives it: nobody meets before the inductions.
    pub meetings: &'a Meetings,
    /// Which days are avoided.
    pub days: &'a DayBook,
    /// The pairs; only active ones are planned for.
    pub pairs: &'a [PairRequest],
    /// The day that counts as today: nothing is planned on it or before it.
    pub today: NaiveDate,
}

/// One pair and what limits its meetings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairRequest {
    /// The pair.
    pub id: PairId,
    /// The day on which they became a pair; nothing is planned before it.
    pub since: NaiveDate,
    /// The day from which the two know each other, where both were told; it may be still to come. Nothing is planned before it, and what
    /// was planned for a day before it did not take place.
    pub told_on: Option<NaiveDate>,
    /// The weekdays each side can do; `None` for a side that said nothing: any working day.
    pub weekdays: BySide<Option<Weekdays>>,
    /// Leave of either, both ends included.
    pub closed: Vec<(NaiveDate, NaiveDate)>,
    /// The meetings that stand, by number.
    pub standing: BTreeMap<u32, Meeting>,
}
