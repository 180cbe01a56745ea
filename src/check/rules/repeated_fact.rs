//! `repeated-fact`: no row says again what the last row about the same thing said. Harmless, so only a warning: it is what stays
//! when both sides of a merge conflict are kept.

use std::collections::BTreeMap;

use crate::check::{Check, Scope, Subject, place};
use crate::domain::fact::{Dated, PairFact, PersonFact};
use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem};

pub(super) const CHECK: Check =
    Check { name: "repeated-fact", sentence: "No row says again what already holds.", scope: Scope::Facts, judge };

/// What a fact about a person decides.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum OfPerson<'a> {
    Joining,
    TakingPart,
    Conflict(PersonId),
    Erasure,
    Declaration,
    Capacity,
    Choice(&'a str),
    Identity(PersonId),
}

/// What a fact about a pair decides. A pair that begins or ends begins anew with all else.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum OfPair {
    Being,
    Reveal,
    Meeting(u32),
}

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    let facts = subject.facts;
    let of_people = facts.people.iter().flat_map(|(id, rows)| repeats(rows, of_person, |_| false, |row| place::person(*id, row)));
    let of_pairs = facts
        .pairs
        .iter()
        .flat_map(|(id, rows)| repeats(rows, of_pair, |matter| *matter == OfPair::Being, |row| place::pair(*id, row)));
    of_people.chain(of_pairs).collect()
}

fn repeats<'a, F: PartialEq, M: Ord>(
    rows: &'a [Dated<F>],
    matter: fn(&'a F) -> M,
    begins_anew: fn(&M) -> bool,
    place: impl Fn(&Dated<F>) -> Place,
) -> Vec<Problem> {
    let mut last: BTreeMap<M, &Dated<F>> = BTreeMap::new();
    let mut problems = Vec::new();
    for row in rows {
        let about = matter(&row.fact);
        match last.get(&about) {
            Some(first) if first.fact == row.fact && first.correction == row.correction => problems.push(
                Problem::warning(CHECK.name, format!("this row repeats {}", place(first)))
                    .at(place(row))
                    .help("`revmentor build` takes one of the two rows away"),
            ),
            _ => {
                if begins_anew(&about) {
                    last.clear();
                }
                last.insert(about, row);
            }
        }
    }
    problems
}

fn of_person(fact: &PersonFact) -> OfPerson<'_> {
    match fact {
        PersonFact::Joined { .. } => OfPerson::Joining,
        PersonFact::Withdrew { .. } | PersonFact::Leaves { .. } | PersonFact::Returned { .. } => OfPerson::TakingPart,
        PersonFact::Conflict { with, .. }
        | PersonFact::Possible { with, .. }
        | PersonFact::Dismissed { with }
        | PersonFact::Removed { with } => OfPerson::Conflict(*with),
        PersonFact::Erased | PersonFact::Readmitted => OfPerson::Erasure,
        PersonFact::Declared { .. } => OfPerson::Declaration,
        PersonFact::Capacity { .. } => OfPerson::Capacity,
        PersonFact::Chose { event, .. } | PersonFact::Unchose { event } => OfPerson::Choice(event),
        PersonFact::Alike { with, .. } | PersonFact::Same { with } | PersonFact::Different { with } => OfPerson::Identity(*with),
    }
}

fn of_pair(fact: &PairFact) -> OfPair {
    match fact {
        PairFact::Paired { .. } | PairFact::Ended { .. } | PairFact::Resumed => OfPair::Being,
        PairFact::Revealed { .. } | PairFact::Concealed { .. } => OfPair::Reveal,
        PairFact::Planned { meeting, .. }
        | PairFact::Moved { meeting, .. }
        | PairFact::Held { meeting, .. }
        | PairFact::Missed { meeting }
        | PairFact::Cancelled { meeting } => OfPair::Meeting(*meeting),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{found, pair, person, rows};
    use crate::domain::example::day;
    use crate::domain::fact::{EndReason, Origin, PairFact, PersonFact, WithdrawalReason};

    #[test]
    fn a_row_that_says_nothing_new_is_named_with_the_first() {
        let found = found(|facts| {
            let again = facts.people[&"M09".parse().unwrap()].last().unwrap().clone();
            facts.people.get_mut(&"M09".parse().unwrap()).unwrap().push(again);
            pair(facts, "M02-E01", PairFact::Held { meeting: 1, date: day(2027, 1, 13) });
        });
        assert_eq!(
            found,
            [
                "repeated-fact facts/pairs/M02-E01.csv, line 7: this row repeats facts/pairs/M02-E01.csv, line 6",
                "repeated-fact facts/people/M09.csv, line 4: this row repeats facts/people/M09.csv, line 3",
            ]
        );
    }

    #[test]
    fn what_changed_in_between_may_be_said_again() {
        let found = found(|facts| {
            person(facts, "M11", PersonFact::Withdrew { reason: WithdrawalReason::Workload });
            person(facts, "M11", PersonFact::Returned { mistake: false });
            person(facts, "M11", PersonFact::Withdrew { reason: WithdrawalReason::Workload });
            let plan = rows(facts, "M02-E01")[2].fact.clone();
            pair(facts, "M02-E01", PairFact::Ended { reason: EndReason::Conflict });
            pair(facts, "M02-E01", PairFact::Paired { score: Some(700), origin: Origin::Draw(1) });
            pair(facts, "M02-E01", plan);
        });
        assert_eq!(found, Vec::<String>::new());
    }
}
