//! The whole evaluation of a cohort: who answered when, what stands in each wave, and what changed between two of them.

use std::collections::BTreeMap;

use super::change::{PairedChange, median};
use super::holm;
use super::linking::LinkedWave;
use crate::domain::evaluation::{AFTER, AnswerScale, BEFORE, EvaluationSettings, Item, Link, THEN};
use crate::domain::id::PersonId;
use crate::domain::side::Side;
use crate::domain::thousandths::Thousandths;

/// What is known of the cohort and its waves.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EvaluationInput<'a> {
    /// The settings.
    pub settings: &'a EvaluationSettings,
    /// Everybody with an id, and whether they were ever paired.
    pub people: &'a BTreeMap<PersonId, bool>,
    /// The waves that were read, by name.
    pub waves: &'a BTreeMap<String, LinkedWave>,
}

/// What the surveys say.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Evaluation {
    /// Who answered, one row a side.
    pub attrition: Vec<Attrition>,
    /// Every item on each side, before against after.
    pub items: Vec<ItemFigures>,
    /// Other waves against the one before (or, for the wave `then`, the one after against it).
    pub comparisons: Vec<Comparison>,
}

/// Who of a side answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Attrition {
    /// The side.
    pub side: Side,
    /// Ever paired.
    pub paired: usize,
    /// Answered before.
    pub before: usize,
    /// Answered after.
    pub after: usize,
    /// Answered both; none where answers are not linked.
    pub both: Option<usize>,
    /// Paired and answered neither; none where answers are not linked.
    pub neither: Option<usize>,
}

/// Two waves compared.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Comparison {
    /// The earlier wave.
    pub from: String,
    /// The later wave.
    pub to: String,
    /// Every item on each side.
    pub items: Vec<ItemFigures>,
}

/// One item on one side.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ItemFigures {
    /// The side.
    pub side: Side,
    /// The item's place in the settings.
    pub item: usize,
    /// Whether both waves ask it.
    pub asked_twice: bool,
    /// The change of those who answered both, better upwards.
    pub change: PairedChange,
    /// The signed-rank p-value adjusted for the items of this side.
    pub p_holm: Option<f64>,
    /// The answers in the earlier wave, as given.
    pub before: Distribution,
    /// The answers in the later wave, as given.
    pub after: Distribution,
    /// The medians before of those who answered again and of those who did not, where both groups are large enough to be told.
    pub began: Option<(Thousandths, Thousandths)>,
    /// Each person's answers before and after, as given.
    pub people: BTreeMap<PersonId, (Option<i64>, Option<i64>)>,
}

/// How many gave which answer in one wave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Distribution {
    /// From the lowest answer to the highest.
    pub counts: Vec<usize>,
    /// Of those, rows that could not be linked; their side is what the form said.
    pub unlinked: usize,
    /// People who sent the form and left the item out.
    pub missing: usize,
}

impl Distribution {
    /// How many answered.
    pub(crate) fn n(&self) -> usize {
        self.counts.iter().sum()
    }
}

/// Evaluates all waves. O(people · items).
pub(crate) fn evaluate(input: EvaluationInput<'_>) -> Evaluation {
    let nothing = LinkedWave::default();
    let wave = |name: &str| input.waves.get(name).unwrap_or(&nothing);
    let (before, after) = (wave(BEFORE), wave(AFTER));
    let attrition = Side::BOTH.into_iter().map(|side| attrition(input, side, before, after)).collect();
    let others = input.settings.waves.iter().map(|wave| wave.name.as_str()).filter(|name| ![BEFORE, AFTER].contains(name));
    let compared = others.filter(|name| input.waves.contains_key(*name)).map(|name| {
        let (from, to) = if name == THEN { (name, AFTER) } else { (BEFORE, name) };
        // What the other wave does not ask is no part of the comparison: it stands among the items already.
        let is_asked = |figures: &ItemFigures| {
            let found = if name == THEN { &figures.before } else { &figures.after };
            figures.asked_twice || found.n() + found.missing > 0
        };
        let mut items = figures(input.settings, wave(from), wave(to));
        items.retain(is_asked);
        Comparison { from: from.to_owned(), to: to.to_owned(), items }
    });
    Evaluation { attrition, items: figures(input.settings, before, after), comparisons: compared.collect() }
}

fn attrition(input: EvaluationInput<'_>, side: Side, before: &LinkedWave, after: &LinkedWave) -> Attrition {
    let mine = |person: &&PersonId| person.side() == side;
    let both = before.people.keys().filter(mine).filter(|person| after.people.contains_key(person)).count();
    let paired = || input.people.iter().filter(|(person, paired)| person.side() == side && **paired).map(|(person, _)| person);
    let neither = |person: &&PersonId| !before.people.contains_key(person) && !after.people.contains_key(person);
    let paired_people = paired().count();
    if input.settings.link == Link::None {
        let said = |wave: &LinkedWave| wave.unmatched.iter().filter(|row| row.answer.side == Some(side)).count();
        return Attrition { side, paired: paired_people, before: said(before), after: said(after), both: None, neither: None };
    }
    Attrition {
        side,
        paired: paired_people,
        before: before.people.keys().filter(mine).count(),
        after: after.people.keys().filter(mine).count(),
        both: Some(both),
        neither: Some(paired().filter(neither).count()),
    }
}

/// Every item on each side; the sides are adjusted for their own items and never pooled, since the two of a pair are not independent.
fn figures(settings: &EvaluationSettings, before: &LinkedWave, after: &LinkedWave) -> Vec<ItemFigures> {
    let mut all = Vec::new();
    for side in Side::BOTH {
        let items = settings.items.iter().enumerate();
        let mut mine: Vec<ItemFigures> = items
            .map(|(at, item)| item_figures(settings, side, (at, item), before, after))
            .filter(ItemFigures::is_asked)
            .collect();
        let p: Vec<Option<f64>> = mine.iter().map(|figures| figures.change.p_signed_rank.map(|p| p.value)).collect();
        for (figures, adjusted) in mine.iter_mut().zip(holm::adjusted(&p)) {
            figures.p_holm = adjusted;
        }
        all.append(&mut mine);
    }
    all
}

impl Comparison {
    /// Whether the later wave is described by itself: nothing that it asks is asked in the earlier one.
    pub(crate) fn is_alone(&self) -> bool {
        !self.items.iter().any(|figures| figures.asked_twice)
    }
}

impl ItemFigures {
    /// Whether anybody was asked it in either wave.
    fn is_asked(&self) -> bool {
        self.asked_twice || self.before.n() + self.before.missing + self.after.n() + self.after.missing > 0
    }
}

fn item_figures(
    settings: &EvaluationSettings,
    side: Side,
    (at, item): (usize, &Item),
    before: &LinkedWave,
    after: &LinkedWave,
) -> ItemFigures {
    let scale = item.scale.as_ref().unwrap_or(&settings.scale);
    let (low, high) = scale.ends();
    let better = |answer: i64| if item.lower_is_better { low + high - answer } else { answer };
    let answer = |wave: &LinkedWave, person: &PersonId| wave.people.get(person)?.answers.get(at).copied().flatten();
    let people: BTreeMap<PersonId, (Option<i64>, Option<i64>)> = before
        .people
        .keys()
        .chain(after.people.keys())
        .filter(|person| person.side() == side)
        .map(|person| (*person, (answer(before, person), answer(after, person))))
        .filter(|(_, answers)| *answers != (None, None))
        .collect();
    let twice: Vec<(i64, i64)> = people.values().filter_map(|(a, b)| Some((better((*a)?), better((*b)?)))).collect();
    let asked = |wave: &LinkedWave| wave.asks.get(at).copied().unwrap_or(false);
    ItemFigures {
        side,
        item: at,
        asked_twice: asked(before) && asked(after),
        change: PairedChange::of(&twice, high),
        p_holm: None,
        before: distribution(before, side, at, scale),
        after: distribution(after, side, at, scale),
        began: began(&people, settings.least_group.0, better),
        people,
    }
}

/// Where those who did not answer again stood before, beside those who did.
fn began(
    people: &BTreeMap<PersonId, (Option<i64>, Option<i64>)>,
    least_group: usize,
    better: impl Fn(i64) -> i64,
) -> Option<(Thousandths, Thousandths)> {
    let first =
        |again: bool| people.values().filter(move |(_, after)| after.is_some() == again).filter_map(|(before, _)| *before);
    let enough = first(true).count() >= least_group && first(false).count() >= least_group;
    if !enough {
        return None;
    }
    Some((median(first(true).map(&better))?, median(first(false).map(&better))?))
}

fn distribution(wave: &LinkedWave, side: Side, at: usize, scale: &AnswerScale) -> Distribution {
    let (low, high) = scale.ends();
    let cells = usize::try_from(high - low + 1).unwrap_or(0);
    let mut found = Distribution { counts: vec![0; cells], ..Distribution::default() };
    if !wave.asks.get(at).copied().unwrap_or(false) {
        return found;
    }
    let linked = wave.people.iter().filter(|(person, _)| person.side() == side).map(|(_, answer)| (answer, false));
    let unlinked = wave.unmatched.iter().map(|row| &row.answer).filter(|answer| answer.side == Some(side));
    for (row, is_unlinked) in linked.chain(unlinked.map(|answer| (answer, true))) {
        let cell = row.answers.get(at).copied().flatten().and_then(|answer| usize::try_from(answer - low).ok());
        match cell.and_then(|cell| found.counts.get_mut(cell)) {
            Some(count) => {
                *count += 1;
                found.unlinked += usize::from(is_unlinked);
            }
            None => found.missing += 1,
        }
    }
    found
}
