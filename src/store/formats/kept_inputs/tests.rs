//! What was kept is read as it was, whatever stands in it.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::domain::answer::{Answer, Answers};
use crate::domain::id::PersonId;
use crate::domain::match_request::MatchParams;
use crate::domain::settings::{ConflictRule, Criterion, CriterionKind, MatchPolicy, Method, Objective, Scale};
use crate::domain::side::Kind;

fn params(text: &str, seed: u64) -> MatchParams {
    let text = || text.to_owned();
    let kinds = [
        CriterionKind::Overlap { field: text() },
        CriterionKind::Exchange { gives: text(), wants: "goals".into() },
        CriterionKind::Preference { wish: "preferred_place".into(), fact: text() },
        CriterionKind::Same { field: text() },
        CriterionKind::Different { field: text() },
        CriterionKind::Near { field: text(), scale: Scale::Numbers { span: 10 } },
        CriterionKind::Near { field: text(), scale: Scale::Order(vec![text(), "ST4".into()]) },
    ];
    MatchParams {
        draw: 7,
        algorithm: 2,
        kind: Kind::Reciprocal,
        policy: MatchPolicy {
            method: Method::Goals,
            objective: Objective::Fair,
            minimum_score: 250,
            criteria: kinds.into_iter().zip(1..).map(|(kind, weight)| Criterion { name: text(), weight, kind }).collect(),
            places: Some(16),
        },
        seed,
        public: Some(text()),
        allow_moves: true,
        fresh: false,
        rules: vec![ConflictRule { same: text() }],
    }
}

fn request(text: &str, list: Vec<String>, seed: u64) -> MatchRequest {
    let id = |text: &str| -> PersonId { text.parse().unwrap() };
    let pair = |text: &str| -> PairId { text.parse().unwrap() };
    let answers = Answers::from([("goals", Answer::List(list)), ("room", Answer::Text(text.to_owned()))]);
    let states = ConflictReason::ALL.iter().map(|(reason, _)| ConflictState::Declared(*reason));
    let states = states.chain(Doubt::ALL.iter().map(|(doubt, _)| ConflictState::Open(*doubt)));
    let states = states.chain([ConflictState::Dismissed, ConflictState::Removed]);
    let declared = states.zip(1..).map(|(state, n)| (pair(&format!("J{n}-S{n}")), state)).collect();
    let inputs = MatchInputs {
        people: vec![
            Person { id: id("J02"), answers: Answers::new() },
            Person { id: id("J10"), answers: answers.clone() },
            Person { id: id("S01"), answers },
        ],
        room: BTreeMap::from([(id("J10"), 2)]),
        precedence: BTreeSet::from([id("S01")]),
        declared,
        standing: BTreeMap::from([(pair("J02-S01"), true), (pair("J10-S02"), false)]),
    };
    MatchRequest { inputs, params: params(text, seed) }
}

fn named(files: BTreeMap<&'static str, String>) -> BTreeMap<String, String> {
    files.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

proptest! {
    #[test]
    fn what_was_written_is_read(text in "\\PC{1,8}|[;,\"\\\\=\n ]{1,4}", list in prop::collection::vec("\\PC{1,6}", 1..3), seed: u64) {
        let kept = request(&text, list, seed);
        prop_assert_eq!(read(&named(write(&kept)), "private/draws/007"), Ok(kept));
    }
}

#[test]
fn the_order_of_people_leaves_no_trace() {
    let one = request("a", vec!["b".into()], 1);
    let mut other = one.clone();
    other.inputs.people.reverse();
    assert_eq!(write(&one), write(&other));
}

#[test]
fn what_is_missing_or_spoilt_is_told_by_its_file() {
    let mut files = named(write(&request("a", vec!["b".into()], 1)));
    let spoilt = files["conflicts.csv"].replace("possible", "posible");
    files.insert("conflicts.csv".into(), spoilt);
    files.insert("settings.toml".into(), files["settings.toml"].replace("fair", "fare"));
    let told = read(&files, "private/draws/007").unwrap_err();
    let places: BTreeSet<&str> = told.iter().filter_map(|problem| problem.place.file.as_deref()).collect();
    assert_eq!(places, BTreeSet::from(["private/draws/007/conflicts.csv", "private/draws/007/settings.toml"]));
    assert!(told.iter().any(|problem| problem.code == "kept-settings"), "{told:?}");
    files.remove("people.csv");
    assert_eq!(read(&files, "private/draws/007").unwrap_err()[0].code, "missing-file");
}
