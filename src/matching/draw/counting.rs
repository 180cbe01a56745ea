//! Counting all choices of a block, exactly, over the subsets of its full side; then a draw is a walk through the counts.
//!
//! The other side is gone through one by one. A state is the set of the full side that is still to be paired together with the
//! number of people who will still be left out; that tells how many of the other side are still to come. A state's count is the
//! sum over what the next one can do (Ryser's recursion on the permanent's expansion by columns, as dynamic programming: Bellman
//! 1962). Counts are at most l!/(l−k)! for k of l people and stay far below 2^128 within [`STATES`].

use super::super::prng::Stream;
use super::super::ties::blocks::Block;

/// The most states that are counted: 20 people on each side.
const STATES: usize = 1 << 20;

/// The counts of all states of a block.
pub(super) struct Table {
    /// How many people the full side has.
    width: usize,
    /// By people still to be left out, then by set still to be paired.
    counts: Vec<u128>,
    /// For each of the other side, in order, the set of the full side that it can be paired with.
    partners: Vec<usize>,
    optional: Vec<bool>,
}

impl Table {
    /// Counts a block; `None` when it has too many states. O(states · people of the full side).
    pub(super) fn of(block: &Block) -> Option<Table> {
        let width = block.full.len();
        let left_out = block.other.len() - width;
        let states = 1_usize.checked_shl(u32::try_from(width).ok()?)?.checked_mul(left_out + 1)?;
        if width >= 32 || states > STATES {
            return None;
        }
        let set = |fulls: &Vec<u32>| fulls.iter().fold(0, |set, full| set | 1 << full);
        let partners = block.reversed().iter().map(set).collect();
        let mut table = Table { width, counts: vec![0; states], partners, optional: block.optional.clone() };
        for state in 0..states {
            table.counts[state] = if state == 0 { 1 } else { table.moves(state).map(|(_, next)| table.counts[next]).sum() };
        }
        Some(table)
    }

    /// How many choices the block has.
    pub(super) fn all(&self) -> u128 {
        self.counts.last().copied().unwrap_or(1)
    }

    /// One choice, each with the same chance: for each of the full side its place in `other`.
    pub(super) fn draw(&self, block: &Block, stream: &mut Stream) -> Vec<u32> {
        let mut choice = vec![0; block.full.len()];
        let mut state = self.counts.len() - 1;
        while state != 0 {
            let other = u32::try_from(self.turn(state)).unwrap_or(u32::MAX);
            let mut lot = stream.below_wide(self.counts[state]);
            for (full, next) in self.moves(state) {
                let Some(rest) = lot.checked_sub(self.counts[next]) else {
                    if let Some(full) = full {
                        choice[full] = other;
                    }
                    state = next;
                    break;
                };
                lot = rest;
            }
        }
        choice
    }

    /// For each of the full side, in how many choices it has which place in `other`. Everything from both ends: what leads to a
    /// state times what follows from it.
    pub(super) fn ways(&self, block: &Block) -> Vec<Vec<(u32, u128)>> {
        let mut ways: Vec<Vec<(u32, u128)>> =
            block.edges.iter().map(|others| others.iter().map(|&other| (other, 0)).collect()).collect();
        let mut leading = vec![0_u128; self.counts.len()];
        if let Some(whole) = leading.last_mut() {
            *whole = 1;
        }
        for state in (1..self.counts.len()).rev().filter(|&state| self.counts[state] > 0) {
            let (lead, other) = (leading[state], self.turn(state));
            for (full, next) in self.moves(state) {
                leading[next] += lead;
                let Some(full) = full else { continue };
                if let Ok(at) = ways[full].binary_search_by_key(&other, |&(other, _)| other as usize) {
                    ways[full][at].1 += lead * self.counts[next];
                }
            }
        }
        ways
    }

    /// Whose turn it is in a state that is reached: the place in `other`.
    fn turn(&self, state: usize) -> usize {
        let (left_out, set) = (state >> self.width, state & ((1 << self.width) - 1));
        self.partners.len() - left_out - set.count_ones() as usize
    }

    /// What can be done in a state: whom of the full side the next one takes (or nobody) and the state after it.
    fn moves(&self, state: usize) -> impl Iterator<Item = (Option<usize>, usize)> {
        let other = self.turn(state);
        let skip = (self.optional[other] && state >> self.width > 0).then(|| (None, state - (1 << self.width)));
        let mut takes = state & self.partners[other];
        let take = std::iter::from_fn(move || {
            let full = (takes != 0).then_some(takes.trailing_zeros() as usize)?;
            takes &= takes - 1;
            Some((Some(full), state & !(1 << full)))
        });
        skip.into_iter().chain(take)
    }
}
