//! Instances for the tests: every tiny one, and random ones of the kinds on which solvers have been wrong.

use crate::assignment::FORBIDDEN;
use crate::assignment::Kinds;
use crate::assignment::LANE_BOUND;
use crate::assignment::LANE_FORBIDDEN;
use crate::assignment::LANES;
use crate::assignment::LaneWeights;
use crate::assignment::Visitor;
use crate::assignment::Weights;

/// An instance written out.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) cols: usize,
    pub(super) weights: Vec<Vec<i64>>,
    /// Rows, and columns, whose numbers leave the same remainder are alike.
    pub(super) alike: Option<(usize, usize)>,
}

impl Weights for Table {
    fn rows(&self) -> usize {
        self.weights.len()
    }

    fn cols(&self) -> usize {
        self.cols
    }

    fn fill(&self, row: usize, out: &mut [i64]) {
        out.copy_from_slice(&self.weights[row]);
    }
}

/// The same instance, handed out by every way that [`Weights`] knows.
pub(super) struct Fast {
    table: Table,
    /// In 16 bits, if all weights are so small.
    small: Option<Vec<Vec<i16>>>,
    /// Orders of rows and columns that are not those of their numbers.
    orders: [Vec<u32>; 2],
    transposed: Option<Box<Fast>>,
}

impl Fast {
    pub(super) fn new(table: &Table) -> Self {
        let column = |col: usize| table.weights.iter().map(|row| row[col]).collect();
        let transposed = Table {
            cols: table.weights.len(),
            weights: (0..table.cols).map(column).collect(),
            alike: table.alike.map(|(rows, cols)| (cols, rows)),
        };
        Fast { transposed: Some(Box::new(Fast::one_way(transposed))), ..Fast::one_way(table.clone()) }
    }

    fn one_way(table: Table) -> Self {
        let small = |(row, col, &weight): (usize, usize, &i64)| match i16::try_from(weight) {
            _ if weight == FORBIDDEN => Some(if is_odd(row, col) { LANE_BOUND } else { LANE_FORBIDDEN }),
            Ok(weight) if weight.abs() <= LANE_BOUND => Some(weight),
            _ => None,
        };
        let small_row =
            |(row, weights): (usize, &Vec<i64>)| (0..).zip(weights).map(|(col, weight)| small((row, col, weight))).collect();
        let small = table.weights.iter().enumerate().map(small_row).collect();
        let orders = [table.weights.len(), table.cols].map(|count| {
            let mut order: Vec<u32> = (0..).take(count).collect();
            order.sort_by_key(|&at| (at % 3, std::cmp::Reverse(at)));
            order
        });
        Fast { table, small, orders, transposed: None }
    }
}

impl Weights for Fast {
    fn rows(&self) -> usize {
        self.table.rows()
    }

    fn cols(&self) -> usize {
        self.table.cols
    }

    fn fill(&self, row: usize, out: &mut [i64]) {
        self.table.fill(row, out);
    }

    fn lanes(&self) -> Option<&dyn LaneWeights> {
        self.small.is_some().then_some(self)
    }

    fn kinds(&self) -> Option<Kinds> {
        let (rows, cols) = self.table.alike?;
        let kinds = |count: usize, alike: usize| (0..count).map(|person| person % alike).collect();
        Some(Kinds { rows: kinds(self.rows(), rows), cols: kinds(self.cols(), cols) })
    }

    fn transposed(&self) -> Option<&dyn Weights> {
        self.transposed.as_deref().map(|fast| fast as &dyn Weights)
    }
}

impl LaneWeights for Fast {
    fn row_order(&self) -> &[u32] {
        &self.orders[0]
    }

    fn col_order(&self) -> &[u32] {
        &self.orders[1]
    }

    fn is_exception(&self, row: usize, col: usize) -> bool {
        self.table.weights[row][col] == FORBIDDEN && is_odd(row, col)
    }

    fn visit(&self, rows: &[usize; LANES], visitor: &mut dyn Visitor) {
        let small = self.small.as_deref().unwrap_or_default();
        let of_col = |&col: &u32| rows.map(|row| small[row][col as usize]);
        let columns: Vec<[i16; LANES]> = self.orders[1].iter().map(of_col).collect();
        for (at, piece) in columns.chunks(7).enumerate().rev() {
            let most = std::array::from_fn(|lane| piece.iter().map(|weights| weights[lane]).max().unwrap_or(i16::MIN));
            if visitor.wants(at * 7..at * 7 + piece.len(), &most) {
                visitor.take(at * 7, piece);
            }
        }
    }
}

/// Every second of the forbidden pairs is an exception to a weight that would tempt anybody.
fn is_odd(row: usize, col: usize) -> bool {
    (row + col) % 2 == 1
}

/// SplitMix64 (Steele, Lea & Flood 2014): a stream of numbers for the tests that stays the same for ever.
pub(super) struct Stream(pub(super) u64);

impl Stream {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.next() % high.abs_diff(low).saturating_add(1)).unwrap()
    }
}

/// Every instance of this size whose weights are among `choices`.
pub(super) fn every(rows: usize, cols: usize, choices: &[i64]) -> impl Iterator<Item = Table> {
    let count = choices.len().pow(u32::try_from(rows * cols).unwrap());
    (0..count).map(move |code| {
        let mut code = code;
        let mut next = || {
            let weight = choices[code % choices.len()];
            code /= choices.len();
            weight
        };
        Table { cols, weights: (0..rows).map(|_| (0..cols).map(|_| next()).collect()).collect(), alike: None }
    })
}

/// A random instance: few or many distinct weights, of either sign, a share of pairs forbidden, sometimes by blocks (so that
/// not everybody can be paired), sometimes with rows and columns that are copies of each other.
pub(super) fn random(stream: &mut Stream, rows: usize, cols: usize) -> Table {
    let kinds = if stream.below(3) == 0 { (3, 4) } else { (rows.max(1), cols.max(1)) };
    random_with_kinds(stream, rows, cols, kinds)
}

/// The same, with so many kinds of rows and columns.
pub(super) fn random_with_kinds(stream: &mut Stream, rows: usize, cols: usize, (row_kinds, col_kinds): (usize, usize)) -> Table {
    let (low, high) = [(0, 0), (0, 1), (-2, 2), (0, 7), (0, 70), (-1000, 1000), (-9, -3), (0, 1 << 40)][stream.below(8)];
    let forbidden = [0, 0, 1, 8, 30, 60, 90][stream.below(7)];
    let blocks = if stream.below(3) == 0 { 3 } else { usize::MAX };
    let kinds: Vec<Vec<i64>> = (0..row_kinds).map(|_| (0..col_kinds).map(|_| stream.between(low, high)).collect()).collect();
    let group = |of: usize, size: usize| (3 * of / 2 / size.max(1)).min(1);
    let mut weight = |row: usize, col: usize| {
        let apart = blocks == 3 && group(row, rows) == group(col, cols);
        if apart || stream.below(100) < forbidden { FORBIDDEN } else { kinds[row % row_kinds][col % col_kinds] }
    };
    Table {
        cols,
        weights: (0..rows).map(|row| (0..cols).map(|col| weight(row, col)).collect()).collect(),
        alike: Some((row_kinds, col_kinds)),
    }
}
