//! Blocks: the independent parts into which a set of tied matchings falls.
//!
//! Two matchings of the set differ by alternating cycles, and by alternating paths between people who may be left out. Let an arc
//! lead from row `r` to row `s` where `r` can take the column of `s`; join all places where a path can begin or end in one more
//! node, `OUTSIDE`. Then a pair occurs in some matching of the set exactly when its arc lies in a strongly connected component
//! (the fine decomposition of Dulmage & Mendelsohn 1958; Pothen & Fan 1990). What is left falls into connected blocks, and the
//! set is the product of the sets of its blocks. The blocks are a property of the set alone, not of the known matching.

use super::Ties;
use super::cover::Cheapest;

/// A block: everybody on its `full` side is paired in every matching; on the other side those who are not `optional` are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// Whether the full side consists of rows.
    pub(crate) of_rows: bool,
    /// The rows (or columns) of the full side, in order.
    pub(crate) full: Vec<u32>,
    /// The columns (or rows) of the other side, in order; never fewer.
    pub(crate) other: Vec<u32>,
    /// For each of `other`, whether some matchings leave it out. All or part of them where there are more of them than of `full`.
    pub(crate) optional: Vec<bool>,
    /// For each of `full`, the places in `other` that it can be paired with, in order.
    pub(crate) edges: Vec<Vec<u32>>,
}

impl Block {
    /// The pairs (row, col) that a choice of a place in `other` for each of `full` means.
    pub(crate) fn pairs<'b>(&'b self, choice: &'b [u32]) -> impl Iterator<Item = (u32, u32)> + 'b {
        choice.iter().enumerate().map(|(full, &other)| self.pair(full, other))
    }

    /// The pair (row, col) of two places.
    pub(crate) fn pair(&self, full: usize, other: u32) -> (u32, u32) {
        let (full, other) = (self.full[full], self.other[other as usize]);
        if self.of_rows { (full, other) } else { (other, full) }
    }

    /// The places in `other` that the known matching of `ties` gives each of `full`; `row_of_col` is that matching's.
    pub(crate) fn choice(&self, ties: &Ties, row_of_col: &[Option<u32>]) -> Vec<Option<u32>> {
        let mate = |full: &u32| if self.of_rows { ties.mates[*full as usize] } else { row_of_col[*full as usize] };
        let place = |other: u32| self.other.binary_search(&other).ok().and_then(|at| u32::try_from(at).ok());
        self.full.iter().map(|full| mate(full).and_then(place)).collect()
    }

    /// Writes the prices of rows and columns that a cheapest matching proves when a pair costs 1 unless it is worth something: together
    /// they are at least 1 for a pair that costs nothing and at least 0 for one that costs 1.
    pub(crate) fn above(&self, found: &Cheapest, rows: &mut [i128], cols: &mut [i128]) {
        let (of_full, of_other) = if self.of_rows { (rows, cols) } else { (cols, rows) };
        self.full.iter().zip(&found.full).for_each(|(&at, price)| of_full[at as usize] = 1 - price);
        self.other.iter().zip(&found.other).for_each(|(&at, price)| of_other[at as usize] = -price);
    }

    /// For each of `other`, the places in `full` that it can be paired with, in order.
    pub(crate) fn reversed(&self) -> Vec<Vec<u32>> {
        let mut reversed = vec![Vec::new(); self.other.len()];
        for (full, others) in (0..).zip(&self.edges) {
            for &other in others {
                reversed[other as usize].push(full);
            }
        }
        reversed
    }
}

/// The blocks of a set of matchings, in the order of their first rows. O(pairs), and its logarithm for the order.
pub(crate) fn blocks(ties: &Ties) -> Vec<Block> {
    let arcs = Arcs::new(ties);
    let component = components(&arcs);
    let kept: Vec<Vec<u32>> = (0..ties.edges.len()).map(|row| arcs.kept(row, &component)).collect();
    connected(&kept, ties.must_cols.len()).into_iter().map(|(rows, cols)| block(ties, &kept, rows, cols)).collect()
}

/// The connected parts of all tied pairs, those included that occur in no matching: for proofs, which know only tied pairs.
///
/// Every tied pair has exactly one end in the cover that bounds the number of pairs, so one side of a part is all in it: `full`.
pub(crate) fn parts(ties: &Ties) -> Vec<Block> {
    let part = |(rows, cols): (Vec<u32>, Vec<u32>)| {
        let of_rows = rows.iter().all(|&row| ties.must_rows[row as usize]);
        let must = if of_rows { &ties.must_cols } else { &ties.must_rows };
        let other = if of_rows { &cols } else { &rows };
        let optional = other.iter().map(|&at| !must[at as usize]).collect();
        assemble(of_rows, optional, &ties.edges, rows, cols)
    };
    connected(&ties.edges, ties.must_cols.len()).into_iter().map(part).collect()
}

/// The digraph over the rows and, as the last node, `OUTSIDE`.
struct Arcs<'t> {
    ties: &'t Ties,
    row_of_col: Vec<Option<u32>>,
    /// Where a path can begin: rows that come in, and rows whose column can be left out.
    entries: Vec<usize>,
}

impl Arcs<'_> {
    fn new(ties: &Ties) -> Arcs<'_> {
        let enters = |row: &usize| ties.mates[*row].is_none_or(|col| !ties.must_cols[col as usize]);
        let entries = (0..ties.edges.len()).filter(enters).collect();
        Arcs { ties, row_of_col: ties.row_of_col(), entries }
    }

    fn outside(&self) -> usize {
        self.ties.edges.len()
    }

    /// The row that has this column now.
    fn head(&self, col: u32) -> usize {
        self.row_of_col[col as usize].map_or(self.outside(), |row| row as usize)
    }

    /// The `at`-th node to which an arc leads from `node`.
    fn next(&self, node: usize, at: usize) -> Option<usize> {
        let Some(cols) = self.ties.edges.get(node) else { return self.entries.get(at).copied() };
        let leaves = at == cols.len() && self.ties.mates[node].is_some() && !self.ties.must_rows[node];
        cols.get(at).map(|&col| self.head(col)).or(leaves.then_some(self.outside()))
    }

    /// The columns of `row` that occur in some matching.
    fn kept(&self, row: usize, component: &[usize]) -> Vec<u32> {
        let occurs = |col: &&u32| component[row] == component[self.head(**col)];
        self.ties.edges[row].iter().filter(occurs).copied().collect()
    }
}

/// The number of each node's strongly connected component (Tarjan, "Depth-first search and linear graph algorithms", 1972).
fn components(arcs: &Arcs<'_>) -> Vec<usize> {
    let nodes = arcs.outside() + 1;
    let mut search =
        Search { order: vec![usize::MAX; nodes], low: vec![0; nodes], component: vec![usize::MAX; nodes], ..Search::default() };
    for root in 0..nodes {
        if search.order[root] == usize::MAX {
            search.run(arcs, root);
        }
    }
    search.component
}

#[derive(Default)]
struct Search {
    order: Vec<usize>,
    low: Vec<usize>,
    component: Vec<usize>,
    seen: usize,
    open: Vec<usize>,
    trail: Vec<(usize, usize)>,
}

impl Search {
    /// Visits everything that `root` reaches, without recursion: a path can be as long as there are rows.
    fn run(&mut self, arcs: &Arcs<'_>, root: usize) {
        self.enter(root);
        while let Some((node, at)) = self.trail.pop() {
            match arcs.next(node, at) {
                Some(next) => {
                    self.trail.push((node, at + 1));
                    if self.order[next] == usize::MAX {
                        self.enter(next);
                    } else if self.component[next] == usize::MAX {
                        self.low[node] = self.low[node].min(self.order[next]);
                    }
                }
                None => self.leave(node),
            }
        }
    }

    fn enter(&mut self, node: usize) {
        (self.order[node], self.low[node]) = (self.seen, self.seen);
        self.seen += 1;
        self.open.push(node);
        self.trail.push((node, 0));
    }

    fn leave(&mut self, node: usize) {
        if self.low[node] == self.order[node] {
            while let Some(member) = self.open.pop() {
                self.component[member] = node;
                if member == node {
                    break;
                }
            }
        }
        if let Some(&(parent, _)) = self.trail.last() {
            self.low[parent] = self.low[parent].min(self.low[node]);
        }
    }
}

/// The connected parts of the kept pairs, as rows and columns in order; nobody who is in no pair.
fn connected(kept: &[Vec<u32>], cols: usize) -> Vec<(Vec<u32>, Vec<u32>)> {
    let mut rows_of_col = vec![Vec::new(); cols];
    for (row, own) in (0_u32..).zip(kept) {
        for &col in own {
            rows_of_col[col as usize].push(row);
        }
    }
    let (mut row_seen, mut col_seen) = (vec![false; kept.len()], vec![false; cols]);
    let mut parts = Vec::new();
    for (root, own) in (0_u32..).zip(kept) {
        if own.is_empty() || std::mem::replace(&mut row_seen[root as usize], true) {
            continue;
        }
        let (mut rows, mut part_cols, mut at) = (vec![root], Vec::new(), 0);
        while let Some(&row) = rows.get(at) {
            at += 1;
            for &col in &kept[row as usize] {
                if !std::mem::replace(&mut col_seen[col as usize], true) {
                    part_cols.push(col);
                    let fresh =
                        rows_of_col[col as usize].iter().filter(|&&row| !std::mem::replace(&mut row_seen[row as usize], true));
                    rows.extend(fresh);
                }
            }
        }
        rows.sort_unstable();
        part_cols.sort_unstable();
        parts.push((rows, part_cols));
    }
    parts
}

fn block(ties: &Ties, kept: &[Vec<u32>], rows: Vec<u32>, cols: Vec<u32>) -> Block {
    let square = rows.len() == cols.len();
    let of_rows = rows.len() <= cols.len();
    let (must, other) = if of_rows { (&ties.must_cols, &cols) } else { (&ties.must_rows, &rows) };
    let optional = other.iter().map(|&at| !square && !must[at as usize]).collect();
    assemble(of_rows, optional, kept, rows, cols)
}

fn assemble(of_rows: bool, optional: Vec<bool>, pairs: &[Vec<u32>], rows: Vec<u32>, cols: Vec<u32>) -> Block {
    let place = |col: &u32| cols.binary_search(col).ok().and_then(|at| u32::try_from(at).ok());
    let edges = rows.iter().map(|&row| pairs[row as usize].iter().filter_map(place).collect()).collect();
    let by_row = Block { of_rows, full: rows, other: cols, optional, edges };
    if of_rows {
        return by_row;
    }
    Block { edges: by_row.reversed(), full: by_row.other, other: by_row.full, ..by_row }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::ties::tests::{all, random};
    use std::collections::BTreeSet;

    #[test]
    fn the_blocks_hold_exactly_the_pairs_that_occur_and_multiply_to_the_whole_set() {
        for seed in 0..3000 {
            let ties = random(seed);
            let matchings = all(&ties);
            let blocks = blocks(&ties);
            let occurring: BTreeSet<(u32, u32)> = matchings.iter().flatten().copied().collect();
            let of_block = |block: &Block| -> Vec<(u32, u32)> {
                let ends =
                    block.edges.iter().enumerate().flat_map(|(full, others)| others.iter().map(move |&other| (full, other)));
                ends.map(|(full, other)| block.pair(full, other)).collect()
            };
            let held: BTreeSet<(u32, u32)> = blocks.iter().flat_map(of_block).collect();
            assert_eq!(held, occurring, "seed {seed}");
            let product: usize = blocks.iter().map(|block| crate::matching::draw::tests::choices(block).len()).product();
            assert_eq!(product, matchings.len(), "seed {seed}");
        }
    }

    #[test]
    fn the_blocks_do_not_depend_on_the_known_matching() {
        for seed in 0..500 {
            let ties = random(seed);
            let expected = blocks(&ties);
            for matching in all(&ties) {
                let mut mates = vec![None; ties.edges.len()];
                for &(row, col) in &matching {
                    mates[row as usize] = Some(col);
                }
                assert_eq!(blocks(&Ties { mates, ..ties.clone() }), expected, "seed {seed}");
            }
        }
    }
}
