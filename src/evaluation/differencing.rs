//! What somebody could learn by subtracting a published figure from a later one: whose answers changed, in each distribution that both
//! show, and how the difference of the counts falls into cells.

use std::collections::BTreeMap;

use crate::domain::id::PersonId;
use crate::domain::publication::{self, FEWEST_IN_A_CELL, PublishedAnswer, PublishedCounts, PublishedFigure};

/// A figure, if there is one, with the answers behind it.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    /// The figure; none where it was left out and its absence tells something.
    pub(super) figure: Option<&'a PublishedFigure>,
    /// The answers.
    pub(super) answers: &'a [PublishedAnswer],
}

/// What the difference between two figures tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Difference {
    /// It is of so few people, in all or in one distribution.
    Few(usize),
    /// The counts differ by a small cell, or by one cell alone.
    Telling,
    /// There is none, or it is of enough people.
    Nothing,
}

/// The difference between an earlier figure and a later one.
pub(super) fn between(old: Shown<'_>, new: Shown<'_>, least: usize) -> Difference {
    let all = changed_people(old.answers, new.answers);
    let of_waves = Wave::BOTH.into_iter().filter(|wave| are_compared(old, new, *wave));
    let of_waves = of_waves.map(|wave| changed_people(&alone(old.answers, wave), &alone(new.answers, wave)));
    let fewest = of_waves.chain([all]).filter(|changed| *changed > 0).min();
    match fewest {
        Some(fewest) if fewest < least => Difference::Few(fewest),
        Some(_) if Wave::BOTH.into_iter().any(|wave| is_telling(old, new, wave)) => Difference::Telling,
        _ => Difference::Nothing,
    }
}

/// One of the two distributions of a figure.
#[derive(Clone, Copy)]
enum Wave {
    Before,
    After,
}

impl Wave {
    const BOTH: [Wave; 2] = [Wave::Before, Wave::After];

    fn answer(self, row: &PublishedAnswer) -> Option<i64> {
        match self {
            Wave::Before => row.before,
            Wave::After => row.after,
        }
    }

    fn cells(self, counts: PublishedCounts) -> Option<Vec<usize>> {
        match self {
            Wave::Before => counts.before,
            Wave::After => counts.after,
        }
    }
}

/// The rows with the answer of one wave only.
fn alone(rows: &[PublishedAnswer], wave: Wave) -> Vec<PublishedAnswer> {
    let answered = rows.iter().filter(|row| wave.answer(row).is_some());
    answered.map(|row| PublishedAnswer { person: row.person, before: wave.answer(row), after: None }).collect()
}

/// Whether both show the distribution of this wave, or one was left out for what all answers have in common.
fn are_compared(old: Shown<'_>, new: Shown<'_>, wave: Wave) -> bool {
    let has_answers = |shown: Shown<'_>| shown.answers.iter().any(|row| wave.answer(row).is_some());
    let shows = |shown: Shown<'_>| shown.figure.is_none_or(|figure| figure.counts.is_some());
    [old, new].into_iter().all(|shown| has_answers(shown) && shows(shown))
}

fn is_telling(old: Shown<'_>, new: Shown<'_>, wave: Wave) -> bool {
    let counts = |shown: Shown<'_>| shown.figure.and_then(|figure| figure.counts.clone());
    let (Some(old), Some(new)) = (counts(old), counts(new)) else { return false };
    let in_groups = old.grouped || new.grouped;
    let cells = |counts: PublishedCounts| {
        let is_whole = in_groups && !counts.grouped;
        wave.cells(counts).map(|cells| if is_whole { publication::in_groups(&cells) } else { cells })
    };
    let (Some(one), Some(other)) = (cells(old), cells(new)) else { return false };
    let moved: Vec<usize> = one.iter().zip(&other).map(|(one, other)| one.abs_diff(*other)).filter(|moved| *moved > 0).collect();
    one.len() == other.len() && (moved.len() == 1 || moved.iter().any(|moved| *moved < FEWEST_IN_A_CELL))
}

/// The fewest people whose answers must have changed between the two. A row without a person may be anybody's, somebody's who was
/// erased or linked since.
pub(super) fn changed_people(old: &[PublishedAnswer], new: &[PublishedAnswer]) -> usize {
    let named = |rows: &[PublishedAnswer]| -> BTreeMap<PersonId, (Option<i64>, Option<i64>)> {
        rows.iter().filter_map(|row| Some((row.person?, (row.before, row.after)))).collect()
    };
    let (old_named, new_named) = (named(old), named(new));
    let moved = old_named.iter().filter(|(person, answer)| new_named.get(person).is_some_and(|other| other != *answer)).count();
    let gone = old_named.keys().filter(|person| !new_named.contains_key(person)).count();
    let come = new_named.keys().filter(|person| !old_named.contains_key(person)).count();
    let (old_nameless, new_nameless) = (by_answer(old, |row| row.person.is_none()), by_answer(new, |row| row.person.is_none()));
    let (vanished, appeared) = (surplus(&old_nameless, &new_nameless), surplus(&new_nameless, &old_nameless));
    let of_named = moved + gone.saturating_sub(appeared) + come.saturating_sub(vanished);
    let (all_old, all_new) = (by_answer(old, |_| true), by_answer(new, |_| true));
    of_named.max(surplus(&all_old, &all_new)).max(surplus(&all_new, &all_old))
}

/// How often each answer comes.
type AnswerCounts = BTreeMap<(Option<i64>, Option<i64>), usize>;

fn by_answer(rows: &[PublishedAnswer], is: fn(&PublishedAnswer) -> bool) -> AnswerCounts {
    let mut counts = AnswerCounts::new();
    rows.iter().filter(|row| is(row)).for_each(|row| *counts.entry((row.before, row.after)).or_default() += 1);
    counts
}

/// How many answers of the one are not among the other.
fn surplus(a: &AnswerCounts, b: &AnswerCounts) -> usize {
    a.iter().map(|(answer, count)| count.saturating_sub(b.get(answer).copied().unwrap_or(0))).sum()
}
