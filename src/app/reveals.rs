//! The commands that record a reveal and take it back, as they work when they are typed. Records nothing.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::facts::Facts;
use crate::domain::id::PersonId;
use crate::domain::induction;
use crate::domain::milestone::{self, Milestone};
use crate::domain::settings::Settings;
use crate::domain::side::Side;

/// The stages that tell the two of a pair of each other.
pub(crate) const TELLING: [&str; 2] = ["reveal", "new-partner"];

/// Whoever is recorded as told of the partner.
pub(crate) fn told_people(facts: &Facts, to: Option<Side>) -> BTreeSet<PersonId> {
    let sent = TELLING.iter().flat_map(|stage| facts.told.sent(stage).into_keys().flatten());
    sent.filter(|person| to.is_none_or(|to| to == person.side())).collect()
}

/// The command, without the program, that takes a reveal back; it is forced where people are recorded as told.
pub(crate) fn taking_back(facts: &Facts, to: Option<Side>) -> String {
    let force = if told_people(facts, to).is_empty() { "" } else { " --force" };
    format!("reveal --retract{}{force} --reason mistake", to_side(to))
}

/// The command, without the program, that records a reveal from this day on; it is forced where the inductions, or the day that
/// cohort.toml sets, come after that day.
pub(crate) fn revealing(settings: Option<&Settings>, to: Option<Side>, on: NaiveDate) -> String {
    let is_early = settings.is_some_and(|settings| match milestone::written(&settings.dates, Milestone::Reveal) {
        Some(written) => on < written,
        None => induction::last_day(settings).is_some_and(|last| on < last),
    });
    let force = if is_early { " --force --reason agreed" } else { "" };
    format!("reveal --on {on}{}{force}", to_side(to))
}

/// To whom a reveal is, as an option.
fn to_side(to: Option<Side>) -> String {
    to.map_or_else(String::new, |side| format!(" --to {}", side.key()))
}
