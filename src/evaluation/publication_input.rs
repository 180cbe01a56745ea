//! What a publication is made from, and what becomes of a figure in it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::summary::Evaluation;
use crate::domain::evaluation::EvaluationSettings;
use crate::domain::id::PersonId;
use crate::domain::publication::{Edition, PublishedAnswers};
use crate::domain::side::Side;

/// The name under which the answers of the turnout are kept.
pub(super) const TURNOUT: &str = "";

/// A side and the name of an item.
pub(super) type Key = (Side, String);

/// What is to be published.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PublicationInput<'a> {
    /// The settings.
    pub settings: &'a EvaluationSettings,
    /// The figures.
    pub evaluation: &'a Evaluation,
    /// Who answered before and after, of everybody who answered or was ever paired.
    pub turnout: &'a BTreeMap<PersonId, (bool, bool)>,
    /// The editions so far.
    pub editions: &'a BTreeMap<u32, Edition>,
    /// The answers behind them.
    pub answers: &'a PublishedAnswers,
    /// The day.
    pub on: NaiveDate,
    /// Whether figures in which everybody is alike are published.
    pub accept_unanimous: bool,
}

/// What became of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FigureFate {
    /// It is published for the first time, or anew.
    New,
    /// It stands as it was published.
    Same,
    /// It is carried over: so few people's answers changed that the difference would tell them.
    CarriedOver(usize),
    /// The counts would differ from published ones by a small cell or by one alone: it is carried over, or left out.
    Telling,
    /// It was published under another name, and so few people's answers changed since that it would tell them.
    Renamed(usize),
    /// It is carried over under the description of its question in cohort.toml now: so few people's answers changed.
    Restated(usize),
    /// It was published on another scale, and on both it would tell too much.
    Rescaled,
    /// Too few people.
    TooFew(usize),
    /// It was asked once, and a count is too small to be shown.
    SmallCounts,
    /// Everybody is alike.
    Unanimous,
    /// It was left out because everybody was alike, and so few people's answers changed since that it would tell them.
    StillLeftOut(usize),
}
