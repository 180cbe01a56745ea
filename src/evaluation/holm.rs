//! Several tests at once: S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scand. J. Statist. 6 (1979).

/// The p-values adjusted for being looked at together, in the given order; absent ones stay absent and do not count.
pub(crate) fn adjusted(values: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut order: Vec<(usize, f64)> = values.iter().enumerate().filter_map(|(at, value)| Some((at, (*value)?))).collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let mut adjusted = vec![None; values.len()];
    let mut largest = 0.0_f64;
    for (left, (at, value)) in (1..=order.len()).rev().zip(order) {
        let factor = u32::try_from(left).map_or(f64::MAX, f64::from);
        largest = largest.max((value * factor).min(1.0));
        adjusted[at] = Some(largest);
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_is_multiplied_most_and_none_falls_below_a_smaller_one() {
        let adjusted = adjusted(&[Some(0.03), None, Some(0.01), Some(0.04), Some(0.9)]);
        let expected = [Some(0.09), None, Some(0.04), Some(0.09), Some(0.9)];
        for (found, expected) in adjusted.iter().zip(expected) {
            assert_eq!(found.is_some(), expected.is_some());
            assert!((found.unwrap_or(0.0) - expected.unwrap_or(0.0)).abs() < 1e-12, "{adjusted:?}");
        }
    }
}
