//! A proof that anything was done to is no proof.

use std::collections::BTreeSet;

use revmentor::parts::domain::{Aim, Method, Objective, PersonId, Prices, Proof, Stage};
use revmentor::parts::matching::Proposal;

use super::case::{Case, Dice, pairs};

const METHODS: [(Method, Objective); 3] =
    [(Method::Goals, Objective::Total), (Method::Goals, Objective::Fair), (Method::Random, Objective::Total)];

fn cases() -> impl Iterator<Item = (Case, Dice)> {
    let of = |seed| METHODS.map(|(method, objective)| (Case::random(seed, 9, method, objective), Dice::new(seed)));
    (0..400).flat_map(of)
}

/// The prices of one stage, chosen by chance; the ceiling counts as one.
fn some_prices<'p>(proof: &'p mut Proof, dice: &mut Dice) -> &'p mut Prices {
    let at = dice.below(proof.stages.len() + usize::from(proof.weakest.is_some()));
    match &mut proof.weakest {
        Some(ceiling) if at == proof.stages.len() => &mut ceiling.prices,
        _ => &mut proof.stages[at].prices,
    }
}

#[test]
fn large_cohorts_are_proved_too() {
    for (number, (method, objective)) in METHODS.into_iter().enumerate() {
        for seed in 0..6 {
            let case = Case::random(seed + 9000 * number as u64, 120, method, objective);
            let proposal = case.propose();
            assert_eq!(case.judged(&pairs(&proposal), &proposal), []);
        }
    }
}

#[test]
fn an_altered_price_is_found_out() {
    for (case, mut dice) in cases() {
        let mut proposal = case.propose();
        let chosen = pairs(&proposal);
        let person = case.people[dice.below(case.people.len())].id;
        let by = [1, -1, 7, -1000][dice.below(4)];
        *some_prices(&mut proposal.proof, &mut dice).entry(person.into()).or_insert(0) += by;
        assert_ne!(case.judged(&chosen, &proposal), [], "{person} by {by} of {case:#?}");
    }
}

/// Does something to a proposal or its proof.
type Harm = fn(&mut Proposal);

/// What is done to a proof, and the code of what is then wrong with it.
const FAULTS: [(&str, Harm); 9] = [
    ("proof-stranger", |proposal| _ = proposal.proof.stages[0].prices.insert("M99".parse::<PersonId>().unwrap().into(), 1)),
    ("proof-negative", |proposal| proposal.proof.stages[0].prices.values_mut().for_each(|price| *price = -1)),
    ("proof-sum", |proposal| proposal.proof.stages[0].prices.values_mut().for_each(|price| *price += 1)),
    ("proof-better", |proposal| proposal.proof.stages.iter_mut().for_each(|stage| stage.prices.clear())),
    ("proof-units", |proposal| proposal.proof.stages[0].aims[0].1 = 0),
    ("proof-aims", |proposal| _ = proposal.proof.stages.pop()),
    ("proof-weakest", |proposal| proposal.proof.weakest = None),
    ("aims-differ", |proposal| proposal.aims.pairs += 1),
    ("unknown-person", |proposal| {
        let mut stranger = proposal.pairs.first().copied();
        if let Some(pair) = &mut stranger {
            pair.pair = "M99-E99".parse().unwrap();
        }
        proposal.pairs.extend(stranger);
    }),
];

#[test]
fn each_fault_has_its_code() {
    for (code, harm) in FAULTS {
        let is_found = |(case, _): &(Case, Dice)| {
            let mut proposal = case.propose();
            if proposal.proof.stages.is_empty() {
                return false;
            }
            harm(&mut proposal);
            case.judged(&pairs(&proposal), &proposal).iter().any(|problem| problem.code == code)
        };
        assert!(cases().take(60).any(|case| is_found(&case)), "{code}");
    }
}

#[test]
fn an_altered_pair_is_found_out() {
    let mut codes = BTreeSet::new();
    for (case, mut dice) in cases() {
        let proposal = case.propose();
        let mut chosen = pairs(&proposal);
        let Some(&gone) = chosen.iter().nth(dice.below(chosen.len().max(1))) else { continue };
        chosen.remove(&gone);
        let found = case.judged(&chosen, &proposal);
        assert_ne!(found, [], "without {gone} of {case:#?}");
        codes.extend(found.iter().map(|problem| problem.code));
    }
    assert!(codes.contains("aims-differ") && codes.contains("settled-moved"), "{codes:?}");
}

#[test]
fn two_pairs_crossed_are_found_out_unless_they_are_as_good() {
    let mut found_out = 0;
    for (case, mut dice) in cases() {
        let proposal = case.propose();
        let mut chosen = pairs(&proposal);
        let list: Vec<_> = chosen.iter().copied().collect();
        if list.len() < 2 {
            continue;
        }
        let (mut one, mut other) = (list[dice.below(list.len())], list[dice.below(list.len())]);
        if one == other {
            continue;
        }
        chosen.remove(&one);
        chosen.remove(&other);
        std::mem::swap(&mut one.mentee, &mut other.mentee);
        chosen.extend([one, other]);
        found_out += usize::from(!case.judged(&chosen, &proposal).is_empty());
    }
    assert!(found_out > 400, "{found_out}");
}

#[test]
fn an_altered_input_is_found_out_where_it_matters() {
    let mut mattered = 0;
    for (case, mut dice) in cases() {
        let proposal = case.propose();
        let chosen = pairs(&proposal);
        for _ in 0..4 {
            let mut altered = case.clone();
            let [at, other] = [dice.below(case.people.len()), dice.below(case.people.len())];
            let field = ["goals", "specialty", "preferred_specialty", "region"][dice.below(4)];
            let answer = case.people[other].answers.get(field).unwrap().clone();
            altered.people[at].answers.insert(field, answer);
            if altered.propose().aims != proposal.aims {
                mattered += 1;
                assert_ne!(altered.judged(&chosen, &proposal), [], "{altered:#?}");
            }
        }
    }
    assert!(mattered > 300, "{mattered}");
}

#[test]
fn a_proof_of_less_than_was_asked_is_none() {
    let of_number = |stage: &Stage| stage.aims == [(Aim::Pairs, 1)];
    for (case, mut dice) in cases() {
        let mut proposal = case.propose();
        let chosen = pairs(&proposal);
        let at = dice.below(proposal.proof.stages.len());
        let stage = proposal.proof.stages.remove(at);
        // The number of pairs is proved again in later stages, and where nobody has a price there is nothing to take away.
        if stage.prices.is_empty() || of_number(&stage) && proposal.proof.stages.iter().any(of_number) {
            continue;
        }
        assert_ne!(case.judged(&chosen, &proposal), [], "without stage {at} of {case:#?}");
    }
}
