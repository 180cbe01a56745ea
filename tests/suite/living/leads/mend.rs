//! A lead who reads what `check` says after a merge and does that, step by step, until it says nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
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
                let named = |pair: &String| said.err.contains(&format!("facts/pairs/{pair}.csv"));
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

/// Does what the first message says; what is to be done by hand comes before what a verb does, since a verb is refused as long as
/// anything else stands in its way.
fn step(sides: &Sides, told: &[Told], mended: &mut Mended) {
    let by_hand = told.iter().find(|told| !told.help.contains("`revmentor ") || told.help.starts_with("keep one: take facts/"));
    let Some(first) = by_hand.or(told.first()) else { panic!("{}\nnothing is said", sides.what()) };
    mended.trail.push(format!("{}: {}", first.file, first.help));
    if first.help.contains("keep one of the two records whole") {
        try_git(sides.root(), &["checkout", "--ours", &first.file]);
    } else if first.code == "conflict-marker" {
        let marked: BTreeSet<&String> = told.iter().filter(|told| told.code == first.code).map(|told| &told.file).collect();
        marked.iter().filter(|file| !file.contains("draws")).for_each(|file| without_markers(&sides.root().join(file)));
    } else if first.help.starts_with("keep one: take facts/pairs/") {
        take_back(sides, first, told, mended);
    } else if first.help.contains("of the two rows") || first.help.starts_with("take this row away") {
        mended.given_up.insert(first.file.clone());
        take_row(&sides.root().join(&first.file), first.line);
    } else if let Some((_, verb)) = verb_of(first) {
        let words: Vec<&str> = verb.split('`').next().unwrap().split(' ').collect();
        let said = sides.run(&words);
        for told in told_of(&said.err, "warning").into_iter().filter(|told| told.code == "superseded-pair") {
            mended.given_up.insert(told.file);
        }
        if said.status != 0 {
            let next = told_of(&said.err, "error");
            assert_ne!(next.first().map(|next| &next.help), Some(&first.help), "{}\n{words:?}: {}", sides.what(), said.err);
            step(sides, &next, mended);
        }
    } else {
        panic!("{}\nwhat is to be done? {first:#?}\nafter {:#?}", sides.what(), mended.trail);
    }
}

/// The verb that a message names; of a view, the one that makes it anew.
fn verb_of(told: &Told) -> Option<(&str, &str)> {
    let command = "`revmentor ";
    if told.code == "edited-view" { told.help.rsplit_once(command) } else { told.help.split_once(command) }
}

/// Keeps the rows of both sides.
fn without_markers(file: &Path) {
    let text = fs::read_to_string(file).unwrap();
    let is_marker = |line: &&str| ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|marker| line.starts_with(marker));
    let lines: Vec<&str> = text.lines().filter(|line| !is_marker(line)).collect();
    fs::write(file, lines.join("\n") + "\n").unwrap();
}

/// Brings one of the two files that a message names back to before: the one of which another message says that the kept record
/// does not make it, else the second.
fn take_back(sides: &Sides, told: &Told, all: &[Told], mended: &mut Mended) {
    let files: Vec<&str> = told.help.split(' ').filter(|word| word.starts_with("facts/pairs/")).collect();
    let is_unmade = |file: &&&str| all.iter().any(|other| other.code == "known-draw" && other.file == **file);
    let file = *files.iter().find(is_unmade).unwrap_or(&files[1]);
    mended.given_up.insert(file.to_owned());
    match sides.before(file) {
        Some(text) => fs::write(sides.root().join(file), text).unwrap(),
        None => fs::remove_file(sides.root().join(file)).unwrap(),
    }
}

fn take_row(file: &Path, line: Option<usize>) {
    let text = fs::read_to_string(file).unwrap();
    let lines = text.lines().enumerate().filter(|(at, _)| Some(at + 1) != line).map(|(_, line)| line);
    fs::write(file, lines.collect::<Vec<_>>().join("\n") + "\n").unwrap();
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
