//! Calendar files: one for each participant, one for the programme. An entry says what a person may know and nothing more.
//!
//! | rule | why |
//! | --- | --- |
//! | a UID is a keyed code of what the entry is and in whose file it stands | programs find the entry again; two who compare theirs learn nothing |
//! | SEQUENCE is the number of facts that changed what is told, `facts/calendar` included, so that every lead counts alike, and what two record alike once; and over what was [`published`] wherever that still differs | RFC 5546: a copy with a lower one is ignored |
//! | DTSTAMP and LAST-MODIFIED are the day of the newest fact, and never fall | the same facts give the same bytes |
//! | what is no longer planned stays, cancelled | a program that reads the file again takes it out of sight |
//! | before the reveal there are group sessions alone, and nothing in them depends on who the partner is | two files of a pair would hold the same days |
//! | instants are written in UTC | right on both sides of a change of the clocks, without a table of time zones in the file |
//! | METHOD:PUBLISH with an ORGANIZER and without an ATTENDEE | RFC 5546, 3.2.1 |

mod entry;
mod file;
mod meetings;
mod milestones;
pub(crate) mod published;
mod sessions;
mod told_dates;

use chrono::NaiveDate;

pub(crate) use entry::{Entry, Status, When};
pub(crate) use file::write;
pub(crate) use told_dates::dates_as_told;

use super::names::Names;
use crate::domain::blind::Blind;
use crate::domain::calendar_dates::DateChanges;
use crate::domain::cohort::Cohort;
use crate::domain::facts::Facts;
use crate::domain::id::PersonId;
use crate::domain::settings::Settings;
use crate::domain::visible_pairs::VisiblePairs;
use crate::domain::zone::Zone;

/// What calendars are made from.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    /// The settings.
    pub settings: &'a Settings,
    /// The zone of all times of day.
    pub zone: Option<&'a Zone>,
    /// The facts.
    pub facts: &'a Facts,
    /// The facts, folded.
    pub cohort: &'a Cohort,
    /// Who an id is.
    pub names: &'a Names,
    /// The day that counts as today: a reveal that is still to come tells nothing yet.
    pub today: NaiveDate,
    /// How often the programme's own dates changed since calendars first told them.
    pub changes: &'a DateChanges,
    /// The keyed code of what an entry is, telling nothing to whoever lacks the key.
    pub uid: &'a dyn Fn(&str) -> String,
}

/// Everybody who has, or had, a pair, in the order of ids.
pub(crate) fn participants(cohort: &Cohort) -> impl Iterator<Item = PersonId> {
    let people: std::collections::BTreeSet<PersonId> = cohort.pairs.keys().flat_map(|pair| pair.people()).collect();
    people.into_iter()
}

/// A participant's entries: the sessions that this person is asked to, and after the reveal the meetings with the partner.
pub(crate) fn of_person(view: View<'_>, person: PersonId) -> Vec<Entry> {
    entries(view, &VisiblePairs::of(view.cohort, person, view.today), Blind::of(view.cohort, person))
}

/// The entries of each of these people, as of one after the other. O(pairs · log pairs) beside the entries.
pub(crate) fn of_people(view: View<'_>, people: impl Iterator<Item = PersonId>) -> impl Iterator<Item = (PersonId, Vec<Entry>)> {
    let (mut visible, blind) = (VisiblePairs::by_person(view.cohort, view.today), Blind::by_person(view.cohort));
    people.map(move |person| {
        let visible = visible.remove(&person).unwrap_or_else(|| VisiblePairs::none(person));
        let blind = blind.get(&person).copied().unwrap_or_else(|| Blind::of(view.cohort, person));
        (person, entries(view, &visible, blind))
    })
}

fn entries(view: View<'_>, visible: &VisiblePairs<'_>, blind: Blind<'_>) -> Vec<Entry> {
    let pauses = pauses(visible, blind);
    meetings::of_person(view, visible).into_iter().chain(sessions::of_person(view, blind, pauses)).collect()
}

/// How often a session became doubtful because the person had no partner, and certain again: two changes for each pair that ended, one while
/// the person waits. None before a reveal to this person: whoever compares the numbers of two files would find whose pairs had ended.
fn pauses(visible: &VisiblePairs<'_>, blind: Blind<'_>) -> u32 {
    let may_know = visible.iter().next().is_some();
    if may_know { (2 * blind.ends).saturating_sub(u32::from(!blind.is_paired)) } else { 0 }
}

/// The entry of one group session for one person: the date to which this person comes. None where it is open or another's.
pub(crate) fn session_of_person(view: View<'_>, person: PersonId, event: &str) -> Option<Entry> {
    let guest = Blind::of(view.cohort, person);
    let session = view.settings.events.iter().find(|session| session.id == event)?;
    let pauses = pauses(&VisiblePairs::of(view.cohort, person, view.today), guest);
    sessions::for_guest(view, guest, session, pauses).find(|entry| entry.status == Status::Confirmed)
}

/// The programme's entries: its dates, every date of every session, and between which days pairs meet. Nobody is named and no pair is told.
pub(crate) fn of_programme(view: View<'_>) -> Vec<Entry> {
    let days = meetings::of_programme(view).into_iter().chain(milestones::of_programme(view));
    days.chain(sessions::of_programme(view)).collect()
}

#[cfg(test)]
mod secrecy_tests;
#[cfg(test)]
mod tests;
