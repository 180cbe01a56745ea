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
