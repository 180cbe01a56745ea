//! The door: every pair's timetable, new or repaired.
//!
//! What was held, what is past and what somebody moved by hand stays where it is; so do missed and cancelled meetings, which count
//! for nothing. Between these fixed points the other meetings are planned, each part by the best [chain] of days:
//! as many meetings as fit, the fewest standing ones moved, the fewest new days, evenest, earliest. Meetings keep their numbers,
//! and later numbers come later, unless somebody ordered it otherwise by hand.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::chain::{self, Chain, Day, Gaps};
use super::remark::Remark;
use super::shared_days::SharedDays;
use super::stretches::{Anchor, Part, Standing, parts};
use super::week::{DayTable, Limits, Obstacles, common, day, number};
use super::{shortfall, window};
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
    /// The weekdays each side can do; `None` for a side that said nothing: any working day.
    pub weekdays: BySide<Option<Weekdays>>,
    /// Leave of either, both ends included.
    pub closed: Vec<(NaiveDate, NaiveDate)>,
    /// The meetings that stand, by number.
    pub standing: BTreeMap<u32, Meeting>,
}

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

/// Plans every pair's meetings, or repairs what stands; the same request gives the same schedule, and planning again what was planned
/// changes nothing.
///
/// Nobody meets two people on one day: whoever is in several pairs keeps the days of those that were planned before, or that stand.
///
/// O(days) once, then for each pair O(meetings · days · days in a gap) at worst; pairs of whom nothing particular is known share the work.
pub fn plan(request: &Request<'_>) -> Schedule {
    let planner = Planner::new(request);
    let mut plain: BTreeMap<(Weekdays, bool, Day), Timetable> = BTreeMap::new();
    let mut pairs = BTreeMap::new();
    let mut shared = SharedDays::new(request);
    for pair in request.pairs {
        let pair = &*shared.closed_to(pair);
        let timetable = if pair.standing.is_empty() && pair.closed.is_empty() {
            let (weekdays, shared) = common(&pair.weekdays);
            plain.entry((weekdays, shared, planner.begin(pair))).or_insert_with(|| planner.timetable(pair)).clone()
        } else {
            planner.timetable(pair)
        };
        shared.planned(pair.id, &timetable);
        pairs.insert(pair.id, timetable);
    }
    Schedule { pairs }
}

/// What all pairs have in common.
pub(super) struct Planner<'a> {
    pub settings: &'a Meetings,
    pub book: &'a DayBook,
    pub table: DayTable,
    pub gaps: Gaps,
    pub today: Day,
}

impl<'a> Planner<'a> {
    fn new(request: &Request<'a>) -> Planner<'a> {
        let settings = request.meetings;
        let table = DayTable::new(request.days, settings.first, settings.last);
        Planner { settings, book: request.days, table, gaps: gaps(settings), today: number(request.today) }
    }

    /// The first day on which a meeting of this pair can be newly planned.
    fn begin(&self, pair: &PairRequest) -> Day {
        number(pair.since.max(self.settings.first)).max(self.today + 1)
    }

    fn timetable(&self, pair: &PairRequest) -> Timetable {
        let (weekdays, shared) = common(&pair.weekdays);
        let limits = Limits { weekdays, leave: &pair.closed };
        let open = self.table.days(number(pair.since.max(self.settings.first)), limits, Obstacles::ALL);
        let future = &open[open.partition_point(|day| *day < self.begin(pair))..];
        let (anchors, parts) = parts(&pair.standing, self.today);
        let (placed, cancelled) = self.place(pair, &anchors, &parts, future);
        let mut remarks: Vec<Remark> = (!shared).then_some(Remark::NoCommonWeekday).into_iter().collect();
        remarks.extend(self.gap_remarks(&anchors, &placed));
        remarks.extend(self.hand_remarks(&anchors));
        remarks.extend(shortfall::remark(self, pair, limits, &anchors, &placed));
        let meetings = window::slots(self, pair, &open, &anchors, &placed);
        Timetable { meetings, cancelled, remarks }
    }

    /// The meetings between and after the anchors, in order, and the numbers that are dropped.
    fn place(&self, pair: &PairRequest, anchors: &[Anchor], parts: &[Part], days: &[Day]) -> (Vec<Placed>, Vec<u32>) {
        let mut room = (self.settings.most as usize).saturating_sub(anchors.len());
        let mut next_number = pair.standing.keys().next_back().map_or(1, |last| last.saturating_add(1));
        let (mut placed, mut cancelled) = (Vec::new(), Vec::new());
        for part in parts {
            let cap = if part.before.is_some() { room.min(part.standing.len()) } else { room };
            let chain = self.chain(part, days, cap, self.begin(pair));
            room -= chain.meetings.len().min(room);
            cancelled.extend(dropped(&part.standing, &chain));
            for (day, standing) in chain.meetings {
                let standing = standing.and_then(|index| part.standing.get(index).copied());
                let number = standing.map_or(next_number, |standing| standing.number);
                next_number = next_number.max(number.saturating_add(1));
                placed.push(Placed { number, day, before: standing.map(|standing| standing.day) });
            }
        }
        cancelled.sort_unstable();
        (placed, cancelled)
    }

    fn chain(&self, part: &Part, days: &[Day], cap: usize, begin: Day) -> Chain {
        let period = (begin, number(self.settings.last));
        let (stretch, length) = part.stretch(days, period, self.gaps, cap);
        let standing: Vec<Day> = part.standing.iter().map(|standing| standing.day).collect();
        chain::best(&stretch, length, &standing).unwrap_or_default()
    }

    /// Gaps longer or shorter than the settings ask, which only what has happened or a hand can bring about.
    fn gap_remarks(&self, anchors: &[Anchor], placed: &[Placed]) -> Vec<Remark> {
        let mut days: Vec<(Day, u32)> = anchors.iter().map(|anchor| (anchor.day, anchor.number)).collect();
        days.extend(placed.iter().map(|placed| (placed.day, placed.number)));
        days.sort_unstable();
        let future = days.windows(2).filter(|two| two.last().is_some_and(|(day, _)| *day > self.today));
        let remark = |two: &[(Day, u32)]| {
            let [(from, earlier), (to, later)] = *two else { return None };
            let (gap, Gaps { least, most }) = (to - from, self.gaps);
            let at_fault = gap < least || gap > most;
            at_fault.then_some(Remark::Gap { earlier, later, days: gap, least, most })
        };
        future.filter_map(remark).collect()
    }

    /// Meetings moved by hand to a day that is avoided.
    fn hand_remarks(&self, anchors: &[Anchor]) -> Vec<Remark> {
        let coming = anchors.iter().filter(|anchor| anchor.day > self.today && !self.book.is_free(day(anchor.day)));
        coming
            .map(|anchor| Remark::OnAvoidedDay {
                number: anchor.number,
                day: day(anchor.day),
                why: self.book.why(day(anchor.day)),
            })
            .collect()
    }
}

/// A meeting with the day that it gets and the day on which it stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub number: u32,
    pub day: Day,
    pub before: Option<Day>,
}

/// The permitted gaps in days.
pub(super) fn gaps(settings: &Meetings) -> Gaps {
    let days = |weeks: u32| i32::try_from(weeks).unwrap_or(i32::MAX).saturating_mul(7).min(MANY_DAYS);
    Gaps { least: days(settings.weeks_least).max(1), most: days(settings.weeks_most).max(1) }
}

/// More days than any cohort has, few enough to be added to a day.
const MANY_DAYS: i32 = 36_525;

fn dropped(standing: &[Standing], chain: &Chain) -> Vec<u32> {
    let kept = |index: &usize| chain.meetings.iter().any(|(_, kept)| *kept == Some(*index));
    standing.iter().enumerate().filter(|(index, _)| !kept(index)).map(|(_, standing)| standing.number).collect()
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
