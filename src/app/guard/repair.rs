//! The commands that remove personal data from git's history, to be typed in the cohort directory. Every name that git gives is quoted:
//! whoever can push a branch chooses its name.

use crate::domain::problem::Problem;
use crate::domain::shell;
use crate::store::git::Git;

/// What a lead types, and what is to be known before and after.
pub(crate) struct Repair {
    /// What has to be done before, where something is in the way.
    pub before: Option<&'static str>,
    /// The commands for this clone.
    pub here: Vec<String>,
    /// The commands for the servers that this clone knows.
    pub servers: Vec<String>,
}

/// A branch under which a history is begun anew where the old branch's name names somebody.
const PLAIN_BRANCH: &str = "main";

/// Commands that make the history hold nothing but what stands in the directory now: a new first commit, and nothing that leads to
/// the old ones. Where the repository holds more than the cohort only the cohort's folder is taken out of the history, and where nothing
/// but names of branches and tags (`only_names`) tells somebody they are renamed.
///
/// # Errors
/// When git does not answer.
pub(crate) fn repair(git: &Git, only_names: bool, names_somebody: &dyn Fn(&str) -> bool) -> Result<Repair, Problem> {
    let forget = ["git reflog expire --expire=now --all", "git gc --prune=now --quiet"].map(str::to_owned);
    let (branch, others) = git.references()?;
    let before = git
        .is_under_way()?
        .then_some("a merge, rebase or cherry-pick is under way: finish it or leave it first (`git status` says how)");
    if only_names {
        let own = format!("refs/heads/{branch}");
        let named: Vec<&String> = others.iter().filter(|name| names_somebody(name)).collect();
        let own = [&own].into_iter().filter(|name| names_somebody(name));
        let servers = servers_without(git, &named)?;
        let here = own.chain(named).enumerate().map(|(at, name)| renamed(at + 1, name)).chain(forget).collect();
        return Ok(Repair { before, here, servers });
    }
    let target = if names_somebody(&branch) || branch.starts_with(CLEAN) { PLAIN_BRANCH } else { &branch };
    let here: Vec<String> =
        if git.is_inside_another() { without_folder(git, &branch, &others)? } else { begun_again(target, &others) };
    Ok(Repair { before, here: here.into_iter().chain(forget).collect(), servers: servers(git, &others)? })
}

/// The branch that holds the new first commit until it takes the old one's name.
const CLEAN: &str = "revmentor-clean-history";

fn begun_again(target: &str, others: &[String]) -> Vec<String> {
    let is_free = |name: &String| !others.contains(&format!("refs/heads/{name}")) && name != target;
    let clean = (2..).map(|number| format!("{CLEAN}-{number}"));
    let clean = std::iter::once(CLEAN.to_owned()).chain(clean).find(is_free).unwrap_or_default();
    let own = format!("refs/heads/{target}");
    let begin = [
        format!("git checkout --orphan {clean}"),
        // Private files stay where they are: they only leave git.
        "git rm -r -q --cached --ignore-unmatch -- ':(glob)**/private/**' ':(glob)**/.revmentor/**'".to_owned(),
        "git add -A".to_owned(),
        "git commit -m \"Begin again without the old history\"".to_owned(),
        format!("git branch -M {clean} {}", shell::word(target)),
    ];
    let rest = others.iter().filter(|reference| **reference != own);
    begin.into_iter().chain(rest.map(|reference| deleted(reference))).collect()
}

fn deleted(reference: &str) -> String {
    format!("git update-ref --no-deref -d {}", shell::word(reference))
}

/// The same for a cohort within another repository: its folder goes out of every commit, and comes back as it stands now.
fn without_folder(git: &Git, branch: &str, others: &[String]) -> Result<Vec<String>, Problem> {
    let folder = shell::word(git.prefix().trim_end_matches('/'));
    let filter = shell::word(&format!("git rm -r -q --cached --ignore-unmatch -- {folder}"));
    let own = format!("refs/heads/{branch}");
    // Deleting a reference that filter-branch had no reason to keep is no error.
    let kept = std::iter::once(&own).chain(others);
    let delete = kept.map(|reference| deleted(&format!("refs/original/{reference}")));
    let commands = [
        "git rm -r -q --cached --ignore-unmatch -- ':(glob)**/private/**' ':(glob)**/.revmentor/**'".to_owned(),
        "git add -A .".to_owned(),
        "git commit --allow-empty -m \"Remove personal data\"".to_owned(),
        format!(
            "git -C {} filter-branch -f --prune-empty --tag-name-filter cat --index-filter {filter} -- --all",
            shell::path(&git.top()?)
        ),
        format!("git checkout {} -- .", shell::word(&format!("refs/original/{own}"))),
        "git commit -m \"Add the cohort again\"".to_owned(),
    ];
    Ok(commands.into_iter().chain(delete).collect())
}

/// A name of nobody in the place of one that tells.
fn renamed(number: usize, reference: &str) -> String {
    let new = format!("renamed-{number}");
    let word = shell::word;
    match (reference.strip_prefix("refs/heads/"), reference.strip_prefix("refs/tags/")) {
        (Some(branch), _) => format!("git branch -m -- {} {new}", word(branch)),
        (_, Some(tag)) => {
            format!("git update-ref refs/tags/{new} {0} ; git update-ref --no-deref -d {0}", word(&format!("refs/tags/{tag}")))
        }
        _ => deleted(reference),
    }
}

/// Commands after which a server has the branches and tags of this clone and no others. Of a repository that holds more than the cohort
/// only the rewritten branches are sent: others may have branches there that nobody has here.
fn servers(git: &Git, others: &[String]) -> Result<Vec<String>, Problem> {
    let mut commands = Vec::new();
    for remote in git.remotes()? {
        let name = shell::word(&remote);
        if !git.is_inside_another() {
            commands.push(format!("git push --force --prune {name} 'refs/heads/*:refs/heads/*' 'refs/tags/*:refs/tags/*'"));
            continue;
        }
        commands.extend(["--all", "--tags"].map(|which| format!("git push --force {name} {which}")));
        let here = |branch: &str| others.contains(&format!("refs/heads/{branch}"));
        let there = others.iter().filter_map(|reference| reference.strip_prefix(&format!("refs/remotes/{remote}/")));
        let only_there = there.filter(|branch| *branch != "HEAD" && !here(branch));
        commands.extend(only_there.map(|branch| {
            let moved = format!("refs/remotes/{remote}/{branch}:refs/heads/{branch}");
            format!("git push --force {name} {}", shell::word(&moved))
        }));
    }
    Ok(commands)
}

/// Commands that delete these names on the servers.
fn servers_without(git: &Git, named: &[&String]) -> Result<Vec<String>, Problem> {
    let deleted = |remote: &String| {
        let branches = named.iter().filter_map(|name| name.strip_prefix(&format!("refs/remotes/{remote}/"))).map(|branch| {
            let there = format!("refs/heads/{branch}");
            format!("git push {} --delete {}", shell::word(remote), shell::word(&there))
        });
        branches.collect::<Vec<_>>()
    };
    Ok(git.remotes()?.iter().flat_map(deleted).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_is_never_a_command() {
        let commands =
            begun_again("main", &["refs/heads/x;touch${IFS}y".into(), "refs/heads/main".into(), format!("refs/heads/{CLEAN}")]);
        assert!(commands.contains(&"git update-ref --no-deref -d 'refs/heads/x;touch${IFS}y'".to_owned()), "{commands:#?}");
        assert!(!commands.iter().any(|command| command.ends_with("refs/heads/main")), "{commands:#?}");
        assert_eq!(commands[0], format!("git checkout --orphan {CLEAN}-2"));
        assert_eq!(renamed(1, "refs/heads/a b"), "git branch -m -- 'a b' renamed-1");
    }
}
