//! `never-joined`: everybody of whom a fact tells was once read from a survey.

use std::collections::BTreeSet;

use crate::check::{Check, Scope, Subject, place, story};
use crate::domain::fact::PersonFact;
use crate::domain::facts::Facts;
use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem};

pub(super) const CHECK: Check =
    Check { name: "never-joined", sentence: "Every fact is about somebody who joined.", scope: Scope::Facts, judge };

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    let facts = subject.facts;
    let joined = joined(facts);
    let of_people = facts.people.iter().filter_map(|(id, rows)| Some((*id, place::person(*id, rows.first()?))));
    let of_pairs = facts.pairs.iter().filter_map(|(pair, rows)| Some((*pair, story::periods(rows).1.first()?.paired)));
    let paired = of_pairs.flat_map(|(pair, row)| pair.people().map(|id| (id, place::pair(pair, row))));
    let told = of_people.chain(paired).chain(named(facts));
    told.filter(|(id, _)| !joined.contains(id)).map(|(id, place)| problem(id, place)).collect()
}

fn joined(facts: &Facts) -> BTreeSet<PersonId> {
    let has_joined = |row: &_| matches!(row, PersonFact::Joined { .. });
    facts.people.iter().filter(|(_, rows)| rows.iter().any(|row| has_joined(&row.fact))).map(|(id, _)| *id).collect()
}

/// People who are named in somebody else's file.
fn named(facts: &Facts) -> impl Iterator<Item = (PersonId, Place)> {
    let rows = facts.people.iter().flat_map(|(id, rows)| rows.iter().map(move |row| (*id, row)));
    rows.filter_map(|(id, row)| Some((super::conflict_file::other(&row.fact)?, place::person(id, row))))
}

fn problem(id: PersonId, place: Place) -> Problem {
    Problem::error(CHECK.name, format!("{id} never joined: no row of facts/people/{id}.csv says “joined”"))
        .at(place)
        .restore(format!("facts/people/{id}.csv"))
        .help(format!(
            "put facts/people/{id}.csv back from a backup or a colleague's copy; without one, `revmentor import` where the register knows {id} \
             records again that they joined"
        ))
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{found, pair, person};
    use crate::domain::conflict::ConflictReason;
    use crate::domain::fact::{Origin, PairFact, PersonFact};

    #[test]
    fn a_pair_of_somebody_unknown_is_named_at_its_first_row() {
        let found = found(|facts| pair(facts, "M11-E77", PairFact::Paired { score: None, origin: Origin::Adopted }));
        let message = "E77 never joined: no row of facts/people/E77.csv says “joined”";
        assert_eq!(found, [format!("never-joined facts/pairs/M11-E77.csv, line 2: {message}")]);
    }

    #[test]
    fn so_is_a_conflict_with_somebody_unknown_and_a_file_without_a_beginning() {
        let unknown = PersonFact::Conflict { with: "E77".parse().unwrap(), reason: ConflictReason::Knows };
        let found = found(|facts| {
            person(facts, "M11", unknown);
            person(facts, "E88", PersonFact::Returned { mistake: false });
        });
        assert!(found[0].starts_with("never-joined facts/people/E88.csv, line 2: E88"), "{found:?}");
        assert!(found[1].starts_with("never-joined facts/people/M11.csv, line 3: E77"), "{found:?}");
        assert_eq!(found.len(), 2);
    }
}
