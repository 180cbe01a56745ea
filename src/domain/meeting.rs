//! One meeting of a pair.

use chrono::NaiveDate;

/// What became of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MeetingStatus {
    /// To come, or past and not yet reported.
    Planned,
    /// Took place.
    Held,
    /// Did not take place.
    Missed,
    /// Given up, or its pair ended before it.
    Cancelled,
}

impl MeetingStatus {
    /// Every status with the word that files use.
    pub const ALL: [(MeetingStatus, &'static str); 4] = [
        (MeetingStatus::Planned, "planned"),
        (MeetingStatus::Held, "held"),
        (MeetingStatus::Missed, "missed"),
        (MeetingStatus::Cancelled, "cancelled"),
    ];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        match self {
            MeetingStatus::Planned => "planned",
            MeetingStatus::Held => "held",
            MeetingStatus::Missed => "missed",
            MeetingStatus::Cancelled => "cancelled",
        }
    }
}

/// A meeting as the facts tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Which of the pair's meetings, from 1.
    pub number: u32,
    /// The earliest day.
    pub earliest: NaiveDate,
    /// The proposed day.
    pub date: NaiveDate,
    /// The latest day.
    pub latest: NaiveDate,
    /// What became of it.
    pub status: MeetingStatus,
    /// The day on which it took place.
    pub held_on: Option<NaiveDate>,
    /// Whether somebody chose the day; a re-plan leaves it.
    pub fixed: bool,
    /// How many facts changed anything about it since it was first planned: a calendar's SEQUENCE.
    pub changes: u32,
    /// The day of the newest fact that changed its day or status.
    pub changed_on: NaiveDate,
    /// The day of the newest fact that changed anything about it, its window too.
    pub revised_on: NaiveDate,
}
