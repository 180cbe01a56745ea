//! One id is one person, in every clone: the register is held against the keyed hashes of the facts, and what two leads found out about
//! ids is applied to it.

use crate::domain::facts::Facts;
use crate::domain::id::PersonId;
use crate::domain::identity;
use crate::domain::problem::{Place, Problem};
use crate::people::records::PrivateRecords;
use crate::store::layout;

/// Brings the register into line with the facts: the row of a retired id goes to the id that goes on, and a row whose address does not
/// fit the facts is set aside, so that nobody acts on it. Gives what the lead has to know.
pub(crate) fn settle_register(facts: &Facts, records: &mut PrivateRecords) -> Vec<Problem> {
    for (id, keeper) in identity::retired(facts) {
        if let Some(entry) = records.register.erase(id) {
            records.register.put(keeper, entry);
        }
    }
    let marks = identity::marks(facts);
    let fits = |id: PersonId, mark: &String| marks.get(&id).is_none_or(|marks| marks.is_empty() || marks.contains(mark));
    let strangers = records.register.iter().filter(|(id, entry)| !fits(*id, &records.key.mark(&entry.contact.email)));
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
