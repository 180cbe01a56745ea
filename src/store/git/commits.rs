//! What commits hold of the cohort directory, as git keeps it.

use std::collections::BTreeMap;
use std::process::Stdio;

use super::{Git, failed, records};
use crate::domain::problem::Problem;
use crate::store::layout::RelPath;

impl Git {
    /// The newest commits of any branch that changed one of the files, the newest first.
    ///
    /// # Errors
    /// When git fails.
    pub fn commits_of(&self, paths: &[RelPath], most: usize) -> Result<Vec<String>, Problem> {
        let most = format!("--max-count={most}");
        let mut words = vec!["log", "--all", "--full-history", "--format=%H", most.as_str(), "--"];
        words.extend(paths.iter().map(RelPath::as_str));
        self.listed(&words)?.collect()
    }

    /// What a commit holds of the files in these folders of the cohort directory.
    ///
    /// # Errors
    /// When git fails.
    pub fn tree_at(&self, commit: &str, folders: &[&str]) -> Result<BTreeMap<RelPath, Vec<u8>>, Problem> {
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
    pub fn files_at<'p>(
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
}
