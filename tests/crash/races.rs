//! Two at once on the real disk: one writes, the other is told so, and nothing is lost between them.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use revmentor::parts::store::{Access, ChangeSet, Workspace, create, layout};

use crate::story::entry;

/// The variable by which a process of these tests is told to be the other one.
const ROLE: &str = "REVMENTOR_TEST_HOLDER";

fn cohort() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("autumn");
    let mut changes = ChangeSet::default();
    changes.put(layout::cohort_file(), "0");
    create(&root, changes, entry("init")).unwrap();
    (folder, root)
}

/// Adds one to the number in the file; `false` when somebody else is at work.
fn count_up(root: &Path) -> bool {
    let (mut workspace, _) = match Workspace::open(root, Access::Write) {
        Ok(opened) => opened,
        Err(refusal) => {
            assert_eq!(refusal.problems[0].code, "busy", "{refusal}");
            return false;
        }
    };
    let text = workspace.read(&layout::cohort_file()).unwrap().unwrap();
    let number: u32 = String::from_utf8(text).unwrap().parse().unwrap();
    let mut changes = ChangeSet::default();
    changes.put(layout::cohort_file(), (number + 1).to_string());
    changes.put(layout::pairings(), format!("{number}\n"));
    workspace.commit(changes, entry("match")).unwrap();
    true
}

#[test]
fn of_two_writers_each_either_counts_or_is_refused() {
    let (_folder, root) = cohort();
    let racer = || (0..100).filter(|_| count_up(&root)).count();
    let counted = std::thread::scope(|scope| {
        let racers = [scope.spawn(racer), scope.spawn(racer)];
        racers.into_iter().map(|racer| racer.join().unwrap()).sum::<usize>()
    });
    assert!(counted > 0);
    assert_eq!(std::fs::read_to_string(root.join("cohort.toml")).unwrap(), counted.to_string());
}

/// Not a test by itself: the other process, which holds the lock until it is killed.
#[test]
fn the_other_process() {
    let Some(root) = std::env::var_os(ROLE) else { return };
    let _held = Workspace::open(Path::new(&root), Access::Write).unwrap();
    std::fs::write(Path::new(&root).join("ready"), "").unwrap();
    std::thread::sleep(Duration::from_secs(60));
}

fn other_process(root: &Path) -> Child {
    let mut other = Command::new(std::env::current_exe().unwrap());
    other.args(["--exact", "races::the_other_process"]).env(ROLE, root).stdout(Stdio::null()).stderr(Stdio::null());
    let child = other.spawn().unwrap();
    while !root.join("ready").exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
    child
}

#[test]
fn a_killed_holder_leaves_no_lock() {
    let (_folder, root) = cohort();
    let mut child = other_process(&root);
    let refusal = Workspace::open(&root, Access::Write).err().unwrap();
    assert!(refusal.problems[0].message.contains(&format!("process {}", child.id())), "{refusal}");
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(count_up(&root), "the lock outlives its holder");
}
