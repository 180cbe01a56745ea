//! What of an evaluation has been published: editions of figures, as they stand in `facts/evaluation/`, and the answers behind them.
//!
//! Plain values. What may be published is decided by `evaluation`, and judged again by `check`.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::evaluation::{AnswerScale, EvaluationSettings, Item};
use super::id::PersonId;
use super::side::Side;
use super::thousandths::Thousandths;

/// No count of fewer people is published, unless it is 0.
pub(crate) const FEWEST_IN_A_CELL: usize = 5;

/// One published edition, or the retraction of what was published before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edition {
    /// The day on which it was published.
    pub on: NaiveDate,
    /// What it holds.
    pub content: EditionContent,
}

/// What an edition holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum EditionContent {
    /// Figures.
    Figures(EditionFigures),
    /// Nothing: the edition of this number is taken back.
    Retraction(u32),
}

impl Edition {
    /// Its figures; none of a retraction.
    pub(crate) fn figures(&self) -> Option<&EditionFigures> {
        match &self.content {
            EditionContent::Figures(figures) => Some(figures),
            EditionContent::Retraction(_) => None,
        }
    }
}

/// The figures of one edition, in the order of sides and items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EditionFigures {
    /// No figure is of fewer people.
    pub least_group: usize,
    /// Whether it holds figures in which everybody is alike.
    pub holds_unanimous: bool,
    /// What binds it to its answers and its lead; none of an edition that an earlier version published.
    pub digests: Option<EditionDigests>,
    /// The questions of its figures as cohort.toml described them then; none of an edition that an earlier version published.
    pub items: Vec<PublishedItem>,
    /// Who answered, by side; a side with a small group is left out.
    pub answered: Vec<PublishedTurnout>,
    /// The figures.
    pub figures: Vec<PublishedFigure>,
}

/// Digests under the cohort's key, 64 hexadecimal digits each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EditionDigests {
    /// Of the answers behind it, so that a lead who has others knows that.
    pub answers: String,
    /// Of all else that it holds, so that whoever has the key alone can tell that it stands as it was published.
    pub edition: String,
}

impl EditionFigures {
    /// The figure of this side and item.
    pub(crate) fn figure(&self, side: Side, item: &str) -> Option<&PublishedFigure> {
        self.figures.iter().find(|figure| figure.side == side && figure.item == item)
    }

    /// Adds a question that is not there yet.
    pub(crate) fn add_item(&mut self, item: PublishedItem) {
        if self.item(&item.name).is_none() {
            self.items.push(item);
        }
    }

    /// The question of this name as it was when the edition was published.
    pub(crate) fn item(&self, name: &str) -> Option<&PublishedItem> {
        self.items.iter().find(|item| item.name == name)
    }
}

/// The question of a figure as it was when the figure was published: a figure means nothing without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublishedItem {
    /// Its name.
    pub name: String,
    /// Its heading.
    pub heading: String,
    /// Whether a lower answer was the better one.
    pub lower_is_better: bool,
    /// The answers that it offered.
    pub scale: AnswerScale,
}

impl PublishedItem {
    /// The item as cohort.toml describes it now.
    pub(crate) fn of(item: &Item, settings: &EvaluationSettings) -> PublishedItem {
        PublishedItem {
            name: item.name.clone(),
            heading: item.heading.clone(),
            lower_is_better: item.lower_is_better,
            scale: item.scale.clone().unwrap_or_else(|| settings.scale.clone()),
        }
    }
}

/// Who of a side answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PublishedTurnout {
    /// The side.
    pub side: Side,
    /// Answered before.
    pub before: usize,
    /// Answered after.
    pub after: usize,
    /// Answered both.
    pub both: usize,
}

/// What is published of one item on one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublishedFigure {
    /// The side.
    pub side: Side,
    /// The item's name.
    pub item: String,
    /// The number of the edition that first held exactly this.
    pub since: u32,
    /// How many people it is about: those who answered twice; who answered at all, where the item was asked once.
    pub n: usize,
    /// The change; none of an item that was asked once.
    pub change: Option<PublishedChange>,
    /// How many of these people gave which answer, where no cell is too small.
    pub counts: Option<PublishedCounts>,
}

/// A published change, better upwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PublishedChange {
    /// The typical change in steps of the scale.
    pub typical: Thousandths,
    /// The lower end of its interval.
    pub low: Thousandths,
    /// The upper end.
    pub high: Thousandths,
    /// The confidence that the interval reaches.
    pub level: Thousandths,
    /// The mean change, rounded to three places.
    pub mean: Thousandths,
}

/// Published counts, from the lowest answer to the highest, or in groups: below the middle of the scale, the middle (where it has one),
/// above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublishedCounts {
    /// Whether the answers are in groups.
    pub grouped: bool,
    /// Before; none of an item that was asked after only.
    pub before: Option<Vec<usize>>,
    /// After; none of an item that was asked before only.
    pub after: Option<Vec<usize>>,
}

/// What stands behind one edition. It never leaves the private folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct EditionAnswers {
    /// The day of the edition.
    pub on: NaiveDate,
    /// The least group of the edition; none of a retraction.
    pub least_group: Option<usize>,
    /// The answers by side and item; the item without a name holds who answered at all (0 or 1).
    pub answers: BTreeMap<(Side, String), Vec<PublishedAnswer>>,
}

/// The answers of one person behind one figure, as given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PublishedAnswer {
    /// Who; nobody where the row could not be linked, or the person was erased.
    pub person: Option<PersonId>,
    /// Before.
    pub before: Option<i64>,
    /// After.
    pub after: Option<i64>,
}

/// The answers behind every edition, by its number.
pub(crate) type PublishedAnswers = BTreeMap<u32, EditionAnswers>;

/// The figures that are published now: those of the last edition, unless it was taken back.
pub(crate) fn current(editions: &BTreeMap<u32, Edition>) -> Option<(u32, &EditionFigures)> {
    let (number, last) = editions.last_key_value()?;
    Some((*number, last.figures()?))
}

/// The groups of counts from the lowest answer to the highest: below the middle, the middle where there is one, above.
pub(crate) fn in_groups(counts: &[usize]) -> Vec<usize> {
    let half = counts.len() / 2;
    let sum = |part: &[usize]| part.iter().sum();
    let (below, rest) = counts.split_at(half);
    let (middle, above) = rest.split_at(counts.len() % 2);
    if middle.is_empty() { vec![sum(below), sum(above)] } else { vec![sum(below), sum(middle), sum(above)] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_keep_the_middle_apart_where_there_is_one() {
        assert_eq!(in_groups(&[1, 2, 3, 4, 5]), [3, 3, 9]);
        assert_eq!(in_groups(&[1, 2, 3, 4]), [3, 7]);
        assert_eq!(in_groups(&[1, 2]), [1, 2]);
    }
}
