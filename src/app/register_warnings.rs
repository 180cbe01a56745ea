//! What does not fit between the facts and the private records of this machine.

use std::collections::BTreeSet;

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
    still_here.into_iter().map(problem).collect()
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
