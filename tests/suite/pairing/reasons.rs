//! Reasons against all pairings of small cohorts, one by one.

use std::collections::BTreeSet;

use revmentor::parts::domain::{Method, Objective, PairId, PersonId, Side};
use revmentor::parts::matching::{Reasons, WhyNot, obstruction};

use super::aims::{all_pairings, scores, worth};
use super::case::{Case, Dice, pairs, seeds};

/// Every set of `size` of the items.
fn sets<T: Copy + Ord>(items: &[T], size: usize) -> Vec<BTreeSet<T>> {
    match (size, items.split_first()) {
        (0, _) => vec![BTreeSet::new()],
        (_, None) => Vec::new(),
        (_, Some((&first, rest))) => {
            let with = sets(rest, size - 1).into_iter().map(|set| set.into_iter().chain([first]).collect());
            with.chain(sets(rest, size)).collect()
        }
    }
}

fn bare(seed: u64) -> Case {
    let case = Case::random(seed, 6, Method::Goals, Objective::Total);
    Case { standing: [].into(), precedence: BTreeSet::new(), ..case }
}

#[test]
fn an_obstructed_group_is_the_smallest_there_is() {
    let mut obstructed = 0;
    for seed in seeds(400, 1500) {
        let case = bare(seed);
        let scores = scores(&case);
        let permitted = |pair: &PairId| !case.vetoed(*pair) && scores[pair] >= case.minimum_score;
        let most = [Side::Mentor, Side::Mentee].map(|side| case.ids(side).len()).into_iter().min().unwrap();
        let found = obstruction(&case.request());
        assert_eq!(found.is_none(), case.propose().pairs.len() == most, "{case:#?}");
        let Some((found, _)) = found else { continue };
        obstructed += 1;
        let partners = |group: &BTreeSet<PersonId>| -> BTreeSet<PersonId> {
            let own = |pair: &PairId| group.iter().find(|person| pair.has(**person)).map(|&person| (*pair, person));
            let other = |(pair, person): (PairId, PersonId)| pair.people().into_iter().find(|one| *one != person);
            case.all_pairs().iter().filter(|pair| permitted(pair)).filter_map(own).filter_map(other).collect()
        };
        assert_eq!(partners(&found.group), found.partners);
        assert!(found.partners.len() < found.group.len() && found.smallest);
        for side in [Side::Mentor, Side::Mentee].into_iter().filter(|side| case.ids(*side).len() == most) {
            let smaller = (1..found.group.len()).flat_map(|size| sets(&case.ids(side), size));
            assert!(smaller.into_iter().all(|group| partners(&group).len() >= group.len()), "{case:#?}");
        }
    }
    assert!(obstructed > 50, "{obstructed}");
}

#[test]
fn no_fewer_conflicts_need_lifting() {
    let mut lifted = 0;
    for seed in seeds(600, 2500) {
        let case = bare(seed);
        let Some((_, relief)) = obstruction(&case.request()) else { continue };
        let without = |gone: &BTreeSet<PairId>| {
            let mut case = case.clone();
            case.declared.retain(|pair, _| !gone.contains(pair));
            u32::try_from(case.propose().pairs.len()).unwrap()
        };
        let said: Vec<PairId> = case.declared.iter().filter(|(_, state)| state.forbids()).map(|(pair, _)| *pair).collect();
        assert_eq!(without(&said.iter().copied().collect()), relief.pairs);
        assert_eq!(without(&relief.lifted.iter().copied().collect()), relief.pairs);
        let fewer = relief.lifted.len().checked_sub(1).map(|fewer| sets(&said, fewer)).unwrap_or_default();
        assert!(fewer.iter().all(|gone| without(gone) < relief.pairs), "{case:#?}");
        lifted += relief.lifted.len();
    }
    assert!(lifted > 12, "{lifted}");
}

#[test]
fn what_another_pair_would_cost_is_what_the_best_pairing_with_it_reaches() {
    let mut asked = 0;
    for seed in seeds(100, 400) {
        for (method, objective) in
            [(Method::Goals, Objective::Total), (Method::Goals, Objective::Fair), (Method::Random, Objective::Total)]
        {
            let case = Case { allow_moves: true, ..Case::random(seed, 5, method, objective) };
            let (request, proposal) = (case.request(), case.propose());
            let reasons = Reasons::new(&request, &proposal);
            let all = case.all_pairs();
            let pair = all[Dice::new(seed).below(all.len())];
            let WhyNot::Possible(aims) = reasons.why_not(pair.mentee, pair.mentor) else { continue };
            let scores = scores(&case);
            let with = all_pairings(&case, &scores).1.into_iter().filter(|pairing| pairing.contains(&pair));
            let best = with.map(|pairing| worth(&case, &pairing, &scores)).max().unwrap();
            assert_eq!([i64::from(aims.pairs), i64::from(aims.kept)], best[..2], "{pair} in {case:#?}");
            asked += 1;
        }
    }
    assert!(asked > 75, "{asked}");
}

#[test]
fn every_reason_is_told_apart() {
    for seed in seeds(100, 300) {
        let case = Case::random(seed, 6, Method::Goals, Objective::Total);
        let (request, proposal, scores) = (case.request(), case.propose(), scores(&case));
        let (reasons, made) = (Reasons::new(&request, &proposal), pairs(&proposal));
        for pair in case.all_pairs() {
            let gains = reasons.gains(pair);
            assert_eq!(gains.iter().map(|gain| gain.points).sum::<u16>(), scores[&pair]);
            assert_eq!(gains.iter().map(|gain| gain.most).sum::<u16>(), 1000);
            match reasons.why_not(pair.mentor, pair.mentee) {
                WhyNot::Paired => assert!(made.contains(&pair)),
                WhyNot::Forbidden(vetoes) => assert!(case.vetoed(pair) && !vetoes.is_empty()),
                WhyNot::Under(score) => assert!(score == scores[&pair] && score < case.minimum_score),
                WhyNot::Begun(begun) => assert!(case.standing[&begun] && made.contains(&begun)),
                WhyNot::Possible(_) => assert!(!case.vetoed(pair) && !made.contains(&pair)),
                WhyNot::Unknown => panic!("{pair} is known"),
            }
        }
        for person in case.people.iter().map(|person| person.id) {
            let others: Vec<_> = reasons.alternatives(person).iter().map(|a| (a.with, a.score.unwrap())).collect();
            assert!(others.windows(2).all(|two| two[0].1 >= two[1].1));
            let open = |pair: &PairId| {
                pair.has(person) && !made.contains(pair) && !case.vetoed(*pair) && scores[pair] >= case.minimum_score
            };
            assert_eq!(others.len(), case.all_pairs().iter().filter(|pair| open(pair)).count());
        }
    }
}

#[test]
fn the_chances_of_a_person_are_those_of_all_draws() {
    let case = Case { rules: Vec::new(), ..Case::random(11, 5, Method::Random, Objective::Total) };
    let scores = scores(&case);
    let best = |pairing: &BTreeSet<PairId>| worth(&case, pairing, &scores);
    let (_, mut all) = all_pairings(&case, &scores);
    let most = all.iter().map(best).max();
    all.retain(|pairing| Some(best(pairing)) == most);
    let (request, proposal) = (case.request(), case.propose());
    let chances = Reasons::new(&request, &proposal).chances();
    for pair in case.all_pairs() {
        let ways = all.iter().filter(|pairing| pairing.contains(&pair)).count() as u128;
        let (own, of) = chances.get(&pair).map_or((0, 1), |chance| (chance.ways, chance.all));
        assert_eq!(own * all.len() as u128, ways * of, "{pair}");
    }
    assert!(all.len() > 1);
}
