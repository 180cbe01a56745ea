//! A single file of facts that somebody deleted, where git does not hold it: what other files tell of it is put back by the command that is
//! printed, and what is lost is said. Where git holds it, git's command is printed.

use std::fs;

use super::cohort::{Cohort, Said, has_git};

/// A cohort without one file, and what `check` says of that.
fn without(file: impl Fn(&Cohort) -> String) -> (Cohort, String, Said) {
    let cohort = Cohort::matched();
    let file = file(&cohort);
    fs::remove_file(cohort.path(&file)).unwrap();
    let said = cohort.run("check");
    assert_eq!(said.status, 1, "{}", said.err);
    (cohort, file, said)
}

/// Runs the command that is printed after these words.
fn cure(cohort: &Cohort, said: &Said, before: &str) -> Said {
    let rest = said.err.split(before).find(|rest| rest.trim_start().starts_with("`revmentor "));
    let rest = rest.unwrap_or_else(|| panic!("no command behind {before:?} in {}", said.err));
    cohort.ok(rest.split('`').find_map(|part| part.strip_prefix("revmentor ")).unwrap())
}

fn is_content(cohort: &Cohort) {
    cohort.ok("build");
    let check = cohort.run("check");
    assert!(check.status == 0 && check.err.is_empty(), "{}", check.err);
    cohort.ok("verify");
    cohort.ok("match");
}

#[test]
fn somebody_whom_the_register_knows_joins_again() {
    for is_paired in [true, false] {
        let (cohort, file, said) = without(|cohort| {
            let pair = cohort.pairs()[0].clone();
            if !is_paired {
                // Without a pair nothing but the register tells of a mentor.
                cohort.ok(&format!("unpair {pair}"));
                fs::remove_file(cohort.path(&format!("facts/pairs/{pair}.csv"))).unwrap();
                fs::remove_file(cohort.path("facts/draws/001.toml")).unwrap();
                cohort.ok("build");
            }
            format!("facts/people/{}.csv", &pair[..3])
        });
        let cured = cure(&cohort, &said, "without one, ");
        assert!(cured.err.contains("what else was in this file is lost"), "{}", cured.err);
        assert!(cohort.read(&file).starts_with("on,fact,about,code\n2026-11-01,joined,,"), "{}", cohort.read(&file));
        is_content(&cohort);
    }
}

#[test]
fn a_pair_is_put_back_as_its_matching_made_it() {
    let (cohort, file, said) = without(|cohort| format!("facts/pairs/{}.csv", cohort.pairs()[0]));
    let pairs = cohort.pairs();
    let cured = cure(&cohort, &said, "without one, ");
    assert!(cured.err.contains("what was planned and reported of its meetings is lost"), "{}", cured.err);
    assert_eq!(cohort.pairs(), pairs);
    assert!(!cohort.read("meetings.csv").contains(&pairs[0]));
    assert!(cured.err.contains("schedule"), "{}", cured.err);
    cohort.ok("schedule");
    assert_eq!(cohort.read("meetings.csv").matches(&pairs[0]).count(), 6);
    assert!(cohort.read(&file).contains(",paired,"));
    is_content(&cohort);
}

#[test]
fn the_pairs_of_a_matching_without_a_record_count_as_taken_over() {
    let (cohort, _, said) = without(|_| "facts/draws/001.toml".to_owned());
    let pairs = cohort.pairs();
    let cured = cure(&cohort, &said, "without one, ");
    assert!(cured.err.contains("6 pairs count as taken over"), "{}", cured.err);
    assert_eq!(cohort.pairs(), pairs);
    is_content(&cohort);
}

#[test]
fn what_git_holds_is_taken_from_git() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    for words in [&["init", "-q", "-b", "main"][..], &["add", "-A"], &["commit", "-qm", "begin"]] {
        cohort.git(words);
    }
    let pair = cohort.pairs()[0].clone();
    for (file, verb) in [
        (format!("facts/people/{}.csv", &pair[..3]), "import"),
        (format!("facts/pairs/{pair}.csv"), "build"),
        ("facts/draws/001.toml".to_owned(), "build"),
    ] {
        fs::remove_file(cohort.path(&file)).unwrap();
        let said = cohort.run(verb);
        assert!(said.status != 0 && said.err.contains(&format!("`git checkout HEAD -- {file}`")), "{file}: {}", said.err);
        cohort.git(&["checkout", "HEAD", "--", &file]);
        assert_eq!(cohort.run("check").err.matches("error").count(), 0);
    }
}

/// While a merge waits the last commit has one side only: both are brought back.
#[test]
fn in_a_merge_both_sides_are_brought_back() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    let pairs = cohort.pairs();
    let add = |message: &str| {
        cohort.git(&["add", "-A"]);
        cohort.git(&["commit", "-qm", message]);
    };
    cohort.git(&["init", "-q", "-b", "main"]);
    cohort.write("notes.txt", "begin\n");
    add("begin");
    cohort.git(&["checkout", "-q", "-b", "other"]);
    cohort.ok(&format!("meeting held {} 1 --on 2026-11-20 --today 2026-11-21", pairs[0]));
    cohort.write("notes.txt", "theirs\n");
    add("theirs");
    cohort.git(&["checkout", "-q", "main"]);
    cohort.write("notes.txt", "ours\n");
    add("ours");
    let merged = std::process::Command::new("git").arg("-C").arg(cohort.root()).args(["merge", "-q", "other"]).output().unwrap();
    assert!(!merged.status.success(), "the notes conflict");
    let file = format!("facts/pairs/{}.csv", pairs[0]);
    let whole = cohort.read(&file);
    fs::remove_file(cohort.path(&file)).unwrap();
    let said = cohort.run("build").err;
    assert!(said.contains(&format!("`git checkout -- {file}`")) && !said.contains("checkout HEAD"), "{said}");
    cohort.git(&["checkout", "--", &file]);
    assert_eq!(cohort.read(&file), whole);
    assert!(whole.contains(",held,"));
    // What git would commit is damaged too: nothing brings it back, and nothing is said to.
    fs::remove_file(cohort.path(&file)).unwrap();
    cohort.git(&["add", "-A", "facts"]);
    let said = cohort.run("build").err;
    assert!(!said.contains("git checkout") && said.contains(&format!("`git log -p --all -- {file}`")), "{said}");
}

/// Where both sides wrote into the file, git merges it again.
#[test]
fn a_file_in_conflict_is_merged_again() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    let pair = cohort.pairs()[0].clone();
    let file = format!("facts/pairs/{pair}.csv");
    let record = |verb: &str| {
        cohort.ok(&format!("meeting {verb} {pair} 1 --today 2026-12-20"));
        cohort.git(&["add", "-A"]);
        cohort.git(&["commit", "-qm", verb]);
    };
    cohort.git(&["init", "-q", "-b", "main"]);
    cohort.git(&["add", "-A"]);
    cohort.git(&["commit", "-qm", "begin"]);
    cohort.git(&["checkout", "-q", "-b", "other"]);
    record("missed");
    cohort.git(&["checkout", "-q", "main"]);
    record("held");
    let merged = std::process::Command::new("git").arg("-C").arg(cohort.root()).args(["merge", "-q", "other"]).output().unwrap();
    assert!(!merged.status.success());
    fs::remove_file(cohort.path(&file)).unwrap();
    let said = cohort.run("build").err;
    assert!(said.contains(&format!("`git checkout --merge -- {file}`")), "{said}");
    cohort.git(&["checkout", "--merge", "--", &file]);
    assert!(cohort.read(&file).contains(",held,") && cohort.read(&file).contains(",missed,"));
}
