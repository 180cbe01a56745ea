//! A small cohort directory, and the ways in which a command changes it. Each way is known by the tree before and the tree
//! after; between them there must be nothing.

use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use chrono::NaiveDate;
use revmentor::parts::domain::{Problem, Refusal};
use revmentor::parts::store::layout::{self, RelPath};
use revmentor::parts::store::{Access, ChangeSet, Disk, LogEntry, Workspace, create_on};

use crate::faulty::{Faulty, Plan};
use crate::memory::MemoryDisk;

/// Where the cohort stands on the disk in memory; `init` makes both folders.
pub(crate) const ROOT: &str = "/home/deanery/autumn";

/// The files of the cohort with their contents, without those of the transaction.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// A way to change the directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    /// Makes the directory.
    Create,
    /// Changes, adds and removes files.
    Commit,
    /// The same, with every undo record gone afterwards.
    Erase,
    /// Takes the commit back.
    Undo,
    /// Opens the directory, with a commit decided but not in place.
    Recover,
}

impl Verb {
    pub(crate) const ALL: [Verb; 5] = [Verb::Create, Verb::Commit, Verb::Erase, Verb::Undo, Verb::Recover];

    /// Runs it.
    pub(crate) fn run(self, disk: Rc<dyn Disk>) -> Result<Vec<Problem>, Refusal> {
        let root = Path::new(ROOT);
        if self == Verb::Create {
            return create_on(&disk, root, first(), entry("init")).map(|written| written.notes);
        }
        let access = if self == Verb::Recover { Access::Read } else { Access::Write };
        let (mut workspace, mut notes) = Workspace::open_on(disk, root, access)?;
        notes.extend(match self {
            Verb::Commit => workspace.commit(second(), entry("match"))?.notes,
            Verb::Erase => workspace.commit_for_good(second(), entry("erase"))?.notes,
            Verb::Undo => workspace.undo()?.notes,
            Verb::Create | Verb::Recover => Vec::new(),
        });
        Ok(notes)
    }

    /// A disk on which it can be run, everything on it durable.
    pub(crate) fn stage(self) -> Rc<MemoryDisk> {
        let mut disk = MemoryDisk::with_folder(Path::new("/home"));
        if self == Verb::Create {
            return disk;
        }
        Verb::Create.run(disk.clone()).unwrap();
        match self {
            Verb::Create | Verb::Commit => {}
            Verb::Erase => tell_of_anna(&disk),
            Verb::Undo => drop(Verb::Commit.run(disk.clone()).unwrap()),
            Verb::Recover => disk = decided(&disk),
        }
        disk.settle();
        disk
    }
}

/// Two changes whose undo records hold a name.
fn tell_of_anna(disk: &Rc<MemoryDisk>) {
    let mut changes = ChangeSet::default();
    changes.put(layout::register(), "id,name\nM01,Anna Sample\n");
    for changes in [changes, first()] {
        let (mut workspace, _) = Workspace::open_on(disk.clone(), Path::new(ROOT), Access::Write).unwrap();
        workspace.commit(changes, entry("import")).unwrap();
    }
}

/// The disk with a commit that is decided, and nothing of it in place.
fn decided(disk: &MemoryDisk) -> Rc<MemoryDisk> {
    let killed = |at: usize| {
        let disk = disk.fork();
        Verb::Commit.run(Faulty::new(disk.clone(), Plan::Kill(at))).unwrap_err();
        disk
    };
    (0..1000).map(killed).find(|disk| is_decided(disk)).unwrap()
}

/// Whether a change is decided and not yet retired.
pub(crate) fn is_decided(disk: &MemoryDisk) -> bool {
    disk.files().contains_key(&format!("{ROOT}/{}/txn", layout::LOCAL))
}

/// The files that `init` makes.
pub(crate) fn first() -> ChangeSet {
    let mut changes = ChangeSet::default();
    changes.put(layout::cohort_file(), "[programme]\n");
    changes.put(layout::register(), "id,name\nM01,Anna Example\n");
    changes.put(layout::key(), [7; 32]);
    for view in layout::views() {
        changes.put(view, "header\n");
    }
    for number in 1..=4 {
        changes.put(person(number), format!("on,fact\n2026-11-0{number},joined\n"));
    }
    changes
}

/// What a matching that also loses a person makes of them: some changed, some new in new folders, some gone.
fn second() -> ChangeSet {
    let mut changes = first();
    for view in layout::views().into_iter().take(4) {
        changes.put(view, "header\nM01-E01,row\n");
    }
    changes.put(layout::draw(1), "seed = 1\n");
    changes.put(layout::draw_inputs(1, "people.csv").unwrap(), "M02,Bola Example\n");
    changes.put(layout::pair_facts("M02-E01".parse().unwrap()), "on,fact\n2026-11-21,paired\n");
    changes.put(layout::register(), "id,name\n");
    changes.remove(person(1));
    changes
}

/// A person's file.
pub(crate) fn person(number: u32) -> RelPath {
    layout::person_facts(format!("M{number}").parse().unwrap())
}

pub(crate) fn entry(verb: &str) -> LogEntry {
    LogEntry { verb: verb.into(), on: NaiveDate::from_ymd_opt(2026, 11, 21).unwrap(), summary: format!("{verb} of 4") }
}

/// The tree of a disk in memory.
pub(crate) fn tree(disk: &MemoryDisk) -> Tree {
    let own = format!("{ROOT}/{}/", layout::LOCAL);
    disk.files().into_iter().filter(|(path, _)| !path.starts_with(&own)).collect()
}

/// The tree with only the files of a change set.
pub(crate) fn tree_of(changes: &ChangeSet) -> Tree {
    changes.iter().filter_map(|(path, bytes)| Some((format!("{ROOT}/{path}"), bytes?.to_vec()))).collect()
}

/// The tree before a verb and the tree after it.
pub(crate) fn before_and_after(verb: Verb) -> (Tree, Tree) {
    match verb {
        Verb::Create => (Tree::new(), tree_of(&first())),
        Verb::Commit | Verb::Erase | Verb::Recover => (tree_of(&first()), tree_of(&second())),
        Verb::Undo => (tree_of(&second()), tree_of(&first())),
    }
}

/// The next command after a crash, of which the lead knows nothing: it must find the old tree or the new one, whole, make
/// up no version of a file, and be able to go on. Gives whether it found the new one.
pub(crate) fn next_command(verb: Verb, disk: &Rc<MemoryDisk>, what: &str) -> bool {
    let (old, new) = before_and_after(verb);
    let is_a_cohort = tree(disk).contains_key(&format!("{ROOT}/cohort.toml")) || is_decided(disk);
    if is_a_cohort {
        let opened = Workspace::open_on(disk.clone(), Path::new(ROOT), Access::Read);
        assert!(opened.is_ok(), "{what}: {}", opened.err().unwrap());
        let (_, notes) = opened.unwrap();
        assert!(notes.iter().all(|note| note.code == "finished"), "{what}: {notes:?}");
    }
    let now = tree(disk);
    assert!(now == old || now == new, "{what}: mixed: {:?}", now.keys());
    let is_new = now == new;
    if !is_new {
        let again = verb.run(disk.clone());
        assert!(again.is_ok() && tree(disk) == new, "{what}: cannot go on: {again:?}");
    }
    match verb {
        Verb::Erase => assert!(!tells(disk, b"Anna"), "{what}: an erased name is left"),
        Verb::Commit | Verb::Recover => {
            let undone = Verb::Undo.run(disk.clone());
            assert!(undone.is_ok() && tree(disk) == old, "{what}: cannot be taken back: {undone:?}");
        }
        Verb::Create | Verb::Undo => {}
    }
    is_new
}

/// Whether any file holds the text, those of the transaction included.
fn tells(disk: &MemoryDisk, text: &[u8]) -> bool {
    disk.files().values().any(|bytes| bytes.windows(text.len()).any(|window| window == text))
}
