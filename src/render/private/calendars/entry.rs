//! One entry of a calendar, before it is text.

use chrono::{DateTime, NaiveDate, Utc};

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// By which programs find it again.
    pub uid: String,
    /// What is seen in the calendar.
    pub title: String,
    /// What is seen when it is opened.
    pub description: String,
    /// Where, and where to join; empty where it is not known.
    pub place: String,
    /// A web address; empty where there is none.
    pub link: String,
    /// When.
    pub when: When,
    /// Whether it will be.
    pub status: Status,
    /// The day of the newest fact about it.
    pub stamp: NaiveDate,
    /// How often what is told of it changed.
    pub sequence: u32,
}

/// When an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum When {
    /// All day, without keeping it busy.
    Day(NaiveDate),
    /// From one instant to another.
    Time(DateTime<Utc>, DateTime<Utc>),
}

/// Whether an entry will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// It will be, or was.
    Confirmed,
    /// One of several dates of which this person has not chosen.
    Tentative,
    /// It will not be, or was not.
    Cancelled,
}

impl Status {
    /// Every status with the word of RFC 5545.
    pub(crate) const ALL: [(Status, &'static str); 3] =
        [(Status::Confirmed, "CONFIRMED"), (Status::Tentative, "TENTATIVE"), (Status::Cancelled, "CANCELLED")];

    /// The word of RFC 5545.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Status::Confirmed => "CONFIRMED",
            Status::Tentative => "TENTATIVE",
            Status::Cancelled => "CANCELLED",
        }
    }
}

impl When {
    /// For the order of a file: by day and time, all-day entries first.
    pub(crate) fn begin(self) -> DateTime<Utc> {
        match self {
            When::Day(day) => day.and_time(chrono::NaiveTime::MIN).and_utc(),
            When::Time(start, _) => start,
        }
    }
}
