//! The promises of a workspace on the real disk. What happens when it fails at any point is tested in `tests/crash`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;

use super::workspace::Listing;
use super::*;
use crate::domain::problem::Refusal;
use crate::store::layout::{self, Folder, RelPath};

/// Files below a directory with their contents, without `.revmentor`.
type Tree = BTreeMap<String, Vec<u8>>;

fn tree(root: &Path) -> Tree {
    let mut tree = Tree::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            if path.is_dir() && name != layout::LOCAL {
                folders.push(path);
            } else if path.is_file() {
                tree.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    tree
}

fn entry(verb: &str) -> LogEntry {
    let on = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    LogEntry { verb: verb.into(), on, summary: format!("{verb} of M01") }
}

fn person(text: &str) -> RelPath {
    layout::person_facts(text.parse().unwrap())
}

fn set<const N: usize>(files: [(RelPath, &str); N]) -> ChangeSet {
    let mut changes = ChangeSet::default();
    for (path, text) in files {
        changes.put(path, text);
    }
    changes
}

/// A fresh cohort directory with a register and a fact.
fn cohort() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("autumn");
    let files = [
        (layout::cohort_file(), "[programme]\n"),
        (layout::register(), "id,name\n"),
        (layout::pairings(), "pair\n"),
        (person("M01"), "on,fact\n1,joined\n"),
    ];
    create(&root, set(files), entry("init")).unwrap();
    (folder, root)
}

fn open(root: &Path) -> Workspace {
    Workspace::open(root, Access::Write).unwrap().0
}

fn code(refusal: &Refusal) -> &'static str {
    refusal.problems[0].code
}

#[test]
fn a_new_directory_holds_the_files_and_the_private_folders() {
    let (_folder, root) = cohort();
    assert_eq!(tree(&root).len(), 4);
    assert!(layout::STANDING.iter().all(|folder| root.join(folder).is_dir()));
    assert_eq!(code(&create(&root, ChangeSet::default(), entry("init")).unwrap_err()), "not-empty");
}

#[test]
fn a_refused_init_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thesis.docx"), "x").unwrap();
    assert_eq!(code(&create(folder.path(), ChangeSet::default(), entry("init")).unwrap_err()), "not-empty");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let under_a_file = folder.path().join("thesis.docx/b");
    assert!(create(&under_a_file, ChangeSet::default(), entry("init")).is_err());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn the_folders_above_a_new_directory_are_made_and_taken_away_again_when_it_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    create(&folder.path().join("a/b/c"), set([(layout::cohort_file(), "")]), entry("init")).unwrap();
    assert!(folder.path().join("a/b/c/cohort.toml").is_file());
    // No system has names as long as this one.
    let too_long = folder.path().join("d/e").join("x".repeat(1000));
    assert!(create(&too_long, ChangeSet::default(), entry("init")).is_err() && !folder.path().join("d").exists());
}

#[test]
fn an_empty_repository_may_become_a_cohort() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join(".git")).unwrap();
    fs::create_dir_all(folder.path().join("private/surveys")).unwrap();
    create(folder.path(), set([(layout::cohort_file(), "")]), entry("init")).unwrap();
    assert!(folder.path().join("cohort.toml").is_file());
}

#[test]
fn only_what_differs_is_written_and_nothing_when_nothing_does() {
    let (_folder, root) = cohort();
    let untouched = fs::metadata(root.join("cohort.toml")).unwrap().modified().unwrap();
    let changes = set([(layout::cohort_file(), "[programme]\n"), (layout::pairings(), "pair\nM01-E01\n")]);
    let written = open(&root).commit(changes.clone(), entry("match")).unwrap();
    let kinds: Vec<String> = written.changed.iter().map(|d| format!("{} {}", d.kind, d.path)).collect();
    assert_eq!(kinds, ["changed pairings.csv"]);
    assert_eq!(fs::metadata(root.join("cohort.toml")).unwrap().modified().unwrap(), untouched);
    let records = || fs::read_dir(root.join(".revmentor/undo")).unwrap().count();
    assert_eq!(records(), 1);
    assert_eq!(open(&root).commit(changes.clone(), entry("match")).unwrap().changed, []);
    assert_eq!(records(), 1);
}

#[test]
fn difference_tells_without_writing() {
    let (_folder, root) = cohort();
    let before = tree(&root);
    let (workspace, _) = Workspace::open(&root, Access::Read).unwrap();
    let mut changes = set([(layout::meetings(), "x"), (layout::pairings(), "y")]);
    changes.remove(person("M01"));
    let kinds: Vec<String> = workspace.difference(&changes).unwrap().iter().map(|d| format!("{} {}", d.kind, d.path)).collect();
    assert_eq!(kinds, ["removed facts/people/M01.csv", "added meetings.csv", "changed pairings.csv"]);
    assert_eq!(tree(&root), before);
}

#[test]
fn undo_goes_back_step_by_step_to_the_same_bytes() {
    let (_folder, root) = cohort();
    let mut trees = vec![tree(&root)];
    let first = set([(layout::draw(1), "seed = 1\n"), (layout::draw_inputs(1, "people.csv").unwrap(), "Anna\n")]);
    let mut second = set([(layout::register(), "id,name\nM01,Anna\n")]);
    second.remove(person("M01"));
    for (verb, changes) in [("match", first), ("withdraw", second)] {
        open(&root).commit(changes.clone(), entry(verb)).unwrap();
        trees.push(tree(&root));
    }
    assert_eq!(open(&root).log().unwrap().iter().map(|l| l.entry.verb.clone()).collect::<Vec<_>>(), ["match", "withdraw"]);
    for verb in ["withdraw", "match"] {
        trees.pop();
        assert_eq!(open(&root).last_change().unwrap().entry.verb, verb);
        assert_eq!(open(&root).undo().unwrap().entry.verb, verb);
        assert_eq!(Some(&tree(&root)), trees.last());
    }
    assert!(!root.join("private/draws").exists() && !root.join("facts/draws").exists(), "folders that a change made go with it");
    assert_eq!(code(&open(&root).undo().unwrap_err()), "nothing-to-undo");
}

#[test]
fn undo_is_refused_over_later_edits() {
    let (_folder, root) = cohort();
    open(&root).commit(set([(layout::pairings(), "new\n")]), entry("match")).unwrap();
    fs::write(root.join("pairings.csv"), "by hand\n").unwrap();
    let before = tree(&root);
    assert_eq!(code(&open(&root).undo().unwrap_err()), "edited-since");
    assert_eq!(tree(&root), before);
}

#[test]
fn undo_is_refused_once_git_has_the_facts() {
    let (folder, root) = cohort();
    let git = |arguments: &[&str]| {
        let who = ["-c", "user.name=Lead", "-c", "user.email=lead@programme.example"];
        std::process::Command::new("git").current_dir(folder.path()).args(who).args(arguments).status().is_ok_and(|s| s.success())
    };
    if !git(&["init", "-q"]) {
        return;
    }
    open(&root).commit(set([(person("M01"), "on,fact\n1,joined\n2,withdrew\n")]), entry("withdraw")).unwrap();
    open(&root).last_change().unwrap();
    assert!(git(&["add", "."]) && git(&["commit", "-qm", "Withdraw"]));
    assert_eq!(code(&open(&root).undo().unwrap_err()), "committed");
}

#[test]
fn twenty_records_are_kept_and_erasing_keeps_none() {
    let (_folder, root) = cohort();
    for number in 0..25 {
        open(&root).commit(set([(layout::pairings(), &format!("{number}"))]), entry("match")).unwrap();
    }
    let numbers: Vec<u32> = open(&root).log().unwrap().iter().map(|logged| logged.number).collect();
    assert_eq!(numbers, (6..=25).collect::<Vec<u32>>());
    let removed = open(&root).purge_undo(|_, bytes| bytes == b"9").unwrap();
    assert_eq!((removed, open(&root).log().unwrap().len()), (2, 18), "9 stands before one change and after another");
    open(&root).commit_for_good(set([(layout::register(), "id,name\n")]), entry("erase")).unwrap();
    assert_eq!(open(&root).log().unwrap(), []);
}

#[test]
fn a_file_that_changed_since_it_was_read_stops_the_commit() {
    let (_folder, root) = cohort();
    let mut workspace = open(&root);
    workspace.read(&layout::cohort_file()).unwrap();
    fs::write(root.join("cohort.toml"), "edited\n").unwrap();
    let before = tree(&root);
    let refusal = workspace.commit(set([(layout::pairings(), "new\n")]), entry("match")).unwrap_err();
    assert_eq!((code(&refusal), tree(&root)), ("changed-meanwhile", before));
}

#[test]
fn a_workspace_can_commit_twice() {
    let (_folder, root) = cohort();
    let mut workspace = open(&root);
    for text in ["a", "b"] {
        workspace.read(&layout::pairings()).unwrap();
        workspace.commit(set([(layout::pairings(), text)]), entry("match")).unwrap();
    }
    assert_eq!(fs::read(root.join("pairings.csv")).unwrap(), b"b");
}

#[test]
fn a_view_that_the_program_did_not_write_shows() {
    let (_folder, root) = cohort();
    let unrecorded = || open(&root).unrecorded_views().unwrap().into_keys().collect::<Vec<_>>();
    assert_eq!(unrecorded(), [], "it is as it was written");
    fs::write(root.join("pairings.csv"), "by hand\n").unwrap();
    assert_eq!(unrecorded(), [layout::pairings()]);
    fs::remove_file(root.join("pairings.csv")).unwrap();
    assert_eq!(unrecorded(), []);
    open(&root).commit(set([(layout::pairings(), "again\n")]), entry("build")).unwrap();
    assert_eq!(unrecorded(), []);
}

#[test]
fn a_newer_format_is_refused_and_untouched() {
    let (_folder, root) = cohort();
    fs::write(root.join("facts/format"), format!("{}\n", layout::FORMAT + 1)).unwrap();
    fs::write(root.join(".revmentor/txn"), "anything").unwrap();
    for access in [Access::Read, Access::Write] {
        assert_eq!(code(&Workspace::open(&root, access).err().unwrap()), "newer-format");
    }
    assert_eq!(fs::read(root.join(".revmentor/txn")).unwrap(), b"anything");
    fs::write(root.join("facts/format"), "one\n").unwrap();
    assert_eq!(code(&Workspace::open(&root, Access::Read).err().unwrap()), "bad-format");
    fs::write(root.join("facts/format"), "1\r\n").unwrap();
    fs::write(root.join(".revmentor/txn"), "revmentor journal 7\nof tomorrow").unwrap();
    assert_eq!(code(&Workspace::open(&root, Access::Read).err().unwrap()), "newer-format");
}

#[test]
fn a_damaged_journal_is_put_aside_and_told() {
    let (_folder, root) = cohort();
    let before = tree(&root);
    fs::write(root.join(".revmentor/txn"), "revmentor journal 1\non ").unwrap();
    let (_, notes) = Workspace::open(&root, Access::Read).unwrap();
    assert_eq!((notes[0].code, tree(&root)), ("damaged-journal", before));
    assert_eq!(Workspace::open(&root, Access::Read).unwrap().1, []);
    open(&root).commit_for_good(ChangeSet::default(), entry("erase")).unwrap();
    assert!(!root.join(".revmentor/damaged").exists(), "it may hold what was erased");
    assert!(!root.join(".revmentor/holder").exists(), "whoever took the lock takes their name off it");
}

#[test]
fn a_second_writer_and_a_reader_are_told_who_is_at_work() {
    let (_folder, root) = cohort();
    let writer = open(&root);
    for access in [Access::Read, Access::Write] {
        let refusal = Workspace::open(&root, access).err().unwrap();
        let process = format!("process {}", std::process::id());
        assert!(code(&refusal) == "busy" && refusal.problems[0].message.contains(&process), "{refusal}");
        assert!(refusal.problems[0].message.contains(", since 2"), "{refusal}");
    }
    drop(writer);
    let readers = [Workspace::open(&root, Access::Read).unwrap(), Workspace::open(&root, Access::Read).unwrap()];
    let refusal = Workspace::open(&root, Access::Write).err().unwrap();
    assert!(refusal.problems[0].message.contains("only reading"), "{refusal}");
    drop(readers);
    open(&root);
}

#[test]
fn a_reader_makes_nothing_in_a_fresh_clone() {
    let (_folder, root) = cohort();
    fs::remove_dir_all(root.join(".revmentor")).unwrap();
    let (workspace, notes) = Workspace::open(&root, Access::Read).unwrap();
    assert_eq!(workspace.read(&layout::pairings()).unwrap().unwrap(), b"pair\n");
    assert!(notes.is_empty() && workspace.log().unwrap().is_empty() && !root.join(".revmentor").exists());
}

#[test]
fn a_writer_that_writes_nothing_leaves_nothing_in_a_fresh_clone() {
    let (_folder, root) = cohort();
    fs::remove_dir_all(root.join(".revmentor")).unwrap();
    let before = tree(&root);
    let mut workspace = open(&root);
    workspace.read(&layout::pairings()).unwrap();
    fs::write(root.join("pairings.csv"), "edited\n").unwrap();
    assert_eq!(code(&workspace.commit(set([(layout::pairings(), "x")]), entry("match")).unwrap_err()), "changed-meanwhile");
    assert!(root.join(".revmentor/lock").exists(), "the lock is held to the end");
    drop(workspace);
    fs::write(root.join("pairings.csv"), "pair\n").unwrap();
    assert!(tree(&root) == before && !root.join(".revmentor").exists());
    let mut workspace = open(&root);
    workspace.commit(set([(layout::pairings(), "pair\n")]), entry("build")).unwrap();
    drop(workspace);
    assert!(!root.join(".revmentor").exists(), "nothing was to do");
}

#[test]
fn a_lock_that_comes_and_goes_is_held_by_one_at_a_time() {
    use std::sync::atomic::{AtomicU32, Ordering};

    let (_folder, root) = cohort();
    fs::remove_dir_all(root.join(".revmentor")).unwrap();
    let (inside, had) = (AtomicU32::new(0), AtomicU32::new(0));
    let racer = || {
        for _ in 0..500 {
            let Ok((workspace, _)) = Workspace::open(&root, Access::Write) else { continue };
            assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "two writers at once");
            std::thread::yield_now();
            inside.fetch_sub(1, Ordering::SeqCst);
            had.fetch_add(1, Ordering::SeqCst);
            drop(workspace);
        }
    };
    std::thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(racer))));
    assert!(had.load(Ordering::SeqCst) > 0);
    assert!(!root.join(".revmentor").exists(), "{:?}", fs::read_dir(root.join(".revmentor")).map(Iterator::count));
}

#[test]
fn a_reader_cannot_write() {
    let (_folder, root) = cohort();
    let (mut workspace, _) = Workspace::open(&root, Access::Read).unwrap();
    assert_eq!(code(&workspace.commit(set([(layout::pairings(), "x")]), entry("match")).unwrap_err()), "opened-to-read");
    assert_eq!(code(&workspace.purge_undo(|_, _| true).unwrap_err()), "opened-to-read");
}

#[test]
fn a_listing_parts_the_layout_from_strangers() {
    let (_folder, root) = cohort();
    for stranger in ["m02.csv", "M02.csv.yours", ".DS_Store", "COM1.csv"] {
        fs::write(root.join("facts/people").join(stranger), "").unwrap();
    }
    fs::write(root.join("facts/people/M10.csv"), "").unwrap();
    let listing = open(&root).list(Folder::PeopleFacts).unwrap();
    assert_eq!(listing.files, [person("M01"), person("M10")]);
    assert_eq!(listing.strangers.len(), 4);
    assert_eq!(open(&root).list(Folder::Draws).unwrap(), Listing::default());
}

#[cfg(unix)]
mod on_unix;
