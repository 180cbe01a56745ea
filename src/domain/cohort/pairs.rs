//! Folds the rows of one pair's file. Which row counts is decided by `correction`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::correction;
use crate::domain::fact::{Dated, EndReason, PairFact};
use crate::domain::id::PairId;
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::pair::Pair;
use crate::domain::side::{BySide, Side};

/// Two people as the rows of one file tell it, if they ever were a pair.
pub(super) fn fold(id: PairId, rows: &[Dated<PairFact>]) -> Option<Pair> {
    let mut known: Option<Folding> = None;
    for row in correction::in_order(rows) {
        if let PairFact::Paired { score, origin } = row.fact {
            let ends = known.as_ref().map_or(0, |known| known.pair.ends);
            let earlier = meetings_so_far(known.map(|known| known.pair));
            let (since, ended, until, revealed, meetings) = (row.on, None, None, BySide::default(), BTreeMap::new());
            let pair = Pair { id, since, score, origin, ended, ends, until, revealed, meetings, earlier };
            known = Some(Folding { pair, cancelled_by_end: BTreeSet::new() });
        } else if let Some(known) = &mut known {
            known.apply(row);
        }
    }
    known.map(|known| known.pair)
}

/// A pair while its rows are folded.
struct Folding {
    pair: Pair,
    /// The meetings that stood planned when the pair ended.
    cancelled_by_end: BTreeSet<u32>,
}

impl Folding {
    fn apply(&mut self, row: &Dated<PairFact>) {
        match row.fact {
            PairFact::Ended { reason } => self.end(row.on, reason),
            PairFact::Resumed => self.resume(row.on),
            _ => apply(&mut self.pair, row),
        }
        if let (PairFact::Planned { meeting, .. }, Some(_)) = (&row.fact, self.pair.ended) {
            self.cancel(*meeting, row.on);
        }
    }

    /// A report that is taken back after the end leaves nothing planned.
    fn cancel(&mut self, number: u32, on: NaiveDate) {
        let Some(meeting) = self.pair.meetings.get_mut(&number) else { return };
        self.cancelled_by_end.insert(number);
        meeting.status = MeetingStatus::Cancelled;
        (meeting.changed_on, meeting.revised_on) = (on, on);
    }

    /// A pair that ends takes its planned meetings with it; past meetings are kept.
    fn end(&mut self, on: NaiveDate, reason: EndReason) {
        // What two leads record alike ends it once.
        self.pair.ends += u32::from(self.pair.ended.is_none());
        self.pair.ended = Some((on, reason));
        for meeting in self.pair.meetings.values_mut().filter(|meeting| meeting.status == MeetingStatus::Planned) {
            self.cancelled_by_end.insert(meeting.number);
            meeting.status = MeetingStatus::Cancelled;
            touch(meeting, on);
        }
    }

    /// A pair whose end is taken back has the meetings again that it took with it.
    fn resume(&mut self, on: NaiveDate) {
        self.pair.ended = None;
        for number in std::mem::take(&mut self.cancelled_by_end) {
            let Some(meeting) = self.pair.meetings.get_mut(&number) else { continue };
            if meeting.status == MeetingStatus::Cancelled {
                meeting.status = MeetingStatus::Planned;
                touch(meeting, on);
            }
        }
    }
}

/// The meetings that two had when they were a pair before.
fn meetings_so_far(before: Option<Pair>) -> BTreeMap<u32, Meeting> {
    let Some(before) = before else { return BTreeMap::new() };
    let mut meetings = before.earlier;
    meetings.extend(before.meetings);
    meetings
}

/// Applies a fact to a pair that already is.
fn apply(pair: &mut Pair, row: &Dated<PairFact>) {
    match row.fact {
        PairFact::Paired { .. } | PairFact::Ended { .. } | PairFact::Resumed => {}
        PairFact::Revealed { to } => {
            for side in Side::BOTH.into_iter().filter(|side| to.is_none_or(|to| to == *side)) {
                let since = &mut pair.revealed[side];
                *since = since.or(Some(row.on));
            }
        }
        PairFact::Concealed { to } => {
            for side in Side::BOTH.into_iter().filter(|side| to.is_none_or(|to| to == *side)) {
                pair.revealed[side] = None;
            }
        }
        PairFact::Planned { meeting, date, earliest, latest } => {
            let (number, status, changes) = (meeting, MeetingStatus::Planned, first_change(pair, meeting));
            let (changed_on, revised_on) = (row.on, row.on);
            let (held_on, fixed) = (None, false);
            let fresh = Meeting { number, earliest, date, latest, status, held_on, fixed, changes, changed_on, revised_on };
            plan(pair, &fresh);
        }
        PairFact::Moved { meeting, date } => change(pair, meeting, row.on, |planned| {
            planned.date = date;
            planned.earliest = planned.earliest.min(date);
            planned.latest = planned.latest.max(date);
            planned.status = MeetingStatus::Planned;
            planned.fixed = true;
        }),
        PairFact::Held { meeting, date } => hold(pair, meeting, row.on, date),
        PairFact::Missed { meeting } => change(pair, meeting, row.on, |planned| planned.status = MeetingStatus::Missed),
        PairFact::Cancelled { meeting } => change(pair, meeting, row.on, |planned| planned.status = MeetingStatus::Cancelled),
    }
}

/// A meeting as it is planned now. What is planned anew counts on, and only if anything about it is another.
fn plan(pair: &mut Pair, fresh: &Meeting) {
    let planned = pair.meetings.entry(fresh.number).or_insert_with(|| fresh.clone());
    let told = |meeting: &Meeting| (meeting.date, meeting.status, meeting.earliest, meeting.latest, meeting.fixed);
    let moved = (planned.date, planned.status) != (fresh.date, fresh.status);
    let revised = told(planned) != told(fresh);
    *planned = Meeting {
        changes: planned.changes + u32::from(revised),
        changed_on: if moved { fresh.changed_on } else { planned.changed_on },
        revised_on: if revised { fresh.revised_on } else { planned.revised_on },
        ..fresh.clone()
    };
}

/// Two who are paired again count on from where they were: a calendar's SEQUENCE never falls, not even where a name was told in the
/// meantime, which counts as a change of its own.
fn first_change(pair: &Pair, number: u32) -> u32 {
    pair.earlier.get(&number).map_or(0, |earlier| earlier.changes + 2)
}

fn change(pair: &mut Pair, number: u32, on: NaiveDate, how: impl FnOnce(&mut Meeting)) {
    if let Some(meeting) = pair.meetings.get_mut(&number) {
        let told =
            |meeting: &Meeting| (meeting.date, meeting.earliest, meeting.latest, meeting.status, meeting.held_on, meeting.fixed);
        let before = told(meeting);
        meeting.held_on = None;
        how(meeting);
        // What two leads record alike changes nothing the second time, so that no number falls when one of the rows is taken away.
        if told(meeting) != before {
            touch(meeting, on);
        }
    }
}

fn touch(meeting: &mut Meeting, on: NaiveDate) {
    meeting.changes += 1;
    (meeting.changed_on, meeting.revised_on) = (on, on);
}

/// A meeting can be held that nobody planned.
fn hold(pair: &mut Pair, number: u32, on: NaiveDate, date: NaiveDate) {
    let (status, changes) = (MeetingStatus::Planned, first_change(pair, number));
    let (earliest, latest, changed_on, revised_on) = (date, date, on, on);
    let unplanned =
        Meeting { number, earliest, date, latest, status, held_on: None, fixed: false, changes, changed_on, revised_on };
    pair.meetings.entry(number).or_insert(unplanned);
    change(pair, number, on, |meeting| {
        meeting.status = MeetingStatus::Held;
        meeting.held_on = Some(date);
    });
}
