//! One report about a meeting, judged against what is known, as a fact.

use chrono::NaiveDate;

use crate::app::chosen_day::Wish;
use crate::app::plan;
use crate::app::session::CohortSession;
use crate::domain::correction::{self, Correctable, PairThing};
use crate::domain::fact::{Dated, PairFact};
use crate::domain::id::PairId;
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::pair::Pair;
use crate::domain::problem::Problem;
use crate::domain::text::{long_date, short_date};

/// What is reported of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Held,
    Missed,
    /// A report, or a day that somebody chose, is taken back.
    Planned,
    Moved,
}

/// What an import may do that needs a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Allowed {
    /// Change reports that stand.
    pub(super) correct: bool,
    /// Move meetings to days that break a rule.
    pub(super) force: bool,
}

/// A report, not yet judged.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    pub(crate) pair: PairId,
    pub(crate) number: u32,
    pub(crate) kind: Kind,
    pub(crate) on: Option<NaiveDate>,
    /// Whether it may change a report that stands.
    pub(crate) correct: bool,
    /// Whether a meeting may be moved to a day that breaks a rule.
    pub(crate) force: bool,
}

/// Records the report as a fact and says it in a sentence; a report that says what is known already adds nothing.
///
/// # Errors
/// All that speaks against it.
pub(crate) fn record(session: &mut CohortSession, report: &Report, today: NaiveDate) -> Result<String, Vec<Problem>> {
    if report.kind == Kind::Moved && !report.force {
        moved_by_the_rules(session, report, today)?;
    }
    record_as_it_is(session, report, today).map_err(|problem| vec![problem])
}

/// Refuses a day that breaks a rule, where the meeting could be moved at all.
fn moved_by_the_rules(session: &CohortSession, report: &Report, today: NaiveDate) -> Result<(), Vec<Problem>> {
    let cohort = session.cohort();
    let known = cohort.pairs.get(&report.pair).and_then(|pair| Some((pair, pair.meetings.get(&report.number)?)));
    let (Some((pair, meeting)), Some(date)) = (known, report.on) else { return Ok(()) };
    let can_be = judge_movable(pair, meeting, today).and_then(|()| judge_order(pair, meeting, date, today));
    if can_be.is_err() || meeting.date == date {
        return Ok(());
    }
    let wish = Wish { pair, number: report.number, date, today };
    let found = wish.objections(session).map_err(|refusal| refusal.problems)?;
    if found.is_empty() { Ok(()) } else { Err(found) }
}

/// How the sentence on a missed meeting ends: planning is named where it would do something.
fn next_after_missed(session: &CohortSession, pair: PairId, today: NaiveDate) -> &'static str {
    if plan::has_something_to_plan(session, &[pair], today) { "; `revmentor schedule` plans another." } else { "." }
}

fn record_as_it_is(session: &mut CohortSession, report: &Report, today: NaiveDate) -> Result<String, Problem> {
    let cohort = session.cohort();
    let pair = cohort.pairs.get(&report.pair).ok_or_else(|| no_such_pair(report.pair))?;
    let meeting = pair.meetings.get(&report.number);
    let Report { pair: id, number, .. } = *report;
    match report.kind {
        Kind::Held => {
            let date = report.on.unwrap_or_else(|| meeting.map_or(today, |meeting| meeting.date.min(today)));
            let wish = Wish { pair, number, date, today };
            judge_held(pair, meeting, number, date, today).map_err(|problem| to_be_moved(session, &wish, problem))?;
            let fact = PairFact::Held { meeting: number, date };
            tell(session, report, meeting, fact, today)?;
            Ok(format!("{id} held meeting {number} on {}.", long_date(date)))
        }
        Kind::Missed => {
            let meeting = planned(pair, meeting, number)?;
            let wish = Wish { pair, number, date: meeting.date, today };
            judge_missed(pair, meeting, today).map_err(|problem| to_be_moved(session, &wish, problem))?;
            tell(session, report, Some(meeting), PairFact::Missed { meeting: number }, today)?;
            Ok(format!("{id} missed meeting {number}{}", next_after_missed(session, id, today)))
        }
        Kind::Planned => {
            let is_planned = take_back(session, report, planned(pair, meeting, number)?, today)?;
            let standing = session.cohort().pairs.get(&id).and_then(|pair| Some(pair.meetings.get(&number)?.date));
            let planned = standing.filter(|_| is_planned).map(|date| format!("is planned for {}, as before", long_date(date)));
            let now = planned.unwrap_or_else(|| "is cancelled".to_owned());
            Ok(format!("The report on meeting {number} of {id} is taken back; the meeting {now}."))
        }
        Kind::Moved => {
            let meeting = planned(pair, meeting, number)?;
            let wish = Wish { pair, number, date: report.on.unwrap_or(meeting.date), today };
            judge_movable(pair, meeting, today)?;
            let no_day = || instead(session, &wish, Problem::error("no-day", "no day was given"));
            let date = report.on.ok_or_else(no_day)?;
            judge_order(pair, meeting, date, today).map_err(|problem| instead(session, &wish, problem))?;
            if !(meeting.date == date && meeting.fixed) {
                session.facts.pair(id, today, PairFact::Moved { meeting: number, date });
            }
            Ok(format!("{id} moved meeting {number} to {}.", long_date(date)))
        }
    }
}

/// Records that a meeting was held or missed. Where that contradicts a report that stands it needs to be a correction; a meeting that
/// was missed may be caught up with on another day.
fn tell(
    session: &mut CohortSession,
    report: &Report,
    meeting: Option<&Meeting>,
    fact: PairFact,
    today: NaiveDate,
) -> Result<(), Problem> {
    let reports = standing_reports(session, report);
    if matches!(reports.as_slice(), [only] if only.fact == fact) {
        return Ok(());
    }
    let is_catching_up = match (&fact, reports.as_slice()) {
        (PairFact::Held { date, .. }, [only]) => {
            matches!(only.fact, PairFact::Missed { .. }) && meeting.is_some_and(|meeting| meeting.date != *date)
        }
        _ => false,
    };
    // Whatever a correction took back may be reported again, and is the newest word on it.
    let is_planned = matches!(reports.as_slice(), [only] if matches!(only.fact, PairFact::Planned { .. }));
    match reports.as_slice() {
        [] => session.facts.pair(report.pair, today, fact),
        [only] if is_catching_up && only.correction == 0 => session.facts.pair(report.pair, today, fact),
        _ if report.correct || is_planned || is_catching_up => {
            session.facts.correct_pair(report.pair, today, report.number, fact);
        }
        _ => return Err(stands_already(report, meeting, &fact)),
    }
    Ok(())
}

/// The reports on the meeting that no correction replaces.
fn standing_reports(session: &CohortSession, report: &Report) -> Vec<Dated<PairFact>> {
    let rows = session.facts.pairs.get(&report.pair).map_or(&[][..], Vec::as_slice);
    let about = |row: &&Dated<PairFact>| row.fact.thing(row.correction) == Some(PairThing::Report(report.number));
    let all: Vec<&Dated<PairFact>> = correction::latest_period(rows).iter().filter(about).collect();
    let last = all.iter().map(|row| row.correction).max();
    let standing = all.into_iter().filter(|row| Some(row.correction) == last);
    // A meeting that was missed and caught up with counts as held.
    let mut standing: Vec<Dated<PairFact>> = standing.cloned().collect();
    if last == Some(0) && standing.iter().any(|row| matches!(row.fact, PairFact::Held { .. })) {
        let planned = session.cohort().pairs.get(&report.pair).and_then(|pair| Some(pair.meetings.get(&report.number)?.date));
        let caught_up = standing.iter().any(|row| matches!(row.fact, PairFact::Held { date, .. } if Some(date) != planned));
        standing.retain(|row| !(caught_up && matches!(row.fact, PairFact::Missed { .. })));
    }
    standing
}

fn stands_already(report: &Report, meeting: Option<&Meeting>, fact: &PairFact) -> Problem {
    let Report { pair, number, .. } = report;
    let known = match meeting.and_then(|meeting| meeting.held_on) {
        Some(held) => format!("{pair} already held meeting {number}, on {}", long_date(held)),
        None => format!("meeting {number} of {pair} is already reported as missed"),
    };
    let (code, what) = match fact {
        PairFact::Held { date, .. } => ("held-already", format!("held {pair} {number} --on {date}")),
        _ => ("held-already", format!("missed {pair} {number}")),
    };
    Problem::error(code, known).help(format!("if that was a mistake: `revmentor meeting {what} --correct`"))
}

/// Takes a report back, or the day that somebody chose; gives whether the meeting is planned afterwards.
fn take_back(session: &mut CohortSession, report: &Report, meeting: &Meeting, today: NaiveDate) -> Result<bool, Problem> {
    let Report { pair, number, .. } = *report;
    let reports = standing_reports(session, report);
    let is_reported = reports.iter().any(|row| !matches!(row.fact, PairFact::Planned { .. })) || reports.len() > 1;
    if !is_reported && !meeting.fixed {
        let message = format!("meeting {number} of {pair} has no report");
        return Err(Problem::error("not-reported", message).help("`revmentor log` lists what was recorded"));
    }
    if !report.correct {
        let message = format!("meeting {number} of {pair} is {}", meeting.status.word());
        let help = format!("if that was a mistake: {}", taken_back(pair, number));
        return Err(Problem::error("reported-already", message).help(help));
    }
    let rows = session.facts.pairs.get(&pair).map_or(&[][..], Vec::as_slice);
    let plans = |row: &&Dated<PairFact>| matches!(row.fact, PairFact::Planned { meeting, .. } if meeting == number && row.correction == 0);
    let last_plan = correction::latest_period(rows).iter().rfind(plans).map(|row| row.fact.clone());
    let was_planned = last_plan.is_some();
    let Meeting { date, earliest, latest, .. } = *meeting;
    let as_it_is = PairFact::Planned { meeting: number, date, earliest, latest };
    // Without a report it is the new day that is taken back; with one the day that the pair chose stays.
    let plan = last_plan.filter(|_| !is_reported).unwrap_or(as_it_is);
    session.facts.correct_pair(pair, today, number, plan);
    if is_reported && meeting.fixed {
        session.facts.pair(pair, today, PairFact::Moved { meeting: number, date });
    }
    if !was_planned {
        session.facts.pair(pair, today, PairFact::Cancelled { meeting: number });
    }
    let goes_on = session.cohort().pairs.get(&pair).is_some_and(Pair::is_active);
    Ok(was_planned && goes_on)
}

fn no_such_pair(pair: PairId) -> Problem {
    Problem::error("no-such-pair", "these two were never a pair").value(pair.to_string()).help("pairings.csv lists every pair")
}

fn planned<'a>(pair: &Pair, meeting: Option<&'a Meeting>, number: u32) -> Result<&'a Meeting, Problem> {
    let numbers: Vec<String> = pair.meetings.keys().map(ToString::to_string).collect();
    meeting.ok_or_else(|| {
        Problem::error("no-such-meeting", format!("{} has no meeting {number}", pair.id))
            .help(format!("it has {}", numbers.join(", ")))
    })
}

/// The command that takes the report on a meeting back.
fn taken_back(pair: PairId, number: u32) -> String {
    format!("`revmentor meeting planned {pair} {number} --correct`")
}

fn judge_held(pair: &Pair, meeting: Option<&Meeting>, number: u32, date: NaiveDate, today: NaiveDate) -> Result<(), Problem> {
    let fault = |code, message: String, help: String| Err(Problem::error(code, message).value(date.to_string()).help(help));
    let on = |day: NaiveDate| {
        let correct = if meeting.is_some_and(|meeting| meeting.held_on.is_some()) { " --correct" } else { "" };
        let command = format!("`revmentor meeting held {} {number} --on {day}{correct}`", pair.id);
        let can_be = day != date && judge_held(pair, meeting, number, day, today).is_ok();
        let example = if can_be { format!(", such as {command}") } else { String::new() };
        format!("give the day on which they met{example}")
    };
    if date > today {
        let message = format!("{} cannot have held meeting {number} on a future date", pair.id);
        let problem = Problem::error("held-in-future", message).value(date.to_string());
        let is_planned = meeting.is_some_and(|meeting| meeting.status == MeetingStatus::Planned && pair.is_active());
        return Err(if is_planned { problem } else { problem.help("report it after the meeting") });
    }
    if date < pair.since {
        return fault("held-before-pair", format!("{} became a pair only on {}", pair.id, long_date(pair.since)), on(pair.since));
    }
    if let Some((ended, _)) = pair.ended.filter(|(ended, _)| date > *ended) {
        return fault("held-after-end", format!("{} ended on {}", pair.id, long_date(ended)), on(ended));
    }
    let next = pair.meetings.keys().next_back().map_or(1, |last| last + 1);
    if meeting.is_none() && number != next {
        let help = format!("for an extra meeting: `revmentor meeting held {} {next} --on {date}`", pair.id);
        return fault("no-such-meeting", format!("{} has no meeting {number}; the next would be {next}", pair.id), help);
    }
    let neighbour = pair.held().find(|other| {
        let day = other.held_on.unwrap_or(other.date);
        other.number < number && day > date || other.number > number && day < date || other.number != number && day == date
    });
    match neighbour {
        Some(other) => {
            let day = other.held_on.unwrap_or(other.date);
            let help = format!("if that report is wrong: {} takes it back", taken_back(pair.id, other.number));
            let order = if other.number < number { "before" } else { "after" };
            let message = format!(
                "meeting {number} cannot be {order} meeting {}, which {} held on {}",
                other.number,
                pair.id,
                short_date(day)
            );
            fault("held-out-of-order", message, help)
        }
        None => Ok(()),
    }
}

fn judge_missed(pair: &Pair, meeting: &Meeting, today: NaiveDate) -> Result<(), Problem> {
    let (number, is_held) = (meeting.number, meeting.status == MeetingStatus::Held);
    if let Some((ended, _)) = pair.ended.filter(|(ended, _)| meeting.date > *ended && !is_held) {
        let message = format!("{} ended on {}, before the day of meeting {number}", pair.id, long_date(ended));
        return Err(Problem::error("pair-ended", message).help("nothing to do: what was planned after that is cancelled"));
    }
    if meeting.date > today {
        let message = format!("meeting {number} of {} is still to come, on {}", pair.id, long_date(meeting.date));
        let problem = Problem::error("still-to-come", message);
        let help = || format!("if it was not held: {}", taken_back(pair.id, number));
        return Err(if is_held { problem.help(help()) } else { problem });
    }
    Ok(())
}

/// The problem with a command that moves the meeting to a day that can be.
fn instead(session: &CohortSession, wish: &Wish<'_>, problem: Problem) -> Problem {
    match wish.instead(session) {
        Ok(Some(help)) => problem.help(help),
        Ok(None) | Err(_) => problem.help("move the meetings around it first: `revmentor status` shows their days"),
    }
}

/// A meeting that is still to come may be moved.
fn to_be_moved(session: &CohortSession, wish: &Wish<'_>, problem: Problem) -> Problem {
    if problem.help.is_some() {
        return problem;
    }
    let problem = instead(session, wish, problem);
    let help = problem.help.as_ref().map(|help| format!("report it after the meeting; to change the day: {help}"));
    Problem { help, ..problem }
}

/// Whether the meeting has another day at all.
fn judge_movable(pair: &Pair, meeting: &Meeting, today: NaiveDate) -> Result<(), Problem> {
    if let Some(held) = meeting.held_on {
        let Meeting { number, date, .. } = *meeting;
        let message = format!("{} held meeting {number} already, on {}", pair.id, long_date(held));
        let other_day = format!("`revmentor meeting held {} {number} --on {} --correct`", pair.id, date.min(today));
        let help = format!("if it was on another day: {other_day}; if it was not held: {}", taken_back(pair.id, number));
        return Err(Problem::error("held-already", message).help(help));
    }
    if let Some((ended, _)) = pair.ended {
        let message = format!("{} ended on {}", pair.id, long_date(ended));
        return Err(Problem::error("pair-ended", message).help("`revmentor log` lists what ended it"));
    }
    Ok(())
}

/// Whether a meeting that can be moved can be on that day, between those around it.
fn judge_order(pair: &Pair, meeting: &Meeting, date: NaiveDate, today: NaiveDate) -> Result<(), Problem> {
    let fault = |code, message: String| Err(Problem::error(code, message).value(date.to_string()));
    if date < today {
        return fault("day-past", format!("meeting {} of {} cannot be moved to a day that is past", meeting.number, pair.id));
    }
    let stands = |other: &&Meeting| matches!(other.status, MeetingStatus::Held | MeetingStatus::Planned);
    let crossed = pair.meetings.values().filter(stands).find(|other| {
        let day = other.held_on.unwrap_or(other.date);
        other.number < meeting.number && day >= date || other.number > meeting.number && day <= date
    });
    match crossed {
        Some(other) => {
            let day = other.held_on.unwrap_or(other.date);
            let side = if other.number < meeting.number { "not after" } else { "not before" };
            fault("out-of-order", format!("the new day is {side} meeting {}, on {}", other.number, short_date(day)))
        }
        None => Ok(()),
    }
}
