//! All optimal matchings at once: the pairs that occur in them and the people that none of them leaves out.

use super::scan::Scan;
use super::{FORBIDDEN, LANES, Optimum, Weights, number};

/// The optimal face of the matching polytope. The optimal matchings are exactly the matchings inside `edges` that pair every one of
/// `must_rows` and `must_cols` (complementary slackness; Schrijver, "Combinatorial Optimization", 2003, section 18.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// For each row the columns, in order, with which it is a permitted pair that is tight in both levels.
    pub edges: Vec<Vec<u32>>,
    /// The rows that every optimum pairs, in order.
    pub must_rows: Vec<usize>,
    /// The columns that every optimum pairs, in order.
    pub must_cols: Vec<usize>,
}

/// The optimal face that the proof of `optimum` describes. Time O(rows · cols).
pub fn tight(weights: &dyn Weights, optimum: &Optimum) -> Face {
    let Optimum { cover, prices, .. } = optimum;
    let edges = tight_in_64_bits(weights, optimum).unwrap_or_else(|| tight_in_128_bits(weights, optimum));
    Face { edges, must_rows: indispensable(&cover.rows, &prices.rows), must_cols: indispensable(&cover.cols, &prices.cols) }
}

/// All tight pairs, if the prices are small enough for the scan.
fn tight_in_64_bits(weights: &dyn Weights, Optimum { cover, prices, .. }: &Optimum) -> Option<Vec<Vec<u32>>> {
    let small = |&price: &i128| i64::try_from(price).ok().filter(|price| price.abs() < i64::MAX / 4);
    let row_prices: Vec<i64> = prices.rows.iter().map(small).collect::<Option<_>>()?;
    let col_prices: Vec<i64> = prices.cols.iter().map(small).collect::<Option<_>>()?;
    let mut of_row: Vec<Vec<u32>> = vec![Vec::new(); weights.rows()];
    let mut scan = Scan::new(weights);
    for covered in [true, false] {
        let mut rows: Vec<usize> = (0..weights.rows()).filter(|&row| cover.rows[row] == covered).collect();
        rows.sort_by_key(|&row| scan.rank(row));
        scan.set_prices(col_prices.iter().zip(&cover.cols).map(|(&price, &other)| (covered != other).then_some(price)));
        for rows in rows.chunks(LANES) {
            // No gain exceeds the row's price; those just above this floor are equal to it.
            let floors: Vec<i64> = rows.iter().map(|&row| row_prices[row] - 1).collect();
            scan.above(rows, &mut floors.clone(), |position, col, _| {
                of_row[rows[position]].push(number(col));
                floors[position]
            });
        }
    }
    for (row, cols) in of_row.iter_mut().enumerate() {
        cols.retain(|&col| scan.permits(row, col as usize));
        cols.sort_unstable();
    }
    Some(of_row)
}

/// All tight pairs, whatever the prices.
fn tight_in_128_bits(weights: &dyn Weights, Optimum { cover, prices, .. }: &Optimum) -> Vec<Vec<u32>> {
    let mut values = vec![FORBIDDEN; weights.cols()];
    let of_row = |row: usize| {
        weights.fill(row, &mut values);
        let is_tight = |col: &usize| {
            values[*col] != FORBIDDEN
                && cover.rows[row] != cover.cols[*col]
                && prices.rows[row] + prices.cols[*col] == i128::from(values[*col])
        };
        (0..values.len()).filter(is_tight).map(number).collect()
    };
    (0..weights.rows()).map(of_row).collect()
}

/// Those in the cover or with a price.
fn indispensable(cover: &[bool], prices: &[i128]) -> Vec<usize> {
    (0..cover.len()).filter(|&at| cover[at] || prices[at] != 0).collect()
}
