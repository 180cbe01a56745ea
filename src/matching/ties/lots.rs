//! The last word among equals: of all tied matchings the one with the least sum of lots.

use super::Ties;
use super::blocks::{Block, blocks};
use super::cover::cheapest;

/// The tied matching with the least sum of lots: the column of each row. `lot(row, col)` is below 2^63.
pub(in crate::matching) fn least(ties: &Ties, lot: impl Fn(u32, u32) -> u64) -> Vec<Option<u32>> {
    let mut mates = vec![None; ties.edges.len()];
    for block in blocks(ties) {
        let choice = if block.other.len() == 1 {
            Some(vec![0])
        } else {
            cheapest(&priced(&block, &lot), block.other.len()).map(|c| c.choice)
        };
        let choice = choice.unwrap_or_default();
        block.pairs(&choice).for_each(|(row, col)| mates[row as usize] = Some(col));
    }
    mates
}

/// The pairs of a block with their lots. Whoever may not be left out is worth more than all lots together.
fn priced(block: &Block, lot: &impl Fn(u32, u32) -> u64) -> Vec<Vec<(u32, i128)>> {
    let worth = (block.full.len() as i128 + 1) << 63;
    let cost = |full: usize, other: u32| {
        let (row, col) = block.pair(full, other);
        let bonus = if block.optional[other as usize] { 0 } else { worth };
        (other, i128::from(lot(row, col)) - bonus)
    };
    let own = |(full, others): (usize, &Vec<u32>)| others.iter().map(|&other| cost(full, other)).collect();
    block.edges.iter().enumerate().map(own).collect()
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
