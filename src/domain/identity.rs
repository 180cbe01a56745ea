//! Whether two ids are one person: what speaks for it, and what the lead answered. The answer is a fact by ids, so that it holds in every
//! clone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::correction;
use super::fact::{Likeness, PersonFact};
use super::facts::Facts;
use super::id::PersonId;

/// Two ids of which it was asked, or answered, whether they are one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct IdentityQuestion {
    /// The id that was given first.
    pub older: PersonId,
    /// The other.
    pub newer: PersonId,
    /// What speaks for one person; nothing where the lead said so unasked.
    pub why: Option<Likeness>,
    /// Whether they are; nothing while that is open.
    pub same: Option<bool>,
}

/// Two ids in the order in which they were given: by the day of joining, then by number.
pub(crate) fn older_first(facts: &Facts, a: PersonId, b: PersonId) -> (PersonId, PersonId) {
    if (joined(facts, a), a) <= (joined(facts, b), b) { (a, b) } else { (b, a) }
}

/// The day on which an id was given.
pub(crate) fn joined(facts: &Facts, id: PersonId) -> Option<NaiveDate> {
    let rows = facts.people.get(&id).into_iter().flatten();
    rows.filter(|row| matches!(row.fact, PersonFact::Joined { .. })).map(|row| row.on).min()
}

/// The ids whose personal data were erased; one that is retired in favour of such an id, too.
pub(crate) fn erased(facts: &Facts) -> BTreeSet<PersonId> {
    let is_erased = |id: &PersonId| facts.people.get(id).into_iter().flatten().any(|row| row.fact == PersonFact::Erased);
    let retired = retired(facts);
    facts.people.keys().filter(|id| is_erased(retired.get(id).unwrap_or(id))).copied().collect()
}

/// Every question, answered or not, by ids. O(rows · log people).
pub(crate) fn questions(facts: &Facts) -> Vec<IdentityQuestion> {
    let mut questions: BTreeMap<(PersonId, PersonId), IdentityQuestion> = BTreeMap::new();
    for (id, rows) in &facts.people {
        for row in correction::in_order(rows) {
            let (with, why, same) = match row.fact {
                PersonFact::Alike { with, why } => (with, Some(why), None),
                PersonFact::Same { with } => (with, None, Some(true)),
                PersonFact::Different { with } => (with, None, Some(false)),
                _ => continue,
            };
            let (older, newer) = older_first(facts, *id, with);
            let none = IdentityQuestion { older, newer, why: None, same: None };
            let question = questions.entry((older, newer)).or_insert(none);
            question.why = question.why.or(why);
            question.same = same.or(question.same);
        }
    }
    questions.into_values().collect()
}

/// The people of whom an unanswered question asks whether they are somebody else, too.
pub(crate) fn in_question(facts: &Facts) -> BTreeSet<PersonId> {
    let open = questions(facts).into_iter().filter(|question| question.same.is_none());
    open.flat_map(|question| [question.older, question.newer]).collect()
}

/// The id under which the person of each retired id goes on.
pub(crate) fn retired(facts: &Facts) -> BTreeMap<PersonId, PersonId> {
    let same = questions(facts).into_iter().filter(|question| question.same == Some(true));
    let direct: BTreeMap<PersonId, PersonId> = same.map(|question| (question.newer, question.older)).collect();
    let mut last = direct.clone();
    for keeper in last.values_mut() {
        // An id is older than the one that it keeps, so that this ends.
        while let Some(older) = direct.get(keeper) {
            *keeper = *older;
        }
    }
    last
}

/// The ids that are retired in favour of `keeper`.
pub(crate) fn retired_to(facts: &Facts, keeper: PersonId) -> BTreeSet<PersonId> {
    retired(facts).into_iter().filter(|(_, kept)| *kept == keeper).map(|(id, _)| id).collect()
}

/// The keyed hashes of every address that the person of an id ever had; none for a retired id.
pub(crate) fn marks(facts: &Facts) -> BTreeMap<PersonId, Vec<String>> {
    let retired = retired(facts);
    let mut marks: BTreeMap<PersonId, Vec<String>> = facts.people.keys().map(|id| (*id, Vec::new())).collect();
    for (id, rows) in &facts.people {
        let keeper = retired.get(id).copied().unwrap_or(*id);
        let own = rows.iter().find_map(|row| match &row.fact {
            PersonFact::Joined { mark } => Some(mark.clone()),
            _ => None,
        });
        marks.entry(keeper).or_default().extend(own);
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::{self, day};

    #[test]
    fn an_answer_by_ids_settles_the_question_and_joins_the_addresses() {
        let mut facts = example::facts();
        let (older, newer): (PersonId, PersonId) = ("M09".parse().unwrap(), "M11".parse().unwrap());
        facts.person(newer, day(2027, 1, 2), PersonFact::Alike { with: older, why: Likeness::SameName });
        assert_eq!(in_question(&facts), BTreeSet::from([older, newer]));
        facts.person(older, day(2027, 1, 3), PersonFact::Same { with: newer });
        assert!(in_question(&facts).is_empty());
        assert_eq!(retired(&facts), BTreeMap::from([(newer, older)]));
        let marks = marks(&facts);
        assert_eq!((marks[&older].len(), marks[&newer].len()), (2, 0));
        assert_eq!(questions(&facts)[0].why, Some(Likeness::SameName));
        facts.person(older, day(2027, 1, 4), PersonFact::Different { with: newer });
        assert!(retired(&facts).is_empty() && in_question(&facts).is_empty());
    }
}
