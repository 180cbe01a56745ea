//! Dates that cannot all be true: what comes first in a programme, and how many meetings a period holds.

use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use crate::domain::event::{Audience, Event, EventKind};
use crate::domain::problem::Problem;
use crate::domain::settings::Settings;
use crate::domain::side::Side;
use crate::domain::text;

use super::findings::Findings;
use super::node::Node;

/// Tells every contradiction between the tables of the file.
pub(super) fn judge(root: &Node<'_>, settings: &Settings, findings: &mut Findings<'_>) {
    let events = root.tables("event");
    // Without a first day, which is told already, nothing can be said of the period.
    let period_known = settings.meetings.first != NaiveDate::default();
    if events.len() == settings.events.len() {
        inductions(&events, settings, findings);
        if period_known {
            within_the_period(root, &events, settings, findings);
        }
    }
    if period_known {
        period(&root.table("meetings"), settings, findings);
    }
    kept_long_enough(&root.table("privacy"), settings, findings);
}

/// Where an event says when it is.
fn when(node: &Node<'_>) -> (String, Range<usize>) {
    let key = if node.value("dates").is_none() && node.value("at").is_some() { "at" } else { "dates" };
    (node.path_of(key), node.span_of(key))
}

/// ` (line 58)` for the first of these keys that is written.
fn line_of(root: &Node<'_>, keys: [(&str, &str); 2], findings: &Findings<'_>) -> String {
    let written = keys.iter().find_map(|(table, key)| Some(root.table(table).value(key)?.span()));
    written.map_or_else(String::new, |span| format!(" (line {})", findings.line(&span)))
}

/// The mentors' induction comes first, so that what they say there can be told to the mentees.
fn inductions(nodes: &[Node<'_>], settings: &Settings, findings: &mut Findings<'_>) {
    let events = &settings.events;
    let [first_side, second_side] = Side::BOTH.map(|side| side.many(settings.programme.kind));
    let of_mentors = |(_, event): &(&Node<'_>, &Event)| is_induction(event, Audience::Mentors);
    let mentors: Vec<(&Node<'_>, &Event)> = nodes.iter().zip(events).filter(of_mentors).collect();
    let first = mentors.iter().filter_map(|(node, event)| Some((event.dates.iter().min()?, node)));
    let Some((mentors_first, mentors_node)) = first.min_by_key(|(start, _)| *start) else { return };
    let mentors_end = mentors.iter().flat_map(|(_, event)| ends(event)).max();
    let line = findings.line(&when(mentors_node).1);
    for (node, event) in nodes.iter().zip(events).filter(|(_, event)| is_induction(event, Audience::Mentees)) {
        let Some(start) = event.dates.iter().min() else { continue };
        let problem = if start <= mentors_first {
            let mentors_first = mentors_first.format("%Y-%m-%d at %H:%M");
            Problem::error("contradiction", format!("the {second_side}' induction comes before the {first_side}'"))
                .help(format!("the {first_side}' is on {mentors_first} (line {line}): put the {second_side}' after it"))
        } else if mentors_end.is_some_and(|end| *start < end) {
            let message =
                format!("the {second_side}' induction begins before the last of the {first_side}' (line {line}) has ended");
            Problem::warning("overlap", message)
                .help(format!("put it after the {first_side}', so that what they say can be told to the {second_side}"))
        } else {
            continue;
        };
        let (path, span) = when(node);
        findings.add(&path, span, problem.value(start.format("%Y-%m-%d %H:%M").to_string()));
    }
}

fn is_induction(event: &Event, audience: Audience) -> bool {
    event.kind == EventKind::Induction && event.audience == audience
}

fn ends(event: &Event) -> impl Iterator<Item = NaiveDateTime> {
    let length = TimeDelta::minutes(i64::from(event.minutes));
    event.dates.iter().filter_map(move |start| start.checked_add_signed(length))
}

/// The last meeting is not after the wrap-up; the first is after the inductions; the review lies between.
fn within_the_period(root: &Node<'_>, nodes: &[Node<'_>], settings: &Settings, findings: &mut Findings<'_>) {
    let period = [
        (settings.meetings.first, line_of(root, [("meetings", "first"), ("dates", "start")], findings)),
        (settings.meetings.last, line_of(root, [("meetings", "last"), ("dates", "meetings_end")], findings)),
    ];
    for (node, event) in nodes.iter().zip(&settings.events) {
        let days = || event.dates.iter().map(NaiveDateTime::date);
        let (Some(earliest), Some(latest)) = (days().min(), days().max()) else { continue };
        let Some(problem) = misplaced(event, (earliest, latest), &period) else { continue };
        let (path, span) = when(node);
        findings.add(&path, span, problem);
    }
}

fn misplaced(
    event: &Event,
    (earliest, latest): (NaiveDate, NaiveDate),
    [(first, first_line), (last, last_line)]: &[(NaiveDate, String); 2],
) -> Option<Problem> {
    let (id, first, last, said) = (&event.id, *first, *last, text::long_date);
    match event.kind {
        EventKind::WrapUp if last > latest => Some(
            Problem::error(
                "contradiction",
                format!("the last meeting may be on {}{last_line}, after the wrap-up {id:?} on {}", said(last), said(latest)),
            )
            .help("write an earlier `meetings_end` in [dates] (`last` in [meetings]), or a later wrap-up"),
        ),
        EventKind::WrapUp if last > earliest => Some(
            Problem::warning(
                "overlap",
                format!(
                    "the last meeting may be on {}{last_line}, after the first date of the wrap-up {id:?}, {}",
                    said(last),
                    said(earliest)
                ),
            )
            .help("write an earlier `meetings_end` in [dates] (`last` in [meetings])"),
        ),
        EventKind::Induction if first < latest => Some(
            Problem::warning(
                "overlap",
                format!(
                    "the first meeting may be on {}{first_line}, before the induction {id:?} on {}",
                    said(first),
                    said(latest)
                ),
            )
            .help("write a later `start` in [dates] (`first` in [meetings])"),
        ),
        EventKind::MidPoint if earliest < first || latest > last => Some(
            Problem::warning(
                "overlap",
                format!(
                    "the review {id:?} does not lie between the first and the last meeting, {} to {}",
                    said(first),
                    said(last)
                ),
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
        // With [dates] their order is told there.
        if settings.dates.is_empty() {
            let message = format!(
                "the last day, {}, comes before the first, {}",
                text::long_date(meetings.last),
                text::long_date(meetings.first)
            );
            let problem = Problem::error("reversed", message).help("swap `first` and `last`, or look at the events' dates");
            findings.add(&node.path_of("last"), node.span_of("last"), problem);
        }
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
        meetings.least,
        meetings.weeks_least,
        text::long_date(meetings.first),
        text::long_date(meetings.last)
    );
    let closer = if gap > 0 { format!("; or {gap} weeks between two") } else { String::new() };
    let fit = text::counted(fit as usize, "meeting");
    let help = format!("{fit} would fit{closer}; or a last day {} weeks later", needed - weeks);
    findings.add(&node.path_of("count"), node.span_of("count"), Problem::error("too-short", message).help(help));
}

fn kept_long_enough(node: &Node<'_>, settings: &Settings, findings: &mut Findings<'_>) {
    if let Some(until) = settings.privacy.keep_until.filter(|until| *until < settings.meetings.last) {
        let problem = Problem::warning(
            "overlap",
            format!("personal data is to be erased on {}, before the last meeting", text::long_date(until)),
        )
        .help("write a later `keep_until`: without the register nobody can be written to");
        findings.add(&node.path_of("keep_until"), node.span_of("keep_until"), problem);
    }
}
