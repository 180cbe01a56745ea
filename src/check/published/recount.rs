//! One published figure against the answers behind it: the change, its interval, the mean and the counts, computed from nothing else.
//!
//! The null distribution is that of the signed-rank sum without ties (M. Hollander, D. A. Wolfe, E. Chicken, "Nonparametric Statistical
//! Methods", 3rd ed., 2014, ch. 3), here as numbers of subsets of 1..n with a given sum.

use std::collections::BTreeMap;

use super::Faults;
use crate::domain::evaluation::AnswerScale;
use crate::domain::id::PersonId;
use crate::domain::publication::{EditionFigures, PublishedAnswer, PublishedChange, PublishedCounts, PublishedFigure};
use crate::domain::thousandths::Thousandths;

/// Most people for whom subsets are counted; beyond, the normal approximation.
const COUNTED: usize = 120;

/// By what a change of the answers is multiplied: of an edition that does not say which answers are better, either.
pub(super) fn signs(lower_is_better: Option<bool>) -> &'static [i64] {
    match lower_is_better {
        Some(false) => &[1],
        Some(true) => &[-1],
        None => &[1, -1],
    }
}

/// With `is_rescaled` an earlier edition holds counts on another scale, and this one may leave its own out.
pub(super) fn faults(
    question: Option<(&AnswerScale, Option<bool>)>,
    held: &EditionFigures,
    (figure, is_rescaled): (&PublishedFigure, bool),
    rows: &[PublishedAnswer],
) -> Faults {
    // An item of an earlier version that has another name now, or is gone: the judge names it where the figure still counts.
    let Some((scale, lower_is_better)) = question else { return Faults::new() };
    let mut faults = Faults::new();
    if rows.len() != figure.n {
        faults.push(format!("it is of {} people, not of {}", rows.len(), figure.n));
    }
    let changes: Vec<i64> = rows.iter().filter_map(|row| Some(row.after? - row.before?)).collect();
    let expected = |sign: &i64| {
        let changes: Vec<i64> = changes.iter().map(|change| sign * change).collect();
        if changes.len() == rows.len() { change(&changes) } else { None }
    };
    if !signs(lower_is_better).iter().any(|sign| expected(sign) == figure.change) {
        faults.push("the answers give another change, interval or mean".to_owned());
    }
    let ends = scale.ends();
    let strict = counts(rows, ends, false);
    let accepted = held.holds_unanimous.then(|| counts(rows, ends, true));
    let may_be_left_out = is_rescaled && figure.counts.is_none();
    if figure.counts != strict && Some(&figure.counts) != accepted.as_ref() && !may_be_left_out {
        faults.push("the answers give other counts, or counts that may not be shown".to_owned());
    }
    faults
}

/// Whether the figure tells what each person did, since everybody did the same.
pub(super) fn tells_everybody(rows: &[PublishedAnswer], figure: &PublishedFigure) -> bool {
    let one_cell = |cells: &Vec<usize>| cells.iter().filter(|count| **count > 0).count() == 1;
    let shown = figure.counts.iter().flat_map(|counts| [&counts.before, &counts.after]).flatten();
    are_alike(rows) || shown.into_iter().any(one_cell)
}

/// Whether everybody moved the same way, or gave the one answer that was asked for.
pub(super) fn are_alike(rows: &[PublishedAnswer]) -> bool {
    let direction = |row: &PublishedAnswer| match (row.before, row.after) {
        (Some(before), Some(after)) => (after - before).signum(),
        (before, after) => before.or(after).unwrap_or(0),
    };
    let first = rows.first().map(direction);
    rows.iter().all(|row| Some(direction(row)) == first)
}

fn change(changes: &[i64]) -> Option<PublishedChange> {
    let n = changes.len();
    let (k, level) = rank(n)?;
    let means = doubled_means(changes);
    let total = means.iter().map(|(_, weight)| weight).sum::<u64>();
    let at = |rank: u64| -> Option<i64> {
        let mut seen = 0;
        means
            .iter()
            .find(|(_, weight)| {
                seen += weight;
                seen >= rank
            })
            .map(|(value, _)| *value)
    };
    let middle = (at(total.div_ceil(2))?, at(total / 2 + 1)?);
    Some(PublishedChange {
        typical: Thousandths::of_ratio(middle.0 + middle.1, 4),
        low: Thousandths::of_ratio(at(k)?, 2),
        high: Thousandths::of_ratio(at(total + 1 - k)?, 2),
        level,
        mean: Thousandths::of_ratio(changes.iter().sum(), n as u64),
    })
}

/// Twice the mean of every two changes and of every change with itself, sorted, with how often it comes.
fn doubled_means(changes: &[i64]) -> Vec<(i64, u64)> {
    let mut sorted = changes.to_vec();
    sorted.sort_unstable();
    let runs: Vec<(i64, u64)> =
        sorted.chunk_by(|a, b| a == b).filter_map(|run| Some((*run.first()?, run.len() as u64))).collect();
    let mut means = Vec::new();
    for (at, (value, count)) in runs.iter().enumerate() {
        means.push((2 * value, count * (count + 1) / 2));
        means.extend(runs.iter().skip(at + 1).map(|(other, others)| (value + other, count * others)));
    }
    means.sort_unstable();
    means
}

/// Which of the sorted means begins an interval of at least 95 %, and the confidence that it reaches.
pub(super) fn rank(n: usize) -> Option<(u64, Thousandths)> {
    if n > COUNTED {
        return Some(approximate_rank(n));
    }
    let whole = 1_u128 << n;
    let (mut below, mut found) = (0, None);
    for (rank, count) in (1..).zip(subsets(n)) {
        below += count;
        if below * 40 > whole {
            break;
        }
        let outside = (below * 4000 + whole) / (2 * whole);
        found = Some((rank, Thousandths::new(1000 - i64::try_from(outside).unwrap_or(0))));
    }
    found
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "far below 2^52, not negative"
)]
fn approximate_rank(n: usize) -> (u64, Thousandths) {
    let n = n as f64;
    let (mean, deviation) = (n * (n + 1.0) / 4.0, (n * (n + 1.0) * (2.0 * n + 1.0) / 24.0).sqrt());
    ((mean - 1.959_963_984_540_054 * deviation).max(1.0) as u64, Thousandths::new(950))
}

/// How many subsets of 1..=n have each sum, from 0.
fn subsets(n: usize) -> Vec<u128> {
    let mut counts = vec![1_u128];
    for part in 1..=n {
        let mut next = vec![0; counts.len() + part];
        for (sum, count) in counts.iter().enumerate() {
            next[sum] += count;
            next[sum + part] += count;
        }
        counts = next;
    }
    counts
}

/// The counts that may be shown.
fn counts(rows: &[PublishedAnswer], (low, high): (i64, i64), with_unanimous: bool) -> Option<PublishedCounts> {
    let wave = |answer: fn(&PublishedAnswer) -> Option<i64>| -> Option<Vec<usize>> {
        let given: Vec<i64> = rows.iter().filter_map(answer).collect();
        let cell = |value: i64| given.iter().filter(|answer| **answer == value).count();
        (!given.is_empty()).then(|| (low..=high).map(cell).collect())
    };
    let waves = [wave(|row| row.before), wave(|row| row.after)];
    let may = |cells: &[usize]| {
        let filled = cells.iter().filter(|count| **count > 0).count();
        !cells.iter().any(|count| (1..5).contains(count)) && (with_unanimous || filled != 1)
    };
    let all = |cells: &[Option<Vec<usize>>; 2]| cells.iter().flatten().all(|cells| may(cells));
    if all(&waves) {
        let [before, after] = waves;
        return Some(PublishedCounts { grouped: false, before, after });
    }
    let groups = waves.clone().map(|wave| wave.map(|cells| thirds(&cells)));
    if !all(&groups) || is_tight(rows, &waves) {
        return None;
    }
    let [before, after] = groups;
    Some(PublishedCounts { grouped: true, before, after })
}

pub(super) fn thirds(cells: &[usize]) -> Vec<usize> {
    let (half, odd) = (cells.len() / 2, cells.len() % 2);
    let sum = |from: usize, to: usize| cells.iter().take(to).skip(from).sum();
    let mut groups = vec![sum(0, half), sum(half + odd, cells.len())];
    if odd == 1 {
        groups.insert(1, sum(half, half + 1));
    }
    groups
}

/// Whether the sum of changes comes within five steps of the least or the largest that the groups allow: then it would tell cells.
fn is_tight(rows: &[PublishedAnswer], [before, after]: &[Option<Vec<usize>>; 2]) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    let sum: i64 = rows.iter().filter_map(|row| Some(row.after? - row.before?)).sum();
    let bound = |cells: &[usize], largest: bool| -> i64 {
        let (length, half) = (cells.len(), cells.len() / 2);
        let moved = (0..length).map(|at| {
            let edge = match (at < half, at >= half + length % 2, largest) {
                (true, _, false) => 0,
                (true, _, true) => half.saturating_sub(1),
                (_, true, false) => half + length % 2,
                (_, true, true) => length - 1,
                _ => at,
            };
            edge * cells[at]
        });
        i64::try_from(moved.sum::<usize>()).unwrap_or(i64::MAX)
    };
    let (least, most) = (bound(after, false) - bound(before, true), bound(after, true) - bound(before, false));
    sum < least + 5 || sum > most - 5
}

/// The fewest people whose answers differ between the two. A row without a person may be that of anybody who has one in the other.
pub(super) fn changed(old: &[PublishedAnswer], new: &[PublishedAnswer]) -> usize {
    let named = |rows: &[PublishedAnswer]| -> BTreeMap<PersonId, PublishedAnswer> {
        rows.iter().filter_map(|row| Some((row.person?, *row))).collect()
    };
    let (old_named, new_named) = (named(old), named(new));
    let (mut other, mut gone) = (0, 0);
    for (person, row) in &old_named {
        match new_named.get(person) {
            Some(now) => other += usize::from(now != row),
            None => gone += 1,
        }
    }
    let come = new_named.len() + gone - old_named.len();
    let (vanished, appeared) = (only(old, new, true), only(new, old, true));
    let of_named = other + gone.saturating_sub(appeared) + come.saturating_sub(vanished);
    [of_named, only(old, new, false), only(new, old, false)].into_iter().max().unwrap_or(0)
}

/// How many rows of the one have no equal among the other, whoever's they are.
fn only(rows: &[PublishedAnswer], others: &[PublishedAnswer], nameless: bool) -> usize {
    let wanted = |row: &&PublishedAnswer| !nameless || row.person.is_none();
    let answer = |row: &PublishedAnswer| (row.before, row.after);
    let mut rest: Vec<_> = others.iter().filter(wanted).map(answer).collect();
    let mut unmatched = 0;
    for row in rows.iter().filter(wanted) {
        match rest.iter().position(|other| *other == answer(row)) {
            Some(at) => _ = rest.swap_remove(at),
            None => unmatched += 1,
        }
    }
    unmatched
}
