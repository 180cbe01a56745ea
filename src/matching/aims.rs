//! The aims in their order, and how several of them are reached in one solution.
//!
//! The solver knows "most pairs, then the greatest sum". Fewest changes, precedence and total are one sum: the unit of each aim is
//! one more than all that the later aims can add up to. With n pairs these are (2n + 1)(1000n + 1) for a kept pair, 1000n + 1 for a
//! person with precedence, and 1 for a point; they stay under the solver's bound of 2^53 for two million pairs.

use super::assignment::{Optimum, Weights, solve};
use super::instance::{Instance, Units, Valued};
use crate::domain::id::PersonId;
use crate::domain::person::Person;
use crate::domain::proof::{Aim, Prices, Stage};

/// The best of an instance by number, changes, precedence and, if asked for, total; with its stages of proof.
pub(super) fn reach<'i>(instance: &'i Instance<'i>, total: bool) -> (Valued<'i>, Optimum, Vec<Stage>) {
    let later = later_aims(instance, total);
    let unit = |aim: Aim| later.iter().find(|(own, _)| *own == aim).map_or(0, |(_, unit)| *unit);
    let units = Units { kept: unit(Aim::Kept), precedence: unit(Aim::Precedence), score: unit(Aim::Total) };
    let valued = Valued { instance, units };
    let optimum = solved(instance, &valued);
    let aims = later.into_iter().map(|(aim, unit)| (aim, i128::from(unit))).collect();
    let stages = stages(instance, &optimum, aims, &vec![0; instance.mentors.len()], &vec![0; instance.mentees.len()]);
    (valued, optimum, stages)
}

/// The aims after the number of pairs with their units; aims that no pair can serve are left out.
fn later_aims(instance: &Instance<'_>, total: bool) -> Vec<(Aim, i64)> {
    let pairs = i64::try_from(instance.mentors.len().min(instance.mentees.len())).unwrap_or(i64::MAX);
    let wanted =
        [(total, Aim::Total, 1000), (instance.any_precedence(), Aim::Precedence, 2), (instance.any_standing(), Aim::Kept, 1)];
    let (mut aims, mut unit) = (Vec::new(), 1_i64);
    for (_, aim, most) in wanted.into_iter().filter(|(wanted, ..)| *wanted) {
        aims.insert(0, (aim, unit));
        unit = unit.saturating_mul(pairs.saturating_mul(most).saturating_add(1));
    }
    aims
}

/// The solver's optimum, with one price for all places of one person.
///
/// Places of one person have the same pairs, so the least of their (lexicographic) prices serves all of them, and no sum grows.
pub(super) fn solved(instance: &Instance<'_>, weights: &dyn Weights) -> Optimum {
    let mut optimum = solve(weights);
    let Optimum { prices, cover, .. } = &mut optimum;
    level(&instance.mentors, &mut cover.rows, &mut prices.rows);
    level(&instance.mentees, &mut cover.cols, &mut prices.cols);
    optimum
}

fn level(people: &[&Person], cover: &mut [bool], prices: &mut [i128]) {
    for (at, pair) in people.windows(2).enumerate() {
        if pair.first().map(|person| person.id) == pair.last().map(|person| person.id) {
            let least = (cover[at], prices[at]).min((cover[at + 1], prices[at + 1]));
            let first = (0..=at).rev().take_while(|&before| people[before].id == people[at].id).last().unwrap_or(at);
            for place in first..=at + 1 {
                (cover[place], prices[place]) = least;
            }
        }
    }
}

/// The two stages that an optimum proves: the number of pairs, and the sum of the later aims if there are any. `row_bonus` and
/// `col_bonus` are what was added to the values of a row and a column and is taken off their prices.
pub(super) fn stages(
    instance: &Instance<'_>,
    optimum: &Optimum,
    aims: Vec<(Aim, i128)>,
    row_bonus: &[i64],
    col_bonus: &[i64],
) -> Vec<Stage> {
    let cover = |cover: &[bool]| cover.iter().map(|&covered| i128::from(covered)).collect::<Vec<_>>();
    let less = |prices: &[i128], bonus: &[i64]| prices.iter().zip(bonus).map(|(p, b)| p - i128::from(*b)).collect::<Vec<_>>();
    let pairs = priced(instance, &cover(&optimum.cover.rows), &cover(&optimum.cover.cols));
    let mut stages = vec![Stage { aims: vec![(Aim::Pairs, 1)], prices: pairs }];
    if !aims.is_empty() {
        let (rows, cols) = (less(&optimum.prices.rows, row_bonus), less(&optimum.prices.cols, col_bonus));
        stages.push(Stage { aims, prices: priced(instance, &rows, &cols) });
    }
    stages
}

/// Prices by person, without those that are 0.
pub(super) fn priced(instance: &Instance<'_>, rows: &[i128], cols: &[i128]) -> Prices {
    let of = |people: &[&Person], prices: &[i128]| -> Vec<(PersonId, i128)> {
        people.iter().map(|person| person.id).zip(prices.iter().copied()).filter(|(_, price)| *price != 0).collect()
    };
    of(&instance.mentors, rows).into_iter().chain(of(&instance.mentees, cols)).collect()
}
