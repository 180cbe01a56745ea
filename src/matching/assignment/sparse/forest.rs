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

use super::lists::{Cell, Lists, number};
use super::queue::Queue;
use super::state::{NONE, State};
use crate::matching::assignment::scan::NO_GAIN;

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
    /// When a further pair of this row can be tight.
    wake: i64,
}

const OUTSIDE: Node = Node { root: NONE, parent: NONE, next: NONE, wake: NEVER };

pub(super) struct Forest<'a, 'b, C> {
    /// Prices inside the forest are kept as of time 0: a row's is `now` less, a column's `now` more than what stands there.
    state: &'a mut State,
    lists: &'a mut Lists<'b, C>,
    now: i64,
    nodes: Vec<Node>,
    /// The root of the tree that each column is in; `NONE` outside the forest.
    root_of_col: Vec<u32>,
    /// The rows to look on with, by time; void where the row's `wake` has changed.
    queue: Queue<u32>,
    /// Tight pairs (row, col) by which a tree can grow, in the order in which they were found.
    growth: VecDeque<(u32, u32)>,
    /// For each column of the forest, pairs with rows of other trees, to be looked at when it has left: the row and the weight.
    put_off: Vec<Vec<(u32, C)>>,
    /// Rows whose list is used up.
    exhausted: Vec<u32>,
}

impl<'a, 'b, C: Cell> Forest<'a, 'b, C> {
    pub(super) fn new(state: &'a mut State, lists: &'a mut Lists<'b, C>) -> Self {
        let (rows, cols) = (state.row_price.len(), state.col_price.len());
        Forest {
            state,
            lists,
            now: 0,
            nodes: vec![OUTSIDE; rows],
            root_of_col: vec![NONE; cols],
            queue: Queue::new(),
            growth: VecDeque::new(),
            put_off: vec![Vec::new(); cols],
            exhausted: Vec::new(),
        }
    }

    /// Pairs all of `rows`; there must be a matching that does.
    pub(super) fn pair_all(&mut self, rows: &[usize]) {
        for &row in rows {
            if self.state.col_of_row[row] == NONE {
                self.join(number(row), number(row), NONE);
            }
        }
        loop {
            if let Some(row) = self.queue.pop_due() {
                if self.nodes[row as usize].wake == self.now {
                    self.look_on(row);
                }
            } else if let Some((row, col)) = self.growth.pop_front() {
                self.grow(row, col);
            } else if !self.exhausted.is_empty() {
                self.refresh();
            } else if let Some(step) = self.queue.advance() {
                self.now += step;
            } else {
                return;
            }
        }
    }

    /// Takes a row, with its column, into the tree of `root`.
    fn join(&mut self, row: u32, root: u32, parent: u32) {
        let next = if row == root { NONE } else { std::mem::replace(&mut self.nodes[root as usize].next, row) };
        self.nodes[row as usize] = Node { root, parent, next, wake: NEVER };
        self.state.row_price[row as usize] += self.now;
        let col = self.state.col_of_row[row as usize];
        if col != NONE {
            self.root_of_col[col as usize] = root;
            self.state.col_price[col as usize] -= self.now;
        }
        self.wake(row, 0);
    }

    /// Has a row look on after `delay`, if it is not to do so earlier.
    fn wake(&mut self, row: u32, delay: i64) {
        let node = &mut self.nodes[row as usize];
        if self.now + delay < node.wake {
            node.wake = self.now + delay;
            self.queue.push(delay, row);
        }
    }

    /// Looks at the pairs of a row that can be tight by now: a tight one is a way to grow, or the end of a path. Foretells when to look
    /// again.
    fn look_on(&mut self, row: u32) {
        let root = self.nodes[row as usize].root;
        let list = &self.lists.of_row[row as usize];
        let price = self.state.row_price[row as usize] - self.now;
        let mut next = list.rest;
        for candidate in &list.candidates {
            if candidate.gain.into() < price {
                next = next.max(candidate.gain.into());
                break;
            }
            let col = candidate.col as usize;
            let root_of_col = self.root_of_col[col];
            if root_of_col == NONE {
                let gain = candidate.weight.into() - self.state.col_price[col];
                if gain < price {
                    next = next.max(gain);
                } else if self.state.row_of_col[col] == NONE {
                    self.dissolve(row, candidate.col);
                    return;
                } else {
                    self.growth.push_back((row, candidate.col));
                }
            } else if root_of_col != root {
                self.put_off[col].push((row, candidate.weight));
            }
        }
        self.nodes[row as usize].wake = NEVER;
        if next >= price {
            self.exhausted.push(row);
        } else if next != NO_GAIN {
            self.wake(row, price - next);
        }
    }

    /// Lets a tree grow by a tight pair, if the row is still inside the forest and the column outside.
    fn grow(&mut self, row: u32, col: u32) {
        let root = self.nodes[row as usize].root;
        let root_of_col = self.root_of_col[col as usize];
        if root == NONE || root == root_of_col {
            return;
        }
        if root_of_col == NONE {
            self.join(self.state.row_of_col[col as usize], root, row);
        } else {
            let weight = self.state.row_price[row as usize] + self.state.col_price[col as usize];
            self.put_off[col as usize].push((row, C::from_wide(weight)));
        }
    }

    /// Exchanges the pairs on the path from the root by way of the row `last` to the unpaired column `end`. The tree leaves the forest.
    fn dissolve(&mut self, last: u32, end: u32) {
        let mut row = self.nodes[last as usize].root;
        while row != NONE {
            let node = &mut self.nodes[row as usize];
            node.root = NONE;
            node.wake = NEVER;
            self.state.row_price[row as usize] -= self.now;
            let col = self.state.col_of_row[row as usize];
            row = node.next;
            if col != NONE {
                self.root_of_col[col as usize] = NONE;
                self.state.col_price[col as usize] += self.now;
                self.take_up(col);
            }
        }
        let (mut row, mut col) = (last, end);
        while row != NONE {
            self.state.row_of_col[col as usize] = row;
            col = std::mem::replace(&mut self.state.col_of_row[row as usize], col);
            row = self.nodes[row as usize].parent;
        }
    }

    /// Looks at the pairs that waited for this column to leave the forest.
    fn take_up(&mut self, col: u32) {
        let mut pairs = std::mem::take(&mut self.put_off[col as usize]);
        for (row, weight) in pairs.drain(..) {
            if self.nodes[row as usize].root != NONE {
                let price = self.state.row_price[row as usize] - self.now;
                let slack = price + self.state.col_price[col as usize] - weight.into();
                if slack == 0 {
                    self.growth.push_back((row, col));
                } else {
                    self.wake(row, slack);
                }
            }
        }
        self.put_off[col as usize] = pairs;
    }

    /// Makes the lists of exhausted rows anew.
    fn refresh(&mut self) {
        let mut rows = std::mem::take(&mut self.exhausted);
        rows.sort_unstable();
        rows.dedup();
        rows.retain(|&row| self.nodes[row as usize].root != NONE);
        let wanted: Vec<(usize, i64)> =
            rows.iter().map(|&row| (row as usize, self.state.row_price[row as usize] - self.now)).collect();
        let moved = |col: usize| if self.root_of_col[col] == NONE { 0 } else { self.now };
        self.lists.refresh(&wanted, |col| self.state.col_price[col] + moved(col));
        for row in rows {
            self.wake(row, 0);
        }
    }
}
