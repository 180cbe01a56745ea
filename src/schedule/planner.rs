//! What is the same for all pairs of a request, worked out once, and what the planner has decided of a meeting.

use super::chain::{Day, Gaps};
use super::request::{PairRequest, Request};
use super::week::{DayTable, number};
use crate::domain::days::DayBook;
use crate::domain::settings::Meetings;

/// What all pairs have in common.
pub(super) struct Planner<'a> {
    pub settings: &'a Meetings,
    pub book: &'a DayBook,
    pub table: DayTable,
    pub gaps: Gaps,
    pub today: Day,
}

impl<'a> Planner<'a> {
    pub(super) fn new(request: &Request<'a>) -> Planner<'a> {
        let settings = request.meetings;
        let table = DayTable::new(request.days, settings.first, settings.last);
        Planner { settings, book: request.days, table, gaps: gaps(settings), today: number(request.today) }
    }

    /// The first day on which a meeting of this pair can be newly planned: it is to come, and the two know of each other.
    pub(super) fn begin(&self, pair: &PairRequest) -> Day {
        number(pair.since.max(self.settings.first)).max(self.today + 1).max(self.still_untold(pair))
    }

    /// The day on which the two are going to be told of each other; the very first of all where nothing of it is to come.
    pub(super) fn still_untold(&self, pair: &PairRequest) -> Day {
        pair.told_on.map(number).filter(|told| *told > self.today).unwrap_or(Day::MIN)
    }
}

/// A meeting with the day that it gets and the day on which it stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub number: u32,
    pub day: Day,
    pub before: Option<Day>,
}

/// The permitted gaps in days.
pub(super) fn gaps(settings: &Meetings) -> Gaps {
    let days = |weeks: u32| i32::try_from(weeks).unwrap_or(i32::MAX).saturating_mul(7).min(MANY_DAYS);
    Gaps { least: days(settings.weeks_least).max(1), most: days(settings.weeks_most).max(1) }
}

/// More days than any cohort has, few enough to be added to a day.
const MANY_DAYS: i32 = 36_525;
