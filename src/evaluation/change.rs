//! What changed between two answers of the same people: counts, the typical change with its interval, and two tests.
//!
//! The typical change is the median of all pairwise means and its interval lies between two of them: J. L. Hodges, E. L. Lehmann,
//! "Estimates of Location Based on Rank Tests", Ann. Math. Statist. 34 (1963); J. W. Tukey's interval as in Hollander, Wolfe and
//! Chicken, "Nonparametric Statistical Methods", ch. 3.2 and 3.3. Zeros stay in both; the signed-rank test drops them.

use std::collections::BTreeMap;

use super::null_distribution::{self, PValue};
use crate::domain::thousandths::Thousandths;

/// Below this number of people no 95 % interval exists and no p-value is below 0.05.
pub(crate) const FEWEST: usize = 6;

/// The answers of people who answered one item twice, higher meaning better, and what follows from them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PairedChange {
    /// How many people answered twice.
    pub n: usize,
    /// How many went up.
    pub up: usize,
    /// How many stayed.
    pub same: usize,
    /// How many went down.
    pub down: usize,
    /// How many could not go up: they stood at the best answer before.
    pub at_best_before: usize,
    /// The median before; none of nobody.
    pub before_median: Option<Thousandths>,
    /// The median after; none of nobody.
    pub after_median: Option<Thousandths>,
    /// The sum of all changes.
    pub sum: i64,
    /// The median of the n(n+1)/2 pairwise means of changes; none of nobody.
    pub typical: Option<Thousandths>,
    /// The interval and the confidence that it reaches; none below [`FEWEST`] people.
    pub interval: Option<Interval>,
    /// The signed-rank test; none below [`FEWEST`] people.
    pub p_signed_rank: Option<PValue>,
    /// The sign test, which needs no equal distances on the scale; none below [`FEWEST`] people.
    pub p_sign: Option<PValue>,
}

/// An interval for the typical change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Interval {
    /// Its lower end.
    pub low: Thousandths,
    /// Its upper end.
    pub high: Thousandths,
    /// The confidence reached, at least 0.95 where it is counted.
    pub level: Thousandths,
}

impl PairedChange {
    /// What follows from these answers `(before, after)`, in any order. `best` is the best answer of the scale.
    pub(crate) fn of(answers: &[(i64, i64)], best: i64) -> PairedChange {
        let changes: Vec<i64> = answers.iter().map(|(before, after)| after - before).collect();
        let count = |is: fn(&i64) -> bool| changes.iter().filter(|change| is(change)).count();
        let (n, up, down) = (changes.len(), count(|change| *change > 0), count(|change| *change < 0));
        let means = PairwiseMeans::of(&changes);
        let enough = n >= FEWEST;
        PairedChange {
            n,
            up,
            same: n - up - down,
            down,
            at_best_before: answers.iter().filter(|(before, _)| *before >= best).count(),
            before_median: median(answers.iter().map(|(before, _)| *before)),
            after_median: median(answers.iter().map(|(_, after)| *after)),
            sum: changes.iter().sum(),
            typical: means.median(),
            interval: if enough { means.interval(n) } else { None },
            p_signed_rank: enough.then(|| signed_rank(&changes)),
            p_sign: enough.then(|| null_distribution::sign_test(up.min(down), up + down)),
        }
    }

    /// The mean change; none of nobody.
    #[expect(clippy::cast_precision_loss, reason = "sums of answers are far below 2^52")]
    pub(crate) fn mean(&self) -> Option<f64> {
        (self.n > 0).then(|| self.sum as f64 / self.n as f64)
    }

    /// The matched-pairs rank-biserial correlation's simple relative: the share that went up less the share that went down.
    #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^52")]
    pub(crate) fn net_share(&self) -> Option<f64> {
        (self.n > 0).then(|| (self.up as f64 - self.down as f64) / self.n as f64)
    }
}

/// The median of whole numbers; none of nothing.
pub(super) fn median(numbers: impl Iterator<Item = i64>) -> Option<Thousandths> {
    let mut sorted: Vec<i64> = numbers.collect();
    sorted.sort_unstable();
    let (low, high) = (sorted.get((sorted.len().checked_sub(1)?) / 2)?, sorted.get(sorted.len() / 2)?);
    Some(Thousandths::of_ratio(low + high, 2))
}

/// The pairwise means of changes, each twice its value, with how often it comes. Changes on an answer scale take few values, so
/// this takes O(values²) whatever the number of people.
struct PairwiseMeans {
    doubled: BTreeMap<i64, u64>,
    total: u64,
}

impl PairwiseMeans {
    fn of(changes: &[i64]) -> PairwiseMeans {
        let mut values: BTreeMap<i64, u64> = BTreeMap::new();
        for change in changes {
            *values.entry(*change).or_default() += 1;
        }
        let mut doubled: BTreeMap<i64, u64> = BTreeMap::new();
        for (value, count) in &values {
            *doubled.entry(2 * value).or_default() += count * (count + 1) / 2;
            for (other, others) in values.range(value + 1..) {
                *doubled.entry(value + other).or_default() += count * others;
            }
        }
        let total = doubled.values().sum();
        PairwiseMeans { doubled, total }
    }

    /// Twice the `rank`-th smallest mean, from 1.
    fn nth(&self, rank: u64) -> Option<i64> {
        let mut passed = 0;
        self.doubled.iter().find_map(|(value, count)| {
            passed += count;
            (passed >= rank && rank > 0).then_some(*value)
        })
    }

    fn median(&self) -> Option<Thousandths> {
        let (low, high) = (self.nth(self.total.div_ceil(2))?, self.nth(self.total / 2 + 1)?);
        Some(Thousandths::of_ratio(low + high, 4))
    }

    fn interval(&self, n: usize) -> Option<Interval> {
        let (k, level) = null_distribution::interval_rank(n)?;
        let end = |rank| Some(Thousandths::of_ratio(self.nth(rank)?, 2));
        Some(Interval { low: end(k)?, high: end((self.total + 1).checked_sub(k)?)?, level: Thousandths::new(level) })
    }
}

/// The signed-rank test over changes that are not zero, ties at their mid-rank.
fn signed_rank(changes: &[i64]) -> PValue {
    let mut sizes: Vec<(u64, bool)> =
        changes.iter().filter(|change| **change != 0).map(|change| (change.unsigned_abs(), *change > 0)).collect();
    sizes.sort_unstable();
    let mut ranks = Vec::with_capacity(sizes.len());
    let mut positive = 0;
    for tied in sizes.chunk_by(|a, b| a.0 == b.0) {
        let first = ranks.len() as u64 + 1;
        let doubled = 2 * first + tied.len() as u64 - 1;
        positive += doubled * tied.iter().filter(|(_, is_up)| *is_up).count() as u64;
        ranks.extend(tied.iter().map(|_| doubled));
    }
    let total: u64 = ranks.iter().sum();
    null_distribution::signed_rank(&ranks, positive.min(total - positive))
}
