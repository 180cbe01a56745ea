//! Criteria of compatibility: one file each, one line each in [`measure`].
//!
//! A criterion reads a few of a person's answers once, as bits, and then says of any two readings how compatible they are: an exact
//! fraction between 0 and 1. Points and their rounding are decided in [`super::points`], not here.

mod different;
mod exchange;
mod near;
mod overlap;
mod preference;
mod reading;
mod same;

use super::points::Fraction;
use crate::domain::answer::Answer;
use crate::domain::settings::{CriterionKind, Scale};
use crate::domain::side::{Kind, Side};

pub(super) use reading::{Dictionary, Reading};

/// What somebody answered in the fields of a criterion.
pub(super) type Given<'a> = [Option<&'a Answer>; 2];

/// One criterion at work.
pub(super) trait Measure {
    /// The fields that the criterion looks at, at most two.
    fn fields(&self) -> [Option<&str>; 2];

    /// What the criterion needs to know of somebody who gave these answers. People of equal readings are alike to it.
    fn read(&self, given: Given<'_>, dictionary: &mut Dictionary) -> Reading;

    /// How compatible two readings are.
    fn value(&self, mentor: &Reading, mentee: &Reading) -> Fraction;

    /// What one of a side gets with one of the other, where all compatibility gives `points`.
    fn points(&self, points: u16, (side, one): (Side, &Reading), other: &Reading) -> u16 {
        let (mentor, mentee) = if side == Side::Mentor { (one, other) } else { (other, one) };
        self.value(mentor, mentee).of(points)
    }

    /// The same with each of the other side. O(others).
    fn line(&self, points: u16, one: (Side, &Reading), others: &[Reading]) -> Vec<u16> {
        others.iter().map(|other| self.points(points, one, other)).collect()
    }
}

/// The measure of a criterion in a cohort of `kind`: in a reciprocal one, what both have is what both can give and want.
pub(super) fn measure(criterion: &CriterionKind, kind: Kind) -> Box<dyn Measure> {
    match (criterion.clone(), kind) {
        (CriterionKind::Overlap { field }, Kind::Reciprocal) => {
            Box::new(exchange::Exchange { gives: field.clone(), wants: field })
        }
        (CriterionKind::Overlap { field }, _) => Box::new(overlap::Overlap { field }),
        (CriterionKind::Exchange { gives, wants }, _) => Box::new(exchange::Exchange { gives, wants }),
        (CriterionKind::Preference { wish, fact }, _) => Box::new(preference::Preference { wish, fact }),
        (CriterionKind::Same { field }, _) => Box::new(same::Same { field }),
        (CriterionKind::Different { field }, _) => Box::new(different::Different { field }),
        (CriterionKind::Near { field, scale: Scale::Numbers { span } }, _) => Box::new(near::Numbers { field, span }),
        (CriterionKind::Near { field, scale: Scale::Order(order) }, _) => Box::new(near::Places::new(field, &order)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(answers: &[(&str, &[&str])], field: &str) -> Option<Answer> {
        let list = |texts: &[&str]| Answer::List(texts.iter().map(|&text| text.to_owned()).collect());
        answers.iter().find(|(name, _)| *name == field).map(|(_, texts)| list(texts))
    }

    /// The value of `criterion` for a mentor and a mentee with these answers.
    fn value(criterion: &CriterionKind, kind: Kind, mentor: &[(&str, &[&str])], mentee: &[(&str, &[&str])]) -> (u64, u64) {
        let measure = measure(criterion, kind);
        let mut dictionary = Dictionary::default();
        let mut read = |answers| {
            measure.read(measure.fields().map(|field| given(answers, field?)).each_ref().map(Option::as_ref), &mut dictionary)
        };
        let (mentor, mentee) = (read(mentor), read(mentee));
        let Fraction { part, whole } = measure.value(&mentor, &mentee);
        (part, whole)
    }

    #[test]
    fn overlap_counts_common_answers_among_all_and_is_nothing_where_nothing_is_said() {
        let overlap = CriterionKind::Overlap { field: "goals".into() };
        let of = |a: &[&str], b: &[&str]| value(&overlap, Kind::Goals, &[("goals", a)], &[("goals", b)]);
        assert_eq!(of(&["Teaching", "Exams"], &["exams ", "Research"]), (1, 3));
        assert_eq!(of(&["exams"], &["Exams"]), (1, 1));
        assert_eq!(of(&[], &[]).0, 0);
        assert_eq!(of(&["exams"], &[]), (0, 1));
    }

    #[test]
    fn an_overlap_of_two_who_both_teach_and_learn_is_seen_from_both_ends() {
        let overlap = CriterionKind::Overlap { field: "goals".into() };
        let of = |a: &[&str], b: &[&str]| value(&overlap, Kind::Reciprocal, &[("goals", a)], &[("goals", b)]);
        assert_eq!(of(&["a", "b"], &["b"]), (3, 4));
    }

    #[test]
    fn an_exchange_is_the_mean_of_what_each_gets_of_what_they_want() {
        let exchange = CriterionKind::Exchange { gives: "offers".into(), wants: "seeks".into() };
        let mentor: &[(&str, &[&str])] = &[("offers", &["x"]), ("seeks", &["p", "q", "r"])];
        let mentee: &[(&str, &[&str])] = &[("offers", &["q", "r"]), ("seeks", &["x", "y"])];
        let (part, whole) = value(&exchange, Kind::Goals, mentor, mentee);
        assert_eq!(part * 12, 7 * whole, "(2/3 + 1/2) / 2 = 7/12");
        assert_eq!(value(&exchange, Kind::Goals, mentor, &[]).0, 0, "who wants nothing gets nothing");
    }

    #[test]
    fn an_empty_wish_is_met_and_an_unmet_one_costs_half() {
        let preference = CriterionKind::Preference { wish: "wish".into(), fact: "work".into() };
        let of = |a: &[(&str, &[&str])], b: &[(&str, &[&str])]| value(&preference, Kind::Goals, a, b);
        assert_eq!(of(&[], &[]), (2, 2));
        assert_eq!(of(&[("wish", &["Surgery"]), ("work", &["GP"])], &[("work", &["surgery"])]), (2, 2));
        assert_eq!(of(&[("wish", &["Surgery"])], &[("work", &["GP"])]), (1, 2));
        assert_eq!(of(&[("wish", &["Surgery"])], &[("wish", &["GP"])]), (0, 2), "an empty fact meets no wish");
    }

    #[test]
    fn same_and_different_want_both_answers() {
        let same = CriterionKind::Same { field: "f".into() };
        let different = CriterionKind::Different { field: "f".into() };
        let of = |kind: &CriterionKind, a: &[&str], b: &[&str]| value(kind, Kind::Goals, &[("f", a)], &[("f", b)]).0;
        assert_eq!([of(&same, &["a"], &["A"]), of(&same, &["a"], &["b"]), of(&same, &[], &[])], [1, 0, 0]);
        assert_eq!([of(&different, &["a"], &["A"]), of(&different, &["a"], &["b"]), of(&different, &[], &["a"])], [0, 1, 0]);
    }

    #[test]
    fn near_falls_with_the_distance_and_never_below_nothing() {
        let numbers = CriterionKind::Near { field: "f".into(), scale: Scale::Numbers { span: 10 } };
        let of = |kind: &CriterionKind, a: &str, b: &str| value(kind, Kind::Goals, &[("f", &[a])], &[("f", &[b])]);
        assert_eq!(of(&numbers, "12", "15"), (7, 10));
        assert_eq!(of(&numbers, "-5", "15"), (0, 10));
        assert_eq!(of(&numbers, "many", "15").0, 0);
        let order = ["Never", "Weekly", "Daily"].map(str::to_owned).to_vec();
        let places = CriterionKind::Near { field: "f".into(), scale: Scale::Order(order) };
        assert_eq!(of(&places, "never", "weekly"), (1, 2));
        assert_eq!(of(&places, "daily", "Never"), (0, 2));
        assert_eq!(of(&places, "monthly", "Never").0, 0, "a place that is not in the order");
    }
}
