//! Small random sets of tied matchings, and all their members one by one.

use super::Ties;
use crate::assignment::FORBIDDEN;
use crate::assignment::Weights;
use crate::assignment::solve;
use crate::assignment::tight;
use crate::matching::prng::Stream;

struct Matrix(Vec<Vec<i64>>, usize);

impl Weights for Matrix {
    fn rows(&self) -> usize {
        self.0.len()
    }

    fn cols(&self) -> usize {
        self.1
    }

    fn fill(&self, row: usize, out: &mut [i64]) {
        out.copy_from_slice(&self.0[row]);
    }
}

/// The optimal matchings of a random instance of up to 6 × 6 with many ties and forbidden pairs.
pub(crate) fn random(seed: u64) -> Ties {
    let mut stream = Stream::of(&format!("ties {seed}"));
    let mut below = |bound: u64| i64::try_from(stream.below(bound)).unwrap();
    let (rows, cols) = (below(6) + 1, usize::try_from(below(6) + 1).unwrap());
    let (forbidden, values) = (below(8), u64::try_from(below(3) + 1).unwrap());
    let mut weight = || if below(10) < forbidden { FORBIDDEN } else { below(values) };
    let matrix = Matrix((0..rows).map(|_| (0..cols).map(|_| weight()).collect()).collect(), cols);
    let optimum = solve(&matrix);
    Ties::of(tight(&matrix, &optimum), &optimum.mate_of_row, cols)
}

/// Every matching of the set, as pairs in the order of their rows.
pub(crate) fn all(ties: &Ties) -> Vec<Vec<(u32, u32)>> {
    let mut found = Vec::new();
    extend(ties, 0, &mut Vec::new(), &mut found);
    found
}

fn extend(ties: &Ties, row: usize, pairs: &mut Vec<(u32, u32)>, found: &mut Vec<Vec<(u32, u32)>>) {
    let Some(cols) = ties.edges.get(row) else {
        let misses = |(col, must): (usize, &bool)| *must && !pairs.iter().any(|pair| pair.1 as usize == col);
        if !ties.must_cols.iter().enumerate().any(misses) {
            found.push(pairs.clone());
        }
        return;
    };
    if !ties.must_rows[row] {
        extend(ties, row + 1, pairs, found);
    }
    for &col in cols {
        if !pairs.iter().any(|pair| pair.1 == col) {
            pairs.push((u32::try_from(row).unwrap(), col));
            extend(ties, row + 1, pairs, found);
            pairs.pop();
        }
    }
}
