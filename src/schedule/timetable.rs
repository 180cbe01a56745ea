//! What the planner gives: the planned meetings of every pair, and what could not be met.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::remark::Remark;
use crate::domain::id::PairId;

/// Every pair's timetable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// By pair.
    pub pairs: BTreeMap<PairId, Timetable>,
}

/// One pair's timetable: what is planned once it is accepted. Held, missed and cancelled meetings stay as they are and are not listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timetable {
    /// The planned meetings by number, past ones not yet reported included.
    pub meetings: Vec<Slot>,
    /// The numbers of planned meetings for which there is no room any more.
    pub cancelled: Vec<u32>,
    /// What could not be met, and why.
    pub remarks: Vec<Remark>,
}

/// One planned meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Which of the pair's meetings, from 1.
    pub number: u32,
    /// The first day on which it can be while its neighbours stay and every rule is kept; never nearer to the neighbour than to `date`.
    pub earliest: NaiveDate,
    /// The proposed day.
    pub date: NaiveDate,
    /// The last such day.
    pub latest: NaiveDate,
    /// Whether it differs from what stands, by its day or its window: a fact has to be recorded.
    pub changed: bool,
    /// The day on which it stood before; `None` for a meeting that was not planned before.
    pub before: Option<NaiveDate>,
}
