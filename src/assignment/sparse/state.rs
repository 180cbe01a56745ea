//! Who is paired with whom so far, and at which prices.

use crate::assignment::number;

/// Stands for no row and no column.
pub(super) const NONE: u32 = u32::MAX;

/// Pairs and prices. Always `row price + column price ≥ weight`, with equality on pairs; unpaired columns have their first
/// price, which is 0 where columns are to stay alone.
pub(super) struct State {
    pub(super) row_price: Vec<i64>,
    pub(super) col_price: Vec<i64>,
    pub(super) col_of_row: Vec<u32>,
    pub(super) row_of_col: Vec<u32>,
}

impl State {
    pub(super) fn new(rows: usize, cols: usize) -> Self {
        State { row_price: vec![0; rows], col_price: vec![0; cols], col_of_row: vec![NONE; rows], row_of_col: vec![NONE; cols] }
    }

    /// Pairs a row with a column; whoever had the column loses it.
    pub(super) fn pair(&mut self, row: usize, col: u32) -> Option<usize> {
        self.col_of_row[row] = col;
        let former = std::mem::replace(&mut self.row_of_col[col as usize], number(row));
        (former != NONE).then(|| {
            self.col_of_row[former as usize] = NONE;
            former as usize
        })
    }

    /// Takes the pair of a row apart, if it has one.
    pub(super) fn release(&mut self, row: usize) {
        let col = std::mem::replace(&mut self.col_of_row[row], NONE);
        if col != NONE {
            self.row_of_col[col as usize] = NONE;
        }
    }

    /// Whether an unpaired column has a price other than 0.
    pub(super) fn has_price_without_pair(&self) -> bool {
        self.row_of_col.iter().zip(&self.col_price).any(|(&row, &price)| row == NONE && price != 0)
    }
}
