//! Every aim in its order against all pairings of a small cohort, one by one.

use std::collections::{BTreeMap, BTreeSet};

use revmentor::parts::domain::{ConflictReason, ConflictState, Method, Objective, PairId, Side, WaitReason};

use super::case::{Case, Dice, pairs, seeds};

/// Every pairing of the pairs that may be made, the fixed ones included in each.
pub(super) fn all_pairings(case: &Case, scores: &BTreeMap<PairId, u16>) -> (BTreeSet<PairId>, Vec<BTreeSet<PairId>>) {
    let stays = |(pair, settled): (&PairId, &bool)| (*settled && !case.allow_moves && !case.vetoed(*pair)).then_some(*pair);
    let fixed: BTreeSet<PairId> = case.standing.iter().filter_map(stays).collect();
    let full = |pairing: &BTreeSet<PairId>, person| {
        pairing.iter().filter(|pair| pair.has(person)).count() >= case.room.get(&person).map_or(1, |room| *room as usize)
    };
    let strong =
        |pair: &PairId| case.method == Method::Random || scores[pair] >= case.minimum_score || case.standing.contains_key(pair);
    let open = |pair: &PairId| !fixed.contains(pair) && !case.vetoed(*pair) && strong(pair);
    let mut found = vec![fixed.clone()];
    for pair in case.all_pairs().into_iter().filter(open) {
        let free = found.iter().filter(|pairing| pair.people().iter().all(|person| !full(pairing, *person)));
        let longer: Vec<BTreeSet<PairId>> = free.map(|pairing| pairing.iter().copied().chain([pair]).collect()).collect();
        found.extend(longer);
    }
    if let Some(places) = case.places {
        let standing = case.standing.keys().filter(|pair| !case.vetoed(**pair)).count();
        found.retain(|pairing| pairing.len() <= standing.max(places as usize));
    }
    (fixed, found)
}

/// What a pairing reaches, greater is better: pairs, kept, people unless the first version is asked, precedence, then the scores by the objective.
pub(super) fn worth(case: &Case, pairing: &BTreeSet<PairId>, scores: &BTreeMap<PairId, u16>) -> Vec<i64> {
    let free = |pair: &&PairId| case.standing.get(*pair).is_some_and(|settled| !settled || case.allow_moves);
    let people: BTreeSet<_> = pairing.iter().flat_map(|pair| pair.people()).collect();
    let mut own: Vec<i64> = pairing.iter().map(|pair| i64::from(scores[pair])).collect();
    own.sort_unstable();
    let paired = if case.algorithm > 1 { people.len() } else { 0 };
    let counted = [pairing.len(), pairing.iter().filter(free).count(), paired, case.precedence.intersection(&people).count()];
    let mut worth: Vec<i64> = counted.into_iter().map(|count| i64::try_from(count).unwrap()).collect();
    match (case.method, case.objective) {
        (Method::Random, _) => {}
        (_, Objective::Total) => worth.extend([own.iter().sum(), own.first().copied().unwrap_or(0)]),
        (_, Objective::Fair) => worth.extend(own),
    }
    worth
}

/// The scores of all pairs, from requests that leave nothing else to choose.
pub(super) fn scores(case: &Case) -> BTreeMap<PairId, u16> {
    let alone = |pair: PairId| {
        let people = case.people.iter().filter(|person| pair.has(person.id)).cloned().collect();
        let case = Case {
            method: Method::Goals,
            people,
            standing: BTreeMap::new(),
            declared: BTreeMap::new(),
            rules: Vec::new(),
            minimum_score: 0,
            ..case.clone()
        };
        case.propose().pairs[0].score.unwrap()
    };
    case.all_pairs().into_iter().map(|pair| (pair, alone(pair))).collect()
}

pub(super) fn assert_best(case: &Case) {
    let scores = scores(case);
    let (fixed, all) = all_pairings(case, &scores);
    // The weakest pair is a matter of those who were free.
    let worth = |pairing: &BTreeSet<PairId>| {
        let free: BTreeSet<PairId> = pairing.difference(&fixed).copied().collect();
        let (whole, of_free) = (worth(case, pairing, &scores), worth(case, &free, &scores));
        // Pairs, kept ones, people and precedence are counted over all pairs.
        [&whole[..4], &of_free[4..]].concat()
    };
    let best = all.iter().map(worth).max().unwrap();
    let proposal = case.propose();
    let chosen = pairs(&proposal);
    assert!(all.contains(&chosen), "{chosen:?} of {case:#?}");
    assert_eq!(worth(&chosen), best, "{case:#?}");
    assert_eq!(case.judged(&chosen, &proposal), [], "{case:#?}");
}

#[test]
fn the_best_total_is_found_in_every_small_cohort() {
    seeds(300, 1500).for_each(|seed| assert_best(&Case::random(seed, 5, Method::Goals, Objective::Total)));
}

#[test]
fn the_fairest_is_found_in_every_small_cohort() {
    seeds(300, 1500).for_each(|seed| assert_best(&Case::random(seed, 5, Method::Goals, Objective::Fair)));
}

#[test]
fn a_draw_has_the_most_pairs_and_the_fewest_changes() {
    seeds(300, 1500).for_each(|seed| assert_best(&Case::random(seed, 5, Method::Random, Objective::Total)));
}

#[test]
fn no_more_pairs_are_made_than_there_are_places_and_the_best_ones() {
    let aims = [(Method::Goals, Objective::Total), (Method::Goals, Objective::Fair), (Method::Random, Objective::Total)];
    let mut full = 0;
    for seed in seeds(300, 1500) {
        for (method, objective) in aims {
            let places = u32::try_from(seed % 4).unwrap() + 1;
            let mut case = Case { places: Some(places), ..Case::random(seed, 5, method, objective) };
            if seed % 3 == 0 {
                case.room = case.ids(Side::Mentor).into_iter().map(|id| (id, 2)).collect();
            }
            assert_best(&case);
            let reasons = case.propose().waiting;
            full += usize::from(reasons.values().any(|reason| *reason == WaitReason::ProgrammeFull));
        }
    }
    assert!(full > 100, "{full}");
}

#[test]
fn a_pair_more_than_there_are_places_is_found_out() {
    let case =
        Case { standing: BTreeMap::new(), rules: Vec::new(), declared: BTreeMap::new(), minimum_score: 0, ..cohort_of_three() };
    let all = case.propose();
    let judged = Case { places: Some(2), ..case }.judged(&pairs(&all), &all);
    assert!(judged.iter().any(|problem| problem.code == "too-many-pairs"), "{judged:?}");
}

/// A random cohort with three a side.
fn cohort_of_three() -> Case {
    let of_three = |case: &Case| Side::BOTH.into_iter().all(|side| case.ids(side).len() == 3);
    (0..1000).map(|seed| Case::random(seed, 5, Method::Goals, Objective::Total)).find(of_three).unwrap()
}

#[test]
fn the_order_of_people_means_nothing() {
    for seed in seeds(100, 300) {
        for (method, objective) in
            [(Method::Goals, Objective::Total), (Method::Goals, Objective::Fair), (Method::Random, Objective::Total)]
        {
            let case = Case::random(seed, 9, method, objective);
            let mut shuffled = case.clone();
            Dice::new(seed).shuffle(&mut shuffled.people);
            assert_eq!(shuffled.propose(), case.propose());
        }
    }
}

#[test]
fn a_conflict_between_people_who_are_not_paired_changes_nothing() {
    for seed in seeds(60, 200) {
        for objective in [Objective::Total, Objective::Fair] {
            let case = Case::random(seed, 8, Method::Goals, objective);
            let before = pairs(&case.propose());
            for pair in case.all_pairs().into_iter().filter(|pair| !before.contains(pair)) {
                let mut more = case.clone();
                more.declared.insert(pair, ConflictState::Declared(ConflictReason::Knows));
                let stands = more.standing.remove(&pair).is_some();
                assert!(stands || pairs(&more.propose()) == before, "{pair} in {case:#?}");
            }
        }
    }
}

#[test]
fn a_mentor_with_room_for_two_takes_two() {
    for seed in seeds(100, 300) {
        let mut case = Case::random(seed, 5, Method::Goals, Objective::Total);
        (case.standing, case.rules, case.minimum_score) = (BTreeMap::new(), Vec::new(), 0);
        case.declared.clear();
        case.room = case.ids(Side::Mentor).into_iter().map(|id| (id, 2)).collect();
        let proposal = case.propose();
        let expected = case.ids(Side::Mentee).len().min(2 * case.ids(Side::Mentor).len());
        assert_eq!(proposal.pairs.len(), expected);
        assert_eq!(case.judged(&pairs(&proposal), &proposal), []);
    }
}
