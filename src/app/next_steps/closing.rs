//! The steps at the end of a programme: evaluation, outcomes, report.

use super::{NextStep, View, count};
use crate::app::outcomes::{self, CohortOutcomes};
use crate::app::public_report;
use crate::domain::evaluation::{AFTER, Wave};

/// Whether the last day for meetings is past.
pub(super) fn is_over(view: &View<'_>) -> bool {
    view.session.settings.meetings.last < view.today
}

/// No figure of the surveys is published: they are at hand, or still to be exported.
pub(super) fn evaluate(view: &View<'_>) -> Option<NextStep> {
    let root = view.session.workspace().root();
    let waves = &view.session.settings.evaluation.waves;
    let is_there = |wave: &Wave| wave.name == AFTER && wave.survey.file.as_ref().is_some_and(|file| root.join(file).exists());
    if !is_over(view) || !view.session.facts.editions.is_empty() {
        return None;
    }
    if waves.iter().any(is_there) {
        return Some(NextStep::new("evaluate", "revmentor evaluate --publish", "no figure of the surveys is published"));
    }
    let why = "the survey after the programme was sent, and its answers are not at hand: export them from the survey tool";
    let step = NextStep::new("evaluate", "revmentor evaluate", why).example("revmentor survey --wave post POST.csv --write");
    view.was_sent("evaluation-post").then_some(step)
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
