//! Points: how 1000 of them are shared out among the criteria, and how a fraction of them is rounded. All in whole numbers.

/// What the criteria of a pair can give together.
pub(super) const ALL: u16 = 1000;

/// An exact part of a whole, between 0 and 1; a part of nothing is nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fraction {
    /// The part.
    pub(super) part: u64,
    /// The whole; never 0.
    pub(super) whole: u64,
}

impl Fraction {
    /// All of it.
    pub(super) const ONE: Fraction = Fraction { part: 1, whole: 1 };
    /// Nothing of it.
    pub(super) const NOTHING: Fraction = Fraction { part: 0, whole: 1 };

    /// `part` of `whole`; nothing when the whole is 0.
    pub(super) fn new(part: u64, whole: u64) -> Fraction {
        if whole == 0 { Fraction::NOTHING } else { Fraction { part: part.min(whole), whole } }
    }

    /// `round_half_up(points · self)`.
    pub(super) fn of(self, points: u16) -> u16 {
        let small = |number: u64| u32::try_from(number).map(u64::from);
        if let (Ok(part), Ok(whole)) = (small(self.part), small(self.whole)) {
            return u16::try_from((2 * u64::from(points) * part + whole) / (2 * whole)).unwrap_or(points);
        }
        // Larger parts are hardly ever met, and dividing numbers of 128 bits is slow.
        let (part, whole) = (u128::from(self.part), u128::from(self.whole));
        u16::try_from((2 * u128::from(points) * part + whole) / (2 * whole)).unwrap_or(points)
    }
}

/// [`ALL`] points shared out by weight: everybody's whole part first, then one more each in the order of the largest remainders
/// (Hamilton's method); among equal remainders the first criterion wins. No points where all weights are 0.
pub(super) fn shares(weights: &[u32]) -> Vec<u16> {
    let sum: u64 = weights.iter().copied().map(u64::from).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let exact = |weight: u32| u64::from(weight) * u64::from(ALL);
    let mut shares: Vec<u16> = weights.iter().map(|&weight| u16::try_from(exact(weight) / sum).unwrap_or(ALL)).collect();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|&at| std::cmp::Reverse(weights.get(at).map(|&weight| exact(weight) % sum)));
    let left = usize::from(ALL - shares.iter().sum::<u16>());
    for at in by_remainder.into_iter().take(left) {
        if let Some(share) = shares.get_mut(at) {
            *share += 1;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_points_are_shared_and_the_largest_remainder_gets_the_odd_one() {
        assert_eq!(shares(&[60, 25, 15]), [600, 250, 150]);
        assert_eq!(shares(&[1, 1, 1]), [334, 333, 333]);
        assert_eq!(shares(&[1, 2, 4]), [143, 286, 571]);
        assert_eq!(shares(&[0, 0]), [0, 0]);
        assert_eq!(shares(&[u32::MAX, u32::MAX, 1]), [500, 500, 0]);
        assert_eq!(shares(&[7]), [1000]);
    }

    #[test]
    fn halves_are_rounded_up_and_all_else_to_the_nearest() {
        assert_eq!(Fraction::new(1, 2).of(25), 13);
        assert_eq!(Fraction::new(1, 3).of(1000), 333);
        assert_eq!(Fraction::new(2, 3).of(1000), 667);
        assert_eq!(Fraction::new(0, 0).of(1000), 0);
        assert_eq!(Fraction::ONE.of(1000), 1000);
        assert_eq!(Fraction::new(u64::MAX, u64::MAX).of(1000), 1000);
    }
}
