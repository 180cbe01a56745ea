//! The days of people who are in several pairs: a day that one pair has is closed to the others.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::request::{PairRequest, Request};
use super::timetable::Timetable;
use crate::domain::id::{PairId, PersonId};
use crate::domain::meeting::MeetingStatus;

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

    /// From now on the days of this pair are those of its timetable.
    pub(super) fn planned(&mut self, pair: PairId, timetable: &Timetable) {
        if let Some(days) = self.days.get_mut(&pair) {
            *days = timetable.meetings.iter().map(|slot| slot.date).collect();
        }
    }
}

fn standing(pair: &PairRequest) -> Vec<NaiveDate> {
    pair.standing.values().filter(|meeting| meeting.status == MeetingStatus::Planned).map(|meeting| meeting.date).collect()
}
