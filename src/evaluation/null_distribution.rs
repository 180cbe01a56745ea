//! Probabilities under "no change": of a sum of signed ranks, and of a number of signs.
//!
//! Sign patterns are counted, not approximated, for up to [`EXACT_LIMIT`] people: F. Wilcoxon, "Individual Comparisons by Ranking
//! Methods", Biometrics Bulletin 1 (1945); with ties the same counting over doubled mid-ranks. Beyond the limit the normal
//! approximation with its correction for ties is used (M. Hollander, D. A. Wolfe, E. Chicken, "Nonparametric Statistical Methods",
//! 3rd ed., 2014, ch. 3.1), and [`PValue::exact`] says so.

/// The most people for whom all 2ⁿ sign patterns are counted in 128 bits.
pub(crate) const EXACT_LIMIT: usize = 120;

/// A two-sided probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PValue {
    /// The probability, at most 1.
    pub value: f64,
    /// Whether it was counted; else it is approximated.
    pub exact: bool,
}

/// In how many of the 2ⁿ sign patterns the positive ranks have each sum, from 0. O(n · sum of ranks).
fn pattern_counts(ranks: &[u64]) -> Vec<u128> {
    let total: usize = ranks.iter().map(|rank| to_usize(*rank)).sum();
    let mut counts = vec![0_u128; total + 1];
    counts[0] = 1;
    let mut reached = 0;
    for rank in ranks.iter().map(|rank| to_usize(*rank)) {
        reached += rank;
        for sum in (rank..=reached).rev() {
            counts[sum] += counts[sum - rank];
        }
    }
    counts
}

/// The two-sided probability of a signed-rank sum at least as far out as `lower`, the smaller of the two sums of `ranks`.
/// The ranks, and so the sums, are doubled, so that mid-ranks are whole numbers.
pub(super) fn signed_rank(doubled_ranks: &[u64], lower: u64) -> PValue {
    if doubled_ranks.is_empty() {
        return PValue { value: 1.0, exact: true };
    }
    if doubled_ranks.len() > EXACT_LIMIT {
        return approximate_signed_rank(doubled_ranks, lower);
    }
    let below: u128 = pattern_counts(doubled_ranks).iter().take(to_usize(lower) + 1).sum();
    two_sided_share(below, doubled_ranks.len())
}

/// The mean of the sum is half of all ranks, its variance a quarter of their squares, ties or not.
fn approximate_signed_rank(doubled_ranks: &[u64], lower: u64) -> PValue {
    let ranks = || doubled_ranks.iter().map(|rank| to_f64(*rank) / 2.0);
    let (mean, variance) = (ranks().sum::<f64>() / 2.0, ranks().map(|rank| rank * rank).sum::<f64>() / 4.0);
    two_sided_normal(to_f64(lower) / 2.0, mean, variance)
}

/// The two-sided sign test: `fewer` of `signs` point one way. W. J. Dixon, A. M. Mood, "The statistical sign test", JASA 41 (1946).
pub(super) fn sign_test(fewer: usize, signs: usize) -> PValue {
    if signs == 0 {
        return PValue { value: 1.0, exact: true };
    }
    if signs > EXACT_LIMIT {
        let signs = to_f64(signs as u64);
        return two_sided_normal(to_f64(fewer as u64), signs / 2.0, signs / 4.0);
    }
    let mut row = vec![1_u128];
    for _ in 0..signs {
        let next = row.windows(2).map(|pair| pair[0] + pair[1]);
        row = std::iter::once(1).chain(next).chain(std::iter::once(1)).collect();
    }
    two_sided_share(row.iter().take(fewer + 1).sum(), signs)
}

/// How far from either end of the ordered pairwise means an interval of at least 95 % begins: the largest k (from 1) with
/// P(W < k) ≤ 0.025 for n untied ranks, and the confidence reached, in thousandths. None below six people: no such k exists.
pub(super) fn interval_rank(n: usize) -> Option<(u64, i64)> {
    if n > EXACT_LIMIT {
        let n = to_f64(n as u64);
        let (mean, variance) = (n * (n + 1.0) / 4.0, n * (n + 1.0) * (2.0 * n + 1.0) / 24.0);
        return Some((floor_to_u64(mean - TWO_SIDED_95 * variance.sqrt()).max(1), 950));
    }
    let ranks: Vec<u64> = (1..=n as u64).collect();
    let patterns = 1_u128 << n;
    let (mut below, mut best) = (0_u128, None);
    for (k, count) in (1_u64..).zip(pattern_counts(&ranks)) {
        below += count;
        if below * 40 > patterns {
            break;
        }
        best = Some((k, 1000 - to_thousandths(ratio(below * 2, patterns))));
    }
    best
}

/// The standard normal quantile of 0.975.
const TWO_SIDED_95: f64 = 1.959_963_984_540_054;

fn two_sided_share(below: u128, n: usize) -> PValue {
    let patterns = 1_u128 << n;
    let twice = below.saturating_mul(2).min(patterns);
    PValue { value: ratio(twice, patterns), exact: true }
}

#[expect(clippy::cast_precision_loss, reason = "the nearest floating-point number is what is shown")]
fn ratio(part: u128, whole: u128) -> f64 {
    part as f64 / whole as f64
}

#[expect(clippy::cast_precision_loss, reason = "sums of ranks are far below 2^52")]
fn to_f64(number: u64) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, reason = "a share of 1")]
fn to_thousandths(share: f64) -> i64 {
    (share * 1000.0).round() as i64
}

fn to_usize(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a non-negative count far below 2^52")]
fn floor_to_u64(number: f64) -> u64 {
    number.max(0.0).floor() as u64
}

/// Twice the normal tail below `value`, with a continuity correction of a half, to six places.
fn two_sided_normal(value: f64, mean: f64, variance: f64) -> PValue {
    if variance <= 0.0 {
        return PValue { value: 1.0, exact: false };
    }
    let distance = ((mean - value).abs() - 0.5).max(0.0) / variance.sqrt();
    let value = (2.0 * upper_tail(distance) * 1e6).round() / 1e6;
    PValue { value: value.clamp(0.0, 1.0), exact: false }
}

/// The standard normal upper tail of a non-negative `z`: the Taylor series in the middle, the continued fraction of the Mills ratio
/// beyond (M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions", 26.2.10 and 26.2.14).
fn upper_tail(z: f64) -> f64 {
    let density = (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    if z > 3.0 {
        let fraction = (1..=60).rev().fold(z, |below, term| z + f64::from(term) / below);
        return density / fraction;
    }
    let (mut term, mut sum) = (z, z);
    for step in 1..80 {
        term *= z * z / f64::from(2 * step + 1);
        sum += term;
    }
    0.5 - density * sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_begins_where_the_tables_say() {
        let levels = [(6, 1, 969), (7, 3, 953), (8, 4, 961), (10, 9, 951), (12, 14, 958), (13, 18, 952), (14, 22, 951)];
        for (n, k, level) in levels {
            assert_eq!(interval_rank(n), Some((k, level)), "n {n}");
        }
        assert!((0..6).all(|n| interval_rank(n).is_none()));
    }

    #[test]
    fn counting_and_approximation_meet_at_the_limit() {
        let ranks: Vec<u64> = (1..=120).map(|rank| 2 * rank).collect();
        for lower in [2 * 2400, 2 * 2800, 2 * 3500] {
            let (counted, approximated) = (signed_rank(&ranks, lower), approximate_signed_rank(&ranks, lower));
            assert!(counted.exact && !approximated.exact);
            assert!((counted.value - approximated.value).abs() < 0.001, "{counted:?} {approximated:?}");
        }
        assert!((sign_test(50, 120).value - sign_test(51, 122).value).abs() < 0.01);
        let (at, above) = (interval_rank(120).unwrap(), interval_rank(121).unwrap());
        assert!(at.0 < above.0 && above.0 < at.0 + 60, "{at:?} {above:?}");
    }

    #[test]
    fn the_normal_tail_fits_the_tables() {
        for (z, tail) in [(0.0, 0.5), (1.0, 0.158_655_254), (1.96, 0.024_997_895), (3.0, 0.001_349_898), (4.0, 0.000_031_671_24)]
        {
            assert!((upper_tail(z) - tail).abs() < 1e-9, "{z}: {}", upper_tail(z));
        }
    }
}
