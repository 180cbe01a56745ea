//! Exchange: the mean, over both directions, of |wants ∩ gives| / |wants|. Who wants nothing gets nothing.

use super::reading::Bits;
use super::{Dictionary, Given, Measure, Reading};
use crate::matching::points::Fraction;

/// The criterion `overlap` between what one gives and the other wants.
pub(super) struct Exchange {
    /// The field with what a person can give.
    pub(super) gives: String,
    /// The field with what a person wants to get.
    pub(super) wants: String,
}

impl Measure for Exchange {
    fn fields(&self) -> [Option<&str>; 2] {
        [Some(&self.gives), Some(&self.wants)]
    }

    fn read(&self, [gives, wants]: Given<'_>, dictionary: &mut Dictionary) -> Reading {
        Reading { first: dictionary.set(gives), second: dictionary.set(wants), place: None }
    }

    fn value(&self, mentor: &Reading, mentee: &Reading) -> Fraction {
        let (a, b) = direction(&mentor.second, &mentee.first);
        let (c, d) = direction(&mentee.second, &mentor.first);
        Fraction::new(a * d + c * b, 2 * b * d)
    }
}

/// What part of the wants is given; of no wants, nothing.
fn direction(wants: &Bits, gives: &Bits) -> (u64, u64) {
    (wants.common(gives), wants.len().max(1))
}
