//! How many pairs are possible, and why not more: a maximum matching, its minimum vertex cover and the parts it falls into.
//! No weights here, only permitted or not.
//!
//! Sources: Hopcroft & Karp, "An n^5/2 algorithm for maximum matchings in bipartite graphs", SIAM J. Comput. 2 (1973); König, "Gráfok és
//! mátrixok" (1931); Dulmage & Mendelsohn, "Coverings of bipartite graphs", Canad. J. Math. 10 (1958).

use super::bits;
use super::{Cover, Matching, Weights};

/// A matching with the most permitted pairs. Time O(√n · rows · cols / 64) and the calls of [`Weights::permitted`].
pub(crate) fn maximum(weights: &dyn Weights) -> Matching {
    let mut search = Search::new(weights, Matching { mate_of_row: vec![None; weights.rows()] });
    search.greedy();
    search.into_maximum()
}

/// A matching with the most permitted pairs, grown from a given one: whoever is paired there stays so.
pub(super) fn extend(weights: &dyn Weights, matching: Matching) -> Matching {
    Search::new(weights, matching).into_maximum()
}
/// The least cover of the permitted pairs, given a maximum matching: the columns that alternating paths from unpaired rows reach, and
/// the rows that they do not reach. It has one member in every pair.
pub(crate) fn cover(weights: &dyn Weights, matching: &Matching) -> Cover {
    let reached = reached_from_unpaired_rows(weights, matching);
    Cover { rows: reached.rows.iter().map(|&reached| !reached).collect(), cols: reached.cols }
}

/// What alternating paths reach.
struct Reached {
    rows: Vec<bool>,
    cols: Vec<bool>,
}

fn reached_from_unpaired_rows(weights: &dyn Weights, matching: &Matching) -> Reached {
    let row_of_col = inverse(matching, weights.cols());
    let (rows, cols) = reach(&matching.mate_of_row, &row_of_col, |row, out| weights.permitted(row, out));
    Reached { rows, cols }
}

/// The near and far vertices that alternating paths from unpaired near vertices reach.
fn reach(
    far_mate: &[Option<usize>],
    near_mate: &[Option<usize>],
    neighbours: impl Fn(usize, &mut [u64]),
) -> (Vec<bool>, Vec<bool>) {
    let mut near = vec![false; far_mate.len()];
    let mut unseen = bits::all(near_mate.len());
    let mut permitted = bits::none(near_mate.len());
    let mut stack: Vec<usize> = (0..far_mate.len()).filter(|&vertex| far_mate[vertex].is_none()).collect();
    while let Some(vertex) = stack.pop() {
        near[vertex] = true;
        neighbours(vertex, &mut permitted);
        bits::intersect(&mut permitted, &unseen);
        for other in bits::ones(&permitted) {
            bits::remove(&mut unseen, other);
            stack.extend(near_mate[other]);
        }
    }
    let far = (0..near_mate.len()).map(|other| !bits::contains(&unseen, other)).collect();
    (near, far)
}

/// The row of each column.
fn inverse(matching: &Matching, cols: usize) -> Vec<Option<usize>> {
    let mut row_of_col = vec![None; cols];
    for (row, col) in matching.mate_of_row.iter().enumerate() {
        if let Some(col) = *col {
            row_of_col[col] = Some(row);
        }
    }
    row_of_col
}

/// The state of Hopcroft and Karp's algorithm.
struct Search<'a> {
    weights: &'a dyn Weights,
    col_of_row: Vec<Option<usize>>,
    row_of_col: Vec<Option<usize>>,
    /// The columns first reached after 1, 2, … steps from the unpaired rows; the last layer is unpaired.
    layers: Vec<Vec<u64>>,
    /// The permitted columns of the row in hand.
    permitted: Vec<u64>,
}

impl<'a> Search<'a> {
    fn new(weights: &'a dyn Weights, matching: Matching) -> Self {
        Search {
            weights,
            row_of_col: inverse(&matching, weights.cols()),
            col_of_row: matching.mate_of_row,
            layers: Vec::new(),
            permitted: bits::none(weights.cols()),
        }
    }

    /// Gives each row the first permitted column that is free.
    fn greedy(&mut self) {
        let mut free = bits::all(self.row_of_col.len());
        for row in 0..self.col_of_row.len() {
            if let Some(col) = self.first_permitted(row, &free) {
                bits::remove(&mut free, col);
                self.pair(row, col);
            }
        }
    }

    fn into_maximum(mut self) -> Matching {
        while self.layer() {
            self.augment_disjointly();
        }
        Matching { mate_of_row: self.col_of_row }
    }

    /// Lays the columns out in layers of equal distance from the unpaired rows; whether an unpaired column was reached.
    fn layer(&mut self) -> bool {
        self.layers.clear();
        let mut unseen = bits::all(self.row_of_col.len());
        let mut rows: Vec<usize> = (0..self.col_of_row.len()).filter(|&row| self.col_of_row[row].is_none()).collect();
        while !rows.is_empty() {
            let mut layer = bits::none(self.row_of_col.len());
            for row in rows.drain(..) {
                self.weights.permitted(row, &mut self.permitted);
                bits::intersect(&mut self.permitted, &unseen);
                bits::unite(&mut layer, &self.permitted);
                bits::subtract(&mut unseen, &self.permitted);
            }
            let (free, paired): (Vec<usize>, Vec<usize>) = bits::ones(&layer).partition(|&col| self.row_of_col[col].is_none());
            if !free.is_empty() {
                for col in paired {
                    bits::remove(&mut layer, col);
                }
                self.layers.push(layer);
                return true;
            }
            rows.extend(paired.into_iter().filter_map(|col| self.row_of_col[col]));
            self.layers.push(layer);
        }
        false
    }

    /// A maximal set of shortest augmenting paths without common vertices.
    fn augment_disjointly(&mut self) {
        for row in 0..self.col_of_row.len() {
            if self.col_of_row[row].is_none() {
                self.augment_from(row);
            }
        }
    }

    /// Depth-first descent through the layers; a column that was tried is taken out of its layer.
    fn augment_from(&mut self, source: usize) {
        let mut path: Vec<(usize, usize)> = Vec::new();
        let mut row = source;
        loop {
            let depth = path.len();
            let next = if depth < self.layers.len() {
                let layer = std::mem::take(&mut self.layers[depth]);
                let col = self.first_permitted(row, &layer);
                self.layers[depth] = layer;
                col
            } else {
                None
            };
            let Some(col) = next else {
                let Some((above, _)) = path.pop() else { return };
                row = above;
                continue;
            };
            bits::remove(&mut self.layers[depth], col);
            path.push((row, col));
            match self.row_of_col[col] {
                Some(mate) => row = mate,
                None => break,
            }
        }
        for (row, col) in path {
            self.pair(row, col);
        }
    }

    fn first_permitted(&mut self, row: usize, among: &[u64]) -> Option<usize> {
        self.weights.permitted(row, &mut self.permitted);
        bits::intersect(&mut self.permitted, among);
        bits::ones(&self.permitted).next()
    }

    fn pair(&mut self, row: usize, col: usize) {
        self.col_of_row[row] = Some(col);
        self.row_of_col[col] = Some(row);
    }
}
