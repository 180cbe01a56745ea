//! The steps that come again and again while pairs meet, and those at the end.

use chrono::Days;

use super::{NextStep, View, count};
use crate::app::letters::overview;
use crate::app::messages::ledger;
use crate::app::{attendance, calendar_files, turnout};
use crate::domain::progress;

/// So many days before its first date people are asked which date of a session they choose.
const ASKED_BEFORE: u64 = 28;

pub(super) fn choose(view: &View<'_>) -> Option<NextStep> {
    let soon = view.today.checked_add_days(Days::new(ASKED_BEFORE))?;
    let judged = turnout::judged(view.session, view.today);
    let is_soon = |event: &crate::domain::event::Event| event.dates.iter().any(|date| date.date() <= soon);
    let open = judged.iter().filter(|(event, _)| is_soon(event)).map(|(event, choices)| (event, turnout::silent(choices)));
    let (event, silent) = open.into_iter().find(|(_, silent)| !silent.is_empty())?;
    let why = format!("{} chosen a date of {}", count(silent.len(), "person has not", "people have not"), event.title);
    let example = format!("revmentor choose {} {} 1", event.id, silent.first()?);
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

/// Only where the programme says who writes: without that no message is drafted.
pub(super) fn messages(view: &View<'_>) -> Option<NextStep> {
    view.session.settings.messages.from.as_ref()?;
    let lines = ledger::lines(view.session, view.today).ok()?;
    let due: Vec<_> = lines.iter().filter(|line| line.is_due).collect();
    let names: Vec<&str> = due.iter().map(|line| line.stage.as_str()).collect();
    let step = |why| NextStep::new("messages", "revmentor messages --due", why);
    let earliest = due.iter().filter_map(|line| line.due).min();
    (!due.is_empty()).then(|| step(format!("messages are due: {}", names.join(", "))).due(earliest))
}

pub(super) fn letters(view: &View<'_>) -> Option<NextStep> {
    let owed = overview::owed(view.session, view.today);
    let why = format!("{} due and not written", count(owed, "kind of letter is", "kinds of letters are"));
    (owed > 0).then(|| NextStep::new("letters", "revmentor letters", why))
}

/// After the last day personal data is erased, or the day is written until which it is kept.
pub(super) fn erase(view: &View<'_>) -> Option<NextStep> {
    let settings = &view.session.settings;
    let step = |why: &str| Some(NextStep::new("erase", "revmentor erase --expired", why));
    let stands = view.session.records().is_ok() && view.cohort.people.values().any(|person| person.erased.is_none());
    match settings.privacy.keep_until {
        _ if !stands => None,
        Some(until) if until < view.today => {
            step("the day until which personal data is kept is past").map(|step| step.due(until))
        }
        None if settings.meetings.last < view.today => {
            step("the programme is over, and cohort.toml does not say how long personal data is kept ([privacy] keep_until)")
        }
        _ => None,
    }
}

/// Nothing is due: the message that is due next.
pub(super) fn upcoming(view: &View<'_>) -> Option<NextStep> {
    let lines = ledger::lines(view.session, view.today).ok()?;
    let next =
        lines.iter().filter(|line| !line.is_due && line.due.is_some_and(|due| due > view.today)).min_by_key(|line| line.due)?;
    let why = format!("nothing is due today; the next message is {}", next.stage);
    Some(NextStep::new("messages", "revmentor messages", why).due(next.due))
}
