//! Preference: half for each side whose wish is met by the other's fact. A wish left empty is met.

use super::{Dictionary, Given, Measure, Reading};
use crate::matching::points::Fraction;

/// The criterion `preference`.
pub(super) struct Preference {
    /// The field with the wish.
    pub(super) wish: String,
    /// The field of the other that answers it.
    pub(super) fact: String,
}

impl Measure for Preference {
    fn fields(&self) -> [Option<&str>; 2] {
        [Some(&self.wish), Some(&self.fact)]
    }

    fn read(&self, [wish, fact]: Given<'_>, dictionary: &mut Dictionary) -> Reading {
        Reading { first: dictionary.set(wish), second: dictionary.set(fact), place: None }
    }

    fn value(&self, mentor: &Reading, mentee: &Reading) -> Fraction {
        Fraction::new(u64::from(met(mentor, mentee)) + u64::from(met(mentee, mentor)), 2)
    }
}

fn met(wisher: &Reading, other: &Reading) -> bool {
    wisher.first.is_empty() || wisher.first.meets(&other.second)
}
