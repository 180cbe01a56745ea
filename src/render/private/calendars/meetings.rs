//! A pair's meetings as each of the two sees them. A meeting has a day and no hour, so it is an all-day entry that keeps nobody busy.
//!
//! Before the reveal to a person's side the partner has no name and the pair no id; the two never share a UID.

use super::{Entry, Status, View, When};
use crate::domain::id::PersonId;
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::pair::Pair;
use crate::domain::settings::Meetings;

/// Every meeting that this person had, has or was to have.
pub(super) fn of_person(view: View<'_>, person: PersonId) -> impl Iterator<Item = Entry> {
    let pairs = view.cohort.pairs.values().filter(move |pair| pair.id.has(person));
    pairs.flat_map(move |pair| {
        let given_up = pair.earlier.values().filter(|earlier| !pair.meetings.contains_key(&earlier.number));
        pair.meetings.values().chain(given_up).map(move |meeting| entry(view, pair, person, meeting))
    })
}

/// The first and the last day for meetings.
pub(super) fn of_programme(view: View<'_>) -> [Entry; 2] {
    let Meetings { first, last, .. } = view.settings.meetings;
    [("first", first, "First day for meetings"), ("last", last, "Last day for meetings")]
        .map(|(what, day, title)| super::milestones::all_day(view, &format!("meetings {what}"), day, title.to_owned()))
}

fn entry(view: View<'_>, pair: &Pair, person: PersonId, meeting: &Meeting) -> Entry {
    let revealed = pair.revealed[person.side()].filter(|since| *since <= view.today);
    let other = person.side().other();
    let named = revealed.and_then(|_| view.names.contact(pair.id.person(other)));
    let partner = named.map_or_else(|| format!("your {}", other.one(view.settings.programme.kind)), |known| known.name.clone());
    Entry {
        uid: (view.uid)(&format!("meeting {} {} for {person}", pair.id, meeting.number)),
        title: format!("Meeting {} with {partner}", meeting.number),
        description: description(meeting, &view.settings.meetings),
        when: When::Day(meeting.held_on.unwrap_or(meeting.date)),
        status: match meeting.status {
            MeetingStatus::Planned | MeetingStatus::Held => Status::Confirmed,
            MeetingStatus::Missed | MeetingStatus::Cancelled => Status::Cancelled,
        },
        stamp: revealed.map_or(meeting.revised_on, |since| since.max(meeting.revised_on)),
        sequence: meeting.changes + u32::from(named.is_some()),
    }
}

fn description(meeting: &Meeting, settings: &Meetings) -> String {
    let Meetings { minutes, hours: (from, to), .. } = settings;
    let length = format!("{minutes} minutes, between {} and {}", from.format("%H:%M"), to.format("%H:%M"));
    match meeting.status {
        MeetingStatus::Planned if meeting.fixed => format!("{length}."),
        MeetingStatus::Planned => {
            let [earliest, latest] = [meeting.earliest, meeting.latest].map(|day| day.format("%-d %B %Y"));
            format!("A proposal: any day from {earliest} to {latest} will do. {length}.")
        }
        MeetingStatus::Held => "This meeting was held.".to_owned(),
        MeetingStatus::Missed => "This meeting was not held.".to_owned(),
        MeetingStatus::Cancelled => "This meeting is cancelled.".to_owned(),
    }
}
