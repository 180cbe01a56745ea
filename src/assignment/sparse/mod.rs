//! The fast solver for large instances. No matrix: weights are computed again whenever they are needed, which is faster than
//! fetching them from memory, and memory stays proportional to rows + columns.
//!
//! 1. *The number of pairs and its cover first.* The rows of the cover are then paired with columns outside it, and the columns
//!    of the cover with rows outside it, apart from each other: by König's theorem every pair of a maximum matching is of one of these
//!    two kinds, and in each kind everybody of the side in the cover is paired. So no large constant stands for "forbidden" or "one
//!    more pair", prices stay small, and an instance in which many must stay alone gets easier instead of harder.
//! 2. *A start* (`start`, and `kinds` where many are alike): prices and pairs that are right as far as they go.
//! 3. *Candidate lists* (`lists`): a few columns of each row, and a bound that covers all others. Volgenant, "Linear and
//!    semi-assignment problems: a core oriented approach", Computers & Operations Research 23 (1996), solves a sparse core and then
//!    checks whether it was enough; here the bound is part of the search, so that there is nothing to check afterwards. Where weights
//!    can be had in lanes ([`LaneWeights`](super::LaneWeights)), only those pieces of the columns are worked out in which anybody can
//!    weigh enough.
//! 4. *The Hungarian method with a kept forest* (`forest`) pairs the rest.
//!
//! Worst case O(rows · cols · min(rows, cols)); on scores of mentoring cohorts far less (see `benches/assignment`).

mod forest;
mod kinds;
mod lists;
mod queue;
mod start;
mod state;

use super::{Cover, FORBIDDEN, LANE_BOUND, Optimum, Prices, Weights, cardinality, dense};
use forest::Forest;
use lists::{Cell, Lists};
use state::{NONE, State};

/// The most pairs and, among those, the greatest total weight.
pub fn solve(weights: &dyn Weights) -> Optimum {
    let matching = cardinality::maximum(weights);
    let cover = cardinality::cover(weights, &matching);
    prove(weights, &cover).unwrap_or_else(|| dense::solve(weights))
}

/// The optimum of a given cover; none if prices could need more than 64 bits.
fn prove(weights: &dyn Weights, cover: &Cover) -> Option<Optimum> {
    let (rows, cols) = (weights.rows(), weights.cols());
    let (mut by_rows, mut by_cols) = (State::new(rows, cols), State::new(cols, rows));
    if cover.rows.contains(&true) {
        by_rows = solve_covered(weights, &cover.rows, &cover.cols)?;
    }
    if cover.cols.contains(&true) {
        by_cols = match weights.transposed() {
            Some(transposed) => solve_covered(transposed, &cover.cols, &cover.rows)?,
            None => solve_covered(&Transposed::new(weights), &cover.cols, &cover.rows)?,
        };
    }
    let either =
        |covered: bool, inside: u32, outside: u32| Some(if covered { inside } else { outside }).filter(|&mate| mate != NONE);
    let mate = |row: usize| either(cover.rows[row], by_rows.col_of_row[row], by_cols.row_of_col[row]).map(|col| col as usize);
    let price = |covered: bool, inside: i64, outside: i64| i128::from(if covered { inside } else { outside });
    Some(Optimum {
        mate_of_row: (0..rows).map(mate).collect(),
        prices: Prices {
            rows: (0..rows).map(|row| price(cover.rows[row], by_rows.row_price[row], by_cols.col_price[row])).collect(),
            cols: (0..cols).map(|col| price(cover.cols[col], by_cols.row_price[col], by_rows.col_price[col])).collect(),
        },
        cover: cover.clone(),
    })
}

/// Pairs every row of the cover with a column outside it, if 64 bits hold all prices.
///
/// Prices are bounded because there is a matching that pairs all `k` rows. Follow the alternating path that it offers to an unpaired row: as
/// every price pays for its pairs, the row's price is at least `−(2k − 1) · W`, `W` being the largest weight. So the clock of the forest stops
/// before `(2k + 4) · W`, and with first prices up to as much no price, gain or time exceeds `(4k + 12) · W`.
fn solve_covered(weights: &dyn Weights, row_cover: &[bool], col_cover: &[bool]) -> Option<State> {
    let largest = if weights.lanes().is_some() { LANE_BOUND.into() } else { weights.largest() };
    let highest = (2 * row_cover.len() as i128 + 4) * i128::from(largest);
    let (highest, bound) = (i64::try_from(highest).ok()?, i64::try_from(4 * highest).ok()?);
    if weights.lanes().is_some() {
        Some(pair_covered::<i16>(weights, row_cover, col_cover, highest))
    } else if i32::try_from(bound).is_ok() {
        Some(pair_covered::<i32>(weights, row_cover, col_cover, highest))
    } else {
        Some(pair_covered::<i64>(weights, row_cover, col_cover, highest))
    }
}

fn pair_covered<C: Cell>(weights: &dyn Weights, row_cover: &[bool], col_cover: &[bool], highest: i64) -> State {
    let rows: Vec<usize> = (0..row_cover.len()).filter(|&row| row_cover[row]).collect();
    let open: Vec<bool> = col_cover.iter().map(|&covered| !covered).collect();
    let mut state = kinds::propose(weights, &rows, &open).unwrap_or_else(|| start::quartiles(weights, &rows, &open));
    let mut lists: Lists<C> = Lists::new(weights, open);
    start::begin(&mut state, &mut lists, &rows, highest);
    Forest::new(&state, &mut lists).pair_all(&rows)
}

/// An instance read by columns, kept whole: for weights that can only be had by rows.
struct Transposed {
    rows: usize,
    weights: Vec<Vec<i64>>,
}

impl Transposed {
    fn new(weights: &dyn Weights) -> Self {
        let mut columns = vec![vec![FORBIDDEN; weights.rows()]; weights.cols()];
        let mut values = vec![FORBIDDEN; weights.cols()];
        for row in 0..weights.rows() {
            weights.fill(row, &mut values);
            for (column, &value) in columns.iter_mut().zip(&values) {
                column[row] = value;
            }
        }
        Transposed { rows: weights.rows(), weights: columns }
    }
}

impl Weights for Transposed {
    fn rows(&self) -> usize {
        self.weights.len()
    }

    fn cols(&self) -> usize {
        self.rows
    }

    fn fill(&self, row: usize, out: &mut [i64]) {
        out.copy_from_slice(&self.weights[row]);
    }
}
