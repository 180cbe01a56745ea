//! What each stage presupposes beside its recipients' state: one table for reminders, for what follows a session, and for what looks back
//! on the programme. It holds however a stage is chosen, by its day or by its name.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::audience::{MailState, start_for};
use super::due;
use super::stage_list::{Stage, of_event};
use crate::domain::correspondence_settings::DeclarationMode;
use crate::domain::id::PersonId;
use crate::domain::milestone::Milestone;
use crate::domain::problem::Problem;
use crate::domain::settings::Settings;
use crate::domain::side::Side;
use crate::domain::text::{agreeing, long_date};
use crate::domain::told::Told;

/// What must have happened before a stage is drafted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Presupposes {
    /// People were matched.
    Matching,
    /// Somebody is, or was, in a pair.
    Pairs,
    /// Everybody has answered the question about conflicts of interest, or the day for it has come.
    Declarations,
    /// Somebody was told of a partner.
    Reveal,
    /// The recipient was sent one of these, at least so many days ago where nobody types the name.
    Sent(&'static [&'static str], u64),
    /// A date of the session is to come.
    SessionToCome,
    /// The recipient's date of the session has come.
    SessionHeld,
    /// No meeting is planned for a later day.
    MeetingsOver,
    /// Figures of the surveys, or points of the group, are published.
    Published,
}

use Presupposes::{Declarations, Matching, MeetingsOver, Pairs, Published, Reveal, Sent, SessionHeld, SessionToCome};

/// Every stage that presupposes something.
const PRESUPPOSED: [(&str, &[Presupposes]); 22] = [
    ("reminder-recruitment", &[Sent(&["invitation-mentors", "invitation-mentees"], 7)]),
    ("waiting", &[Matching]),
    ("place", &[Pairs]),
    ("declare", &[Pairs]),
    ("declare-reminder", &[Pairs, Sent(&["declare"], 4)]),
    ("pairing-final", &[Pairs, Declarations]),
    ("evaluation-pre-reminder", &[Sent(&["evaluation-pre"], 4)]),
    ("training-reminder", &[Sent(&["training"], 7)]),
    ("choose", &[SessionToCome]),
    ("choose-reminder", &[SessionToCome, Sent(&["choose"], 5)]),
    ("session", &[SessionToCome]),
    ("session-reminder", &[SessionToCome, Sent(&["session"], 4)]),
    ("after-induction", &[SessionHeld]),
    ("reveal", &[Reveal]),
    ("book", &[Reveal]),
    ("log", &[Reveal]),
    ("summary", &[Reveal]),
    ("evaluation-post", &[MeetingsOver]),
    ("evaluation-post-reminder", &[MeetingsOver, Sent(&["evaluation-post"], 5)]),
    ("evaluation-post-reminder-2", &[MeetingsOver, Sent(&["evaluation-post-reminder"], 5)]),
    ("thanks", &[MeetingsOver]),
    ("results", &[Published]),
];

fn presupposed(stage: &Stage<'_>) -> &'static [Presupposes] {
    PRESUPPOSED.into_iter().find(|(id, _)| *id == stage.row.id).map_or(&[], |(_, presupposed)| presupposed)
}

/// The messages of which a stage reminds, as this cohort calls them, and the least number of days between; none for what is no reminder,
/// or reminds of what this cohort never sends.
pub(crate) fn reminds_of(stage: &Stage<'_>, settings: &Settings) -> Option<(Vec<String>, u64)> {
    let of_message = |needs: &Presupposes| if let Sent(first, days) = needs { Some((*first, *days)) } else { None };
    let (first, days) = presupposed(stage).iter().find_map(of_message)?;
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

impl MailState<'_> {
    /// Of these recipients, those for whom what the stage presupposes has happened.
    pub(crate) fn ready(&self, stage: &Stage<'_>, told: &Told, recipients: Vec<Option<PersonId>>) -> Vec<Option<PersonId>> {
        let first = reminds_of(stage, self.settings).map(|(names, _)| last_sent(&names, told));
        let follows = presupposed(stage).contains(&SessionHeld);
        let is_ready = |who: &Option<PersonId>| {
            let was_sent = first.as_ref().is_none_or(|first| first.contains_key(who));
            was_sent && !(follows && self.is_session_to_come(stage, *who))
        };
        recipients.into_iter().filter(is_ready).collect()
    }

    fn is_session_to_come(&self, stage: &Stage<'_>, who: Option<PersonId>) -> bool {
        let start = stage.event.and_then(|event| start_for(self.blind(who?)?, event));
        start.is_some_and(|start| start.date() > self.today)
    }

    /// What the stage presupposes and has not happened so far for anybody.
    pub(super) fn not_happened(&self, stage: &Stage<'_>, told: &Told) -> Vec<Problem> {
        presupposed(stage).iter().filter_map(|needs| self.missing_of(*needs, stage, told)).collect()
    }

    fn missing_of(&self, needs: Presupposes, stage: &Stage<'_>, told: &Told) -> Option<Problem> {
        let name = &stage.name;
        let refuse = |code, message: String, help: &str| Some(Problem::error(code, message).help(help));
        let nobody = || self.recipients(stage).is_empty();
        let not_ready = || !nobody() && self.ready(stage, told, self.recipients(stage)).is_empty();
        let pair_first = "pair people first: `revmentor match`";
        match needs {
            Matching if self.cohort.draws.is_empty() && self.cohort.pairs.is_empty() => {
                refuse("not-matched", format!("{name} says that there was no place, and nobody has been matched"), pair_first)
            }
            Pairs if nobody() && self.cohort.pairs.is_empty() => {
                refuse("not-matched", format!("{name} goes to people in pairs, and there is no pair"), pair_first)
            }
            Declarations => self.undeclared(name),
            Reveal if nobody() && self.is_anybody_hidden() => refuse(
                "not-revealed",
                format!("{name} tells people of their partner, and nobody has been told so far"),
                "after the inductions record it first: `revmentor reveal`",
            ),
            Sent(..) if not_ready() => {
                let (names, _) = reminds_of(stage, self.settings)?;
                let first = names.first()?;
                let message = format!("{name} reminds of {}, which nobody of its recipients was sent", names.join(" or "));
                let help =
                    format!("`revmentor messages {first}` drafts that one; all the same: `revmentor messages {name} --force`");
                refuse("stage-early", message, &help)
            }
            SessionToCome => {
                let event = stage.event?;
                let last = event.dates.iter().max()?.date();
                let message = format!("{} was on {}: {name} comes too late", event.title, long_date(last));
                (last < self.today)
                    .then(|| Problem::error("session-past", message).help("if the date has moved, write it into cohort.toml"))
            }
            SessionHeld if not_ready() => {
                let event = stage.event?;
                let first = event.dates.iter().map(chrono::NaiveDateTime::date).filter(|day| *day > self.today).min()?;
                let message = format!("{name} thanks for coming, and {} is on {}", event.title, long_date(first));
                refuse("stage-early", message, "wait until then, or give --force")
            }
            MeetingsOver => {
                let last = self.cohort.active_pairs().flat_map(|pair| pair.planned().map(|meeting| meeting.date)).max();
                let last = last.filter(|last| self.today < *last)?;
                let message = format!("{name} looks back on the programme, and meetings are planned until {}", long_date(last));
                refuse("survey-early", message, "wait until then, or give --force")
            }
            Published if !self.is_published() => refuse(
                "stage-early",
                format!("{name} sends what came of the programme, and nothing of it is published"),
                "`revmentor evaluate --publish` publishes the figures of the surveys, `revmentor outcome publish` what the group agreed on",
            ),
            _ => None,
        }
    }

    fn is_anybody_hidden(&self) -> bool {
        self.cohort.active_pairs().any(|pair| pair.revealed.mentors.is_none() || pair.revealed.mentees.is_none())
    }

    /// That people still have time to say who must not be their partner.
    fn undeclared(&self, name: &str) -> Option<Problem> {
        let by = due::milestone(self.settings, Milestone::ConflictsDeclared).filter(|by| self.today <= *by)?;
        let is_asked = |side: Side| self.settings.declaration.shows[side] != DeclarationMode::Fields;
        let paired = self.cohort.active_pairs().flat_map(|pair| pair.id.people());
        let silent =
            |person: &PersonId| is_asked(person.side()) && self.blind(*person).is_some_and(|blind| !blind.has_declared());
        let count = paired.filter(silent).collect::<std::collections::BTreeSet<_>>().len();
        let have = agreeing(count, "person has", "people have");
        let message = format!("{name} says that the day for answers is past, and {have} until {} to answer", long_date(by));
        let problem = || Problem::error("stage-early", message).help("wait until then, or give --force");
        (count > 0).then(problem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correspondence::stages::STAGES;

    #[test]
    fn every_line_is_a_stage_and_every_reminder_has_a_line() {
        let lines: Vec<&str> = PRESUPPOSED.into_iter().map(|(id, _)| id).collect();
        assert!(lines.iter().all(|id| STAGES.iter().any(|row| row.id == *id)), "{lines:?}");
        let reminders = STAGES.iter().filter(|row| row.id.contains("reminder"));
        for row in reminders {
            let needs = PRESUPPOSED.into_iter().find(|(id, _)| *id == row.id).unwrap().1;
            assert!(needs.iter().any(|needs| matches!(needs, Sent(..))), "{}", row.id);
        }
    }
}
