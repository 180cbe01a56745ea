//! What the figures that are published now tell beside those of earlier editions: by whose answers each distribution differs, and how
//! the difference falls into cells.

use std::collections::BTreeMap;

use super::{Faults, recount};
use crate::domain::evaluation::EvaluationSettings;
use crate::domain::publication::{Edition, EditionFigures, PublishedAnswer, PublishedAnswers, PublishedCounts, PublishedFigure};

/// No difference of fewer people in a cell may be public.
const SMALLEST_CELL: usize = 5;

pub(super) fn faults(
    settings: &EvaluationSettings,
    number: u32,
    held: &EditionFigures,
    editions: &BTreeMap<u32, Edition>,
    answers: &PublishedAnswers,
) -> Faults {
    let mut faults = Faults::new();
    // A figure that is carried over was judged when it was new.
    for figure in held.figures.iter().filter(|figure| figure.since == number) {
        let key = (figure.side, figure.item.clone());
        let Some(rows) = answers.get(&number).and_then(|behind| behind.answers.get(&key)) else { continue };
        for (before, edition) in answers.range(..number) {
            let published = editions.get(before).and_then(Edition::figures);
            let of_side = edition.answers.iter().filter(|((side, item), _)| *side == figure.side && !item.is_empty());
            for ((side, item), old_rows) in of_side {
                let has_no_name = settings.item(item).is_none() && recount::changed(old_rows, rows) < held.least_group;
                if *item != figure.item && !has_no_name {
                    continue;
                }
                let old = published.and_then(|published| published.figure(*side, item));
                let named = |fault: String| format!("{} of the {side}s, beside edition {before}: {fault}", figure.item);
                faults.extend(old.and_then(|old| told((old, old_rows), (figure, rows), held.least_group)).map(named));
                if *item != figure.item && (1..held.least_group).contains(&recount::changed(old_rows, rows)) {
                    faults.push(named(format!("it was {item}, and few people's answers changed since")));
                }
            }
        }
    }
    faults
}

type Rows<'a> = (&'a PublishedFigure, &'a [PublishedAnswer]);

/// What two figures of one question with counts tell, the one subtracted from the other.
fn told((old, old_rows): (&PublishedFigure, &Vec<PublishedAnswer>), (new, rows): Rows<'_>, least_group: usize) -> Option<String> {
    let (old_counts, new_counts) = (old.counts.as_ref()?, new.counts.as_ref()?);
    let before = (only(old_rows, |row| row.before), only(rows, |row| row.before));
    let after = (only(old_rows, |row| row.after), only(rows, |row| row.after));
    for (old_wave, wave) in [&before, &after] {
        let people = recount::changed(old_wave, wave);
        if !old_wave.is_empty() && !wave.is_empty() && (1..least_group).contains(&people) {
            return Some(format!("one distribution differs by the answers of {people} people only"));
        }
    }
    if recount::changed(old_rows, rows) == 0 {
        return None;
    }
    let waves = [(&old_counts.before, &new_counts.before), (&old_counts.after, &new_counts.after)];
    let tells = waves.into_iter().any(|(one, other)| is_small(old_counts, one.as_deref(), new_counts, other.as_deref()));
    tells.then(|| "the difference of the counts shows few people, or all in one cell".to_owned())
}

fn only(rows: &[PublishedAnswer], wave: fn(&PublishedAnswer) -> Option<i64>) -> Vec<PublishedAnswer> {
    let kept = rows.iter().filter(|row| wave(row).is_some());
    kept.map(|row| PublishedAnswer { person: row.person, before: None, after: wave(row) }).collect()
}

fn is_small(old: &PublishedCounts, one: Option<&[usize]>, new: &PublishedCounts, other: Option<&[usize]>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    let as_shown = |cells: &[usize], is_whole: bool| if is_whole { recount::thirds(cells) } else { cells.to_vec() };
    let in_thirds = old.grouped || new.grouped;
    let (one, other) = (as_shown(one, in_thirds && !old.grouped), as_shown(other, in_thirds && !new.grouped));
    let differing: Vec<usize> = one.iter().zip(&other).map(|(one, other)| one.abs_diff(*other)).filter(|by| *by > 0).collect();
    one.len() == other.len() && (differing.len() == 1 || differing.iter().any(|by| *by < SMALLEST_CELL))
}
