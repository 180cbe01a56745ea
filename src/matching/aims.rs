//! The aims in their order, and how several of them are reached in one solution.
//!
//! The solver knows "most pairs, then the greatest sum". Fewest changes, precedence and total are one sum: the unit of each aim is
//! one more than all that the later aims can add up to. With n pairs these are (2n + 1)(1000n + 1) for a kept pair, 1000n + 1 for a
//! person with precedence, and 1 for a point; they stay under the solver's bound of 2^53 for two million pairs.

use super::instance::Instance;
use super::worth::{Units, Valued};
use crate::assignment::Optimum;
use crate::assignment::solve;
use crate::domain::id::PersonId;
use crate::domain::person::Person;
use crate::domain::proof::{Aim, Prices, Stage};

/// The best of an instance by number, changes, precedence and, if asked for, total; with its stages of proof.
pub(super) fn reach(instance: &Instance<'_>, total: bool) -> (Valued, Optimum, Vec<Stage>) {
    let later = later_aims(instance, total);
    let unit = |aim: Aim| later.iter().find(|(own, _)| *own == aim).map_or(0, |(_, unit)| *unit);
    let units = Units { kept: unit(Aim::Kept), precedence: unit(Aim::Precedence), score: unit(Aim::Total) };
    let valued = Valued::new(&instance.worth, units);
    let optimum = solve(&valued);
    let aims = later.into_iter().map(|(aim, unit)| (aim, i128::from(unit))).collect();
    let stages = stages(instance, &optimum, aims);
    (valued, optimum, stages)
}

/// The aims after the number of pairs with their units; aims that no pair can serve are left out.
fn later_aims(instance: &Instance<'_>, total: bool) -> Vec<(Aim, i64)> {
    let pairs = i64::try_from(instance.mentors.len().min(instance.mentees.len())).unwrap_or(i64::MAX);
    let wanted = [
        (total, Aim::Total, 1000),
        (instance.worth.any_precedence(), Aim::Precedence, 2),
        (instance.worth.any_standing(), Aim::Kept, 1),
    ];
    let (mut aims, mut unit) = (Vec::new(), 1_i64);
    for (_, aim, most) in wanted.into_iter().filter(|(wanted, ..)| *wanted) {
        aims.insert(0, (aim, unit));
        unit = unit.saturating_mul(pairs.saturating_mul(most).saturating_add(1));
    }
    aims
}

/// The stages that an optimum proves: the number of pairs, and the sum of the later aims if there are any.
fn stages(instance: &Instance<'_>, optimum: &Optimum, aims: Vec<(Aim, i128)>) -> Vec<Stage> {
    let cover = |cover: &[bool]| cover.iter().map(|&covered| i128::from(covered)).collect::<Vec<_>>();
    let pairs = priced(instance, &cover(&optimum.cover.rows), &cover(&optimum.cover.cols));
    let sum = priced(instance, &optimum.prices.rows, &optimum.prices.cols);
    let number = Stage { aims: vec![(Aim::Pairs, 1)], prices: pairs };
    let later = (!aims.is_empty()).then_some(Stage { aims, prices: sum });
    [number].into_iter().chain(later).collect()
}

/// Prices by person, without those that are 0. All places of one person have one price: they can be paired with the same people,
/// so the least of their prices would do for all of them, and a smaller sum would prove less than was reached.
pub(super) fn priced(instance: &Instance<'_>, rows: &[i128], cols: &[i128]) -> Prices {
    let of = |people: &[&Person], prices: &[i128]| -> Vec<(PersonId, i128)> {
        people.iter().map(|person| person.id).zip(prices.iter().copied()).filter(|(_, price)| *price != 0).collect()
    };
    of(&instance.mentors, rows).into_iter().chain(of(&instance.mentees, cols)).collect()
}
