//! Drawing from a block that is too large to count: acceptance and rejection against a bound on the number of choices.
//!
//! Huber & Law, "Fast approximation of the permanent for very dense problems", SODA 2008. The block is a matrix of zeros and ones,
//! made square by rows that are joined to every optional column (each choice of the block is then counted equally often). Columns
//! get positive weights `y`, which change the chance of no choice, because every choice uses every column once. A row with entries
//! of sum R and maximum m among the columns still to come counts as `g = m · h(R/m) / e` with `h(r) = r + ln(r)/2 + e − 1`, and
//! the product of all rows' `g` is at least the weighted number of choices. Columns are gone through in order; one takes row `i`
//! with chance `y · (product of the g of the other rows afterwards) / (product of all g before)`. These chances add up to at most
//! 1 (see the test of the lemma); what is missing is the chance of starting again. The factors telescope, so every choice is
//! reached with one and the same chance: the product of all `y` over the bound.
//!
//! How far from uniform: `y` and R are whole numbers and exact; each `g` is computed once and used, as the same number, above and
//! below the line, so an error in it cancels. There remain the roundings of at most 2l + 3 products and quotients in each of l steps,
//! and the 53 bits of the drawn number: in all less than l² · 2^−50 in total variation (10^−9 for a thousand people). Only the
//! four basic operations of IEEE 754 are used, the logarithm included, so every machine draws the same.

use super::super::prng::Stream;
use super::super::ties::blocks::Block;

/// Rounds of balancing; a handful brings the column sums within a few parts in a hundred, which is all that is needed.
const ROUNDS: usize = 12;
/// After so many looks at a pair rejection gives up: some seconds. At a thousand people with three pairs in ten forbidden it
/// takes about a hundredth of that.
const PATIENCE: usize = 2_000_000_000;
/// Weights of columns are whole numbers up to this.
const SCALE: f64 = 1_048_576.0;

/// A block with the bound of every row after every column.
pub(super) struct Bound {
    columns: Vec<Column>,
    /// 1/g of each row before the first column; the last one is that of every added row.
    first: Vec<f64>,
    /// How many rows were added, and how many there are without them.
    added: usize,
    rows: usize,
}

struct Column {
    weight: f64,
    entries: Vec<Entry>,
}

/// A row that a column can take, and the row's bound after the column.
struct Entry {
    row: u32,
    /// g, or 0 when nothing is left to the row.
    after: f64,
    /// 1/g; what a row to which nothing is left would count is never used.
    inverse: f64,
}

impl Bound {
    /// Prepares a block. O(pairs · rounds).
    pub(super) fn new(block: &Block) -> Bound {
        let rows = block.full.len();
        let added = block.other.len() - rows;
        let mut by_column = block.reversed();
        let shared = u32::try_from(rows).unwrap_or(u32::MAX);
        for (column, _) in by_column.iter_mut().zip(&block.optional).filter(|(_, optional)| added > 0 && **optional) {
            column.push(shared);
        }
        let weights = balance(&by_column, rows, added);
        let (columns, first) = after_each(&by_column, &weights, rows + 1);
        Bound { columns, first, added, rows }
    }

    /// One choice, each with the same chance: for each of the full side its place in `other`. `None` when that took too long: giving
    /// up depends on how often was tried, never on which choice would have come.
    pub(super) fn draw(&self, stream: &mut Stream) -> Option<Vec<u32>> {
        let pairs: usize = self.columns.iter().map(|column| column.entries.len()).sum();
        (0..PATIENCE / pairs.max(1)).find_map(|_| self.attempt(stream))
    }

    /// A choice, or nothing with the chance that the bound is too large.
    fn attempt(&self, stream: &mut Stream) -> Option<Vec<u32>> {
        let mut choice = vec![None; self.rows];
        let mut inverse = self.first.clone();
        let mut spare = self.added;
        for (column, place) in self.columns.iter().zip(0_u32..) {
            let row = column.take(stream.fraction(), &choice, &inverse, spare)?;
            match choice.get_mut(row) {
                Some(chosen) => *chosen = Some(place),
                None => spare -= 1,
            }
            for entry in &column.entries {
                inverse[entry.row as usize] = entry.inverse;
            }
        }
        choice.into_iter().collect()
    }
}

impl Column {
    /// The row that the number `lot` falls on, or nothing when it falls beyond all. `spare` of the added rows are still there.
    fn take(&self, lot: f64, choice: &[Option<u32>], inverse: &[f64], spare: usize) -> Option<usize> {
        let left = |entry: &&Entry| choice.get(entry.row as usize).map_or(spare > 0, Option::is_none);
        let copies = |entry: &Entry| if (entry.row as usize) < choice.len() { 1 } else { spare };
        let (mut product, mut dying) = (1.0, None);
        for entry in self.entries.iter().filter(left) {
            let ratio = entry.after * inverse[entry.row as usize];
            if entry.after > 0.0 {
                product *= power(ratio, copies(entry));
            } else if dying.replace(entry).is_some() || copies(entry) > 1 {
                return None;
            }
        }
        if let Some(only) = dying {
            let chance = product * self.weight * inverse[only.row as usize];
            return (lot < chance).then_some(only.row as usize);
        }
        let mut lot = lot;
        for entry in self.entries.iter().filter(left) {
            #[expect(clippy::cast_precision_loss, reason = "people are fewer than 2^53")]
            let chance = product * self.weight * entry.inverse * copies(entry) as f64;
            if lot < chance {
                return Some(entry.row as usize);
            }
            lot -= chance;
        }
        None
    }
}

/// Every row's bound before the first column and after each of its columns, from the last column backwards.
fn after_each(by_column: &[Vec<u32>], weights: &[f64], rows: usize) -> (Vec<Column>, Vec<f64>) {
    let (mut sums, mut most) = (vec![0.0; rows], vec![0.0_f64; rows]);
    let mut columns = Vec::with_capacity(by_column.len());
    for (column, &weight) in by_column.iter().zip(weights).rev() {
        let mut entries = Vec::with_capacity(column.len());
        for &row in column {
            let (sum, most) = (&mut sums[row as usize], &mut most[row as usize]);
            let after = bound(*sum, *most);
            entries.push(Entry { row, after, inverse: 1.0 / after });
            (*sum, *most) = (*sum + weight, most.max(weight));
        }
        columns.push(Column { weight, entries });
    }
    columns.reverse();
    let first = sums.iter().zip(&most).map(|(&sum, &most)| 1.0 / bound(sum, most)).collect();
    (columns, first)
}

/// What a row with entries of this sum and maximum counts; 0 when it has none.
fn bound(sum: f64, most: f64) -> f64 {
    if most > 0.0 { most * h(sum / most) / std::f64::consts::E } else { 0.0 }
}

/// Huber and Law's h for r ≥ 1; a row's sum is never less than its maximum.
fn h(r: f64) -> f64 {
    r + 0.5 * ln(r) + std::f64::consts::E - 1.0
}

/// The natural logarithm of a number ≥ 1, by basic operations only: ln 2 for each halving, then 2 · artanh((x − 1)/(x + 1)).
fn ln(x: f64) -> f64 {
    let (mut x, mut halvings) = (x, 0.0);
    while x > std::f64::consts::SQRT_2 {
        (x, halvings) = (x / 2.0, halvings + 1.0);
    }
    let z = (x - 1.0) / (x + 1.0);
    let square = z * z;
    let series = (0..10).rev().fold(0.0, |sum, n| sum * square + 1.0 / f64::from(2 * n + 1));
    halvings * std::f64::consts::LN_2 + 2.0 * z * series
}

/// `base` to a whole power, by basic operations only.
fn power(base: f64, exponent: usize) -> f64 {
    let (mut base, mut exponent, mut power) = (base, exponent, 1.0);
    while exponent > 0 {
        if exponent & 1 == 1 {
            power *= base;
        }
        (base, exponent) = (base * base, exponent / 2);
    }
    power
}

/// Weights of columns with which all rows and columns count about alike (Sinkhorn 1964), as whole numbers from 1 to 2^20.
fn balance(by_column: &[Vec<u32>], rows: usize, added: usize) -> Vec<f64> {
    #[expect(clippy::cast_precision_loss, reason = "people are fewer than 2^53")]
    let added = added as f64;
    let mut weights = vec![1.0; by_column.len()];
    for _ in 0..ROUNDS {
        let mut sums = vec![0.0; rows + 1];
        for (column, weight) in by_column.iter().zip(&weights) {
            for &row in column {
                sums[row as usize] += weight;
            }
        }
        let inverse: Vec<f64> = sums.iter().map(|sum| 1.0 / sum).collect();
        let share = |row: &u32| if (*row as usize) < rows { inverse[*row as usize] } else { added * inverse[rows] };
        for (column, weight) in by_column.iter().zip(&mut weights) {
            *weight = 1.0 / column.iter().map(share).sum::<f64>();
        }
    }
    let most = weights.iter().copied().fold(0.0, f64::max);
    weights.iter().map(|weight| (weight / most * SCALE).round().max(1.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_the_logarithm() {
        for r in (0..20_000).map(|n| 1.0 + f64::from(n) * 0.37) {
            assert!((ln(r) - r.ln()).abs() < 1e-14 * r.ln().max(1.0), "{r}");
        }
    }

    /// The chances of a column add up to at most 1 when h(r) ≥ h(r − a) · exp(a / h(r − a)) for 0 ≤ a ≤ 1 and a ≤ r,
    /// because e · x ≤ exp(x) for the sum x of all a / h(r − a). Below 1, h(r) = 1 + (e − 1) r.
    #[test]
    fn the_lemma_behind_the_bound_holds() {
        let whole = |r: f64| if r < 1.0 { 1.0 + (std::f64::consts::E - 1.0) * r } else { h(r) };
        for r in 1..4000 {
            let r = f64::from(r) * 0.01;
            for a in (0..=100).map(|a| f64::from(a) * 0.01).filter(|&a| a <= r) {
                let before = whole(r - a);
                assert!(whole(r) * (1.0 + 1e-12) >= before * (a / before).exp(), "r {r} a {a}");
            }
        }
    }
}
