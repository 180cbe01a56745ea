//! What a timetable could not meet, with the numbers: said, never quietly squeezed.

use std::fmt;

use chrono::NaiveDate;

use crate::domain::days::Reason;
use crate::domain::text::{long_date, short_date};

/// One thing that a lead has to know of a pair's timetable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The two share no weekday: working days were proposed instead.
    NoCommonWeekday,
    /// Fewer meetings than the least that are enough.
    TooFew(Shortfall),
    /// Two consecutive meetings, at least one of them held, past or moved by hand, are nearer or farther apart than the settings ask.
    Gap {
        /// The number of the earlier meeting.
        earlier: u32,
        /// The number of the later meeting.
        later: u32,
        /// The days between them.
        days: i32,
        /// The fewest days that the settings ask for.
        least: i32,
        /// The most.
        most: i32,
    },
    /// These meetings can be on one day only while the others stay.
    NoRoom(Vec<u32>),
    /// A meeting moved by hand stands on a day that is avoided.
    OnAvoidedDay {
        /// The meeting.
        number: u32,
        /// The day.
        day: NaiveDate,
        /// Why it is avoided.
        why: Vec<Reason>,
    },
}

/// Why a pair has fewer meetings than the least that are enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortfall {
    /// How many there are, held ones included.
    pub meetings: u32,
    /// The least that are enough.
    pub least: u32,
    /// The first day on which a further meeting could be.
    pub from: NaiveDate,
    /// The last day of the period.
    pub last: NaiveDate,
    /// How many there would be if every working day from `from` to `last` were open.
    pub on_every_working_day: u32,
    /// For each obstacle, how many meetings there would be without it, where that is more.
    pub without: Vec<(Obstacle, u32)>,
}

/// What takes days away from a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// The weekdays that the two can do.
    Weekdays,
    /// Leave of one of them.
    Leave,
    /// Days that nobody is asked to meet on.
    AvoidedDays,
}

impl Shortfall {
    /// Whether the time alone is too short, whatever day is open.
    pub fn is_for_want_of_time(&self) -> bool {
        self.on_every_working_day < self.least
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Obstacle::Weekdays => "on any weekday",
            Obstacle::Leave => "without leave",
            Obstacle::AvoidedDays => "without the avoided days",
        })
    }
}

impl fmt::Display for Shortfall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Shortfall { meetings, least, on_every_working_day, .. } = self;
        let (from, last) = (short_date(self.from), short_date(self.last));
        write!(f, "{meetings} of at least {least} meetings: ")?;
        if self.from > self.last {
            return write!(f, "no day is left until {last}");
        }
        if self.is_for_want_of_time() {
            return write!(f, "from {from} to {last} even every working day would give only {on_every_working_day}");
        }
        write!(f, "from {from} to {last} every working day would give {on_every_working_day}")?;
        for (obstacle, meetings) in &self.without {
            write!(f, ", {obstacle} {meetings}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Remark::NoCommonWeekday => f.write_str("no weekday in common; proposed on other working days"),
            Remark::TooFew(shortfall) => shortfall.fmt(f),
            Remark::Gap { earlier, later, days, least, most } => {
                write!(f, "{days} days between meetings {earlier} and {later}, instead of {least} to {most}")
            }
            Remark::NoRoom(numbers) => {
                let meetings = if numbers.len() == 1 { "meeting" } else { "meetings" };
                write!(f, "{meetings} {}: no alternative day", listed(numbers))
            }
            Remark::OnAvoidedDay { number, day, why } => {
                let why: Vec<String> = why.iter().map(ToString::to_string).collect();
                write!(f, "meeting {number} was moved to {}: {}", long_date(*day), why.join(", "))
            }
        }
    }
}

/// `2`, `2 and 3`, `2, 3 and 5`.
fn listed(numbers: &[u32]) -> String {
    let words: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    match words.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => words.concat(),
    }
}
