//! Draws and re-draws over many seeds: every pairing that is as good as can be, equally often.

use std::collections::{BTreeMap, BTreeSet};

use revmentor::parts::domain::{ConflictReason, ConflictState, Method, Objective, PairId};
use revmentor::parts::matching::{Evenness, Reasons};

use super::aims::{all_pairings, scores, worth};
use super::case::{Case, pairs};

/// A random cohort of that size without rules, in which these people may not be paired.
fn cohort(mentors: u32, mentees: u32, forbidden: &[(u32, u32)]) -> Case {
    let fits = |case: &Case| {
        let most = |letter: char| case.people.iter().filter(|p| p.id.letter() == letter).count();
        most('M') == mentors as usize && most('E') == mentees as usize
    };
    let case = (0..100_000).map(|seed| Case::random(seed, 5, Method::Random, Objective::Total)).find(fits).unwrap();
    let conflict = |(m, e): &(u32, u32)| format!("M{m}-E{e}").parse::<PairId>().unwrap();
    let declared = forbidden.iter().map(conflict).map(|pair| (pair, ConflictState::Declared(ConflictReason::Knows)));
    Case {
        declared: declared.collect(),
        rules: Vec::new(),
        standing: [].into(),
        precedence: [].into(),
        allow_moves: false,
        ..case
    }
}

fn assert_even(case: &Case, draws: u32) {
    let scores = scores(case);
    let (_, mut all) = all_pairings(case, &scores);
    let most = all.iter().map(|pairing| worth(case, pairing, &scores)).max();
    all.retain(|pairing| Some(worth(case, pairing, &scores)) == most);
    let mut seen: BTreeMap<BTreeSet<PairId>, u32> = all.into_iter().map(|pairing| (pairing, 0)).collect();
    assert!(seen.len() > 2, "{} possible: {case:?}", seen.len());
    for seed in 0..draws {
        let proposal = Case { seed: seed.into(), ..case.clone() }.propose();
        assert_eq!(proposal.evenness, Some(Evenness::Exact));
        *seen.get_mut(&pairs(&proposal)).unwrap() += 1;
    }
    let count = u32::try_from(seen.len()).unwrap();
    let expected = f64::from(draws) / f64::from(count);
    let chi: f64 = seen.values().map(|&n| (f64::from(n) - expected).powi(2) / expected).sum();
    let degrees = f64::from(count - 1);
    let quantile = degrees * (1.0 - 2.0 / (9.0 * degrees) + 3.09 * (2.0 / (9.0 * degrees)).sqrt()).powi(3);
    assert!(chi < quantile, "chi-square {chi} on {degrees} degrees of freedom");
}

fn four() -> Case {
    cohort(4, 4, &[(1, 1), (2, 3), (4, 4)])
}

fn five() -> Case {
    cohort(5, 5, &[(1, 1), (1, 2), (2, 3), (3, 3), (4, 4), (5, 1)])
}

/// Three pairs stand, and the two who are left on either side may not be paired: some pairs have to change.
fn repair() -> Case {
    let mut case = cohort(5, 5, &[(1, 1), (1, 5), (5, 1), (5, 5)]);
    case.standing = (2..=4).map(|n| (format!("M{n}-E{n}").parse().unwrap(), false)).collect();
    case
}

#[test]
fn every_pairing_of_four_and_of_five_with_conflicts_is_equally_likely() {
    assert_even(&four(), 3000);
    assert_even(&five(), 6000);
}

#[test]
fn so_is_every_pairing_of_unequal_sides_and_of_people_who_cannot_all_be_paired() {
    assert_even(&cohort(3, 5, &[(1, 1), (2, 3)]), 4000);
    assert_even(&cohort(4, 4, &[(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)]), 2000);
}

#[test]
fn so_is_every_pairing_within_the_places_of_a_programme() {
    assert_even(&Case { places: Some(2), ..cohort(4, 4, &[(1, 1), (2, 3), (4, 4)]) }, 4000);
    assert_even(&Case { places: Some(2), ..cohort(3, 5, &[(1, 1), (2, 3)]) }, 4000);
}

#[test]
fn so_is_every_repair_with_the_fewest_changes() {
    assert_even(&repair(), 3000);
}

#[test]
#[ignore = "takes a while: cargo test --release --test suite -- --ignored"]
fn so_are_all_of_these_over_a_hundred_thousand_seeds() {
    for case in [four(), five(), repair()] {
        assert_even(&case, 100_000);
    }
}

#[test]
fn so_is_every_pairing_where_people_have_room_for_several() {
    let with_room = |case: Case, room: &[(&str, u32)]| {
        let room = room.iter().map(|(person, room)| (person.parse().unwrap(), *room)).collect();
        Case { room, ..case }
    };
    for algorithm in [1, 2] {
        let with_room = |case, room: &[(&str, u32)]| Case { algorithm, ..with_room(case, room) };
        assert_even(&with_room(cohort(2, 3, &[]), &[("M1", 3), ("M2", 3)]), 2000);
        assert_even(&with_room(cohort(3, 4, &[(1, 1), (2, 3)]), &[("M1", 4), ("M2", 3)]), 4000);
        assert_even(&with_room(cohort(2, 5, &[(1, 1)]), &[("M1", 4), ("M2", 3)]), 4000);
        assert_even(&with_room(cohort(3, 2, &[(2, 2)]), &[("E1", 2), ("E2", 2)]), 2000);
        assert_even(&with_room(cohort(4, 2, &[(2, 2)]), &[("E1", 1), ("E2", 2)]), 2000);
    }
    assert_even(&Case { algorithm: 1, ..with_room(cohort(2, 2, &[]), &[("M1", 3), ("M2", 3)]) }, 2000);
}

/// Somebody has begun with a partner and has room for another; a pair that stands may have to change.
#[test]
fn so_is_every_repair_where_people_have_room_for_several() {
    let mut case = cohort(4, 5, &[(1, 1), (1, 5), (3, 2)]);
    case.room = [("M1".parse().unwrap(), 3), ("M2".parse().unwrap(), 2)].into();
    case.standing = [("M1-E2".parse().unwrap(), true), ("M3-E3".parse().unwrap(), false)].into();
    assert_even(&case, 4000);
}

#[test]
fn the_chances_of_a_mentor_with_room_for_several_are_counted_once() {
    let told = |algorithm: u32| -> BTreeMap<String, (u128, u128)> {
        let case = Case { room: [("M1".parse().unwrap(), 3)].into(), algorithm, ..cohort(2, 2, &[]) };
        let (proposal, request) = (case.propose(), case.request());
        let chances = Reasons::new(&request, &proposal).chances();
        chances.iter().map(|(pair, chance)| (pair.to_string(), (chance.ways, chance.all))).collect()
    };
    let chances = |all: u128, ways: [u128; 4]| {
        let pairs = ["M01-E01", "M01-E02", "M02-E01", "M02-E02"].map(str::to_owned);
        pairs.into_iter().zip(ways.map(|ways| (ways, all))).collect::<BTreeMap<_, _>>()
    };
    // By the first version both with M1, or one of them with M2; now each with one.
    assert_eq!(told(1), chances(3, [2, 2, 1, 1]));
    assert_eq!(told(2), chances(2, [1; 4]));
}
