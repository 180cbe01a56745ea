//! The days of people who are in several pairs: a day that one pair has is closed to the others.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::request::{PairRequest, Request};
use super::timetable::{Slot, Timetable};
use crate::domain::id::{PairId, PersonId};
use crate::domain::meeting::{Meeting, MeetingStatus};

/// The days on which pairs meet that share a person with another pair.
pub(super) struct SharedDays {
    days: BTreeMap<PairId, Vec<NaiveDate>>,
    pairs: BTreeMap<PersonId, Vec<PairId>>,
}

impl SharedDays {
    /// The days that stand. O(pairs · log pairs).
    pub(super) fn new(request: &Request<'_>) -> SharedDays {
        let mut pairs: BTreeMap<PersonId, Vec<PairId>> = BTreeMap::new();
        for pair in request.pairs {
            pair.id.people().into_iter().for_each(|person| pairs.entry(person).or_default().push(pair.id));
        }
        pairs.retain(|_, pairs| pairs.len() > 1);
        let shares = |pair: &&PairRequest| pair.id.people().iter().any(|person| pairs.contains_key(person));
        let days = request.pairs.iter().filter(shares).map(|pair| (pair.id, standing(pair))).collect();
        SharedDays { days, pairs }
    }

    /// The pair, the days of its people's other pairs being closed to it.
    pub(super) fn closed_to<'p>(&self, pair: &'p PairRequest) -> Cow<'p, PairRequest> {
        let others = pair.id.people().into_iter().filter_map(|person| self.pairs.get(&person)).flatten();
        let others = others.filter(|other| **other != pair.id);
        let taken: Vec<_> = others.filter_map(|other| self.days.get(other)).flatten().map(|day| (*day, *day)).collect();
        if taken.is_empty() {
            return Cow::Borrowed(pair);
        }
        let closed = pair.closed.iter().copied().chain(taken).collect();
        Cow::Owned(PairRequest { closed, ..pair.clone() })
    }

    /// Whether somebody of the pair is in another one.
    pub(super) fn is_shared(&self, pair: PairId) -> bool {
        self.days.contains_key(&pair)
    }

    /// From now on the days of this pair are those of its timetable.
    pub(super) fn planned(&mut self, pair: PairId, timetable: &Timetable) {
        if let Some(days) = self.days.get_mut(&pair) {
            *days = timetable.meetings.iter().map(|slot| slot.date).collect();
        }
    }
}

/// The pair with what was planned for it as what stands.
pub(super) fn as_planned(pair: &PairRequest, timetable: &Timetable) -> PairRequest {
    let mut pair = pair.clone();
    for slot in &timetable.meetings {
        let Slot { number, earliest, date, latest, .. } = *slot;
        let fixed = pair.standing.get(&number).is_some_and(|meeting| meeting.fixed);
        let (status, changed_on, revised_on) = (MeetingStatus::Planned, date, date);
        let meeting =
            Meeting { number, earliest, date, latest, status, held_on: None, fixed, changes: 0, changed_on, revised_on };
        pair.standing.insert(number, meeting);
    }
    for number in &timetable.cancelled {
        if let Some(meeting) = pair.standing.get_mut(number) {
            meeting.status = MeetingStatus::Cancelled;
        }
    }
    pair
}

/// The second timetable of a pair, as it differs from what stood before the first.
pub(super) fn settled(pair: &PairRequest, first: &Timetable, again: Timetable) -> Timetable {
    let stood = |number: u32| pair.standing.get(&number).filter(|meeting| meeting.status == MeetingStatus::Planned);
    let slot = |slot: Slot| {
        let stood = stood(slot.number);
        let is_as_before =
            |meeting: &Meeting| (meeting.earliest, meeting.date, meeting.latest) == (slot.earliest, slot.date, slot.latest);
        Slot { changed: !stood.is_some_and(is_as_before), before: stood.map(|meeting| meeting.date), ..slot }
    };
    let meetings = again.meetings.into_iter().map(slot).collect();
    // What was planned first and given up then was never told to anybody.
    let mut cancelled: Vec<u32> =
        first.cancelled.iter().copied().chain(again.cancelled).filter(|at| stood(*at).is_some()).collect();
    cancelled.sort_unstable();
    Timetable { meetings, cancelled, remarks: again.remarks }
}

fn standing(pair: &PairRequest) -> Vec<NaiveDate> {
    pair.standing.values().filter(|meeting| meeting.status == MeetingStatus::Planned).map(|meeting| meeting.date).collect()
}
