//! `withdrawn-paired`: a pair of which somebody left has ended.

use std::collections::BTreeMap;

use crate::check::{Check, Scope, Subject, place, story};
use crate::domain::correction::{self, Correctable, PersonThing};
use crate::domain::fact::{Dated, PersonFact};
use crate::domain::facts::Facts;
use crate::domain::id::PersonId;
use crate::domain::problem::Problem;

pub(super) const CHECK: Check =
    Check { name: "withdrawn-paired", sentence: "Nobody who has left is in a pair.", scope: Scope::Facts, judge };

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    let left = left(subject.facts);
    let pairs = story::standing(subject.facts).flat_map(|(pair, row)| pair.people().map(|person| (pair, row, person)));
    pairs
        .filter_map(|(pair, row, person)| {
            let at = place::person(person, left.get(&person)?);
            let message = format!("{pair} goes on although {person} has left, at {at}");
            let help = "`revmentor build` ends the pair";
            Some(Problem::error(CHECK.name, message).at(place::pair(pair, row)).help(help))
        })
        .collect()
}

/// Everybody who has left and not come back, with the row that says so.
fn left(facts: &Facts) -> BTreeMap<PersonId, &Dated<PersonFact>> {
    let taking_part = |row: &&&Dated<PersonFact>| row.fact.thing(row.correction) == Some(PersonThing::TakingPart);
    let last = facts.people.iter().filter_map(|(id, rows)| {
        let ordered = correction::in_order(rows);
        Some((*id, *ordered.iter().rfind(taking_part)?))
    });
    last.filter(|(_, row)| matches!(row.fact, PersonFact::Withdrew { .. })).collect()
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{found, person};
    use crate::domain::fact::{PersonFact, WithdrawalReason};

    #[test]
    fn a_pair_that_goes_on_without_somebody_names_both_rows() {
        let left = PersonFact::Withdrew { reason: WithdrawalReason::Left };
        let gone = found(|facts| person(facts, "E03", left.clone()));
        let message = "M10-E03 goes on although E03 has left, at facts/people/E03.csv, line 3";
        assert_eq!(gone, [format!("withdrawn-paired facts/pairs/M10-E03.csv, line 2: {message}")]);
        let back = found(|facts| {
            person(facts, "E03", left);
            person(facts, "E03", PersonFact::Returned { mistake: false });
        });
        assert_eq!(back, Vec::<String>::new());
    }
}
