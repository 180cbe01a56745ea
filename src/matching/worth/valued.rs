//! The worth of pairs as the solver's weights, handed out in every way that it knows.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::lanes::SortedColumns;
use super::{FORBIDDEN, PairValues};
use crate::assignment::Kinds;
use crate::assignment::LANES;
use crate::assignment::LaneWeights;
use crate::assignment::Visitor;
use crate::assignment::Weights;
use crate::matching::points;
use crate::matching::scoring::Part;

/// What the aims after the number of pairs are worth in one sum.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Units {
    /// Of a standing pair that is kept.
    pub(crate) kept: i64,
    /// Of a person's first pair.
    pub(crate) people: i64,
    /// Of a person with precedence who is paired.
    pub(crate) precedence: i64,
    /// Of a point of the score.
    pub(crate) score: i64,
}

/// The worth of pairs with the units in which they are valued.
pub(crate) struct Valued {
    worth: Rc<PairValues>,
    units: Units,
    transposed: OnceCell<Box<Valued>>,
    sorted: OnceCell<SortedColumns>,
}

impl Valued {
    /// Pairs valued in these units.
    pub(crate) fn new(worth: &Rc<PairValues>, units: Units) -> Valued {
        Valued { worth: Rc::clone(worth), units, transposed: OnceCell::new(), sorted: OnceCell::new() }
    }

    /// The criteria that count.
    fn parts(&self) -> &[Part] {
        let counted = self.worth.criteria.as_ref().filter(|_| self.units.score != 0);
        counted.map_or(&[], |criteria| &criteria.parts)
    }

    fn sorted(&self) -> &SortedColumns {
        self.sorted.get_or_init(|| SortedColumns::new(&self.worth, self.units.score))
    }

    /// Whether a pair is worth its score in points, or nothing at all: such weights fit 16 bits.
    fn is_score_alone(&self) -> bool {
        let worth = &self.worth;
        let is_plain = !worth.any_standing() && !worth.any_precedence() && worth.firsts.is_none();
        is_plain && (0..=1).contains(&self.units.score)
    }
}

impl Weights for Valued {
    fn rows(&self) -> usize {
        self.worth.rows()
    }

    fn cols(&self) -> usize {
        self.worth.cols()
    }

    fn fill(&self, row: usize, out: &mut [i64]) {
        let scores = self.worth.scores(row);
        for (col, (value, score)) in out.iter_mut().zip(&scores).enumerate() {
            let first = i64::from(self.worth.precedence(row, col));
            *value = self.units.score * i64::from(*score) + self.units.precedence * first;
        }
        if self.units.people != 0 {
            out.iter_mut()
                .enumerate()
                .for_each(|(col, value)| *value += self.units.people * i64::from(self.worth.people(row, col)));
        }
        self.worth.standing[row].iter().for_each(|&col| out[col as usize] += self.units.kept);
        self.worth.forbid(row, &scores, |col| out[col] = FORBIDDEN);
    }

    fn permitted(&self, row: usize, out: &mut [u64]) {
        out.fill(u64::MAX);
        if let Some(last) = out.last_mut().filter(|_| !self.cols().is_multiple_of(64)) {
            *last = (1 << (self.cols() % 64)) - 1;
        }
        let scores = if self.worth.minimum > 0 { self.worth.scores(row) } else { Vec::new() };
        self.worth.forbid(row, &scores, |col| out[col / 64] &= !(1 << (col % 64)));
    }

    fn largest(&self) -> i64 {
        self.units.kept + 2 * self.units.people + 2 * self.units.precedence + i64::from(points::ALL) * self.units.score
    }

    fn lanes(&self) -> Option<&dyn LaneWeights> {
        self.is_score_alone().then_some(self)
    }

    fn kinds(&self) -> Option<Kinds> {
        let PairValues { firsts, row_precedence, col_precedence, stand_ins, .. } = &*self.worth;
        let kind = |codes: fn(&Part) -> &[u32], side: usize, precedence: &[bool]| -> Vec<usize> {
            let parts: Vec<&[u32]> = self.parts().iter().map(codes).collect();
            let codes = |at: usize| parts.iter().map(|codes| codes[at]).collect::<Vec<_>>();
            let first = |at: usize| firsts.as_ref().is_some_and(|firsts| firsts[side][at]);
            let alike = |(at, before): (usize, &bool)| (at < stand_ins[side], first(at), *before, codes(at));
            numbered(precedence.iter().enumerate().map(alike))
        };
        let kinds = || Kinds { rows: kind(Part::row_codes, 0, row_precedence), cols: kind(Part::col_codes, 1, col_precedence) };
        (!self.worth.any_standing()).then(kinds)
    }

    fn transposed(&self) -> Option<&dyn Weights> {
        let transposed = || Box::new(Valued::new(&Rc::new(self.worth.transposed()), self.units));
        Some(self.transposed.get_or_init(transposed).as_ref())
    }
}

impl LaneWeights for Valued {
    fn row_order(&self) -> &[u32] {
        &self.sorted().rows
    }

    fn col_order(&self) -> &[u32] {
        &self.sorted().cols
    }

    fn is_exception(&self, row: usize, col: usize) -> bool {
        u32::try_from(col).is_ok_and(|col| self.worth.vetoes.declared[row].binary_search(&col).is_ok())
    }

    fn visit(&self, rows: &[usize; LANES], visitor: &mut dyn Visitor) {
        self.sorted().visit(&self.worth, rows, visitor);
    }
}

/// Equal things have equal numbers.
fn numbered<T: Ord>(things: impl Iterator<Item = T>) -> Vec<usize> {
    let mut numbers = BTreeMap::new();
    things
        .map(|thing| {
            let next = numbers.len();
            *numbers.entry(thing).or_insert(next)
        })
        .collect()
}
