//! One report about a meeting, judged against what is known, as a fact.

use chrono::NaiveDate;

use crate::app::session::CohortSession;
use crate::domain::fact::PairFact;
use crate::domain::id::PairId;
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::pair::Pair;
use crate::domain::problem::Problem;

/// What is reported of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Held,
    Missed,
    Moved,
}

/// A report, not yet judged.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    pub(crate) pair: PairId,
    pub(crate) number: u32,
    pub(crate) kind: Kind,
    pub(crate) on: Option<NaiveDate>,
}

/// Records the report as a fact and says it in a sentence; a report that says what is known already adds nothing.
pub(crate) fn record(session: &mut CohortSession, report: &Report, today: NaiveDate) -> Result<String, Problem> {
    let cohort = session.cohort();
    let pair = cohort.pairs.get(&report.pair).ok_or_else(|| no_such_pair(report.pair))?;
    let meeting = pair.meetings.get(&report.number);
    let Report { pair: id, number, .. } = *report;
    let (fact, said) = match report.kind {
        Kind::Held => {
            let date = report.on.unwrap_or_else(|| meeting.map_or(today, |meeting| meeting.date.min(today)));
            judge_held(pair, meeting, number, date, today)?;
            (PairFact::Held { meeting: number, date }, format!("{id} held meeting {number} on {date}."))
        }
        Kind::Missed => {
            judge_missed(planned(pair, meeting, number)?, id, today)?;
            (PairFact::Missed { meeting: number }, format!("{id} missed meeting {number}; `revmentor schedule` plans another."))
        }
        Kind::Moved => {
            let date =
                report.on.ok_or_else(|| Problem::error("no-day", "no day was given").help("say the new day with --on DATE"))?;
            judge_move(pair, planned(pair, meeting, number)?, date, today)?;
            (PairFact::Moved { meeting: number, date }, format!("{id} moved meeting {number} to {date}."))
        }
    };
    if !already_so(meeting, &fact) {
        session.facts.pair(id, today, fact);
    }
    Ok(said)
}

fn no_such_pair(pair: PairId) -> Problem {
    Problem::error("no-such-pair", "these two were never a pair").value(pair.to_string()).help("pairings.csv lists every pair")
}

fn already_so(meeting: Option<&Meeting>, fact: &PairFact) -> bool {
    meeting.is_some_and(|meeting| match fact {
        PairFact::Held { date, .. } => meeting.status == MeetingStatus::Held && meeting.held_on == Some(*date),
        PairFact::Missed { .. } => meeting.status == MeetingStatus::Missed,
        PairFact::Moved { date, .. } => meeting.date == *date && meeting.fixed,
        _ => false,
    })
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
        let help = "report it when it has been; to choose another day: revmentor meeting move PAIR N --on DATE";
        return Err(Problem::error("held-in-future", message).value(date.to_string()).help(help));
    }
    if date < pair.since {
        return fault("held-before-pair", format!("{} became a pair only on {}", pair.id, pair.since));
    }
    if let Some((ended, _)) = pair.ended.filter(|(ended, _)| date > *ended) {
        return fault("held-after-end", format!("{} ended on {ended}", pair.id));
    }
    let held_before = meeting.and_then(|meeting| meeting.held_on).filter(|held| *held != date);
    if let Some(held) = held_before {
        return fault("held-already", format!("{} already held meeting {number}, on {held}", pair.id));
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
    if meeting.status == MeetingStatus::Held {
        let message = format!("{pair} held meeting {}; it cannot be missed too", meeting.number);
        return Err(Problem::error("held-already", message)
            .help("if it was reported by mistake: `revmentor undo`, where that is the last change"));
    }
    if meeting.date > today {
        let message = format!("meeting {} of {pair} is still to come, on {}", meeting.number, meeting.date);
        return Err(
            Problem::error("still-to-come", message).help("to choose another day: revmentor meeting move PAIR N --on DATE")
        );
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
