//! Stretches of days on which one person cannot meet.

use chrono::NaiveDate;

use crate::domain::id::PersonId;

/// Days on which a person cannot meet, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ClosedDays {
    /// The person.
    pub person: PersonId,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}
