//! `one-pair-each`: nobody is in two pairs at once. Two leads who each pair the same waiting person on a branch of their own
//! make files that merge without a conflict.

use std::collections::BTreeMap;

use crate::check::{Check, Scope, Subject, place, story};
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::Problem;

pub(super) const CHECK: Check =
    Check { name: "one-pair-each", sentence: "Nobody is in two pairs at once.", scope: Scope::Facts, judge };

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    let mut first: BTreeMap<PersonId, (PairId, &story::Row)> = BTreeMap::new();
    let mut problems = Vec::new();
    for (pair, row) in story::standing(subject.facts) {
        for person in pair.people() {
            let (other, earlier) = *first.entry(person).or_insert((pair, row));
            if other != pair {
                let message = format!("{person} is in two pairs at once: {pair} and {other}, at {}", place::pair(other, earlier));
                let help = format!(
                    "keep one: take facts/pairs/{pair}.csv or facts/pairs/{other}.csv back to before, then `revmentor match`"
                );
                problems.push(Problem::error(CHECK.name, message).at(place::pair(pair, row)).help(help));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{found, pair};
    use crate::domain::fact::{EndReason, Origin, PairFact};

    #[test]
    fn two_leads_who_pair_one_waiting_person_are_both_named() {
        let adopted = PairFact::Paired { score: None, origin: Origin::Adopted };
        let both = found(|facts| {
            pair(facts, "M11-E02", adopted.clone());
            pair(facts, "M10-E02", adopted.clone());
        });
        assert_eq!(
            both,
            [
                "one-pair-each facts/pairs/M10-E03.csv, line 2: M10 is in two pairs at once: M10-E03 and M10-E02, \
             at facts/pairs/M10-E02.csv, line 2",
                "one-pair-each facts/pairs/M11-E02.csv, line 2: E02 is in two pairs at once: M11-E02 and M10-E02, \
             at facts/pairs/M10-E02.csv, line 2",
            ]
        );
        let mended = found(|facts| {
            pair(facts, "M11-E02", adopted.clone());
            pair(facts, "M10-E02", adopted);
            pair(facts, "M10-E02", PairFact::Ended { reason: EndReason::Rematch });
        });
        assert_eq!(mended, Vec::<String>::new());
    }
}
