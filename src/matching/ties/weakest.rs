//! The strongest weakest pair: how high the lowest score of a tied matching can be.

use std::collections::BTreeSet;

use super::Ties;
use super::blocks::{Block, blocks};
use super::cover::cheapest;

/// The greatest score that some tied matching nowhere falls below; `None` when the matchings are empty.
///
/// Blocks are independent, so it is the least over the blocks; each is searched by halving the list of its scores.
pub(in crate::matching) fn strongest_weakest(ties: &Ties, score: impl Fn(usize, usize) -> u16) -> Option<u16> {
    let mut weakest = None;
    for block in blocks(ties) {
        let scored = scored(&block, &score);
        if weakest.is_none_or(|weakest| !reaches(&block, &scored, weakest)) {
            weakest = Some(best(&block, &scored));
        }
    }
    weakest
}

type Scored = Vec<Vec<(u32, u16)>>;

fn scored(block: &Block, score: &impl Fn(usize, usize) -> u16) -> Scored {
    let of = |full: u32, other: u32| {
        let at = block.other[other as usize];
        let (row, col) = if block.of_rows { (full, at) } else { (at, full) };
        (other, score(row as usize, col as usize))
    };
    block.full.iter().zip(&block.edges).map(|(&full, others)| others.iter().map(|&other| of(full, other)).collect()).collect()
}

/// The greatest score that the block reaches; the least one it always does.
fn best(block: &Block, scored: &Scored) -> u16 {
    let scores: BTreeSet<u16> = scored.iter().flatten().map(|&(_, score)| score).collect();
    let scores: Vec<u16> = scores.into_iter().collect();
    let unreached = scores.partition_point(|&score| reaches(block, scored, score));
    unreached.checked_sub(1).map_or(0, |at| scores[at])
}

/// Whether some matching of the block has no pair below `least`.
fn reaches(block: &Block, scored: &Scored, least: u16) -> bool {
    let cost = |&(other, _): &(u32, u16)| (other, -i128::from(!block.optional[other as usize]));
    let enough = |own: &Vec<(u32, u16)>| own.iter().filter(|(_, score)| *score >= least).map(cost).collect();
    let edges: Vec<Vec<(u32, i128)>> = scored.iter().map(enough).collect();
    let needed = block.optional.iter().filter(|optional| !**optional).count();
    cheapest(&edges, block.other.len()).is_some_and(|cheapest| {
        let met = cheapest.choice.iter().filter(|&&other| !block.optional[other as usize]).count();
        met == needed
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::ties::tests::{all, random};

    #[test]
    fn the_weakest_pair_is_as_strong_as_any_matching_allows() {
        for seed in 0..3000_usize {
            let ties = random(seed as u64);
            let score = |row: usize, col: usize| u16::try_from((seed * 7 + row * 5 + col * 3) * 2_654_435 % 6).unwrap();
            let lowest = |matching: &Vec<(u32, u32)>| matching.iter().map(|&(r, c)| score(r as usize, c as usize)).min();
            let expected = all(&ties).iter().map(lowest).max().flatten();
            assert_eq!(strongest_weakest(&ties, score), expected, "seed {seed}");
        }
    }
}
