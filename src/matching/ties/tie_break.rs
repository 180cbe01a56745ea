//! The last word among equals: of all tied matchings the one with the least sum of lots.

use super::Ties;
use super::blocks::{Block, blocks};
use super::cover::cheapest;

/// The tied matching with the least sum of lots: the column of each row.
pub(crate) fn least(ties: &Ties, lot: impl Fn(u32, u32) -> u64) -> Vec<Option<u32>> {
    let mut mates = vec![None; ties.edges.len()];
    for block in blocks(ties) {
        let edges = priced(&block, &lot);
        let found = cheapest(&edges, &block.optional, &[], i128::from);
        let choice = found.map(|found| found.choice).unwrap_or_default();
        block.pairs(&choice).for_each(|(row, col)| mates[row as usize] = Some(col));
    }
    mates
}

/// The pairs of a block with their lots.
fn priced(block: &Block, lot: &impl Fn(u32, u32) -> u64) -> Vec<Vec<(u32, u64)>> {
    let of = |full: usize, other: u32| {
        let (row, col) = block.pair(full, other);
        (other, lot(row, col))
    };
    block.edges.iter().enumerate().map(|(full, others)| others.iter().map(|&other| of(full, other)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::ties::tests::{all, random};

    #[test]
    fn the_least_sum_of_lots_wins_whatever_matching_was_known() {
        for seed in 0..3000_u64 {
            let ties = random(seed);
            let lot = |row: u32, col: u32| {
                (seed + 1).wrapping_mul(u64::from(row * 31 + col + 7)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 44
            };
            let sum = |matching: &[(u32, u32)]| matching.iter().map(|&(row, col)| lot(row, col)).sum::<u64>();
            let chosen: Vec<(u32, u32)> = (0..).zip(least(&ties, lot)).filter_map(|(row, col)| Some((row, col?))).collect();
            let matchings = all(&ties);
            assert!(matchings.contains(&chosen), "seed {seed}");
            assert_eq!(Some(sum(&chosen)), matchings.iter().map(|m| sum(m)).min(), "seed {seed}");
        }
    }
}
