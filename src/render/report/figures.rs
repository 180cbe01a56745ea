//! The figures of an evaluation as the report shows them: those of a published edition, or in the private edition all.

use super::ReportData;
use crate::domain::evaluation::{EvaluationSettings, Item};
use crate::domain::publication::{
    EditionFigures, PublishedChange, PublishedCounts, PublishedFigure, PublishedItem, PublishedTurnout,
};
use crate::domain::side::Side;
use crate::domain::thousandths::Thousandths;
use crate::evaluation::summary::{Distribution, Evaluation, ItemFigures};

/// The figures that a report shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ReportFigures {
    /// The edition that holds them; none in the private edition.
    pub edition: Option<u32>,
    /// Who answered, by side.
    pub answered: Vec<PublishedTurnout>,
    /// The figures, in the order of sides and items.
    pub figures: Vec<PublishedFigure>,
    /// The questions as they were when the figures were made.
    pub items: Vec<PublishedItem>,
}

impl ReportFigures {
    /// The question of a figure.
    pub(super) fn item(&self, figure: &PublishedFigure) -> Option<&PublishedItem> {
        self.items.iter().find(|item| item.name == figure.item)
    }

    /// The figures with their questions.
    pub(super) fn with_items(&self) -> impl Iterator<Item = (&PublishedFigure, Option<&PublishedItem>)> {
        self.figures.iter().map(|figure| (figure, self.item(figure)))
    }
}

/// The questions as cohort.toml describes them.
fn items_of(settings: &EvaluationSettings) -> Vec<PublishedItem> {
    settings.items.iter().map(|item| PublishedItem::of(item, settings)).collect()
}

/// The items that a published edition leaves out, in words; none in the private edition, which shows all. What is shown of one side is
/// known to have been asked; what is shown of neither is told of no side.
pub(super) fn not_published(data: &ReportData<'_>) -> Option<String> {
    data.figures.edition?;
    let kind = data.settings.programme.kind;
    let shown =
        |side: Side, item: &Item| data.figures.figures.iter().any(|figure| figure.side == side && figure.item == item.name);
    let items = &data.settings.evaluation.items;
    let names = |is_out: &dyn Fn(&Item) -> bool| -> Option<String> {
        let out: Vec<&str> = items.iter().filter(|item| is_out(item)).map(|item| item.name.as_str()).collect();
        (!out.is_empty()).then(|| out.join(", "))
    };
    let of_side = |side: Side| {
        let out = names(&|item| !shown(side, item) && shown(side.other(), item))?;
        Some(format!("for the {} {out}", side.many(kind)))
    };
    let of_neither = names(&|item| !Side::BOTH.into_iter().any(|side| shown(side, item)));
    let of_neither = of_neither.filter(|_| !data.figures.figures.is_empty()).map(|out| format!("for both sides {out}"));
    let sides: Vec<String> = Side::BOTH.into_iter().filter_map(of_side).chain(of_neither).collect();
    let why = "too few answered, a count is small, all are alike, or it was not asked in these surveys";
    (!sides.is_empty()).then(|| format!("Left out: {} ({why}).", sides.join("; ")))
}

/// The figures of a published edition.
pub(crate) fn from_edition(settings: &EvaluationSettings, number: u32, held: &EditionFigures) -> ReportFigures {
    // An edition of an earlier version does not hold its questions.
    let items = if held.items.is_empty() { items_of(settings) } else { held.items.clone() };
    ReportFigures { edition: Some(number), answered: held.answered.clone(), figures: held.figures.clone(), items }
}

/// All figures, for the lead alone. Counts are of everybody who answered the wave.
pub(crate) fn from_evaluation(settings: &EvaluationSettings, evaluation: &Evaluation) -> ReportFigures {
    // Where answers are not linked nobody knows who answered twice.
    let answered = evaluation
        .attrition
        .iter()
        .filter_map(|row| Some(PublishedTurnout { side: row.side, before: row.before, after: row.after, both: row.both? }));
    let mut figures: Vec<PublishedFigure> = evaluation.items.iter().map(|figures| figure(settings, figures)).collect();
    // Feedback forms, and what else is asked in another wave alone.
    for other in evaluation.comparisons.iter().flat_map(|one| &one.items).filter(|other| !other.asked_twice) {
        let other = figure(settings, other);
        if !figures.iter().any(|known| (known.side, &known.item) == (other.side, &other.item)) {
            figures.push(other);
        }
    }
    ReportFigures { edition: None, answered: answered.collect(), figures, items: items_of(settings) }
}

fn figure(settings: &EvaluationSettings, figures: &ItemFigures) -> PublishedFigure {
    let change = &figures.change;
    let shown = |distribution: &Distribution| (distribution.n() > 0).then(|| distribution.counts.clone());
    let (before, after) = (shown(&figures.before), shown(&figures.after));
    PublishedFigure {
        side: figures.side,
        item: settings.items.get(figures.item).map(|item| item.name.clone()).unwrap_or_default(),
        since: 0,
        n: if figures.asked_twice { change.n } else { figures.after.n().max(figures.before.n()) },
        change: figures.asked_twice.then(|| published_change(figures)).flatten(),
        counts: (before.is_some() || after.is_some()).then_some(PublishedCounts { grouped: false, before, after }),
    }
}

fn published_change(figures: &ItemFigures) -> Option<PublishedChange> {
    let (change, interval) = (&figures.change, figures.change.interval?);
    Some(PublishedChange {
        typical: change.typical?,
        low: interval.low,
        high: interval.high,
        level: interval.level,
        mean: Thousandths::of_ratio(change.sum, change.n as u64),
    })
}
