//! The summary at the head of the report: reach, effectiveness, adoption, implementation, maintenance (R. E. Glasgow, T. M. Vogt,
//! S. M. Boles, "Evaluating the public health impact of health promotion interventions: the RE-AIM framework", AJPH 89 (1999)).

use super::ReportData;
use super::figures::not_published;
use super::flow::{FlowStep, met_enough, steps};
use super::words::{counted, people, sentences};
use crate::domain::meeting::MeetingStatus;
use crate::domain::outcome::OutcomeKind;
use crate::domain::side::Side;

/// Each dimension with a sentence.
pub(super) fn rows(data: &ReportData<'_>) -> Vec<(&'static str, String)> {
    vec![
        ("Reach", reach(data)),
        ("Effectiveness", effect(data)),
        ("Adoption", adoption(data)),
        ("Implementation", implementation(data)),
        ("Maintenance", maintenance(data)),
    ]
}

fn reach(data: &ReportData<'_>) -> String {
    let (kind, steps) = (data.settings.programme.kind, steps(data));
    let count = |name: &str, side: Side| {
        steps.iter().find(|step: &&FlowStep| step.name == name).and_then(|step| step.people[side]).unwrap_or(0)
    };
    let both = |name: &str| Side::BOTH.map(|side| people(count(name, side), side, kind)).join(" and ");
    format!("{} signed up, {} were paired.", both("signed up"), both("paired"))
}

fn effect(data: &ReportData<'_>) -> String {
    let changes: Vec<_> = data.figures.figures.iter().filter_map(|figure| figure.change).collect();
    if changes.is_empty() {
        return "No change is published yet.".to_owned();
    }
    let better = changes.iter().filter(|change| change.low.get() > 0).count();
    let rose = format!(
        "Of {}, a question on one side each, {better} improved (whole interval above no change).",
        counted(changes.len(), "change")
    );
    sentences(&[rose].into_iter().chain(not_published(data)).collect::<Vec<_>>())
}

fn adoption(data: &ReportData<'_>) -> String {
    let pairs = data.cohort.pairs.len();
    let active = data.cohort.active_pairs().count();
    format!("{} were made, of which {active} stand to the end of the record.", counted(pairs, "pair"))
}

fn implementation(data: &ReportData<'_>) -> String {
    let meetings = || data.cohort.pairs.values().flat_map(|pair| pair.meetings.values());
    let held = meetings().filter(|meeting| meeting.status == MeetingStatus::Held).count();
    let due = meetings().filter(|meeting| meeting.status != MeetingStatus::Cancelled).count();
    let enough: usize = Side::BOTH.iter().map(|side| met_enough(data.cohort, data.settings, *side).len()).sum();
    format!(
        "{held} of {} held; {} held at least the minimum number of meetings.",
        counted(due, "meeting"),
        counted(enough, "person")
    )
}

fn maintenance(data: &ReportData<'_>) -> String {
    let actions: Vec<_> = data.outcomes.iter().filter(|outcome| outcome.kind == OutcomeKind::Action).collect();
    if actions.is_empty() {
        return "No action point is published yet.".to_owned();
    }
    let done = actions.iter().filter(|outcome| outcome.is_done).count();
    format!("{done} of {} done.", counted(actions.len(), "action point"))
}
