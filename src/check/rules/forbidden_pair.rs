//! `forbidden-pair`: no standing pair has a conflict of interest, declared or not yet answered.

use crate::check::{Check, Scope, Subject, place, story};
use crate::domain::conflict::ConflictState;
use crate::domain::problem::Problem;

pub(super) const CHECK: Check = Check {
    name: "forbidden-pair",
    sentence: "No pair that goes on has a conflict of interest.",
    scope: Scope::Directory,
    judge,
};

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    story::standing(subject.facts)
        .filter_map(|(pair, row)| {
            let (why, help) = match subject.cohort.conflicts.get(&pair)? {
                ConflictState::Declared(reason) => {
                    (format!("declared as “{}”", reason.code()), "`revmentor match` makes other pairs".to_owned())
                }
                ConflictState::Open(doubt) => (
                    format!("in question as “{}”", doubt.code()),
                    format!(
                        "answer it: `revmentor conflict confirm {0} {1}` or `revmentor conflict dismiss {0} {1}`",
                        pair.mentor, pair.mentee
                    ),
                ),
                ConflictState::Dismissed | ConflictState::Removed => return None,
            };
            let message = format!("{pair} goes on although a conflict of the two is {why}");
            Some(Problem::error(CHECK.name, message).at(place::pair(pair, row)).help(help))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{found_by_all, person};
    use crate::domain::conflict::{ConflictReason, Doubt};
    use crate::domain::example;
    use crate::domain::fact::PersonFact;

    fn found(facts: &[PersonFact]) -> Vec<String> {
        found_by_all(|all| facts.iter().for_each(|fact| person(all, "M10", fact.clone())), None, &example::settings())
    }

    #[test]
    fn a_conflict_forbids_until_it_is_dismissed_or_removed() {
        let with = "E03".parse().unwrap();
        let said = |why| {
            format!("forbidden-pair facts/pairs/M10-E03.csv, line 2: M10-E03 goes on although a conflict of the two is {why}")
        };
        let declared = PersonFact::Conflict { with, reason: ConflictReason::Knows };
        assert_eq!(found(std::slice::from_ref(&declared)), [said("declared as “knows”")]);
        let possible = PersonFact::Possible { with, doubt: Doubt::Misspelt };
        assert_eq!(found(std::slice::from_ref(&possible)), [said("in question as “misspelt”")]);
        assert_eq!(found(&[possible, PersonFact::Dismissed { with }]), Vec::<String>::new());
        assert_eq!(found(&[declared, PersonFact::Removed { with }]), Vec::<String>::new());
    }
}
