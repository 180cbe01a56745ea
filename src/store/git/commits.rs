//! What commits hold of the cohort directory, as git keeps it, and which commit came before which.

use std::collections::{BTreeMap, BTreeSet};
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

/// What a file was in a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Version {
    /// The first commit that holds it.
    pub commit: Commit,
    /// The path from the cohort directory.
    pub path: String,
    /// The contents.
    pub bytes: Vec<u8>,
}

impl Git {
    /// Everything that files in a folder of the cohort directory ever were in HEAD or a commit below it, the oldest first, each once.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn versions_below(&self, folder: &str) -> Result<Vec<Version>, Problem> {
        let head = self.command(["rev-parse", "--quiet", "--verify", "HEAD"]).stdin(Stdio::null()).output();
        if !head.is_ok_and(|head| head.status.success()) {
            return Ok(Vec::new());
        }
        let words = ["log", "HEAD", "--full-history", "-m", "--topo-order", "--reverse", "--no-renames", "--relative", "--raw"];
        let words = [&words[..], &["--no-abbrev", "--format=%H %cs", "--", folder]].concat();
        let mut objects = self.objects()?;
        let (mut commit, mut known, mut versions) = (None, BTreeSet::new(), Vec::new());
        for line in self.listed(&words)? {
            let line = line?;
            if let Some((head, path)) = line.strip_prefix(':').and_then(|record| record.split_once('\t')) {
                let blob = head.split(' ').nth(3).unwrap_or_default().to_owned();
                let Some(commit) = commit.clone().filter(|_| known.insert((path.to_owned(), blob.clone()))) else { continue };
                // A file that was deleted has a name of zeros, and nothing stands behind it.
                let found = objects.get(&blob)?;
                versions.extend(found.map(|(_, bytes)| Version { commit, path: path.to_owned(), bytes }));
            } else if let Some((hash, day)) = line.split_once(' ') {
                commit = Some(Commit { hash: hash.to_owned(), day: day.to_owned() });
            }
        }
        Ok(versions)
    }

    /// Everything that a file was when a commit added it, in any branch, in what a branch was before, and in a merge under way: more than one
    /// where several leads added it apart.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn added_apart(&self, path: &RelPath) -> Result<Vec<Version>, Problem> {
        let words = ["log", "--all", "--reflog", "--full-history", "--diff-filter=A", "--no-renames", "--format=%H %cs"];
        let merged = self.ask(["rev-parse", "--quiet", "--verify", "MERGE_HEAD"]).is_ok().then_some("MERGE_HEAD");
        let words: Vec<&str> = words.into_iter().chain(merged).chain(["--", path.as_str()]).collect();
        let commits = self.listed(&words)?.collect::<Result<Vec<String>, Problem>>()?;
        let commits = commits.iter().filter_map(|line| line.split_once(' '));
        let mut versions = Vec::new();
        for commit in commits.map(|(hash, day)| Commit { hash: hash.to_owned(), day: day.to_owned() }) {
            let bytes = self.held_by(&commit, path)?;
            versions.extend(bytes.map(|bytes| Version { commit, path: path.to_string(), bytes }));
        }
        Ok(versions)
    }

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
