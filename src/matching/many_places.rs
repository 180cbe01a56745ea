//! The best pairing where first places count, for instances that are too large to be searched with weights of such different sizes.
//!
//! A person's first pair counts for more than all scores together. So where every column that counts so can be paired, beside all rows,
//! every best pairing does that, and among such pairings only scores and standing pairs decide. Rows are added that fill the columns left
//! over, with any that does not count so and with no other; then all rows and columns are paired, and the weights are small again.
//!
//! The prices go over: the added rows are all alike and have one price, by which all others are shifted, and a place that counts costs
//! so much more. Whether they are prices of the instance as it was is looked at; where they are not, it is searched as it is.

use std::rc::Rc;

use super::worth::{PairValues, Units, Valued};
use crate::assignment::{Cover, FORBIDDEN, Kinds, Optimum, Prices, Weights, cardinality, solve};

/// The optimum of `worth` in these units; none where not everybody who counts can be paired, or nothing is gained.
pub(super) fn best(worth: &Rc<PairValues>, units: Units) -> Option<Optimum> {
    let (rows, cols) = (worth.row_precedence.len(), worth.col_precedence.len());
    if rows <= cols {
        return with_fewer_rows(worth, units);
    }
    let turned = with_fewer_rows(&Rc::new(worth.transposed()), units)?;
    let mut mate_of_row = vec![None; rows];
    for (col, row) in turned.mate_of_row.iter().enumerate() {
        mate_of_row[(*row)?] = Some(col);
    }
    let Optimum { prices, cover, .. } = turned;
    let prices = Prices { rows: prices.cols, cols: prices.rows };
    Some(Optimum { mate_of_row, prices, cover: Cover { rows: cover.cols, cols: cover.rows } })
}

fn with_fewer_rows(worth: &Rc<PairValues>, units: Units) -> Option<Optimum> {
    let filled = Filled::new(worth, units).filter(Filled::pairs_everybody)?;
    let found = solve(&filled);
    let rows = filled.own;
    let is_of_rows = found.cover.rows.iter().all(|covered| *covered) && !found.cover.cols.contains(&true);
    let (own, added) = found.prices.rows.split_at(rows);
    let shift = added.first().copied().filter(|first| is_of_rows && added.iter().all(|price| price == first))?;
    let bonus = |side: usize, at: usize| i128::from(filled.bonus[side][at]);
    let prices = Prices {
        rows: own.iter().enumerate().map(|(row, price)| price - shift + bonus(0, row)).collect(),
        cols: found.prices.cols.iter().enumerate().map(|(col, price)| price + shift + bonus(1, col)).collect(),
    };
    let mate_of_row: Vec<Option<usize>> = found.mate_of_row.into_iter().take(rows).collect();
    let cover = Cover { rows: vec![true; rows], cols: vec![false; prices.cols.len()] };
    prices.cols.iter().all(|price| *price >= 0).then_some(Optimum { mate_of_row, prices, cover })
}

/// An instance with as many rows as columns.
struct Filled {
    /// Scores and standing pairs alone.
    plain: Valued,
    /// How many of the rows are its own.
    own: usize,
    /// What each row and each column counts beside that when it is paired.
    bonus: [Vec<i64>; 2],
}

impl Filled {
    /// None where there are as many rows as columns anyway, or pairs with stand-ins, which count for nothing.
    fn new(worth: &Rc<PairValues>, units: Units) -> Option<Filled> {
        let firsts = worth.firsts.as_ref()?;
        let bonus = |firsts: &[bool], precedence: &[bool]| -> Vec<i64> {
            let counts = firsts.iter().zip(precedence);
            counts.map(|(first, before)| i64::from(*first) * units.people + i64::from(*before) * units.precedence).collect()
        };
        let bonus = [bonus(&firsts[0], &worth.row_precedence), bonus(&firsts[1], &worth.col_precedence)];
        let own = bonus[0].len();
        let plain = Valued::new(worth, Units { people: 0, precedence: 0, ..units });
        (own < bonus[1].len() && worth.stand_ins == [0, 0]).then_some(Filled { plain, own, bonus })
    }

    /// Whether all rows and columns can be paired. O(√n · rows · cols / 64).
    fn pairs_everybody(&self) -> bool {
        self.bonus[1].iter().filter(|bonus| **bonus > 0).count() <= self.own
            && cardinality::maximum(self).mate_of_row.iter().all(Option::is_some)
    }
}

impl Weights for Filled {
    fn rows(&self) -> usize {
        self.bonus[1].len()
    }

    fn cols(&self) -> usize {
        self.bonus[1].len()
    }

    fn fill(&self, row: usize, out: &mut [i64]) {
        if row < self.own {
            return self.plain.fill(row, out);
        }
        for (weight, bonus) in out.iter_mut().zip(&self.bonus[1]) {
            *weight = if *bonus > 0 { FORBIDDEN } else { 0 };
        }
    }

    fn permitted(&self, row: usize, out: &mut [u64]) {
        if row < self.own {
            return self.plain.permitted(row, out);
        }
        for (word, bonus) in out.iter_mut().zip(self.bonus[1].chunks(64)) {
            *word = bonus.iter().rev().fold(0, |bits, bonus| bits << 1 | u64::from(*bonus == 0));
        }
    }

    fn largest(&self) -> i64 {
        self.plain.largest()
    }

    fn kinds(&self) -> Option<Kinds> {
        let Kinds { mut rows, cols } = self.plain.kinds()?;
        let added = rows.iter().max().map_or(0, |most| most + 1);
        rows.resize(self.rows(), added);
        Some(Kinds { rows, cols })
    }
}
