//! The disk refuses an operation, once or for good: then either the change is made, or nothing is, or the command says that
//! the next one will finish it. It never says that all is well when it is not.

use std::collections::BTreeSet;

use revmentor::parts::store::layout;

use crate::faulty::{Faulty, Plan};
use crate::memory::MemoryDisk;
use crate::story::{ROOT, Verb, before_and_after, is_decided, next_command, tree};

/// EIO and ENOSPC as Linux numbers them; on another system they are other errors, which must do as well.
const ERRNOS: [i32; 2] = [5, 28];

#[test]
fn an_error_anywhere_is_never_taken_for_success() {
    for verb in Verb::ALL {
        let stage = verb.stage();
        for (errno, for_good) in ERRNOS.into_iter().flat_map(|errno| [(errno, false), (errno, true)]) {
            for at in 0.. {
                let disk = stage.fork();
                let faulty = Faulty::new(disk.clone(), Plan::Fail { at, errno, for_good });
                let result = verb.run(faulty.clone());
                let what = format!("{verb:?}, error {errno} at {at}, for good: {for_good}");
                let code = result.map(drop).map_err(|refusal| refusal.problems[0].code);
                judge(verb, (&stage, &disk), code, &what);
                next_command(verb, &disk, &what);
                if !faulty.struck() {
                    break;
                }
            }
        }
    }
}

fn judge(verb: Verb, (stage, disk): (&MemoryDisk, &MemoryDisk), result: Result<(), &str>, what: &str) {
    let (old, new) = before_and_after(verb);
    match result {
        Ok(()) => assert!(tree(disk) == new && !is_decided(disk), "{what}: success without the new state"),
        Err("unfinished") => {}
        Err(code) if verb == Verb::Recover => assert!(is_decided(disk), "{what}: {code}, but the change was given up"),
        Err(code) => {
            assert!(tree(disk) == old && !is_decided(disk), "{what}: {code}, but something was changed");
            // What cannot be taken away because the disk refuses for good is empty and stands in nobody's way.
            if !what.ends_with("true") {
                assert_eq!(folders(disk), folders(stage), "{what}: {code}, but folders are left");
            }
        }
    }
}

fn folders(disk: &MemoryDisk) -> BTreeSet<String> {
    let own = format!("{ROOT}/{}", layout::LOCAL);
    disk.folders().into_iter().filter(|folder| !folder.starts_with(&own)).collect()
}
