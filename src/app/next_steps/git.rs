//! The steps that concern git: nothing personal in the history, the hook in this clone, every fact committed.

use super::{NextStep, View, count};
use crate::app::guard::{self, Scope, warnings};

/// Personal data that is to be removed before anything is committed: from git's history, or from the files as they are.
pub(super) fn personal_data(view: &View<'_>) -> Option<NextStep> {
    view.session.records().ok()?;
    let has_git = view.session.workspace().git().is_some();
    let scope = if has_git { Scope::WithHistory } else { Scope::Present };
    let findings = guard::judge(view.session, scope).ok()?;
    if has_git && findings.is_in_history() {
        let why = "personal data is in git's history; this prints the commands that remove it";
        return Some(NextStep::new("history", "revmentor init --hook", why));
    }
    let found = findings.problems().len();
    let why = format!("{} outside private/, to be removed before anything is committed", count(found, "finding", "findings"));
    (found > 0).then(|| NextStep::new("personal-data", "revmentor check --privacy", why))
}

pub(super) fn hook(view: &View<'_>) -> Option<NextStep> {
    let missing = warnings::missing_hook(view.session.workspace().git()).is_some();
    let why = "nothing looks for personal data before the commits of this clone";
    missing.then(|| NextStep::new("hook", "revmentor init --hook", why))
}

/// How everything in the directory is committed.
const COMMIT: &str = "git add -A . ; git commit -m \"Update the cohort\"";

pub(super) fn commit(view: &View<'_>) -> Option<NextStep> {
    let changed = view.session.workspace().git()?.uncommitted().ok()?.len();
    let why = format!("{} not committed", count(changed, "file is", "files are"));
    (changed > 0).then(|| NextStep::new("commit", COMMIT, why))
}

/// A directory without git is nobody's but this machine's. The hook looks at the first commit, too.
pub(super) fn start(view: &View<'_>) -> Option<NextStep> {
    let begun = !view.cohort.people.is_empty() && view.session.workspace().git().is_none();
    let why = "this directory is not in a git repository, so there is no history and no copy";
    begun.then(|| NextStep::new("commit", format!("git init ; revmentor init --hook ; {COMMIT}"), why))
}
