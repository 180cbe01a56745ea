//! Same: 1 when the answers are equal. Two empty answers are not.

use super::{Dictionary, Measure, Reading};
use crate::domain::person::Person;
use crate::matching::points::Fraction;

/// The criterion `same`.
pub(super) struct Same {
    /// The field.
    pub(super) field: String,
}

impl Measure for Same {
    fn read(&self, person: &Person, dictionary: &mut Dictionary) -> Reading {
        Reading { first: dictionary.set(person, &self.field), ..Reading::default() }
    }

    fn value(&self, mentor: &Reading, mentee: &Reading) -> Fraction {
        Fraction::new(u64::from(!mentor.first.is_empty() && mentor.first == mentee.first), 1)
    }
}
