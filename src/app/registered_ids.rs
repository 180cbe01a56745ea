//! One id is one person, in every clone: the register is held against the keyed hashes of the facts, and what two leads found out about
//! ids is applied to it. No row is lost by it: one that another takes the place of is kept until the two ids are two people again.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::fact::{Dated, PersonFact};
use crate::domain::facts::Facts;
use crate::domain::id::PersonId;
use crate::domain::identity;
use crate::domain::problem::{Place, Problem};
use crate::people::records::PrivateRecords;
use crate::store::layout;

/// What the facts say of ids, as far as the register depends on it.
pub(crate) struct Identities {
    /// The id under which the person of each retired id goes on.
    retired: BTreeMap<PersonId, PersonId>,
    /// The keyed hashes of every address that the person of an id ever had.
    marks: BTreeMap<PersonId, Vec<String>>,
    /// The keyed hash of the address with which each id began.
    first_marks: BTreeMap<PersonId, String>,
    /// Two ids that are two people, as the lead answered; each pair both ways.
    different: BTreeSet<(PersonId, PersonId)>,
    erased: BTreeSet<PersonId>,
    /// Everybody in the order in which ids were given.
    by_age: Vec<PersonId>,
}

impl Identities {
    /// O(rows · log people).
    pub(crate) fn of(facts: &Facts) -> Identities {
        let first_mark = |rows: &[Dated<PersonFact>]| rows.iter().find_map(mark_of).cloned();
        let first_marks = facts.people.iter().filter_map(|(id, rows)| Some((*id, first_mark(rows)?))).collect();
        let answered = identity::questions(facts).into_iter().filter(|question| question.same == Some(false));
        let different = answered.flat_map(|question| [(question.older, question.newer), (question.newer, question.older)]);
        let mut by_age: Vec<PersonId> = facts.people.keys().copied().collect();
        by_age.sort_by_cached_key(|id| (identity::joined(facts, *id), *id));
        Identities {
            retired: identity::retired(facts),
            marks: identity::marks(facts),
            first_marks,
            different: different.collect(),
            erased: identity::erased(facts),
            by_age,
        }
    }

    /// The id under which the person of `id` goes on, which may be `id` itself.
    fn keeper(&self, id: PersonId) -> PersonId {
        self.retired.get(&id).copied().unwrap_or(id)
    }

    /// The id that began with the address, among those of the person who has `id`; `id` itself where none did.
    fn own_id(&self, id: PersonId, mark: &String) -> PersonId {
        let began = |other: &&PersonId| self.keeper(**other) == self.keeper(id) && self.first_marks.get(other) == Some(mark);
        self.by_age.iter().find(began).copied().unwrap_or(id)
    }

    /// Whether the address is one that the person of `id` ever had, or nothing tells.
    fn fits(&self, id: PersonId, mark: &String) -> bool {
        self.marks.get(&id).is_none_or(|marks| marks.is_empty() || marks.contains(mark))
    }

    /// Brings the register into line with the facts: the row of a retired id goes to the id that goes on, a row goes back to its own id where
    /// two ids are two people again, and a row whose address does not fit the facts is set aside, so that nobody acts on it. Gives what the
    /// lead has to know.
    pub(crate) fn settle(&self, records: &mut PrivateRecords) -> Vec<Problem> {
        for (id, keeper) in &self.retired {
            if let Some(entry) = records.register.erase(*id) {
                keep_former(self, *keeper, records);
                records.register.put(*keeper, entry);
            }
        }
        give_back(self, records);
        restore_former(self, records);
        set_strangers_aside(self, records)
    }
}

fn mark_of(row: &Dated<PersonFact>) -> Option<&String> {
    if let PersonFact::Joined { mark } = &row.fact { Some(mark) } else { None }
}

/// Keeps the row of an id before another takes its place.
fn keep_former(identities: &Identities, keeper: PersonId, records: &mut PrivateRecords) {
    if let Some(entry) = records.register.erase(keeper) {
        let own = identities.own_id(keeper, &records.key.mark(&entry.contact.email));
        records.former.insert(own, entry);
    }
}

/// Gives a row that stands under another id back to the id that began with its address, where the lead says that the two are two people.
fn give_back(identities: &Identities, records: &mut PrivateRecords) {
    for (id, own) in &identities.different {
        let Some(mark) = records.register.get(*id).map(|entry| records.key.mark(&entry.contact.email)) else { continue };
        let keeper = identities.keeper(*own);
        let is_free = records.register.get(keeper).is_none() && !identities.erased.contains(&keeper);
        if is_free
            && !identities.fits(*id, &mark)
            && identities.fits(keeper, &mark)
            && let Some(entry) = records.register.erase(*id)
        {
            records.register.put(keeper, entry);
        }
    }
}

/// Puts the last row that a person had under an id back, where the register has none.
fn restore_former(identities: &Identities, records: &mut PrivateRecords) {
    for own in identities.by_age.iter().rev() {
        let keeper = identities.keeper(*own);
        let is_gone = records.register.get(keeper).is_none() && !identities.erased.contains(&keeper);
        let Some(entry) = records.former.get(own).filter(|_| is_gone) else { continue };
        if identities.fits(keeper, &records.key.mark(&entry.contact.email))
            && let Some(entry) = records.former.remove(own)
        {
            records.register.put(keeper, entry);
        }
    }
}

fn set_strangers_aside(identities: &Identities, records: &mut PrivateRecords) -> Vec<Problem> {
    let strangers = records.register.iter();
    let strangers = strangers.filter(|(id, entry)| !identities.fits(*id, &records.key.mark(&entry.contact.email)));
    let strangers: Vec<PersonId> = strangers.map(|(id, _)| id).collect();
    let mut problems = Vec::new();
    for id in strangers {
        records.aside.extend(records.register.erase(id).map(|entry| (id, entry)));
        let message = format!("{id} is another person in this register than in the facts: nothing is done for this row");
        let place = Place::file(layout::register().as_str());
        problems.push(
            Problem::warning("other-person", message).at(place).help("`revmentor import` gives the person of this row a new id"),
        );
    }
    problems
}
