//! Ties: all pairings that are equally good in every aim so far, and how one of them is taken.
//!
//! They are the matchings inside a set of tight pairs that leave out nobody who must be in (see [`crate::assignment`]). Three
//! things are done with them: the weakest pair is made as strong as can be ([`weakest`]), the least sum of lots decides
//! ([`tie_break`]), or one is drawn uniformly ([`super::draw`]). All three work on [`blocks`], which are independent of each other.

pub(super) mod blocks;
pub(super) mod cover;
pub(super) mod tie_break;
pub(super) mod weakest;

#[cfg(test)]
pub(super) mod tests;

use crate::assignment::Face;

/// A set of matchings, one of them known.
#[derive(Clone, Debug)]
pub(super) struct Ties {
    /// The columns that each row can be paired with, in order.
    pub(super) edges: Vec<Vec<u32>>,
    /// Which rows none of the matchings leaves out.
    pub(super) must_rows: Vec<bool>,
    /// Which columns none of the matchings leaves out.
    pub(super) must_cols: Vec<bool>,
    /// One of the matchings: the column of each row.
    pub(super) mates: Vec<Option<u32>>,
}

impl Ties {
    /// The optimal matchings of a face of which one is known.
    pub(super) fn of(face: Face, mates: &[Option<usize>], cols: usize) -> Ties {
        let narrow = |col: usize| u32::try_from(col).unwrap_or(u32::MAX);
        let flags = |size: usize, must: &[usize]| {
            let mut flags = vec![false; size];
            for &at in must {
                flags[at] = true;
            }
            flags
        };
        Ties {
            edges: face.edges,
            must_rows: flags(mates.len(), &face.must_rows),
            must_cols: flags(cols, &face.must_cols),
            mates: mates.iter().map(|mate| mate.map(narrow)).collect(),
        }
    }

    /// The row of each column in the known matching.
    pub(super) fn row_of_col(&self) -> Vec<Option<u32>> {
        let mut row_of_col = vec![None; self.must_cols.len()];
        for (row, mate) in (0..).zip(&self.mates) {
            if let Some(col) = mate {
                row_of_col[*col as usize] = Some(row);
            }
        }
        row_of_col
    }
}
