//! The facts of a session together with the cohort that they tell. The cohort is folded once, and after a change only what changed is
//! folded again, so that a command that records many rows does not fold everything for each.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};
use std::rc::Rc;

use chrono::NaiveDate;

use crate::app::kept_scores::KeptScores;
use crate::domain::attendance::Attendance;
use crate::domain::cohort::Cohort;
use crate::domain::fact::{PairFact, PersonFact};
use crate::domain::facts::Facts;
use crate::domain::id::{PairId, PersonId};

/// Facts, and the cohort as far as it is folded. Changes through [`DerefMut`] fold everything again; those by the methods here do not.
#[derive(Debug, Default)]
pub(crate) struct FoldedFacts {
    facts: Facts,
    folded: RefCell<Option<Rc<Cohort>>>,
    stale: RefCell<Stale>,
}

/// What changed since the cohort was folded.
#[derive(Debug, Default)]
struct Stale {
    people: BTreeSet<PersonId>,
    pairs: BTreeSet<PairId>,
    attendance: bool,
}

impl FoldedFacts {
    /// Facts of which nothing is folded yet.
    pub(crate) fn new(facts: Facts) -> FoldedFacts {
        FoldedFacts { facts, ..FoldedFacts::default() }
    }

    /// The cohort as the facts tell it now, with the scores that are kept elsewhere. O(what changed · log facts) after the first time.
    pub(crate) fn cohort(&self, scores: &KeptScores) -> Rc<Cohort> {
        let stale = self.stale.take();
        let mut folded = self.folded.borrow_mut();
        let cohort = folded.get_or_insert_with(|| {
            let mut cohort = Cohort::of(&self.facts);
            scores.complete(&mut cohort);
            Rc::new(cohort)
        });
        if !(stale.people.is_empty() && stale.pairs.is_empty() && !stale.attendance) {
            let cohort = Rc::make_mut(cohort);
            stale.people.iter().for_each(|person| {
                for pair in cohort.fold_person(&self.facts, *person) {
                    scores.complete_pair(cohort, pair);
                }
            });
            stale.pairs.iter().for_each(|pair| {
                cohort.fold_pair(&self.facts, *pair);
                scores.complete_pair(cohort, *pair);
            });
            if stale.attendance {
                cohort.fold_attendance(&self.facts);
            }
        }
        Rc::clone(cohort)
    }

    /// As [`Facts::person`].
    pub(crate) fn person(&mut self, id: PersonId, on: NaiveDate, fact: PersonFact) {
        if fact.is_about_one_person() && self.facts.people.contains_key(&id) {
            self.stale.get_mut().people.insert(id);
        } else {
            self.forget();
        }
        self.facts.person(id, on, fact);
    }

    /// As [`Facts::pair`].
    pub(crate) fn pair(&mut self, id: PairId, on: NaiveDate, fact: PairFact) {
        self.stale.get_mut().pairs.insert(id);
        self.facts.pair(id, on, fact);
    }

    /// As [`Facts::correct_pair`].
    pub(crate) fn correct_pair(&mut self, id: PairId, on: NaiveDate, meeting: u32, fact: PairFact) {
        self.stale.get_mut().pairs.insert(id);
        self.facts.correct_pair(id, on, meeting, fact);
    }

    /// Who came to which session, to be changed.
    pub(crate) fn attendance_mut(&mut self) -> &mut Attendance {
        self.stale.get_mut().attendance = true;
        &mut self.facts.attendance
    }

    /// Forgets what is folded, as after a change of what the facts do not hold.
    pub(crate) fn forget(&mut self) {
        *self.folded.get_mut() = None;
        *self.stale.get_mut() = Stale::default();
    }
}

impl Deref for FoldedFacts {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        &self.facts
    }
}

impl DerefMut for FoldedFacts {
    fn deref_mut(&mut self) -> &mut Facts {
        self.forget();
        &mut self.facts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::attendance::{AttendanceRow, AttendanceWord};
    use crate::domain::example::{self, day};
    use crate::domain::fact::{EndReason, WithdrawalReason};

    /// Changes of every kind, each followed by a look at the cohort, which is to be what folding everything gives.
    #[test]
    fn what_is_folded_again_is_what_folding_everything_gives() {
        let mut facts = FoldedFacts::new(example::facts());
        let scores = KeptScores::default();
        let pair = *facts.pairs.keys().next().unwrap();
        let last = *facts.pairs.keys().next_back().unwrap();
        let on = day(2027, 3, 1);
        let changes: [&dyn Fn(&mut FoldedFacts); 8] = [
            &|facts| facts.pair(pair, on, PairFact::Held { meeting: 1, date: on }),
            &|facts| facts.correct_pair(pair, on, 1, PairFact::Missed { meeting: 1 }),
            &|facts| facts.person(pair.mentor, on, PersonFact::Chose { event: "wrap-up".into(), option: 1, date: None }),
            &|facts| facts.person(pair.mentor, day(2027, 4, 1), PersonFact::Leaves { reason: WithdrawalReason::Left }),
            &|facts| facts.pair(last, on, PairFact::Ended { reason: EndReason::Unpaired }),
            &|facts| {
                let row = AttendanceRow { person: pair.mentee, attended: AttendanceWord::Came, on, option: Some(1) };
                facts.attendance_mut().record("wrap-up", row);
            },
            &|facts| facts.person(last.mentor, on, PersonFact::Withdrew { reason: WithdrawalReason::Left }),
            &|facts| facts.person(last.mentee, on, PersonFact::Dismissed { with: pair.mentor }),
        ];
        for (at, change) in changes.iter().enumerate() {
            let before = facts.cohort(&scores);
            change(&mut facts);
            let now = facts.cohort(&scores);
            assert_eq!(*now, Cohort::of(&facts.facts), "change {at}");
            assert_ne!(now, before, "change {at} shows");
        }
    }
}
