//! What would spare a change, against trying every conflict and every further person with the whole matching.

use std::collections::BTreeSet;

use revmentor::parts::domain::{Answers, Method, Objective, PairId, Person, PersonId, Side};
use revmentor::parts::matching::{Way, sparing};

use super::case::{Case, seeds};

fn changed(case: &Case) -> u32 {
    let aims = case.propose().aims;
    aims.standing - aims.kept
}

#[test]
fn what_would_spare_a_change_is_what_trying_finds() {
    let (mut lifted, mut joined) = (0, 0);
    for seed in seeds(600, 3000) {
        let case = Case { minimum_score: 0, ..Case::random(seed, 6, Method::Goals, Objective::Total) };
        let now = changed(&case);
        let ended: BTreeSet<PairId> = case.propose().ended.into_iter().map(|(pair, _)| pair).collect();
        let found = sparing(&case.request(), &ended);
        let tried = case.declared.iter().filter(|(pair, state)| state.forbids() && !case.standing.contains_key(pair));
        let tried = tried.map(|(pair, _)| {
            let mut without = case.clone();
            without.declared.remove(pair);
            (changed(&without), *pair)
        });
        let best = tried.min().filter(|(changed, _)| *changed < now);
        let told = found.iter().find_map(|found| match found.way {
            Way::Lifting(pair) => Some((found.changed, pair)),
            Way::Joining(_) => None,
        });
        assert_eq!(told, best, "{case:#?}");
        for side in [Side::Mentor, Side::Mentee] {
            let mut with = case.clone();
            with.people.push(Person { id: PersonId::new(side, case.kind, 99), answers: Answers::new() });
            let told = found.iter().find(|found| found.way == Way::Joining(side)).map(|found| found.changed);
            assert_eq!(told, Some(changed(&with)).filter(|changed| *changed < now), "{case:#?}");
            joined += u32::from(told.is_some());
        }
        lifted += u32::from(told.is_some());
    }
    assert!(lifted > 4 && joined > 4, "{lifted} {joined}");
}
