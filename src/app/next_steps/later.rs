//! The steps that come again and again while pairs meet, and those at the end.

use chrono::Days;

use super::{NextStep, View, closing, count};
use crate::app::calendar_files::Outdated;
use crate::app::letters::overview;
use crate::app::{attendance, calendar_files, turnout};
use crate::domain::progress;
use crate::domain::text::counted;

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

/// Once the programme is over, what is not recorded decides about letters and results.
pub(super) fn attendance_at_the_end(view: &View<'_>) -> Option<NextStep> {
    if closing::is_over(view) { unrecorded(view) } else { None }
}

pub(super) fn attendance(view: &View<'_>) -> Option<NextStep> {
    if closing::is_over(view) { None } else { unrecorded(view) }
}

/// Sessions are past, and nothing says who came.
fn unrecorded(view: &View<'_>) -> Option<NextStep> {
    let open = attendance::unrecorded(view.session, view.cohort, view.today);
    let (event, people) = open.first()?;
    let why = format!("attendance at {} is not recorded for {}", event.title, counted(people.len(), "person"));
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
    let Outdated { missing, changed } = calendar_files::outdated(view.session, view.today);
    let why = match (missing, changed) {
        (0, 0) => return None,
        (0, _) => format!("{} out of date", count(changed, "calendar file is", "calendar files are")),
        (_, 0) => format!("{} not written yet", count(missing, "calendar file is", "calendar files are")),
        _ => format!("{} out of date or not written yet", count(missing + changed, "calendar file is", "calendar files are")),
    };
    Some(NextStep::new("calendar", "revmentor calendar", why))
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
