//! The Hungarian method with a forest that is kept: an alternating tree from every unpaired row, all of them growing at the same rate.
//!
//! While time passes, the price of every row in the forest falls and the price of every column in it rises by one a unit, so that
//! pairs inside the forest stay as they are, and a pair that leads out of it becomes tight at a time that can be foretold. When a tree
//! meets an unpaired column, the path to its root is exchanged and *only this tree* dissolves; all others grow on. Pairs into the
//! dissolved tree that had been put off, because both ends moved alike, are taken up again.
//!
//! Sources: Kuhn 1955 and Munkres 1957 for the method; Galil, Micali & Gabow, "An O(EV log V) algorithm for finding a maximal weighted
//! matching in general graphs", SIAM J. Comput. 15 (1986), for the queue of foretold events and for prices that are kept relative to the
//! clock; Hopcroft & Karp 1973 for growing by layers, so that short paths are found first and small trees dissolve.

use std::collections::VecDeque;

use super::lists::{Cell, Lists};
use super::queue::Queue;
use super::state::{NONE, State};
use crate::assignment::number;
use crate::assignment::scan::NO_GAIN;

/// Later than every time.
const NEVER: i64 = i64::MAX;

/// A row's place in the forest. A paired row has its column with it.
#[derive(Clone, Copy)]
struct Node {
    /// The root of its tree; `NONE` outside the forest.
    root: u32,
    /// The row by which its column was reached.
    parent: u32,
    /// The next member of its tree, in a list that begins at the root.
    next: u32,
    /// Its column, if it is paired.
    col: u32,
    /// When a further pair of this row can be tight.
    wake: i64,
    /// Inside the forest as of time 0: it is `now` less.
    price: i64,
}

/// A column's place in the forest: that of its row.
#[derive(Clone, Copy)]
struct Leaf {
    /// The root of its tree; `NONE` outside the forest.
    root: u32,
    /// Its row, if it is paired.
    row: u32,
    /// The root of the last tree that noted a pair with it.
    noted: u32,
    /// How far that pair was from being tight. Prices of one tree's rows fall alike, so that its other rows need not note pairs that are
    /// as far or farther.
    slack: i64,
    /// Inside the forest as of time 0: it is `now` more.
    price: i64,
}

impl Leaf {
    /// Notes a pair with a row of another tree; whether it is news.
    fn note(&mut self, root: u32, slack: i64) -> bool {
        let is_news = self.noted != root || slack < self.slack;
        if is_news {
            (self.noted, self.slack) = (root, slack);
        }
        is_news
    }
}

pub(super) struct Forest<'a, 'b, C> {
    lists: &'a mut Lists<'b, C>,
    now: i64,
    rows: Vec<Node>,
    cols: Vec<Leaf>,
    /// The rows to look on with, by time; void where the row's `wake` has changed.
    queue: Queue<u32>,
    /// Tight pairs (row, col) by which a tree can grow, in the order in which they were found.
    growth: VecDeque<(u32, u32)>,
    /// For each column of the forest, pairs with rows of other trees, to be looked at when it has left: the row and the weight.
    deferred: Vec<Vec<(u32, C)>>,
    /// Rows whose list is used up.
    exhausted: Vec<u32>,
}

impl<'a, 'b, C: Cell> Forest<'a, 'b, C> {
    pub(super) fn new(state: &State, lists: &'a mut Lists<'b, C>) -> Self {
        let row = |(&price, &col)| Node { root: NONE, parent: NONE, next: NONE, col, wake: NEVER, price };
        let col = |(&price, &row)| Leaf { root: NONE, row, noted: NONE, slack: 0, price };
        Forest {
            lists,
            now: 0,
            rows: state.row_price.iter().zip(&state.col_of_row).map(row).collect(),
            cols: state.col_price.iter().zip(&state.row_of_col).map(col).collect(),
            queue: Queue::new(),
            growth: VecDeque::new(),
            deferred: vec![Vec::new(); state.col_price.len()],
            exhausted: Vec::new(),
        }
    }

    /// What stands in the end, when nobody is in the forest.
    fn state(&self) -> State {
        State {
            row_price: self.rows.iter().map(|row| row.price).collect(),
            col_price: self.cols.iter().map(|col| col.price).collect(),
            col_of_row: self.rows.iter().map(|row| row.col).collect(),
            row_of_col: self.cols.iter().map(|col| col.row).collect(),
        }
    }

    /// Pairs all of `rows`; there must be a matching that does.
    pub(super) fn pair_all(mut self, rows: &[usize]) -> State {
        for &row in rows {
            if self.rows[row].col == NONE {
                self.join(number(row), number(row), NONE);
            }
        }
        loop {
            if let Some(row) = self.queue.pop_due() {
                if self.rows[row as usize].wake == self.now {
                    self.scan(row);
                }
            } else if let Some((row, col)) = self.growth.pop_front() {
                self.grow(row, col);
            } else if !self.exhausted.is_empty() {
                self.refresh();
            } else if let Some(step) = self.queue.advance() {
                self.now += step;
            } else {
                return self.state();
            }
        }
    }

    /// Takes a row, with its column, into the tree of `root`.
    fn join(&mut self, row: u32, root: u32, parent: u32) {
        let next = if row == root { NONE } else { std::mem::replace(&mut self.rows[root as usize].next, row) };
        let node = &mut self.rows[row as usize];
        *node = Node { root, parent, next, wake: NEVER, price: node.price + self.now, ..*node };
        if let Some(leaf) = self.cols.get_mut(node.col as usize) {
            leaf.root = root;
            leaf.price -= self.now;
        }
        self.wake(row, 0);
    }

    /// Has a row look on after `delay`, if it is not to do so earlier.
    fn wake(&mut self, row: u32, delay: i64) {
        let node = &mut self.rows[row as usize];
        if self.now + delay < node.wake {
            node.wake = self.now + delay;
            self.queue.push(delay, row);
        }
    }

    /// Looks at the pairs of a row that can be tight by now: a tight one is a way to grow, or the end of a path. Foretells when to look
    /// again.
    fn scan(&mut self, row: u32) {
        let Node { root, price, .. } = self.rows[row as usize];
        let price = price - self.now;
        let list = &self.lists.of_row[row as usize];
        let mut next = list.rest;
        for candidate in &list.candidates {
            if candidate.gain.into() < price {
                next = next.max(candidate.gain.into());
                break;
            }
            let leaf = &mut self.cols[candidate.col as usize];
            if leaf.root == NONE {
                let gain = candidate.weight.into() - leaf.price;
                if gain < price {
                    next = next.max(gain);
                } else if leaf.row == NONE {
                    self.dissolve(row, candidate.col);
                    return;
                } else if leaf.note(root, 0) {
                    self.growth.push_back((row, candidate.col));
                }
            } else if leaf.root != root && leaf.note(root, price + leaf.price + self.now - candidate.weight.into()) {
                self.deferred[candidate.col as usize].push((row, candidate.weight));
            }
        }
        self.rows[row as usize].wake = NEVER;
        if next >= price {
            self.exhausted.push(row);
        } else if next != NO_GAIN {
            self.wake(row, price - next);
        }
    }

    /// Lets a tree grow by a tight pair, if the row is still inside the forest and the column outside.
    fn grow(&mut self, row: u32, col: u32) {
        let (Node { root, price, .. }, leaf) = (self.rows[row as usize], self.cols[col as usize]);
        if root == NONE || root == leaf.root {
            return;
        }
        if leaf.root == NONE {
            self.join(leaf.row, root, row);
        } else {
            self.deferred[col as usize].push((row, C::from_wide(price + leaf.price)));
        }
    }

    /// Exchanges the pairs on the path from the root by way of the row `last` to the unpaired column `end`. The tree leaves the forest.
    fn dissolve(&mut self, last: u32, end: u32) {
        let mut row = self.rows[last as usize].root;
        while row != NONE {
            let node = &mut self.rows[row as usize];
            node.root = NONE;
            node.wake = NEVER;
            node.price -= self.now;
            let col = node.col;
            row = node.next;
            if let Some(leaf) = self.cols.get_mut(col as usize) {
                (leaf.root, leaf.noted) = (NONE, NONE);
                leaf.price += self.now;
                self.revisit(col);
            }
        }
        let (mut row, mut col) = (last, end);
        while row != NONE {
            self.cols[col as usize].row = row;
            let node = &mut self.rows[row as usize];
            col = std::mem::replace(&mut node.col, col);
            row = node.parent;
        }
    }

    /// Looks at the pairs that waited for this column to leave the forest.
    fn revisit(&mut self, col: u32) {
        let mut pairs = std::mem::take(&mut self.deferred[col as usize]);
        for (row, weight) in pairs.drain(..) {
            let node = self.rows[row as usize];
            if node.root != NONE {
                let slack = node.price - self.now + self.cols[col as usize].price - weight.into();
                if slack == 0 {
                    self.growth.push_back((row, col));
                } else {
                    self.wake(row, slack);
                }
            }
        }
        self.deferred[col as usize] = pairs;
    }

    /// Makes the lists of exhausted rows anew.
    fn refresh(&mut self) {
        let mut rows = std::mem::take(&mut self.exhausted);
        rows.sort_unstable();
        rows.dedup();
        rows.retain(|&row| self.rows[row as usize].root != NONE);
        let wanted: Vec<(usize, i64)> =
            rows.iter().map(|&row| (row as usize, self.rows[row as usize].price - self.now)).collect();
        let moved = |leaf: &Leaf| if leaf.root == NONE { 0 } else { self.now };
        self.lists.refresh(wanted, |col| self.cols[col].price + moved(&self.cols[col]));
        for row in rows {
            self.wake(row, 0);
        }
    }
}
