//! What can be said of two people alone: their score, and whether they may be paired at all.

use std::collections::BTreeMap;

use super::scoring::{Gain, Scorer};
use super::vetoes::why;
use crate::domain::conflict::{ConflictState, Forbidden, Veto};
use crate::domain::id::PairId;
use crate::domain::person::Person;
use crate::domain::settings::{ConflictRule, MatchPolicy, Method};
use crate::domain::side::{Kind, Side};

/// The score of two people by the criteria, 0 to 1000; none in a cohort where chance decides.
pub(crate) fn score(policy: &MatchPolicy, kind: Kind, mentor: &Person, mentee: &Person) -> Option<u16> {
    let scored = policy.method == Method::Goals;
    scored.then(|| Scorer::new(&policy.criteria, kind, &[mentor], &[mentee]).score(0, 0))
}

/// What each criterion gives the two; empty in a cohort where chance decides.
pub(crate) fn gains(policy: &MatchPolicy, kind: Kind, mentor: &Person, mentee: &Person) -> Vec<Gain> {
    if policy.method != Method::Goals {
        return Vec::new();
    }
    Scorer::new(&policy.criteria, kind, &[mentor], &[mentee]).gains(0, 0)
}

/// Every reason why these two may not be paired; empty when they may.
pub(crate) fn vetoes(
    rules: &[ConflictRule],
    declared: &BTreeMap<PairId, ConflictState>,
    mentor: &Person,
    mentee: &Person,
) -> Vec<Veto> {
    why(rules, declared, mentor, mentee)
}

/// Every pair that may not be, with the first reason, by id. O(mentors · mentees).
pub(crate) fn forbidden(people: &[Person], rules: &[ConflictRule], declared: &BTreeMap<PairId, ConflictState>) -> Vec<Forbidden> {
    let of = |side| people.iter().filter(move |person| person.id.side() == side);
    let pairs = of(Side::Mentor).flat_map(|mentor| of(Side::Mentee).map(move |mentee| (mentor, mentee)));
    let mut forbidden: Vec<Forbidden> = pairs
        .filter_map(|(mentor, mentee)| {
            let veto = why(rules, declared, mentor, mentee).into_iter().next()?;
            Some(Forbidden { pair: PairId { mentor: mentor.id, mentee: mentee.id }, veto })
        })
        .collect();
    forbidden.sort();
    forbidden
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::answer::Answer;
    use crate::domain::conflict::ConflictReason;

    fn person(id: &str, region: &str) -> Person {
        let answers = [("region".to_owned(), Answer::Text(region.to_owned()))].into();
        Person { id: id.parse().unwrap(), answers }
    }

    #[test]
    fn rules_and_declarations_forbid_and_nothing_else() {
        let people = [person("M01", "Wales"), person("M02", "Wessex"), person("E01", "wales"), person("E02", "London")];
        let declared = BTreeMap::from([("M02-E02".parse().unwrap(), ConflictState::Declared(ConflictReason::Knows))]);
        let rules = [ConflictRule { same: "region".to_owned() }];
        let found: Vec<String> =
            forbidden(&people, &rules, &declared).iter().map(|f| format!("{} {:?}", f.pair, f.veto)).collect();
        assert_eq!(found, ["M01-E01 Alike { field: \"region\" }", "M02-E02 Declared(Knows)"]);
    }
}
