//! Same: 1 when the answers are equal. Two empty answers are not.

use super::{Dictionary, Given, Measure, Reading};
use crate::matching::points::Fraction;

/// The criterion `same`.
pub(super) struct Same {
    /// The field.
    pub(super) field: String,
}

impl Measure for Same {
    fn fields(&self) -> [Option<&str>; 2] {
        [Some(&self.field), None]
    }

    fn read(&self, [given, _]: Given<'_>, dictionary: &mut Dictionary) -> Reading {
        Reading { first: dictionary.set(given), ..Reading::default() }
    }

    fn value(&self, mentor: &Reading, mentee: &Reading) -> Fraction {
        Fraction::new(u64::from(!mentor.first.is_empty() && mentor.first == mentee.first), 1)
    }
}
