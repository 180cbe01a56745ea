//! Dates that cannot all be true: what comes first in a programme, and how many meetings a period holds.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use crate::domain::event::{Audience, Event, EventKind};
use crate::domain::problem::Problem;
use crate::domain::settings::Settings;

use super::findings::Findings;
use super::node::Node;

/// Tells every contradiction between the tables of the file.
pub(super) fn judge(root: &Node<'_>, settings: &Settings, findings: &mut Findings<'_>) {
    let events = root.tables("event");
    // Without a first day, which is told already, nothing can be said of the period.
    let period_known = settings.meetings.first != NaiveDate::default();
    if events.len() == settings.events.len() {
        inductions(&events, &settings.events, findings);
        if period_known {
            within_the_period(&events, settings, findings);
        }
    }
    if period_known {
        period(&root.table("meetings"), settings, findings);
    }
    kept_long_enough(&root.table("privacy"), settings, findings);
}

/// The mentors' induction comes first, so that what they say there can be told to the mentees.
fn inductions(nodes: &[Node<'_>], events: &[Event], findings: &mut Findings<'_>) {
    let of = |audience| events.iter().filter(move |event| event.kind == EventKind::Induction && event.audience == audience);
    let Some(mentors_first) = of(Audience::Mentors).flat_map(|event| &event.dates).min() else { return };
    let mentors_end = of(Audience::Mentors).flat_map(ends).max();
    for (node, event) in nodes.iter().zip(events) {
        let mentees = event.kind == EventKind::Induction && event.audience == Audience::Mentees;
        let Some(start) = event.dates.iter().min().filter(|_| mentees) else { continue };
        let problem = if start <= mentors_first {
            Problem::error("contradiction", "the mentees' induction comes before the mentors'")
                .help(format!("the mentors' is on {}: put the mentees' after it", mentors_first.format("%Y-%m-%d at %H:%M")))
        } else if mentors_end.is_some_and(|end| *start < end) {
            Problem::warning("overlap", "the mentees' induction begins before the last of the mentors' has ended")
                .help("put it after the mentors', so that what they say can be told to the mentees")
        } else {
            continue;
        };
        findings.add(&node.path_of("dates"), node.span_of("dates"), problem.value(start.format("%Y-%m-%d %H:%M").to_string()));
    }
}

fn ends(event: &Event) -> impl Iterator<Item = NaiveDateTime> {
    let length = TimeDelta::minutes(i64::from(event.minutes));
    event.dates.iter().filter_map(move |start| start.checked_add_signed(length))
}

/// The last meeting is not after the wrap-up; the first is after the inductions; the review lies between.
fn within_the_period(nodes: &[Node<'_>], settings: &Settings, findings: &mut Findings<'_>) {
    let (first, last) = (settings.meetings.first, settings.meetings.last);
    for (node, event) in nodes.iter().zip(&settings.events) {
        let days = || event.dates.iter().map(NaiveDateTime::date);
        let (Some(earliest), Some(latest)) = (days().min(), days().max()) else { continue };
        let Some(problem) = misplaced(event, (earliest, latest), (first, last)) else { continue };
        findings.add(&node.path_of("dates"), node.span_of("dates"), problem);
    }
}

fn misplaced(
    event: &Event,
    (earliest, latest): (NaiveDate, NaiveDate),
    (first, last): (NaiveDate, NaiveDate),
) -> Option<Problem> {
    let id = &event.id;
    match event.kind {
        EventKind::WrapUp if last > latest => Some(
            Problem::error("contradiction", format!("the last meeting may be on {last}, after the wrap-up {id:?} on {latest}"))
                .help("write an earlier `last` in [meetings], or a later wrap-up"),
        ),
        EventKind::WrapUp if last > earliest => Some(
            Problem::warning(
                "overlap",
                format!("the last meeting may be on {last}, after the first date of the wrap-up {id:?}, {earliest}"),
            )
            .help("write an earlier `last` in [meetings]"),
        ),
        EventKind::Induction if first < latest => Some(
            Problem::warning("overlap", format!("the first meeting may be on {first}, before the induction {id:?} on {latest}"))
                .help("write a later `first` in [meetings]"),
        ),
        EventKind::MidPoint if earliest < first || latest > last => Some(
            Problem::warning(
                "overlap",
                format!("the review {id:?} does not lie between the first and the last meeting, {first} to {last}"),
            )
            .help("look at its dates again"),
        ),
        _ => None,
    }
}

/// The period is long enough for the fewest meetings; else the arithmetic, and what would fit.
fn period(node: &Node<'_>, settings: &Settings, findings: &mut Findings<'_>) {
    let meetings = &settings.meetings;
    if meetings.last < meetings.first {
        let problem =
            Problem::error("reversed", format!("the last day, {}, comes before the first, {}", meetings.last, meetings.first))
                .help("turn `first` and `last` round, or look at the events' dates");
        findings.add(&node.path_of("last"), node.span_of("last"), problem);
        return;
    }
    let weeks = u32::try_from((meetings.last - meetings.first).num_days() / 7).unwrap_or(0);
    let needed = meetings.least.saturating_sub(1).saturating_mul(meetings.weeks_least);
    if needed <= weeks || meetings.weeks_least == 0 {
        return;
    }
    let fit = weeks / meetings.weeks_least + 1;
    let gap = weeks / meetings.least.saturating_sub(1).max(1);
    let message = format!(
        "{} meetings at least {} weeks apart take {needed} weeks, and from {} to {} there are {weeks}",
        meetings.least, meetings.weeks_least, meetings.first, meetings.last
    );
    let closer = if gap > 0 { format!("; or {gap} weeks between two") } else { String::new() };
    let help = format!("{fit} meetings would fit{closer}; or a `last` {} weeks later", needed - weeks);
    findings.add(&node.path_of("count"), node.span_of("count"), Problem::error("too-short", message).help(help));
}

fn kept_long_enough(node: &Node<'_>, settings: &Settings, findings: &mut Findings<'_>) {
    if let Some(until) = settings.privacy.keep_until.filter(|until| *until < settings.meetings.last) {
        let problem = Problem::warning("overlap", format!("personal data is to be erased on {until}, before the last meeting"))
            .help("write a later `keep_until`: without the register nobody can be written to");
        findings.add(&node.path_of("keep_until"), node.span_of("keep_until"), problem);
    }
}
