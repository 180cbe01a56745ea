//! The process dies at every single operation of every verb; and once more while the next command finishes the work.

use crate::faulty::{Faulty, Plan};
use crate::memory::MemoryDisk;
use crate::story::{Verb, is_decided, next_command};

/// Kills a verb at its `at`-th operation; `None` when it ended before.
fn killed(verb: Verb, from: &MemoryDisk, at: usize) -> Option<std::rc::Rc<MemoryDisk>> {
    let disk = from.fork();
    let faulty = Faulty::new(disk.clone(), Plan::Kill(at));
    let result = verb.run(faulty.clone());
    if !faulty.struck() {
        assert!(result.is_ok(), "{verb:?} fails by itself: {result:?}");
        return None;
    }
    Some(disk)
}

#[test]
fn killed_anywhere_the_directory_is_the_old_or_the_new_one() {
    for verb in Verb::ALL {
        let stage = verb.stage();
        let mut found = [0, 0];
        for at in 0.. {
            let Some(disk) = killed(verb, &stage, at) else { break };
            found[usize::from(next_command(verb, &disk, &format!("{verb:?} killed at {at}")))] += 1;
        }
        assert!(found[1] > 10, "{verb:?}: the kills reach past the decision: {found:?}");
        assert!(found[0] > 10 || verb == Verb::Recover, "{verb:?}: the kills begin before the decision: {found:?}");
    }
}

#[test]
fn killed_again_while_it_is_finished_it_is_finished_by_the_next() {
    for verb in [Verb::Create, Verb::Commit, Verb::Erase, Verb::Undo] {
        let stage = verb.stage();
        let states = (0..).map_while(|at| killed(verb, &stage, at)).filter(|disk| is_decided(disk));
        for (number, open) in states.enumerate().step_by(5) {
            for at in 0.. {
                let Some(disk) = killed(Verb::Recover, &open, at) else { break };
                let what = format!("{verb:?}, state {number}, killed again at {at}");
                assert!(next_command(verb, &disk, &what), "{what}: what was decided is taken back");
            }
        }
    }
}

#[test]
fn what_was_decided_is_finished_by_a_reader_and_said() {
    let disk = Verb::Recover.stage();
    let notes = Verb::Recover.run(disk.clone()).unwrap();
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0].code, "finished");
    assert_eq!(notes[0].message, "finished a `match` that was interrupted: match of 4");
    assert!(next_command(Verb::Commit, &disk, "finished by a reader"));
}
