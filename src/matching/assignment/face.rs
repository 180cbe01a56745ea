//! All optimal matchings at once: the pairs that occur in them and the people that none of them leaves out.

use super::{FORBIDDEN, Optimum, Weights};

/// The optimal face of the matching polytope. The optimal matchings are exactly the matchings inside `edges` that pair every one of
/// `must_rows` and `must_cols` (complementary slackness; Schrijver, "Combinatorial Optimization", 2003, section 18.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// The permitted pairs (row, col) that are tight in both levels, in order.
    pub edges: Vec<(usize, usize)>,
    /// The rows that every optimum pairs, in order.
    pub must_rows: Vec<usize>,
    /// The columns that every optimum pairs, in order.
    pub must_cols: Vec<usize>,
}

/// The optimal face that the proof of `optimum` describes. Time O(rows · cols).
pub fn tight(weights: &dyn Weights, optimum: &Optimum) -> Face {
    let (cover, prices) = (&optimum.cover, &optimum.prices);
    let mut edges = Vec::new();
    let mut values = vec![FORBIDDEN; weights.cols()];
    for row in 0..weights.rows() {
        weights.fill(row, &mut values);
        let is_tight = |col: &usize| {
            values[*col] != FORBIDDEN
                && cover.rows[row] != cover.cols[*col]
                && prices.rows[row] + prices.cols[*col] == i128::from(values[*col])
        };
        edges.extend((0..values.len()).filter(is_tight).map(|col| (row, col)));
    }
    Face { edges, must_rows: indispensable(&cover.rows, &prices.rows), must_cols: indispensable(&cover.cols, &prices.cols) }
}

/// Those in the cover or with a price.
fn indispensable(cover: &[bool], prices: &[i128]) -> Vec<usize> {
    (0..cover.len()).filter(|&at| cover[at] || prices[at] != 0).collect()
}
