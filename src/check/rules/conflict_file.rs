//! `conflict-file`: a conflict stands once, in the mentor's file, and is with somebody of the other side.

use crate::check::{Check, Scope, Subject, place};
use crate::domain::fact::PersonFact;
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::Problem;
use crate::domain::side::Side;

const CURE: &str = "`revmentor build` moves it to the mentor's file, and takes away one within a side";

pub(super) const CHECK: Check = Check {
    name: "conflict-file",
    sentence: "A conflict is in the mentor's file and is with a mentee.",
    scope: Scope::Facts,
    judge,
};

/// The other person of a fact about a conflict.
pub(super) fn other(fact: &PersonFact) -> Option<PersonId> {
    match fact {
        PersonFact::Conflict { with, .. }
        | PersonFact::Possible { with, .. }
        | PersonFact::Dismissed { with }
        | PersonFact::Removed { with } => Some(*with),
        _ => None,
    }
}

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    let rows = subject.facts.people.iter().flat_map(|(id, rows)| rows.iter().map(move |row| (*id, row)));
    let misplaced = |(id, with): (PersonId, PersonId)| match PairId::of(id, with) {
        None => Some(format!("{id} and {with} are of one side and can never be a pair")),
        Some(pair) if id.side() == Side::Mentee => Some(format!("the conflict of {pair} is in the mentee's file")),
        Some(_) => None,
    };
    rows.filter_map(|(id, row)| {
        let message = misplaced((id, other(&row.fact)?))?;
        Some(Problem::error(CHECK.name, message).at(place::person(id, row)).help(CURE))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{found, person};
    use crate::domain::conflict::ConflictReason;
    use crate::domain::fact::PersonFact;

    fn conflict(with: &str) -> PersonFact {
        PersonFact::Conflict { with: with.parse().unwrap(), reason: ConflictReason::Knows }
    }

    #[test]
    fn a_conflict_in_the_mentees_file_or_within_a_side_is_named() {
        let found = found(|facts| {
            person(facts, "E01", conflict("M11"));
            person(facts, "M02", conflict("M11"));
            person(facts, "M11", conflict("E02"));
        });
        assert_eq!(
            found,
            [
                "conflict-file facts/people/E01.csv, line 3: the conflict of M11-E01 is in the mentee's file",
                "conflict-file facts/people/M02.csv, line 3: M02 and M11 are of one side and can never be a pair",
            ]
        );
    }
}
