//! A re-matching says of each pair what becomes of it and why, and what would have spared it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::cohort::Directory;

/// Three pairs, of which a new conflict ends one, and in which the two cannot simply change places with another pair.
fn chained() -> Directory {
    let directory = Directory::new("random", "");
    let mentees = ["Gwen Tarn", "Hugh Beck", "Iona Lock"];
    directory.write("private/surveys/mentors.csv", &first_lines(&directory.read("private/surveys/mentors.csv"), 4));
    directory.write("private/surveys/mentees.csv", &first_lines(&directory.read("private/surveys/mentees.csv"), 4));
    let pairs = ["Amal Reed", "Bola Hart", "Chidi Marsh"].iter().zip(mentees).map(|(a, b)| format!("{a},{b}\n"));
    directory.write("pairs.csv", &format!("mentor,mentee\n{}", pairs.collect::<String>()));
    directory.done(&["adopt", "pairs.csv"]);
    for (mentor, mentee) in [("Amal Reed", "Hugh Beck"), ("Chidi Marsh", "Gwen Tarn"), ("Amal Reed", "Gwen Tarn")] {
        directory.done(&["conflict", "add", mentor, mentee]);
    }
    directory
}

fn first_lines(text: &str, count: usize) -> String {
    text.split_inclusive('\n').take(count).collect()
}

#[test]
fn every_pair_is_told_with_what_becomes_of_it() {
    let directory = chained();
    let active = |directory: &Directory| -> BTreeSet<String> {
        let rows = directory.read("pairings.csv");
        rows.lines().filter(|row| row.contains(",active,")).map(|row| row[..7].to_owned()).collect()
    };
    let before = active(&directory);
    let shown: Value = serde_json::from_str(&directory.done(&["match", "--dry-run", "--format", "json"]).out).unwrap();
    let of = |change: &str| -> BTreeSet<String> {
        let rows = shown["pair_changes"].as_array().unwrap().iter().filter(|row| row["change"] == change);
        rows.map(|row| row["pair"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(active(&directory), before, "a dry run changes nothing");
    directory.done(&["match"]);
    let after = active(&directory);
    assert_eq!((of("ended"), of("made")), (&before - &after, &after - &before));
    assert_eq!(of("kept"), &before & &after);
    let why = |change: &str| {
        shown["pair_changes"].as_array().unwrap().iter().find(|row| row["change"] == change).unwrap()["why"].clone()
    };
    assert!(why("made").as_str().unwrap().contains(" was with "), "{shown}");
    let ended: Vec<&str> = shown["pair_changes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["change"] == "ended")
        .map(|row| row["why"].as_str().unwrap())
        .collect();
    assert_eq!(ended.iter().filter(|why| why.contains("a declared conflict of interest")).count(), 1, "{ended:?}");
    assert_eq!(ended.iter().filter(|why| why.contains("as few as possible change")).count(), 2, "{ended:?}");
}

#[test]
fn what_would_spare_the_moves_is_said_and_true() {
    let directory = chained();
    let said = directory.done(&["match", "--dry-run"]).err;
    assert!(said.contains("0 of 2 existing pairs kept, the maximum."), "{said}");
    assert!(said.contains("With one more mentor, none of them would change."), "{said}");
    let conflict = said.lines().find_map(|line| line.strip_prefix("Without the conflict of ")).unwrap();
    assert!(conflict.ends_with(", 1 instead of 2 would change."), "{conflict}");
    let (mentor, rest) = conflict.split_once(" with ").unwrap();
    let id = |text: &str| text.split([' ', ',']).next().unwrap().to_owned();
    directory.done(&["conflict", "remove", &id(mentor), &id(rest)]);
    let said = directory.done(&["match"]).err;
    assert!(said.contains("1 of 2 existing pairs kept"), "{said}");
}
