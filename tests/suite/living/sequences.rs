//! A hundred verbs in a row, by chance, over each kind of cohort. After each the directory is sound, a refusal has changed
//! nothing, and what was done can be taken back to the byte.

use std::collections::BTreeMap;

use super::acts::{Act, KINDS, Kind, Lead};
use super::cohort::{Said, git, has_git, tree};
use crate::effort::{is_heavy, is_picked, tell, tries};

const VERBS: &[&str] = &[
    "match",
    "match",
    "match",
    "withdraw",
    "withdraw",
    "rejoin",
    "rejoin",
    "unpair",
    "leave-later",
    "correct",
    "held",
    "held",
    "held",
    "missed",
    "move",
    "conflict",
    "conflict",
    "choose",
    "schedule",
    "schedule",
    "reveal",
    "calendar",
    "build",
    "undo",
    "import",
    "erase",
    "explain",
    "status",
    "verify",
    "log",
    "check",
    "meetings-import",
    "conflicts-import",
    "choices-import",
    "adopt",
    "hook",
    #[cfg(unix)]
    "seal",
    #[cfg(unix)]
    "unseal",
    #[cfg(unix)]
    "unseal",
];

/// The verbs that only look.
const READING: [&str; 5] = ["explain", "status", "verify", "log", "check"];

type Tree = BTreeMap<String, Vec<u8>>;

/// The verbs that `undo` does not take back.
const FINAL: [&str; 4] = ["undo", "erase", "calendar", "seal"];

/// Everything but the transaction's own files, git's and what the dice wrote.
fn look(lead: &Lead) -> Tree {
    let mut files = tree(&lead.root, &[".revmentor", ".git"]);
    // The lead's own views say what is next from the day of the last command.
    for file in ["private/of-chance.csv", "private/people.csv", "private/pairs.csv"] {
        files.remove(file);
    }
    files
}

/// What came of a life.
#[derive(Default)]
struct Life {
    done: usize,
    refused: usize,
    undone: usize,
}

fn live(kind: Kind, seed: u64, verbs: usize) -> Life {
    let mut lead = Lead::new(kind, seed);
    let mut life = Life::default();
    if seed.is_multiple_of(2) && has_git() {
        git(&lead.root, &["init", "-q"]);
    }
    let beginning = look(&lead);
    assert_eq!(lead.type_in("match").status, 0);
    for number in 0..verbs {
        lead.wait(4);
        let act = lead.act(VERBS);
        let before = look(&lead);
        let said = lead.run(&act.words);
        let what = format!("{} seed {seed}, verb {number} on {}: {:?}", kind.example, lead.today, act.words);
        let after = look(&lead);
        judge(&act, &said, &before, &after, &what);
        match said.status {
            0 => life.done += 1,
            _ => life.refused += 1,
        }
        // Before the first verb there was no view.
        if before != after && after != beginning {
            sound(&lead, &after, &what);
            if !FINAL.contains(&act.words[0].as_str()) && lead.throw(3) == 0 {
                there_and_back(&lead, &act, &before, &after, &what);
                life.undone += 1;
            }
        }
    }
    life
}

/// Whether a line ended as it should.
fn judge(act: &Act, said: &Said, before: &Tree, after: &Tree, what: &str) {
    let looks_only = READING.contains(&act.words[0].as_str());
    assert!(said.status <= 2, "{what} ends with {}", said.status);
    assert!(!act.is_wrong || said.status == 2, "{what} ends with {}:\n{}", said.status, said.err);
    if said.status != 0 || looks_only {
        assert!(before == after, "{what} ends with {} and has changed {:?}", said.status, changed(before, after));
    }
    if said.status != 0 && !looks_only {
        assert!(said.err.contains("error"), "{what} says nothing:\n{}", said.err);
        assert!(act.is_wrong || said.err.contains("help"), "{what} does not say what to do:\n{}", said.err);
    }
}

/// What `check` may find in a sound directory: a pair that was declared or adopted against a rule, until the next `match`.
const STANDING: [&str; 2] = ["error[forbidden-pair]", "error[rule-broken]"];

/// Whether the directory is what its facts say.
fn sound(lead: &Lead, now: &Tree, what: &str) {
    let check = lead.type_in("check");
    let mut errors = check.err.lines().filter(|line| line.contains("error["));
    let only_standing = errors.all(|line| STANDING.iter().any(|known| line.contains(known)));
    assert!(check.status <= 1 && only_standing, "{what}: check ends with {}:\n{}", check.status, check.err);
    let build = lead.type_in("build");
    assert!(build.err.contains("Nothing to do"), "{what}: build finds something to do:\n{}", build.err);
    assert!(look(lead) == *now, "{what}: build or check have written");
}

fn there_and_back(lead: &Lead, act: &Act, before: &Tree, after: &Tree, what: &str) {
    let undo = lead.type_in("undo");
    assert_eq!(undo.status, 0, "{what}: undo:\n{}", undo.err);
    assert!(look(lead) == *before, "{what}: undo leaves {:?}", changed(before, &look(lead)));
    assert_eq!(lead.run(&act.words).status, 0, "{what}: not again");
    assert!(look(lead) == *after, "{what}: comes out differently: {:?}", changed(after, &look(lead)));
}

fn changed<'a>(before: &'a Tree, after: &'a Tree) -> Vec<&'a String> {
    before.keys().chain(after.keys()).filter(|name| before.get(*name) != after.get(*name)).collect()
}

#[test]
fn a_hundred_verbs_in_a_row_leave_every_directory_sound() {
    let (lives, verbs, mut all_undone) = (tries(1, 30), if is_heavy() { 100 } else { 30 }, 0);
    for kind in KINDS.into_iter().filter(|kind| is_picked(kind.example)) {
        let mut sum = Life::default();
        for seed in 0..lives {
            let life = live(kind, u64::try_from(seed).unwrap(), verbs);
            sum.done += life.done;
            sum.refused += life.refused;
            sum.undone += life.undone;
        }
        let Life { done, refused, undone } = sum;
        all_undone += undone;
        tell(&format!(
            "{}: {lives} lives, {done} verbs done, {refused} refused, {undone} taken back and done again",
            kind.example
        ));
        assert!(done > refused / 2, "the dice do nothing");
    }
    assert!(all_undone > 0, "the dice take nothing back");
}
