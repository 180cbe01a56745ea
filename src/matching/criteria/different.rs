//! Different: 1 when both answered and the answers are not equal.

use super::{Dictionary, Measure, Reading};
use crate::domain::person::Person;
use crate::matching::points::Fraction;

/// The criterion `different`.
pub(super) struct Different {
    /// The field.
    pub(super) field: String,
}

impl Measure for Different {
    fn read(&self, person: &Person, dictionary: &mut Dictionary) -> Reading {
        Reading { first: dictionary.set(person, &self.field), ..Reading::default() }
    }

    fn value(&self, mentor: &Reading, mentee: &Reading) -> Fraction {
        let both = !mentor.first.is_empty() && !mentee.first.is_empty();
        Fraction::new(u64::from(both && mentor.first != mentee.first), 1)
    }
}
