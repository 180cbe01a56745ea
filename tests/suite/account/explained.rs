//! Why these two, why not those, why nobody.

use serde_json::Value;

use super::cohort::{Directory, GOALS, LOT};

fn explain(directory: &Directory, arguments: &[&str]) -> Value {
    let ran = directory.done(&[&["explain", "--format", "json"], arguments].concat());
    serde_json::from_str(&ran.out).unwrap()
}

fn sentences(shown: &Value) -> String {
    let list = shown["explanation"]["sentences"].as_array().unwrap();
    list.iter().map(|said| said.as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

/// A fraction such as `3/44`.
fn fraction(value: &Value) -> (u64, u64) {
    let (ways, all) = value.as_str().unwrap().split_once('/').unwrap();
    (ways.parse().unwrap(), all.parse().unwrap())
}

#[test]
fn a_pair_has_its_points_and_the_next_best_for_each() {
    let directory = Directory::new("goals", GOALS);
    directory.done(&["match"]);
    for pair in directory.made(1) {
        let (mentor, mentee) = pair.split_once('-').unwrap();
        let shown = explain(&directory, &[mentor]);
        assert_eq!(shown, explain(&directory, &[mentee, mentor]));
        let points: u64 = shown["criteria"].as_array().unwrap().iter().map(|gain| gain["points"].as_u64().unwrap()).sum();
        let row = directory.read(&format!("facts/pairs/{pair}.csv")).lines().nth(1).unwrap().to_owned();
        assert_eq!(row.split(',').nth(6).unwrap(), points.to_string(), "{row}");
        let others = shown["alternatives"].as_array().unwrap();
        let of = |person: &str| others.iter().filter(|other| other["person"] == person).count();
        assert_eq!((of(mentor), of(mentee)), (4, 5), "everybody else of the other side");
        let scores: Vec<u64> = others.iter().filter(|o| o["person"] == mentor).map(|o| o["score"].as_u64().unwrap()).collect();
        assert!(scores.is_sorted_by(|a, b| a >= b), "the best first: {scores:?}");
    }
}

#[test]
fn a_forbidden_pair_is_told_with_every_veto() {
    let directory = Directory::new("random", LOT);
    directory.done(&["match"]);
    let rule = sentences(&explain(&directory, &["Amal Reed", "Gwen Tarn"]));
    assert!(rule.contains("Amal Reed and E") && rule.contains("may not be paired: both gave the same answer: region."), "{rule}");
    directory.done(&["conflict", "add", "Amal Reed", "Hugh Beck", "--reason", "knows"]);
    directory.done(&["match", "--fresh", "--seed", "8"]);
    let declared = sentences(&explain(&directory, &["Hugh Beck", "Amal Reed"]));
    assert!(declared.contains("may not be paired: a declared conflict of interest (knows)."), "{declared}");
}

#[test]
fn chances_of_everybody_add_up() {
    let directory = Directory::new("random", LOT);
    directory.done(&["match"]);
    for mentee in ["E01", "E02", "E03", "E04", "E05"] {
        let shown = explain(&directory, &[mentee]);
        let (own, all) = fraction(&shown["explanation"]["chance"]);
        let others = shown["alternatives"].as_array().unwrap().iter().filter(|other| other["person"] == mentee);
        let ways: u64 = own + others.map(|other| fraction(&other["chance"]).0).sum::<u64>();
        assert_eq!(ways, all, "{mentee} had a pair in every pairing");
    }
    let table = directory.done(&["explain", "E01"]).out;
    assert!(table.contains(" %") && table.contains("were paired by lot, with seed 7"), "{table}");
}

#[test]
fn somebody_without_a_pair_learns_who_took_whom() {
    let directory = Directory::new("goals", GOALS);
    directory.done(&["match"]);
    let waiting = directory.read("waiting-list.csv").lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
    let shown = explain(&directory, &[&waiting]);
    assert!(sentences(&shown).contains("has no pair: "), "{shown}");
    let others = shown["alternatives"].as_array().unwrap();
    assert!(others.len() == 5 && others.iter().all(|other| other["paired_with"].is_string()), "{shown}");
}

/// Three mentees who may be paired with two mentors only.
fn obstructed() -> Directory {
    let directory = Directory::new("random", "");
    let mentors = ["Chidi Marsh", "Devi Stone", "Esra Fell", "Femi Brook"];
    let row = |mentor: &str| ["Gwen Tarn", "Hugh Beck", "Iona Lock"].map(|mentee| format!("{mentor},{mentee}\n")).concat();
    directory.write("conflicts.csv", &format!("mentor,mentee\n{}", mentors.map(row).concat()));
    directory.done(&["import"]);
    directory.done(&["conflict", "import", "conflicts.csv"]);
    directory
}

#[test]
fn a_group_with_too_few_partners_is_named_by_match_and_explain() {
    let directory = obstructed();
    let said = directory.done(&["match"]).err;
    let group = |said: &str| {
        assert!(said.contains("These 3 mentees ("), "{said}");
        assert!(said.contains("may only be paired with these 2 mentors: "), "{said}");
        for name in ["Gwen Tarn", "Hugh Beck", "Iona Lock", "Amal Reed", "Bola Hart"] {
            assert!(said.contains(name), "{name}: {said}");
        }
        assert!(said.contains("there would be 5 pairs.") && said.contains("1 mentor more, "), "{said}");
    };
    group(&said);
    let waiting = directory.read("waiting-list.csv");
    let mentee = waiting.lines().find(|line| line.starts_with('E')).unwrap().split(',').next().unwrap().to_owned();
    let shown = explain(&directory, &[&mentee]);
    group(&sentences(&shown));
    assert_eq!(shown["forbidden"].as_array().unwrap().len(), 4);
}

#[test]
fn lifting_what_is_named_mends_it() {
    let directory = obstructed();
    let said = directory.done(&["match", "--dry-run"]).err;
    let conflict = said.lines().find_map(|line| line.strip_prefix("Without the conflict ")).unwrap();
    let (mentor, mentee) = conflict.split_once(" with ").unwrap();
    let id = |text: &str| text.split(' ').next().unwrap().to_owned();
    directory.done(&["conflict", "remove", &id(mentor), &id(mentee)]);
    assert!(directory.done(&["match"]).err.contains("5 pairs, the maximum under these conflicts and rules"));
}

#[test]
fn without_what_was_read_it_is_told_by_the_answers_of_today() {
    let directory = Directory::new("goals", GOALS);
    directory.done(&["match"]);
    std::fs::remove_dir_all(directory.path("private/draws")).unwrap();
    let said = sentences(&explain(&directory, &["M01", "E01"]));
    assert!(said.contains("What matching 1 read cannot be had: ") && said.contains("by the answers of today"), "{said}");
    std::fs::remove_dir_all(directory.path("private")).unwrap();
    let ran = directory.run(&["explain", "M01"]);
    assert!(ran.status == 1 && ran.err.contains("no private folder"), "{}", ran.err);
}
