//! Finds, among all pairs of a few rows, those whose gain (weight − price of the column) is above a floor. The one place that reads
//! weights in bulk: every pair costs a subtraction and a comparison, and the few that pass are handed on one by one.

use super::{FORBIDDEN, LANE_FORBIDDEN, LANES, Weights};

/// Below every gain of a permitted pair.
pub(super) const NO_GAIN: i64 = i64::MIN;

/// The highest price that still fits the arithmetic of 16 bits: `weight − price` stays above every forbidden pair's.
const LANE_PRICE: i64 = 1 << 14;

/// The prices of the columns as the scan needs them. A column without a price is passed over.
pub(super) struct Scan<'a> {
    weights: &'a dyn Weights,
    prices: Vec<Option<i64>>,
    /// The same in 16 bits, if all of them fit.
    lane_prices: Option<Vec<i16>>,
    row: Vec<i64>,
}

impl<'a> Scan<'a> {
    pub(super) fn new(weights: &'a dyn Weights) -> Self {
        Scan { weights, prices: Vec::new(), lane_prices: None, row: vec![FORBIDDEN; weights.cols()] }
    }

    /// Sets the prices for the scans to come.
    pub(super) fn set_prices(&mut self, prices: impl Iterator<Item = Option<i64>>) {
        self.prices.clear();
        self.prices.extend(prices);
        self.lane_prices = self.prices.iter().map(|&price| lane_price(price)).collect();
    }

    /// Calls `found(position, col, gain)` for every permitted pair of `rows[position]` with a gain above `floors[position]`; it
    /// answers with the floor from now on. At most [`LANES`] rows.
    pub(super) fn above(&mut self, rows: &[usize], floors: &mut [i64], mut found: impl FnMut(usize, usize, i64) -> i64) {
        if self.above_in_lanes(rows, floors, &mut found) {
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

    /// The same in 16 bits, if weights and prices allow.
    fn above_in_lanes(&self, rows: &[usize], floors: &mut [i64], found: &mut impl FnMut(usize, usize, i64) -> i64) -> bool {
        let (Some(prices), Some(&last)) = (&self.lane_prices, rows.last()) else { return false };
        let mut block = [last; LANES];
        block[..rows.len()].copy_from_slice(rows);
        let mut lane_floors = [i16::MAX; LANES];
        for (lane, &floor) in lane_floors.iter_mut().zip(floors.iter()) {
            *lane = lane_floor(floor);
        }
        self.weights.visit_lanes(&block, &mut |first, weights| {
            let prices = &prices[first..first + weights.len()];
            let mut next = 0;
            while let Some(step) = first_above(&weights[next..], &prices[next..], &lane_floors) {
                let col = next + step;
                for lane in 0..rows.len() {
                    let gain = weights[col][lane].saturating_sub(prices[col]);
                    if gain > lane_floors[lane] {
                        lane_floors[lane] = lane_floor(found(lane, first + col, gain.into()));
                    }
                }
                next = col + 1;
            }
        })
    }
}

/// The first column with a pair above its row's floor.
///
/// Written as the maximum of sixteen differences, which compilers turn into a few vector instructions.
fn first_above(weights: &[[i16; LANES]], prices: &[i16], floors: &[i16; LANES]) -> Option<usize> {
    weights.iter().zip(prices).position(|(weights, &price)| {
        let above = weights.iter().zip(floors).map(|(weight, &floor)| weight.saturating_sub(price).saturating_sub(floor));
        above.fold(i16::MIN, i16::max) > 0
    })
}

/// A price in 16 bits; a column without one is so dear that no pair is above any floor.
fn lane_price(price: Option<i64>) -> Option<i16> {
    match price {
        None => Some(i16::MAX),
        Some(price) => i16::try_from(price).ok().filter(|_| (0..=LANE_PRICE).contains(&price)),
    }
}

/// A floor in 16 bits, never below what forbidden pairs reach.
fn lane_floor(floor: i64) -> i16 {
    i16::try_from(floor.clamp(LANE_FORBIDDEN.into(), i16::MAX.into())).unwrap_or(i16::MAX)
}
