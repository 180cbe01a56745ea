//! A draw by lot with words drawn in public can be repeated by anybody who has the record, the private folder or not.

use super::cohort::{Directory, LOT};

const WORDS: [&str; 2] = ["--public", "lottery of 21 November: 4 8 15 16 23 42"];

/// The first draw, a repair of it after a meeting was held, and no private folder.
fn clone() -> Directory {
    let directory = Directory::new("random", LOT);
    directory.done(&[&["match"], WORDS.as_slice()].concat());
    let made = directory.made(1);
    directory.done(&["meeting", "held", &made[1], "1", "--on", "2027-01-15", "--today", "2027-01-20"]);
    let (mentor, mentee) = made[0].split_once('-').unwrap();
    directory.done(&["conflict", "add", mentor, mentee]);
    directory.done(&[&["match", "--today", "2027-01-21"], WORDS.as_slice()].concat());
    assert!(directory.read("facts/draws/002.toml").contains(&format!("fixed = [\n    \"{}\",\n]", made[1])));
    assert_eq!(directory.verify().0, 0);
    std::fs::remove_dir_all(directory.path("private")).unwrap();
    directory
}

#[test]
fn the_record_alone_is_enough() {
    let directory = clone();
    let (status, claims) = directory.verify();
    assert_eq!(status, 0, "{claims:#?}");
    for claim in ["1 pairs", "2 pairs", "1 most-pairs", "2 fewest-changes", "2 permitted", "1 facts"] {
        assert!(claims.contains(&format!("{claim} holds: ")), "{claim}: {claims:#?}");
    }
    assert!(claims[0].starts_with("1 inputs unchecked"), "{claims:#?}");
    assert!(directory.done(&["verify"]).out.contains("the record alone, which is public"));
}

#[test]
fn without_public_words_a_clone_can_repeat_nothing() {
    let directory = Directory::new("random", LOT);
    directory.done(&["match"]);
    std::fs::remove_dir_all(directory.path("private")).unwrap();
    let (status, claims) = directory.verify();
    assert!(status == 0 && claims.contains(&"1 pairs unchecked: the private folder is not here".to_owned()), "{claims:#?}");
}

/// What is changed, and the claim that breaks.
type Tampering = (fn(&Directory), &'static str);

#[test]
fn what_is_changed_in_a_clone_is_found_too() {
    let tamperings: [Tampering; 3] = [
        (|d| d.edit("facts/draws/001.toml", "seed = \"7\"", "seed = \"8\""), "1 pairs contradicted"),
        (|d| d.edit("facts/draws/001.toml", "4 8 15", "4 8 16"), "1 pairs contradicted"),
        (|d| d.edit("facts/draws/002.toml", "kept = 3", "kept = 2"), "2 pairs contradicted"),
    ];
    for (tamper, claim) in tamperings {
        let directory = clone();
        tamper(&directory);
        let (status, claims) = directory.verify();
        assert!(status == 1 && claims.iter().any(|found| found.starts_with(claim)), "{claim}: {claims:#?}");
    }
    let directory = clone();
    directory.edit("facts/draws/002.toml", "fixed = ", "unfixed = ");
    let ran = directory.run(&["verify"]);
    assert!(ran.status == 2 && ran.err.contains("unknown field `unfixed`"), "a key that nobody knows: {}", ran.err);
}
