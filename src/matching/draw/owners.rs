//! Who has which places: somebody with room for several pairs has several places, which are all alike. Two pairings that differ only
//! in which of them is taken are one pairing, and count once.

use super::super::ties::blocks::Block;

/// The person of each row and of each column, by a number; the places of a person follow one another.
pub(crate) struct Owners {
    /// Of each row.
    pub(crate) rows: Vec<u32>,
    /// Of each column.
    pub(crate) cols: Vec<u32>,
}

/// The places of one person on a side of a block, from `first` up to `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) first: usize,
    pub(super) end: usize,
}

impl Run {
    pub(super) fn len(self) -> usize {
        self.end - self.first
    }
}

impl Owners {
    /// Everybody with one place.
    #[cfg(test)]
    pub(crate) fn of_one_place(rows: usize, cols: usize) -> Owners {
        let each = |size: usize| (0..).take(size).collect();
        Owners { rows: each(rows), cols: each(cols) }
    }

    /// For each place of the block's other side, the run in which it is.
    pub(super) fn of_other(&self, block: &Block) -> Vec<Run> {
        runs(&block.other, if block.of_rows { &self.cols } else { &self.rows })
    }

    /// For each place of the block's full side, the run in which it is.
    pub(super) fn of_full(&self, block: &Block) -> Vec<Run> {
        runs(&block.full, if block.of_rows { &self.rows } else { &self.cols })
    }
}

fn runs(places: &[u32], owners: &[u32]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::with_capacity(places.len());
    let mut first = 0;
    for group in places.chunk_by(|one, next| owners[*one as usize] == owners[*next as usize]) {
        let run = Run { first, end: first + group.len() };
        runs.extend(std::iter::repeat_n(run, group.len()));
        first = run.end;
    }
    runs
}
