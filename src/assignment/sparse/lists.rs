//! A short list of candidates for every row: the columns of greatest gain (weight − price), and a bound on the gain of all others.
//!
//! Prices of columns never fall while paths are sought, so gains never rise: listed gains and the bound on the rest stay upper
//! bounds for ever, and a list has to be made anew only when a search comes down to its bound. No other column need be
//! looked at before, and none at the end.

use std::cmp::Reverse;

use crate::assignment::LANES;
use crate::assignment::Weights;
use crate::assignment::number;
use crate::assignment::scan::NO_GAIN;
use crate::assignment::scan::Scan;

/// How many candidates a list aims at in the beginning.
const LENGTH: usize = 32;

/// How often a list is made before it aims at twice as many. The columns of the forest lose gain as fast as its rows lose price, so one of
/// them that is not listed brings its row back again and again, and only a longer list ends that.
const MADE_BEFORE_DOUBLING: u32 = 8;

/// No list aims at more than `LENGTH` doubled so often.
const MOST_DOUBLINGS: u32 = 24;

/// How many more are collected before a list is cut.
const SPARE: usize = 16;

/// A weight or gain as it is stored: as few bits as suffice for weights, because lists are the greater part of the memory in use, and
/// fetching them is the greater part of a search.
pub(super) trait Cell: Copy + Into<i64> {
    /// A weight, or a bound on a gain that is not lower than the gain.
    fn from_wide(wide: i64) -> Self;
}

impl Cell for i64 {
    fn from_wide(wide: i64) -> Self {
        wide
    }
}

impl Cell for i32 {
    fn from_wide(wide: i64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "chosen only where all weights and gains fit")]
        let narrow = wide as i32;
        narrow
    }
}

impl Cell for i16 {
    fn from_wide(wide: i64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "chosen only where all weights fit, and prices are never negative")]
        let narrow = wide.max(i16::MIN.into()) as i16;
        narrow
    }
}

/// A candidate of a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<C> {
    /// The column.
    pub(super) col: u32,
    /// Its gain when the list was made.
    pub(super) gain: C,
    /// The weight of the pair.
    pub(super) weight: C,
}

/// The candidates of one row.
#[derive(Clone, Debug)]
pub(super) struct List<C> {
    /// By falling gain.
    pub(super) candidates: Vec<Candidate<C>>,
    /// No column that is not listed had a greater gain; `NO_GAIN` if all permitted columns are listed.
    pub(super) rest: i64,
    /// How often it was made.
    made: u32,
}

impl<C: Cell> List<C> {
    fn unknown() -> Self {
        List { candidates: Vec::new(), rest: i64::MAX, made: 0 }
    }

    /// How many candidates to aim at the next time.
    fn length(&self) -> usize {
        LENGTH << (self.made / MADE_BEFORE_DOUBLING).min(MOST_DOUBLINGS)
    }

    /// The greatest gain that any column can have.
    pub(super) fn best(&self) -> i64 {
        self.candidates.first().map_or(NO_GAIN, |first| first.gain.into()).max(self.rest)
    }
}

/// Makes the lists.
pub(super) struct Lists<'a, C> {
    scan: Scan<'a>,
    /// Which columns take part.
    open: Vec<bool>,
    /// Twice as far below what was needed as lists have lately reached. Gains further down are passed over from the beginning.
    reach: i64,
    /// Kept from one scan to the next for the memory they have.
    gatherings: Vec<Gathering>,
    pub(super) of_row: Vec<List<C>>,
}

/// The gathering of one list.
#[derive(Default)]
struct Gathering {
    found: Vec<(i64, u32)>,
    /// Gains up to this are passed over.
    floor: i64,
    /// All gains from this on must be listed, however many.
    needed: i64,
    /// How many the list aims at.
    length: usize,
    /// How many may be collected before the next cut.
    room: usize,
}

impl<'a, C: Cell> Lists<'a, C> {
    pub(super) fn new(weights: &'a dyn Weights, open: Vec<bool>) -> Self {
        Lists { scan: Scan::new(weights), open, reach: 0, gatherings: Vec::new(), of_row: vec![List::unknown(); weights.rows()] }
    }

    /// How many columns take part.
    pub(super) fn open_cols(&self) -> usize {
        self.open.iter().filter(|&&open| open).count()
    }

    /// Makes lists anew: of each wanted row, all columns with a gain of at least what stands beside it.
    pub(super) fn refresh(&mut self, mut wanted: Vec<(usize, i64)>, price: impl Fn(usize) -> i64) {
        wanted.sort_by_key(|&(row, _)| self.scan.rank(row));
        self.scan.set_prices(self.open.iter().enumerate().map(|(col, &open)| open.then(|| price(col))));
        self.gatherings.resize_with(LANES, Gathering::default);
        for wanted in wanted.chunks(LANES) {
            let rows: Vec<usize> = wanted.iter().map(|&(row, _)| row).collect();
            for (gathering, &(row, needed)) in self.gatherings.iter_mut().zip(wanted) {
                gathering.begin(needed, self.reach, self.of_row[row].length());
            }
            let mut floors: Vec<i64> = self.gatherings.iter().take(rows.len()).map(|gathering| gathering.floor).collect();
            self.scan.above(&rows, &mut floors, |position, col, gain| self.gatherings[position].add(col, gain));
            for (&(row, needed), gathering) in wanted.iter().zip(&mut self.gatherings) {
                let list = &mut self.of_row[row];
                gathering.cut();
                // Looked up now, when few are left; a gain that was dropped stays a bound, permitted or not.
                gathering.found.retain(|&(_, col)| self.scan.permits(row, col as usize));
                gathering.write(list, &price);
                if needed < i64::MAX && list.rest != NO_GAIN {
                    self.reach = reach_after(self.reach, needed - list.rest);
                }
            }
        }
    }
}

/// Moves the reach towards twice of what a list has reached; a list that used all of it makes it grow, however small it is.
fn reach_after(reach: i64, reached: i64) -> i64 {
    let moved = (7 * reach + 2 * reached) / 8;
    if reached > reach { moved.max(reach + 1) } else { moved }
}

impl Gathering {
    fn begin(&mut self, needed: i64, reach: i64, length: usize) {
        self.found.clear();
        self.floor = if needed == i64::MAX || reach == 0 { NO_GAIN } else { needed - 1 - reach };
        (self.needed, self.length, self.room) = (needed, length, length.saturating_add(SPARE));
    }

    /// Takes a find in; the floor from now on.
    fn add(&mut self, col: usize, gain: i64) -> i64 {
        self.found.push((gain, number(col)));
        if self.found.len() >= self.room {
            self.cut();
            self.room = self.found.len() + SPARE;
        }
        self.floor
    }

    /// Drops all but the best, and no needed one: the floor becomes the gain of the best that was dropped.
    fn cut(&mut self) {
        let needed = self.found.iter().filter(|&&(gain, _)| gain >= self.needed).count();
        let kept = needed.max(self.length);
        if self.found.len() > kept {
            let (_, &mut (dropped, _), _) = self.found.select_nth_unstable_by_key(kept, |&(gain, _)| Reverse(gain));
            self.floor = dropped;
            self.found.truncate(kept);
        }
    }

    fn write<C: Cell>(&mut self, list: &mut List<C>, price: impl Fn(usize) -> i64) {
        self.found.sort_unstable_by_key(|&(gain, _)| Reverse(gain));
        list.rest = self.floor;
        list.made = list.made.saturating_add(1);
        list.candidates.clear();
        list.candidates.extend(self.found.iter().map(|&(gain, col)| Candidate {
            col,
            gain: C::from_wide(gain),
            weight: C::from_wide(gain + price(col as usize)),
        }));
    }
}
