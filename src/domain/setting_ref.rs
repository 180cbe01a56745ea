//! Which setting a problem is about, for code that knows no file format: `config` turns it into file, line and column.

use chrono::NaiveDateTime;

use super::milestone::Milestone;
use super::side::Side;

/// A setting of the cohort, as the scheduler and the matcher speak of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SettingRef {
    /// The last day for meetings.
    LastMeetingDay,
    /// A date of the programme.
    Date(Milestone),
    /// One date of a group session.
    EventDate {
        /// The session's id.
        event: String,
        /// When this date begins.
        at: NaiveDateTime,
    },
    /// The days that the lead keeps free.
    BlockedDays,
    /// The traditions whose observances are avoided.
    Observances,
    /// The lead's own calendar of holidays.
    HolidaysFile,
    /// The directories of earlier cohorts.
    EarlierCohorts,
    /// The column that says for how many pairs somebody of this side has room.
    Capacity(Side),
}

impl SettingRef {
    /// The key as it is told to people, such as `meetings.last` or, with the id of the session, `event.wrap-up.dates`.
    pub fn key(&self) -> String {
        match self {
            SettingRef::LastMeetingDay => "meetings.last".to_owned(),
            SettingRef::Date(milestone) => format!("dates.{}", milestone.key()),
            SettingRef::EventDate { event, .. } => format!("event.{event}.dates"),
            SettingRef::BlockedDays => "calendar.blocked".to_owned(),
            SettingRef::Observances => "calendar.observances".to_owned(),
            SettingRef::HolidaysFile => "calendar.holidays_file".to_owned(),
            SettingRef::EarlierCohorts => "previous.cohorts".to_owned(),
            SettingRef::Capacity(side) => format!("survey.{}.columns.capacity", side.key()),
        }
    }
}
