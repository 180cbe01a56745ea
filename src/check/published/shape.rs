//! One published figure by itself: what can be judged without any answer.

use super::{Faults, questions, recount};
use crate::domain::evaluation::EvaluationSettings;
use crate::domain::publication::{EditionFigures, PublishedChange, PublishedCounts, PublishedFigure};
use crate::domain::thousandths::Thousandths;

/// No count of fewer people is public, unless it is 0.
const SMALLEST_CELL: usize = 5;

pub(super) fn faults(settings: &EvaluationSettings, held: &EditionFigures, figure: &PublishedFigure) -> Faults {
    let mut faults = Faults::new();
    if figure.n < held.least_group {
        faults.push(format!("it is of {} people, fewer than {}", figure.n, held.least_group));
    }
    if figure.change.is_none() && figure.counts.is_none() {
        faults.push("it holds nothing".to_owned());
    }
    let question = questions::of(settings, held, &figure.item);
    if question.is_none() && !held.items.is_empty() {
        faults.push("the edition does not hold its question".to_owned());
    }
    let scale = question.map(|question| question.scale);
    if let Some(change) = &figure.change {
        faults.extend(of_change(figure.n, change, scale.map(crate::domain::evaluation::AnswerScale::steps)));
    }
    if let Some(counts) = &figure.counts {
        let cells = scale.and_then(|scale| usize::try_from(scale.steps() + 1).ok());
        faults.extend(of_counts(figure, counts, cells, held.holds_unanimous));
        if let (Some(question), Some(change), false) = (question, &figure.change, counts.grouped) {
            faults.extend(of_sums(figure.n, change, counts, question.lower_is_better));
        }
    }
    faults
}

fn of_change(n: usize, change: &PublishedChange, steps: Option<i64>) -> Faults {
    let mut faults = Faults::new();
    let PublishedChange { typical, low, high, level, mean } = *change;
    if !(low <= typical && typical <= high) {
        faults.push("the change is not inside its interval".to_owned());
    }
    if typical.get() % 250 != 0 || low.get() % 500 != 0 || high.get() % 500 != 0 {
        faults.push("no answers give this change or interval".to_owned());
    }
    let farthest = [typical, low, high, mean].iter().map(|value| value.get().abs()).max().unwrap_or(0);
    if steps.is_some_and(|steps| farthest > steps * 1000) {
        faults.push("the change is larger than the scale".to_owned());
    }
    let sum = (i128::from(mean.get()) * n as i128 + 500 * i128::from(mean.get().signum())) / 1000;
    let is_mean = |sum: i128| i64::try_from(sum).is_ok_and(|sum| Thousandths::of_ratio(sum, n as u64) == mean);
    if !(sum - 1..=sum + 1).any(is_mean) {
        faults.push(format!("{mean} is not the mean of {n} whole numbers"));
    }
    if recount::rank(n).is_none_or(|(_, reached)| reached != level) {
        faults.push(format!("the interval of {n} people does not reach a confidence of {level}"));
    }
    faults
}

fn of_counts(figure: &PublishedFigure, counts: &PublishedCounts, cells: Option<usize>, holds_unanimous: bool) -> Faults {
    let mut faults = Faults::new();
    let waves: Vec<&Vec<usize>> = [&counts.before, &counts.after].into_iter().flatten().collect();
    if waves.len() != if figure.change.is_some() { 2 } else { 1 } {
        faults.push("the counts of a wave are missing, or one too many is there".to_owned());
    }
    let expected = cells.map(|cells| if counts.grouped { 2 + cells % 2 } else { cells });
    for wave in waves {
        if wave.iter().sum::<usize>() != figure.n {
            faults.push("the counts do not add up".to_owned());
        }
        if wave.iter().any(|count| (1..SMALLEST_CELL).contains(count)) {
            faults.push(format!("a count of fewer than {SMALLEST_CELL} people is shown"));
        }
        if wave.iter().filter(|count| **count > 0).count() < 2 && !holds_unanimous {
            faults.push("the counts tell what everybody answered".to_owned());
        }
        if expected.is_some_and(|expected| expected != wave.len()) {
            faults.push("the counts are not those of the scale".to_owned());
        }
    }
    faults
}

/// The counts of all answers give the mean change.
fn of_sums(n: usize, change: &PublishedChange, counts: &PublishedCounts, lower_is_better: Option<bool>) -> Faults {
    let sum = |cells: &Option<Vec<usize>>| -> i64 {
        let cells = cells.as_deref().unwrap_or_default();
        (0_i64..).zip(cells).map(|(answer, count)| answer * i64::try_from(*count).unwrap_or(0)).sum()
    };
    let moved = sum(&counts.after) - sum(&counts.before);
    let mean = |sign: i64| Thousandths::of_ratio(sign * moved, n as u64) == change.mean;
    let agrees = recount::signs(lower_is_better).iter().any(|sign| mean(*sign));
    if agrees { Faults::new() } else { vec!["the counts give another mean change".to_owned()] }
}
