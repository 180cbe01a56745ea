//! What becomes of a figure beside what was published of the same question before, under whatever name and scale.

use std::collections::BTreeMap;

use super::differencing::{self, Difference, Shown, changed_people};
use super::publication_input::{FigureFate, Key, PublicationInput, TURNOUT};
use super::rescaling::{self, ScaleReading, fewest_changed, readings};
use crate::domain::publication::{Edition, PublishedAnswer, PublishedFigure, PublishedItem};
use crate::domain::side::Side;
use crate::domain::spelling;
use crate::domain::thousandths::Thousandths;

/// One figure as it would be published, with its answers.
pub(super) struct Candidate {
    pub(super) side: Side,
    pub(super) item: PublishedItem,
    pub(super) answers: Vec<PublishedAnswer>,
    pub(super) figure: Result<PublishedFigure, FigureFate>,
}

/// A figure with the answers behind it.
type Held = (PublishedFigure, Vec<PublishedAnswer>);

/// What an earlier edition published of the question, or left out because everybody was alike.
struct Earlier<'a> {
    number: u32,
    figure: Option<&'a PublishedFigure>,
    rows: &'a [PublishedAnswer],
    /// The question as it was then, where the edition holds it.
    item: Option<PublishedItem>,
    has_other_name: bool,
    readings: Vec<ScaleReading>,
    /// How many people at least answered otherwise since.
    changed: usize,
}

/// What becomes of a figure beside what was published of it before.
pub(super) fn decide(
    input: PublicationInput<'_>,
    candidate: Candidate,
    now: &BTreeMap<Key, Vec<PublishedAnswer>>,
    number: u32,
) -> (FigureFate, Option<Held>) {
    let least = input.settings.least_group.0;
    let earlier = earlier_figures(input, &candidate, now);
    let Candidate { item, answers, figure, .. } = candidate;
    let shown = Shown { figure: figure.as_ref().ok(), answers: &answers };
    let worst = earlier.iter().map(|old| (old.difference(shown, least), old.has_other_name)).min();
    let (worst, is_renamed) = worst.unwrap_or((Difference::Nothing, false));
    let latest = earlier.iter().filter_map(|old| Some((old, old.figure?)));
    let latest = latest.max_by_key(|(old, _)| (old.number, std::cmp::Reverse(old.changed)));
    let latest = latest.filter(|(_, published)| published.n >= least);
    let has_same_answers = latest.is_some_and(|(old, _)| old.changed == 0);
    match (figure, latest, worst) {
        (Err(fate), Some(_), _) if has_same_answers => (fate, None),
        (figure, Some((old, published)), worst) if has_same_answers || worst != Difference::Nothing => {
            if old.is_described_otherwise(&item) {
                return restated((old, published), &answers, &item, (worst, number));
            }
            match figure {
                Ok(figure) if has_same_answers => anew(figure, answers, (published, old.rows)),
                _ => (held_back(worst), Some((published.clone(), old.rows.to_vec()))),
            }
        }
        (Ok(_), None, Difference::Few(few)) if is_renamed => (FigureFate::Renamed(few), None),
        (Ok(_), None, Difference::Few(few)) => (FigureFate::StillLeftOut(few), None),
        (Ok(_), None, Difference::Telling) => (FigureFate::Telling, None),
        (Ok(figure), ..) => on_its_scale(figure, answers, &earlier, &item),
        (Err(fate), ..) => (fate, None),
    }
}

/// The same answers: the figure as published, or anew where more of it may be shown.
fn anew(
    figure: PublishedFigure,
    answers: Vec<PublishedAnswer>,
    held: (&PublishedFigure, &[PublishedAnswer]),
) -> (FigureFate, Option<Held>) {
    let (published, behind) = held;
    let is_same = PublishedFigure { since: published.since, ..figure.clone() } == *published;
    if is_same {
        return (FigureFate::Same, Some((published.clone(), behind.to_vec())));
    }
    (FigureFate::New, Some((figure, answers)))
}

fn held_back(worst: Difference) -> FigureFate {
    match worst {
        Difference::Few(few) => FigureFate::CarriedOver(few),
        Difference::Telling | Difference::Nothing => FigureFate::Telling,
    }
}

/// The figure of then under the description of now; left out where that would be another figure.
fn restated(
    (old, published): (&Earlier<'_>, &PublishedFigure),
    answers: &[PublishedAnswer],
    item: &PublishedItem,
    (worst, number): (Difference, u32),
) -> (FigureFate, Option<Held>) {
    let reading = fewest_changed(&old.readings, old.rows, answers).map(|(_, reading)| reading);
    let then = old.item.as_ref().unwrap_or(item);
    let held = reading.and_then(|reading| rescaling::restated((published, old.rows), reading, (then, item), number));
    let few = if let Difference::Few(few) = worst { few } else { old.changed };
    if held.is_some() { (FigureFate::Restated(few), held) } else { (FigureFate::Rescaled, None) }
}

/// A new figure. Counts on another scale than published ones would tell how the answers fall into both: they are not shown.
fn on_its_scale(
    figure: PublishedFigure,
    answers: Vec<PublishedAnswer>,
    earlier: &[Earlier<'_>],
    item: &PublishedItem,
) -> (FigureFate, Option<Held>) {
    let has_counts = |old: &&Earlier<'_>| old.figure.is_some_and(|figure| figure.counts.is_some());
    let is_rescaled =
        earlier.iter().filter(has_counts).any(|old| old.item.as_ref().is_some_and(|then| !then.scale.is_same(&item.scale)));
    let figure = PublishedFigure { counts: figure.counts.filter(|_| !is_rescaled), ..figure };
    if figure.change.is_none() && figure.counts.is_none() {
        (FigureFate::Rescaled, None)
    } else {
        (FigureFate::New, Some((figure, answers)))
    }
}

impl Earlier<'_> {
    /// What somebody learns who subtracts the one from the other, under whatever reading of the scales.
    fn difference(&self, new: Shown<'_>, least: usize) -> Difference {
        let under = |reading: &ScaleReading| {
            differencing::between(Shown { figure: self.figure, answers: &reading.rows(self.rows) }, new, least)
        };
        let found: Vec<Difference> = self.readings.iter().map(under).collect();
        // Nobody answered otherwise: what the other readings make of it is not so.
        if self.changed == 0 { Difference::Nothing } else { found.into_iter().min().unwrap_or(Difference::Nothing) }
    }

    /// Whether the figure has to be put otherwise to mean the same.
    fn is_described_otherwise(&self, item: &PublishedItem) -> bool {
        let is_other = |then: &PublishedItem| then.lower_is_better != item.lower_is_better || !then.scale.is_same(&item.scale);
        self.has_other_name || self.item.as_ref().is_some_and(is_other)
    }
}

/// What earlier editions published of this question, or left out because everybody was alike.
fn earlier_figures<'a>(
    input: PublicationInput<'a>,
    candidate: &Candidate,
    now: &BTreeMap<Key, Vec<PublishedAnswer>>,
) -> Vec<Earlier<'a>> {
    let mut found = Vec::new();
    for (number, edition) in input.answers {
        let figures = input.editions.get(number).and_then(Edition::figures);
        for ((side, name), rows) in edition.answers.iter().filter(|((side, item), _)| *side == candidate.side && item != TURNOUT)
        {
            let figure = figures.and_then(|held| held.figure(*side, name));
            let item = figures.and_then(|held| held.item(name)).cloned();
            let readings = readings(item.as_ref().map(|item| &item.scale), &candidate.item.scale);
            let item = item.or_else(|| turned_since(figure?, rows, &candidate.item));
            let changed = fewest_changed(&readings, rows, &candidate.answers).map_or(usize::MAX, |(changed, _)| changed);
            let has_other_name = *name != candidate.item.name;
            let old = Earlier { number: *number, figure, rows, item, has_other_name, readings, changed };
            let is_one = old.is_same_question(input, name, &candidate.item) || old.has_moved(input, (*side, name), now);
            found.extend(is_one.then_some(old));
        }
    }
    found
}

/// The question where an edition of an earlier version does not hold it, and its figure shows that the other answers were the better ones.
fn turned_since(figure: &PublishedFigure, rows: &[PublishedAnswer], item: &PublishedItem) -> Option<PublishedItem> {
    let sum: i64 = rows.iter().filter_map(|row| Some(row.after? - row.before?)).sum();
    let mean = Thousandths::of_ratio(if item.lower_is_better { sum } else { -sum }, figure.n as u64);
    let is_turned = figure.change.is_some_and(|change| change.mean == mean && sum != 0);
    is_turned.then(|| PublishedItem { name: figure.item.clone(), lower_is_better: !item.lower_is_better, ..item.clone() })
}

impl Earlier<'_> {
    /// Whether it is the question of the item: by its heading; where no item has that heading any more, by its name or by nearly the same
    /// answers, as it may be any.
    fn is_same_question(&self, input: PublicationInput<'_>, name: &str, item: &PublishedItem) -> bool {
        let least = input.settings.least_group.0;
        match &self.item {
            Some(then) if input.settings.item_of_heading(&then.heading).is_some() => {
                spelling::key(&then.heading) == spelling::key(&item.heading)
            }
            _ => *name == item.name || input.settings.item(name).is_none() && self.changed < least,
        }
    }

    /// Whether its answers stand under this item now and not under its own: the columns were exchanged.
    fn has_moved(
        &self,
        input: PublicationInput<'_>,
        (side, name): (Side, &str),
        now: &BTreeMap<Key, Vec<PublishedAnswer>>,
    ) -> bool {
        let least = input.settings.least_group.0;
        let of_name = now.get(&(side, name.to_owned())).is_some_and(|current| changed_people(self.rows, current) < least);
        let fits = self.changed < least && self.changed * 3 <= self.rows.len();
        !of_name && fits
    }
}
