//! First prices and pairs: cheap, and right as far as they go.
//!
//! Where all columns will be paired, first prices are free: a column starts at the upper quartile of its weights over a sample of
//! rows, which comes nearer to the end than the maximum that Jonker & Volgenant (1987) take in their "column reduction", and like it leaves
//! ties as they are. Then follows their "augmenting row reduction", an auction in which a row bids for its best column what makes it no
//! better than the second best, over the lists of candidates.

use super::lists::{Candidate, Cell, List, Lists};
use super::state::{NONE, State};
use crate::assignment::FORBIDDEN;
use crate::assignment::Weights;

/// How many bids there may be for every row before the search has to settle what is left.
const BIDS: usize = 8;

/// How many rows are asked for the first prices.
const SAMPLE: usize = 64;

/// Makes the first lists and pairs what can be paired without a search; no price is raised above `highest`.
pub(super) fn begin<C: Cell>(state: &mut State, lists: &mut Lists<C>, rows: &[usize], highest: i64) {
    settle(state, lists, rows);
    if rows.len() < lists.open_cols() && state.has_price_without_pair() {
        // A column that stays alone must not cost anything.
        *state = State::new(state.row_price.len(), state.col_price.len());
        settle(state, lists, rows);
    }
    let mut bidders: Vec<usize> = rows.iter().rev().copied().filter(|&row| state.col_of_row[row] == NONE).collect();
    for _ in 0..BIDS * rows.len() {
        let Some(row) = bidders.pop() else { return };
        bidders.extend(bid(state, &lists.of_row[row], row, highest));
    }
    for row in bidders {
        state.row_price[row] = lists.of_row[row].best();
    }
}

/// Makes the first lists, and takes back what is not tight.
fn settle<C: Cell>(state: &mut State, lists: &mut Lists<C>, rows: &[usize]) {
    let wanted: Vec<(usize, i64)> = rows.iter().map(|&row| (row, i64::MAX)).collect();
    lists.refresh(wanted, |col| state.col_price[col]);
    for &row in rows {
        let best = lists.of_row[row].best();
        if std::mem::replace(&mut state.row_price[row], best) != best {
            state.release(row);
        }
    }
}

/// Nobody paired. Where as many columns are open as there are rows, the price of a column is the upper quartile of its weights over a
/// sample of the rows, less the lowest of these quartiles.
pub(super) fn quartiles(weights: &dyn Weights, rows: &[usize], open: &[bool]) -> State {
    let mut state = State::new(weights.rows(), weights.cols());
    if rows.len() < open.iter().filter(|&&open| open).count() {
        return state;
    }
    let mut sampled: Vec<Vec<i64>> = vec![Vec::with_capacity(SAMPLE); weights.cols()];
    let mut values = vec![FORBIDDEN; weights.cols()];
    for &row in rows.iter().step_by(rows.len().div_ceil(SAMPLE).max(1)) {
        weights.fill(row, &mut values);
        for (sampled, &value) in sampled.iter_mut().zip(&values) {
            sampled.extend((value != FORBIDDEN).then_some(value));
        }
    }
    let quartile = |sampled: &mut Vec<i64>| {
        let rank = sampled.len() / 4;
        (!sampled.is_empty()).then(|| *sampled.select_nth_unstable_by(rank, |a, b| b.cmp(a)).1)
    };
    let quartiles: Vec<Option<i64>> = sampled.iter_mut().map(quartile).collect();
    let lowest = quartiles.iter().flatten().copied().min().unwrap_or(0);
    state.col_price = quartiles.iter().map(|quartile| quartile.map_or(0, |quartile| quartile - lowest)).collect();
    state
}

/// Lets a row bid for the column of greatest gain, preferably a free one; whoever loses it has to bid again.
fn bid<C: Cell>(state: &mut State, list: &List<C>, row: usize, highest: i64) -> Option<usize> {
    let (mut best, mut second, mut at) = (i64::MIN, list.rest, NONE);
    for &Candidate { col, gain, weight } in &list.candidates {
        if gain.into() < second {
            break;
        }
        let gain = weight.into() - state.col_price[col as usize];
        if gain > best || (gain == best && state.row_of_col[col as usize] == NONE) {
            second = second.max(best);
            (best, at) = (gain, col);
        } else {
            second = second.max(gain);
        }
    }
    if best < second || at == NONE {
        // The best column may be one that is not listed.
        state.row_price[row] = second.max(best);
        return None;
    }
    // A price that rises less is just as right; this one must not rise beyond what the proof of `State`'s bound allows.
    let second = second.max(best - (highest - state.col_price[at as usize]).max(0));
    state.row_price[row] = second;
    let undecided = best == second && state.row_of_col[at as usize] != NONE;
    if undecided {
        return None;
    }
    state.col_price[at as usize] += best - second;
    state.pair(row, at)
}
