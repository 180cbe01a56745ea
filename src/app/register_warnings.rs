//! What does not fit between the facts and the private records of this machine.

use std::collections::BTreeSet;

use crate::domain::fact::PersonFact;
use crate::domain::facts::Facts;
use crate::domain::id::PersonId;
use crate::domain::identity;
use crate::domain::problem::{Place, Problem};
use crate::people::records::PrivateRecords;
use crate::store::layout;

/// Somebody was erased, perhaps by another lead, and this machine still has the data.
pub(crate) fn not_yet_erased(facts: &Facts, records: &PrivateRecords) -> Vec<Problem> {
    let retired = identity::retired(facts);
    let is_here = |id: &PersonId| records.register.get(*id).is_some() || records.former.contains_key(id);
    let still_here = identity::erased(facts).into_iter().filter(is_here);
    let still_here: BTreeSet<PersonId> = still_here.map(|id| retired.get(&id).copied().unwrap_or(id)).collect();
    let problem = |id: PersonId| {
        Problem::warning("not-yet-erased", format!("{id} was erased, and this machine still holds the personal data"))
            .at(Place::file(layout::register().as_str()))
            .help(format!("`revmentor erase {id}`"))
    };
    still_here.into_iter().map(problem).chain(erased_under_another_id(facts, records)).collect()
}

/// Whoever was erased under an id that is retired goes on under another here: one lead erased, and another found out that the two are one.
fn erased_under_another_id(facts: &Facts, records: &PrivateRecords) -> Vec<Problem> {
    let erased = identity::erased(facts);
    let has_erased_row = |id: &PersonId| facts.people.get(id).into_iter().flatten().any(|row| row.fact == PersonFact::Erased);
    let retired = identity::retired(facts).into_iter().filter(|(id, _)| has_erased_row(id));
    let goes_on = retired.filter(|(_, keeper)| !erased.contains(keeper) && records.register.get(*keeper).is_some());
    let problem = |(id, keeper): (PersonId, PersonId)| {
        let message = format!("{id} was erased, and {keeper} is the same person, whose data this machine still holds");
        let cure = format!("`revmentor erase {keeper}`; if they are two people: `revmentor identity different {keeper} {id}`");
        Problem::warning("not-yet-erased", message).at(Place::file(layout::register().as_str())).help(cure)
    };
    goes_on.map(problem).collect()
}

/// Days off of an id that nobody has would be kept free for nobody.
pub(crate) fn leave_of_nobody(facts: &Facts, records: &PrivateRecords) -> Vec<Problem> {
    let known = |id: &PersonId| facts.people.contains_key(id) || records.register.get(*id).is_some();
    let nobody: BTreeSet<PersonId> = records.closed.iter().map(|closed| closed.person).filter(|id| !known(id)).collect();
    let problem = |id: PersonId| {
        Problem::warning("leave-of-nobody", "unknown id in a row of days off")
            .at(Place::file(layout::closed().as_str()).column("person"))
            .value(id.to_string())
            .help("correct the id; `revmentor status` lists who takes part")
    };
    nobody.into_iter().map(problem).collect()
}
