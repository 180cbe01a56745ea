//! Fair: the weakest pair as strong as can be, then the second weakest, and so on (leximin), among the best by the aims before.
//!
//! Leximin means: as few pairs as possible at the lowest score, then at the second lowest, and so on; in other words the most pairs
//! *above* each score, the lowest score first. As many scores as fit into the solver's numbers are weighed at once, each counting
//! more than all higher ones together; what ties goes on to the next batch. A pair that has become impossible is forgotten, so
//! that soon few are left. What is still possible is kept as one bit a pair.

use std::collections::BTreeSet;

use super::aims;
use super::assignment::{BOUND, FORBIDDEN, Face, Optimum, Weights};
use super::instance::Instance;
use super::points;
use super::ties::Ties;
use crate::domain::proof::{Aim, Stage};

/// The leximin pairings among those that `optimum` describes, and the stages that prove it.
pub(super) fn leximin(instance: &Instance<'_>, weights: &dyn Weights, optimum: &Optimum) -> (Ties, Vec<Stage>) {
    let (mut left, mut mates) = (Left::new(weights, optimum), optimum.mate_of_row.clone());
    let pairs = mates.iter().flatten().count();
    let scores: Vec<u16> = left.scores(instance).into_iter().collect();
    let lower = scores.split_last().map(|(_, lower)| lower).unwrap_or_default();
    let mut stages = Vec::new();
    for batch in lower.chunks(digits(pairs)) {
        let levels = Levels::new(instance, &left, batch, pairs);
        let best = aims::solved(instance, &levels);
        stages.extend(levels.proof(&best));
        left = Left::new(&levels, &best).also_needing(&left);
        mates = best.mate_of_row;
    }
    (left.ties(&mates), stages)
}

/// How many scores fit into one sum: with n pairs each takes a digit to the base n + 1, and being indispensable one more, twice.
fn digits(pairs: usize) -> usize {
    let base = i64::try_from(pairs).unwrap_or(BOUND) + 1;
    let fits = |digits: &u32| base.checked_pow(*digits).is_some_and(|power| power <= BOUND / 3);
    (1..=50).take_while(fits).count().max(1)
}

/// The pairs that are still possible, bit by bit, and who is indispensable.
struct Left {
    cols: usize,
    pairs: Vec<Vec<u64>>,
    must_rows: Vec<bool>,
    must_cols: Vec<bool>,
}

impl Left {
    /// What an optimum leaves.
    fn new(weights: &dyn Weights, optimum: &Optimum) -> Left {
        let (cover, prices, cols) = (&optimum.cover, &optimum.prices, weights.cols());
        let mut values = vec![FORBIDDEN; cols];
        let mut tight = |row: usize| {
            weights.fill(row, &mut values);
            let mut bits = vec![0_u64; cols.div_ceil(64)];
            for (col, &value) in values.iter().enumerate().filter(|(_, value)| **value != FORBIDDEN) {
                if cover.rows[row] != cover.cols[col] && prices.rows[row] + prices.cols[col] == i128::from(value) {
                    bits[col / 64] |= 1 << (col % 64);
                }
            }
            bits
        };
        let must =
            |cover: &[bool], prices: &[i128]| cover.iter().zip(prices).map(|(covered, price)| *covered || *price != 0).collect();
        Left {
            cols,
            pairs: (0..weights.rows()).map(&mut tight).collect(),
            must_rows: must(&cover.rows, &prices.rows),
            must_cols: must(&cover.cols, &prices.cols),
        }
    }

    /// The same pairs; whoever was indispensable `before` still is.
    fn also_needing(mut self, before: &Left) -> Left {
        let either = |now: &mut Vec<bool>, before: &[bool]| now.iter_mut().zip(before).for_each(|(now, before)| *now |= before);
        either(&mut self.must_rows, &before.must_rows);
        either(&mut self.must_cols, &before.must_cols);
        self
    }

    fn has(&self, row: usize, col: usize) -> bool {
        self.pairs[row][col / 64] >> (col % 64) & 1 == 1
    }

    /// The scores that are still possible.
    fn scores(&self, instance: &Instance<'_>) -> BTreeSet<u16> {
        let mut scores = vec![0; self.cols];
        let mut found = BTreeSet::new();
        for row in 0..self.pairs.len() {
            instance.scores(row, &mut scores);
            found.extend(scores.iter().enumerate().filter(|(col, _)| self.has(row, *col)).map(|(_, score)| *score));
        }
        found
    }

    fn ties(&self, mates: &[Option<usize>]) -> Ties {
        let of_row = |row: usize| (0..self.cols).filter(move |&col| self.has(row, col)).map(move |col| (row, col));
        let listed = |flags: &[bool]| (0..flags.len()).filter(|&at| flags[at]).collect();
        let face = Face {
            edges: (0..self.pairs.len()).flat_map(of_row).collect(),
            must_rows: listed(&self.must_rows),
            must_cols: listed(&self.must_cols),
        };
        Ties::of(&face, mates, self.cols)
    }
}

/// The values of the pairs that are left in one batch of scores.
struct Levels<'i> {
    instance: &'i Instance<'i>,
    left: &'i Left,
    /// The score and its unit: a pair above the score is worth the unit.
    units: Vec<(u16, i64)>,
    /// What a pair of each score is worth.
    values: Vec<i64>,
    /// What an indispensable person is worth: more than all else.
    bonus: i64,
}

impl<'i> Levels<'i> {
    fn new(instance: &'i Instance<'i>, left: &'i Left, batch: &[u16], pairs: usize) -> Levels<'i> {
        let base = i64::try_from(pairs).unwrap_or(BOUND) + 1;
        let mut unit = 1;
        let mut units: Vec<(u16, i64)> = Vec::with_capacity(batch.len());
        for &score in batch.iter().rev() {
            units.insert(0, (score, unit));
            unit *= base;
        }
        let value = |score: u16| units.iter().filter(|(level, _)| score > *level).map(|(_, unit)| unit).sum();
        let values = (0..=points::ALL).map(value).collect();
        Levels { instance, left, units, values, bonus: unit }
    }

    fn bonuses(&self, must: &[bool]) -> Vec<i64> {
        must.iter().map(|&must| if must { self.bonus } else { 0 }).collect()
    }

    fn proof(&self, best: &Optimum) -> Vec<Stage> {
        let aims = self.units.iter().map(|&(score, unit)| (Aim::Above(score), i128::from(unit))).collect();
        let (rows, cols) = (self.bonuses(&self.left.must_rows), self.bonuses(&self.left.must_cols));
        aims::stages(self.instance, best, aims, &rows, &cols)
    }
}

impl Weights for Levels<'_> {
    fn rows(&self) -> usize {
        self.left.pairs.len()
    }

    fn cols(&self) -> usize {
        self.left.cols
    }

    fn fill(&self, row: usize, out: &mut [i64]) {
        let mut scores = vec![0; out.len()];
        self.instance.scores(row, &mut scores);
        let own = if self.left.must_rows[row] { self.bonus } else { 0 };
        for (col, (value, score)) in out.iter_mut().zip(&scores).enumerate() {
            let other = if self.left.must_cols[col] { self.bonus } else { 0 };
            *value = if self.left.has(row, col) { own + other + self.values[usize::from(*score)] } else { FORBIDDEN };
        }
    }
}
