//! `one-pair-each`: nobody is in more pairs at once than there is room for, which for most people is one. Two leads who each pair
//! the same waiting person on a branch of their own make files that merge without a conflict.

use std::collections::BTreeMap;

use crate::check::{Check, Scope, Subject, place, story};
use crate::domain::fact::{Origin, PairFact};
use crate::domain::facts::Facts;
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::Problem;

pub(super) const CHECK: Check = Check {
    name: "one-pair-each",
    sentence: "Nobody is in more pairs at once than there is room for: one, unless a fact says more.",
    scope: Scope::Facts,
    judge,
};

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    let mut pairs: BTreeMap<PersonId, Vec<(PairId, &story::Row)>> = BTreeMap::new();
    let mut problems = Vec::new();
    for (pair, row) in story::standing(subject.facts) {
        for person in pair.people() {
            let earlier = pairs.entry(person).or_default();
            let capacity = subject.cohort.people.get(&person).map_or(1, |known| known.capacity);
            if earlier.len() >= capacity as usize {
                let mut problem = too_many(person, capacity, pair, earlier).at(place::pair(pair, row));
                let mut all = earlier.iter().map(|(earlier, _)| *earlier).chain([pair]);
                if let Some(gone) = all.find(|pair| is_superseded(subject.facts, *pair)) {
                    problem = problem.help(format!("`revmentor build` takes {gone} away, whose matching was not kept"));
                }
                problems.push(problem);
            }
            earlier.push((pair, row));
        }
    }
    problems
}

/// Whether a pair goes that nothing happened in: another record of its matching was kept.
fn is_superseded(facts: &Facts, pair: PairId) -> bool {
    let rows = facts.pairs.get(&pair).map_or(&[][..], Vec::as_slice);
    let Some(last) = story::periods(rows).1.pop() else { return false };
    let Origin::Draw(number) = last.origin else { return false };
    let is_unmade = facts.draws.get(&number).is_some_and(|draw| !draw.made.contains(&pair));
    is_unmade && last.rows.iter().all(|row| matches!(row.fact, PairFact::Planned { .. }))
}

fn too_many(person: PersonId, capacity: u32, pair: PairId, earlier: &[(PairId, &story::Row)]) -> Problem {
    let others: Vec<String> = earlier.iter().map(|(other, row)| format!("{other}, at {}", place::pair(*other, row))).collect();
    let (all, others) = (earlier.len() + 1, others.join(" and "));
    let count = if capacity == 1 { "two pairs".to_owned() } else { format!("{all} pairs") };
    let room = if capacity == 1 { String::new() } else { format!(" and has room for {capacity}") };
    let message = format!("{person} is in {count} at once{room}: {pair} and {others}");
    let help = format!("`revmentor unpair {pair} --mistake` ends that one; `revmentor match` then finds partners");
    Problem::error(CHECK.name, message).help(help)
}

#[cfg(test)]
mod tests {
    use crate::check::judge_facts;
    use crate::check::tests::{facts, found, pair};
    use crate::domain::example::{day, settings};
    use crate::domain::fact::{EndReason, Origin, PairFact, PersonFact};

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

    #[test]
    fn of_two_the_one_goes_whose_matching_was_not_kept() {
        let facts = facts(|facts| {
            pair(facts, "M11-E02", PairFact::Paired { score: None, origin: Origin::Adopted });
            pair(facts, "M10-E02", PairFact::Paired { score: None, origin: Origin::Draw(1) });
        });
        let problems: Vec<_> = judge_facts(&settings(), &facts).into_iter().filter(|p| p.code == super::CHECK.name).collect();
        let help = "`revmentor build` takes M10-E02 away, whose matching was not kept";
        assert!(problems.len() == 2 && problems.iter().all(|problem| problem.help.as_deref() == Some(help)), "{problems:#?}");
    }

    #[test]
    fn whoever_has_room_for_two_is_in_two_and_in_no_third() {
        let adopted = PairFact::Paired { score: None, origin: Origin::Adopted };
        let with = |others: &[&str]| {
            found(|facts| {
                facts.person("E02".parse().unwrap(), day(2026, 10, 20), PersonFact::Capacity { pairs: 2 });
                for mentor in ["M12", "M13"] {
                    facts.person(mentor.parse().unwrap(), day(2026, 10, 20), PersonFact::Joined { mark: mentor.into() });
                }
                for other in others {
                    pair(facts, other, adopted.clone());
                }
            })
        };
        assert_eq!(with(&["M11-E02", "M12-E02"]), Vec::<String>::new());
        let three = with(&["M11-E02", "M12-E02", "M13-E02"]);
        assert!(three.len() == 1 && three[0].contains("E02 is in 3 pairs at once and has room for 2: M13-E02"), "{three:#?}");
    }
}
