//! Two leads, one repository: each works on a branch of their own, git merges, and what cannot be true of both is named.
//!
//! The merge is git's own, with what `init` and `match` wrote into `.gitattributes`. Nothing that either lead recorded may be
//! lost unsaid; whatever is contradictory is mended by doing what the message says, and nothing else.

mod mend;
mod merge;

use std::collections::BTreeSet;

use crate::effort::{tell, tries};
use crate::stories::{example, laid_out};

use super::acts::{KINDS, Kind};
use super::cohort::{git, has_git, run_in};
use merge::{Merge, Sides};

/// What a lead may do on a branch.
const VERBS: [&str; 18] = [
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
];

/// A repository with a cohort that has its pairs.
fn base(kind: Kind) -> tempfile::TempDir {
    let folder = laid_out(&example(kind.example));
    let said = run_in(folder.path(), &["match", "--today", kind.begins]);
    assert_eq!(said.status, 0, "{}", said.err);
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
        assert!(apart_and_clean * 100 >= apart * 95, "{apart_and_clean} of {apart}");
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
