//! What a criterion read of a person: answers as bits, so that comparing two people is a few machine words.

use std::collections::BTreeMap;

use crate::domain::answer::Answer;

/// Numbers for the comparison keys of one criterion's answers, in the order in which they were first seen.
///
/// The numbers depend on who was read first; no value computed from readings may depend on them.
#[derive(Default)]
pub(crate) struct Dictionary(BTreeMap<String, usize>);

impl Dictionary {
    /// What was answered as a set of bits.
    pub(super) fn set(&mut self, given: Option<&Answer>) -> Bits {
        let mut bits = Bits::default();
        for key in given.into_iter().flat_map(Answer::keys) {
            let next = self.0.len();
            bits.insert(*self.0.entry(key).or_insert(next));
        }
        bits
    }
}

/// What one criterion knows of a person. Which parts are used is the criterion's affair.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reading {
    /// The answers of the first field.
    pub(super) first: Bits,
    /// The answers of the second field.
    pub(super) second: Bits,
    /// A place on a scale.
    pub(super) place: Option<i64>,
}

/// A set of small numbers; the last word is never 0, so that equal sets are equal values.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    fn insert(&mut self, number: usize) {
        let word = number / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(word) {
            *bits |= 1 << (number % 64);
        }
    }

    /// How many numbers are in the set.
    pub(super) fn len(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// Whether the set is empty.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether some number is in both sets.
    pub(super) fn meets(&self, other: &Bits) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    /// How many numbers are in both sets.
    pub(super) fn common(&self, other: &Bits) -> u64 {
        self.0.iter().zip(&other.0).map(|(a, b)| u64::from((a & b).count_ones())).sum()
    }
}
