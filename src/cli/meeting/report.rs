//! One report about a meeting, judged against what is known, as a fact.

use chrono::NaiveDate;

use crate::app::chosen_day;
use crate::app::session::CohortSession;
use crate::domain::correction::{self, Correctable, PairThing};
use crate::domain::fact::{Dated, PairFact};
use crate::domain::id::PairId;
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::pair::Pair;
use crate::domain::problem::Problem;

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
    if judge_move(pair, meeting, date, today).is_err() || meeting.date == date {
        return Ok(());
    }
    let found = chosen_day::objections(session, pair, report.number, date, today).map_err(|refusal| refusal.problems)?;
    if found.is_empty() { Ok(()) } else { Err(found) }
}

fn record_as_it_is(session: &mut CohortSession, report: &Report, today: NaiveDate) -> Result<String, Problem> {
    let cohort = session.cohort();
    let pair = cohort.pairs.get(&report.pair).ok_or_else(|| no_such_pair(report.pair))?;
    let meeting = pair.meetings.get(&report.number);
    let Report { pair: id, number, .. } = *report;
    match report.kind {
        Kind::Held => {
            let date = report.on.unwrap_or_else(|| meeting.map_or(today, |meeting| meeting.date.min(today)));
            judge_held(pair, meeting, number, date, today)?;
            let fact = PairFact::Held { meeting: number, date };
            tell(session, report, meeting, fact, today)?;
            Ok(format!("{id} held meeting {number} on {date}."))
        }
        Kind::Missed => {
            judge_missed(planned(pair, meeting, number)?, id, today)?;
            tell(session, report, meeting, PairFact::Missed { meeting: number }, today)?;
            Ok(format!("{id} missed meeting {number}; `revmentor schedule` plans another."))
        }
        Kind::Planned => {
            let is_planned = take_back(session, report, planned(pair, meeting, number)?, today)?;
            let now = if is_planned { "is planned, as before" } else { "is cancelled" };
            Ok(format!("The report on meeting {number} of {id} is taken back; the meeting {now}."))
        }
        Kind::Moved => {
            let no_day =
                || Problem::error("no-day", "no day was given").help("give the new day with --on, such as --on 2027-01-11");
            let date = report.on.ok_or_else(no_day)?;
            let meeting = planned(pair, meeting, number)?;
            judge_move(pair, meeting, date, today)?;
            if !(meeting.date == date && meeting.fixed) {
                session.facts.pair(id, today, PairFact::Moved { meeting: number, date });
            }
            Ok(format!("{id} moved meeting {number} to {date}."))
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
        Some(held) => format!("{pair} already held meeting {number}, on {held}"),
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
        let message = format!("no report on meeting {number} of {pair} stands");
        return Err(Problem::error("not-reported", message).help("`revmentor log` lists what was recorded"));
    }
    if !report.correct {
        let message = format!("meeting {number} of {pair} is {}", meeting.status.word());
        let help = format!("if that was a mistake: `revmentor meeting planned {pair} {number} --correct`");
        return Err(Problem::error("reported-already", message).help(help));
    }
    let Meeting { date, earliest, latest, .. } = *meeting;
    session.facts.correct_pair(pair, today, number, PairFact::Planned { meeting: number, date, earliest, latest });
    let rows = session.facts.pairs.get(&pair).map_or(&[][..], Vec::as_slice);
    let plans =
        |row: &Dated<PairFact>| matches!(row.fact, PairFact::Planned { meeting, .. } if meeting == number && row.correction == 0);
    let was_planned = correction::latest_period(rows).iter().any(plans);
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

/// What to do about a day that cannot be.
const LOOK_AT_THE_DAY: &str = "look at the day, and at `revmentor status`";

fn judge_held(pair: &Pair, meeting: Option<&Meeting>, number: u32, date: NaiveDate, today: NaiveDate) -> Result<(), Problem> {
    let fault = |code, message: String| Err(Problem::error(code, message).value(date.to_string()).help(LOOK_AT_THE_DAY));
    if date > today {
        let message = format!("{} cannot have held meeting {number} on a day to come", pair.id);
        let help = format!("report it when it has been; another day: `revmentor meeting move {} {number} --on {date}`", pair.id);
        return Err(Problem::error("held-in-future", message).value(date.to_string()).help(help));
    }
    if date < pair.since {
        return fault("held-before-pair", format!("{} became a pair only on {}", pair.id, pair.since));
    }
    if let Some((ended, _)) = pair.ended.filter(|(ended, _)| date > *ended) {
        return fault("held-after-end", format!("{} ended on {ended}", pair.id));
    }
    let next = pair.meetings.keys().next_back().map_or(1, |last| last + 1);
    if meeting.is_none() && number != next {
        return fault("no-such-meeting", format!("{} has no meeting {number}; the next would be {next}", pair.id));
    }
    let neighbour = pair.held().find(|other| {
        let day = other.held_on.unwrap_or(other.date);
        other.number < number && day > date || other.number > number && day < date || other.number != number && day == date
    });
    match neighbour {
        Some(other) => fault("held-out-of-order", format!("{} held meeting {} on {}", pair.id, other.number, other.date)),
        None => Ok(()),
    }
}

fn judge_missed(meeting: &Meeting, pair: PairId, today: NaiveDate) -> Result<(), Problem> {
    if meeting.date > today {
        let message = format!("meeting {} of {pair} is still to come, on {}", meeting.number, meeting.date);
        let help = match meeting.status {
            MeetingStatus::Held => {
                format!("if it was not held: `revmentor meeting planned {pair} {} --correct`", meeting.number)
            }
            _ => "`revmentor meeting move` chooses another day".to_owned(),
        };
        return Err(Problem::error("still-to-come", message).help(help));
    }
    Ok(())
}

fn judge_move(pair: &Pair, meeting: &Meeting, date: NaiveDate, today: NaiveDate) -> Result<(), Problem> {
    let fault = |code, message: String| Err(Problem::error(code, message).value(date.to_string()).help(LOOK_AT_THE_DAY));
    if meeting.status == MeetingStatus::Held {
        return fault("held-already", format!("{} held meeting {} already", pair.id, meeting.number));
    }
    if !pair.is_active() {
        return fault("pair-ended", format!("{} has ended", pair.id));
    }
    if date < today {
        return fault("day-past", format!("meeting {} of {} cannot be moved to a day that is past", meeting.number, pair.id));
    }
    let crossed = pair.meetings.values().find(|other| {
        let stands = matches!(other.status, MeetingStatus::Held | MeetingStatus::Planned);
        stands && (other.number < meeting.number && other.date >= date || other.number > meeting.number && other.date <= date)
    });
    match crossed {
        Some(other) => fault("out-of-order", format!("meeting {} of {} is on {}", other.number, pair.id, other.date)),
        None => Ok(()),
    }
}
