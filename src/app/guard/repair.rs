//! The commands that remove personal data from git's history, to be typed in the cohort directory.

use crate::domain::problem::Problem;
use crate::store::git::Git;

/// Commands that make the history hold nothing but what stands in the directory now: a new first commit, and nothing that leads to
/// the old ones. Where the repository holds more than the cohort only the cohort's folder is taken out of the history.
///
/// # Errors
/// When git does not answer.
pub(crate) fn repair(git: &Git) -> Result<Vec<String>, Problem> {
    let forget = ["git reflog expire --expire=now --all", "git gc --prune=now --quiet"].map(str::to_owned);
    let (branch, others) = git.references()?;
    if !git.prefix().is_empty() {
        return Ok(without_folder(git, &branch, &others)?.into_iter().chain(forget).collect());
    }
    let clean = "revmentor-clean-history";
    let begin = [
        format!("git checkout --orphan {clean}"),
        "git add -A".to_owned(),
        "git commit -m \"Begin again without the old history\"".to_owned(),
        format!("git branch -M {clean} {branch}"),
    ];
    let delete = others.into_iter().map(|reference| format!("git update-ref --no-deref -d {reference}"));
    Ok(begin.into_iter().chain(delete).chain(forget).collect())
}

/// The same for a cohort within another repository: its folder goes out of every commit, and comes back as it stands now.
fn without_folder(git: &Git, branch: &str, others: &[String]) -> Result<Vec<String>, Problem> {
    let folder = git.prefix().trim_end_matches('/').replace('\'', "'\\''");
    let filter = format!("git rm -r -q --cached --ignore-unmatch -- '{folder}'");
    let own = format!("refs/heads/{branch}");
    // Deleting a reference that filter-branch had no reason to keep is no error.
    let kept = [own].into_iter().chain(others.iter().cloned());
    let delete = kept.map(|reference| format!("git update-ref --no-deref -d refs/original/{reference}"));
    let commands = [
        "git add -A .".to_owned(),
        "git commit --allow-empty -m \"Remove personal data\"".to_owned(),
        format!(
            "git -C \"{}\" filter-branch -f --prune-empty --tag-name-filter cat --index-filter \"{filter}\" -- --all",
            git.top()?.display()
        ),
        format!("git checkout refs/original/refs/heads/{branch} -- ."),
        "git commit -m \"Add the cohort again\"".to_owned(),
    ];
    Ok(commands.into_iter().chain(delete).collect())
}
