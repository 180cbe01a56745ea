//! Sixteen rows at once, in 16 bits. For each criterion and each rule there is a table that says what each code of a column gives to
//! each of the rows, so that a pair costs one addition a table, in vector instructions. Columns stand by what the weightiest criterion
//! read of them, so that most pieces can be passed over unread.

use std::ops::Range;

use super::PairValues;
use crate::assignment::LANE_FORBIDDEN;
use crate::assignment::LANES;
use crate::assignment::Pieces;
use crate::assignment::Visitor;
use crate::matching::points;
use crate::matching::rule::Rule;
use crate::matching::scoring::Part;

/// What a rule takes away: with all points added, a pair is still forbidden. Sums stop at the ends of 16 bits.
#[expect(clippy::cast_possible_wrap, reason = "1000 points")]
const TAKEN: i16 = LANE_FORBIDDEN - points::ALL as i16;

/// One of the sums' terms: what each code of a column gives to each row.
type Table = Vec<[i16; LANES]>;

/// Rows and columns by likeness, and what is read of the columns in this order.
pub(super) struct SortedColumns {
    /// All rows, those beside each other that are alike to the criteria.
    pub(super) rows: Vec<u32>,
    /// All columns likewise.
    pub(super) cols: Vec<u32>,
    pieces: Pieces,
    /// For each criterion that counts, the weightiest first, which it is and the code of the column at each place.
    parts: Vec<(usize, Vec<u32>)>,
    /// For each rule the set of answers of the column at each place.
    rules: Vec<Vec<u32>>,
    /// No pair under this score is permitted.
    minimum: i16,
    /// The greatest weight that counts: 0 where scores only decide who is permitted.
    most: i16,
}

impl SortedColumns {
    /// A point being worth `unit`, which is 0 or 1. O(n log n · criteria).
    pub(super) fn new(worth: &PairValues, unit: i64) -> SortedColumns {
        let read = unit > 0 || worth.minimum > 0;
        let parts = worth.criteria.as_ref().filter(|_| read).map_or(&[][..], |criteria| &criteria.parts);
        let mut by_weight: Vec<usize> = (0..parts.len()).collect();
        by_weight.sort_by_key(|&part| std::cmp::Reverse(parts[part].most()));
        let rows = by_likeness(worth.rows(), by_weight.iter().map(|&part| parts[part].row_codes()));
        let cols = by_likeness(worth.cols(), by_weight.iter().map(|&part| parts[part].col_codes()));
        let in_order = |codes: &[u32]| cols.iter().map(|&col| codes[col as usize]).collect::<Vec<u32>>();
        let parts: Vec<_> = by_weight.into_iter().map(|part| (part, in_order(parts[part].col_codes()))).collect();
        SortedColumns {
            pieces: parts.first().map_or_else(|| Pieces::new(&vec![0; cols.len()]), |(_, codes)| Pieces::new(codes)),
            rules: worth.vetoes.rules.iter().map(|rule| in_order(rule.set_of_col())).collect(),
            minimum: i16::try_from(worth.minimum).unwrap_or(i16::MAX),
            most: if unit > 0 { i16::MAX } else { 0 },
            rows,
            cols,
            parts,
        }
    }

    /// Has the visitor take the weights of these rows, all but what is declared.
    pub(super) fn visit(&self, worth: &PairValues, rows: &[usize; LANES], visitor: &mut dyn Visitor) {
        let parts = worth.criteria.as_ref().map_or(&[][..], |criteria| &criteria.parts);
        let scores: Vec<(Table, &[u32])> =
            self.parts.iter().map(|(part, codes)| (of_part(&parts[*part], rows), &**codes)).collect();
        let rules: Vec<Table> = worth.vetoes.rules.iter().map(|rule| of_rule(rule, rows)).collect();
        let rest = scores.iter().skip(1).map(|(table, _)| greatest(table)).fold([0; LANES], plus);
        let nothing = [[0; LANES]];
        let first = scores.first().map_or(&nothing[..], |(table, _)| table);
        self.pieces.walk(first, rest, visitor, |places: Range<usize>, weights| {
            weights.fill([0; LANES]);
            for (given, codes) in &scores {
                add(given, &codes[places.clone()], weights);
            }
            if self.minimum > 0 || self.most < i16::MAX {
                limit(weights, self.minimum, self.most);
            }
            for (taken, sets) in rules.iter().zip(&self.rules) {
                add(taken, &sets[places.clone()], weights);
            }
        });
    }
}

/// Those of one first code beside each other, among them those of one second code, and so on.
fn by_likeness<'c>(count: usize, codes: impl Iterator<Item = &'c [u32]>) -> Vec<u32> {
    let codes: Vec<&[u32]> = codes.collect();
    let mut order: Vec<u32> = (0..).take(count).collect();
    order.sort_by(|&a, &b| codes.iter().map(|codes| codes[a as usize]).cmp(codes.iter().map(|codes| codes[b as usize])));
    order
}

fn of_part(part: &Part, rows: &[usize; LANES]) -> Table {
    let mut given = vec![[0; LANES]; part.col_count()];
    for (lane, &row) in rows.iter().enumerate() {
        for (given, points) in given.iter_mut().zip(part.line(row).iter()) {
            given[lane] = points.cast_signed();
        }
    }
    given
}

fn of_rule(rule: &Rule, rows: &[usize; LANES]) -> Table {
    let mut taken = vec![[0; LANES]; rule.col_sets()];
    for (lane, &row) in rows.iter().enumerate() {
        rule.sets_alike(row).iter().for_each(|&set| taken[set as usize][lane] = TAKEN);
    }
    taken
}

/// The greatest that each row gets.
fn greatest(table: &[[i16; LANES]]) -> [i16; LANES] {
    table.iter().fold([0; LANES], |most, given| std::array::from_fn(|lane| most[lane].max(given[lane])))
}

fn plus(a: [i16; LANES], b: [i16; LANES]) -> [i16; LANES] {
    std::array::from_fn(|lane| a[lane].saturating_add(b[lane]))
}

/// A function of its own, or compilers miss that nothing overlaps.
#[inline(never)]
fn add(given: &[[i16; LANES]], codes: &[u32], sums: &mut [[i16; LANES]]) {
    for (sum, &code) in sums.iter_mut().zip(codes) {
        let given = &given[code as usize];
        *sum = std::array::from_fn(|lane| sum[lane].saturating_add(given[lane]));
    }
}

/// Forbids what is under the least score, and counts nothing above the most.
#[inline(never)]
fn limit(sums: &mut [[i16; LANES]], least: i16, most: i16) {
    for sum in sums {
        *sum = sum.map(|score| if score < least { i16::MIN } else { score.min(most) });
    }
}
