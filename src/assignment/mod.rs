//! The assignment problem: the most pairs and, among those, the greatest total weight, exactly and with a proof.
//! Knows rows, columns and integers; people, scores, seeds and rules may not be in it.
//!
//! # What is solved
//!
//! Rows and columns are to be paired, each at most once, by permitted pairs only. Of all such matchings [`solve`] finds one with the
//! most pairs and, among those, with the greatest sum of weights. All arithmetic is in integers, so nothing is rounded; see [`BOUND`].
//!
//! # The proof
//!
//! "First the number, then the weight" is the assignment problem with the weight `1 + ε·w` for a pair, where `ε` is smaller than
//! every positive number: the ring `Z[ε]` ordered lexicographically. Linear programming duality holds over every ordered field
//! (Charnes 1952 used the same `ε` against degeneracy), and the matrix of the bipartite matching problem is totally unimodular
//! (Hoffman & Kruskal 1956), so there are always optimal dual values `cover + ε·price` with integer `cover` and `price`, and they
//! prove the optimum. Written out, an [`Optimum`] is right if and only if
//!
//! 1. no row or column is in two pairs, and every pair is permitted;
//! 2. every permitted pair `(i, j)` is *covered*: `cover(i) + cover(j) ≥ 1`, and where this sum is exactly 1,
//!    `price(i) + price(j) ≥ weight(i, j)`;
//! 3. a row or column outside the cover has `price ≥ 0` (inside the cover its price is free);
//! 4. every chosen pair has both sums *tight*: `cover(i) + cover(j) = 1` and `price(i) + price(j) = weight(i, j)`;
//! 5. every unpaired row or column is outside the cover and has price 0.
//!
//! From 2 the members of the cover meet all permitted pairs, so no matching is larger than the cover, and by 4 and 5 this
//! one is as large (König 1931). Among matchings of that size the total is at most the sum of all prices (2, 3), and by 4 and 5 this one's
//! total is that sum (Egerváry 1931). One pass over all pairs checks it; no knowledge of the solver is needed.
//!
//! By complementary slackness the same values describe *all* optimal matchings: those inside the tight pairs that leave nobody
//! unpaired who is in the cover or has a price other than 0. [`tight`] lists them; a later stage chooses among them.
//!
//! # How it is solved
//!
//! Small instances go to [`dense`], the textbook method of shortest augmenting paths, in 128 bits. Larger ones go to [`sparse`]: the
//! number of pairs and its cover first ([`cardinality`]), then the Hungarian method over short lists of candidates. The two share no
//! code, so that each can be held against the other.

mod bits;
pub(crate) mod cardinality;
pub mod dense;
mod face;
mod lanes;
mod scan;
pub mod sparse;

#[cfg(test)]
mod tests;

pub(crate) use face::Face;
pub use face::tight;
pub(crate) use lanes::LANE_BOUND;
pub use lanes::{LANE_FORBIDDEN, LANES, LaneWeights, Pieces, Visitor};

/// The weight of a pair that is not permitted.
pub const FORBIDDEN: i64 = i64::MIN;

/// The largest absolute value of a weight. Path lengths are sums of at most `2 · (rows + cols)` weights and are kept in 128 bits
/// (or in 64 where they fit), so nothing can overflow below 2³⁴ rows and columns.
pub const BOUND: i64 = 1 << 53;

/// Up to so many rows and columns an instance is small.
const SMALL: usize = 64;

/// The weights of an instance, handed out row by row; nothing here stores a rows × cols matrix.
pub trait Weights {
    /// The number of rows.
    fn rows(&self) -> usize;

    /// The number of columns.
    fn cols(&self) -> usize;

    /// Writes the weight of every pair of `row` into `out` (one place a column): [`FORBIDDEN`] where the pair is not permitted, else
    /// a weight of at most [`BOUND`] in absolute value; larger is better.
    fn fill(&self, row: usize, out: &mut [i64]);

    /// Writes which columns `row` may be paired with: bit `col % 64` of word `col / 64`; bits beyond the last column are 0.
    /// To be given where it can be known without the weights.
    fn permitted(&self, row: usize, out: &mut [u64]) {
        let mut weights = vec![FORBIDDEN; self.cols()];
        self.fill(row, &mut weights);
        for (word, weights) in out.iter_mut().zip(weights.chunks(64)) {
            *word = weights.iter().rev().fold(0, |bits, &weight| bits << 1 | u64::from(weight != FORBIDDEN));
        }
    }

    /// A bound on the absolute value of all weights; to be given where it is known without reading them.
    fn largest(&self) -> i64 {
        let mut weights = vec![FORBIDDEN; self.cols()];
        let mut of_row = |row| {
            self.fill(row, &mut weights);
            weights.iter().filter(|&&weight| weight != FORBIDDEN).map(|weight| weight.abs()).max().unwrap_or(0)
        };
        (0..self.rows()).map(&mut of_row).max().unwrap_or(0)
    }

    /// The same weights sixteen rows at a time, where they are small enough.
    fn lanes(&self) -> Option<&dyn LaneWeights> {
        None
    }

    /// Which rows, and which columns, are alike; to be given where it is known, because crowds of people who are alike are hard to tell
    /// apart by their weights.
    fn kinds(&self) -> Option<Kinds> {
        None
    }

    /// The same instance with rows and columns exchanged, where it can be handed out that way. Asked for when there are too many
    /// rows; otherwise all weights have to be kept to be read by columns.
    fn transposed(&self) -> Option<&dyn Weights> {
        None
    }
}

/// Who is alike. Rows of one kind have the same weight with every column, except where pairs are forbidden, and columns likewise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kinds {
    /// The kind of each row, numbered from 0.
    pub rows: Vec<usize>,
    /// The kind of each column, numbered from 0.
    pub cols: Vec<usize>,
}

/// The integer prices of a proof, the dual values of the weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prices {
    /// One price a row.
    pub rows: Vec<i128>,
    /// One price a column.
    pub cols: Vec<i128>,
}

/// Rows and columns that together meet every permitted pair, no more of them than there are pairs (König 1931).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Whether each row is in the cover.
    pub rows: Vec<bool>,
    /// Whether each column is in the cover.
    pub cols: Vec<bool>,
}

/// Pairs that share no row and no column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Matching {
    /// The column of each row, if it is paired.
    pub mate_of_row: Vec<Option<usize>>,
}

/// An optimal matching with its proof; see the head of the [module](self) for what the proof says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Optimum {
    /// The column of each row, if it is paired.
    pub mate_of_row: Vec<Option<usize>>,
    /// Proves that no matching of as many pairs weighs more.
    pub prices: Prices,
    /// Proves that no matching has more pairs.
    pub cover: Cover,
}

/// The short form of a row or column.
fn number(index: usize) -> u32 {
    #[expect(clippy::cast_possible_truncation, reason = "an instance has fewer than 2³² rows and columns")]
    let number = index as u32;
    number
}

/// The most pairs and, among those, the greatest total weight.
pub(crate) fn solve(weights: &dyn Weights) -> Optimum {
    if weights.rows().max(weights.cols()) <= SMALL { dense::solve(weights) } else { sparse::solve(weights) }
}
