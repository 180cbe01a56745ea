//! The cheapest way of pairing everybody who may not be left out of a block, over lists of partners.
//!
//! Successive shortest paths (Tomizawa 1971; Edmonds & Karp 1972): after everybody of the full side whose cheapest partner is free has
//! taken that partner, the others are brought in one by one along paths of least reduced cost, found by Dijkstra's method on a
//! binary heap; then those of the other side who may not be left out and still are, in the place of somebody who may. At worst
//! O(people · pairs · log pairs), but a path ends as soon as it can.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A cheapest choice with its proof: `full + other ≤ cost` for every pair and `=` for the chosen ones; for those of the other side
/// who may be left out `other ≤ 0`, and 0 if they are.
pub(crate) struct Cheapest {
    /// For each of the full side its place in the other.
    pub(crate) choice: Vec<u32>,
    /// Prices of the full side.
    pub(crate) full: Vec<i128>,
    /// Prices of the other side.
    pub(crate) other: Vec<i128>,
}

/// The cheapest choice; `None` when there is none at all. `edges[full]` lists each partner with what tells its `cost`, `optional`
/// says which of the other side may be left out, and `known` is where the search begins: it is kept where it is as cheap as can be.
pub(crate) fn cheapest<T: Copy>(
    edges: &[Vec<(u32, T)>],
    optional: &[bool],
    known: &[Option<u32>],
    cost: impl Fn(T) -> i128,
) -> Option<Cheapest> {
    let mut search = Search::new(edges, optional, cost);
    search.begin(known);
    for full in 0..edges.len() {
        if search.mates[FULL][full].is_none() {
            search.bring_in(FULL, full)?;
        }
    }
    for (other, optional) in optional.iter().enumerate() {
        if search.mates[OTHER][other].is_none() && !optional {
            search.look_back();
            search.bring_in(OTHER, other)?;
        }
    }
    let Search { mates: [choice, _], prices: [full, other], .. } = search;
    let choice = choice.into_iter().map(|mate| mate.and_then(|mate| u32::try_from(mate).ok())).collect::<Option<_>>()?;
    Some(Cheapest { choice, full, other })
}

const FULL: usize = 0;
const OTHER: usize = 1;

/// Least distances first: of somebody of the side opposite to the start, or, the last, of an end at somebody of its own side.
type Heap = BinaryHeap<Reverse<(i128, usize, Option<usize>)>>;

struct Search<'e, T, F> {
    edges: &'e [Vec<(u32, T)>],
    /// The same pairs seen from the other side: the full one and the place in its list. Empty until needed.
    reversed: Vec<Vec<(u32, u32)>>,
    optional: &'e [bool],
    cost: F,
    prices: [Vec<i128>; 2],
    mates: [Vec<Option<usize>>; 2],
    /// Of the current search, for the side opposite to the start: the least known distance, and from whom.
    distance: Vec<i128>,
    from: Vec<usize>,
    touched: Vec<usize>,
}

impl<'e, T: Copy, F: Fn(T) -> i128> Search<'e, T, F> {
    fn new(edges: &'e [Vec<(u32, T)>], optional: &'e [bool], cost: F) -> Search<'e, T, F> {
        let least = |own: &Vec<(u32, T)>| own.iter().map(|&(_, what)| cost(what)).min().unwrap_or(0);
        let size = edges.len().max(optional.len());
        Search {
            edges,
            reversed: Vec::new(),
            optional,
            prices: [edges.iter().map(least).collect(), vec![0; optional.len()]],
            mates: [vec![None; edges.len()], vec![None; optional.len()]],
            distance: vec![i128::MAX; size],
            from: vec![0; size],
            touched: Vec::new(),
            cost,
        }
    }

    /// Takes the known partners where none is cheaper, then any cheapest one that is free.
    fn begin(&mut self, known: &[Option<u32>]) {
        for only_known in [true, false] {
            for (full, own) in self.edges.iter().enumerate().filter(|_| !only_known || !known.is_empty()) {
                let wanted = |other: u32| !only_known || known.get(full) == Some(&Some(other));
                let free = |&&(other, what): &&(u32, T)| {
                    wanted(other) && (self.cost)(what) == self.prices[FULL][full] && self.mates[OTHER][other as usize].is_none()
                };
                if let (None, Some(&(other, _))) = (self.mates[FULL][full], own.iter().find(free)) {
                    self.pair(FULL, full, other as usize);
                }
            }
        }
    }

    fn look_back(&mut self) {
        if self.reversed.is_empty() {
            self.reversed = vec![Vec::new(); self.optional.len()];
            for (full, own) in (0..).zip(self.edges) {
                for (place, &(other, _)) in (0..).zip(own) {
                    self.reversed[other as usize].push((full, place));
                }
            }
        }
    }

    fn pair(&mut self, side: usize, one: usize, opposite: usize) -> Option<usize> {
        self.mates[1 - side][opposite] = Some(one);
        self.mates[side][one].replace(opposite)
    }

    /// Brings one more person in along a shortest path, which ends at somebody free of the opposite side or at somebody of the
    /// own side who may be left out; `None` when there is no such path.
    fn bring_in(&mut self, side: usize, start: usize) -> Option<()> {
        let (mut heap, mut done) = (Heap::new(), Vec::new());
        self.look_round(side, start, 0, &mut heap);
        let (length, last) = loop {
            let Reverse((distance, at, end)) = heap.pop()?;
            match (end, self.mates[1 - side][at]) {
                (Some(_), _) | (None, None) => break (distance, at),
                (None, Some(_)) if distance > self.distance[at] => {}
                (None, Some(holder)) => {
                    done.push(at);
                    if side == OTHER && self.optional[holder] {
                        heap.push(Reverse((distance - self.prices[OTHER][holder], at, Some(holder))));
                    }
                    self.look_round(side, holder, distance, &mut heap);
                }
            }
        };
        self.change_prices(side, start, length, &done);
        self.exchange(side, start, last);
        while let Some(at) = self.touched.pop() {
            self.distance[at] = i128::MAX;
        }
        Some(())
    }

    /// Tells the distances of everybody with whom `one`, at distance `base`, can be paired.
    fn look_round(&mut self, side: usize, one: usize, base: i128, heap: &mut Heap) {
        if side == FULL {
            let edges = self.edges;
            for &(other, what) in &edges[one] {
                let slack = (self.cost)(what) - self.prices[FULL][one] - self.prices[OTHER][other as usize];
                self.tell(one, other as usize, base + slack, heap);
            }
        } else {
            for at in 0..self.reversed[one].len() {
                let (full, place) = self.reversed[one][at];
                let (_, what) = self.edges[full as usize][place as usize];
                let slack = (self.cost)(what) - self.prices[FULL][full as usize] - self.prices[OTHER][one];
                self.tell(one, full as usize, base + slack, heap);
            }
        }
    }

    fn tell(&mut self, from: usize, at: usize, distance: i128, heap: &mut Heap) {
        if distance < self.distance[at] {
            if self.distance[at] == i128::MAX {
                self.touched.push(at);
            }
            (self.distance[at], self.from[at]) = (distance, from);
            heap.push(Reverse((distance, at, None)));
        }
    }

    fn change_prices(&mut self, side: usize, start: usize, length: i128, done: &[usize]) {
        self.prices[side][start] += length;
        for &at in done {
            let gain = length - self.distance[at];
            self.prices[1 - side][at] -= gain;
            if let Some(holder) = self.mates[1 - side][at] {
                self.prices[side][holder] += gain;
            }
        }
    }

    /// Everybody on the path passes their partner on; whoever held the last one, if anybody, is left out.
    fn exchange(&mut self, side: usize, start: usize, last: usize) {
        if let Some(left_out) = self.mates[1 - side][last] {
            self.mates[side][left_out] = None;
        }
        let mut at = last;
        loop {
            let one = self.from[at];
            match self.pair(side, one, at) {
                Some(given_up) if one != start => at = given_up,
                _ => return,
            }
        }
    }
}
