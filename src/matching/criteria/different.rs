//! Different: 1 when both answered and the answers are not equal.

use super::{Dictionary, Given, Measure, Reading};
use crate::matching::points::Fraction;

/// The criterion `different`.
pub(super) struct Different {
    /// The field.
    pub(super) field: String,
}

impl Measure for Different {
    fn fields(&self) -> [Option<&str>; 2] {
        [Some(&self.field), None]
    }

    fn read(&self, [given, _]: Given<'_>, dictionary: &mut Dictionary) -> Reading {
        Reading { first: dictionary.set(given), ..Reading::default() }
    }

    fn value(&self, mentor: &Reading, mentee: &Reading) -> Fraction {
        let both = !mentor.first.is_empty() && !mentee.first.is_empty();
        Fraction::new(u64::from(both && mentor.first != mentee.first), 1)
    }
}
