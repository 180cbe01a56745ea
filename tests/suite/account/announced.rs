//! A draw that is announced, committed and then drawn in public is shown to be unchosen; every way around that is refused or found.

use std::process::Command;

use super::cohort::{Directory, LOT};

const DRAW: [&str; 3] = ["match", "--public", "4 8 15 16 23 42"];

fn git(directory: &Directory, words: &[&str]) {
    let identity = ["-c", "user.name=Lead", "-c", "user.email=lead@deanery.example", "-c", "commit.gpgsign=false"];
    let status = Command::new("git").current_dir(directory.path(".")).args(identity).args(words).output().unwrap().status;
    assert!(status.success(), "git {words:?}");
}

fn commit(directory: &Directory) {
    git(directory, &["add", "-A", "--", "facts", "cohort.toml"]);
    git(directory, &["commit", "-q", "-m", "state"]);
}

/// A cohort with an announcement that is not committed yet.
fn announced(kind: &str, matching: &str) -> Directory {
    let directory = Directory::new(kind, matching);
    git(&directory, &["init", "-q"]);
    let said = directory.done(&["match", "--announce"]).err;
    assert!(said.contains("Next: commit facts/draws/001.toml"), "{said}");
    directory
}

fn refused(directory: &Directory, words: &[&str], code: &str) -> String {
    let ran = directory.run(words);
    assert!(ran.status != 0 && ran.err.contains(code), "{words:?} {code}: {} {}", ran.status, ran.err);
    ran.err
}

#[test]
fn what_was_announced_and_committed_is_drawn_and_shown_to_be_unchosen() {
    for (kind, matching) in [("random", LOT), ("goals", super::cohort::GOALS)] {
        let directory = announced(kind, matching);
        refused(&directory, &DRAW, "announcement-not-committed");
        commit(&directory);
        refused(&directory, &["match"], "announced");
        refused(&directory, &[&DRAW[..], &["--seed", "2"]].concat(), "not-as-announced");
        refused(&directory, &["match", "--announce"], "announced");
        directory.done(&DRAW);
        let (status, claims) = directory.verify();
        assert!(status == 0 && claims.iter().any(|claim| claim.starts_with("2 unchosen holds")), "{claims:#?}");
        commit(&directory);
        let (status, claims) = directory.verify();
        assert!(status == 0 && claims.iter().any(|claim| claim.starts_with("1 announcement holds")), "{claims:#?}");
        assert!(claims.iter().any(|claim| claim.starts_with("2 unchosen holds")), "{claims:#?}");
        assert!(directory.done(&["verify"]).out.contains("in commit "));
    }
}

#[test]
fn a_change_since_is_named() {
    let directory = announced("random", LOT);
    commit(&directory);
    directory.done(&["conflict", "add", "M01", "E02"]);
    let said = refused(&directory, &DRAW, "not-as-announced");
    assert!(said.contains("M01-E02 is forbidden now and was not announced"), "{said}");
}

#[test]
fn without_an_announcement_a_public_draw_is_repeatable_only() {
    let directory = Directory::new("random", LOT);
    directory.done(&DRAW);
    let (status, claims) = directory.verify();
    let said = "1 unchosen unchecked: repeatable, not shown to be unchosen: it was not announced";
    assert!(status == 0 && claims.contains(&said.to_owned()), "{claims:#?}");
}

#[test]
fn a_retracted_announcement_stays_listed_and_counts_no_more() {
    let directory = announced("random", LOT);
    commit(&directory);
    directory.done(&["match", "--announce", "--retract"]);
    refused(&directory, &["match", "--announce", "--retract"], "not-announced");
    directory.done(&DRAW);
    let claims = directory.verify().1;
    assert!(claims.iter().any(|claim| claim.starts_with("1 announcement")), "{claims:#?}");
    assert!(claims.iter().any(|claim| claim.starts_with("2 unchosen unchecked: repeatable")), "{claims:#?}");
}

#[test]
fn an_announcement_that_was_changed_or_committed_late_is_found() {
    let directory = announced("random", LOT);
    commit(&directory);
    directory.done(&DRAW);
    commit(&directory);
    directory.edit("facts/draws/001.toml", "seed = \"7\"", "seed = \"8\"");
    let (status, claims) = directory.verify();
    assert!(status == 1 && claims.iter().any(|claim| claim.starts_with("2 unchosen contradicted")), "{claims:#?}");
    let said = refused(&directory, &["verify"], "[announcement]");
    assert!(said.contains("[unchosen]"), "{said}");
}

/// The pairs of the draw that would be made with this spelling of the numbers.
fn pairs_with(directory: &Directory, numbers: &str) -> String {
    directory.done(&["match", "--public", numbers, "--dry-run", "--format", "csv"]).out
}

#[test]
fn no_spelling_of_the_numbers_makes_another_pairing() {
    let directory = announced("random", LOT);
    commit(&directory);
    let pairs = pairs_with(&directory, "4 8 15 16 23 42");
    for numbers in ["42 23 16 15 8 4", " 4,8, 15;16\t23  42 ", "04 08 15 16 23 42.", "4-8-15-16-23-42"] {
        assert_eq!(pairs_with(&directory, numbers), pairs, "{numbers:?}");
    }
    for numbers in ["1,234 5", " . "] {
        refused(&directory, &["match", "--public", numbers], "public-form");
    }
    directory.done(&["match", "--public", "lottery 4 8"]);
    let claims = directory.verify().1;
    assert!(
        claims.iter().any(|claim| claim.starts_with("2 unchosen unchecked") && claim.contains("not numbers alone")),
        "{claims:#?}"
    );
}

fn unchosen(directory: &Directory, number: u32) -> String {
    let claims = directory.verify().1;
    let found = claims.iter().find(|claim| claim.starts_with(&format!("{number} unchosen ")));
    found.cloned().unwrap_or_else(|| format!("{claims:#?}"))
}

#[test]
fn a_draw_made_again_on_one_announcement_leaves_a_trace() {
    let directory = announced("random", LOT);
    commit(&directory);
    directory.done(&DRAW);
    refused(&directory, &["undo"], "announced-draw");
    commit(&directory);
    git(&directory, &["revert", "--no-edit", "HEAD"]);
    directory.done(&["match", "--public", "4 4 4"]);
    let said = unchosen(&directory, 2);
    assert!(said.contains("unchecked") && said.contains("drawn before") && said.contains("4 8 15 16 23 42"), "{said}");
}

#[test]
fn announcements_that_left_the_record_are_listed_and_the_choice_among_them_is_said() {
    let directory = announced("random", LOT);
    commit(&directory);
    directory.done(&["match", "--announce", "--retract"]);
    commit(&directory);
    directory.edit("cohort.toml", "seed = 7", "seed = 5");
    directory.done(&["match", "--announce"]);
    commit(&directory);
    git(&directory, &["revert", "--no-edit", "HEAD"]);
    git(&directory, &["revert", "--no-edit", "HEAD~2"]);
    directory.done(&DRAW);
    let (_, claims) = directory.verify();
    assert!(
        claims.iter().any(|claim| claim.starts_with("2 announcement unchecked") && claim.contains("taken out")),
        "{claims:#?}"
    );
    let said = unchosen(&directory, 2);
    assert!(said.contains("unchecked") && said.contains("put back") && said.contains("was newer"), "{said}");
}

#[test]
fn a_matching_without_numbers_after_an_announced_draw_is_said_to_be_unshown() {
    let directory = announced("random", LOT);
    commit(&directory);
    directory.done(&DRAW);
    commit(&directory);
    let said = directory.done(&["match", "--fresh", "--seed", "9"]).err;
    assert!(said.contains("not shown to be unchosen"), "{said}");
    assert!(unchosen(&directory, 3).contains("not shown to be unchosen"));
    let record = directory.read("facts/draws/002.toml");
    let line = record.lines().find(|line| line.starts_with("public = ")).unwrap();
    directory.edit("facts/draws/002.toml", &format!("{line}\n"), "");
    assert!(unchosen(&directory, 2).contains("contradicted"), "{}", unchosen(&directory, 2));
}

#[test]
fn where_the_pairs_cannot_be_made_again_nobody_is_told_that_they_were_unchosen() {
    let directory = announced("goals", super::cohort::GOALS);
    commit(&directory);
    directory.done(&DRAW);
    commit(&directory);
    std::fs::remove_dir_all(directory.path("private")).unwrap();
    let said = unchosen(&directory, 2);
    assert!(said.contains("unchecked") && said.contains("was not checked here"), "{said}");
}
