//! Shortest augmenting paths, row by row, as in the textbooks: Jonker & Volgenant, "A shortest augmenting path algorithm for
//! dense and sparse linear assignment problems", Computing 38 (1987), in the rectangular form of Crouse, "On implementing 2D
//! rectangular assignment algorithms", IEEE Trans. AES 52 (2016). The independent second solver: shares no code with `sparse`
//! or [`cardinality`](super::cardinality).
//!
//! The order "pairs first, then weight" is kept inside one 128-bit integer: a pair counts `UNIT + weight`, where `UNIT`
//! exceeds every sum of weights on a path. It is the `1 + ε·w` of the module's head, scaled by `UNIT = 1/ε`. A row may also
//! stay alone, at value 0. Time O(rows² · cols), memory O(rows + cols).

use super::{Cover, FORBIDDEN, Optimum, Prices, Weights};

/// What one more pair is worth: above every sum of weights ([`BOUND`](super::BOUND)) over fewer than 2³⁴ rows and columns.
const UNIT: i128 = 1 << 96;

/// Beyond every length of a path.
const UNREACHED: i128 = i128::MAX;

/// The most pairs and, among those, the greatest total weight.
pub fn solve(weights: &dyn Weights) -> Optimum {
    let mut state = State::new(weights);
    for row in 0..weights.rows() {
        state.add(row);
    }
    state.into_optimum()
}

/// An optimal matching of the rows added so far, with prices that prove it.
struct State<'a> {
    weights: &'a dyn Weights,
    row_price: Vec<i128>,
    col_price: Vec<i128>,
    col_of_row: Vec<Option<usize>>,
    row_of_col: Vec<Option<usize>>,
    /// The weights of the row in hand.
    values: Vec<i64>,
}

/// The tree of shortest alternating paths from one row.
struct Tree {
    /// Rows in the order of joining, each with its distance.
    rows: Vec<(usize, i128)>,
    /// The distance of each column, final once the column is in the tree.
    distance: Vec<i128>,
    /// The row from which each column is reached.
    parent: Vec<usize>,
    /// Columns not yet in the tree.
    open: Vec<usize>,
    /// Columns in the tree.
    closed: Vec<usize>,
}

/// Where a shortest path ends.
#[derive(Clone, Copy)]
enum End {
    /// At a column that nobody has.
    Column(usize),
    /// At a row that gives up its column and stays alone.
    Row(usize),
}

impl<'a> State<'a> {
    fn new(weights: &'a dyn Weights) -> Self {
        let (rows, cols) = (weights.rows(), weights.cols());
        State {
            weights,
            row_price: vec![0; rows],
            col_price: vec![0; cols],
            col_of_row: vec![None; rows],
            row_of_col: vec![None; cols],
            values: vec![FORBIDDEN; cols],
        }
    }

    /// Brings in one more row along the shortest alternating path that begins at it.
    fn add(&mut self, source: usize) {
        self.weights.fill(source, &mut self.values);
        let gain = |(&weight, &price): (&i64, &i128)| value(weight).map(|value| value - price);
        self.row_price[source] = self.values.iter().zip(&self.col_price).filter_map(gain).fold(0, i128::max);

        let (tree, end, length) = self.shortest_path(source);
        for &(row, distance) in &tree.rows {
            self.row_price[row] -= length - distance;
        }
        for &col in &tree.closed {
            self.col_price[col] += length - tree.distance[col];
        }
        self.augment(source, &tree.parent, end);
    }

    /// Dijkstra's search over reduced costs, until a free column, or a row that had better stay alone, is nearest.
    fn shortest_path(&mut self, source: usize) -> (Tree, End, i128) {
        let cols = self.weights.cols();
        let mut tree = Tree {
            rows: Vec::new(),
            distance: vec![UNREACHED; cols],
            parent: vec![source; cols],
            open: (0..cols).collect(),
            closed: Vec::new(),
        };
        let (mut row, mut distance) = (source, 0);
        let mut alone = (UNREACHED, source);
        loop {
            tree.rows.push((row, distance));
            alone = alone.min((distance + self.row_price[row], row));
            self.relax(row, distance, &mut tree);

            let nearest = (0..tree.open.len()).min_by_key(|&at| tree.distance[tree.open[at]]);
            let Some(at) = nearest.filter(|&at| tree.distance[tree.open[at]] < alone.0) else {
                return (tree, End::Row(alone.1), alone.0);
            };
            let col = tree.open[at];
            distance = tree.distance[col];
            let Some(mate) = self.row_of_col[col] else {
                return (tree, End::Column(col), distance);
            };
            tree.open.swap_remove(at);
            tree.closed.push(col);
            row = mate;
        }
    }

    /// Shortens the distances of the columns that `row` reaches.
    fn relax(&mut self, row: usize, distance: i128, tree: &mut Tree) {
        self.weights.fill(row, &mut self.values);
        for &col in &tree.open {
            let Some(value) = value(self.values[col]) else { continue };
            let reached = distance + self.row_price[row] + self.col_price[col] - value;
            if reached < tree.distance[col] {
                tree.distance[col] = reached;
                tree.parent[col] = row;
            }
        }
    }

    /// Exchanges the pairs along the path from `source` to `end`.
    fn augment(&mut self, source: usize, parent: &[usize], end: End) {
        let mut freed = match end {
            End::Column(col) => Some(col),
            End::Row(row) => self.col_of_row[row].take(),
        };
        while let Some(col) = freed {
            let row = parent[col];
            self.row_of_col[col] = Some(row);
            freed = self.col_of_row[row].replace(col).filter(|_| row != source);
        }
    }

    /// Takes the two levels of the prices apart.
    fn into_optimum(self) -> Optimum {
        let (row_cover, rows) = self.row_price.into_iter().map(levels).unzip();
        let (col_cover, cols) = self.col_price.into_iter().map(levels).unzip();
        Optimum { mate_of_row: self.col_of_row, prices: Prices { rows, cols }, cover: Cover { rows: row_cover, cols: col_cover } }
    }
}

/// What a pair counts, unless it is forbidden.
fn value(weight: i64) -> Option<i128> {
    (weight != FORBIDDEN).then(|| UNIT + i128::from(weight))
}

/// `cover · UNIT + price`, taken apart. The cover of an optimum is 0 or 1: never negative, and 1 in sum over a pair.
fn levels(price: i128) -> (bool, i128) {
    let covered = price > UNIT / 2;
    (covered, if covered { price - UNIT } else { price })
}
