//! The strongest weakest pair: how high the lowest score of a tied matching can be, and the prices that prove it.

use std::collections::BTreeSet;

use super::Ties;
use super::blocks::{Block, blocks, parts};
use super::cover::cheapest;

/// What is known of the weakest pair, and the matchings that are left.
pub(crate) struct Strongest {
    /// The greatest score that some tied matching nowhere falls below.
    pub(crate) score: u16,
    /// The tied matchings that do not fall below it.
    pub(crate) ties: Ties,
}

/// The tied matchings whose weakest pair is strongest; `None` when the matchings are empty.
///
/// Blocks are independent, so the score is the least over the blocks; each is searched by halving the list of its scores. Most
/// blocks keep the matching that is known.
pub(crate) fn strongest(ties: &Ties, score: impl Fn(usize, usize) -> u16) -> Option<Strongest> {
    let row_of_col = ties.row_of_col();
    let known = |block: Block| Known { pairs: scored(&block, &score), choice: block.choice(ties, &row_of_col), block };
    let mut blocks: Vec<Known> = blocks(ties).into_iter().map(known).collect();
    let mut weakest = None;
    for block in &mut blocks {
        if weakest.is_none_or(|weakest| !block.reach(weakest)) {
            weakest = Some(block.best());
        }
    }
    let weakest = weakest?;
    let mut left = Ties {
        edges: vec![Vec::new(); ties.edges.len()],
        mates: vec![None; ties.mates.len()],
        must_rows: ties.must_rows.clone(),
        must_cols: ties.must_cols.clone(),
    };
    for block in &mut blocks {
        block.reach(weakest);
        block.leave(weakest, &mut left);
    }
    left.edges.iter_mut().for_each(|cols| cols.sort_unstable());
    Some(Strongest { score: weakest, ties: left })
}

/// Prices of rows and columns which prove that some pair of every tied matching scores at most `weakest`: for every tied pair they
/// add up to at least 1 where it scores more and 0 elsewhere; together they are fewer than the pairs; only those of the
/// indispensable are negative.
///
/// They come from the cheapest matching when a pair at or below the score costs 1, in each connected part of the tied pairs. The
/// matching that is known is nearly so; which one it is makes no difference to the prices.
pub(crate) fn prices(ties: &Ties, score: impl Fn(usize, usize) -> u16, weakest: u16) -> (Vec<i128>, Vec<i128>) {
    let (mut rows, mut cols) = (vec![0; ties.edges.len()], vec![0; ties.must_cols.len()]);
    let row_of_col = ties.row_of_col();
    for part in parts(ties) {
        let at_or_below = |score: u16| i128::from(score <= weakest);
        let known = part.choice(ties, &row_of_col);
        let Some(found) = cheapest(&scored(&part, &score), &part.optional, &known, at_or_below) else { continue };
        part.above(&found, &mut rows, &mut cols);
    }
    (rows, cols)
}

/// The pairs of a block with their scores.
pub(crate) type Scored = Vec<Vec<(u32, u16)>>;

/// The pairs of a block with their scores.
pub(crate) fn scored(block: &Block, score: &impl Fn(usize, usize) -> u16) -> Scored {
    let of = |full: usize, other: u32| {
        let (row, col) = block.pair(full, other);
        (other, score(row as usize, col as usize))
    };
    block.edges.iter().enumerate().map(|(full, others)| others.iter().map(|&other| of(full, other)).collect()).collect()
}

/// A block with one of its matchings.
struct Known {
    block: Block,
    pairs: Scored,
    choice: Vec<Option<u32>>,
}

impl Known {
    /// The greatest score that the block reaches; the least one it always does.
    fn best(&mut self) -> u16 {
        let levels: BTreeSet<u16> = self.pairs.iter().flatten().map(|&(_, score)| score).collect();
        let levels: Vec<u16> = levels.into_iter().collect();
        let reached = levels.partition_point(|&level| self.reach(level));
        reached.checked_sub(1).map_or(0, |at| levels[at])
    }

    /// Makes a matching without a pair below `least` the known one, if there is one.
    fn reach(&mut self, least: u16) -> bool {
        let enough = |own: &Vec<(u32, u16)>| own.iter().filter(|(_, score)| *score >= least).copied().collect();
        let edges: Vec<Vec<(u32, u16)>> = self.pairs.iter().map(enough).collect();
        let found = cheapest(&edges, &self.block.optional, &self.choice, |_| 0);
        let reached = found.is_some();
        if let Some(found) = found {
            self.choice = found.choice.into_iter().map(Some).collect();
        }
        reached
    }

    /// Enters the known matching and all pairs that do not score below `least`.
    fn leave(&self, least: u16, left: &mut Ties) {
        for (full, own) in self.pairs.iter().enumerate() {
            if let Some((row, col)) = self.choice[full].map(|other| self.block.pair(full, other)) {
                left.mates[row as usize] = Some(col);
            }
            for &(other, _) in own.iter().filter(|(_, score)| *score >= least) {
                let (row, col) = self.block.pair(full, other);
                left.edges[row as usize].push(col);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::ties::tests::{all, random};

    fn score(seed: usize, row: usize, col: usize) -> u16 {
        u16::try_from((seed * 7 + row * 5 + col * 3) * 2_654_435 % 6).unwrap()
    }

    #[test]
    fn the_weakest_pair_is_as_strong_as_any_matching_allows_and_nothing_else_is_lost() {
        for seed in 0..3000_usize {
            let ties = random(seed as u64);
            let score = |row: usize, col: usize| score(seed, row, col);
            let lowest = |matching: &Vec<(u32, u32)>| matching.iter().map(|&(r, c)| score(r as usize, c as usize)).min();
            let mut matchings = all(&ties);
            let expected = matchings.iter().map(lowest).max().flatten();
            let found = strongest(&ties, score);
            assert_eq!(found.as_ref().map(|found| found.score), expected, "seed {seed}");
            let Some(found) = found else { continue };
            matchings.retain(|matching| lowest(matching) == expected);
            assert_eq!(all(&found.ties), matchings, "seed {seed}");
            let mates = (0..).zip(&found.ties.mates).filter_map(|(row, col)| Some((row, (*col)?))).collect();
            assert!(matchings.contains(&mates), "seed {seed}");
        }
    }

    #[test]
    fn the_prices_prove_that_it_cannot_be_stronger() {
        for seed in 0..3000_usize {
            let ties = random(seed as u64);
            let score = |row: usize, col: usize| score(seed, row, col);
            let Some(Strongest { score: weakest, .. }) = strongest(&ties, score) else { continue };
            let (rows, cols) = prices(&ties, score, weakest);
            for (row, own) in ties.edges.iter().enumerate() {
                for col in own.iter().map(|&col| col as usize) {
                    assert!(rows[row] + cols[col] >= i128::from(score(row, col) > weakest), "seed {seed}");
                }
            }
            let allowed = |prices: &[i128], must: &[bool]| prices.iter().zip(must).all(|(price, must)| *must || *price >= 0);
            assert!(allowed(&rows, &ties.must_rows) && allowed(&cols, &ties.must_cols), "seed {seed}");
            let pairs = ties.mates.iter().flatten().count() as i128;
            assert!(rows.iter().chain(&cols).sum::<i128>() < pairs, "seed {seed}");
        }
    }

    #[test]
    fn the_prices_do_not_depend_on_the_known_matching() {
        for seed in 0..1000_usize {
            let ties = random(seed as u64);
            let score = |row: usize, col: usize| score(seed, row, col);
            let from_nothing = Ties { mates: vec![None; ties.mates.len()], ..ties.clone() };
            for weakest in 0..6 {
                let expected = prices(&from_nothing, score, weakest);
                for matching in all(&ties).iter().take(20) {
                    let mut mates = vec![None; ties.edges.len()];
                    for &(row, col) in matching {
                        mates[row as usize] = Some(col);
                    }
                    assert_eq!(prices(&Ties { mates, ..ties.clone() }, score, weakest), expected, "seed {seed}");
                }
            }
        }
    }
}
