//! What of an evaluation may leave the private folder, and whether a new edition may follow an earlier one.
//!
//! A figure is published of a least group only. Counts are of exactly the people whom the change is about, so that nothing can be
//! subtracted, and stand where no cell is small. An edition is compared with every earlier one: a figure that differs from an earlier
//! one by a few people's answers would tell these answers, so the earlier figure is carried over.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::differencing::changed_people;
use super::earlier::{Candidate, decide};
pub(crate) use super::publication_input::{FigureFate, PublicationInput};
use super::publication_input::{Key, TURNOUT};
use super::summary::ItemFigures;
use crate::domain::evaluation::EvaluationSettings;
use crate::domain::publication::{
    self, Edition, EditionAnswers, EditionContent, EditionFigures, FEWEST_IN_A_CELL, PublishedAnswer, PublishedChange,
    PublishedCounts, PublishedFigure, PublishedItem, PublishedTurnout,
};
use crate::domain::side::Side;
use crate::domain::thousandths::Thousandths;

/// A new edition, and what became of each figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewEdition {
    /// Its number.
    pub number: u32,
    /// What is published.
    pub edition: Edition,
    /// What stands behind it.
    pub answers: EditionAnswers,
    /// What became of each item of each side, in their order.
    pub fates: Vec<(Side, String, FigureFate)>,
}

/// The next edition. `None` where it would be the same as the last, with what became of each figure.
///
/// # Errors
/// The fates, where nothing may be published that is not published yet.
pub(crate) fn next_edition(input: PublicationInput<'_>) -> Result<NewEdition, Vec<(Side, String, FigureFate)>> {
    let number = input.editions.last_key_value().map_or(1, |(last, _)| last + 1);
    let mut held = EditionFigures {
        least_group: input.settings.least_group.0,
        holds_unanimous: false,
        digests: None,
        items: Vec::new(),
        answered: Vec::new(),
        figures: Vec::new(),
    };
    let mut answers = EditionAnswers { on: input.on, least_group: Some(held.least_group), ..EditionAnswers::default() };
    let mut fates = Vec::new();
    let candidates: Vec<Candidate> =
        input.evaluation.items.iter().filter_map(|figures| candidate(input, figures, number)).collect();
    let now: BTreeMap<Key, Vec<PublishedAnswer>> =
        candidates.iter().map(|candidate| ((candidate.side, candidate.item.name.clone()), candidate.answers.clone())).collect();
    for candidate in candidates {
        let (key, item) = ((candidate.side, candidate.item.name.clone()), candidate.item.clone());
        let unanimous = matches!(candidate.figure, Err(FigureFate::Unanimous)).then(|| candidate.answers.clone());
        let (fate, figure) = decide(input, candidate, &now, number);
        if let Some(behind) = unanimous.filter(|_| figure.is_none()) {
            // Its absence tells something too, so a later figure is compared with it.
            answers.answers.insert(key.clone(), behind);
            held.add_item(item.clone());
        }
        if let Some((figure, behind)) = figure {
            held.holds_unanimous |= is_unanimous(&behind, figure.change.is_some()) || tells_everybody(&figure);
            held.figures.push(figure);
            held.add_item(item);
            answers.answers.insert(key.clone(), behind);
        }
        fates.push((key.0, key.1, fate));
    }
    for side in Side::BOTH {
        let (row, behind) = turnout(input, side);
        held.answered.extend(row);
        answers.answers.insert((side, TURNOUT.to_owned()), behind);
    }
    let says_as_much = |last: &EditionFigures| last.items.is_empty() || last.items == held.items;
    let is_current =
        publication::current(input.editions).is_some_and(|(_, last)| last.figures == held.figures && says_as_much(last));
    if held.figures.is_empty() || is_current {
        return Err(fates);
    }
    let edition = Edition { on: input.on, content: EditionContent::Figures(held) };
    Ok(NewEdition { number, edition, answers, fates })
}

/// The retraction of what is published now; none where nothing is.
pub(crate) fn retraction(editions: &BTreeMap<u32, Edition>, on: NaiveDate) -> Option<(u32, Edition, EditionAnswers)> {
    let (last, _) = publication::current(editions)?;
    let edition = Edition { on, content: EditionContent::Retraction(last) };
    Some((last + 1, edition, EditionAnswers { on, ..EditionAnswers::default() }))
}

fn candidate(input: PublicationInput<'_>, figures: &ItemFigures, number: u32) -> Option<Candidate> {
    let item = PublishedItem::of(input.settings.items.get(figures.item)?, input.settings);
    let answers = behind(input.settings, figures);
    let unanimous = is_unanimous(&answers, figures.asked_twice);
    let counts = counts(&answers, item.scale.ends(), input.accept_unanimous);
    let figure = if answers.len() < input.settings.least_group.0 {
        Err(FigureFate::TooFew(answers.len()))
    } else if unanimous && !input.accept_unanimous {
        Err(FigureFate::Unanimous)
    } else if counts.is_none() && !figures.asked_twice {
        Err(FigureFate::SmallCounts)
    } else {
        Ok(PublishedFigure {
            side: figures.side,
            item: item.name.clone(),
            since: number,
            n: answers.len(),
            change: change(figures),
            counts,
        })
    };
    Some(Candidate { side: figures.side, item, answers, figure })
}

/// The answers on which a figure rests: of those who answered twice, or all where the item was asked once.
fn behind(settings: &EvaluationSettings, figures: &ItemFigures) -> Vec<PublishedAnswer> {
    let linked = figures.people.iter().map(|(person, (before, after))| PublishedAnswer {
        person: Some(*person),
        before: *before,
        after: *after,
    });
    if figures.asked_twice {
        return linked.filter(|answer| answer.before.is_some() && answer.after.is_some()).collect();
    }
    let item = settings.items.get(figures.item);
    let (low, _) = item.and_then(|item| item.scale.as_ref()).unwrap_or(&settings.scale).ends();
    let mut answers: Vec<PublishedAnswer> = linked.collect();
    for (counts, is_before) in [(&figures.before.counts, true), (&figures.after.counts, false)] {
        for (answer, count) in (low..).zip(counts) {
            let of = |row: &&PublishedAnswer| (if is_before { row.before } else { row.after }) == Some(answer);
            let unlinked = count.saturating_sub(answers.iter().filter(of).count());
            let (before, after) = if is_before { (Some(answer), None) } else { (None, Some(answer)) };
            answers.extend(std::iter::repeat_n(PublishedAnswer { person: None, before, after }, unlinked));
        }
    }
    answers.sort();
    answers
}

/// Whether everybody moved the same way, or gave the same answer where it was asked once.
fn is_unanimous(answers: &[PublishedAnswer], is_twice: bool) -> bool {
    let kinds: BTreeSet<i64> = answers
        .iter()
        .filter_map(|answer| match (answer.before, answer.after) {
            (Some(before), Some(after)) if is_twice => Some((after - before).signum()),
            (before, after) => before.or(after),
        })
        .collect();
    kinds.len() == 1
}

/// Whether the counts say what everybody answered.
fn tells_everybody(figure: &PublishedFigure) -> bool {
    let one_cell = |cells: &Vec<usize>| cells.iter().filter(|count| **count > 0).count() == 1;
    figure.counts.iter().flat_map(|counts| [&counts.before, &counts.after]).flatten().any(one_cell)
}

fn change(figures: &ItemFigures) -> Option<PublishedChange> {
    let (change, interval) = (&figures.change, figures.change.interval?);
    figures.asked_twice.then_some(PublishedChange {
        typical: change.typical?,
        low: interval.low,
        high: interval.high,
        level: interval.level,
        mean: Thousandths::of_ratio(change.sum, change.n as u64),
    })
}

/// Counts where no cell is small, else in groups where no group is, else none; both waves or neither: the mean change would tell
/// the sum of the other.
fn counts(answers: &[PublishedAnswer], ends: (i64, i64), accept_unanimous: bool) -> Option<PublishedCounts> {
    let before = cells(answers.iter().filter_map(|answer| answer.before), ends);
    let after = cells(answers.iter().filter_map(|answer| answer.after), ends);
    let asked = |cells: &[usize]| cells.iter().any(|count| *count > 0);
    let waves: Vec<&Vec<usize>> = [&before, &after].into_iter().filter(|cells| asked(cells)).collect();
    let is_open = |cells: &[usize]| {
        let filled: Vec<usize> = cells.iter().copied().filter(|count| *count > 0).collect();
        filled.iter().all(|count| *count >= FEWEST_IN_A_CELL) && (filled.len() > 1 || accept_unanimous)
    };
    let grouped = if waves.iter().all(|cells| is_open(cells)) {
        false
    } else if waves.iter().all(|cells| is_open(&publication::in_groups(cells))) && has_slack(&before, &after, answers) {
        true
    } else {
        return None;
    };
    let shown = |cells: Vec<usize>| asked(&cells).then(|| if grouped { publication::in_groups(&cells) } else { cells });
    Some(PublishedCounts { grouped, before: shown(before), after: shown(after) })
}

fn cells(answers: impl Iterator<Item = i64>, (low, high): (i64, i64)) -> Vec<usize> {
    let mut cells = vec![0; usize::try_from(high - low + 1).unwrap_or(0)];
    for cell in answers.filter_map(|answer| usize::try_from(answer - low).ok()) {
        if let Some(count) = cells.get_mut(cell) {
            *count += 1;
        }
    }
    cells
}

/// Whether the sum of all changes leaves the answers within the groups open: near the largest or smallest sum that the groups
/// allow, it would tell the cells that the groups hide.
fn has_slack(before: &[usize], after: &[usize], answers: &[PublishedAnswer]) -> bool {
    let twice = answers.iter().filter_map(|answer| Some(answer.after? - answer.before?));
    let (sum, slack) = (twice.clone().sum::<i64>(), i64::try_from(FEWEST_IN_A_CELL).unwrap_or(i64::MAX));
    if twice.count() == 0 {
        return true;
    }
    let ((before_least, before_most), (after_least, after_most)) = (reach(before), reach(after));
    sum - (after_least - before_most) >= slack && (after_most - before_least) - sum >= slack
}

/// The least and the largest sum of answers (counted from 0) that the groups of these cells allow.
fn reach(cells: &[usize]) -> (i64, i64) {
    let (last, half) = (cells.len().saturating_sub(1), cells.len() / 2);
    let edges = if cells.len() % 2 == 1 {
        vec![(0, half.saturating_sub(1)), (half, half), (half + 1, last)]
    } else {
        vec![(0, half.saturating_sub(1)), (half, last)]
    };
    let ends = publication::in_groups(cells).into_iter().zip(edges);
    let sums = ends.map(|(count, (low, high))| (count * low, count * high));
    let (low, high) = sums.fold((0, 0), |(low, high), (least, most)| (low + least, high + most));
    (i64::try_from(low).unwrap_or(i64::MAX), i64::try_from(high).unwrap_or(i64::MAX))
}

/// By how many people's answers these differ from those of each earlier edition that published the figure, or left it out because
/// everybody was alike.
fn differences<'a>(
    input: PublicationInput<'a>,
    key: &'a (Side, String),
    answers: &'a [PublishedAnswer],
) -> impl Iterator<Item = usize> + use<'a> {
    let behind = input.answers.values().filter_map(move |edition| edition.answers.get(key));
    behind.map(move |behind| changed_people(behind, answers))
}

/// Who of a side answered: as now, or as published where a few people's answers made the difference.
fn turnout(input: PublicationInput<'_>, side: Side) -> (Option<PublishedTurnout>, Vec<PublishedAnswer>) {
    let of_side = input.turnout.iter().filter(|(person, _)| person.side() == side);
    let answers: Vec<PublishedAnswer> = of_side
        .map(|(person, (before, after))| PublishedAnswer {
            person: Some(*person),
            before: Some(i64::from(*before)),
            after: Some(i64::from(*after)),
        })
        .collect();
    let count = |is: fn(&PublishedAnswer) -> bool| answers.iter().filter(|answer| is(answer)).count();
    let row = PublishedTurnout {
        side,
        before: count(|answer| answer.before == Some(1)),
        after: count(|answer| answer.after == Some(1)),
        both: count(|answer| answer.before == Some(1) && answer.after == Some(1)),
    };
    let least = input.settings.least_group.0;
    let key = (side, TURNOUT.to_owned());
    let fewest = differences(input, &key, &answers).filter(|changed| *changed > 0).min().unwrap_or(usize::MAX);
    let latest = input.editions.iter().rev().find_map(|(number, edition)| {
        let behind = input.answers.get(number)?.answers.get(&key)?;
        Some((edition.figures()?.answered.iter().find(|row| row.side == side).copied(), behind.clone()))
    });
    match latest {
        Some(latest) if fewest < least => latest,
        _ => {
            let is_large = [row.before, row.after, row.both].into_iter().all(|count| count == 0 || count >= least);
            (is_large.then_some(row), answers)
        }
    }
}

#[cfg(test)]
#[path = "publication_tests.rs"]
mod tests;
