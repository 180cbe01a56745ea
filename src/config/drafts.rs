//! The programme's dates and sessions while they wait for each other: a session may take its day from a date, and a date from its sessions.

use std::ops::Range;

use chrono::NaiveTime;

use super::node::Node;
use crate::domain::days::DayBook;
use crate::domain::event::Event;
use crate::domain::milestone::ProgrammeDate;

/// Every date of the programme, and the days on which the proposed ones may fall.
pub(super) struct DatePlan {
    /// The dates; none where the first day for meetings is not known, or what is written contradicts itself: that is told.
    pub(super) dates: Vec<ProgrammeDate>,
    /// Which days are avoided, as far as `cohort.toml` tells by itself.
    pub(super) days: DayBook,
}

/// An event of which the days may not be known yet.
pub(super) struct EventDraft<'t> {
    /// The event, with the dates that are written.
    pub(super) event: Event,
    /// Its table.
    pub(super) node: Node<'t>,
    /// The times of day for which `[dates]` gives the day, and where each stands.
    pub(super) times: Vec<(NaiveTime, Range<usize>)>,
}
