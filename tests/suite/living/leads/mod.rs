//! Two leads, one repository: each works on a branch of their own, git merges, and what cannot be true of both is named.
//!
//! The merge is git's own, with what `init` and `match` wrote into `.gitattributes`. Nothing that either lead recorded may be
//! lost unsaid; whatever is contradictory is mended by doing what the message says, and nothing else.

mod apart;
mod clash;
mod mend;
mod merge;
mod newcomers;

use std::collections::BTreeSet;
use std::fs;

use crate::effort::{tell, tries};
use crate::stories::{example, laid_out};

use super::acts::{KINDS, Kind};
use super::cohort::{git, has_git, run_in};
use merge::{Merge, Sides};

/// What a lead may do on a branch.
const VERBS: [&str; 25] = [
    "withdraw",
    "withdraw",
    "withdraw",
    "match",
    "match",
    "held",
    "held",
    "held",
    "missed",
    "move",
    "conflict",
    "conflict",
    "choose",
    "schedule",
    "reveal",
    "meetings-import",
    "choices-import",
    "undo",
    "rejoin",
    "unpair",
    "leave-later",
    "correct",
    "correct",
    "attend",
    "attend",
];

/// A repository with a cohort that has its pairs, and somebody who waits for a partner.
fn base(kind: Kind) -> tempfile::TempDir {
    let folder = laid_out(&example(kind.example));
    let said = run_in(folder.path(), &["match", "--today", kind.begins]);
    assert_eq!(said.status, 0, "{}", said.err);
    let pairs = fs::read_to_string(folder.path().join("pairings.csv")).unwrap();
    let partner = pairs.lines().nth(1).unwrap().split(',').nth(2).unwrap();
    assert_eq!(run_in(folder.path(), &["withdraw", partner, "--today", kind.begins]).status, 0);
    for words in [&["init", "-q", "-b", "main"][..], &["add", "-A"], &["commit", "-qm", "begin"]] {
        git(folder.path(), words);
    }
    folder
}

/// What came of many histories.
#[derive(Default)]
struct Tally {
    histories: usize,
    apart: usize,
    apart_and_clean: usize,
    conflicts: usize,
    contradictions: usize,
    doubled: usize,
    mended: usize,
    rows: usize,
    codes: BTreeSet<String>,
}

impl Tally {
    fn add(&mut self, merge: &Merge) {
        self.histories += 1;
        self.rows += merge.rows;
        self.conflicts += usize::from(!merge.conflicts.is_empty());
        self.apart += usize::from(merge.apart);
        self.apart_and_clean += usize::from(merge.apart && merge.conflicts.is_empty());
        self.contradictions += usize::from(!merge.codes.is_empty());
        self.doubled += usize::from(merge.doubled > 0);
        self.mended += usize::from(merge.steps > 0);
        self.codes.extend(merge.codes.iter().cloned());
    }

    fn tell(&self) {
        let Tally { histories, apart, apart_and_clean, conflicts, contradictions, doubled, mended, rows, codes } = self;
        tell(&format!(
            "{histories} histories, {rows} rows of facts, none lost; {conflicts} with a conflict in facts/; of {apart} in which no person \
             is shared {apart_and_clean} merge without one; {contradictions} contradictory ({doubled} with somebody in two pairs), \
             {mended} mended as the messages say: {codes:?}"
        ));
        assert!(*doubled > 0, "nobody was ever in two pairs");
        assert!(*apart > 0 && apart_and_clean * 100 >= apart * 95, "{apart_and_clean} of {apart}");
    }
}

#[test]
fn histories_of_two_leads_lose_nothing_and_name_what_cannot_be() {
    if !has_git() {
        tell("skipped, for want of git");
        return;
    }
    let mut tally = Tally::default();
    let bases = KINDS.map(base);
    for seed in 0..tries(9, 1000) {
        let at = seed % KINDS.len();
        let sides = Sides::new(bases[at].path(), KINDS[at], u64::try_from(seed).unwrap());
        tally.add(&sides.merge());
    }
    tally.tell();
}

/// A matching that was not kept loses its pairs; the next one may well make one of them again.
#[test]
fn a_pair_that_is_taken_away_and_made_again_stands() {
    let kind = KINDS[0];
    let folder = laid_out(&example(kind.example));
    let run = |verb: &str| run_in(folder.path(), &[verb, "--today", kind.begins]);
    assert_eq!(run("match").status, 0);
    let record = folder.path().join("facts/draws/001.toml");
    let pairs = fs::read_to_string(folder.path().join("pairings.csv")).unwrap();
    let pair = pairs.lines().nth(1).unwrap().split(',').next().unwrap();
    // As if this record had been kept and the one that made the pair had not.
    let kept = fs::read_to_string(&record).unwrap().replace(&format!("    \"{pair}\",\n"), "");
    fs::write(&record, kept).unwrap();
    let said = run("match");
    assert!(said.status == 0 && said.err.contains("superseded-pair"), "{}", said.err);
    assert!(
        fs::read_to_string(folder.path().join("pairings.csv")).unwrap().contains(&format!("{pair},")),
        "another pair is made"
    );
    let said = run("check");
    assert!(!said.err.contains("known-draw"), "{}", said.err);
    assert!(folder.path().join(format!("facts/pairs/{pair}.csv")).exists());
}
