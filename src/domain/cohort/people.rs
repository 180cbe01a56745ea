//! Folds the rows of one person's file. Which row counts is decided by `correction`.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Facts, Participant};
use crate::domain::conflict::ConflictState;
use crate::domain::correction;
use crate::domain::event::ChosenDate;
use crate::domain::fact::{Dated, DeclaredAnswer, PersonFact};
use crate::domain::id::{PairId, PersonId};
use crate::domain::identity;

/// Somebody as the rows of one file tell it, if they tell anything but conflicts, which go to `conflicts`.
pub(super) fn fold(
    id: PersonId,
    rows: &[Dated<PersonFact>],
    conflicts: &mut BTreeMap<PairId, ConflictState>,
) -> Option<Participant> {
    let mut known = None;
    for row in correction::in_order(rows) {
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
        PersonFact::Withdrew { reason } => (person.withdrew, person.leaves) = (Some((on, *reason)), None),
        PersonFact::Leaves { reason } => person.leaves = Some((on, *reason)),
        PersonFact::Returned { .. } => (person.withdrew, person.leaves) = (None, None),
        PersonFact::Erased => (person.erased, person.may_apply_again) = (person.erased.or(Some(on)), false),
        PersonFact::Readmitted => person.may_apply_again = true,
        PersonFact::Capacity { pairs } => person.capacity = *pairs,
        PersonFact::Declared { answer } => person.declared = Some(*answer).filter(|answer| *answer != DeclaredAnswer::Retracted),
        PersonFact::Chose { event, option, date } => {
            person.choices.insert(event.clone(), ChosenDate { on, option: *option, date: *date });
        }
        PersonFact::Unchose { event } => _ = person.choices.remove(event),
        PersonFact::Conflict { .. }
        | PersonFact::Possible { .. }
        | PersonFact::Dismissed { .. }
        | PersonFact::Removed { .. }
        | PersonFact::Alike { .. }
        | PersonFact::Same { .. }
        | PersonFact::Different { .. } => {}
    }
}

/// Marks the ids that were found to be another's: that one goes on.
pub(super) fn retire(people: &mut BTreeMap<PersonId, Participant>, facts: &Facts) {
    for (id, keeper) in identity::retired(facts) {
        if let Some(retired) = people.get_mut(&id) {
            retired.same_as = Some(keeper);
        }
    }
}

/// Adds who came to which event. What is recorded under a retired id is the keeper's, unless the keeper has a record too.
pub(super) fn attend(people: &mut BTreeMap<PersonId, Participant>, facts: &Facts) {
    for event in facts.attendance.0.keys() {
        for (id, row) in facts.attendance.standing(event) {
            let keeper = people.get(&id).and_then(|known| known.same_as).unwrap_or(id);
            if let Some(person) = people.get_mut(&keeper) {
                person.attendance.entry(event.clone()).or_insert(row);
            }
        }
    }
}
