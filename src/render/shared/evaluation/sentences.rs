//! One sentence for each item, from the interval and never from a p-value, and the limits that are told with every figure.

use crate::domain::evaluation::{EvaluationSettings, Item, Link};
use crate::domain::side::{Kind, Side};
use crate::domain::thousandths::Thousandths;
use crate::evaluation::summary::ItemFigures;

/// What no comparison of two waves can say, whatever its figures are.
pub(crate) const LIMITS: [&str; 5] = [
    "There is no comparison group: what changed may have changed without the programme.",
    "The figures are about those who answered; those who did not may think otherwise.",
    "People learn what they did not know, so an honest answer afterwards can be lower than the one before.",
    "Very low or very high answers tend to move towards the middle when people are asked again.",
    "The two of a pair influence each other, so the two sides are never added together.",
];

/// What is said of an item: `10 juniors answered twice: 7 moved up, 3 stayed the same, none moved down; typical change +1 of 4
/// steps (95 %: +½ to +1½)`.
pub(crate) fn said(figures: &ItemFigures, settings: &EvaluationSettings, kind: Kind) -> String {
    let Some(item) = settings.items.get(figures.item) else { return String::new() };
    if !figures.asked_twice {
        return described(figures, item, settings, kind);
    }
    if settings.link == Link::None {
        let [before, after] = [&figures.before, &figures.after].map(|wave| people(wave.n(), figures.side, kind));
        return format!("{before} before, {after} after; answers are not linked, so no change is told");
    }
    let change = &figures.change;
    let people = people(change.n, figures.side, kind);
    let counts = format!("{} moved up, {} stayed the same, {} moved down", none(change.up), none(change.same), none(change.down));
    let (Some(typical), Some(interval)) = (change.typical, change.interval) else {
        let enough = "too few to say";
        return if change.n == 0 {
            format!("nobody answered twice: {enough}")
        } else {
            format!("{people} answered twice: {enough} ({counts})")
        };
    };
    let steps = item.scale.as_ref().unwrap_or(&settings.scale).steps();
    let level = (interval.level.get() + 5) / 10;
    format!(
        "{people} answered twice: {counts}; typical change {} of {steps} steps ({level} %: {} to {}){}",
        signed(typical),
        signed(interval.low),
        signed(interval.high),
        if item.lower_is_better { "; a lower answer is the better one and counts as up" } else { "" },
    )
}

fn described(figures: &ItemFigures, item: &Item, settings: &EvaluationSettings, kind: Kind) -> String {
    let one = if figures.after.n() > 0 { &figures.after } else { &figures.before };
    let missing = if one.missing > 0 { format!(", {} left it out", one.missing) } else { String::new() };
    if one.n() == 0 {
        return format!("nobody answered {:?}{missing}", item.name);
    }
    let scale = item.scale.as_ref().unwrap_or(&settings.scale);
    let given = (scale.ends().0..).zip(&one.counts).filter(|(_, count)| **count > 0);
    let given: Vec<String> = given.map(|(answer, count)| format!("{count} gave {}", scale.label(answer))).collect();
    format!(
        "{} answered {:?}{missing} ({}); it was asked once, so nothing is compared",
        people(one.n(), figures.side, kind),
        item.name,
        given.join(", ")
    )
}

fn people(number: usize, side: Side, kind: Kind) -> String {
    format!("{number} {}", if number == 1 { side.one(kind) } else { side.many(kind) })
}

fn none(number: usize) -> String {
    if number == 0 { "none".to_owned() } else { number.to_string() }
}

/// A change for people: `+1½`, `0`, `−¼`, with the minus sign of typesetters.
pub(crate) fn signed(change: Thousandths) -> String {
    let size = change.get().unsigned_abs();
    let part = match size % 1000 {
        0 => String::new(),
        250 => "¼".to_owned(),
        500 => "½".to_owned(),
        750 => "¾".to_owned(),
        _ => return format!("{}{}", sign(change), Thousandths::new(change.get().abs())),
    };
    let whole = if size >= 1000 || part.is_empty() { (size / 1000).to_string() } else { String::new() };
    format!("{}{whole}{part}", sign(change))
}

fn sign(change: Thousandths) -> &'static str {
    match change.get().signum() {
        1 => "+",
        -1 => "−",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_written_as_people_say_it() {
        for (thousandths, text) in [(1500, "+1½"), (0, "0"), (-250, "−¼"), (2000, "+2"), (-91, "−0.091"), (750, "+¾")] {
            assert_eq!(signed(Thousandths::new(thousandths)), text);
        }
    }
}
