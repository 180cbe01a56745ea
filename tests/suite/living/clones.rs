//! A cohort directory in a second clone, after a pull, a merge and a checkout: every verb works there at once, and only what was
//! edited by hand is refused.

use std::fs;
use std::path::{Path, PathBuf};

use super::cohort::{Cohort, Said, git, has_git, run_in};

/// A matched cohort in git, its place in the repository, and a clone of it.
struct Cloned {
    first: Cohort,
    second: PathBuf,
    below: &'static str,
    _folder: tempfile::TempDir,
}

impl Cloned {
    fn new(below: &'static str) -> Cloned {
        let first = Cohort::matched();
        let top = first.path("..");
        let folder = tempfile::tempdir().unwrap();
        let repository = if below.is_empty() { first.root().to_path_buf() } else { top };
        for words in [&["init", "-q", "-b", "main"][..], &["add", "-A"], &["commit", "-qm", "begin"]] {
            git(&repository, words);
        }
        let clone = folder.path().join("clone");
        git(folder.path(), &["clone", "-q", repository.to_str().unwrap(), clone.to_str().unwrap()]);
        Cloned { first, second: clone.join(below), below, _folder: folder }
    }

    fn run(&self, line: &str) -> Said {
        run_in(&self.second, &line.split(' ').collect::<Vec<_>>())
    }

    fn ok(&self, line: &str) {
        let said = self.run(line);
        assert_eq!(said.status, 0, "{line} in {:?}\n{}{}", self.below, said.out, said.err);
    }
}

fn append(file: &Path, text: &str) {
    let before = fs::read_to_string(file).unwrap();
    fs::write(file, before + text).unwrap();
}

#[test]
fn a_clone_can_write_at_once() {
    if !has_git() {
        return;
    }
    for below in ["", "autumn"] {
        let cloned = Cloned::new(below);
        let pairs = cloned.first.pairs();
        append(&cloned.second.join("cohort.toml"), "\n# a word of the second lead's\n");
        cloned.ok(&format!("withdraw {}", &pairs[0][..3]));
        cloned.ok("check");
        git(&cloned.second, &["commit", "-qam", "one leaves"]);
        git(
            cloned.first.root(),
            &["pull", "-q", cloned.second.ancestors().nth(below.len().min(1)).unwrap().to_str().unwrap(), "main"],
        );
        cloned.first.ok(&format!("withdraw {}", &pairs[1][..3]));
        git(cloned.first.root(), &["checkout", "-q", "--", "."]);
        cloned.first.ok(&format!("withdraw {}", &pairs[2][..3]));
    }
}

#[test]
fn settings_that_changed_are_no_edit_of_a_view() {
    if !has_git() {
        return;
    }
    let cloned = Cloned::new("");
    let settings = cloned.second.join("cohort.toml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, text.replacen("cohort = \"", "cohort = \"The second ", 1)).unwrap();
    git(&cloned.second, &["commit", "-qam", "another name"]);
    cloned.ok(&format!("withdraw {}", &cloned.first.pairs()[0][..3]));
}

#[test]
fn an_edited_view_is_refused_in_a_clone_and_the_printed_cure_works() {
    if !has_git() {
        return;
    }
    for view in ["pairings.csv", "waiting-list.csv", "timeline.csv", "meetings.csv", "README.md"] {
        let cloned = Cloned::new("");
        append(&cloned.second.join(view), "M01,by hand\n");
        let line = format!("withdraw {}", &cloned.first.pairs()[0][..3]);
        for _ in ["edited", "edited and committed"] {
            let said = cloned.run(&line);
            assert_eq!((said.status, said.err.contains("edited-view")), (1, true), "{view}: {}", said.err);
            git(&cloned.second, &["commit", "--allow-empty", "-qam", "by hand"]);
        }
        assert!(cloned.run(&line).err.contains("`revmentor build`"), "{view}");
        cloned.ok("build");
        cloned.ok(&line);
    }
}

#[test]
fn views_of_a_merge_that_git_completed_are_no_edits() {
    if !has_git() {
        return;
    }
    let cloned = Cloned::new("");
    let pairs = cloned.first.pairs();
    cloned.first.ok(&format!("withdraw {}", &pairs[0][..3]));
    cloned.first.git(&["commit", "-qam", "one"]);
    cloned.ok(&format!("conflict add {} {}", &pairs[1][..3], &pairs[2][4..]));
    git(&cloned.second, &["commit", "-qam", "two"]);
    let second = cloned.second.display().to_string();
    super::cohort::try_git(cloned.first.root(), &["pull", "-q", "--no-rebase", "--no-edit", "-X", "ours", &second, "main"]);
    super::cohort::try_git(cloned.first.root(), &["checkout", "--ours", "."]);
    cloned.first.git(&["add", "-A"]);
    super::cohort::try_git(cloned.first.root(), &["commit", "-qm", "merge"]);
    cloned.first.ok(&format!("withdraw {}", &pairs[3][..3]));
    cloned.first.ok("check");
}

#[test]
fn a_refused_change_is_not_told_as_done() {
    let cohort = Cohort::matched();
    append(&cohort.path("pairings.csv"), "M01,by hand\n");
    let said = cohort.run(&format!("withdraw {}", &cohort.pairs()[0][..3]));
    assert_eq!(said.status, 1);
    assert!(said.out.is_empty() && !said.err.contains("leaves on"), "{}", said.err);
    assert!(said.err.ends_with("Nothing was written.\n"), "{}", said.err);
}

#[test]
fn a_cohort_inside_another_repository_is_judged_by_itself() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    let top = cohort.path("..");
    let name = "Anna Alder";
    let person = cohort.read("private/register.csv").lines().nth(1).unwrap().split(',').nth(2).unwrap_or(name).to_owned();
    fs::create_dir_all(top.join("private")).unwrap();
    fs::write(top.join("private/notes.txt"), format!("{person}\n")).unwrap();
    for words in [&["init", "-q", "-b", "main"][..], &["add", "-A"], &["commit", "-qm", "begin"]] {
        git(&top, words);
    }
    let said = cohort.ok("check");
    assert!(said.err.contains("no-hook") && said.err.ends_with("\n1 warning\n"), "{}", said.err);
    git(&top, &["commit", "-q", "--allow-empty", "-m", &format!("a word to {person}")]);
    assert_eq!(cohort.run("check --privacy").status, 0, "a commit that does not touch the cohort");
    append(&cohort.path("cohort.toml"), &format!("# {person}\n"));
    git(&top, &["commit", "-qam", "a word"]);
    assert_eq!(cohort.run("check --privacy").status, 1);
}
