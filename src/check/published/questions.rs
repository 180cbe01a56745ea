//! Which published figures are of one question, and how many people answered otherwise between them, whatever the question was called
//! and whatever its scale was.

use std::collections::BTreeMap;

use super::recount;
use crate::domain::evaluation::{AnswerScale, EvaluationSettings};
use crate::domain::publication::{Edition, EditionFigures, PublishedAnswer, PublishedAnswers, PublishedFigure};
use crate::domain::side::Side;
use crate::domain::spelling;

/// A question as an edition holds it; of an edition of an earlier version, as cohort.toml has it now.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) scale: &'a AnswerScale,
    /// Whether a lower answer was the better one; none where the edition does not say it.
    pub(super) lower_is_better: Option<bool>,
    /// Its heading, where the edition holds it.
    heading: Option<&'a str>,
}

/// The question of this name in an edition.
pub(super) fn of<'a>(settings: &'a EvaluationSettings, held: &'a EditionFigures, name: &str) -> Option<Question<'a>> {
    if let Some(item) = held.item(name) {
        let heading = Some(item.heading.as_str());
        return Some(Question { scale: &item.scale, lower_is_better: Some(item.lower_is_better), heading });
    }
    let item = settings.item(name).filter(|_| held.items.is_empty())?;
    Some(Question { scale: item.scale.as_ref().unwrap_or(&settings.scale), lower_is_better: None, heading: None })
}

/// What an earlier edition holds of a question.
pub(super) struct EarlierRows<'a> {
    pub(super) edition: u32,
    pub(super) name: &'a str,
    pub(super) figure: Option<&'a PublishedFigure>,
    pub(super) rows: &'a [PublishedAnswer],
    pub(super) has_same_scale: bool,
    /// The fewest people who answered otherwise.
    pub(super) changed: usize,
}

/// All editions with the answers behind them.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) settings: &'a EvaluationSettings,
    pub(super) editions: &'a BTreeMap<u32, Edition>,
    pub(super) answers: &'a PublishedAnswers,
}

/// What editions before this one hold of the question of a figure. With `is_current` also what may be it under a heading and a name that
/// cohort.toml does not have any more.
pub(super) fn earlier<'a>(
    record: Record<'a>,
    (number, held): (u32, &'a EditionFigures),
    (side, name): (Side, &str),
    (rows, is_current): (&[PublishedAnswer], bool),
) -> Vec<EarlierRows<'a>> {
    let now = of(record.settings, held, name);
    let mut found = Vec::new();
    for (edition, behind) in record.answers.range(..number) {
        let published = record.editions.get(edition).and_then(Edition::figures);
        for ((_, other), old) in behind.answers.iter().filter(|((of, item), _)| *of == side && !item.is_empty()) {
            let then = published.and_then(|published| of(record.settings, published, other));
            let scales = then.map(|then| then.scale).zip(now.map(|now| now.scale));
            let changed = fewest_changed(old, rows, scales);
            let heading = |question: Option<Question<'a>>| question.and_then(|question| question.heading).map(spelling::key);
            let is_one = match (heading(then), heading(now)) {
                (Some(then), Some(now)) if then == now => true,
                (Some(then), Some(_)) => {
                    let is_read = record.settings.items.iter().any(|item| spelling::key(&item.heading) == then);
                    is_current && !is_read && (other == name || changed < held.least_group)
                }
                _ => other == name || is_current && record.settings.item(other).is_none() && changed < held.least_group,
            };
            if is_one {
                let figure = published.and_then(|published| published.figure(side, other));
                let has_same_scale = scales.is_none_or(|(then, now)| then.is_same(now));
                found.push(EarlierRows { edition: *edition, name: other, figure, rows: old, has_same_scale, changed });
            }
        }
    }
    found
}

/// The fewest people whose answers differ, where the one scale may have been turned round, moved, or given other words to become the other.
fn fewest_changed(old: &[PublishedAnswer], new: &[PublishedAnswer], scales: Option<(&AnswerScale, &AnswerScale)>) -> usize {
    let Some((then, now)) = scales.filter(|(then, now)| !then.is_same(now)) else { return recount::changed(old, new) };
    let ((low, high), (new_low, new_high)) = (then.ends(), now.ends());
    let span = |one: i64, other: i64| one.min(other)..=one.max(other);
    let mut ways: Vec<BTreeMap<i64, i64>> = Vec::new();
    ways.extend(span(new_low - low, new_high - high).map(|by| (low..=high).map(|answer| (answer, answer + by)).collect()));
    ways.extend(span(low + new_high, high + new_low).map(|by| (low..=high).map(|answer| (answer, by - answer)).collect()));
    let same_word = |answer: i64| (new_low..=new_high).find(|other| now.key(*other) == then.key(answer));
    ways.push((low..=high).filter_map(|answer| Some((answer, same_word(answer)?))).collect());
    let under = |way: &BTreeMap<i64, i64>| {
        let put = |answer: Option<i64>| answer.map(|answer| way.get(&answer).copied().unwrap_or(-1 - answer));
        let rows = old.iter().map(|row| PublishedAnswer { person: row.person, before: put(row.before), after: put(row.after) });
        recount::changed(&rows.collect::<Vec<_>>(), new)
    };
    ways.iter().map(under).min().unwrap_or(usize::MAX)
}
