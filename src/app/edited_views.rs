//! Which views somebody edited by hand: those that hold neither what the facts give, nor what the program wrote last, nor what the
//! facts of a commit give. Judged on the facts as they were read, before a command changes them.

use std::collections::BTreeMap;

use crate::app::fact_files;
use crate::config;
use crate::domain::cohort::Cohort;
use crate::domain::facts::Facts;
use crate::domain::milestone::Milestone;
use crate::domain::problem::{Place, Problem};
use crate::domain::settings::{Scores, Settings};
use crate::render::shared::views::views;
use crate::store::changes::Workspace;
use crate::store::git::Git;
use crate::store::layout::{self, RelPath};

/// Views with their bytes.
type Views = BTreeMap<RelPath, Vec<u8>>;

/// How many commits are looked into.
const COMMITS: usize = 60;

/// The views as these facts give them.
pub(crate) fn build(settings: &Settings, facts: &Facts) -> Views {
    let built = views(settings, &Cohort::of(facts), &facts.told);
    let path = |name: &str| layout::views().into_iter().find(|path| path.as_str() == name);
    built.into_iter().filter_map(|(name, bytes)| Some((path(name)?, bytes))).collect()
}

/// The settings with the scores of pairs kept at the other place: a view that was written before `[privacy] scores` changed is no edit.
pub(crate) fn with_other_scores(settings: &Settings) -> Settings {
    let mut settings = settings.clone();
    settings.privacy.scores = match settings.privacy.scores {
        Scores::Private => Scores::Committed,
        Scores::Committed => Scores::Private,
    };
    settings
}

/// The settings without the day by which every pair should have met: versions before 0.3 wrote the windows of `meetings.csv` without it.
fn with_raw_windows(settings: &Settings) -> Settings {
    let mut settings = settings.clone();
    settings.dates.retain(|date| date.milestone != Milestone::FirstMeetingBy);
    settings
}

/// The views that were edited. Where each is as the program wrote it last, nothing is built and git is not asked.
///
/// # Errors
/// When views cannot be read.
pub(crate) fn find(workspace: &Workspace, settings: &Settings, facts: &Facts) -> Result<Vec<RelPath>, Problem> {
    let mut doubtful = workspace.unrecorded_views()?;
    if doubtful.is_empty() {
        return Ok(Vec::new());
    }
    let built = build(settings, facts);
    doubtful.retain(|path, bytes| built.get(path) != Some(bytes));
    if !doubtful.is_empty() {
        let other = build(&with_other_scores(settings), facts);
        doubtful.retain(|path, bytes| other.get(path) != Some(bytes));
    }
    if doubtful.contains_key(&layout::meetings()) {
        let raw = build(&with_raw_windows(settings), facts).remove(&layout::meetings());
        doubtful.retain(|path, bytes| *path != layout::meetings() || raw.as_ref() != Some(bytes));
    }
    if !doubtful.is_empty() {
        leave_out_committed(workspace, &mut doubtful);
    }
    Ok(doubtful.into_keys().collect())
}

/// Leaves out the views that are what the facts and the settings of a commit give: git brought them here by a clone, a pull, a merge
/// or a checkout, and only `cohort.toml` or facts have changed since. Where git does not answer nothing is left out.
fn leave_out_committed(workspace: &Workspace, doubtful: &mut Views) {
    let Some(git) = workspace.git() else { return };
    let paths: Vec<RelPath> = doubtful.keys().cloned().collect();
    for commit in git.commits_of(&paths, COMMITS).unwrap_or_default() {
        let Ok(committed) = git.files_at(&commit, &paths) else { continue };
        let same = |path: &RelPath, bytes: &Vec<u8>| committed.get(path) == Some(bytes);
        if !doubtful.iter().any(|(path, bytes)| same(path, bytes)) {
            continue;
        }
        let built = built_at(git, &commit).unwrap_or_default();
        doubtful.retain(|path, bytes| !(same(path, bytes) && built.get(path) == Some(bytes)));
        if doubtful.is_empty() {
            return;
        }
    }
}

/// The views as the facts and the settings of a commit give them; `None` where they cannot be read.
fn built_at(git: &Git, commit: &str) -> Option<Views> {
    let files = git.tree_at(commit, &["facts", layout::COHORT_FILE]).ok()?;
    let mut facts = Facts::default();
    let mut settings = None;
    for (path, bytes) in files {
        let text = String::from_utf8(bytes).ok()?;
        if path == layout::cohort_file() {
            settings = config::read(&text, layout::COHORT_FILE).ok();
        } else if fact_files::add(&mut facts, &path, &text).iter().any(Problem::is_error) {
            return None;
        }
    }
    Some(build(&settings?.settings, &facts))
}

/// The refusal to overwrite an edited view, with the command that goes on from there.
pub(crate) fn problem(view: &RelPath) -> Problem {
    let message = "this file was edited by hand or left by a merge; it is made from the facts and would be overwritten";
    let help = match view.as_str() {
        "meetings.csv" => {
            "`revmentor meeting import meetings.csv` turns the edits into facts; `revmentor build` drops them and makes it anew"
        }
        "mailing.csv" => {
            "`revmentor messages sent` records what was sent, with --retract what was not; `revmentor build` drops the edits and makes it anew"
        }
        "timeline.csv" => "dates are written into cohort.toml; `revmentor build` drops the edits and makes it anew",
        _ => "`revmentor build` drops the edits and makes it anew",
    };
    Problem::error("edited-view", message).at(Place::file(view.as_str())).help(help)
}
