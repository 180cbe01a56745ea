//! What git knows of the cohort directory, asked of the `git` program; nothing here changes a repository, but for the [`hook`].
//!
//! Never a shell, never a path that could be taken for an option, never the network. Everything works without git and
//! outside a repository: then there is no [`Git`].

mod commits;
pub(crate) mod hook;
mod kept;
mod objects;
mod pushed;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub(crate) use self::commits::Commit;
pub(crate) use self::kept::{Inspection, Kept};
use self::objects::Objects;
pub(crate) use self::pushed::Pushed;
use crate::domain::problem::{Place, Problem};
use crate::store::layout::RelPath;

/// The largest object that is looked into; a larger one is reported, not read.
const LARGEST: u64 = 64 << 20;

/// The code of what is too large to be looked into.
pub(crate) const TOO_LARGE: &str = "too-large";

/// The repository that a cohort directory stands in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Git {
    root: PathBuf,
    /// The path from the top of the work tree to the cohort directory: empty, or with a `/` at its end.
    prefix: String,
    /// The folder in which git looks for hooks.
    hooks: PathBuf,
    /// Whether the history was cut off when the repository was cloned.
    is_shallow: bool,
    /// The folder that all work trees of the repository share.
    common: PathBuf,
}

impl Git {
    /// The repository of a cohort directory; `None` when it is in none, or git is not installed.
    pub(crate) fn of(root: &Path) -> Option<Git> {
        let git = Git { root: root.to_path_buf(), ..Git::default() };
        // One process for all: to start one takes long on Windows.
        let what =
            ["--is-inside-work-tree", "--show-prefix", "--is-shallow-repository", "--git-common-dir", "--git-path", "hooks"];
        let answer = git.ask(["rev-parse", what[0], what[1], what[2], what[3], what[4], what[5]]).ok()?;
        let mut lines = answer.split(|byte| *byte == b'\n').map(<[u8]>::to_vec);
        if lines.next()? != b"true" {
            return None;
        }
        let prefix = String::from_utf8(lines.next()?).ok()?;
        let is_shallow = lines.next()? == b"true";
        let mut folder = || Some(root.join(String::from_utf8_lossy(&lines.next()?).as_ref()));
        let (common, hooks) = (folder()?, folder()?);
        Some(Git { prefix, hooks, is_shallow, common, ..git })
    }

    /// A warning where a repository is but git does not answer: it is not installed, or takes the repository for somebody
    /// else's. Then nobody can say what git holds.
    pub(crate) fn silent(root: &Path) -> Option<Problem> {
        let root = std::path::absolute(root).ok()?;
        let repository = root.ancestors().find(|folder| folder.join(".git").exists())?;
        if Git::of(&root).is_some() {
            return None;
        }
        let message = "a git repository is here, but git does not answer, so what it holds was not looked at";
        let problem = Problem::warning("git-silent", message).at(Place::file(repository.display().to_string()));
        Some(problem.help("run `git status` there: install git, or mend what it says"))
    }

    /// What HEAD holds of a file; `None` when HEAD does not hold it, or there is no commit yet.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn head(&self, path: &RelPath) -> Result<Option<Vec<u8>>, Problem> {
        Ok(self.heads([path])?.remove(path))
    }

    /// What HEAD holds of several files, without those that it does not hold; git is started once.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn heads<'p>(&self, paths: impl IntoIterator<Item = &'p RelPath>) -> Result<BTreeMap<RelPath, Vec<u8>>, Problem> {
        self.files_at("HEAD", paths)
    }

    /// What the commit from which the two sides of an unfinished merge come holds of a file in which git found a conflict; `None` where
    /// there is no such merge, or both sides added the file.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn merge_base(&self, path: &RelPath) -> Result<Option<Vec<u8>>, Problem> {
        Ok(self.files_at(":1", [path])?.remove(path))
    }

    /// What git would commit of a file now; `None` where it would commit none, or found a conflict in it.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn staged(&self, path: &RelPath) -> Result<Option<Vec<u8>>, Problem> {
        Ok(self.files_at(":0", [path])?.remove(path))
    }

    /// Which versions git keeps of a file with a conflict that is not settled yet: 1 the common one, 2 ours, 3 theirs; none without one.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn unmerged(&self, path: &RelPath) -> Result<Vec<u8>, Problem> {
        let answer = self.ask(["ls-files", "--unmerged", "--", path.as_str()])?;
        let stage = |line: &[u8]| Some(line.split(|byte| *byte == b'\t').next()?.last()? - b'0');
        Ok(answer.split(|byte| *byte == b'\n').filter_map(stage).collect())
    }

    /// Whether a file would be part of a commit of everything: it stands in the work tree, and git does not ignore it.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn would_take(file: &Path) -> Result<bool, Problem> {
        let Some(git) = file.parent().and_then(Git::of) else { return Ok(false) };
        let mut ask = git.command(["check-ignore", "--quiet", "--"]);
        let status = ask.arg(file).status().map_err(|error| failed(&error.to_string()))?;
        match status.code() {
            Some(answer @ (0 | 1)) => Ok(answer == 1),
            _ => Err(failed("check-ignore did not answer")),
        }
    }

    /// The files of the cohort directory that git would call changed, staged or unknown, from the top of the work tree.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn uncommitted(&self) -> Result<Vec<String>, Problem> {
        let answer = self.ask(["status", "--porcelain=v2", "-z", "--untracked-files=all", "--no-renames", "--", "."])?;
        Ok(records(&answer).filter_map(|record| status_path(&record)).collect())
    }

    /// The path from the top of the work tree to the cohort directory: empty, or with a `/` at its end.
    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Whether the cohort directory stands inside a larger repository.
    pub(crate) fn is_inside_another(&self) -> bool {
        !self.prefix.is_empty()
    }

    /// The top of the work tree.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn top(&self) -> Result<PathBuf, Problem> {
        let top = self.ask(["rev-parse", "--show-toplevel"])?;
        Ok(PathBuf::from(String::from_utf8_lossy(&top).trim_end_matches('\n')))
    }

    /// The branch that is checked out (`main` where none is), and every other reference in full.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn references(&self) -> Result<(String, Vec<String>), Problem> {
        let branch = self.ask(["symbolic-ref", "--quiet", "--short", "HEAD"]).unwrap_or_else(|_| b"main\n".to_vec());
        let branch = String::from_utf8_lossy(&branch).trim_end().to_owned();
        let references = self.ask(["for-each-ref", "--format=%(refname)"])?;
        let own = format!("refs/heads/{branch}");
        let others = String::from_utf8_lossy(&references).lines().filter(|name| *name != own).map(str::to_owned).collect();
        Ok((branch, others))
    }

    /// The servers and folders with which this clone exchanges commits, by name.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn remotes(&self) -> Result<Vec<String>, Problem> {
        let answer = self.ask(["remote"])?;
        Ok(String::from_utf8_lossy(&answer).lines().map(str::to_owned).collect())
    }

    /// Whether a merge, rebase, cherry-pick or revert waits to be finished.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn is_under_way(&self) -> Result<bool, Problem> {
        for part in ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply"] {
            let path = self.ask(["rev-parse", "--git-path", part])?;
            if self.root.join(String::from_utf8_lossy(&path).trim_end_matches('\n')).exists() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// With what comments begin in a message, or `auto`, where it is set; of several settings the last counts.
    pub(crate) fn sign_of_comments(&self) -> Option<String> {
        let set = self.ask(["config", "--get-regexp", r"^core\.comment(char|string)$"]).ok()?;
        let set = String::from_utf8_lossy(&set).lines().last()?.split_once(' ')?.1.to_owned();
        Some(set).filter(|sign| !sign.is_empty())
    }

    /// Where a linked work tree's cohort directory stands in the main work tree, if that has all of these in it; none in the main one.
    pub(crate) fn main_cohort(&self, with: &[&str]) -> Option<PathBuf> {
        let main = self.common.parent()?.join(&self.prefix);
        let is_other = !matches!((main.canonicalize(), self.root.canonicalize()), (Ok(main), Ok(here)) if main == here);
        (is_other && with.iter().all(|part| main.join(part).exists())).then_some(main)
    }

    /// The folder in which git looks for hooks.
    pub(crate) fn hooks(&self) -> &Path {
        &self.hooks
    }

    fn command<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&self, arguments: I) -> Command {
        let mut git = Command::new("git");
        // In a hook of a linked work tree git names its folder and takes this folder for the top of the work tree.
        git.current_dir(&self.root)
            .env_remove("GIT_DIR")
            .env_remove("GIT_WORK_TREE")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_NO_LAZY_FETCH", "1")
            // What was replaced is still kept.
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("LC_ALL", "C")
            .stderr(Stdio::null())
            .args(arguments);
        git
    }

    fn ask<const N: usize>(&self, arguments: [&str; N]) -> Result<Vec<u8>, Problem> {
        let output = self.command(arguments).stdin(Stdio::null()).output().map_err(|error| failed(&error.to_string()))?;
        if output.status.success() { Ok(output.stdout) } else { Err(failed(&format!("`git {}`", arguments.join(" ")))) }
    }

    fn objects(&self) -> Result<Objects, Problem> {
        let mut git = self.command(["cat-file", "--batch"]);
        let spawned = git.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = spawned.map_err(|error| failed(&error.to_string()))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(stdin), Some(stdout)) => Ok(Objects::new(stdin, stdout, child)),
            _ => Err(failed("cat-file gave no answer")),
        }
    }
}

/// The records of an answer to `-z`.
fn records(answer: &[u8]) -> impl Iterator<Item = String> {
    let parts = answer.split(|byte| *byte == 0).filter(|part| !part.is_empty());
    parts.map(|part| String::from_utf8_lossy(part).into_owned())
}

/// The path of a record of `status --porcelain=v2 -z --no-renames`.
fn status_path(record: &str) -> Option<String> {
    let words_before = match record.as_bytes().first()? {
        b'1' => 8,
        b'u' => 10,
        b'?' => 1,
        _ => return None,
    };
    record.splitn(words_before + 1, ' ').nth(words_before).map(str::to_owned)
}

fn failed(what: &str) -> Problem {
    Problem::error("git", format!("git did not answer: {what}"))
        .help("run `git status` in the cohort directory and mend what it says")
}

fn too_large(name: &str) -> Problem {
    Problem::warning(TOO_LARGE, "this is too large to be looked into").at(Place::file(name)).help("look into it yourself")
}

#[cfg(test)]
mod tests;
