//! Long random histories of changes, erasures and undos, now and then cut short, against a model that is nothing but a
//! stack of trees.

use std::path::Path;
use std::rc::Rc;

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use revmentor::parts::store::layout::{self, RelPath};
use revmentor::parts::store::{Access, ChangeSet, Workspace};

use crate::faulty::{Faulty, Plan};
use crate::memory::MemoryDisk;
use crate::story::{ROOT, Tree, Verb, entry, is_decided, person, tree};

/// How many changes can be taken back.
const KEPT: usize = 20;

/// The directory as it should be.
struct Model {
    now: Tree,
    earlier: Vec<Tree>,
}

impl Model {
    fn changed(&self, changes: &ChangeSet) -> Tree {
        let mut tree = self.now.clone();
        for (path, bytes) in changes.iter() {
            let name = format!("{ROOT}/{path}");
            match bytes {
                Some(bytes) => drop(tree.insert(name, bytes.to_vec())),
                None => drop(tree.remove(&name)),
            }
        }
        tree
    }

    fn advance(&mut self, new: Tree) {
        if new != self.now {
            self.earlier.push(std::mem::replace(&mut self.now, new));
            let excess = self.earlier.len().saturating_sub(KEPT);
            self.earlier.drain(..excess);
        }
    }
}

fn paths() -> [RelPath; 6] {
    let inputs = layout::draw_inputs(1, "people.csv").unwrap();
    [layout::pairings(), layout::register(), person(1), person(9), layout::draw(1), inputs]
}

fn some_changes(fate: &mut ChaCha8Rng) -> ChangeSet {
    let mut changes = ChangeSet::default();
    for path in paths() {
        match fate.random_range(0..6) {
            0 => changes.remove(path),
            1 | 2 => changes.put(path, vec![b'a' + fate.random_range(0..4); fate.random_range(0..3)]),
            _ => {}
        }
    }
    changes
}

fn open(disk: &Rc<MemoryDisk>) -> Workspace {
    Workspace::open_on(disk.clone(), Path::new(ROOT), Access::Write).unwrap().0
}

/// A commit that dies somewhere; the next opening decides what became of it.
fn cut_short(disk: &Rc<MemoryDisk>, model: &mut Model, fate: &mut ChaCha8Rng) {
    let changes = some_changes(fate);
    let dying = Faulty::new(disk.clone(), Plan::Kill(fate.random_range(0..250)));
    let done = Workspace::open_on(dying, Path::new(ROOT), Access::Write)
        .and_then(|(mut workspace, _)| workspace.commit(changes.clone(), entry("match")));
    // A journal that was retired just before the end counts as a change that was made, too.
    let new = model.changed(&changes);
    let made = done.is_ok() || is_decided(disk) || tree(disk) == new;
    drop(open(disk));
    if made {
        model.advance(new);
    }
}

#[test]
fn any_history_can_be_taken_back_to_where_it_began() {
    for seed in 0..60 {
        let mut fate = ChaCha8Rng::seed_from_u64(seed);
        let disk = Verb::Commit.stage();
        let mut model = Model { now: tree(&disk), earlier: Vec::new() };
        for step in 0..40 {
            match fate.random_range(0..10) {
                0..5 => {
                    let changes = some_changes(&mut fate);
                    open(&disk).commit(changes.clone(), entry("match")).unwrap();
                    let new = model.changed(&changes);
                    model.advance(new);
                }
                5 | 6 => cut_short(&disk, &mut model, &mut fate),
                7 if fate.random_range(0..4) == 0 => {
                    let changes = some_changes(&mut fate);
                    open(&disk).commit_for_good(changes.clone(), entry("erase")).unwrap();
                    model = Model { now: model.changed(&changes), earlier: Vec::new() };
                }
                _ => {
                    let earlier = model.earlier.pop();
                    assert_eq!(open(&disk).undo().is_ok(), earlier.is_some(), "seed {seed}, step {step}");
                    model.now = earlier.unwrap_or(model.now);
                }
            }
            assert_eq!(tree(&disk), model.now, "seed {seed}, step {step}");
            assert_eq!(open(&disk).log().unwrap().len(), model.earlier.len(), "seed {seed}, step {step}");
        }
        while let Some(earlier) = model.earlier.pop() {
            open(&disk).undo().unwrap();
            assert_eq!(tree(&disk), earlier, "seed {seed}");
        }
    }
}
