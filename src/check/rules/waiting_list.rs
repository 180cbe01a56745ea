//! `waiting-list`: who takes part is in a pair or on the waiting list, never both. Judged on the facts row by row, without the
//! fold from which the list is made.

use std::collections::BTreeSet;

use crate::check::{Check, Scope, Subject, story};
use crate::domain::correction::{self, Correctable, PersonThing};
use crate::domain::fact::{Dated, PersonFact};
use crate::domain::facts::Facts;
use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem};

const FILE: &str = "waiting-list.csv";

pub(super) const CHECK: Check = Check {
    name: "waiting-list",
    sentence: "Everybody who takes part, and is not going to leave, is in one pair or on the waiting list.",
    scope: Scope::Directory,
    judge,
};

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    let Some(view) = subject.views.get(FILE) else { return Vec::new() };
    let (listed, expected) = (listed(&view.rebuilt), expected(subject.facts));
    let say = |id: &PersonId, message: &str| {
        Problem::error(CHECK.name, message)
            .at(Place::file(FILE))
            .value(id.to_string())
            .help("`revmentor build` makes the list anew")
    };
    let missing = expected.difference(&listed).map(|id| say(id, "takes part, has no pair and is not on the waiting list"));
    let extra = listed.difference(&expected).map(|id| say(id, "is on the waiting list but has a pair or has left"));
    missing.chain(extra).collect()
}

/// The ids in the first column.
fn listed(view: &[u8]) -> BTreeSet<PersonId> {
    let text = String::from_utf8_lossy(view);
    text.lines().skip(1).filter_map(|line| line.split(',').next()?.parse().ok()).collect()
}

/// Nobody waits before the first pair or matching.
fn expected(facts: &Facts) -> BTreeSet<PersonId> {
    if facts.pairs.is_empty() && facts.draws.is_empty() {
        return BTreeSet::new();
    }
    let paired: BTreeSet<PersonId> = story::standing(facts).flat_map(|(pair, _)| pair.people()).collect();
    let retired = retired(facts);
    let takes_part = |id: &PersonId| {
        let rows = correction::in_order(facts.people.get(id).map_or(&[][..], Vec::as_slice));
        let last = rows.iter().rfind(|row| row.fact.thing(row.correction) == Some(PersonThing::TakingPart));
        !retired.contains(id) && last.is_none_or(|row| matches!(row.fact, PersonFact::Returned { .. }))
    };
    facts.people.keys().copied().filter(|id| takes_part(id) && !paired.contains(id)).collect()
}

/// The ids that were found to be another's.
fn retired(facts: &Facts) -> BTreeSet<PersonId> {
    let of_file = |rows: &Vec<Dated<PersonFact>>| {
        let mut same = BTreeSet::new();
        for row in correction::in_order(rows) {
            match row.fact {
                PersonFact::Same { with } => _ = same.insert(with),
                PersonFact::Different { with } => _ = same.remove(&with),
                _ => {}
            }
        }
        same
    };
    facts.people.values().flat_map(of_file).collect()
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{facts, found_by_all, pair, person, views};
    use crate::check::{Subject, judge};
    use crate::domain::cohort::Cohort;
    use crate::domain::example;
    use crate::domain::fact::{Origin, PairFact, PersonFact};

    #[test]
    fn a_list_that_is_not_exactly_the_rest_is_named() {
        let change = |facts: &mut _| {
            pair(facts, "M11-E02", PairFact::Paired { score: None, origin: Origin::Adopted });
            person(facts, "M12", PersonFact::Joined { mark: "mark-of-M12".into() });
        };
        let found = found_by_all(change, None, &example::settings());
        let listed = "waiting-list waiting-list.csv: is on the waiting list but has a pair or has left";
        assert_eq!(
            found,
            [listed, listed, "waiting-list waiting-list.csv: takes part, has no pair and is not on the waiting list",]
        );
    }

    #[test]
    fn each_person_is_named() {
        let (facts, settings) = (facts(|facts| facts.pairs.clear()), example::settings());
        let (cohort, views) = (Cohort::of(&facts), views());
        let problems = judge(&Subject {
            settings: &settings,
            facts: &facts,
            cohort: &cohort,
            people: None,
            leave: &std::collections::BTreeMap::new(),
            days: None,
            answers: None,
            views: &views,
            today: None,
        });
        let values: Vec<&str> = problems.iter().filter_map(|problem| problem.value.as_deref()).collect();
        assert_eq!(values, ["E01", "E03", "M02", "M10"]);
    }
}
