//! The steps at the end of a programme: evaluation, outcomes, report.

use super::{NextStep, View, count};
use crate::app::outcomes::{self, CohortOutcomes};
use crate::app::public_report;
use crate::domain::evaluation::{AFTER, Wave};

/// Whether the last day for meetings is past.
fn is_over(view: &View<'_>) -> bool {
    view.session.settings.meetings.last < view.today
}

/// Surveys are at hand, and no figure is published.
pub(super) fn evaluate(view: &View<'_>) -> Option<NextStep> {
    let root = view.session.workspace().root();
    let waves = &view.session.settings.evaluation.waves;
    let is_there = |wave: &Wave| wave.name == AFTER && wave.survey.file.as_ref().is_some_and(|file| root.join(file).exists());
    let due = is_over(view) && view.session.facts.editions.is_empty() && waves.iter().any(is_there);
    due.then(|| NextStep::new("evaluate", "revmentor evaluate --publish", "no figure of the surveys is published"))
}

pub(super) fn points_due(view: &View<'_>) -> Option<NextStep> {
    let points = CohortOutcomes::read(view.session).map_or(0, |outcomes| outcomes::due(&outcomes, view.today));
    let why = format!("{} due", count(points, "action point is", "action points are"));
    let step = || NextStep::new("outcomes", "revmentor outcome list", why).example("revmentor outcome done O01");
    (points > 0).then(step)
}

pub(super) fn no_point(view: &View<'_>) -> Option<NextStep> {
    let is_empty = CohortOutcomes::read(view.session).is_ok_and(|outcomes| outcomes.all.is_empty());
    let due = is_over(view) && is_empty && !view.cohort.pairs.is_empty();
    let example = "revmentor outcome add learning \"What the group learnt\"";
    let why = "nothing that the group learnt or wants done is recorded";
    due.then(|| NextStep::new("outcomes", "revmentor outcome list", why).example(example))
}

/// Once the programme is over, the report is to say what the facts say.
pub(super) fn report(view: &View<'_>) -> Option<NextStep> {
    let due = is_over(view) && !view.cohort.pairs.is_empty() && public_report::is_outdated(view.session).unwrap_or(false);
    due.then(|| NextStep::new("report", "revmentor report", "report.html is not up to date with the facts"))
}
