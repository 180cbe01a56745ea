//! Overlap: how much of what either of two people named both named, |A ∩ B| / |A ∪ B| (Jaccard's index).

use super::{Dictionary, Given, Measure, Reading};
use crate::matching::points::Fraction;

/// The criterion `overlap` of a cohort that is not reciprocal.
pub(super) struct Overlap {
    /// The field with the lists.
    pub(super) field: String,
}

impl Measure for Overlap {
    fn fields(&self) -> [Option<&str>; 2] {
        [Some(&self.field), None]
    }

    fn read(&self, [given, _]: Given<'_>, dictionary: &mut Dictionary) -> Reading {
        Reading { first: dictionary.set(given), ..Reading::default() }
    }

    fn value(&self, mentor: &Reading, mentee: &Reading) -> Fraction {
        let common = mentor.first.common(&mentee.first);
        let all = mentor.first.len() + mentee.first.len() - common;
        Fraction::new(common, all)
    }
}
