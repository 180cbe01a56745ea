//! Judges published editions: their numbers and days, each figure by itself, and, where the private folder is at hand, each figure
//! against the answers behind it. Computes everything anew and knows nothing of how figures are made.

mod differences;
mod questions;
mod recount;
mod shape;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::evaluation::EvaluationSettings;
use crate::domain::problem::{Place, Problem};
use crate::domain::publication::{
    self, Edition, EditionAnswers, EditionContent, EditionFigures, PublishedAnswer, PublishedAnswers, PublishedItem,
};
use crate::domain::side::Side;
use crate::domain::text::long_date;
use questions::Record;

/// The lowest least group that may be set.
const LOWEST_GROUP: usize = 5;

/// What is wrong with an edition, as a sentence without its place.
type Faults = Vec<String>;

/// Everything that is wrong with the editions.
pub(super) fn judge(
    settings: &EvaluationSettings,
    editions: &BTreeMap<u32, Edition>,
    answers: Option<&PublishedAnswers>,
    code: &'static str,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (number, edition) in editions {
        let mut faults = sequence(*number, edition, editions);
        if let EditionContent::Figures(held) = &edition.content {
            faults.extend(shape(settings, *number, held, editions));
        }
        if let Some(answers) = answers {
            faults.extend(against_answers(Record { settings, editions, answers }, *number, edition));
        }
        let file = format!("facts/evaluation/{number:03}.toml");
        problems.extend(faults.into_iter().map(|fault| Problem::error(code, fault).at(Place::file(&file)).restore(&file)));
    }
    problems.extend(of_current(settings, editions, answers, code));
    problems
}

/// What is wrong with the figures that are published now, and is cured by taking them back.
fn of_current(
    settings: &EvaluationSettings,
    editions: &BTreeMap<u32, Edition>,
    answers: Option<&PublishedAnswers>,
    code: &'static str,
) -> Vec<Problem> {
    let Some((number, held)) = publication::current(editions) else { return Vec::new() };
    let place = Place::file(format!("facts/evaluation/{number:03}.toml"));
    let take_back = "`revmentor evaluate --publish --retract` takes the figures back";
    let gone = held.figures.iter().filter(|figure| settings.item(&figure.item).is_none());
    let unknown = gone.map(|figure| {
        let message = format!("{} of the {}s: cohort.toml has no such item any more", figure.item, figure.side);
        let cure = format!("give the item its name again in cohort.toml, or {take_back}");
        Problem::error(code, message).at(place.clone()).help(cure)
    });
    let described = held.items.iter().filter(|then| is_described_otherwise(settings, then)).map(|then| {
        let message =
            format!("cohort.toml describes {} otherwise than this edition: its heading, scale or better answers", then.name);
        let cure = "`revmentor evaluate --publish` publishes the figure as cohort.toml describes it now";
        Problem::warning(code, message).at(place.clone()).help(cure)
    });
    let described: Vec<Problem> = described.collect();
    let told =
        answers.map(|answers| differences::faults(Record { settings, editions, answers }, number, held)).unwrap_or_default();
    let told = told.into_iter().map(|fault| Problem::error(code, fault).at(place.clone()).help(take_back));
    unknown.chain(described).chain(told).collect()
}

fn is_described_otherwise(settings: &EvaluationSettings, then: &PublishedItem) -> bool {
    settings.item(&then.name).is_some_and(|item| PublishedItem::of(item, settings) != *then)
}

/// Numbers without a gap, days in order, and retractions of what was published just before.
fn sequence(number: u32, edition: &Edition, editions: &BTreeMap<u32, Edition>) -> Faults {
    let before = number.checked_sub(1).and_then(|before| editions.get(&before));
    let mut faults = Faults::new();
    if number > 1 && before.is_none() {
        faults.push(format!("edition {} is missing", number - 1));
    }
    if before.is_some_and(|before| before.on > edition.on) {
        faults.push("the edition before it is of a later day".to_owned());
    }
    if let EditionContent::Retraction(of) = edition.content {
        let is_last = of + 1 == number && before.is_some_and(|before| before.figures().is_some());
        faults.extend((!is_last).then(|| format!("edition {of} is not the one published before it")));
    }
    faults
}

fn shape(settings: &EvaluationSettings, number: u32, held: &EditionFigures, editions: &BTreeMap<u32, Edition>) -> Faults {
    let mut faults = Faults::new();
    if held.least_group < LOWEST_GROUP {
        faults.push(format!("a least group of {} is too small", held.least_group));
    }
    let mut seen = BTreeSet::new();
    for row in &held.answered {
        let is_small = |count: usize| count > 0 && count < held.least_group;
        if [row.before, row.after, row.both].into_iter().any(is_small) || row.both > row.before.min(row.after) {
            faults.push(format!("the {}s who answered cannot be published like this", row.side));
        }
        faults.extend((!seen.insert((row.side, ""))).then(|| format!("the {}s who answered are listed twice", row.side)));
    }
    for figure in &held.figures {
        let named = |fault: String| format!("{} of the {}s: {fault}", figure.item, figure.side);
        faults.extend(shape::faults(settings, held, figure).into_iter().map(named));
        if !seen.insert((figure.side, &figure.item)) {
            faults.push(named("the figure is listed twice".to_owned()));
        }
        let first =
            editions.get(&figure.since).and_then(Edition::figures).and_then(|first| first.figure(figure.side, &figure.item));
        if figure.since > number || first != Some(figure) {
            faults.push(named(format!("edition {} does not hold it like this", figure.since)));
        }
    }
    if !held.figures.is_sorted_by_key(|figure| figure.side) || !held.answered.is_sorted_by_key(|row| row.side) {
        faults.push("the figures are not in the order of the sides".to_owned());
    }
    faults
}

fn against_answers(record: Record<'_>, number: u32, edition: &Edition) -> Faults {
    let Some(behind) = record.answers.get(&number) else { return Faults::new() };
    let mut faults = Faults::new();
    if behind.on != edition.on {
        faults.push(format!("it was published on {}", long_date(behind.on)));
    }
    let Some(held) = edition.figures() else { return faults };
    if behind.least_group != Some(held.least_group) {
        faults.push("it was published with another least group".to_owned());
    }
    let published: BTreeSet<(Side, &str)> = held.figures.iter().map(|figure| (figure.side, figure.item.as_str())).collect();
    let kept = behind.answers.iter().filter(|((_, item), _)| !item.is_empty());
    for ((side, item), rows) in kept.filter(|((side, item), _)| !published.contains(&(*side, item.as_str()))) {
        // What is left out because everybody is alike is kept to compare later editions with.
        if recount::are_alike(rows) {
            continue;
        }
        faults.push(format!("{item} of the {side}s was published and is not there"));
    }
    let mut any_unanimous = false;
    for figure in &held.figures {
        let key = (figure.side, figure.item.clone());
        let named = |fault: String| format!("{} of the {}s: {fault}", figure.item, figure.side);
        let Some(rows) = behind.answers.get(&key) else {
            faults.push(named("no answers support it".to_owned()));
            continue;
        };
        any_unanimous |= recount::tells_everybody(rows, figure);
        let earlier = questions::earlier(record, (number, held), (figure.side, &figure.item), (rows, false));
        let is_rescaled = earlier.iter().any(|old| !old.has_same_scale);
        let question = questions::of(record.settings, held, &figure.item);
        let question = question.map(|question| (question.scale, question.lower_is_better));
        faults.extend(recount::faults(question, held, (figure, is_rescaled), rows).into_iter().map(named));
        let fewest = earlier.iter().map(|old| old.changed).filter(|changed| *changed > 0).min();
        if let Some(fewest) = fewest.filter(|fewest| *fewest < held.least_group) {
            faults.push(named(format!("it differs from an earlier edition by the answers of {fewest} people only")));
        }
    }
    if any_unanimous != held.holds_unanimous {
        faults.push("it says otherwise of figures in which everybody is alike".to_owned());
    }
    faults.extend(turnout(held, behind));
    faults
}

/// Who answered, counted anew; a side with a small count has no row.
fn turnout(held: &EditionFigures, behind: &EditionAnswers) -> Faults {
    let mut faults = Faults::new();
    for side in Side::BOTH {
        let rows: &[PublishedAnswer] = behind.answers.get(&(side, String::new())).map_or(&[], Vec::as_slice);
        let [mut before, mut after, mut both] = [0; 3];
        for row in rows {
            let (first, second) = (row.before == Some(1), row.after == Some(1));
            before += usize::from(first);
            after += usize::from(second);
            both += usize::from(first && second);
        }
        let shown = held.answered.iter().find(|row| row.side == side).map(|row| [row.before, row.after, row.both]);
        let counted = [before, after, both];
        let is_small = counted.iter().any(|count| (1..held.least_group).contains(count));
        if shown != (!is_small).then_some(counted) {
            faults.push(format!("it does not say how many {side}s answered"));
        }
    }
    faults
}

#[cfg(test)]
mod tests;
