//! The cheapest way of pairing everybody on the full side of a block, over lists of partners.
//!
//! Successive shortest paths: one full person after the other is brought in along a path of least reduced cost (Tomizawa 1971;
//! Edmonds & Karp 1972), found with Dijkstra's method on a binary heap, after everybody whose cheapest partner is free has taken
//! that partner. O(full · (pairs · log pairs)) at worst; a path ends at the first free person, so mostly it is short.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A cheapest choice with its proof: `full + other ≤ cost` for every pair and `=` for the chosen ones; `other ≤ 0`, and 0 for
/// those left out.
pub(in crate::matching) struct Cheapest {
    /// For each of the full side its place in the other.
    pub(in crate::matching) choice: Vec<u32>,
    /// Prices of the full side.
    pub(in crate::matching) full: Vec<i128>,
    /// Prices of the other side.
    pub(in crate::matching) other: Vec<i128>,
}

/// The cheapest choice of a partner for each of the full side; `None` when they cannot all have one. `edges[full]` lists each
/// partner with the cost; `others` is how many there are.
pub(in crate::matching) fn cheapest(edges: &[Vec<(u32, i128)>], others: usize) -> Option<Cheapest> {
    let mut search = Search::new(edges, others);
    search.take_what_is_free();
    for full in 0..edges.len() {
        if search.choice[full].is_none() {
            search.bring_in(full)?;
        }
    }
    let choice = search.choice.into_iter().collect::<Option<Vec<u32>>>()?;
    Some(Cheapest { choice, full: search.full, other: search.other })
}

type Heap = BinaryHeap<Reverse<(i128, usize)>>;

struct Search<'e> {
    edges: &'e [Vec<(u32, i128)>],
    choice: Vec<Option<u32>>,
    holder: Vec<Option<usize>>,
    full: Vec<i128>,
    other: Vec<i128>,
    /// Of the current path search: the least known distance of each of the other side, and from whom.
    distance: Vec<i128>,
    from: Vec<usize>,
}

impl Search<'_> {
    fn new(edges: &[Vec<(u32, i128)>], others: usize) -> Search<'_> {
        Search {
            edges,
            choice: vec![None; edges.len()],
            holder: vec![None; others],
            full: edges.iter().map(|own| own.iter().map(|&(_, cost)| cost).min().unwrap_or(0)).collect(),
            other: vec![0; others],
            distance: vec![i128::MAX; others],
            from: vec![0; others],
        }
    }

    fn take_what_is_free(&mut self) {
        for (full, own) in self.edges.iter().enumerate() {
            let free = |&&(other, cost): &&(u32, i128)| cost == self.full[full] && self.holder[other as usize].is_none();
            if let Some(&(other, _)) = own.iter().find(free) {
                (self.choice[full], self.holder[other as usize]) = (Some(other), Some(full));
            }
        }
    }

    /// Brings one more of the full side in along a shortest path; `None` when no path leads to anybody free.
    fn bring_in(&mut self, start: usize) -> Option<()> {
        let (mut heap, mut touched, mut done) = (BinaryHeap::new(), Vec::new(), Vec::new());
        let (mut full, mut base) = (start, 0);
        let last = loop {
            self.look_round(full, base, &mut heap, &mut touched);
            let (distance, nearest) = self.nearest(&mut heap)?;
            let Some(holder) = self.holder[nearest] else { break nearest };
            done.push(nearest);
            (full, base) = (holder, distance);
        };
        self.raise_prices(start, last, &done);
        self.exchange(start, last);
        for at in touched {
            self.distance[at] = i128::MAX;
        }
        Some(())
    }

    /// Tells the distances of everybody whom `full`, at distance `base`, can be paired with.
    fn look_round(&mut self, full: usize, base: i128, heap: &mut Heap, touched: &mut Vec<usize>) {
        for &(other, cost) in &self.edges[full] {
            let at = other as usize;
            let distance = base + cost - self.full[full] - self.other[at];
            if distance < self.distance[at] {
                if self.distance[at] == i128::MAX {
                    touched.push(at);
                }
                (self.distance[at], self.from[at]) = (distance, full);
                heap.push(Reverse((distance, at)));
            }
        }
    }

    /// The nearest who has not been visited; entries that a shorter way has overtaken are dropped.
    fn nearest(&self, heap: &mut Heap) -> Option<(i128, usize)> {
        loop {
            let Reverse((distance, at)) = heap.pop()?;
            if distance == self.distance[at] {
                return Some((distance, at));
            }
        }
    }

    fn raise_prices(&mut self, start: usize, last: usize, done: &[usize]) {
        let length = self.distance[last];
        self.full[start] += length;
        for &at in done {
            let gain = length - self.distance[at];
            self.other[at] -= gain;
            if let Some(holder) = self.holder[at] {
                self.full[holder] += gain;
            }
        }
    }

    fn exchange(&mut self, start: usize, last: usize) {
        let mut at = last;
        loop {
            let full = self.from[at];
            self.holder[at] = Some(full);
            let given_up = self.choice[full].replace(u32::try_from(at).unwrap_or(u32::MAX));
            match given_up {
                Some(previous) if full != start => at = previous as usize,
                _ => return,
            }
        }
    }
}
