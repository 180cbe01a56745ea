//! First prices and pairs: cheap, and right as far as they go.
//!
//! The "augmenting row reduction" of Jonker & Volgenant (1987), an auction in which a row bids for its best column what makes it no
//! better than the second best, over the lists of candidates.

use super::lists::{Candidate, Cell, List, Lists};
use super::state::{NONE, State};

/// How many bids there may be for every row before the search has to settle what is left.
const BIDS: usize = 8;

/// Makes the first lists and pairs what can be paired without a search; no price is raised above `highest`.
pub(super) fn begin<C: Cell>(state: &mut State, lists: &mut Lists<C>, rows: &[usize], highest: i64) {
    let wanted: Vec<(usize, i64)> = rows.iter().map(|&row| (row, i64::MAX)).collect();
    lists.refresh(&wanted, |_| 0);
    let mut bidders: Vec<usize> = rows.iter().rev().copied().collect();
    for _ in 0..BIDS * rows.len() {
        let Some(row) = bidders.pop() else { return };
        bidders.extend(bid(state, &lists.of_row[row], row, highest));
    }
    for row in bidders {
        state.row_price[row] = lists.of_row[row].best();
    }
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
