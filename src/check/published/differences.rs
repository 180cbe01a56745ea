//! What the figures that are published now tell beside those of earlier editions: by whose answers each distribution differs, and how
//! the difference falls into cells.

use super::questions::{self, EarlierRows, Record};
use super::{Faults, recount};
use crate::domain::publication::{EditionFigures, PublishedAnswer, PublishedCounts, PublishedFigure};

/// No difference of fewer people in a cell may be public.
const SMALLEST_CELL: usize = 5;

pub(super) fn faults(record: Record<'_>, number: u32, held: &EditionFigures) -> Faults {
    let mut faults = Faults::new();
    // A figure that is carried over was judged when it was new.
    for figure in held.figures.iter().filter(|figure| figure.since == number) {
        let key = (figure.side, figure.item.clone());
        let Some(rows) = record.answers.get(&number).and_then(|behind| behind.answers.get(&key)) else { continue };
        let earlier = questions::earlier(record, (number, held), (figure.side, &figure.item), (rows, true));
        for old in earlier {
            let named =
                |fault: String| format!("{} of the {}s, beside edition {}: {fault}", figure.item, figure.side, old.edition);
            faults.extend(told(&old, (figure, rows), held.least_group).map(named));
            if old.name != figure.item && (1..held.least_group).contains(&old.changed) {
                faults.push(named(format!("it was {}, and few people's answers changed since", old.name)));
            }
        }
    }
    faults
}

type Rows<'a> = (&'a PublishedFigure, &'a [PublishedAnswer]);

/// What two figures of one question with counts tell, the one subtracted from the other.
fn told(old: &EarlierRows<'_>, (new, rows): Rows<'_>, least_group: usize) -> Option<String> {
    let (old_counts, new_counts) = (old.figure?.counts.as_ref()?, new.counts.as_ref()?);
    if old.changed == 0 {
        return None;
    }
    if !old.has_same_scale {
        return Some("both hold counts, on two scales".to_owned());
    }
    let old_rows = old.rows;
    let before = (only(old_rows, |row| row.before), only(rows, |row| row.before));
    let after = (only(old_rows, |row| row.after), only(rows, |row| row.after));
    for (old_wave, wave) in [&before, &after] {
        let people = recount::changed(old_wave, wave);
        if !old_wave.is_empty() && !wave.is_empty() && (1..least_group).contains(&people) {
            return Some(format!("one distribution differs by the answers of {people} people only"));
        }
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
