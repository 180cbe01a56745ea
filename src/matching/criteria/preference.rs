//! Preference: half for each side whose wish is met by the other's fact. A wish left empty is met.

use super::{Dictionary, Measure, Reading};
use crate::domain::person::Person;
use crate::matching::points::Fraction;

/// The criterion `preference`.
pub(super) struct Preference {
    /// The field with the wish.
    pub(super) wish: String,
    /// The field of the other that answers it.
    pub(super) fact: String,
}

impl Measure for Preference {
    fn read(&self, person: &Person, dictionary: &mut Dictionary) -> Reading {
        let first = dictionary.set(person, &self.wish);
        let second = dictionary.set(person, &self.fact);
        Reading { first, second, place: None }
    }

    fn value(&self, mentor: &Reading, mentee: &Reading) -> Fraction {
        Fraction::new(u64::from(met(mentor, mentee)) + u64::from(met(mentee, mentor)), 2)
    }
}

fn met(wisher: &Reading, other: &Reading) -> bool {
    wisher.first.is_empty() || wisher.first.common(&other.second) > 0
}
