//! Scores, computed a second time and as plainly as the contract words them. The matching has its own, faster way.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::person::Person;
use crate::domain::settings::{Criterion, CriterionKind, Scale};
use crate::domain::side::Kind;
use crate::domain::spelling;

/// What each criterion may give: its part of 1000 points by weight, the largest remainders rounded up, the first among equals.
pub(super) fn points(criteria: &[Criterion]) -> Vec<u64> {
    let all: u64 = criteria.iter().map(|criterion| u64::from(criterion.weight)).sum();
    if all == 0 {
        return vec![0; criteria.len()];
    }
    let thousandfold = criteria.iter().map(|criterion| 1000 * u64::from(criterion.weight));
    let mut points: Vec<(u64, u64)> = thousandfold.map(|weight| (weight / all, weight % all)).collect();
    let missing = 1000 - points.iter().map(|(whole, _)| whole).sum::<u64>();
    for _ in 0..missing {
        let largest = points.iter().map(|(_, remainder)| *remainder).max();
        if let Some(point) = points.iter_mut().find(|(_, remainder)| Some(*remainder) == largest) {
            *point = (point.0 + 1, 0);
        }
    }
    points.into_iter().map(|(whole, _)| whole).collect()
}

/// What a criterion looks at in one person: the keys of each field, and the first number among its texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Answers {
    keys: BTreeMap<String, BTreeSet<String>>,
    numbers: BTreeMap<String, i64>,
}

/// The points that two people's answers give by a criterion that can give so many.
pub(super) fn given(criterion: &CriterionKind, kind: Kind, points: u64, mentor: &Answers, mentee: &Answers) -> u16 {
    let (part, whole) = value(criterion, kind, mentor, mentee);
    u16::try_from((2 * points * part + whole) / (2 * whole)).unwrap_or(u16::MAX)
}

fn fields(kind: &CriterionKind) -> Vec<String> {
    match kind {
        CriterionKind::Overlap { field }
        | CriterionKind::Same { field }
        | CriterionKind::Different { field }
        | CriterionKind::Near { field, .. } => vec![field.clone()],
        CriterionKind::Exchange { gives, wants } => vec![gives.clone(), wants.clone()],
        CriterionKind::Preference { wish, fact } => vec![wish.clone(), fact.clone()],
    }
}

impl Answers {
    /// One person's.
    pub(super) fn of(person: &Person, criterion: &CriterionKind) -> Answers {
        let number = |field: &String| {
            let texts = person.answers.get(field)?.texts();
            let number = texts.map(|text| text.trim().parse::<i32>()).find_map(Result::ok)?;
            Some((field.clone(), i64::from(number)))
        };
        let fields = fields(criterion);
        let numbers = fields.iter().filter_map(number).collect();
        Answers { keys: fields.into_iter().map(|field| (field.clone(), person.keys(&field))).collect(), numbers }
    }

    fn get(&self, field: &str) -> &BTreeSet<String> {
        const NONE: &BTreeSet<String> = &BTreeSet::new();
        self.keys.get(field).unwrap_or(NONE)
    }
}

/// The value of a criterion as a part of a whole.
fn value(criterion: &CriterionKind, kind: Kind, a: &Answers, b: &Answers) -> (u64, u64) {
    let one_if = |yes: bool| (u64::from(yes), 1);
    match criterion {
        CriterionKind::Overlap { field } if kind == Kind::Reciprocal => exchange(field, field, a, b),
        CriterionKind::Overlap { field } => {
            let (common, all) = (a.get(field).intersection(b.get(field)), a.get(field).union(b.get(field)));
            (common.count() as u64, (all.count() as u64).max(1))
        }
        CriterionKind::Exchange { gives, wants } => exchange(gives, wants, a, b),
        CriterionKind::Preference { wish, fact } => {
            let met = |one: &Answers, other: &Answers| one.get(wish).is_empty() || !one.get(wish).is_disjoint(other.get(fact));
            (u64::from(met(a, b)) + u64::from(met(b, a)), 2)
        }
        CriterionKind::Same { field } => one_if(!a.get(field).is_empty() && a.get(field) == b.get(field)),
        CriterionKind::Different { field } => {
            one_if(!a.get(field).is_empty() && !b.get(field).is_empty() && a.get(field) != b.get(field))
        }
        CriterionKind::Near { field, scale: Scale::Numbers { span } } => {
            near(a.numbers.get(field).copied(), b.numbers.get(field).copied(), u64::from(*span))
        }
        CriterionKind::Near { field, scale: Scale::Order(order) } => {
            near(place(a.get(field), order), place(b.get(field), order), order.len().saturating_sub(1) as u64)
        }
    }
}

fn exchange(gives: &str, wants: &str, a: &Answers, b: &Answers) -> (u64, u64) {
    let got = |one: &Answers, other: &Answers| one.get(wants).intersection(other.get(gives)).count() as u64;
    let asked = |one: &Answers| (one.get(wants).len() as u64).max(1);
    (got(a, b) * asked(b) + got(b, a) * asked(a), 2 * asked(a) * asked(b))
}

fn place(keys: &BTreeSet<String>, order: &[String]) -> Option<i64> {
    let stands = |word: &String| keys.contains(&spelling::key(word));
    order.iter().position(stands).and_then(|at| i64::try_from(at).ok())
}

fn near(a: Option<i64>, b: Option<i64>, span: u64) -> (u64, u64) {
    match (a, b) {
        (Some(a), Some(b)) if a == b => (1, 1),
        (Some(a), Some(b)) if span > 0 => (span.saturating_sub(a.abs_diff(b)), span),
        _ => (0, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_shared_by_weight() {
        let criterion = |weight| Criterion { name: String::new(), weight, kind: CriterionKind::Same { field: "f".into() } };
        assert_eq!(points(&[60, 25, 15].map(criterion)), [600, 250, 150]);
        assert_eq!(points(&[1, 1, 1].map(criterion)), [334, 333, 333]);
        assert_eq!(points(&[1, 2, 4].map(criterion)), [143, 286, 571]);
        assert_eq!(points(&[0].map(criterion)), [0]);
    }
}
