//! Fair: the weakest pair as strong as can be, then the second weakest, and so on (leximin), among the best by the aims before.
//!
//! Leximin means: as few pairs as possible at the lowest score, then at the second lowest, and so on; in other words the most pairs
//! *above* each score, the lowest score first. Connected parts of what ties are independent. In each part the pairing found for one
//! score is nearly right for the next, so the next search begins with its pairs above the score and brings back in only the people
//! of the others. A pair that has become impossible is forgotten, so that soon few are left.

use std::collections::BTreeSet;

use super::aims;
use super::instance::Instance;
use super::ties::Ties;
use super::ties::blocks::{Block, parts};
use super::ties::cover::cheapest;
use super::ties::weakest::{Scored, scored};
use crate::domain::proof::{Aim, Stage};

/// The leximin pairings among the tied ones, and the stages that prove it: one for every score but the highest.
///
/// O(scores · pairs) and a path search for each pair at or below a score; 8 bytes for each tied pair.
pub(super) fn leximin(instance: &Instance<'_>, ties: &Ties) -> (Ties, Vec<Stage>) {
    let score = |row: usize, col: usize| instance.score(row, col).unwrap_or(0);
    let row_of_col = ties.row_of_col();
    let mut left: Vec<Part> = parts(ties).into_iter().map(|block| Part::new(ties, &row_of_col, block, &score)).collect();
    let scores: BTreeSet<u16> = left.iter().flat_map(|part| part.pairs.iter().flatten()).map(|&(_, score)| score).collect();
    let mut stages = Vec::new();
    for &level in scores.iter().take(scores.len().saturating_sub(1)) {
        let (mut rows, mut cols) = (vec![0; ties.must_rows.len()], vec![0; ties.must_cols.len()]);
        for part in &mut left {
            part.raise(level, &mut rows, &mut cols);
        }
        stages.push(Stage { aims: vec![(Aim::Above(level), 1)], prices: aims::priced(instance, &rows, &cols) });
    }
    (together(ties, &left), stages)
}

/// A connected part: the pairs that are still possible, and the pairing found last.
struct Part {
    block: Block,
    pairs: Scored,
    choice: Vec<Option<u32>>,
}

impl Part {
    fn new(ties: &Ties, row_of_col: &[Option<u32>], block: Block, score: &impl Fn(usize, usize) -> u16) -> Part {
        Part { pairs: scored(&block, score), choice: block.choice(ties, row_of_col), block }
    }

    /// Makes as many pairs as possible score above `level`, forgets the pairs that are no longer possible, and writes the prices.
    fn raise(&mut self, level: u16, rows: &mut [i128], cols: &mut [i128]) {
        let at_or_below = |score: u16| i128::from(score <= level);
        let Some(found) = cheapest(&self.pairs, &self.block.optional, &self.choice, at_or_below) else { return };
        for (own, price) in self.pairs.iter_mut().zip(&found.full) {
            own.retain(|&(other, score)| price + found.other[other as usize] == at_or_below(score));
        }
        self.block.optional.iter_mut().zip(&found.other).for_each(|(optional, price)| *optional &= *price == 0);
        self.block.above(&found, rows, cols);
        self.choice = found.choice.into_iter().map(Some).collect();
    }
}

/// What the parts leave, as one set of matchings.
fn together(ties: &Ties, parts: &[Part]) -> Ties {
    let mut left = Ties { edges: vec![Vec::new(); ties.edges.len()], ..ties.clone() };
    left.mates.fill(None);
    for Part { block, pairs, choice } in parts {
        for (full, own) in pairs.iter().enumerate() {
            for (row, col) in own.iter().map(|&(other, _)| block.pair(full, other)) {
                left.edges[row as usize].push(col);
            }
            if let Some((row, col)) = choice[full].map(|other| block.pair(full, other)) {
                left.mates[row as usize] = Some(col);
            }
        }
        let must = if block.of_rows { &mut left.must_cols } else { &mut left.must_rows };
        block.other.iter().zip(&block.optional).for_each(|(&at, optional)| must[at as usize] |= !optional);
    }
    left.edges.iter_mut().for_each(|cols| cols.sort_unstable());
    left
}
