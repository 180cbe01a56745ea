//! The aims in their order, and how several of them are reached in one solution.
//!
//! The solver knows "most pairs, then the greatest sum". Fewest changes, most people, precedence and total are one sum: the unit of each aim
//! is one more than all that the later aims can add up to. With n pairs these are (2n + 1)(1000n + 1) for a kept pair, 1000n + 1 for a
//! person with precedence, and 1 for a point; they stay under the solver's bound of 2^53 for two million pairs. Where people count,
//! a person's unit is (p + 1)(1000n + 1) with p people who have precedence, and that of a kept pair 2n + 1 times as much: under the bound for 60,000
//! pairs with a thousand such people, and for two million without any.

use super::instance::Instance;
use super::many_places;
use super::worth::{Units, Valued};
use crate::assignment::Optimum;
use crate::assignment::solve;
use crate::domain::proof::{Aim, PlacesOf, Prices, Stage};

/// The best of an instance by number, changes, precedence and, if asked for, total; with its stages of proof.
pub(super) fn reach(instance: &Instance<'_>, total: bool) -> (Valued, Optimum, Vec<Stage>) {
    let later = later_aims(instance, total);
    let unit = |aim: Aim| later.iter().find(|(own, _)| *own == aim).map_or(0, |(_, unit)| *unit);
    let units =
        Units { kept: unit(Aim::Kept), people: unit(Aim::People), precedence: unit(Aim::Precedence), score: unit(Aim::Total) };
    let valued = Valued::new(&instance.worth, units);
    let optimum = many_places::best(&instance.worth, units).unwrap_or_else(|| solve(&valued));
    let aims = later.into_iter().map(|(aim, unit)| (aim, i128::from(unit))).collect();
    let stages = stages(instance, &optimum, aims);
    (valued, optimum, stages)
}

/// The aims after the number of pairs with their units; aims that no pair can serve are left out.
fn later_aims(instance: &Instance<'_>, total: bool) -> Vec<(Aim, i64)> {
    let pairs = i64::try_from(instance.mentors.len().min(instance.mentees.len())).unwrap_or(i64::MAX);
    let worth = &instance.worth;
    let of_precedence = if worth.firsts.is_some() { (2 * pairs).min(worth.count_precedence()) } else { 2 * pairs };
    let wanted = [
        (total, Aim::Total, pairs.saturating_mul(1000)),
        (worth.any_precedence(), Aim::Precedence, of_precedence),
        (worth.firsts.is_some(), Aim::People, 2 * pairs),
        (worth.any_standing(), Aim::Kept, pairs),
    ];
    let (mut aims, mut unit) = (Vec::new(), 1_i64);
    for (_, aim, most) in wanted.into_iter().filter(|(wanted, ..)| *wanted) {
        aims.insert(0, (aim, unit));
        unit = unit.saturating_mul(most.saturating_add(1));
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

/// Prices by person, without those that are 0. All places of one person that count alike have one price: they can be paired with the same
/// people, so the least of their prices would do for all of them, and a smaller sum would prove less than was reached. A first place that
/// counts for more may have another price than the further ones.
pub(super) fn priced(instance: &Instance<'_>, rows: &[i128], cols: &[i128]) -> Prices {
    let mut listed = Prices::new();
    for (people, mut rest) in [(&instance.mentors, rows), (&instance.mentees, cols)] {
        for places in people.chunk_by(|one, next| one.id == next.id) {
            let (own, later) = rest.split_at(places.len());
            let (person, first, last) = (places[0].id, own[0], own[own.len() - 1]);
            listed.extend((first != 0).then_some((person.into(), first)));
            listed.extend((last != first).then_some((PlacesOf::further(person), last)));
            rest = later;
        }
    }
    listed
}
