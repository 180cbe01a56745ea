//! The steps up to the meetings: exports, questions, matching, the reveal, reports of meetings.

use chrono::NaiveDate;

use super::{NextStep, View, closing, count};
use crate::app::forbidden;
use crate::app::plan;
use crate::check;
use crate::domain::conflict::Veto;
use crate::domain::draw::WaitReason::{self, NotYetMatched, PairEnded, ProgrammeFull};
use crate::domain::id::{PairId, PersonId};
use crate::domain::identity;
use crate::domain::induction;
use crate::domain::meeting::Meeting;
use crate::domain::milestone::Milestone;
use crate::domain::pair::Pair;
use crate::domain::problem::Problem;
use crate::domain::progress;
use crate::domain::side::Side;
use crate::domain::text::long_date;
use crate::store::layout;

pub(super) fn unseal(view: &View<'_>) -> Option<NextStep> {
    let root = view.session.workspace().root();
    let sealed = view.session.records().is_err() && root.join(layout::bundle().as_str()).is_file();
    let command = format!("revmentor unseal {}", layout::bundle());
    sealed.then(|| NextStep::new("unseal", command, "names and answers are sealed in this clone"))
}

/// What two leads recorded apart and cannot both be: `build` sets right what can be decided, a verb the rest.
pub(super) fn contradiction(view: &View<'_>) -> Option<NextStep> {
    let left = view.session.unsettled();
    let first = left.first()?;
    let why = count(left.len(), "contradiction among the facts", "contradictions among the facts");
    let mut others = left.iter().filter(|problem| !check::SETTLED_BY_VERBS.contains(&problem.code)).peekable();
    if others.peek().is_some() && others.all(|problem| cure(problem) == Some("revmentor build")) {
        return Some(NextStep::new("build", "revmentor build", why));
    }
    let step =
        NextStep::new("contradiction", "revmentor check", format!("{why}; this names each, with the command that settles it"));
    Some(NextStep { example: cure(first).map(str::to_owned), ..step })
}

/// The command that a help offers first.
fn cure(problem: &Problem) -> Option<&str> {
    problem.help.as_deref()?.split('`').find(|part| part.starts_with("revmentor "))
}

/// A view that no command would refuse, but that is not what the facts say: after a merge, or as an older version wrote it.
pub(super) fn build(view: &View<'_>) -> Option<NextStep> {
    let stands = |path| view.session.workspace().read(path);
    let views = view.session.views();
    // Before anybody is read from a survey, what is not there yet is no fault.
    let begun = !view.cohort.people.is_empty();
    let is_outdated = |found: Option<Vec<u8>>, bytes: &Vec<u8>| found.map_or(begun, |found| found != *bytes);
    let outdated = views.iter().filter(|(path, bytes)| stands(path).is_ok_and(|found| is_outdated(found, bytes))).count();
    let why = format!("{} not up to date with the facts", count(outdated, "file is", "files are"));
    (outdated > 0).then(|| NextStep::new("build", "revmentor build", why))
}

/// The exports that cohort.toml names and that are not there.
fn missing_exports(view: &View<'_>) -> Vec<String> {
    let session = view.session;
    let kind = session.settings.programme.kind;
    let missing = |side: Side| match &session.settings.survey[side].file {
        Some(file) => (!session.workspace().root().join(file).is_file()).then(|| file.clone()),
        None => Some(format!("that of the {}", side.many(kind))),
    };
    Side::BOTH.into_iter().filter_map(missing).collect()
}

/// The last day for answers, while it is not past: until then the exports are not complete, and nobody is matched.
fn still_open(view: &View<'_>) -> Option<NaiveDate> {
    let closes = view.session.settings.dates.iter().find(|date| date.milestone == Milestone::RecruitmentCloses)?.last;
    (view.today <= closes).then_some(closes)
}

pub(super) fn exports_missing(view: &View<'_>) -> Option<NextStep> {
    if still_open(view).is_some() { None } else { without_exports(view) }
}

/// While people can still sign up the exports are to come.
pub(super) fn exports_to_come(view: &View<'_>) -> Option<NextStep> {
    let closes = still_open(view)?;
    without_exports(view)
        .map(|step| NextStep { why: format!("once sign-up closes on {}: {}", long_date(closes), step.why), ..step }.due(closes))
}

fn without_exports(view: &View<'_>) -> Option<NextStep> {
    let missing = missing_exports(view);
    if !view.cohort.people.is_empty() || missing.is_empty() {
        return None;
    }
    let why = format!("put the survey exports into the cohort directory: {} missing", missing.join(" and "));
    let step = NextStep::new("exports-missing", "revmentor import", why);
    Some(step.example("revmentor survey MENTORS.csv MENTEES.csv --write"))
}

pub(super) fn import(view: &View<'_>) -> Option<NextStep> {
    let ready = view.cohort.people.is_empty() && missing_exports(view).is_empty();
    ready.then(|| NextStep::new("import", "revmentor import", "nobody has been read from the survey exports yet"))
}

/// Two records that may be one person: none of the two is newly paired before the answer.
pub(super) fn identity(view: &View<'_>) -> Option<NextStep> {
    let open: Vec<_> = identity::questions(&view.session.facts).into_iter().filter(|question| question.same.is_none()).collect();
    let first = open.first()?;
    let why = format!("{} two records", count(open.len(), "person may have", "people may have"));
    let example = format!("revmentor identity same {} {}", first.older, first.newer);
    Some(NextStep::new("identity", "revmentor identity list", why).example(example))
}

pub(super) fn conflict_questions(view: &View<'_>) -> Option<NextStep> {
    let first = view.cohort.open_conflicts().next()?;
    let open = view.cohort.open_conflicts().count();
    let why = format!("{} about conflicts of interest", count(open, "open question", "open questions"));
    let example = format!("revmentor conflict confirm {} {}", first.mentor, first.mentee);
    Some(NextStep::new("conflict-questions", "revmentor conflict list", why).example(example))
}

/// Where no survey asks for conflicts, or people were asked by a message whatever the survey asks, the silence of those who are paired is
/// unexplained until it is recorded. Before there are pairs nobody can be asked, and where messages are written, they are asked by one.
pub(super) fn declare_conflicts(view: &View<'_>) -> Option<NextStep> {
    let asked = |side: Side| view.session.settings.survey[side].columns.contains_key("conflicts");
    let hidden = |pair: &Pair| pair.revealed.mentors.is_none() || pair.revealed.mentees.is_none();
    let is_mail_to_come = view.session.settings.messages.from.is_some() && !view.was_sent("declare");
    if is_mail_to_come || !view.cohort.active_pairs().any(hidden) {
        return None;
    }
    let sent = view.session.facts.told.sent("declare");
    let is_silent = |id: PersonId| if sent.is_empty() { !asked(id.side()) } else { sent.contains_key(&Some(id)) };
    let silent = view.cohort.present().filter(|person| person.declared.is_none() && is_silent(person.id));
    let silent: Vec<String> = silent.map(|person| person.id.to_string()).collect();
    let first = silent.first()?;
    let why =
        format!("{} said whether they have a conflict of interest", count(silent.len(), "person has not", "people have not"));
    let step = NextStep::new("declare-conflicts", "revmentor conflict list", why);
    let due = view.session.settings.dates.iter().find(|date| date.milestone == Milestone::ConflictsDeclared);
    Some(step.example(format!("revmentor conflict none {first}")).due(due.map(|date| date.last)))
}

pub(super) fn announce(view: &View<'_>) -> Option<NextStep> {
    let announced = view.session.facts.announced()?;
    let why = format!("the draw announced on {} waits for its public numbers", long_date(announced.on));
    Some(NextStep::new("announce", "revmentor verify", why).example("revmentor match --public \"4 8 15 16 23 42\""))
}

/// Pairs that may not be, drawn or taken over: before anybody is told of a partner others are made.
pub(super) fn forbidden_pairs(view: &View<'_>) -> Option<NextStep> {
    let found = forbidden::standing(view.session);
    let by_rule = found.iter().filter(|found| matches!(found.veto, Veto::Alike { .. })).count();
    let declared = found.len() - by_rule;
    let conflicts =
        (declared > 0).then(|| count(declared, "pair has a conflict of interest", "pairs have a conflict of interest"));
    let rules = (by_rule > 0).then(|| count(by_rule, "pair breaks a rule of cohort.toml", "pairs break a rule of cohort.toml"));
    let why = conflicts.into_iter().chain(rules).collect::<Vec<_>>().join("; ");
    (!found.is_empty()).then(|| NextStep::new("match", "revmentor match", why))
}

pub(super) fn first_match(view: &View<'_>) -> Option<NextStep> {
    if still_open(view).is_some() { None } else { unmatched(view) }
}

/// While people can still sign up nobody is matched yet.
pub(super) fn match_to_come(view: &View<'_>) -> Option<NextStep> {
    still_open(view).and_then(|_| unmatched(view))
}

fn unmatched(view: &View<'_>) -> Option<NextStep> {
    let cohort = view.cohort;
    let ready = cohort.pairs.is_empty() && !cohort.people.is_empty() && cohort.draws.is_empty();
    let due = view.session.settings.dates.iter().find(|date| date.milestone == Milestone::Matching).map(|date| date.last);
    let why = format!("{} paired yet", count(cohort.people.len(), "applicant is not", "applicants are not"));
    (ready && view.session.facts.announced().is_none()).then(|| NextStep::new("match", "revmentor match", why).due(due))
}

pub(super) fn free_on_both_sides(view: &View<'_>) -> Option<NextStep> {
    let mut waiting = view.cohort.waiting();
    waiting.retain(|person, _| view.cohort.people.get(person).is_none_or(|known| known.erased.is_none()));
    let on = |side| waiting.keys().filter(|person| person.side() == side).count();
    let places = view.session.settings.matching.policy.places.map_or(usize::MAX, |places| places as usize);
    let left = places.saturating_sub(view.cohort.active_pairs().count());
    let may_be_new = |reason: &WaitReason| matches!(reason, NotYetMatched | PairEnded) || *reason == ProgrammeFull && left > 0;
    let new = !view.cohort.draws.is_empty() && waiting.values().any(may_be_new);
    let [mentors, mentees] = Side::BOTH.map(on);
    let pairs = if new { mentors.min(mentees).min(left) } else { 0 };
    let why = format!("people are free on both sides: {} at most", count(pairs, "new pair", "new pairs"));
    (pairs > 0).then(|| NextStep::new("match", "revmentor match", why))
}

pub(super) fn schedule(view: &View<'_>) -> Option<NextStep> {
    let without = |pair: &&Pair| pair.planned().next().is_none() && pair.held().next().is_none();
    let without: Vec<PairId> = view.cohort.active_pairs().filter(without).map(|pair| pair.id).collect();
    let why = format!("{} no meetings planned", count(without.len(), "pair has", "pairs have"));
    // Where no day is left planning would change nothing.
    let is_left = !without.is_empty()
        && view.today <= view.session.settings.meetings.last
        && (view.session.records().is_err() || plan::has_something_to_plan(view.session, &without, view.today));
    is_left.then(|| NextStep::new("schedule", "revmentor schedule", why))
}

/// Meetings were planned for days that passed before the two were told of each other.
pub(super) fn schedule_again(view: &View<'_>) -> Option<NextStep> {
    let early: Vec<&Meeting> = view.cohort.active_pairs().filter_map(|pair| pair.planned_too_early().next()).collect();
    let first = early.iter().map(|meeting| meeting.date).min()?;
    let were = count(early.len(), "pair was to meet before its two", "pairs were to meet before their two");
    let why = format!("{were} knew of each other, the first on {}: these meetings get new days", long_date(first));
    (view.today <= view.session.settings.meetings.last).then(|| NextStep::new("schedule", "revmentor schedule", why))
}

/// When the day of the reveal has come that people are told, or, where none is known, meetings begin.
pub(super) fn reveal(view: &View<'_>) -> Option<NextStep> {
    let settings = &view.session.settings;
    let hidden = |pair: &&Pair| pair.revealed.mentors.is_none() || pair.revealed.mentees.is_none();
    let hidden = view.cohort.active_pairs().filter(hidden).count();
    let due = induction::reveal_day(settings).unwrap_or(settings.meetings.first);
    let why = format!("{} still secret", count(hidden, "pair is", "pairs are"));
    (hidden > 0 && due <= view.today).then(|| NextStep::new("reveal", "revmentor reveal", why).due(due))
}

/// Once the programme is over, what is not reported decides about letters and results.
pub(super) fn reports_at_the_end(view: &View<'_>) -> Option<NextStep> {
    if closing::is_over(view) { unreported(view) } else { None }
}

pub(super) fn report_meetings(view: &View<'_>) -> Option<NextStep> {
    if closing::is_over(view) { None } else { unreported(view) }
}

fn unreported(view: &View<'_>) -> Option<NextStep> {
    let past = progress::unreported(view.cohort, view.today);
    let first = past.first()?;
    let why = format!("{} without a report", count(past.len(), "meeting is past", "meetings are past"));
    let example = format!("revmentor meeting held {} {} --on {}", first.pair, first.meeting.number, first.meeting.date);
    Some(NextStep::new("report-meetings", "revmentor meeting list", why).example(example).due(first.meeting.date))
}
