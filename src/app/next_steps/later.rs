//! The steps that come again and again while pairs meet, and those at the end.

use chrono::Days;

use super::{NextStep, View, count};
use crate::app::letters::overview;
use crate::app::messages::ledger;
use crate::app::{attendance, calendar_files, turnout};
use crate::correspondence::ledger::LedgerLine;
use crate::domain::progress;

/// So many days before its first date people are asked which date of a session they choose.
const ASKED_BEFORE: u64 = 28;

pub(super) fn choose(view: &View<'_>) -> Option<NextStep> {
    let soon = view.today.checked_add_days(Days::new(ASKED_BEFORE))?;
    let judged = turnout::judged(view.session, view.today);
    let writes = view.session.settings.messages.from.is_some();
    // On the day on which the mail that asks is due, it is sent first.
    let is_soon = |event: &crate::domain::event::Event| {
        let is_asked = !writes || view.was_sent(&format!("choose-{}", event.id));
        event.dates.iter().any(|date| date.date() < soon || is_asked && date.date() == soon)
    };
    let open = judged.iter().filter(|(event, _)| is_soon(event)).map(|(event, choices)| (event, turnout::silent(choices)));
    let (event, silent) = open.into_iter().find(|(_, silent)| !silent.is_empty())?;
    let why = format!("{} chosen a date of {}", count(silent.len(), "person has not", "people have not"), event.title);
    let example = format!("revmentor choose {} {} 1", event.id, silent.first()?);
    let first = event.dates.iter().min().map(chrono::NaiveDateTime::date);
    Some(NextStep::new("choose", "revmentor choose list", why).example(example).due(first))
}

/// Dates that people chose are offered no more: nobody knows to which of the others they come.
pub(super) fn choose_again(view: &View<'_>) -> Option<NextStep> {
    let lost = turnout::lost(view.session, view.cohort, view.today);
    let (event, people) = lost.first()?;
    let who: Vec<String> = people.iter().map(ToString::to_string).collect();
    let why = format!("{} chose a date of {} that is offered no more; ask them to choose again", who.join(", "), event.title);
    let example = format!("revmentor choose {} {} 1", event.id, people.first()?);
    let first = event.dates.iter().min().map(chrono::NaiveDateTime::date);
    Some(NextStep::new("choose", "revmentor choose list", why).example(example).due(first))
}

/// Sessions are past, and nothing says who came.
pub(super) fn attendance(view: &View<'_>) -> Option<NextStep> {
    let open = attendance::unrecorded(view.session, view.cohort, view.today);
    let (event, people) = open.first()?;
    let why = format!("{} not recorded at {}", count(people.len(), "attendance is", "attendances are"), event.title);
    let example = format!("revmentor attend {} {}", event.id, people.first()?);
    let day = event.dates.iter().max().map(chrono::NaiveDateTime::date).or(event.by);
    Some(NextStep::new("attendance", "revmentor attend list", why).example(example).due(day))
}

pub(super) fn quiet(view: &View<'_>) -> Option<NextStep> {
    let quiet = progress::quiet_pairs(view.cohort, &view.session.settings.meetings, view.today);
    let over = view.today > view.session.settings.meetings.last;
    let why = format!("{} gone quiet: their addresses are listed", count(quiet.len(), "pair has", "pairs have"));
    (!quiet.is_empty() && !over).then(|| NextStep::new("quiet", "revmentor status", why))
}

pub(super) fn calendar(view: &View<'_>) -> Option<NextStep> {
    let outdated = calendar_files::outdated(view.session, view.today);
    let why = format!("{} to be written", count(outdated, "calendar is", "calendars are"));
    (outdated > 0).then(|| NextStep::new("calendar", "revmentor calendar", why))
}

/// Drafts stand and nobody is recorded as sent them: to draft them again would tell nobody.
pub(super) fn drafts(view: &View<'_>) -> Option<NextStep> {
    let line = view.due_lines().find(|line| !line.drafted.is_empty())?;
    let why = format!("{} of {} not recorded as sent", count(line.drafted.len(), "draft is", "drafts are"), line.stage);
    Some(NextStep::new("messages", format!("revmentor messages sent {}", line.stage), why).due(line.due))
}

/// An invitation to a session is due, and nobody wrote down where the session is.
pub(super) fn places(view: &View<'_>) -> Option<NextStep> {
    let events = &view.session.settings.events;
    let is_nowhere = |id: &str| events.iter().any(|event| event.id == id && event.is_nowhere());
    let invites = |line: &&LedgerLine| line.drafted.is_empty() && (line.stage.starts_with("session-"));
    let line = view.due_lines().filter(invites).find(|line| line.event.as_deref().is_some_and(is_nowhere))?;
    let why = format!("{} is due, and cohort.toml gives its event neither a place nor a link", line.stage);
    Some(NextStep::new("place", "revmentor messages --check", why).due(line.due))
}

/// A message that is due attaches papers that are not written: without them it cannot be drafted.
pub(super) fn papers(view: &View<'_>) -> Option<NextStep> {
    let lines: Vec<_> = view.due_lines().filter(|line| line.drafted.is_empty()).collect();
    let stages: Vec<&str> = lines.iter().map(|line| line.stage.as_str()).collect();
    let (stage, kind) = overview::first_lacking(view.session, view.today, &stages)?;
    let why = format!("{stage} is due and attaches this paper, which is not written");
    let due = lines.iter().find(|line| line.stage == stage).and_then(|line| line.due);
    Some(NextStep::new("letters", format!("revmentor letters {kind}"), why).due(due))
}

/// Only where the programme says who writes: without that no message is drafted.
pub(super) fn messages(view: &View<'_>) -> Option<NextStep> {
    let due: Vec<_> = view.due_lines().filter(|line| line.drafted.is_empty()).collect();
    let names: Vec<&str> = due.iter().map(|line| line.stage.as_str()).collect();
    let step = |why| NextStep::new("messages", "revmentor messages --due", why);
    let earliest = due.iter().filter_map(|line| line.due).min();
    (!due.is_empty()).then(|| step(format!("messages are due: {}", names.join(", "))).due(earliest))
}

/// Messages would be due, and `cohort.toml` has not the link that they send.
pub(super) fn links(view: &View<'_>) -> Option<NextStep> {
    view.session.settings.messages.from.as_ref()?;
    let blocked = ledger::blocked(view.lines());
    let why = blocked.iter().map(|(link, stages)| format!("{} cannot be drafted without the link {link}", stages.join(", ")));
    let why = why.collect::<Vec<_>>().join("; ");
    (!blocked.is_empty()).then(|| NextStep::new("links", "revmentor messages --due", why))
}

pub(super) fn letters(view: &View<'_>) -> Option<NextStep> {
    let owed = overview::owed(view.session, view.today);
    let why = format!("{} due and not written", count(owed, "kind of letter is", "kinds of letters are"));
    (owed > 0).then(|| NextStep::new("letters", "revmentor letters", why))
}

/// After the last day personal data is erased, or the day is written until which it is kept.
pub(super) fn erase(view: &View<'_>) -> Option<NextStep> {
    let settings = &view.session.settings;
    let stands = view.session.records().is_ok() && view.cohort.people.values().any(|person| person.erased.is_none());
    match settings.privacy.keep_until {
        _ if !stands => None,
        Some(until) if until < view.today => {
            let why = "the day until which personal data is kept is past";
            Some(NextStep::new("erase", "revmentor erase --expired", why).due(until))
        }
        None if settings.meetings.last < view.today => {
            let why = "the programme is over, and cohort.toml does not say how long personal data is kept ([privacy] keep_until)";
            Some(NextStep::new("erase", "revmentor man erase", why))
        }
        _ => None,
    }
}

/// Nothing is due: the message that is due next.
pub(super) fn upcoming(view: &View<'_>) -> Option<NextStep> {
    let lines = view.lines();
    let next =
        lines.iter().filter(|line| !line.is_due && line.due.is_some_and(|due| due > view.today)).min_by_key(|line| line.due)?;
    let why = format!("nothing is due today; the next message is {}", next.stage);
    Some(NextStep::new("messages", "revmentor messages", why).due(next.due))
}
