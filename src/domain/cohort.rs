//! A cohort as its facts tell it: who takes part, who is paired with whom, which meetings were held.
//!
//! The facts are folded in the order of their rows. Folding never fails: contradictions are found by `check`, which names both rows.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::conflict::ConflictState;
use super::draw::{Draw, WaitReason};
use super::fact::{Dated, DeclaredAnswer, PairFact, PersonFact, WithdrawalReason};
use super::facts::Facts;
use super::id::{PairId, PersonId};
use super::meeting::{Meeting, MeetingStatus};
use super::pair::Pair;
use super::side::{BySide, Side};

impl Cohort {
    /// The cohort without any pair's score, as it is shown where scores are private.
    #[must_use]
    pub fn without_scores(&self) -> Cohort {
        let mut cohort = self.clone();
        cohort.pairs.values_mut().for_each(|pair| pair.score = None);
        cohort
    }
}

/// An applicant or participant as the facts tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// The id.
    pub id: PersonId,
    /// The day on which the person was read from a survey.
    pub joined: Option<NaiveDate>,
    /// The keyed hash of the address.
    pub mark: String,
    /// When and why the person left.
    pub withdrew: Option<(NaiveDate, WithdrawalReason)>,
    /// The day on which the personal data were erased.
    pub erased: Option<NaiveDate>,
    /// In how many pairs the person can be at once.
    pub capacity: u32,
    /// The chosen option (from 1) of each event.
    pub choices: BTreeMap<String, u32>,
    /// How the person answered the question about conflicts of interest.
    pub declared: Option<DeclaredAnswer>,
}

impl Participant {
    fn new(id: PersonId) -> Participant {
        let (mark, choices) = (String::new(), BTreeMap::new());
        Participant { id, joined: None, mark, withdrew: None, erased: None, capacity: 1, choices, declared: None }
    }
}

/// A cohort, folded from its facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cohort {
    /// Everybody who ever joined.
    pub people: BTreeMap<PersonId, Participant>,
    /// Every pair that ever was.
    pub pairs: BTreeMap<PairId, Pair>,
    /// What is known of conflicts of interest.
    pub conflicts: BTreeMap<PairId, ConflictState>,
    /// The matchings, in order.
    pub draws: Vec<Draw>,
}

impl Cohort {
    /// Folds the facts. O(facts · log facts).
    pub fn of(facts: &Facts) -> Cohort {
        let mut conflicts = BTreeMap::new();
        let people = facts.people.iter().filter_map(|(id, rows)| Some((*id, person(*id, rows, &mut conflicts)?)));
        let people = people.collect();
        let pairs = facts.pairs.iter().filter_map(|(id, rows)| Some((*id, pair(*id, rows)?))).collect();
        Cohort { people, pairs, conflicts, draws: facts.draws.values().cloned().collect() }
    }

    /// Pairs that have not ended, by id.
    pub fn active_pairs(&self) -> impl Iterator<Item = &Pair> {
        self.pairs.values().filter(|pair| pair.is_active())
    }

    /// People who have not withdrawn, by id.
    pub fn present(&self) -> impl Iterator<Item = &Participant> {
        self.people.values().filter(|person| person.withdrew.is_none())
    }

    /// The keyed hashes of the addresses of those whose personal data were erased, with their ids.
    pub fn erased(&self) -> BTreeMap<&str, PersonId> {
        self.people.values().filter(|person| person.erased.is_some()).map(|person| (person.mark.as_str(), person.id)).collect()
    }

    /// The active pairs that `person` is in, by id: one, unless there is room for several.
    pub fn pairs_of(&self, person: PersonId) -> impl Iterator<Item = &Pair> {
        self.active_pairs().filter(move |pair| pair.id.has(person))
    }

    /// Everybody in an active pair.
    pub fn paired(&self) -> BTreeSet<PersonId> {
        self.active_pairs().flat_map(|pair| pair.id.people()).collect()
    }

    /// Who waits, and why. Nobody waits before the first pair or matching.
    pub fn waiting(&self) -> BTreeMap<PersonId, WaitReason> {
        if self.draws.is_empty() && self.pairs.is_empty() {
            return BTreeMap::new();
        }
        let paired = self.paired();
        let ever = LazyCell::new(|| self.pairs.keys().flat_map(|pair| pair.people()).collect::<BTreeSet<PersonId>>());
        let told = self.draws.last().map(|draw| &draw.waiting);
        let reason = |person: PersonId| match told.and_then(|waiting| waiting.get(&person)) {
            Some(reason) => *reason,
            None if ever.contains(&person) => WaitReason::PairEnded,
            None => WaitReason::NotYetMatched,
        };
        let unpaired = self.present().filter(|person| !paired.contains(&person.id));
        unpaired.map(|person| (person.id, reason(person.id))).collect()
    }

    /// The pairs that may not be, by declaration.
    pub fn forbidden(&self) -> impl Iterator<Item = (PairId, ConflictState)> {
        self.conflicts.iter().filter(|(_, state)| state.forbids()).map(|(pair, state)| (*pair, *state))
    }
}

/// Somebody as the rows of one file tell it, if they tell anything but conflicts, which go to `conflicts`.
fn person(id: PersonId, rows: &[Dated<PersonFact>], conflicts: &mut BTreeMap<PairId, ConflictState>) -> Option<Participant> {
    let mut known = None;
    for row in rows {
        let mut conflict = |with, state| conflicts.extend(PairId::of(id, with).map(|pair| (pair, state)));
        match &row.fact {
            PersonFact::Conflict { with, reason } => conflict(*with, ConflictState::Declared(*reason)),
            PersonFact::Possible { with, doubt } => conflict(*with, ConflictState::Open(*doubt)),
            PersonFact::Dismissed { with } => conflict(*with, ConflictState::Dismissed),
            PersonFact::Removed { with } => conflict(*with, ConflictState::Removed),
            fact => tell(known.get_or_insert_with(|| Participant::new(id)), row.on, fact),
        }
    }
    known
}

/// Applies a fact that is no conflict to a person.
fn tell(person: &mut Participant, on: NaiveDate, fact: &PersonFact) {
    match fact {
        PersonFact::Joined { mark } => {
            person.joined = person.joined.or(Some(on));
            person.mark.clone_from(mark);
        }
        PersonFact::Withdrew { reason } => person.withdrew = Some((on, *reason)),
        PersonFact::Returned => person.withdrew = None,
        PersonFact::Erased => person.erased = person.erased.or(Some(on)),
        PersonFact::Capacity { pairs } => person.capacity = *pairs,
        PersonFact::Declared { answer } => person.declared = Some(*answer).filter(|answer| *answer != DeclaredAnswer::Retracted),
        PersonFact::Chose { event, option } => _ = person.choices.insert(event.clone(), *option),
        PersonFact::Conflict { .. } | PersonFact::Possible { .. } | PersonFact::Dismissed { .. } | PersonFact::Removed { .. } => {
        }
    }
}

/// Two people as the rows of one file tell it, if they ever were a pair.
fn pair(id: PairId, rows: &[Dated<PairFact>]) -> Option<Pair> {
    let mut known: Option<Pair> = None;
    for row in rows {
        if let PairFact::Paired { score, origin } = row.fact {
            let (revealed, meetings, earlier) = (BySide::default(), BTreeMap::new(), meetings_so_far(known));
            known = Some(Pair { id, since: row.on, score, origin, ended: None, revealed, meetings, earlier });
        } else if let Some(pair) = &mut known {
            apply(pair, row);
        }
    }
    known
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
        PairFact::Paired { .. } => {}
        PairFact::Ended { reason } => end(pair, row.on, reason),
        PairFact::Revealed { to } => {
            for side in Side::BOTH.into_iter().filter(|side| to.is_none_or(|to| to == *side)) {
                let since = &mut pair.revealed[side];
                *since = since.or(Some(row.on));
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
        meeting.held_on = None;
        how(meeting);
        touch(meeting, on);
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

/// A pair that ends takes its planned meetings with it; what was held stays.
fn end(pair: &mut Pair, on: NaiveDate, reason: super::fact::EndReason) {
    pair.ended = Some((on, reason));
    for meeting in pair.meetings.values_mut().filter(|meeting| meeting.status == MeetingStatus::Planned) {
        meeting.status = MeetingStatus::Cancelled;
        touch(meeting, on);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::{EndReason, Origin};

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 1, day).unwrap()
    }

    fn paired_with_a_meeting() -> (Facts, PairId) {
        let pair: PairId = "M01-E02".parse().unwrap();
        let mut facts = Facts::default();
        for person in pair.people() {
            facts.person(person, day(1), PersonFact::Joined { mark: "ab".into() });
        }
        facts.pair(pair, day(2), PairFact::Paired { score: Some(700), origin: Origin::Draw(1) });
        facts.pair(pair, day(2), PairFact::Planned { meeting: 1, date: day(12), earliest: day(11), latest: day(20) });
        facts.pair(pair, day(2), PairFact::Planned { meeting: 2, date: day(25), earliest: day(22), latest: day(30) });
        (facts, pair)
    }

    #[test]
    fn an_ended_pair_keeps_what_was_held_and_cancels_the_rest() {
        let (mut facts, pair) = paired_with_a_meeting();
        facts.pair(pair, day(13), PairFact::Held { meeting: 1, date: day(13) });
        facts.pair(pair, day(14), PairFact::Ended { reason: EndReason::Withdrawal });
        facts.person(pair.mentor, day(14), PersonFact::Withdrew { reason: WithdrawalReason::Personal });
        let cohort = Cohort::of(&facts);
        let meetings = &cohort.pairs[&pair].meetings;
        assert_eq!((meetings[&1].status, meetings[&1].held_on), (MeetingStatus::Held, Some(day(13))));
        assert_eq!((meetings[&2].status, meetings[&2].changes), (MeetingStatus::Cancelled, 1));
        assert_eq!(cohort.waiting(), BTreeMap::from([(pair.mentee, WaitReason::PairEnded)]));
    }

    #[test]
    fn a_plan_that_says_the_same_again_changes_nothing() {
        let (mut facts, pair) = paired_with_a_meeting();
        let before = Cohort::of(&facts);
        facts.pair(pair, day(9), PairFact::Planned { meeting: 1, date: day(12), earliest: day(11), latest: day(20) });
        assert_eq!(Cohort::of(&facts), before);
    }

    #[test]
    fn a_window_that_changes_is_a_change_though_the_day_stays() {
        let (mut facts, pair) = paired_with_a_meeting();
        facts.pair(pair, day(9), PairFact::Planned { meeting: 1, date: day(12), earliest: day(11), latest: day(18) });
        let meeting = &Cohort::of(&facts).pairs[&pair].meetings[&1];
        assert_eq!((meeting.changes, meeting.changed_on, meeting.revised_on), (1, day(2), day(9)));
    }

    #[test]
    fn two_who_are_paired_again_count_on() {
        let (mut facts, pair) = paired_with_a_meeting();
        facts.pair(pair, day(5), PairFact::Moved { meeting: 1, date: day(21) });
        facts.pair(pair, day(6), PairFact::Ended { reason: EndReason::Conflict });
        facts.pair(pair, day(8), PairFact::Paired { score: None, origin: Origin::Draw(2) });
        facts.pair(pair, day(8), PairFact::Planned { meeting: 1, date: day(12), earliest: day(11), latest: day(20) });
        let pair = &Cohort::of(&facts).pairs[&pair];
        assert_eq!((pair.meetings.len(), pair.meetings[&1].changes), (1, 4));
        assert_eq!((pair.earlier[&2].status, pair.earlier[&2].changes), (MeetingStatus::Cancelled, 1));
    }

    #[test]
    fn a_moved_meeting_is_fixed_and_its_window_reaches_it() {
        let (mut facts, pair) = paired_with_a_meeting();
        facts.pair(pair, day(5), PairFact::Moved { meeting: 1, date: day(21) });
        let cohort = Cohort::of(&facts);
        let meeting = &cohort.pairs[&pair].meetings[&1];
        assert_eq!((meeting.date, meeting.latest, meeting.fixed, meeting.changes), (day(21), day(21), true, 1));
    }

    #[test]
    fn a_meeting_that_was_not_held_after_all_has_no_day_on_which_it_was() {
        let (mut facts, pair) = paired_with_a_meeting();
        facts.pair(pair, day(13), PairFact::Held { meeting: 1, date: day(13) });
        facts.pair(pair, day(14), PairFact::Missed { meeting: 1 });
        let meeting = &Cohort::of(&facts).pairs[&pair].meetings[&1];
        assert_eq!((meeting.status, meeting.held_on), (MeetingStatus::Missed, None));
    }

    #[test]
    fn one_side_can_be_told_before_the_other() {
        let (mut facts, pair) = paired_with_a_meeting();
        facts.pair(pair, day(5), PairFact::Revealed { to: Some(Side::Mentor) });
        facts.pair(pair, day(6), PairFact::Revealed { to: None });
        let revealed = &Cohort::of(&facts).pairs[&pair].revealed;
        assert_eq!((revealed.mentors, revealed.mentees), (Some(day(5)), Some(day(6))));
    }
}
