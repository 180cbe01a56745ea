//! The door: every pair's timetable, new or repaired.
//!
//! What was held, what is past and what somebody moved by hand stays where it is; so do missed and cancelled meetings, which count
//! for nothing. Between these fixed points the other meetings are planned, each part by the best [chain] of days:
//! as many meetings as fit, the fewest standing ones moved, the fewest new days, evenest, earliest. Meetings keep their numbers,
//! and later numbers come later, unless somebody ordered it otherwise by hand.

use std::collections::BTreeMap;

use super::chain::{self, Chain, Day, Gaps};
use super::planner::{Placed, Planner};
use super::remark::Remark;
use super::request::{PairRequest, Request};
use super::shared_days::{self, SharedDays};
use super::stretches::{Anchor, Part, Since, Standing, parts};
use super::timetable::{Schedule, Slot, Timetable};
use super::week::{Limits, Obstacles, common, day, number};
use super::{shortfall, window};
use crate::domain::weekdays::Weekdays;

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
    // A pair that was planned before another of the same person knew nothing of that one's days: its windows leave them out now.
    for pair in request.pairs {
        let Some(timetable) = pairs.get_mut(&pair.id).filter(|_| shared.is_shared(pair.id)) else { continue };
        let known = shared_days::as_planned(pair, timetable);
        let again = planner.timetable(&shared.closed_to(&known));
        *timetable = shared_days::settled(pair, timetable, again);
        shared.planned(pair.id, timetable);
    }
    Schedule { pairs }
}

impl Planner<'_> {
    fn timetable(&self, pair: &PairRequest) -> Timetable {
        let (weekdays, shared) = common(&pair.weekdays);
        let limits = Limits { weekdays, leave: &pair.closed };
        let open = self.table.days(number(pair.since.max(self.settings.first)), limits, Obstacles::ALL);
        let future = &open[open.partition_point(|day| *day < self.begin(pair))..];
        let (anchors, parts) = parts(&pair.standing, Since { today: self.today, told_on: pair.told_on.map(number) });
        let (placed, cancelled) = self.place(pair, &anchors, &parts, future);
        let mut remarks: Vec<Remark> = (!shared).then_some(Remark::NoCommonWeekday).into_iter().collect();
        remarks.extend(self.gap_remarks(&anchors, &placed));
        remarks.extend(self.hand_remarks(&anchors));
        remarks.extend(shortfall::remark(self, pair, limits, &anchors, &placed));
        let meetings = window::slots(self, pair, &open, &anchors, &placed);
        remarks.extend(no_room(&meetings, &placed));
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

/// The meetings that were placed and have a window of one day.
fn no_room(slots: &[Slot], placed: &[Placed]) -> Option<Remark> {
    let is_placed = |slot: &&Slot| placed.iter().any(|placed| placed.number == slot.number);
    let narrow = slots.iter().filter(is_placed).filter(|slot| slot.earliest == slot.latest);
    let numbers: Vec<u32> = narrow.map(|slot| slot.number).collect();
    (!numbers.is_empty()).then_some(Remark::NoRoom(numbers))
}

fn dropped(standing: &[Standing], chain: &Chain) -> Vec<u32> {
    let kept = |index: &usize| chain.meetings.iter().any(|(_, kept)| *kept == Some(*index));
    standing.iter().enumerate().filter(|(index, _)| !kept(index)).map(|(_, standing)| standing.number).collect()
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
