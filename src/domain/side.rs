//! The two sides of a programme and what its kind calls them.

use std::fmt;
use std::ops::{Index, IndexMut};

/// How a cohort pairs people, and what its two sides are called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Mentors and mentees drawn by lot.
    Random,
    /// Mentors and mentees matched by compatible answers.
    #[default]
    Goals,
    /// Juniors and seniors, each both mentor and mentee.
    Reciprocal,
}

impl Kind {
    /// Every kind with the word that `cohort.toml` and the command line use.
    pub const ALL: [(Kind, &'static str); 3] =
        [(Kind::Random, "random"), (Kind::Goals, "goals"), (Kind::Reciprocal, "reciprocal")];

    /// The word of `cohort.toml`.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Random => "random",
            Kind::Goals => "goals",
            Kind::Reciprocal => "reciprocal",
        }
    }
}

/// One of the two sides. In a reciprocal cohort juniors stand where mentors stand, seniors where mentees stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Mentors; juniors in a reciprocal cohort.
    Mentor,
    /// Mentees; seniors in a reciprocal cohort.
    Mentee,
}

impl Side {
    /// Both sides, in the order in which they are always told.
    pub const BOTH: [Side; 2] = [Side::Mentor, Side::Mentee];

    /// The other side.
    #[must_use]
    pub fn other(self) -> Side {
        match self {
            Side::Mentor => Side::Mentee,
            Side::Mentee => Side::Mentor,
        }
    }

    /// What one person of this side is called in a cohort of `kind`.
    pub fn one(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (Side::Mentor, Kind::Reciprocal) => "junior",
            (Side::Mentee, Kind::Reciprocal) => "senior",
            (Side::Mentor, _) => "mentor",
            (Side::Mentee, _) => "mentee",
        }
    }

    /// What several people of this side are called in a cohort of `kind`.
    pub fn many(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (Side::Mentor, Kind::Reciprocal) => "juniors",
            (Side::Mentee, Kind::Reciprocal) => "seniors",
            (Side::Mentor, _) => "mentors",
            (Side::Mentee, _) => "mentees",
        }
    }

    /// The key of this side in `cohort.toml` and JSON, whatever the kind: `mentors` or `mentees`.
    pub fn key(self) -> &'static str {
        self.many(Kind::Goals)
    }

    /// The letter with which this side's ids begin in a cohort of `kind`.
    pub fn letter(self, kind: Kind) -> char {
        match (self, kind) {
            (Side::Mentor, Kind::Reciprocal) => 'J',
            (Side::Mentee, Kind::Reciprocal) => 'S',
            (Side::Mentor, _) => 'M',
            (Side::Mentee, _) => 'E',
        }
    }
}

/// The word used in files where the kind is not at hand: `mentor` or `mentee`.
impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.one(Kind::Goals))
    }
}

/// One value for each side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BySide<T> {
    /// The mentors' (juniors').
    pub mentors: T,
    /// The mentees' (seniors').
    pub mentees: T,
}

impl<T> Index<Side> for BySide<T> {
    type Output = T;
    fn index(&self, side: Side) -> &T {
        match side {
            Side::Mentor => &self.mentors,
            Side::Mentee => &self.mentees,
        }
    }
}

impl<T> IndexMut<Side> for BySide<T> {
    fn index_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Mentor => &mut self.mentors,
            Side::Mentee => &mut self.mentees,
        }
    }
}
