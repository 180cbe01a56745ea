//! Near: 1 − |a − b| / span, for whole numbers or for places in a given order. An answer that is neither is near nobody.

use std::collections::BTreeMap;

use super::{Dictionary, Given, Measure, Reading};
use crate::domain::answer::Answer;
use crate::domain::spelling;
use crate::matching::points::Fraction;

/// The criterion `near` on whole numbers.
pub(super) struct Numbers {
    /// The field.
    pub(super) field: String,
    /// The distance at which nothing is left.
    pub(super) span: u32,
}

impl Measure for Numbers {
    fn fields(&self) -> [Option<&str>; 2] {
        [Some(&self.field), None]
    }

    fn read(&self, [given, _]: Given<'_>, _: &mut Dictionary) -> Reading {
        let number = |text: &str| text.trim().parse::<i32>().ok().map(i64::from);
        let place = given.and_then(|answer| answer.texts().find_map(number));
        Reading { place, ..Reading::default() }
    }

    fn value(&self, mentor: &Reading, mentee: &Reading) -> Fraction {
        nearness(mentor.place, mentee.place, self.span.into())
    }
}

/// The criterion `near` on places in an order.
pub(super) struct Places {
    field: String,
    order: BTreeMap<String, i64>,
    span: u64,
}

impl Places {
    /// Nearness in `field`, where the answers stand in this order.
    pub(super) fn new(field: String, order: &[String]) -> Places {
        let span = order.len().saturating_sub(1) as u64;
        let order = order.iter().map(|word| spelling::key(word)).zip(0..).collect();
        Places { field, order, span }
    }
}

impl Measure for Places {
    fn fields(&self) -> [Option<&str>; 2] {
        [Some(&self.field), None]
    }

    fn read(&self, [given, _]: Given<'_>, _: &mut Dictionary) -> Reading {
        let mut keys = given.into_iter().flat_map(Answer::texts).map(spelling::key);
        Reading { place: keys.find_map(|key| self.order.get(&key).copied()), ..Reading::default() }
    }

    fn value(&self, mentor: &Reading, mentee: &Reading) -> Fraction {
        nearness(mentor.place, mentee.place, self.span)
    }
}

fn nearness(mentor: Option<i64>, mentee: Option<i64>, span: u64) -> Fraction {
    match (mentor, mentee) {
        (Some(a), Some(b)) if a == b => Fraction::ONE,
        (Some(a), Some(b)) => Fraction::new(span.saturating_sub(a.abs_diff(b)), span),
        _ => Fraction::NOTHING,
    }
}
