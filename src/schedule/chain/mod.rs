//! The best chain of days between two fixed points: a shortest path in a directed acyclic graph.
//!
//! A node is "the i-th meeting is on this day", an edge a permitted gap. Filtering the days forwards and backwards leaves, for each
//! place in the chain, exactly the days on which it can be in some whole chain; dynamic programming over these (Bellman 1958;
//! Cormen et al., *Introduction to Algorithms*, 24.2) finds the best. Days are numbers here; nothing is known of calendars.

mod filter;
mod leeway;
mod search;

pub(super) use search::best;

/// A day, counted from the beginning of the common era.
pub(super) type Day = i32;

/// So many days after the period begins a pair should have met.
pub(super) const FIRST_MEETING_WITHIN: Day = 21;

/// The permitted gaps between two consecutive meetings, in days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gaps {
    pub least: i32,
    pub most: i32,
}

impl Gaps {
    fn permit(self, from: Day, to: Day) -> bool {
        (self.least..=self.most).contains(&(to - from))
    }
}

/// What lies before the first day of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// Nothing: the chain begins as soon as it likes.
    Free,
    /// A meeting on this day; the gap after it counts.
    After(Day),
    /// A meeting on this day after which no day of the permitted gap is left: any later day will do.
    LongAfter(Day),
}

/// What lies behind the last day of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finish {
    /// Nothing.
    Free,
    /// A meeting on this day; the gap before it counts.
    Before(Day),
    /// A meeting on this day; the gap before it may be longer than permitted.
    LongBefore(Day),
}

/// The stretch in which a chain is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch<'a> {
    /// The days on which a meeting can be, ascending.
    pub days: &'a [Day],
    /// The first and the last day of the period, for evenness.
    pub period: (Day, Day),
    pub gaps: Gaps,
    pub start: Start,
    pub finish: Finish,
}

/// The best chain of a given length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chain {
    /// The day of each meeting, and the index of the standing meeting that it is; `None` for a further one.
    pub meetings: Vec<(Day, Option<usize>)>,
    /// How many of them could be on no other day while the others stay.
    pub rigid: u32,
}

#[cfg(test)]
mod tests;
