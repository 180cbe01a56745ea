//! Counting all choices of a block, exactly, over the subsets of its full side; then a draw is a walk through the counts.
//!
//! The other side is gone through one by one. A state is the set of the full side that is still to be paired together with the
//! number of people who will still be left out; that tells how many of the other side are still to come. A state's count is the
//! sum over what the next one can do (Ryser's recursion on the permanent's expansion by columns, as dynamic programming: Bellman
//! 1962). Counts are at most l!/(l−k)! for k of l people and stay far below 2^128 within [`STATES`].
//!
//! Somebody with `r` places who gets `k` partners could get them in `k!` orders. So that each pairing counts once, the places are
//! filled from the first on, and leaving the rest empty counts `r!/k!` times: whatever `k` is, a pairing counts `r!` times.

use std::collections::BTreeMap;

use super::super::prng::Stream;
use super::super::ties::blocks::Block;
use super::owners::{Owners, Run};

/// The most states that are counted: 20 people on each side.
const STATES: usize = 1 << 20;
/// The most by which every pairing may be counted too often.
const OFTEN: u128 = 1 << 24;

/// The counts of all states of a block.
pub(super) struct Table {
    /// How many people the full side has.
    width: usize,
    /// By people still to be left out, then by set still to be paired.
    counts: Vec<u128>,
    /// For each of the other side, in order, the set of the full side that it can be paired with.
    partners: Vec<usize>,
    optional: Vec<bool>,
    /// For each of `other`, the places of the same person.
    runs: Vec<Run>,
    /// How many times each pairing is counted.
    often: u128,
}

impl Table {
    /// Counts a block; `None` when it has too many states. O(states · people of the full side).
    pub(super) fn of(block: &Block, owners: &Owners) -> Option<Table> {
        let width = block.full.len();
        let left_out = block.other.len() - width;
        let states = 1_usize.checked_shl(u32::try_from(width).ok()?)?.checked_mul(left_out + 1)?;
        if width >= 32 || states > STATES {
            return None;
        }
        let (runs, full) = (owners.of_other(block), owners.of_full(block));
        let often = orders(&runs).saturating_mul(orders(&full));
        if often > OFTEN {
            return None;
        }
        let set = |fulls: &Vec<u32>| fulls.iter().fold(0, |set, full| set | 1 << full);
        let partners = block.reversed().iter().map(set).collect();
        let mut table = Table { width, counts: vec![0; states], partners, optional: block.optional.clone(), runs, often };
        for state in 0..states {
            table.counts[state] = if state == 0 { 1 } else { table.moves(state).map(|step| table.following(step)).sum() };
        }
        Some(table)
    }

    /// How many pairings the block has.
    pub(super) fn all(&self) -> u128 {
        self.counts.last().map_or(1, |all| all / self.often)
    }

    fn following(&self, step: Step) -> u128 {
        step.often * self.counts[step.next]
    }

    /// One choice, each with the same chance: for each of the full side its place in `other`.
    pub(super) fn draw(&self, block: &Block, stream: &mut Stream) -> Vec<u32> {
        let mut choice = vec![0; block.full.len()];
        let mut state = self.counts.len() - 1;
        while state != 0 {
            let other = u32::try_from(self.turn(state)).unwrap_or(u32::MAX);
            let mut lot = stream.below_wide(self.counts[state]);
            for step in self.moves(state) {
                let Some(rest) = lot.checked_sub(self.following(step)) else {
                    if let Some(full) = step.full {
                        choice[full] = other;
                    }
                    state = step.next;
                    break;
                };
                lot = rest;
            }
        }
        choice
    }

    /// For each pair of places, the first of a person standing for all, the number of pairings that have it.
    pub(super) fn ways(&self, block: &Block, owners: &Owners) -> BTreeMap<(usize, u32), u128> {
        let full_runs = owners.of_full(block);
        let mut ways: BTreeMap<(usize, u32), u128> = BTreeMap::new();
        for (full, others) in self.by_place(block).into_iter().enumerate() {
            for (other, count) in others {
                let first = u32::try_from(self.runs[other as usize].first).unwrap_or(other);
                *ways.entry((full_runs[full].first, first)).or_insert(0) += count;
            }
        }
        ways.into_iter().map(|(pair, count)| (pair, count / self.often)).collect()
    }

    /// For each of the full side, how often it is counted with which place in `other`. Everything from both ends: what leads to a
    /// state times what follows from it.
    fn by_place(&self, block: &Block) -> Vec<Vec<(u32, u128)>> {
        let mut ways: Vec<Vec<(u32, u128)>> =
            block.edges.iter().map(|others| others.iter().map(|&other| (other, 0)).collect()).collect();
        let mut leading = vec![0_u128; self.counts.len()];
        if let Some(whole) = leading.last_mut() {
            *whole = 1;
        }
        for state in (1..self.counts.len()).rev().filter(|&state| self.counts[state] > 0) {
            let (lead, other) = (leading[state], self.turn(state));
            for step in self.moves(state) {
                leading[step.next] += lead * step.often;
                let Some(full) = step.full else { continue };
                if let Ok(at) = ways[full].binary_search_by_key(&other, |&(other, _)| other as usize) {
                    ways[full][at].1 += lead * self.counts[step.next];
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

    /// What can be done in a state: the next place takes one of the full side, or the rest of its person's places stay empty.
    fn moves(&self, state: usize) -> impl Iterator<Item = Step> {
        let other = self.turn(state);
        let Run { first, end } = self.runs[other];
        let rest = end - other;
        let may_rest = self.optional[other..end].iter().all(|optional| *optional) && state >> self.width >= rest;
        let often = (other - first + 1..=end - first).map(|count| count as u128).product();
        let skip = may_rest.then(|| Step { full: None, next: state - (rest << self.width), often });
        let mut takes = state & self.partners[other];
        let take = std::iter::from_fn(move || {
            let full = (takes != 0).then_some(takes.trailing_zeros() as usize)?;
            takes &= takes - 1;
            Some(Step { full: Some(full), next: state & !(1 << full), often: 1 })
        });
        skip.into_iter().chain(take)
    }
}

/// What can be done in a state.
#[derive(Clone, Copy)]
struct Step {
    /// Who of the full side is taken; none when places stay empty.
    full: Option<usize>,
    /// The state after it.
    next: usize,
    /// How many times it counts.
    often: u128,
}

/// In how many orders all people could fill all their places.
fn orders(runs: &[Run]) -> u128 {
    let of_run = |(at, run): (usize, &Run)| (at - run.first + 1) as u128;
    runs.iter().enumerate().map(of_run).fold(1, u128::saturating_mul)
}
