//! A pair as the facts tell it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::fact::{EndReason, Origin};
use super::id::PairId;
use super::meeting::{Meeting, MeetingStatus};
use super::problem::{Place, Problem};
use super::side::BySide;

/// One mentor with one mentee, from the first day to the last. Two who are paired a second time have one record, of the last time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The two.
    pub id: PairId,
    /// The day on which they became a pair (the last time).
    pub since: NaiveDate,
    /// Their score, 0 to 1000.
    pub score: Option<u16>,
    /// How they became a pair.
    pub origin: Origin,
    /// When and why the pair ended.
    pub ended: Option<(NaiveDate, EndReason)>,
    /// How often the pair ended so far, in earlier times as this same pair too.
    pub ends: u32,
    /// The last day on which the pair can meet, where one of the two is going to leave.
    pub until: Option<NaiveDate>,
    /// Since when each side may know the other's name.
    pub revealed: BySide<Option<NaiveDate>>,
    /// The meetings by number.
    pub meetings: BTreeMap<u32, Meeting>,
    /// What became of the meetings of an earlier time as this same pair, by number: they stand in people's calendars still.
    pub earlier: BTreeMap<u32, Meeting>,
}

impl Pair {
    /// Whether the pair has not ended.
    pub fn is_active(&self) -> bool {
        self.ended.is_none()
    }

    /// Whether either side may know the other's name.
    pub fn is_revealed(&self) -> bool {
        self.revealed.mentors.is_some() || self.revealed.mentees.is_some()
    }

    /// The day from which the two know each other, where both were told.
    pub fn told_on(&self) -> Option<NaiveDate> {
        let [mentor, mentee] = [self.revealed.mentors?, self.revealed.mentees?];
        Some(mentor.max(mentee))
    }

    /// The meetings that were planned for days on which the two did not know each other yet. A re-plan places them again.
    pub(crate) fn planned_too_early(&self) -> impl Iterator<Item = &Meeting> {
        let told = self.told_on();
        self.planned().filter(move |meeting| !meeting.fixed && told.is_some_and(|told| meeting.date < told))
    }

    /// The meetings that took place.
    pub fn held(&self) -> impl Iterator<Item = &Meeting> {
        self.meetings.values().filter(|meeting| meeting.status == MeetingStatus::Held)
    }

    /// The meetings to come, and those past that nobody has reported.
    pub fn planned(&self) -> impl Iterator<Item = &Meeting> {
        self.meetings.values().filter(|meeting| meeting.status == MeetingStatus::Planned)
    }

    /// Whether the pair may be moved only when the lead says so: it has met or been revealed.
    pub fn is_settled(&self) -> bool {
        self.is_revealed() || self.held().next().is_some()
    }
}

/// That more pairs stand than `[matching] places` allows. They stay until somebody decides.
pub(crate) fn more_than_places(pairs: usize, places: Option<u32>) -> Option<Problem> {
    let places = places.filter(|places| pairs > *places as usize)?;
    let message = format!("there are {pairs} pairs, and [matching] places allows {places}: all of them stay");
    let help = format!("write `places = {pairs}` in cohort.toml, or end pairs with the verb `unpair`");
    let place = Place::file("cohort.toml").column("matching.places");
    Some(Problem::warning("more-pairs-than-places", message).at(place).value(places.to_string()).help(help))
}
