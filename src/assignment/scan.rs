//! Finds, among all pairs of a few rows, those whose gain (weight − price of the column) is above a floor. The one place that reads
//! weights in bulk: pieces in which no gain can be above a floor are passed over, other pairs cost a subtraction and a comparison, and
//! the few that pass are handed on one by one.

use std::ops::Range;

use super::{FORBIDDEN, LANE_FORBIDDEN, LANES, LaneWeights, Visitor, Weights};

/// Below every gain of a permitted pair.
pub(super) const NO_GAIN: i64 = i64::MIN;

/// The highest price that still fits the arithmetic of 16 bits: `weight − price` stays above every forbidden pair's.
const LANE_PRICE: i64 = 1 << 14;

/// The price of a column in 16 bits that takes no part: no pair is above any floor.
const CLOSED: i16 = i16::MAX;

/// How many places have a lowest price of their own.
const GROUP: usize = 16;

/// The prices of the columns as the scan needs them. A column without a price is passed over.
pub(super) struct Scan<'a> {
    weights: &'a dyn Weights,
    prices: Vec<Option<i64>>,
    /// What reads sixteen rows at once, where weights and prices are small enough.
    lanes: Option<Narrow<'a>>,
    row: Vec<i64>,
}

/// Prices in 16 bits, by place.
struct Narrow<'a> {
    weights: &'a dyn LaneWeights,
    /// The place of each row in the order of rows.
    rank: Vec<u32>,
    prices: Vec<i16>,
    /// The lowest price of each [`GROUP`].
    lowest: Vec<i16>,
    /// Whether all prices fit.
    fits: bool,
}

impl<'a> Scan<'a> {
    pub(super) fn new(weights: &'a dyn Weights) -> Self {
        let lanes = weights.lanes().map(Narrow::new);
        Scan { weights, prices: Vec::new(), lanes, row: vec![FORBIDDEN; weights.cols()] }
    }

    /// Sets the prices for the scans to come.
    pub(super) fn set_prices(&mut self, prices: impl Iterator<Item = Option<i64>>) {
        self.prices.clear();
        self.prices.extend(prices);
        if let Some(narrow) = &mut self.lanes {
            narrow.set_prices(&self.prices);
        }
    }

    /// Where a row stands among those that are alike; rows that are scanned together should stand close to each other.
    pub(super) fn rank(&self, row: usize) -> u32 {
        self.lanes.as_ref().map_or(0, |narrow| narrow.rank[row])
    }

    /// Whether a pair that was found is permitted.
    pub(super) fn permits(&self, row: usize, col: usize) -> bool {
        self.lanes.as_ref().is_none_or(|narrow| !narrow.weights.is_exception(row, col))
    }

    /// Calls `found(position, col, gain)` for every permitted pair of `rows[position]` with a gain above `floors[position]`, in any order,
    /// and perhaps for pairs that are not permitted (see [`Scan::permits`]); it answers with the floor from now on, which never falls. At
    /// most [`LANES`] rows.
    pub(super) fn above(&mut self, rows: &[usize], floors: &mut [i64], mut found: impl FnMut(usize, usize, i64) -> i64) {
        if let Some(narrow) = self.lanes.as_ref().filter(|narrow| narrow.fits) {
            narrow.above(rows, floors, found);
            return;
        }
        for (position, (&row, floor)) in rows.iter().zip(floors).enumerate() {
            self.weights.fill(row, &mut self.row);
            for (col, (&weight, &price)) in self.row.iter().zip(&self.prices).enumerate() {
                let Some(price) = price.filter(|_| weight != FORBIDDEN) else { continue };
                if weight - price > *floor {
                    *floor = found(position, col, weight - price);
                }
            }
        }
    }
}

impl<'a> Narrow<'a> {
    fn new(weights: &'a dyn LaneWeights) -> Self {
        let mut rank = vec![0; weights.row_order().len()];
        for (place, &row) in (0..).zip(weights.row_order()) {
            rank[row as usize] = place;
        }
        Narrow { weights, rank, prices: Vec::new(), lowest: Vec::new(), fits: false }
    }

    fn set_prices(&mut self, prices: &[Option<i64>]) {
        self.fits = prices.iter().flatten().all(|price| (0..=LANE_PRICE).contains(price));
        let of_col = |&col: &u32| prices[col as usize].and_then(|price| i16::try_from(price).ok()).unwrap_or(CLOSED);
        self.prices.clear();
        self.prices.extend(self.weights.col_order().iter().map(of_col));
        self.lowest.clear();
        self.lowest.extend(self.prices.chunks(GROUP).map(|prices| prices.iter().copied().fold(CLOSED, i16::min)));
    }

    fn above(&self, rows: &[usize], floors: &[i64], found: impl FnMut(usize, usize, i64) -> i64) {
        let Some(&last) = rows.last() else { return };
        let mut block = [last; LANES];
        block[..rows.len()].copy_from_slice(rows);
        let mut lane_floors = [i16::MAX; LANES];
        for (lane, &floor) in lane_floors.iter_mut().zip(floors) {
            *lane = lane_floor(floor);
        }
        self.weights.visit(&block, &mut Search { narrow: self, floors: lane_floors, found });
    }
}

/// One scan of sixteen rows.
struct Search<'s, 'a, F> {
    narrow: &'s Narrow<'a>,
    floors: [i16; LANES],
    found: F,
}

impl<F: FnMut(usize, usize, i64) -> i64> Visitor for Search<'_, '_, F> {
    fn wants(&self, places: Range<usize>, most: &[i16; LANES]) -> bool {
        let groups = places.start / GROUP..places.end.div_ceil(GROUP);
        let lowest = self.narrow.lowest[groups].iter().copied().fold(CLOSED, i16::min);
        any_above(most, lowest, &self.floors)
    }

    fn take(&mut self, first: usize, weights: &[[i16; LANES]]) {
        let places = first..first + weights.len();
        let (prices, cols) = (&self.narrow.prices[places.clone()], &self.narrow.weights.col_order()[places]);
        for ((weights, &price), &col) in weights.iter().zip(prices).zip(cols) {
            if any_above(weights, price, &self.floors) {
                self.hand_on(weights, price, col as usize);
            }
        }
    }
}

impl<F: FnMut(usize, usize, i64) -> i64> Search<'_, '_, F> {
    fn hand_on(&mut self, weights: &[i16; LANES], price: i16, col: usize) {
        let (mut gains, mut above) = ([0; LANES], [0; LANES]);
        all_above(weights, price, &self.floors, &mut gains, &mut above);
        let mut left = u128::from_le_bytes(above);
        while left != 0 {
            let lane = left.trailing_zeros() as usize / 8;
            self.floors[lane] = lane_floor((self.found)(lane, col, gains[lane].into()));
            left &= left - 1;
        }
    }
}

/// Whether any row gains more than its floor. Sixteen comparisons without a branch between them are a few vector instructions.
fn any_above(weights: &[i16; LANES], price: i16, floors: &[i16; LANES]) -> bool {
    let above = weights.iter().zip(floors).map(|(weight, floor)| weight.saturating_sub(price) > *floor);
    above.fold(false, |any, above| any | above)
}

/// What each row gains, and whether that is more than its floor. A function of its own: inlined, compilers take the vectors apart.
#[inline(never)]
fn all_above(weights: &[i16; LANES], price: i16, floors: &[i16; LANES], gains: &mut [i16; LANES], above: &mut [u8; LANES]) {
    *gains = weights.map(|weight| weight.saturating_sub(price));
    for ((above, gain), floor) in above.iter_mut().zip(gains).zip(floors) {
        *above = u8::from(*gain > *floor);
    }
}

/// A floor in 16 bits, never below what forbidden pairs reach.
fn lane_floor(floor: i64) -> i16 {
    i16::try_from(floor.clamp(LANE_FORBIDDEN.into(), i16::MAX.into())).unwrap_or(i16::MAX)
}
