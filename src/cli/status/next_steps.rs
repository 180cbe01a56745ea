//! What the lead does next: a table of conditions, each with a sentence and a command.

use chrono::NaiveDate;

use crate::app::guard::{self, Scope, warnings};
use crate::app::letters::overview;
use crate::app::messages::ledger;
use crate::app::session::CohortSession;
use crate::cli::calendar;
use crate::domain::cohort::Cohort;
use crate::domain::conflict::ConflictState;
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

/// How often the condition holds (0: the step is not due), for `{n}` in the sentence.
type Condition = fn(&View<'_>) -> usize;

const STEPS: [(Condition, &str, &str); 16] = [
    (no_people, "read the two survey exports", "revmentor import"),
    (open_questions, "answer {n} questions about conflicts of interest", "revmentor conflict list"),
    (forbidden_pairs, "re-match {n} pairs that may not be", "revmentor match"),
    (not_matched, "pair people", "revmentor match"),
    (free_on_both_sides, "offer a pair to those who are free on both sides ({n} pairs at most)", "revmentor match"),
    (hidden_after_inductions, "reveal {n} pairs: the inductions are past", "revmentor reveal"),
    (hidden_when_meetings_begin, "reveal {n} pairs: meetings have begun, and no induction is known", "revmentor reveal"),
    (unreported, "ask about {n} meetings whose day has passed", "revmentor meeting held PAIR N --on DATE"),
    (outdated_calendars, "write {n} calendars anew", "revmentor calendar"),
    (quiet, "write to {n} pairs that have gone quiet", "revmentor status"),
    (messages_due, "draft the messages of {n} stages that are due", "revmentor messages --due"),
    (letters_due, "write {n} kinds of letters that are due", "revmentor letters"),
    (expired, "erase personal data: the day to keep it until has passed", "revmentor erase --expired"),
    (history, "take personal data out of git's history: this prints the commands", "revmentor init --hook"),
    (no_hook, "have git look for personal data before every commit of this clone", "revmentor init --hook"),
    (uncommitted, "commit {n} files", "git add -A .; git commit -m \"Update the cohort\""),
];

pub(crate) fn sheet(session: &CohortSession, cohort: &Cohort, today: NaiveDate) -> Sheet {
    let view = View { session, cohort, today };
    let due = STEPS.iter().filter_map(|(condition, sentence, command)| {
        let times = condition(&view);
        let sentence = sentence.replace("{n}", &times.to_string());
        (times > 0).then(|| [Cell::text(&sentence), Cell::text(command)])
    });
    Sheet::new("What to do next", ["step", "command"], due)
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
