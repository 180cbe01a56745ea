//! Sixteen rows at once, in 16 bits. For each criterion and each rule there is a table that says what each code of a column gives to
//! each of the rows, so that a pair costs one addition a table, in vector instructions.

use super::Worth;
use crate::matching::assignment::{LANE_FORBIDDEN, LANES};
use crate::matching::points;
use crate::matching::rule::Rule;
use crate::matching::scoring::Part;

/// Columns that are worked out in one go: they stay in the first-level cache.
const CHUNK: usize = 512;

/// What a rule takes away: with all points added, a pair is still forbidden. Sums stop at the ends of 16 bits.
#[expect(clippy::cast_possible_wrap, reason = "1000 points")]
const TAKEN: i16 = LANE_FORBIDDEN - points::ALL as i16;

/// One of the sums' terms.
struct Table<'w> {
    /// What each code gives to each row.
    given: Vec<[i16; LANES]>,
    /// The code of each column.
    codes: &'w [u32],
}

/// The weights of sixteen rows.
pub(super) struct Lanes<'w> {
    cols: usize,
    scores: Vec<Table<'w>>,
    rules: Vec<Table<'w>>,
    /// The declared conflicts of each row, in order.
    declared: [&'w [u32]; LANES],
    minimum: i16,
    /// The greatest weight that counts: 0 where scores only decide who is permitted.
    most: i16,
}

impl<'w> Lanes<'w> {
    /// The weights of these rows, a point being worth `unit`, which is 0 or 1.
    pub(super) fn new(worth: &'w Worth, rows: &[usize; LANES], unit: i64) -> Lanes<'w> {
        let read = unit > 0 || worth.minimum > 0;
        let parts = worth.criteria.as_ref().filter(|_| read).map_or(&[][..], |criteria| &criteria.parts);
        Lanes {
            cols: worth.cols(),
            scores: parts.iter().map(|part| of_part(part, rows)).collect(),
            rules: worth.vetoes.rules.iter().map(|rule| of_rule(rule, rows)).collect(),
            declared: rows.map(|row| worth.vetoes.declared[row].as_slice()),
            minimum: i16::try_from(worth.minimum).unwrap_or(i16::MAX),
            most: if unit > 0 { i16::MAX } else { 0 },
        }
    }

    /// Hands out all columns, chunk by chunk.
    pub(super) fn visit(&self, visit: &mut dyn FnMut(usize, &[[i16; LANES]])) {
        let mut room = [[0; LANES]; CHUNK];
        for first in (0..self.cols).step_by(CHUNK) {
            let chunk = &mut room[..CHUNK.min(self.cols - first)];
            chunk.fill([0; LANES]);
            self.scores.iter().for_each(|table| add(&table.given, &table.codes[first..], chunk));
            if self.minimum > 0 || self.most < i16::MAX {
                bound(chunk, self.minimum, self.most);
            }
            self.rules.iter().for_each(|table| add(&table.given, &table.codes[first..], chunk));
            self.forbid_declared(first, chunk);
            visit(first, chunk);
        }
    }

    fn forbid_declared(&self, first: usize, chunk: &mut [[i16; LANES]]) {
        for (lane, declared) in self.declared.iter().enumerate() {
            let from = declared.partition_point(|&col| (col as usize) < first);
            for &col in &declared[from..] {
                let Some(weights) = chunk.get_mut(col as usize - first) else { break };
                weights[lane] = i16::MIN;
            }
        }
    }
}

fn of_part<'w>(part: &'w Part, rows: &[usize; LANES]) -> Table<'w> {
    let lines = rows.map(|row| part.line(row));
    let codes = lines.first().map_or(0, |line| line.len());
    let points = |code: usize| std::array::from_fn(|lane| i16::try_from(lines[lane][code]).unwrap_or(i16::MAX));
    Table { given: (0..codes).map(points).collect(), codes: part.col_codes() }
}

fn of_rule<'w>(rule: &'w Rule, rows: &[usize; LANES]) -> Table<'w> {
    let mut given = vec![[0; LANES]; rule.col_sets()];
    for (lane, &row) in rows.iter().enumerate() {
        rule.sets_alike(row).iter().for_each(|&set| given[set as usize][lane] = TAKEN);
    }
    Table { given, codes: rule.set_of_col() }
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
fn bound(sums: &mut [[i16; LANES]], least: i16, most: i16) {
    for sum in sums {
        *sum = sum.map(|score| if score < least { i16::MIN } else { score.min(most) });
    }
}
