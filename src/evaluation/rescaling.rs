//! One question before and after cohort.toml described it otherwise: as which answers of now the answers of then may be read, and the
//! published figure under the description of now.
//!
//! A scale that was written the wrong way round, or without its first word, moves every answer to another place. Nobody answered
//! otherwise, so answers are compared under every way in which the one scale may have become the other.

use std::collections::BTreeMap;

use super::differencing::changed_people;
use crate::domain::evaluation::AnswerScale;
use crate::domain::publication::{PublishedAnswer, PublishedChange, PublishedCounts, PublishedFigure, PublishedItem};

/// How far a scale may have been moved where the edition does not hold it.
const UNKNOWN_SHIFT: i64 = 1;

/// A way in which the answers of one scale may be read as those of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ScaleReading {
    /// Whether up became down; none where the places are mixed.
    is_turned: Option<bool>,
    /// The answer of now for each of then; one that is gone has none.
    answers: BTreeMap<i64, i64>,
}

impl ScaleReading {
    fn answer(&self, answer: i64) -> Option<i64> {
        self.answers.get(&answer).copied()
    }

    /// The rows with the answers of now; an answer that is gone becomes one that nobody can give.
    pub(super) fn rows(&self, rows: &[PublishedAnswer]) -> Vec<PublishedAnswer> {
        let read = |answer: Option<i64>| answer.map(|answer| self.answer(answer).unwrap_or(-1 - answer));
        let row = |row: &PublishedAnswer| PublishedAnswer { before: read(row.before), after: read(row.after), ..*row };
        let mut read: Vec<PublishedAnswer> = rows.iter().map(row).collect();
        read.sort();
        read
    }
}

/// Every way in which the answers of then may be read, the likeliest first. Of one scale there is one.
pub(super) fn readings(old: Option<&AnswerScale>, new: &AnswerScale) -> Vec<ScaleReading> {
    let (low, high) = new.ends();
    let Some(old) = old else {
        // An edition of an earlier version does not hold its scales.
        let shifts = [0].into_iter().chain((1..=UNKNOWN_SHIFT).flat_map(|by| [by, -by])).collect::<Vec<_>>();
        let kept = shifts.iter().map(|by| moved((low - 1, high + 1), false, *by));
        return kept.chain(shifts.iter().map(|by| moved((low - 1, high + 1), true, low + high + by))).collect();
    };
    let ends = old.ends();
    if old.is_same(new) {
        return vec![moved(ends, false, 0)];
    }
    let (old_low, old_high) = ends;
    let between = |one: i64, other: i64| one.min(other)..=one.max(other);
    let kept = between(low - old_low, high - old_high).map(|by| moved(ends, false, by));
    let turned = between(old_low + high, old_high + low).map(|sum| moved(ends, true, sum));
    let by_word = by_word(old, new);
    let mut all: Vec<ScaleReading> = kept.chain(turned).collect();
    let agreeing =
        |reading: &ScaleReading| by_word.answers.iter().filter(|(then, now)| reading.answer(**then) == Some(**now)).count();
    all.sort_by_key(|reading| std::cmp::Reverse(agreeing(reading)));
    all.push(by_word);
    all
}

/// Every answer moved by as much, or turned round about the middle of `by`.
fn moved((low, high): (i64, i64), is_turned: bool, by: i64) -> ScaleReading {
    let answers = (low..=high).map(|answer| (answer, if is_turned { by - answer } else { by + answer }));
    ScaleReading { is_turned: Some(is_turned), answers: answers.collect() }
}

/// Every answer by its word or number.
fn by_word(old: &AnswerScale, new: &AnswerScale) -> ScaleReading {
    let answers = |scale: &AnswerScale| scale.ends().0..=scale.ends().1;
    let places: BTreeMap<String, i64> = answers(new).map(|answer| (new.key(answer), answer)).collect();
    let found = answers(old).filter_map(|answer| Some((answer, *places.get(&old.key(answer))?)));
    ScaleReading { is_turned: None, answers: found.collect() }
}

/// The fewest people who answered otherwise, and the reading by which that is so.
pub(super) fn fewest_changed<'r>(
    readings: &'r [ScaleReading],
    old: &[PublishedAnswer],
    new: &[PublishedAnswer],
) -> Option<(usize, &'r ScaleReading)> {
    readings.iter().map(|reading| (changed_people(&reading.rows(old), new), reading)).min_by_key(|(changed, _)| *changed)
}

/// A published figure with its answers under the question's description of now. It tells nothing that the published one does not: it
/// is that figure, with its direction and its cells renamed. None where the description changed otherwise.
pub(super) fn restated(
    published: (&PublishedFigure, &[PublishedAnswer]),
    reading: &ScaleReading,
    items: (&PublishedItem, &PublishedItem),
    since: u32,
) -> Option<(PublishedFigure, Vec<PublishedAnswer>)> {
    let ((figure, rows), (old, new)) = (published, items);
    let (is_turned, (low, high)) = (reading.is_turned?, new.scale.ends());
    let rows = reading.rows(rows);
    let is_on_scale = |answer: Option<i64>| answer.is_none_or(|answer| (low..=high).contains(&answer));
    if !rows.iter().all(|row| is_on_scale(row.before) && is_on_scale(row.after)) {
        return None;
    }
    let is_other_way = is_turned != (old.lower_is_better != new.lower_is_better);
    let change = figure.change.map(|change| if is_other_way { other_way(change) } else { change });
    let counts = figure.counts.as_ref().and_then(|counts| renamed(counts, reading, &old.scale, &new.scale));
    if change.is_none() && counts.is_none() {
        return None;
    }
    let restated = PublishedFigure { item: new.name.clone(), since: figure.since, change, counts, ..figure.clone() };
    let is_as_before = restated == *figure;
    Some((PublishedFigure { since: if is_as_before { figure.since } else { since }, ..restated }, rows))
}

fn other_way(change: PublishedChange) -> PublishedChange {
    PublishedChange { typical: -change.typical, low: -change.high, high: -change.low, mean: -change.mean, ..change }
}

/// The counts on the scale of now; none where groups would be of other answers.
fn renamed(counts: &PublishedCounts, reading: &ScaleReading, old: &AnswerScale, new: &AnswerScale) -> Option<PublishedCounts> {
    let ((old_low, _), (low, high)) = (old.ends(), new.ends());
    let is_as_long = old.steps() == new.steps();
    let cells = |cells: &Vec<usize>| -> Option<Vec<usize>> {
        if counts.grouped {
            let in_order = cells.iter().copied();
            let turned = reading.is_turned?;
            return is_as_long.then(|| if turned { in_order.rev().collect() } else { in_order.collect() });
        }
        let mut renamed = vec![0; usize::try_from(high - low + 1).ok()?];
        for (answer, count) in (old_low..).zip(cells).filter(|(_, count)| **count > 0) {
            *renamed.get_mut(usize::try_from(reading.answer(answer)? - low).ok()?)? += count;
        }
        Some(renamed)
    };
    let wave = |wave: &Option<Vec<usize>>| -> Option<Option<Vec<usize>>> {
        match wave {
            None => Some(None),
            Some(held) => cells(held).map(Some),
        }
    };
    Some(PublishedCounts { before: wave(&counts.before)?, after: wave(&counts.after)?, ..counts.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> AnswerScale {
        AnswerScale::Words(words.iter().map(|word| (*word).to_owned()).collect())
    }

    fn rows(answers: &[(i64, i64)]) -> Vec<PublishedAnswer> {
        let row = |(number, (before, after)): (u32, &(i64, i64))| PublishedAnswer {
            person: format!("M{number:02}").parse().ok(),
            before: Some(*before),
            after: Some(*after),
        };
        (1..).zip(answers).map(row).collect()
    }

    #[test]
    fn whoever_answered_the_same_under_another_scale_did_not_change() {
        let old = words(&["no", "hardly", "rather", "yes"]);
        let given = rows(&[(1, 2), (4, 4), (3, 1), (2, 4)]);
        let now = |place: fn(i64) -> i64| -> Vec<PublishedAnswer> {
            let row =
                |row: &PublishedAnswer| PublishedAnswer { before: row.before.map(place), after: row.after.map(place), ..*row };
            given.iter().map(row).collect()
        };
        let fewest =
            |new: &AnswerScale, now: &[PublishedAnswer]| fewest_changed(&readings(Some(&old), new), &given, now).unwrap().0;
        assert_eq!(fewest(&words(&["yes", "rather", "hardly", "no"]), &now(|place| 5 - place)), 0, "turned round");
        assert_eq!(fewest(&words(&["never", "no", "hardly", "rather", "yes"]), &now(|place| place + 1)), 0, "a word in front");
        assert_eq!(fewest(&words(&["no", "hardly", "a bit", "rather", "yes"]), &now(|place| place + i64::from(place > 2))), 0);
        assert_eq!(fewest(&words(&["oui", "assez", "peu", "non"]), &now(|place| 5 - place)), 0, "in other words");
        assert_eq!(fewest(&AnswerScale::Numbers { from: 0, to: 3 }, &now(|place| place - 1)), 0, "as numbers");
        assert_eq!(fewest(&old, &now(|place| 5 - place)), 4, "the same scale, and everybody answered otherwise");
        assert!(readings(None, &old).iter().any(|reading| reading.rows(&given) == now(|place| 5 - place)), "an old edition");
    }
}
