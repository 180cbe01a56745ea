//! A pair's meetings as each of the two sees them. A meeting has a day and no hour, so it is an all-day entry that keeps nobody busy.
//!
//! There are none before the reveal: two who compare the days of their meetings would find each other. The two never share a UID.

use super::told_dates::MEETING_DAYS;
use super::{Entry, Status, View, When};
use crate::domain::id::PersonId;
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::settings::{Meetings, Settings};
use crate::domain::text::short_date;
use crate::domain::visible_pairs::{VisiblePair, VisiblePairs};

/// Every meeting that this person had, has or was to have in the pairs that this person may know of.
pub(super) fn of_person<'a>(view: View<'a>, visible: &VisiblePairs<'a>) -> Vec<Entry> {
    let person = visible.person();
    let entries = visible.iter().flat_map(|pair| pair.meetings().map(move |meeting| (pair, meeting)));
    entries.map(|(pair, meeting)| entry(view, &pair, &format!("for {person}"), meeting)).collect()
}

/// The first and the last day for meetings.
pub(super) fn of_programme(view: View<'_>) -> [Entry; 2] {
    let Meetings { first, last, .. } = view.settings.meetings;
    let [of_first, of_last] = MEETING_DAYS.map(|key| view.changes.of(key, 1));
    let days = [("first", first, "First day for meetings", of_first), ("last", last, "Last day for meetings", of_last)];
    days.map(|(what, day, title, sequence)| Entry {
        sequence,
        ..super::milestones::all_day(view, &format!("meetings {what}"), day, title.to_owned())
    })
}

fn entry(view: View<'_>, visible: &VisiblePair<'_>, whose: &str, meeting: &Meeting) -> Entry {
    let partner = visible.partner();
    let named = view.names.contact(partner);
    let unnamed = || format!("your {}", partner.side().one(view.settings.programme.kind));
    let with = named.map_or_else(unnamed, |known| known.name.clone());
    Entry {
        uid: (view.uid)(&format!("meeting {} {} {whose}", visible.pair().id, meeting.number)),
        title: format!("Meeting {} with {with}", meeting.number),
        description: description(meeting, view.settings),
        place: String::new(),
        link: String::new(),
        when: When::Day(meeting.held_on.unwrap_or(meeting.date)),
        status: match meeting.status {
            MeetingStatus::Planned | MeetingStatus::Held => Status::Confirmed,
            MeetingStatus::Missed | MeetingStatus::Cancelled => Status::Cancelled,
        },
        stamp: visible.revealed_on().max(meeting.revised_on),
        sequence: meeting.changes + naming(view, partner),
    }
}

/// How often the partner's name in the title changed: it came, and with an erasure it goes again.
fn naming(view: View<'_>, partner: PersonId) -> u32 {
    let is_erased = view.cohort.people.get(&partner).is_some_and(|known| known.erased.is_some());
    if is_erased { 2 } else { u32::from(view.names.contact(partner).is_some()) }
}

fn description(meeting: &Meeting, settings: &Settings) -> String {
    let Meetings { minutes, hours: (from, to), .. } = &settings.meetings;
    let length = format!("{minutes} minutes, between {} and {}", from.format("%H:%M"), to.format("%H:%M"));
    match meeting.status {
        MeetingStatus::Planned if meeting.fixed => format!("{length}."),
        MeetingStatus::Planned => {
            let [earliest, latest] = [meeting.earliest, settings.latest_told(meeting)];
            let [from, to] = [earliest, latest].map(short_date);
            if earliest == latest {
                format!("A proposal: {from} is the day that fits. {length}.")
            } else {
                format!("A proposal: any day from {from} to {to} will do. {length}.")
            }
        }
        MeetingStatus::Held => "This meeting was held.".to_owned(),
        MeetingStatus::Missed => "This meeting was not held.".to_owned(),
        MeetingStatus::Cancelled => "This meeting is cancelled.".to_owned(),
    }
}
