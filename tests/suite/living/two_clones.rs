//! Two leads' clones of one repository, each with the private folder, and what both do with git.

use std::path::{Path, PathBuf};

use super::acts::copy;
use super::cohort::{Cohort, Said, git, run_in, try_git};

/// The clones; `one` is where a merge is made.
pub(super) struct Clones {
    _folder: tempfile::TempDir,
    pub(super) one: PathBuf,
    pub(super) two: PathBuf,
}

impl Clones {
    /// Of a cohort that is committed with this.
    pub(super) fn of(cohort: &Cohort) -> Clones {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        for words in [&["init", "-q", "-b", "main"][..], &["add", "-A"], &["commit", "-q", "--allow-empty", "-m", "begin"]] {
            cohort.git(words);
        }
        for root in [&one, &two] {
            copy(cohort.root(), root);
        }
        Clones { _folder: folder, one, two }
    }

    /// Each types what is theirs and commits; the first takes the second's work and builds. Gives what `build` says.
    pub(super) fn part(&self, one: &[&str], two: &[&str]) -> String {
        for (root, lines) in [(&self.one, one), (&self.two, two)] {
            for line in lines {
                ok(root, line);
            }
            commit(root);
        }
        pull(&self.one, &self.two);
        let said = ok(&self.one, "build").err;
        commit(&self.one);
        said
    }
}

pub(super) fn ok(root: &Path, line: &str) -> Said {
    let said = run_in(root, &line.split(' ').collect::<Vec<_>>());
    assert_eq!(said.status, 0, "{line}\n{}{}", said.out, said.err);
    said
}

pub(super) fn commit(root: &Path) {
    git(root, &["add", "-A"]);
    git(root, &["commit", "-q", "--allow-empty", "-m", "a lead's work"]);
}

/// Merges what the other committed; a conflict is left as git leaves it.
pub(super) fn pull(root: &Path, other: &Path) {
    try_git(root, &["pull", "-q", "--no-rebase", "--no-edit", other.to_str().unwrap(), "main"]);
}

/// The command behind `revmentor` in a help, as it is printed.
pub(super) fn printed<'a>(said: &'a str, verb: &str) -> &'a str {
    let mut commands = said.split('`').filter_map(|part| part.strip_prefix("revmentor "));
    commands.find(|command| command.starts_with(verb)).unwrap_or_else(|| panic!("no {verb} in {said}"))
}
