//! `one-mark`: an id is one person, and a person is one id. Two leads who import different late applicants on two branches give
//! both the same id; the keyed hash of the address shows it.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Check, Scope, Subject, place};
use crate::domain::fact::PersonFact;
use crate::domain::id::PersonId;
use crate::domain::identity;
use crate::domain::problem::{Place, Problem};

pub(super) const CHECK: Check =
    Check { name: "one-mark", sentence: "An id is one person's, and nobody has two ids.", scope: Scope::Facts, judge };

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut holders = BTreeMap::new();
    let asked: BTreeSet<(PersonId, PersonId)> =
        identity::questions(subject.facts).into_iter().map(|question| (question.older, question.newer)).collect();
    // Somebody who applies again after an erasure has a new id.
    let erased = identity::erased(subject.facts);
    for (id, rows) in &subject.facts.people {
        let mut own: Option<(&str, Place)> = None;
        for row in rows {
            let PersonFact::Joined { mark } = &row.fact else { continue };
            let here = place::person(*id, row);
            match &own {
                Some((first, place)) if first != mark => problems.push(
                    Problem::error(CHECK.name, format!("two people have the id {id}: another joined at {place}"))
                        .at(here.clone())
                        .help("`revmentor build` keeps the first; then `revmentor import` gives the other a new id"),
                ),
                Some(_) => {}
                None => own = Some((mark, here.clone())),
            }
            if erased.contains(id) {
                continue;
            }
            let (holder, place) = holders.entry(mark).or_insert_with(|| (*id, here.clone()));
            if *holder != *id && !asked.contains(&identity::older_first(subject.facts, *holder, *id)) {
                let message = format!("{id} and {holder} are one person: the same address joined at {place}");
                problems
                    .push(Problem::error(CHECK.name, message).at(here).help("`revmentor build` keeps the older of the two ids"));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{found, person};
    use crate::domain::fact::PersonFact;

    #[test]
    fn one_id_for_two_people_names_both_rows() {
        let found = found(|facts| person(facts, "M11", PersonFact::Joined { mark: "another".into() }));
        let message = "two people have the id M11: another joined at facts/people/M11.csv, line 2";
        assert_eq!(found, [format!("one-mark facts/people/M11.csv, line 3: {message}")]);
    }

    #[test]
    fn two_ids_for_one_person_name_both_rows() {
        let found = found(|facts| person(facts, "M12", PersonFact::Joined { mark: "mark-of-M11".into() }));
        let message = "M12 and M11 are one person: the same address joined at facts/people/M11.csv, line 2";
        assert_eq!(found, [format!("one-mark facts/people/M12.csv, line 2: {message}")]);
    }
}
