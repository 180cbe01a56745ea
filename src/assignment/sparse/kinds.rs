//! A start for instances full of people who are alike: the transportation problem (Hitchcock 1941) between kinds of rows and kinds of
//! columns, which ignores that single pairs may be forbidden, and then a maximum matching inside its tight pairs.
//!
//! Without it every list would be filled by equals. It only proposes prices and pairs; what is not tight in the end is taken
//! back, so that a wrong proposal costs time and nothing else.

use super::state::State;
use crate::assignment::FORBIDDEN;
use crate::assignment::Kinds;
use crate::assignment::Matching;
use crate::assignment::Weights;
use crate::assignment::bits;
use crate::assignment::cardinality;
use crate::assignment::number;

/// Kinds are used if at least so many rows, and columns, are of one kind on average.
const CROWD: usize = 8;

/// How many rows of a kind are asked for the weights of the kind.
const ASKED: usize = 4;

/// The rows and columns of a part, by kinds.
struct Crowds<'a> {
    weights: &'a dyn Weights,
    kinds: &'a Kinds,
    rows_of: Vec<Vec<usize>>,
    /// The columns of each kind that take part, as bits.
    cols_of: Vec<Vec<u64>>,
    /// The weight of every pair of kinds, `FORBIDDEN` if no pair was found that is permitted.
    worth: Vec<Vec<i64>>,
}

/// Prices of the columns, and pairs that are likely to be tight with them; none where there are not enough alike.
pub(super) fn propose(weights: &dyn Weights, rows: &[usize], open: &[bool]) -> Option<State> {
    let kinds = weights.kinds()?;
    let crowds = Crowds::new(weights, &kinds, rows, open)?;
    let capacity = crowds.cols_of.iter().map(|cols| bits::ones(cols).count()).collect();
    let plan = Transport::new(&crowds.worth, capacity).ship_all(&crowds.rows_of)?;

    let mut state = State::new(weights.rows(), weights.cols());
    for col in (0..open.len()).filter(|&col| open[col]) {
        state.col_price[col] = plan.col_price[kinds.cols[col]];
    }
    let matching = crowds.carry_out(&plan.flow);
    let tight = Tight::new(&crowds, &plan);
    for (row, col) in cardinality::extend(&tight, matching).mate_of_row.into_iter().enumerate() {
        if let Some(col) = col {
            state.pair(row, number(col));
            state.row_price[row] = crowds.worth[kinds.rows[row]][kinds.cols[col]] - state.col_price[col];
        }
    }
    Some(state)
}

impl<'a> Crowds<'a> {
    fn new(weights: &'a dyn Weights, kinds: &'a Kinds, rows: &[usize], open: &[bool]) -> Option<Self> {
        let count = |kinds: &[usize]| kinds.iter().max().map_or(0, |last| last + 1);
        let (row_kinds, col_kinds) = (count(&kinds.rows), count(&kinds.cols));
        if row_kinds * CROWD > rows.len() || col_kinds * CROWD > open.len() {
            return None;
        }
        let mut rows_of = vec![Vec::new(); row_kinds];
        for &row in rows {
            rows_of[kinds.rows[row]].push(row);
        }
        let mut cols_of = vec![bits::none(open.len()); col_kinds];
        for col in (0..open.len()).filter(|&col| open[col]) {
            bits::insert(&mut cols_of[kinds.cols[col]], col);
        }
        let mut crowds = Crowds { weights, kinds, rows_of, cols_of, worth: vec![vec![FORBIDDEN; col_kinds]; row_kinds] };
        crowds.ask();
        Some(crowds)
    }

    /// Asks a few rows of each kind for the weights of the kind.
    fn ask(&mut self) {
        let mut values = vec![FORBIDDEN; self.weights.cols()];
        for (rows, worth) in self.rows_of.iter().zip(&mut self.worth) {
            for &row in rows.iter().take(ASKED) {
                self.weights.fill(row, &mut values);
                for (&kind, &value) in self.kinds.cols.iter().zip(&values) {
                    worth[kind] = worth[kind].max(value);
                }
            }
        }
    }

    /// Pairs as many people of two kinds as flow between them, first come, first served.
    fn carry_out(&self, flow: &[Vec<usize>]) -> Matching {
        let mut mate_of_row = vec![None; self.weights.rows()];
        let mut free = self.cols_of.clone();
        let mut permitted = bits::none(self.weights.cols());
        for (rows, flow) in self.rows_of.iter().zip(flow) {
            let mut left = flow.clone();
            for &row in rows {
                self.weights.permitted(row, &mut permitted);
                let found = left.iter_mut().zip(&mut free).filter(|(left, _)| **left > 0).find_map(|(left, free)| {
                    let col = bits::first_common(&permitted, free)?;
                    *left -= 1;
                    bits::remove(free, col);
                    Some(col)
                });
                mate_of_row[row] = found;
            }
        }
        Matching { mate_of_row }
    }
}

/// Successive shortest paths between kinds, as in `dense`, each for as many people as it can carry.
struct Transport<'a> {
    worth: &'a [Vec<i64>],
    row_price: Vec<i64>,
    col_price: Vec<i64>,
    /// How many people of each row kind (first index) go to each column kind.
    flow: Vec<Vec<usize>>,
    capacity: Vec<usize>,
}

impl<'a> Transport<'a> {
    fn new(worth: &'a [Vec<i64>], capacity: Vec<usize>) -> Self {
        Transport {
            worth,
            row_price: vec![0; worth.len()],
            col_price: vec![0; capacity.len()],
            flow: vec![vec![0; capacity.len()]; worth.len()],
            capacity,
        }
    }

    /// Ships all rows, unless there is no way.
    fn ship_all(mut self, rows_of: &[Vec<usize>]) -> Option<Self> {
        for (source, rows) in rows_of.iter().enumerate() {
            let gains = self.worth[source].iter().zip(&self.col_price).filter(|(worth, _)| **worth != FORBIDDEN);
            self.row_price[source] = gains.map(|(worth, price)| worth - price).max().unwrap_or(0);
            let mut left = rows.len();
            while left > 0 {
                left -= self.ship(source, left)?;
            }
        }
        Some(self)
    }

    /// Ships up to `most` rows of one kind along a shortest path; how many.
    fn ship(&mut self, source: usize, most: usize) -> Option<usize> {
        let (rows, cols) = (self.worth.len(), self.capacity.len());
        let mut row_distance = vec![None; rows];
        let mut distance: Vec<Option<(i64, usize)>> = vec![None; cols];
        let mut via = vec![None; rows];
        let mut closed = vec![false; cols];
        let mut reached = vec![(source, 0)];
        let (end, length) = loop {
            for (row, length) in reached.drain(..) {
                row_distance[row] = Some(length);
                for col in (0..cols).filter(|&col| !closed[col] && self.worth[row][col] != FORBIDDEN) {
                    let slack = self.row_price[row] + self.col_price[col] - self.worth[row][col];
                    distance[col] = Some(distance[col].map_or((length + slack, row), |best| best.min((length + slack, row))));
                }
            }
            let open = (0..cols).filter(|&col| !closed[col]);
            let (length, col) = open.filter_map(|col| distance[col].map(|(length, _)| (length, col))).min()?;
            if self.capacity[col] > 0 {
                break (col, length);
            }
            closed[col] = true;
            for row in (0..rows).filter(|&row| self.flow[row][col] > 0) {
                if row_distance[row].is_none() && via[row].is_none() && row != source {
                    via[row] = Some(col);
                    reached.push((row, length));
                }
            }
        };
        for (price, at) in self.row_price.iter_mut().zip(&row_distance) {
            *price -= at.map_or(0, |at| length - at);
        }
        for col in (0..cols).filter(|&col| closed[col]) {
            self.col_price[col] += distance[col].map_or(0, |(at, _)| length - at);
        }
        // The path, backwards: from row to column, and on by the column that the row came through.
        let mut path = Vec::new();
        let mut col = Some(end);
        while let Some(into) = col {
            let (_, row) = distance[into]?;
            path.push((row, into, via[row]));
            col = via[row];
        }
        let carried = path.iter().filter_map(|&(row, _, out_of)| out_of.map(|col| self.flow[row][col]));
        let amount = carried.chain([most, self.capacity[end]]).min()?;
        for (row, into, out_of) in path {
            self.flow[row][into] += amount;
            if let Some(col) = out_of {
                self.flow[row][col] -= amount;
            }
        }
        self.capacity[end] -= amount;
        Some(amount)
    }
}

/// The pairs that are permitted and tight for their kinds, as an instance without weights.
struct Tight<'a> {
    crowds: &'a Crowds<'a>,
    /// The columns that are tight for each kind of rows, as bits.
    cols: Vec<Vec<u64>>,
}

impl<'a> Tight<'a> {
    fn new(crowds: &'a Crowds<'a>, plan: &Transport) -> Self {
        let tight = |row: usize| {
            let mut all = bits::none(crowds.weights.cols());
            for (col, cols) in crowds.cols_of.iter().enumerate() {
                if plan.worth[row][col] != FORBIDDEN && plan.row_price[row] + plan.col_price[col] == plan.worth[row][col] {
                    bits::unite(&mut all, cols);
                }
            }
            all
        };
        Tight { crowds, cols: (0..crowds.rows_of.len()).map(tight).collect() }
    }
}

impl Weights for Tight<'_> {
    fn rows(&self) -> usize {
        self.crowds.weights.rows()
    }

    fn cols(&self) -> usize {
        self.crowds.weights.cols()
    }

    fn fill(&self, _row: usize, out: &mut [i64]) {
        out.fill(FORBIDDEN);
    }

    fn permitted(&self, row: usize, out: &mut [u64]) {
        self.crowds.weights.permitted(row, out);
        bits::intersect(out, &self.cols[self.crowds.kinds.rows[row]]);
    }
}
