//! Withdrawals and late conflicts: as few others are moved as can be.

use std::collections::BTreeSet;

use revmentor::parts::domain::{EndReason, Method, Objective, PairId, PersonId, Side, WaitReason};

use super::case::{Case, pairs, seeds};

/// 18 mentors and 16 mentees with conflicts.
fn cohort(seed: u64, method: Method) -> Case {
    (0..100_000)
        .map(|again| Case::random(seed * 100_000 + again, 18, method, Objective::Total))
        .find(|case| case.ids(Side::Mentor).len() == 18 && case.ids(Side::Mentee).len() == 16)
        .map(|case| Case { standing: [].into(), minimum_score: 0, ..case })
        .unwrap()
}

/// The fewest standing pairs that must end so that one more person can be paired: the length of a shortest alternating path from
/// `start`, found breadth first over whole pairings; `None` when nobody else can be.
fn fewest_moves(case: &Case, standing: &BTreeSet<PairId>, start: PersonId) -> Option<usize> {
    let holder = |mentor: PersonId| standing.iter().find(|pair| pair.mentor == mentor);
    let (mut reached, mut layer, mut moves) = (BTreeSet::from([start]), vec![start], 0);
    while !layer.is_empty() {
        let mentors: BTreeSet<PersonId> = layer
            .iter()
            .flat_map(|&mentee| case.ids(Side::Mentor).into_iter().filter_map(move |mentor| PairId::of(mentor, mentee)))
            .filter(|pair| !case.vetoed(*pair))
            .map(|pair| pair.mentor)
            .collect();
        if mentors.iter().any(|mentor| holder(*mentor).is_none()) {
            return Some(moves);
        }
        layer =
            mentors.iter().filter_map(|mentor| holder(*mentor)).map(|pair| pair.mentee).filter(|e| reached.insert(*e)).collect();
        moves += 1;
    }
    None
}

#[test]
fn each_mentor_withdrawn_in_turn_moves_the_true_minimum() {
    let mut moved_some = 0;
    for seed in seeds(15, 60) {
        for method in [Method::Goals, Method::Random] {
            let case = cohort(seed, method);
            let first = pairs(&case.propose());
            for gone in &first {
                let mut after = case.clone();
                after.people.retain(|person| person.id != gone.mentor);
                after.standing = first.iter().filter(|pair| *pair != gone).map(|pair| (*pair, false)).collect();
                let proposal = after.propose();
                let standing: BTreeSet<PairId> = after.standing.keys().copied().collect();
                let moves = fewest_moves(&after, &standing, gone.mentee);
                let ended: Vec<_> = proposal.ended.iter().map(|(_, reason)| *reason).collect();
                assert_eq!(ended, vec![EndReason::Rematch; moves.unwrap_or(0)]);
                assert_eq!(pairs(&proposal).len(), standing.len() + usize::from(moves.is_some()));
                moved_some += usize::from(moves.is_some_and(|moves| moves > 0));
            }
        }
    }
    assert!(moved_some > 5, "only {moved_some} repairs had to move anybody: the cohorts are too easy");
}

#[test]
fn a_settled_pair_stays_even_if_that_costs_a_pair_and_ends_only_if_it_is_forbidden() {
    let id = |text: &str| text.parse::<PairId>().unwrap();
    let mut case = cohort(1, Method::Goals);
    case.people.retain(|person| person.id.number() <= 2);
    (case.rules, case.declared, case.allow_moves) = (Vec::new(), [].into(), false);
    let mentor = case.ids(Side::Mentor)[0].letter();
    let pair = |text: &str| id(&text.replace('M', &mentor.to_string()).replace('E', if mentor == 'M' { "E" } else { "S" }));
    let conflict = revmentor::parts::domain::ConflictState::Declared(revmentor::parts::domain::ConflictReason::Knows);
    case.declared = [(pair("M2-E2"), conflict)].into();
    case.standing = [(pair("M1-E1"), true)].into();
    assert_eq!(pairs(&case.propose()), BTreeSet::from([pair("M1-E1")]));
    case.allow_moves = true;
    assert_eq!(pairs(&case.propose()), BTreeSet::from([pair("M1-E2"), pair("M2-E1")]));
    case.allow_moves = false;
    case.declared.insert(pair("M1-E1"), conflict);
    let proposal = case.propose();
    assert_eq!(pairs(&proposal), BTreeSet::from([pair("M1-E2"), pair("M2-E1")]));
    assert_eq!(proposal.ended, [(pair("M1-E1"), EndReason::Conflict)]);
}

#[test]
fn who_waits_is_told_why() {
    let mut case = cohort(2, Method::Goals);
    let (mentors, mentees) = (case.ids(Side::Mentor), case.ids(Side::Mentee));
    (case.rules, case.declared) = (Vec::new(), [].into());
    let conflict = revmentor::parts::domain::ConflictState::Declared(revmentor::parts::domain::ConflictReason::Knows);
    case.declared = mentees.iter().map(|&mentee| (PairId { mentor: mentors[0], mentee }, conflict)).collect();
    let waiting = case.propose().waiting;
    assert_eq!(waiting.get(&mentors[0]), Some(&WaitReason::NobodyPermitted));
    assert_eq!(waiting.len(), 2);
    assert!(waiting.values().any(|reason| *reason == WaitReason::NoPlace));
    case.people.retain(|person| person.id.side() == Side::Mentor);
    assert!(case.propose().waiting.values().all(|reason| *reason == WaitReason::NobodyThere));
}
