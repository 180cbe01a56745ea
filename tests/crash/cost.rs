//! What a change costs: syncs are what takes time on a disk, and their number must not grow with the number of files.

use std::path::Path;

use revmentor::parts::store::{Access, ChangeSet, Workspace};

use crate::faulty::{Faulty, Plan};
use crate::story::{ROOT, Verb, entry, person};

/// The syncs and the operations of a command that adds, and another that replaces, so many files.
fn cost(files: u32) -> [(usize, usize); 2] {
    let disk = Verb::Commit.stage();
    ["joined", "withdrew"].map(|fact| {
        let faulty = Faulty::new(disk.clone(), Plan::Nothing);
        let (mut workspace, _) = Workspace::open_on(faulty.clone(), Path::new(ROOT), Access::Write).unwrap();
        let mut changes = ChangeSet::default();
        for number in 100..100 + files {
            changes.put(person(number), format!("on,fact\n2026-11-21,{fact}\n"));
        }
        assert_eq!(workspace.commit(changes, entry("import")).unwrap().changed.len(), files as usize);
        (faulty.syncs(), faulty.count())
    })
}

#[test]
fn four_hundred_files_need_no_more_syncs_than_ten() {
    for ((few_syncs, few), (many_syncs, many)) in cost(10).into_iter().zip(cost(400)) {
        assert_eq!((few_syncs, many_syncs), (5, 5));
        // Reading, comparing, trying, staging and placing a file: a fixed number of operations for each, nothing squared.
        assert!(many - few <= 390 * 12, "{} operations for 390 files more", many - few);
    }
}
