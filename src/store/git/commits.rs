//! What commits hold of the cohort directory, as git keeps it, and which commit came before which.

use std::collections::BTreeMap;
use std::process::Stdio;

use super::{Git, failed, records};
use crate::domain::problem::Problem;
use crate::store::layout::RelPath;

/// A commit, and the day that it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Commit {
    /// Its full name.
    pub hash: String,
    /// The day of the committer's clock.
    pub day: String,
}

impl Commit {
    /// The name as people write it.
    pub(crate) fn short(&self) -> &str {
        self.hash.get(..12).unwrap_or(&self.hash)
    }
}

impl Git {
    /// The newest commits of any branch that changed one of the files, the newest first.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn commits_of(&self, paths: &[RelPath], most: usize) -> Result<Vec<String>, Problem> {
        let most = format!("--max-count={most}");
        let mut words = vec!["log", "--all", "--full-history", "--format=%H", most.as_str(), "--"];
        words.extend(paths.iter().map(RelPath::as_str));
        self.listed(&words)?.collect()
    }

    /// What a commit holds of the files in these folders of the cohort directory.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn tree_at(&self, commit: &str, folders: &[&str]) -> Result<BTreeMap<RelPath, Vec<u8>>, Problem> {
        let mut words = vec!["ls-tree", "-r", "-z", "--name-only", commit, "--"];
        words.extend(folders);
        let output = self.command(words).stdin(Stdio::null()).output().map_err(|error| failed(&error.to_string()))?;
        let paths: Vec<RelPath> = records(&output.stdout).filter_map(|path| path.parse().ok()).collect();
        self.files_at(commit, &paths)
    }

    /// What a commit holds of several files, without those that it does not hold; git is started once.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn files_at<'p>(
        &self,
        commit: &str,
        paths: impl IntoIterator<Item = &'p RelPath>,
    ) -> Result<BTreeMap<RelPath, Vec<u8>>, Problem> {
        let mut objects = self.objects()?;
        let mut files = BTreeMap::new();
        for path in paths {
            let object = objects.get(&format!("{commit}:{}{path}", self.prefix))?;
            files.extend(object.map(|(_, bytes)| (path.clone(), bytes)));
        }
        Ok(files)
    }

    /// The commit before HEAD, or HEAD itself, that first added the file; `None` where HEAD does not hold it.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn added_in(&self, path: &RelPath) -> Result<Option<Commit>, Problem> {
        if self.head(path)?.is_none() {
            return Ok(None);
        }
        let arguments = ["log", "--diff-filter=A", "--no-renames", "--format=%H %cs", "--", path.as_str()];
        let output = self.command(arguments).stdin(Stdio::null()).output().map_err(|error| failed(&error.to_string()))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let words = text.lines().last().and_then(|line| line.split_once(' '));
        Ok(words.map(|(hash, day)| Commit { hash: hash.to_owned(), day: day.to_owned() }))
    }

    /// What a commit holds of a file.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn held_by(&self, commit: &Commit, path: &RelPath) -> Result<Option<Vec<u8>>, Problem> {
        let object = self.objects()?.get(&format!("{}:{}{path}", commit.hash, self.prefix))?;
        Ok(object.map(|(_, bytes)| bytes))
    }

    /// Whether `one` is an ancestor of `other`, and another commit.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn is_before(&self, one: &Commit, other: &Commit) -> Result<bool, Problem> {
        let mut git = self.command(["merge-base", "--is-ancestor", one.hash.as_str(), other.hash.as_str()]);
        let status = git.stdin(Stdio::null()).status().map_err(|error| failed(&error.to_string()))?;
        match status.code() {
            Some(answer @ (0 | 1)) => Ok(answer == 0 && one != other),
            _ => Err(failed("merge-base did not answer")),
        }
    }
}
