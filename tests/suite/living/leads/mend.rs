//! A lead who reads what `check` says after a merge and does that, step by step, until it says nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::merge::Sides;
use crate::living::cohort::try_git;

/// How many steps a lead has the patience for.
const PATIENCE: usize = 60;

/// What was done.
#[derive(Default)]
pub(super) struct Mended {
    pub(super) codes: BTreeSet<String>,
    pub(super) steps: usize,
    pub(super) doubled: usize,
    /// What was done, by the help that told of it.
    trail: Vec<String>,
    /// The files of which rows were given up, because a message asked for it or told of it.
    pub(super) given_up: BTreeSet<String>,
}

/// One error as it was told.
#[derive(Clone, Debug)]
struct Told {
    code: String,
    file: String,
    line: Option<usize>,
    help: String,
}

/// Does what the messages say until there are none. `doubled` tells who is in two pairs, by itself.
pub(super) fn mend(sides: &Sides, doubled: &impl Fn(&Path) -> BTreeMap<String, Vec<String>>) -> Mended {
    let mut mended = Mended::default();
    for _ in 0..PATIENCE {
        let said = sides.run(&["check"]);
        if said.status == 0 {
            return mended;
        }
        let told = told(&said.err);
        let is_view = |told: &Told| told.code.starts_with("view") || told.code == "conflict-marker";
        if !told.iter().any(is_view) {
            let twice = doubled(sides.root());
            mended.doubled = mended.doubled.max(twice.len());
            for (person, pairs) in twice {
                let named = |pair: &String| said.err.contains(pair.as_str());
                assert!(
                    pairs.iter().all(named),
                    "{}\n{person} is in {pairs:?}, and that is not named:\n{}",
                    sides.what(),
                    said.err
                );
            }
        }
        mended.codes.extend(told.iter().filter(|told| !is_view(told)).map(|told| told.code.clone()));
        let before = said.err.clone();
        step(sides, &told, &mut mended);
        mended.steps += usize::from(told.iter().any(|told| !told.code.starts_with("view")));
        assert!(sides.run(&["check"]).err != before, "{}\nthe advice does not help:\n{before}", sides.what());
    }
    panic!("{}\nstill not sound:\n{}", sides.what(), sides.run(&["check"]).err);
}

/// Types the first command that is printed as a cure, those of git before the program's own; nothing is ever done by hand.
fn step(sides: &Sides, told: &[Told], mended: &mut Mended) {
    let of_git = told.iter().find(|told| told.help.contains("`git checkout "));
    let with_a_verb = || told.iter().find(|told| told.help.contains("`revmentor "));
    let Some(first) = of_git.or_else(with_a_verb) else {
        panic!("{}\nno command is printed: {told:#?}\nafter {:#?}", sides.what(), mended.trail)
    };
    mended.trail.push(format!("{}: {}", first.file, first.help));
    assert!(
        mended.trail.len() < 2 * PATIENCE,
        "{}\none cure leads to the other: {}",
        sides.what(),
        mended.trail[..mended.trail.len().min(12)].join("\n")
    );
    let command = if of_git.is_some() { "`git " } else { "`revmentor " };
    let (_, typed) =
        if first.code == "edited-view" { first.help.rsplit_once(command) } else { first.help.split_once(command) }.unwrap();
    let words: Vec<&str> = typed.split('`').next().unwrap().split_whitespace().collect();
    if of_git.is_some() {
        let (ok, said) = try_git(sides.root(), &words);
        assert!(ok, "{}\ngit {words:?}: {said}", sides.what());
        return;
    }
    let said = sides.run(&words);
    let gives_up = ["superseded-pair", "merged-rows", "unrecorded-pair", "two-people"];
    for told in told_of(&said.err, "warning").into_iter().filter(|told| gives_up.contains(&told.code.as_str())) {
        mended.given_up.insert(told.file);
    }
    if said.status != 0 {
        let next = told_of(&said.err, "error");
        mended.trail.push(format!("{words:?}: {}", said.err));
        assert_ne!(next.first().map(|next| &next.help), Some(&first.help), "{}\n{words:?}: {}", sides.what(), said.err);
        step(sides, &next, mended);
    }
}

fn told(err: &str) -> Vec<Told> {
    told_of(err, "error")
}

/// The problems of a kind, read from what is shown.
fn told_of(err: &str, kind: &str) -> Vec<Told> {
    let begins = format!("{kind}[");
    let mut all: Vec<Told> = Vec::new();
    for line in err.lines() {
        if let Some((code, _)) = line.strip_prefix(&begins).and_then(|rest| rest.split_once("]: ")) {
            all.push(Told { code: code.into(), file: String::new(), line: None, help: String::new() });
        } else if let (Some(told), Some(place)) = (all.last_mut(), line.strip_prefix("--> ")) {
            let mut parts = place.split([',', ':']);
            parts.next().unwrap_or_default().clone_into(&mut told.file);
            told.line = parts.find_map(|part| part.trim().strip_prefix("line ")?.parse().ok());
        } else if let (Some(told), Some(help)) = (all.last_mut(), line.split_once("= help: ")) {
            help.1.clone_into(&mut told.help);
        } else if let Some(told) = all.last_mut().filter(|told| !told.help.is_empty() && line.starts_with("     ")) {
            told.help = format!("{} {}", told.help, line.trim());
        }
    }
    all
}
