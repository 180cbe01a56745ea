//! As many people as possible are paired, before precedence and scores: against every pairing of small cohorts, one by one.

use std::collections::{BTreeMap, BTreeSet};

use revmentor::parts::check::optimality::{PairingClaim, check};
use revmentor::parts::domain::{Aim, Method, Objective, PairId, PersonId, PlacesOf, Side};
use revmentor::parts::matching::{Proposal, Reasons};

use super::aims::{all_pairings, assert_best, scores, worth};
use super::case::{Case, Dice, pairs, seeds};

const METHODS: [(Method, Objective); 3] =
    [(Method::Goals, Objective::Total), (Method::Goals, Objective::Fair), (Method::Random, Objective::Total)];

/// A random cohort in which people of one side have room for up to three, some stand in several pairs already, and there may be a bound.
fn several(seed: u64, most: usize, method: Method, objective: Objective) -> Case {
    let mut case = Case::random(seed, most, method, objective);
    let mut dice = Dice::new(seed ^ 0x5e7e_2a1f);
    let side = if dice.one_in(3) { Side::Mentee } else { Side::Mentor };
    case.room = case.ids(side).into_iter().map(|id| (id, 1 + u32::try_from(dice.below(3)).unwrap())).collect();
    case.room.retain(|_, room| *room > 1);
    if !case.standing.is_empty() {
        let settled_too = dice.one_in(2);
        for pair in case.all_pairs() {
            let in_pairs = |person: PersonId| case.standing.keys().filter(|pair| pair.has(person)).count();
            let has_room = |person: PersonId| in_pairs(person) < case.room.get(&person).map_or(1, |room| *room as usize);
            if pair.people().into_iter().all(has_room) && !dice.one_in(3) {
                case.standing.insert(pair, settled_too && dice.one_in(3));
            }
        }
    }
    if dice.one_in(3) {
        case.places = Some(1 + u32::try_from(dice.below(4)).unwrap());
    }
    case
}

fn people(proposal: &Proposal) -> usize {
    pairs(proposal).iter().flat_map(|pair| pair.people()).collect::<BTreeSet<_>>().len()
}

#[test]
fn as_many_people_as_possible_are_paired_and_it_is_proved() {
    let (mut more, mut with_further) = (0, 0);
    for seed in seeds(150, 4000) {
        for (method, objective) in METHODS {
            let case = several(seed, 5, method, objective);
            assert_best(&case);
            let (now, before) = (case.propose(), Case { algorithm: 1, ..case.clone() }.propose());
            assert_eq!(now.pairs.len(), before.pairs.len());
            more += usize::from(people(&now) > people(&before));
            with_further += usize::from(now.proof.stages.iter().any(|stage| stage.prices.keys().any(|of| of.further)));
        }
    }
    assert!(more > 20 && with_further > 20, "{more} {with_further}");
}

#[test]
fn larger_cohorts_are_proved_too() {
    for (number, (method, objective)) in METHODS.into_iter().enumerate() {
        for (seed, most) in [(0, 90), (4, 120), (5, 200)] {
            let case = several(seed + 7000 * number as u64, most, method, objective);
            let proposal = case.propose();
            assert_eq!(case.judged(&pairs(&proposal), &proposal), []);
        }
    }
}

#[test]
fn where_everybody_has_room_for_one_both_versions_are_the_same() {
    for seed in seeds(200, 1000) {
        for (method, objective) in METHODS {
            let case = Case { places: [None, Some(3)][usize::from(seed % 3 == 0)], ..Case::random(seed, 9, method, objective) };
            let mut now = case.propose();
            let before = Case { algorithm: 1, ..case }.propose();
            now.aims.people = None;
            assert_eq!(now, before);
        }
    }
}

/// What was decided by the first version is judged by what it promised.
#[test]
fn an_answer_of_the_first_version_is_judged_as_such() {
    let mut refused = 0;
    for seed in seeds(200, 1000) {
        for (method, objective) in METHODS {
            let case = several(seed, 6, method, objective);
            let old = Case { algorithm: 1, ..case.clone() };
            let before = old.propose();
            assert_eq!(old.judged(&pairs(&before), &before), [], "{case:#?}");
            let now = case.propose();
            if people(&before) < people(&now) {
                let mut claimed = now.clone();
                claimed.aims = before.aims;
                claimed.aims.people = u32::try_from(people(&before)).ok();
                assert_ne!(case.judged(&pairs(&before), &claimed), [], "with the proof of the best");
                claimed.proof = before.proof.clone();
                let codes: Vec<&str> = case.judged(&pairs(&before), &claimed).iter().map(|problem| problem.code).collect();
                assert!(codes.contains(&"proof-aims"), "{codes:?}");
                refused += 1;
            }
        }
    }
    assert!(refused > 10, "{refused}");
}

#[test]
fn an_altered_price_of_further_places_is_found_out() {
    let mut altered = 0;
    for seed in seeds(200, 1000) {
        for (method, objective) in METHODS {
            let case = several(seed, 7, method, objective);
            let proposal = case.propose();
            let own = |person: &PersonId| {
                proposal.proof.stages.iter().any(|stage| stage.prices.contains_key(&PlacesOf::further(*person)))
            };
            for person in case.room.keys().filter(|person| own(person)) {
                for by in [1, -1, 1000] {
                    let mut claimed = proposal.clone();
                    let stage =
                        claimed.proof.stages.iter_mut().find(|stage| stage.prices.contains_key(&PlacesOf::further(*person)));
                    *stage.unwrap().prices.get_mut(&PlacesOf::further(*person)).unwrap() += by;
                    assert_ne!(case.judged(&pairs(&proposal), &claimed), [], "{person} by {by} of {case:#?}");
                    altered += 1;
                }
            }
        }
    }
    assert!(altered > 100, "{altered}");
}

#[test]
fn who_has_no_further_place_has_no_price_for_it_and_a_proof_without_people_is_none() {
    let case = (0..1000)
        .map(|seed| several(seed, 5, Method::Goals, Objective::Total))
        .find(|case| case.propose().proof.stages.iter().any(|stage| stage.aims.iter().any(|(aim, _)| *aim == Aim::People)));
    let case = case.unwrap();
    let proposal = case.propose();
    let codes = |claimed: &Proposal| -> BTreeSet<&str> {
        case.judged(&pairs(&proposal), claimed).iter().map(|problem| problem.code).collect()
    };
    let alone = case.people.iter().find(|person| !case.room.contains_key(&person.id)).unwrap().id;
    let mut stranger = proposal.clone();
    stranger.proof.stages[0].prices.insert(PlacesOf::further(alone), 0);
    assert!(codes(&stranger).contains("proof-stranger"));
    let mut without = proposal.clone();
    without.proof.stages[1].aims.retain(|(aim, _)| *aim != Aim::People);
    assert!(codes(&without).contains("proof-aims"));
    let mut fewer = proposal.clone();
    fewer.aims.people = fewer.aims.people.map(|people| people - 1);
    assert!(codes(&fewer).contains("aims-differ"));
}

/// The chance of each pair is the share of the best pairings that have it.
#[test]
fn chances_are_counted_where_people_have_several_places() {
    let mut counted = 0;
    for seed in seeds(250, 1500) {
        let case = Case { places: None, ..several(seed, 5, Method::Random, Objective::Total) };
        let scores = scores(&case);
        let (fixed, mut all) = all_pairings(&case, &scores);
        let best = all.iter().map(|pairing| worth(&case, pairing, &scores)).max().unwrap();
        all.retain(|pairing| worth(&case, pairing, &scores) == best);
        let (request, proposal) = (case.request(), case.propose());
        let chances = Reasons::new(&request, &proposal).chances();
        let mut having: BTreeMap<PairId, u128> = BTreeMap::new();
        for pair in all.iter().flatten().filter(|pair| !fixed.contains(pair)) {
            *having.entry(*pair).or_default() += 1;
        }
        assert_eq!(chances.keys().copied().collect::<BTreeSet<_>>(), having.keys().copied().collect(), "{case:#?}");
        for (pair, chance) in chances {
            assert_eq!(chance.ways * all.len() as u128, having[&pair] * chance.all, "{pair} of {case:#?}");
        }
        counted += usize::from(all.len() > 2);
    }
    assert!(counted > 50, "{counted}");
}

/// Two mentors, one of whom could take both mentees and fits both better: each takes one.
#[test]
fn nobody_waits_while_another_takes_two() {
    for method in [Method::Goals, Method::Random] {
        let bare = |seed| Case {
            room: BTreeMap::from([("M01".parse().unwrap(), 2)]),
            standing: BTreeMap::new(),
            declared: BTreeMap::new(),
            rules: Vec::new(),
            precedence: BTreeSet::new(),
            minimum_score: 0,
            ..Case::random(seed, 2, method, Objective::Total)
        };
        let mut found = 0;
        for case in (0..200).map(bare).filter(|case| Side::BOTH.into_iter().all(|side| case.ids(side).len() == 2)) {
            let proposal = case.propose();
            assert_eq!((people(&proposal), proposal.waiting.len()), (4, 0), "{case:#?}");
            let old = Case { algorithm: 1, ..case.clone() }.propose();
            let request = case.request();
            let claim = PairingClaim { request: &request, pairs: &pairs(&old), aims: old.aims, proof: &old.proof };
            found += usize::from(people(&old) == 3 && !check(&claim).is_empty());
        }
        assert!(found > 0);
    }
}
