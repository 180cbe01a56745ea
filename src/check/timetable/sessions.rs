//! Judges the order of group sessions by the settings alone, without knowing how the scheduler judges it.

use chrono::{Duration, NaiveDate, NaiveDateTime};

use crate::domain::event::{Audience, Event, EventKind};
use crate::domain::settings::Settings;

/// One rule broken by a group session.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SessionBreach {
    /// The event's id.
    pub event: String,
    /// A stable word for the rule.
    pub rule: &'static str,
}

/// Every session that stands where it cannot be. O(sessions²).
pub fn judge_sessions(settings: &Settings) -> Vec<SessionBreach> {
    let mut breaches = Vec::new();
    for event in &settings.events {
        let mut breach = |broken: bool, rule| {
            if broken {
                breaches.push(SessionBreach { event: event.id.clone(), rule });
            }
        };
        breach(before_the_mentors(settings, event), "mentors-first");
        breach(outside_of_the_meetings(settings, event), "mid-point-between");
        breach(leaves_no_meeting(settings, event), "induction-before-meetings");
        breach(every_wrap_up_is_too_early(settings, event), "wrap-up-after-meetings");
    }
    breaches.sort();
    breaches
}

/// Mentees' inductions and joint wrap-ups begin when the mentors' have ended, at least by the first dates of both; wrap-ups with as many dates date by
/// date.
fn before_the_mentors(settings: &Settings, event: &Event) -> bool {
    let waits =
        matches!((event.kind, event.audience), (EventKind::Induction, Audience::Mentees) | (EventKind::WrapUp, Audience::All));
    let mentors = settings.events.iter().filter(|other| other.kind == event.kind && other.audience == Audience::Mentors);
    let end = |other: &Event, start: &NaiveDateTime| *start + Duration::minutes(i64::from(other.minutes));
    let first_ends = |other: &Event| other.dates.iter().min().map(|start| end(other, start));
    let too_early = |other: &Event| {
        let same_dates = event.kind == EventKind::WrapUp && event.dates.len() == other.dates.len();
        if same_dates {
            other.dates.iter().zip(&event.dates).any(|(alone, joint)| *joint < end(other, alone))
        } else {
            event.dates.iter().min().zip(first_ends(other)).is_some_and(|(begins, end)| *begins < end)
        }
    };
    waits && mentors.into_iter().any(too_early)
}

fn outside_of_the_meetings(settings: &Settings, event: &Event) -> bool {
    let (first, last) = (settings.meetings.first, settings.meetings.last);
    event.kind == EventKind::MidPoint && days_of(event).any(|day| day <= first || last <= day)
}

fn leaves_no_meeting(settings: &Settings, event: &Event) -> bool {
    event.kind == EventKind::Induction && days_of(event).any(|day| day >= settings.meetings.last)
}

fn every_wrap_up_is_too_early(settings: &Settings, event: &Event) -> bool {
    let mut wrap_ups = settings.events.iter().filter(|other| other.kind == EventKind::WrapUp).flat_map(days_of);
    event.kind == EventKind::WrapUp && !event.dates.is_empty() && wrap_ups.all(|day| day < settings.meetings.last)
}

fn days_of(event: &Event) -> impl Iterator<Item = NaiveDate> {
    event.dates.iter().map(NaiveDateTime::date)
}
