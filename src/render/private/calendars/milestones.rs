//! The dates of the programme that are no group session: entries of a day that keep nobody busy.

use chrono::NaiveDate;

use super::{Entry, Status, View, When};
use crate::domain::milestone::Milestone;
use crate::render::shared::timeline;

/// The first and the last day for meetings stand in every programme's calendar, with a table of dates or without.
const WITH_THE_MEETINGS: [Milestone; 2] = [Milestone::Start, Milestone::MeetingsEnd];

/// Every milestone that is no group session.
pub(super) fn of_programme(view: View<'_>) -> impl Iterator<Item = Entry> {
    let elsewhere = |event: &str| WITH_THE_MEETINGS.iter().any(|milestone| milestone.key() == event);
    let milestones = timeline::milestones(view.settings).into_iter().filter(move |entry| !elsewhere(&entry.event));
    milestones.map(move |entry| Entry {
        link: entry.venue.link.unwrap_or_default(),
        sequence: view.changes.of(&entry.event, entry.option),
        ..all_day(view, &format!("milestone {}", entry.event), entry.day, entry.title)
    })
}

/// An entry of the programme's own that lasts a day.
pub(super) fn all_day(view: View<'_>, what: &str, day: NaiveDate, title: String) -> Entry {
    Entry {
        uid: (view.uid)(&format!("programme {what}")),
        title,
        description: String::new(),
        place: String::new(),
        link: String::new(),
        when: When::Day(day),
        status: Status::Confirmed,
        stamp: super::sessions::first_fact(view),
        sequence: 0,
    }
}
