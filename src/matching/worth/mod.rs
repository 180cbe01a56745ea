//! What pairs of rows and columns are worth, in numbers: scores, what is forbidden, which pairs stand, who has precedence. People
//! and their ids may not be in it.

mod lanes;
mod valued;

#[cfg(test)]
mod tests;

use super::scoring::{Gain, Scorer};
use super::vetoes::{Vetoes, inverted};
use crate::assignment::FORBIDDEN;

pub(super) use valued::{Units, Valued};

/// Everything by which pairs of rows and columns are judged.
pub(super) struct PairValues {
    /// None where nothing is scored.
    pub(super) criteria: Option<Scorer>,
    /// What is forbidden.
    pub(super) vetoes: Vetoes,
    /// No pair under this score is permitted, unless it stands.
    pub(super) minimum: u16,
    /// The columns with which each row stands as a pair.
    pub(super) standing: Vec<Vec<u32>>,
    /// Which rows, and which columns, are a person's first place; none where everybody has one place or first places count no more.
    pub(super) firsts: Option<[Vec<bool>; 2]>,
    /// Which rows have precedence.
    pub(super) row_precedence: Vec<bool>,
    /// Which columns have precedence.
    pub(super) col_precedence: Vec<bool>,
    /// How many of the first rows, and of the first columns, are stand-ins; with them nobody's precedence counts.
    pub(super) stand_ins: [usize; 2],
}

impl PairValues {
    fn rows(&self) -> usize {
        self.row_precedence.len()
    }

    fn cols(&self) -> usize {
        self.col_precedence.len()
    }

    /// The same with rows and columns exchanged.
    pub(super) fn transposed(&self) -> PairValues {
        PairValues {
            criteria: self.criteria.as_ref().map(Scorer::transposed),
            vetoes: self.vetoes.transposed(self.cols()),
            minimum: self.minimum,
            standing: inverted(&self.standing, self.cols()),
            firsts: self.firsts.as_ref().map(|[rows, cols]| [cols.clone(), rows.clone()]),
            row_precedence: self.col_precedence.clone(),
            col_precedence: self.row_precedence.clone(),
            stand_ins: [self.stand_ins[1], self.stand_ins[0]],
        }
    }

    /// The score of a row with a column; none where nothing is scored.
    pub(super) fn score(&self, row: usize, col: usize) -> Option<u16> {
        self.criteria.as_ref().map(|criteria| criteria.score(row, col))
    }

    /// What each criterion gives a row with a column.
    pub(super) fn gains(&self, row: usize, col: usize) -> Vec<Gain> {
        self.criteria.as_ref().map(|criteria| criteria.gains(row, col)).unwrap_or_default()
    }

    /// The scores of a row with all columns; 0 where nothing is scored.
    fn scores(&self, row: usize) -> Vec<u16> {
        let mut scores = vec![0; self.cols()];
        if let Some(criteria) = &self.criteria {
            criteria.fill(row, &mut scores);
        }
        scores
    }

    /// How many of the two have precedence.
    fn precedence(&self, row: usize, col: usize) -> u32 {
        self.of_two(row, col, &self.row_precedence, &self.col_precedence)
    }

    /// Of how many of the two this is the first place.
    fn people(&self, row: usize, col: usize) -> u32 {
        self.firsts.as_ref().map_or(0, |[rows, cols]| self.of_two(row, col, rows, cols))
    }

    /// How many of the two are marked; a pair with a stand-in counts for nothing.
    fn of_two(&self, row: usize, col: usize, rows: &[bool], cols: &[bool]) -> u32 {
        if row < self.stand_ins[0] || col < self.stand_ins[1] {
            return 0;
        }
        u32::from(rows[row]) + u32::from(cols[col])
    }

    /// How many places have precedence.
    pub(super) fn count_precedence(&self) -> i64 {
        let count = self.row_precedence.iter().chain(&self.col_precedence).filter(|first| **first).count();
        i64::try_from(count).unwrap_or(i64::MAX)
    }

    /// Whether anybody has precedence.
    pub(super) fn any_precedence(&self) -> bool {
        self.row_precedence.contains(&true) || self.col_precedence.contains(&true)
    }

    /// Whether any pair stands.
    pub(super) fn any_standing(&self) -> bool {
        self.standing.iter().any(|cols| !cols.is_empty())
    }

    /// Whether row and column stand as a pair.
    fn stands(&self, row: usize, col: usize) -> bool {
        self.standing[row].iter().any(|&standing| standing as usize == col)
    }

    /// Calls `forbid` with every column that is not permitted to a row with these scores, some perhaps more than once.
    fn forbid(&self, row: usize, scores: &[u16], mut forbid: impl FnMut(usize)) {
        if self.minimum > 0 {
            let under = |(col, score): (usize, &u16)| (*score < self.minimum && !self.stands(row, col)).then_some(col);
            scores.iter().enumerate().filter_map(under).for_each(&mut forbid);
        }
        self.vetoes.each(row, forbid);
    }
}
