//! Judges a cohort without knowing how it was made: may import neither `matching` nor `schedule`.
//!
//! A new check: a file in `rules/` with its [`Check`], and a line in [`CHECKS`]. A problem's code is its check's name.

pub mod mailing;
pub mod optimality;
mod place;
mod published;
pub(crate) mod recorded;
mod rules;
mod story;
pub mod timetable;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::cohort::Cohort;
use crate::domain::days::DayBook;
use crate::domain::facts::Facts;
use crate::domain::id::PersonId;
use crate::domain::person::Person;
use crate::domain::problem::Problem;
use crate::domain::publication::PublishedAnswers;
use crate::domain::settings::Settings;

pub(crate) use rules::CHECKS;

/// The checks whose findings a verb settles with a correction; of every other finding `build` or git is the cure.
pub(crate) const SETTLED_BY_VERBS: [&str; 5] = ["contradiction", "one-report", "one-pair-each", "attendance", "pair-story"];

/// The checks whose findings the next matching or timetable repairs: a commit of what is true does not wait for it.
pub(crate) const REPAIRED_BY_PLANNING: [&str; 3] = ["forbidden-pair", "rule-broken", TIMETABLE];

/// The code of days of meetings that break a rule.
pub(crate) const TIMETABLE: &str = "timetable";

/// What is judged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'a> {
    /// `cohort.toml`.
    pub settings: &'a Settings,
    /// What stands under `facts/`.
    pub facts: &'a Facts,
    /// The facts, folded.
    pub cohort: &'a Cohort,
    /// The register, where it is at hand.
    pub people: Option<&'a [Person]>,
    /// Leave by person, both ends included; empty where the private folder is not at hand.
    pub leave: &'a BTreeMap<PersonId, Vec<(NaiveDate, NaiveDate)>>,
    /// Which days are avoided; `None` where that is not asked.
    pub days: Option<&'a DayBook>,
    /// The answers behind published figures, where the private folder is at hand.
    pub answers: Option<&'a PublishedAnswers>,
    /// The views by file name.
    pub views: &'a BTreeMap<String, ViewState>,
    /// The day; none where plans for past days are judged too.
    pub today: Option<NaiveDate>,
}

/// A view as it stands on disk and as the truth has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ViewState {
    /// What stands there; `None` where nothing does.
    pub found: Option<Vec<u8>>,
    /// What should stand there.
    pub rebuilt: Vec<u8>,
}

/// What a check needs, and so when it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The facts alone: made before every command, because text that merges cleanly may still contradict itself.
    Facts,
    /// The whole directory: made by `check`.
    Directory,
}

/// One thing that must hold of every cohort.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Check {
    /// Its name; the code of the problems that it finds.
    pub name: &'static str,
    /// What must hold, in one sentence.
    pub sentence: &'static str,
    /// When it is made.
    pub scope: Scope,
    /// What does not hold.
    pub judge: fn(&Subject<'_>) -> Vec<Problem>,
}

/// Everything that is wrong with the directory, in the order of places; empty when all is well. Of today depends only whether a planned
/// meeting is past.
///
/// O(facts · log facts) beside the views, which are compared byte by byte.
pub(crate) fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    sorted(CHECKS.iter().flat_map(|check| (check.judge)(subject)).collect())
}

/// What the next matching or timetable repairs, in the order of places.
pub(crate) fn judge_plans(subject: &Subject<'_>) -> Vec<Problem> {
    let made = CHECKS.iter().filter(|check| REPAIRED_BY_PLANNING.contains(&check.name));
    sorted(made.flat_map(|check| (check.judge)(subject)).collect())
}

/// Where the facts contradict themselves or the settings, in the order of places. Both rows of a contradiction are named.
pub(crate) fn judge_facts(settings: &Settings, facts: &Facts) -> Vec<Problem> {
    let (cohort, views, leave) = (Cohort::of(facts), BTreeMap::new(), BTreeMap::new());
    let subject = Subject {
        settings,
        facts,
        cohort: &cohort,
        people: None,
        leave: &leave,
        days: None,
        answers: None,
        views: &views,
        today: None,
    };
    let made = CHECKS.iter().filter(|check| check.scope == Scope::Facts);
    sorted(made.flat_map(|check| (check.judge)(&subject)).collect())
}

fn sorted(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort();
    problems.dedup();
    problems
}

#[cfg(test)]
mod tests;
