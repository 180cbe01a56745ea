//! A cohort as its facts tell it: who takes part, who is paired with whom, which meetings were held.
//!
//! The facts are folded in the order of their rows. Folding never fails: contradictions are found by `check`, which names both rows.

mod pairs;
mod people;

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::attendance::AttendanceRow;
use super::conflict::{ConflictReason, ConflictState};
use super::draw::{Draw, WaitReason};
use super::event::ChosenDate;
use super::fact::{Dated, DeclaredAnswer, EndReason, PairFact, WithdrawalReason};
use super::facts::Facts;
use super::id::{PairId, PersonId};
use super::pair::Pair;

/// An applicant or participant as the facts tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Participant {
    /// The id.
    pub id: PersonId,
    /// The day on which the person was read from a survey.
    pub joined: Option<NaiveDate>,
    /// The keyed hash of the address.
    pub mark: String,
    /// When and why the person left.
    pub withdrew: Option<(NaiveDate, WithdrawalReason)>,
    /// After which day, and why, the person is going to leave.
    pub leaves: Option<(NaiveDate, WithdrawalReason)>,
    /// The id under which this same person goes on.
    pub same_as: Option<PersonId>,
    /// The day on which the personal data were erased.
    pub erased: Option<NaiveDate>,
    /// Whether an import may give somebody with the address of this erased id a new id.
    pub may_apply_again: bool,
    /// In how many pairs the person can be at once.
    pub capacity: u32,
    /// The chosen date of each event; which option that is now, [`Event::option_of`] says.
    ///
    /// [`Event::option_of`]: super::event::Event::option_of
    pub choices: BTreeMap<String, ChosenDate>,
    /// Whether the person came to each event of which that is recorded.
    pub attendance: BTreeMap<String, AttendanceRow>,
    /// How the person answered the question about conflicts of interest.
    pub declared: Option<DeclaredAnswer>,
}

impl Participant {
    fn new(id: PersonId) -> Participant {
        let (mark, choices, attendance) = (String::new(), BTreeMap::new(), BTreeMap::new());
        let (joined, withdrew, leaves, same_as, erased, declared) = (None, None, None, None, None, None);
        let (may_apply_again, capacity) = (false, 1);
        Participant {
            id,
            joined,
            mark,
            withdrew,
            leaves,
            same_as,
            erased,
            may_apply_again,
            capacity,
            choices,
            attendance,
            declared,
        }
    }

    /// Whether the person takes part, perhaps until a day that is known.
    pub(crate) fn takes_part(&self) -> bool {
        self.withdrew.is_none() && self.same_as.is_none()
    }

    /// Whether the person counts among those who ever took part.
    pub(crate) fn counts(&self) -> bool {
        self.same_as.is_none() && self.withdrew.is_none_or(|(_, reason)| reason != WithdrawalReason::NeverJoined)
    }
}

/// A cohort, folded from its facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cohort {
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
    pub(crate) fn of(facts: &Facts) -> Cohort {
        let mut conflicts = BTreeMap::new();
        let people = facts.people.iter().filter_map(|(id, rows)| Some((*id, people::fold(*id, rows, &mut conflicts)?)));
        let mut people: BTreeMap<PersonId, Participant> = people.collect();
        people::retire(&mut people, facts);
        people::attend(&mut people, facts);
        let fold = |(id, rows): (&PairId, &Vec<Dated<PairFact>>)| Some((*id, fold_pair(&people, *id, rows)?));
        let pairs = facts.pairs.iter().filter_map(fold).collect();
        Cohort { people, pairs, conflicts, draws: facts.draws.values().cloned().collect() }
    }

    /// Folds one person's rows again, after a fact that is about nobody else; gives the pairs that were folded with them.
    pub(crate) fn fold_person(&mut self, facts: &Facts, id: PersonId) -> Vec<PairId> {
        let rows = facts.people.get(&id).map_or(&[][..], Vec::as_slice);
        let (Some(folded), Some(known)) = (people::fold(id, rows, &mut BTreeMap::new()), self.people.get_mut(&id)) else {
            return Vec::new();
        };
        let (same_as, attendance) = (known.same_as, std::mem::take(&mut known.attendance));
        let leaves_as_before = known.leaves == folded.leaves;
        *known = Participant { same_as, attendance, ..folded };
        if leaves_as_before {
            return Vec::new();
        }
        let theirs: Vec<PairId> = self.pairs.keys().filter(|pair| pair.has(id)).copied().collect();
        for pair in &theirs {
            self.fold_pair(facts, *pair);
        }
        theirs
    }

    /// Folds one pair's rows again. The score is what the rows say.
    pub(crate) fn fold_pair(&mut self, facts: &Facts, id: PairId) {
        let rows = facts.pairs.get(&id).map_or(&[][..], Vec::as_slice);
        match fold_pair(&self.people, id, rows) {
            Some(pair) => _ = self.pairs.insert(id, pair),
            None => _ = self.pairs.remove(&id),
        }
    }

    /// Folds who came to which session again.
    pub(crate) fn fold_attendance(&mut self, facts: &Facts) {
        self.people.values_mut().for_each(|person| person.attendance.clear());
        people::attend(&mut self.people, facts);
    }

    /// The cohort without any pair's score, as it is shown where scores are private.
    #[must_use]
    pub(crate) fn without_scores(&self) -> Cohort {
        let mut cohort = self.clone();
        cohort.pairs.values_mut().for_each(|pair| pair.score = None);
        cohort
    }

    /// Pairs that have not ended, by id.
    pub(crate) fn active_pairs(&self) -> impl Iterator<Item = &Pair> {
        self.pairs.values().filter(|pair| pair.is_active())
    }

    /// People who take part, by id.
    pub(crate) fn present(&self) -> impl Iterator<Item = &Participant> {
        self.people.values().filter(|person| person.takes_part())
    }

    /// People who took part and left, by id.
    pub(crate) fn gone(&self) -> impl Iterator<Item = &Participant> {
        self.people.values().filter(|person| !person.takes_part() && person.counts())
    }

    /// The keyed hashes of the addresses of those whose personal data were erased and who have not applied again, with their ids.
    pub(crate) fn erased(&self) -> BTreeMap<&str, PersonId> {
        let under = |person: &Participant| person.same_as.unwrap_or(person.id);
        let is_erased = |person: &&Participant| {
            self.people.get(&under(person)).is_some_and(|keeper| keeper.erased.is_some() && !keeper.may_apply_again)
        };
        self.people.values().filter(is_erased).map(|person| (person.mark.as_str(), under(person))).collect()
    }

    /// Whether the personal data of this id were erased.
    pub(crate) fn is_erased(&self, id: PersonId) -> bool {
        self.people.get(&id).is_some_and(|known| known.erased.is_some())
    }

    /// Whether one of the two was erased.
    pub(crate) fn has_erased(&self, pair: PairId) -> bool {
        pair.people().into_iter().any(|person| self.is_erased(person))
    }

    /// The pairs about which a question is open, without those of people who were erased: nobody can answer for them.
    pub(crate) fn open_conflicts(&self) -> impl Iterator<Item = PairId> {
        let open = self.conflicts.iter().filter(|(_, state)| matches!(state, ConflictState::Open(_)));
        open.map(|(pair, _)| *pair).filter(|pair| !self.has_erased(*pair))
    }

    /// The active pairs that `person` is in, by id: one, unless there is room for several.
    pub(crate) fn pairs_of(&self, person: PersonId) -> impl Iterator<Item = &Pair> {
        self.active_pairs().filter(move |pair| pair.id.has(person))
    }

    /// Everybody who was ever in a pair, without those who count nowhere.
    pub(crate) fn ever_paired(&self) -> BTreeSet<PersonId> {
        let ever = self.pairs.keys().flat_map(|pair| pair.people());
        ever.filter(|person| self.people.get(person).is_none_or(Participant::counts)).collect()
    }

    /// Everybody in an active pair.
    pub(crate) fn paired(&self) -> BTreeSet<PersonId> {
        self.active_pairs().flat_map(|pair| pair.id.people()).collect()
    }

    /// Who waits, and why. Nobody waits before the first pair or matching.
    pub(crate) fn waiting(&self) -> BTreeMap<PersonId, WaitReason> {
        if self.draws.is_empty() && self.pairs.is_empty() {
            return BTreeMap::new();
        }
        let paired = self.paired();
        let ever = LazyCell::new(|| self.pairs.keys().flat_map(|pair| pair.people()).collect::<BTreeSet<PersonId>>());
        let told = self.draws.last().map(|draw| &draw.waiting);
        let reason = |person: PersonId| match told.and_then(|waiting| waiting.get(&person)) {
            _ if self.people.get(&person).is_some_and(|known| known.capacity == 0) => WaitReason::NoCapacity,
            Some(reason) => *reason,
            None if ever.contains(&person) => WaitReason::PairEnded,
            None => WaitReason::NotYetMatched,
        };
        // Whoever is going to leave gets no new pair.
        let unpaired = self.present().filter(|person| person.leaves.is_none() && !paired.contains(&person.id));
        unpaired.map(|person| (person.id, reason(person.id))).collect()
    }

    /// The same with so many places in the programme: that it was full is no reason any more once a place is free.
    pub(crate) fn waiting_now(&self, places: Option<u32>) -> BTreeMap<PersonId, WaitReason> {
        let has_room = places.is_none_or(|places| self.active_pairs().count() < places as usize);
        let mut waiting = self.waiting();
        for reason in waiting.values_mut().filter(|reason| has_room && **reason == WaitReason::ProgrammeFull) {
            *reason = WaitReason::NotYetMatched;
        }
        waiting
    }

    /// The pairs that may not be: by declaration, or because the lead ended them.
    pub(crate) fn forbidden(&self) -> impl Iterator<Item = (PairId, ConflictState)> {
        let unpaired = self.pairs.values().filter(|pair| pair.ended.is_some_and(|(_, reason)| reason == EndReason::Unpaired));
        let mut forbidden: BTreeMap<PairId, ConflictState> =
            unpaired.map(|pair| (pair.id, ConflictState::Declared(ConflictReason::Unpaired))).collect();
        forbidden.extend(self.conflicts.iter().filter(|(_, state)| state.forbids()).map(|(pair, state)| (*pair, *state)));
        forbidden.into_iter()
    }
}

/// A pair as its rows tell it, with the day until which it lasts where one of its people is going to leave.
fn fold_pair(people: &BTreeMap<PersonId, Participant>, id: PairId, rows: &[Dated<PairFact>]) -> Option<Pair> {
    let until = id.people().into_iter().filter_map(|person| Some(people.get(&person)?.leaves?.0)).min();
    let pair = pairs::fold(id, rows)?;
    Some(Pair { until: until.filter(|_| pair.is_active()), ..pair })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::{Origin, PersonFact};
    use crate::domain::meeting::MeetingStatus;
    use crate::domain::side::Side;

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
        facts.correct_pair(pair, day(14), 1, PairFact::Missed { meeting: 1 });
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

    #[test]
    fn a_resumed_pair_has_the_meetings_again_that_its_end_cancelled() {
        let (mut facts, pair) = paired_with_a_meeting();
        facts.pair(pair, day(5), PairFact::Cancelled { meeting: 2 });
        facts.pair(pair, day(6), PairFact::Ended { reason: EndReason::Withdrawal });
        facts.pair(pair, day(8), PairFact::Resumed);
        let pair = &Cohort::of(&facts).pairs[&pair];
        let status = |number: u32| (pair.meetings[&number].status, pair.meetings[&number].changes);
        assert!(pair.is_active());
        assert_eq!([status(1), status(2)], [(MeetingStatus::Planned, 2), (MeetingStatus::Cancelled, 1)]);
    }

    #[test]
    fn whoever_is_going_to_leave_goes_on_until_then_and_waits_for_nobody() {
        let (mut facts, pair) = paired_with_a_meeting();
        let leaves = PersonFact::Leaves { reason: WithdrawalReason::Left };
        facts.person(pair.mentor, day(20), leaves.clone());
        let cohort = Cohort::of(&facts);
        assert_eq!((cohort.pairs[&pair].until, cohort.pairs[&pair].is_active()), (Some(day(20)), true));
        facts.pair(pair, day(6), PairFact::Ended { reason: EndReason::Unpaired });
        let cohort = Cohort::of(&facts);
        assert_eq!(cohort.waiting().into_keys().collect::<Vec<_>>(), [pair.mentee]);
        assert!(cohort.forbidden().any(|(forbidden, _)| forbidden == pair), "the two are not paired again");
        facts.person(pair.mentor, day(7), PersonFact::Returned { mistake: false });
        assert_eq!(Cohort::of(&facts).waiting().len(), 2);
    }

    #[test]
    fn a_reveal_that_is_taken_back_shows_nothing_until_the_next() {
        let (mut facts, pair) = paired_with_a_meeting();
        facts.pair(pair, day(5), PairFact::Revealed { to: None });
        facts.pair(pair, day(6), PairFact::Concealed { to: Some(Side::Mentee) });
        let revealed = |facts: &Facts| Cohort::of(facts).pairs[&pair].revealed.clone();
        assert_eq!((revealed(&facts).mentors, revealed(&facts).mentees), (Some(day(5)), None));
        facts.pair(pair, day(9), PairFact::Revealed { to: None });
        assert_eq!((revealed(&facts).mentors, revealed(&facts).mentees), (Some(day(5)), Some(day(9))));
    }

    #[test]
    fn one_person_under_two_ids_goes_on_under_one() {
        let (mut facts, pair) = paired_with_a_meeting();
        let other = "M09".parse().unwrap();
        facts.person(other, day(3), PersonFact::Joined { mark: "cd".into() });
        facts.person(pair.mentor, day(4), PersonFact::Same { with: other });
        let retired = |facts: &Facts| Cohort::of(facts).people[&other].same_as;
        assert_eq!(retired(&facts), Some(pair.mentor));
        assert!(!Cohort::of(&facts).waiting().contains_key(&other));
        facts.person(pair.mentor, day(5), PersonFact::Different { with: other });
        assert_eq!(retired(&facts), None);
    }
}
