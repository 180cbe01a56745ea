//! Whether a meeting of a chain could be on another day while the others stay where they are.

use super::{Day, Gaps};

/// The distances from a day to the nearest other days on which a meeting can be; `None` where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Nearest {
    before: Option<Day>,
    after: Option<Day>,
}

/// In which directions a meeting could go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Leeway {
    earlier: bool,
    later: bool,
}

impl Nearest {
    /// The nearest of `days`, which are ascending and hold `day`.
    pub(super) fn of(days: &[Day], day: Day) -> Nearest {
        let at = days.partition_point(|other| *other < day);
        let before = at.checked_sub(1).and_then(|at| days.get(at)).map(|other| day - other);
        let after = days.get(at + 1).map(|other| other - day);
        Nearest { before, after }
    }

    /// The directions that are open where no other meeting is near.
    pub(super) fn alone(self) -> Leeway {
        Leeway { earlier: self.before.is_some(), later: self.after.is_some() }
    }

    /// The directions that a meeting so many days before leaves open. A gap that is not kept now is not asked of another day.
    pub(super) fn after_gap(self, gap: Day, gaps: Gaps) -> Leeway {
        let nearer = |days: Day| days <= gap / 2 && (gap - days >= gaps.least || gap < gaps.least);
        let farther = |days: Day| gap + days <= gaps.most || gap > gaps.most;
        Leeway { earlier: self.before.is_some_and(nearer), later: self.after.is_some_and(farther) }
    }

    /// The directions that a meeting so many days later leaves open.
    pub(super) fn before_gap(self, gap: Day, gaps: Gaps) -> Leeway {
        let nearer = |days: Day| days <= (gap - 1) / 2 && (gap - days >= gaps.least || gap < gaps.least);
        let farther = |days: Day| gap + days <= gaps.most || gap > gaps.most;
        Leeway { earlier: self.before.is_some_and(farther), later: self.after.is_some_and(nearer) }
    }
}

impl Leeway {
    /// How many there are.
    pub(super) const COUNT: usize = 4;

    /// Every one, by its number.
    pub(super) const ALL: [Leeway; Leeway::COUNT] = [
        Leeway { earlier: false, later: false },
        Leeway { earlier: false, later: true },
        Leeway { earlier: true, later: false },
        Leeway { earlier: true, later: true },
    ];

    /// Its place in [`Leeway::ALL`].
    pub(super) fn number(self) -> usize {
        usize::from(self.earlier) * 2 + usize::from(self.later)
    }

    /// Whether both neighbours leave a direction open.
    pub(super) fn shares_a_direction(self, other: Leeway) -> bool {
        self.earlier && other.earlier || self.later && other.later
    }
}
