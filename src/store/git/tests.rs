//! What git is asked, against real repositories; passed over where git is not installed.

use std::fs;

use super::*;
use crate::store::layout;

/// A repository with a cohort directory one level down, or none where git is not installed.
fn repository() -> Option<(tempfile::TempDir, PathBuf)> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("autumn 2026");
    fs::create_dir_all(root.join("facts/people")).unwrap();
    fs::create_dir_all(root.join("private")).unwrap();
    fs::write(root.join(".gitignore"), layout::GITIGNORE).unwrap();
    git(folder.path(), &["init", "-q"]).then_some((folder, root))
}

fn git(folder: &Path, arguments: &[&str]) -> bool {
    let who = ["-c", "user.name=Lead", "-c", "user.email=lead@programme.example", "-c", "core.fsync=none"];
    Command::new("git").current_dir(folder).args(who).args(arguments).status().is_ok_and(|status| status.success())
}

fn write(root: &Path, path: &str, text: &str) {
    fs::write(root.join(path), text).unwrap();
}

fn places(kept: impl Iterator<Item = Result<Kept, Problem>>) -> Vec<(String, String)> {
    let text = |kept: Kept| (kept.place, String::from_utf8(kept.bytes).unwrap());
    let mut places: Vec<_> = kept.map(|kept| text(kept.unwrap())).collect();
    places.sort();
    places
}

#[test]
fn outside_a_repository_there_is_no_git() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(Git::of(folder.path()), None);
    assert_eq!(Git::of(&folder.path().join("absent")), None);
}

#[test]
fn a_repository_that_git_does_not_take_is_said() {
    let Some((folder, root)) = repository() else { return };
    assert_eq!(Git::silent(&root), None);
    fs::write(folder.path().join(".git/HEAD"), "").unwrap();
    assert_eq!(Git::silent(&root).map(|problem| problem.code), Some("git-silent"));
    assert_eq!(Git::silent(tempfile::tempdir().unwrap().path()), None);
}

#[test]
fn head_is_told_from_the_index_and_the_work_tree() {
    let Some((_folder, root)) = repository() else { return };
    let git_ = Git::of(&root).unwrap();
    let (path, person) = (layout::pairings(), layout::person_facts("M01".parse().unwrap()));
    write(&root, "pairings.csv", "one\n");
    assert_eq!(git_.head(&path), Ok(None), "no commit yet");
    assert!(git(&root, &["add", "."]) && git(&root, &["commit", "-qm", "Begin"]));
    write(&root, "pairings.csv", "two\n");
    assert!(git(&root, &["add", "."]));
    write(&root, "pairings.csv", "three\n");
    assert_eq!(git_.head(&path), Ok(Some(b"one\n".to_vec())));
    assert_eq!(git_.head(&person), Ok(None));
    let of = |places: Vec<(String, String)>| places.into_iter().find(|(place, _)| place.ends_with("pairings.csv")).unwrap();
    assert_eq!(of(places(git_.inspect().unwrap().staged().unwrap())), ("autumn 2026/pairings.csv".into(), "two\n".into()));
    assert_eq!(git_.uncommitted().unwrap(), ["autumn 2026/pairings.csv"]);
}

#[test]
fn history_remembers_what_was_removed_amended_stashed_and_said() {
    let Some((_folder, root)) = repository() else { return };
    let commit = |text: &str, message: &str, more: &[&str]| {
        write(&root, "pairings.csv", text);
        assert!(git(&root, &["add", "."]) && git(&root, &[&["commit", "-qm", message], more].concat()));
    };
    commit("removed secret\n", "Begin", &[]);
    commit("amended secret\n", "a spoken secret", &[]);
    commit("clean\n", "Tidy", &["--amend"]);
    write(&root, "pairings.csv", "stashed secret\n");
    assert!(git(&root, &["stash", "-q"]));
    assert!(git(&root, &["tag", "-a", "v1", "-m", "a tagged secret"]));
    let git_ = Git::of(&root).unwrap();
    let history = places(git_.inspect().unwrap().history().unwrap());
    for secret in ["removed secret", "amended secret", "a spoken secret", "stashed secret", "a tagged secret"] {
        assert!(history.iter().any(|(_, text)| text.contains(secret)), "{secret}");
    }
    assert!(!history.iter().any(|(_, text)| text.contains("lead@programme")), "who committed is no participant");
}

#[test]
fn a_history_with_a_hole_is_never_taken_for_a_clean_one() {
    let Some((folder, root)) = repository() else { return };
    write(&root, "pairings.csv", "something\n");
    assert!(git(&root, &["add", "."]) && git(&root, &["commit", "-qm", "Begin"]));
    let git = Git::of(&root).unwrap();
    for shard in fs::read_dir(folder.path().join(".git/objects")).unwrap() {
        fs::remove_dir_all(shard.unwrap().path()).unwrap();
    }
    fs::create_dir_all(folder.path().join(".git/objects/pack")).unwrap();
    let mut inspection = git.inspect().unwrap();
    assert!(inspection.history().unwrap().any(|kept| kept.is_err()));
    let found: Vec<_> = git.inspect().unwrap().staged().unwrap().collect();
    assert!(found.len() > 1 && found.iter().all(Result::is_err), "{found:?}");
    let is_missing = |kept: &Result<_, Problem>| kept.as_ref().is_err_and(|problem| problem.code == "missing-object");
    assert!(found.iter().any(is_missing), "{found:?}");
}

#[test]
fn private_files_are_ignored_and_views_are_not() {
    let Some((_folder, root)) = repository() else { return };
    fs::create_dir_all(root.join(".revmentor")).unwrap();
    let taken = |path: &RelPath| Git::would_take(&path.under(&root));
    assert_eq!(taken(&layout::register()), Ok(false));
    assert_eq!(taken(&layout::view_digests()), Ok(false));
    assert_eq!(taken(&layout::pairings()), Ok(true));
}

#[test]
fn every_kind_of_status_record_gives_its_path() {
    let ordinary = "1 .M N... 100644 100644 100644 1a2b 3c4d facts/with blank.csv";
    let unmerged = "u UU N... 100644 100644 100644 100644 1 2 3 facts/draws/002.toml";
    assert_eq!(status_path(ordinary).as_deref(), Some("facts/with blank.csv"));
    assert_eq!(status_path(unmerged).as_deref(), Some("facts/draws/002.toml"));
    assert_eq!(status_path("? new file").as_deref(), Some("new file"));
    assert_eq!(status_path("# branch.head main"), None);
}
