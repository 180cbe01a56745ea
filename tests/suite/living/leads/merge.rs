//! One history: what each lead did, what git made of it, and what is left when the directory is sound again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};

use super::VERBS;
use super::clash::clash;
use super::mend::mend;
use crate::living::acts::{KINDS, Kind, Lead, copy};
use crate::living::cohort::{Said, git, run_in, tree, try_git};

/// Two clones with the same private folder.
pub(super) struct Sides {
    _folder: tempfile::TempDir,
    one: PathBuf,
    two: PathBuf,
    /// A day after all that was done.
    later: String,
    what: String,
    apart: bool,
}

/// What came of a merge.
pub(super) struct Merge {
    /// The files of facts in which git found a conflict.
    pub(super) conflicts: Vec<String>,
    /// Whether the two leads wrote of no person in common.
    pub(super) apart: bool,
    /// What `check` found, by its codes, the views' aside.
    pub(super) codes: BTreeSet<String>,
    /// How many people were in two pairs.
    pub(super) doubled: usize,
    /// How many steps of mending there were.
    pub(super) steps: usize,
    /// How many rows of facts either side had recorded since the branch.
    pub(super) rows: usize,
}

/// Rows of facts with the files they stand in.
type Rows = BTreeSet<(String, String)>;

pub(super) fn rows(root: &Path) -> Rows {
    let of = |folder: &str| {
        let files = tree(&root.join("facts").join(folder), &[]);
        let name = |name: &str| format!("facts/{folder}/{name}");
        let rows = |(file, bytes): (String, Vec<u8>)| {
            let text = String::from_utf8(bytes).unwrap();
            text.lines().skip(1).map(|line| (name(&file), line.to_owned())).collect::<Vec<_>>()
        };
        files.into_iter().flat_map(rows).collect::<Vec<_>>()
    };
    [of("people"), of("pairs")].concat().into_iter().collect()
}

/// The people of whom rows tell.
fn people(rows: &Rows, base: &Rows) -> BTreeSet<String> {
    let file = |(file, _): &(String, String)| file.rsplit('/').next().unwrap().replace(".csv", "");
    rows.symmetric_difference(base).flat_map(|row| file(row).split('-').map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// Who is in two pairs that go on, by the rows alone.
fn doubled(root: &Path) -> BTreeMap<String, Vec<String>> {
    let mut pairs: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, bytes) in tree(&root.join("facts/pairs"), &[]) {
        let text = String::from_utf8(bytes).unwrap();
        let fact = |line: &str| line.split(',').nth(1).unwrap_or_default().to_owned();
        let last = text.lines().map(fact).rfind(|fact| ["paired", "ended", "resumed"].contains(&fact.as_str()));
        if last.as_deref().is_some_and(|fact| fact != "ended") {
            let pair = file.replace(".csv", "");
            pair.split('-').for_each(|person| pairs.entry(person.to_owned()).or_default().push(pair.clone()));
        }
    }
    pairs.retain(|_, of| of.len() > 1);
    pairs
}

/// The numbers of the draws that a directory has.
fn draws(root: &Path) -> BTreeSet<String> {
    tree(&root.join("facts/draws"), &[]).into_keys().collect()
}

impl Sides {
    pub(super) fn new(base: &Path, kind: Kind, seed: u64) -> Sides {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        let begin = kind.begins.parse::<NaiveDate>().unwrap() + Days::new(30 + seed % 60);
        let (before, drawn) = (rows(base), draws(base));
        let mut did = Vec::new();
        // The kinds of cohort take turns; each meets every clash.
        let clash = clash(base, usize::try_from(seed).unwrap() / KINDS.len());
        for ((root, salt), lines) in [(&one, 0), (&two, 1)].into_iter().zip(clash) {
            copy(base, root);
            let mut lead = Lead::at(root.clone(), kind, begin + Days::new(salt), seed * 2 + salt);
            for line in lines {
                did.push(format!("{salt}: {line} -> {}", lead.type_in(&line).status));
            }
            for _ in 0..=lead.throw(3) {
                let act = lead.act(&VERBS);
                // What is refused changes nothing; the rest is part of the history.
                did.push(format!("{salt}: {:?} -> {}", act.words, lead.run(&act.words).status));
                lead.wait(5);
            }
            git(root, &["add", "-A"]);
            git(root, &["commit", "-q", "--allow-empty", "-m", "a lead's work"]);
        }
        let both_drew = draws(&one) != drawn && draws(&two) != drawn;
        let shared = people(&rows(&one), &before).intersection(&people(&rows(&two), &before)).count() > 0;
        let later = (begin + Days::new(20)).to_string();
        let what = format!("{} seed {seed}: {did:#?}", kind.example);
        Sides { _folder: folder, one, two, later, what, apart: !shared && !both_drew }
    }

    /// Two clones in which the work is done.
    pub(super) fn of(folder: tempfile::TempDir, [one, two]: [PathBuf; 2], later: NaiveDate, what: String) -> Sides {
        Sides { _folder: folder, one, two, later: later.to_string(), what, apart: false }
    }

    /// The other lead takes the keyboard.
    pub(super) fn swap(&mut self) {
        std::mem::swap(&mut self.one, &mut self.two);
    }

    pub(super) fn run(&self, words: &[&str]) -> Said {
        let said = run_in(&self.one, &[words, &["--today", &self.later]].concat());
        Said { err: plain(&said.err), ..said }
    }

    pub(super) fn root(&self) -> &Path {
        &self.one
    }

    /// The clone of the other lead.
    pub(super) fn other(&self) -> &Path {
        &self.two
    }

    /// Merges, mends, and holds that nothing was lost.
    pub(super) fn merge(&self) -> Merge {
        let wanted: Rows = rows(&self.one).union(&rows(&self.two)).cloned().collect();
        git(&self.one, &["fetch", "-q", self.two.to_str().unwrap(), "HEAD"]);
        let before = git(&self.one, &["merge-base", "HEAD", "FETCH_HEAD"]);
        assert!(!before.is_empty());
        try_git(&self.one, &["merge", "-q", "--no-edit", "FETCH_HEAD"]);
        let conflicted = git(&self.one, &["diff", "--name-only", "--diff-filter=U"]);
        let conflicts: Vec<String> = conflicted.lines().filter(|file| file.starts_with("facts/")).map(str::to_owned).collect();
        self.refuses_markers(&conflicts);
        let mended = mend(self, &doubled);
        let now = rows(&self.one);
        let lost: Vec<_> =
            wanted.difference(&now).filter(|row| !mended.given_up.contains(&row.0) && !is_raised(row, &now)).collect();
        assert!(lost.is_empty(), "{}\nlost without a word: {lost:#?}", self.what);
        git(&self.one, &["add", "-A"]);
        git(&self.one, &["commit", "-q", "--allow-empty", "-m", "merged"]);
        let Sides { apart, .. } = *self;
        Merge { conflicts, apart, codes: mended.codes, doubled: mended.doubled, steps: mended.steps, rows: wanted.len() }
    }

    /// Every conflict that git left is named with its line, and no verb writes over it.
    fn refuses_markers(&self, conflicts: &[String]) {
        let before = tree(&self.one, &[".revmentor", ".git"]);
        for verb in ["check", "schedule", "status"].iter().filter(|_| !conflicts.is_empty()) {
            let said = self.run(&[verb]);
            assert_eq!(said.status, 2, "{}\n{verb}: {}", self.what, said.err);
            for file in conflicts {
                let text = fs::read_to_string(self.one.join(file)).unwrap();
                let line = text.lines().position(|line| line.starts_with("<<<<<<<")).unwrap() + 1;
                assert!(said.err.contains(&format!("{file}, line {line}")), "{}\n{verb}: {}", self.what, said.err);
            }
        }
        assert!(before == tree(&self.one, &[".revmentor", ".git"]), "{}: a refused verb has written", self.what);
    }

    pub(super) fn what(&self) -> &str {
        &self.what
    }
}

/// Whether a row that corrected nothing stands with the number of a correction by now, because the other lead's corrections did not know it.
fn is_raised((file, row): &(String, String), now: &Rows) -> bool {
    let number =
        |(other, raised): &(String, String)| (other == file).then(|| raised.strip_prefix(row.as_str()))?.map(str::to_owned);
    row.ends_with(',') && now.iter().filter_map(number).any(|number| number.parse::<u32>().is_ok())
}

/// Without colours.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut pieces = text.split('\u{1b}');
    plain.push_str(pieces.next().unwrap_or_default());
    pieces.for_each(|piece| plain.push_str(piece.split_once('m').map_or("", |(_, rest)| rest)));
    plain
}
