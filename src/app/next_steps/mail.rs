//! The steps that concern messages: corrections, drafts, papers that they attach, and what is due.

use super::{NextStep, View, count};
use crate::app::messages::ledger;
use crate::correspondence::ledger::LedgerLine;
use crate::domain::problem::Problem;

/// The messages up to the pairing: they come before the exports are read and before anybody is matched.
const OF_SIGN_UP: [&str; 4] = ["invitation-mentors", "invitation-mentees", "reminder-recruitment", "received"];

fn is_of_sign_up(line: &LedgerLine) -> bool {
    OF_SIGN_UP.contains(&line.stage.as_str())
}

/// Drafts stand and nobody is recorded as sent them: to draft them again would tell nobody.
fn unsent(line: &LedgerLine) -> NextStep {
    let (drafts, are) = if line.drafted.len() == 1 { ("draft", "is") } else { ("drafts", "are") };
    let why = format!("{} {drafts} of {} {are} not recorded as sent", line.drafted.len(), line.stage);
    NextStep::new("messages", format!("revmentor messages sent {}", line.stage), why).due(line.due)
}

/// Invitations, and thanks for applications.
pub(super) fn sign_up(view: &View<'_>) -> Option<NextStep> {
    if let Some(line) = view.due_lines().filter(|line| is_of_sign_up(line)).find(|line| line.has_drafts()) {
        return Some(unsent(line));
    }
    let ready: Vec<_> = view.undrafted().filter(|line| is_of_sign_up(line) && can_be_drafted(view, line)).collect();
    let names: Vec<&str> = ready.iter().map(|line| line.stage.as_str()).collect();
    let due = ready.iter().filter_map(|line| line.due).min();
    let step = || NextStep::new("messages", drafting(&names), format!("messages are due: {}", names.join(", ")));
    (!ready.is_empty()).then(|| step().due(due))
}

/// The command that drafts these stages for whom they are due.
fn drafting(names: &[&str]) -> String {
    format!("revmentor messages {} --due", names.join(" "))
}

fn can_be_drafted(view: &View<'_>, line: &LedgerLine) -> bool {
    !view.obstacles().contains_key(&line.stage)
}

/// Corrections stand and nobody is recorded as sent them.
pub(super) fn corrections(view: &View<'_>) -> Option<NextStep> {
    let line = view.lines().iter().find(|line| !line.corrections.is_empty())?;
    let (corrections, are) = if line.corrections.len() == 1 { ("correction", "is") } else { ("corrections", "are") };
    let why = format!("{} {corrections} of {} {are} drafted and not recorded as sent", line.corrections.len(), line.stage);
    Some(NextStep::new("messages", format!("revmentor messages sent {}", line.stage), why))
}

/// People hold what is no longer right: a session has another room, day or time.
pub(super) fn outdated(view: &View<'_>) -> Option<NextStep> {
    let all: Vec<_> = view.outdated().collect();
    let (line, people) = all.first()?;
    let others: Vec<String> = all.iter().skip(1).map(|(line, people)| format!("{} ({people})", line.stage)).collect();
    let others = if others.is_empty() { String::new() } else { format!("; then {}", others.join(", ")) };
    let hold = count(*people, "person holds", "people hold");
    if let Some(problem) = view.obstacles_to_corrections().get(&line.stage) {
        let command = cure(problem).unwrap_or_else(|| format!("revmentor messages correction {}", line.stage));
        let code = if problem.code.starts_with("letter-") { "letters" } else { "messages" };
        let why = format!("{hold} an outdated {}; before it is corrected: {}", line.stage, problem.message);
        return Some(NextStep::new(code, command, why));
    }
    let why = format!("{hold} an outdated {}{others}", line.stage);
    Some(NextStep::new("messages", format!("revmentor messages correction {}", line.stage), why))
}

pub(super) fn drafts(view: &View<'_>) -> Option<NextStep> {
    view.due_lines().filter(|line| !is_of_sign_up(line)).find(|line| line.has_drafts()).map(unsent)
}

/// An invitation to a session is due, and nobody wrote down where the session is.
pub(super) fn places(view: &View<'_>) -> Option<NextStep> {
    let events = &view.session.settings.events;
    let is_nowhere = |id: &str| events.iter().any(|event| event.id == id && event.is_nowhere());
    let invites = |line: &&LedgerLine| line.stage.starts_with("session-") || line.stage.starts_with("choose-");
    let line = view.undrafted().filter(invites).find(|line| line.event.as_deref().is_some_and(is_nowhere))?;
    let why = format!("{} is due, and cohort.toml gives its event neither a place nor a link", line.stage);
    Some(NextStep::new("place", "revmentor messages --check", why).due(line.due))
}

/// The command that a help offers first.
fn cure(problem: &Problem) -> Option<String> {
    problem.help.as_deref()?.split('`').find(|part| part.starts_with("revmentor ")).map(str::to_owned)
}

/// What keeps a message from being drafted, where that is a paper.
fn paper<'v>(view: &'v View<'_>, line: &LedgerLine) -> Option<&'v Problem> {
    view.obstacles().get(&line.stage).filter(|problem| problem.code.starts_with("letter-"))
}

/// Whether it is a sheet that only the lead can fill in.
fn is_blank(problem: &Problem) -> bool {
    problem.code == "letter-missing" && problem.place.file.is_some()
}

/// A paper has to be written, or written anew, before the message that attaches it can be drafted.
pub(super) fn papers(view: &View<'_>) -> Option<NextStep> {
    let missing = |line| Some((line, paper(view, line).filter(|problem| !is_blank(problem))?));
    let (line, problem) = view.undrafted().find_map(missing)?;
    let why = format!("{} is due: {}", line.stage, problem.message);
    let command = cure(problem).unwrap_or_else(|| "revmentor letters".to_owned());
    Some(NextStep::new("letters", command, why).due(line.due))
}

/// A sheet has to be filled in. It waits for the lead and holds up no other message; it is shown with where it stands.
pub(super) fn blank_sheets(view: &View<'_>) -> Option<NextStep> {
    let blank = |line| Some((line, paper(view, line).filter(|problem| is_blank(problem))?));
    let (line, problem) = view.undrafted().find_map(blank)?;
    let why = format!("{} is due: {}", line.stage, problem.message);
    let step = NextStep::new("letters", "revmentor letters", why).due(line.due);
    Some(NextStep { example: cure(problem), ..step })
}

/// Only where the programme says who writes: without that no message is drafted. What cannot be drafted holds nothing else up.
pub(super) fn messages(view: &View<'_>) -> Option<NextStep> {
    let all = view.undrafted().count();
    let ready: Vec<_> = view.undrafted().filter(|line| can_be_drafted(view, line)).collect();
    let held_up = all > ready.len();
    let ready: Vec<_> = ready.into_iter().filter(|line| !is_of_sign_up(line)).collect();
    let names: Vec<&str> = ready.iter().map(|line| line.stage.as_str()).collect();
    let command = if held_up { drafting(&names) } else { "revmentor messages --due".to_owned() };
    let earliest = ready.iter().filter_map(|line| line.due).min();
    let step = || NextStep::new("messages", command, format!("messages are due: {}", names.join(", "))).due(earliest);
    (!ready.is_empty()).then(step)
}

/// A message is due, and something but a paper stands in its way.
pub(super) fn stuck(view: &View<'_>) -> Option<NextStep> {
    let obstacle = |line: &LedgerLine| view.obstacles().get(&line.stage).filter(|problem| !problem.code.starts_with("letter-"));
    let (line, problem) = view.undrafted().find_map(|line| Some((line, obstacle(line)?)))?;
    let why = format!("{} is due and cannot be drafted: {}", line.stage, problem.message);
    Some(NextStep::new("messages", format!("revmentor messages {}", line.stage), why).due(line.due))
}

/// Messages would be due, and `cohort.toml` has not the link that they send.
pub(super) fn links(view: &View<'_>) -> Option<NextStep> {
    view.session.settings.messages.from.as_ref()?;
    let blocked = ledger::blocked(view.lines());
    let why = blocked.iter().map(|(link, stages)| format!("{} cannot be drafted without the link {link}", stages.join(", ")));
    let why = why.collect::<Vec<_>>().join("; ");
    (!blocked.is_empty()).then(|| NextStep::new("links", "revmentor messages --due", why))
}
