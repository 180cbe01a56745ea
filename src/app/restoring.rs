//! How a damaged file of facts is taken back: from git where git holds it, else from a copy. Decides only what is said; changes nothing.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

use crate::domain::problem::Problem;
use crate::domain::shell;
use crate::store::git::Git;
use crate::store::layout::RelPath;

/// The problems, each with the command that takes its file back where git holds that file. Git is asked only where one needs it.
pub(crate) fn with_commands<'p>(problems: &'p [Problem], root: Option<&Path>) -> Cow<'p, [Problem]> {
    let needs_a_file = problems.iter().any(|problem| problem.restore.is_some());
    let git = root.filter(|_| needs_a_file).and_then(Git::of);
    let (Some(root), Some(git)) = (root, git) else { return Cow::Borrowed(problems) };
    let with_command = |problem: &Problem| {
        let help = problem.restore.as_deref().and_then(|file| command(&git, root, file));
        Problem { help: help.or_else(|| problem.help.clone()), ..problem.clone() }
    };
    Cow::Owned(problems.iter().map(with_command).collect())
}

/// Which of these files git's last commit holds; none without git.
pub(crate) fn held_by_git(root: &Path, files: &BTreeSet<RelPath>) -> BTreeSet<RelPath> {
    let git = if files.is_empty() { None } else { Git::of(root) };
    git.and_then(|git| git.heads(files).ok()).map(|held| held.into_keys().collect()).unwrap_or_default()
}

/// The command that takes a file back; none where git's last commit does not hold it.
fn command(git: &Git, root: &Path, file: &str) -> Option<String> {
    let path: RelPath = file.parse().ok()?;
    let file_word = shell::word(file);
    let is_as_here = |bytes: &[u8]| std::fs::read(path.under(root)).is_ok_and(|here| here == bytes);
    // The last commit has one side of a merge only, and what the other recorded would be gone.
    if git.is_under_way().unwrap_or(false) {
        let versions = git.unmerged(&path).ok()?;
        let option = match (versions.contains(&2), versions.contains(&3)) {
            (true, true) => "--merge ",
            (true, false) => "--ours ",
            (false, true) => "--theirs ",
            (false, false) if git.staged(&path).ok()?.is_some_and(|merged| !is_as_here(&merged)) => "",
            (false, false) => {
                return Some(format!(
                    "git is to commit it like this: `git log -p --all -- {file_word}` shows what each side had"
                ));
            }
        };
        return Some(format!("`git checkout {option}-- {file_word}` brings back what git merged; then `revmentor build`"));
    }
    let committed = git.head(&path).ok()??;
    Some(if is_as_here(&committed) {
        format!("the last commit holds it like this too: `git log -p -- {file_word}` shows earlier versions")
    } else {
        format!("`git checkout HEAD -- {file_word}` restores the file")
    })
}
