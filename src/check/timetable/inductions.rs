//! Rules about meetings and inductions.

use chrono::NaiveDateTime;

use super::{Breach, Law, each_planned};
use crate::domain::event::EventKind;
use crate::domain::pair::Pair;
use crate::domain::text::long_date;

/// Pairs first meet after the last induction.
pub(super) fn after_the_inductions(law: &Law<'_>, pair: &Pair) -> Vec<Breach> {
    let inductions = law.settings.events.iter().filter(|event| event.kind == EventKind::Induction);
    let Some(last) = inductions.flat_map(|event| &event.dates).map(NaiveDateTime::date).max() else { return Vec::new() };
    each_planned(pair, "induction", |meeting| {
        (meeting.date <= last)
            .then(|| format!("{} is not after the last induction on {}", long_date(meeting.date), long_date(last)))
    })
}
