//! When a reminder may follow the message of which it reminds: some days after that one was sent, and never before it was.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::stage_list::{Stage, of_event};
use crate::domain::id::PersonId;
use crate::domain::settings::Settings;
use crate::domain::told::Told;

/// A reminder, the messages of which it reminds, and the least number of days between.
const REMINDERS: [(&str, &[&str], u64); 8] = [
    ("reminder-recruitment", &["invitation-mentors", "invitation-mentees"], 7),
    ("declare-reminder", &["declare"], 4),
    ("evaluation-pre-reminder", &["evaluation-pre"], 4),
    ("training-reminder", &["training"], 7),
    ("choose-reminder", &["choose"], 5),
    ("session-reminder", &["session"], 4),
    ("evaluation-post-reminder", &["evaluation-post"], 5),
    ("evaluation-post-reminder-2", &["evaluation-post-reminder"], 5),
];

/// The messages of which a stage reminds, as this cohort calls them, and the least number of days between; none for what is no reminder,
/// or reminds of what this cohort never sends.
pub(crate) fn reminds_of(stage: &Stage<'_>, settings: &Settings) -> Option<(Vec<String>, u64)> {
    let (_, first, days) = REMINDERS.into_iter().find(|(id, ..)| *id == stage.row.id)?;
    let is_sent = |id: &&&str| {
        let name = stage.event.map(|event| of_event(id, &event.id));
        !settings.messages.skip.iter().any(|skip| skip == **id || Some(skip) == name.as_ref())
    };
    let named = |id: &&str| stage.event.map_or_else(|| (*id).to_owned(), |event| of_event(id, &event.id));
    let sent: Vec<String> = first.iter().filter(is_sent).map(named).collect();
    (!sent.is_empty()).then_some((sent, days))
}

/// The day on which each person was sent the last of these messages.
pub(super) fn last_sent(names: &[String], told: &Told) -> BTreeMap<Option<PersonId>, NaiveDate> {
    let mut last: BTreeMap<Option<PersonId>, NaiveDate> = BTreeMap::new();
    for (who, sent) in names.iter().flat_map(|name| told.sent(name)) {
        let day = last.entry(who).or_insert(sent.on);
        *day = sent.on.max(*day);
    }
    last
}
