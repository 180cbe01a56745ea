//! What the lead does next: a table of conditions, each with a sentence and a command.

use chrono::NaiveDate;

use crate::app::guard::{self, Scope, warnings};
use crate::app::letters::overview;
use crate::app::messages::ledger;
use crate::app::outcomes::{self, CohortOutcomes};
use crate::app::report;
use crate::app::session::CohortSession;
use crate::cli::calendar;
use crate::domain::cohort::Cohort;
use crate::domain::conflict::ConflictState;
use crate::domain::evaluation::{AFTER, Wave};
use crate::domain::induction;
use crate::domain::pair::Pair;
use crate::domain::progress;
use crate::render::output::{Cell, Sheet};
use crate::store::git::Git;

/// What a step looks at.
struct View<'a> {
    session: &'a CohortSession,
    cohort: &'a Cohort,
    today: NaiveDate,
}

/// Whether the last day for meetings is past.
fn is_over(view: &View<'_>) -> bool {
    view.session.settings.meetings.last < view.today
}

/// Surveys are at hand, and no figure is published.
fn not_published(view: &View<'_>) -> usize {
    let root = view.session.workspace().root();
    let waves = &view.session.settings.evaluation.waves;
    let is_there = |wave: &Wave| wave.name == AFTER && wave.survey.file.as_ref().is_some_and(|file| root.join(file).exists());
    let never = view.session.facts.editions.is_empty();
    usize::from(is_over(view) && never && waves.iter().any(is_there))
}

fn points_due(view: &View<'_>) -> usize {
    CohortOutcomes::read(view.session).map_or(0, |outcomes| outcomes::due(&outcomes, view.today))
}

fn no_point(view: &View<'_>) -> usize {
    let is_empty = CohortOutcomes::read(view.session).is_ok_and(|outcomes| outcomes.all.is_empty());
    usize::from(is_over(view) && is_empty && !view.cohort.pairs.is_empty())
}

/// Once the programme is over, the report is to say what the facts say.
fn report_outdated(view: &View<'_>) -> usize {
    let is_due = is_over(view) && !view.cohort.pairs.is_empty();
    usize::from(is_due && report::is_outdated(view.session).unwrap_or(false))
}

/// How often the condition holds (0: the step is not due), for `{n}` in the sentence.
type Condition = fn(&View<'_>) -> usize;

const STEPS: [(&str, Condition, &str, &str); 20] = [
    ("import", no_people, "read the two survey exports", "revmentor import"),
    ("conflict-questions", open_questions, "answer {n} questions about conflicts of interest", "revmentor conflict list"),
    ("match", forbidden_pairs, "re-match {n} pairs that may not be", "revmentor match"),
    ("match", not_matched, "pair people", "revmentor match"),
    ("match", free_on_both_sides, "offer a pair to those who are free on both sides ({n} pairs at most)", "revmentor match"),
    ("reveal", hidden_after_inductions, "reveal {n} pairs: the inductions are past", "revmentor reveal"),
    (
        "reveal",
        hidden_when_meetings_begin,
        "reveal {n} pairs: meetings have begun, and no induction is known",
        "revmentor reveal",
    ),
    ("report-meetings", unreported, "ask about {n} meetings whose day has passed", "revmentor meeting held PAIR N --on DATE"),
    ("calendar", outdated_calendars, "write {n} calendars anew", "revmentor calendar"),
    ("quiet", quiet, "write to {n} pairs that have gone quiet", "revmentor status"),
    ("messages", messages_due, "draft the messages of {n} stages that are due", "revmentor messages --due"),
    ("letters", letters_due, "write {n} kinds of letters that are due", "revmentor letters"),
    ("evaluate", not_published, "publish what the surveys say", "revmentor evaluate --publish"),
    ("outcomes", points_due, "see to {n} action points that are due", "revmentor outcome list"),
    ("outcomes", no_point, "keep what the group learnt and wants done", "revmentor outcome list"),
    ("report", report_outdated, "write the report", "revmentor report"),
    ("erase", expired, "erase personal data: the day to keep it until has passed", "revmentor erase --expired"),
    ("history", history, "take personal data out of git's history: this prints the commands", "revmentor init --hook"),
    ("hook", no_hook, "have git look for personal data before every commit of this clone", "revmentor init --hook"),
    ("commit", uncommitted, "commit {n} files", "git add -A .; git commit -m \"Update the cohort\""),
];

pub(crate) fn sheet(session: &CohortSession, cohort: &Cohort, today: NaiveDate) -> Sheet {
    let view = View { session, cohort, today };
    let due = STEPS.iter().filter_map(|(code, condition, sentence, command)| {
        let times = condition(&view);
        let sentence = sentence.replace("{n}", &times.to_string());
        (times > 0).then(|| [Cell::text(&sentence), Cell::text(command), Cell::text(code)])
    });
    Sheet::new("What to do next", ["step", "command", "code"], due)
}

fn no_people(view: &View<'_>) -> usize {
    usize::from(view.cohort.people.is_empty())
}

fn open_questions(view: &View<'_>) -> usize {
    view.cohort.conflicts.values().filter(|state| matches!(state, ConflictState::Open(_))).count()
}

fn forbidden_pairs(view: &View<'_>) -> usize {
    let forbidden = |pair: &&Pair| view.cohort.conflicts.get(&pair.id).is_some_and(|state| state.forbids());
    view.cohort.active_pairs().filter(forbidden).count()
}

fn not_matched(view: &View<'_>) -> usize {
    usize::from(view.cohort.pairs.is_empty() && !view.cohort.people.is_empty() && view.cohort.draws.is_empty())
}

fn free_on_both_sides(view: &View<'_>) -> usize {
    use crate::domain::draw::WaitReason::{NotYetMatched, PairEnded};
    let waiting = view.cohort.waiting();
    let on = |side| waiting.keys().filter(|person| person.side() == side).count();
    let new = waiting.values().any(|reason| matches!(reason, NotYetMatched | PairEnded));
    let [mentors, mentees] = crate::domain::side::Side::BOTH.map(on);
    if new { mentors.min(mentees) } else { 0 }
}

fn hidden_after_inductions(view: &View<'_>) -> usize {
    let past = induction::last_day(&view.session.settings).is_some_and(|day| day < view.today);
    if past { hidden(view) } else { 0 }
}

/// Where no induction is known, pairs have to know of each other by the first day for meetings.
fn hidden_when_meetings_begin(view: &View<'_>) -> usize {
    let settings = &view.session.settings;
    let due = induction::last_day(settings).is_none() && settings.meetings.first <= view.today;
    if due { hidden(view) } else { 0 }
}

fn hidden(view: &View<'_>) -> usize {
    let hidden = |pair: &&Pair| pair.revealed.mentors.is_none() || pair.revealed.mentees.is_none();
    view.cohort.active_pairs().filter(hidden).count()
}

fn unreported(view: &View<'_>) -> usize {
    progress::unreported(view.cohort, view.today).len()
}

fn outdated_calendars(view: &View<'_>) -> usize {
    calendar::outdated(view.session, view.today)
}

fn quiet(view: &View<'_>) -> usize {
    progress::quiet_pairs(view.cohort, &view.session.settings.meetings, view.today).len()
}

/// Only where the programme says who writes: without that no message is drafted.
fn messages_due(view: &View<'_>) -> usize {
    let session = view.session;
    if session.settings.messages.from.is_some() { ledger::due(session, view.today) } else { 0 }
}

fn letters_due(view: &View<'_>) -> usize {
    overview::owed(view.session, view.today)
}

fn history(view: &View<'_>) -> usize {
    let has_names = view.session.records().is_ok();
    let is_found = || guard::judge(view.session, Scope::WithHistory).is_ok_and(|findings| findings.is_in_history());
    usize::from(has_names && Git::of(view.session.workspace().root()).is_some() && is_found())
}

fn no_hook(view: &View<'_>) -> usize {
    usize::from(warnings::missing_hook(view.session.workspace().root()).is_some())
}

fn uncommitted(view: &View<'_>) -> usize {
    Git::of(view.session.workspace().root()).and_then(|git| git.uncommitted().ok()).map_or(0, |files| files.len())
}

fn expired(view: &View<'_>) -> usize {
    usize::from(view.session.settings.privacy.keep_until.is_some_and(|until| until < view.today))
}
