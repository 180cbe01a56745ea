//! Who takes part: somebody leaves at once or on a day to come, comes back, and what becomes of the pair. What a verb may ask for is
//! judged here; how it is typed and told is the verb's.

use chrono::NaiveDate;

use crate::app::session::CohortSession;
use crate::domain::cohort::{Cohort, Participant};
use crate::domain::conflict::ConflictState;
use crate::domain::correction::{self, PersonThing};
use crate::domain::fact::{Dated, EndReason, PairFact, PersonFact, WithdrawalReason};
use crate::domain::id::{PairId, PersonId};
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::pair::Pair;
use crate::domain::problem::{Problem, Refusal};
use crate::domain::text::{long_date, short_date};
use crate::render::shared::timeline;

/// A pair that ends, and how many planned meetings it takes with it.
pub(crate) type EndedPair = (PairId, usize);

/// Whether somebody can leave on that day.
///
/// # Errors
/// Why not.
pub(crate) fn may_leave(
    session: &CohortSession,
    person: PersonId,
    on: NaiveDate,
    reason: WithdrawalReason,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let cohort = session.cohort();
    let known = known(&cohort, person)?;
    if let Some(other) = known.same_as {
        return Err(retired(person, other));
    }
    let is_new_reason = reason == WithdrawalReason::NeverJoined && known.counts();
    if let Some((day, reason)) = known.withdrew.filter(|_| !is_new_reason) {
        let message = format!("{person} already withdrew on {} ({})", short_date(day), reason.code());
        let help = format!("if that was recorded by mistake: `revmentor rejoin {person} --mistake`");
        return Err(Refusal::unmet(vec![Problem::error("already-withdrew", message).help(help)]));
    }
    let command = |day: NaiveDate| {
        let why = match reason {
            WithdrawalReason::Other => String::new(),
            WithdrawalReason::NeverJoined => " --never-joined".to_owned(),
            _ => format!(" --reason {}", reason.code()),
        };
        format!("`revmentor withdraw {person} --on {day}{why}`")
    };
    if let Some(joined) = known.joined.filter(|joined| on < *joined) {
        let message = format!("{person} joined on {}, after that day", short_date(joined));
        return Err(Problem::error("before-joining", message).help(format!("from that day on: {}", command(joined))).into());
    }
    if let Some(held) = last_held(&cohort, person).filter(|held| on < *held) {
        let message = format!("{person} has a meeting recorded on {}, after that day", short_date(held));
        return Err(Problem::error("held-later", message).help(format!("from that day on: {}", command(held))).into());
    }
    let last = last_day(session);
    if on > last && on == today {
        let message = format!("the programme ended on {}", long_date(last));
        let help = format!(
            "if {person} left before it ended: {}, or the day on which that was; `revmentor erase {person}` removes the personal data",
            command(last)
        );
        return Err(Refusal::unmet(vec![Problem::error("after-programme", message).help(help)]));
    }
    if on > last {
        let message = format!("{} is after the last day of the programme, {}", short_date(on), short_date(last));
        let help = format!(
            "look at the year; a planned departure is on a day up to {}: {}; a withdrawal without --on is today's",
            short_date(last),
            command(last)
        );
        return Err(Problem::error("after-programme", message).value(on.to_string()).help(help).into());
    }
    Ok(())
}

/// The latest day in `timeline.csv`; without any, the last day for meetings.
fn last_day(session: &CohortSession) -> NaiveDate {
    let meetings = session.settings.meetings.last;
    timeline::entries(&session.settings).into_iter().map(|entry| entry.day).max().unwrap_or(meetings)
}

fn known(cohort: &Cohort, person: PersonId) -> Result<&Participant, Refusal> {
    let never_joined = || {
        Problem::error("never-joined", "this person never joined the cohort")
            .value(person.to_string())
            .help("`revmentor import` reads who takes part")
    };
    cohort.people.get(&person).ok_or_else(|| never_joined().into())
}

fn retired(person: PersonId, other: PersonId) -> Refusal {
    let message = format!("{person} is retired: {other} is the same person");
    let help = format!("if they are two people after all: `revmentor identity different {other} {person}`");
    Refusal::unmet(vec![Problem::error("retired-id", message).help(help)])
}

/// The last day on which the person met somebody of a pair that goes on.
pub(crate) fn last_held(cohort: &Cohort, person: PersonId) -> Option<NaiveDate> {
    cohort.pairs_of(person).flat_map(Pair::held).filter_map(|meeting| meeting.held_on).max()
}

/// Records a withdrawal; gives the pairs that end.
pub(crate) fn leave(session: &mut CohortSession, person: PersonId, on: NaiveDate, reason: WithdrawalReason) -> Vec<EndedPair> {
    let ended: Vec<EndedPair> = session.cohort().pairs_of(person).map(|pair| (pair.id, pair.planned().count())).collect();
    session.facts.person(person, on, PersonFact::Withdrew { reason });
    let why = if reason == WithdrawalReason::NeverJoined { EndReason::Mistake } else { EndReason::Withdrawal };
    for (pair, _) in &ended {
        session.facts.pair(*pair, on, PairFact::Ended { reason: why });
    }
    ended
}

/// Records a planned departure: meetings after it are cancelled; gives the pairs that go on until then, with how many that were.
pub(crate) fn plan_departure(
    session: &mut CohortSession,
    person: PersonId,
    on: NaiveDate,
    reason: WithdrawalReason,
    today: NaiveDate,
) -> Vec<EndedPair> {
    let planned = session.facts.people.get(&person).and_then(|rows| planned_departure(rows));
    restore_meetings(session, person, planned, today);
    session.facts.person(person, on, PersonFact::Leaves { reason });
    let pairs: Vec<PairId> = session.cohort().pairs_of(person).map(|pair| pair.id).collect();
    pairs.into_iter().map(|pair| (pair, cancel_after(session, pair, on, today))).collect()
}

/// Cancels the planned meetings of a pair after a day; gives how many.
pub(crate) fn cancel_after(session: &mut CohortSession, pair: PairId, day: NaiveDate, today: NaiveDate) -> usize {
    let cohort = session.cohort();
    let late = cohort.pairs.get(&pair).into_iter().flat_map(Pair::planned).filter(|meeting| meeting.date > day);
    let late: Vec<u32> = late.map(|meeting| meeting.number).collect();
    for meeting in &late {
        session.facts.pair(pair, today, PairFact::Cancelled { meeting: *meeting });
    }
    late.len()
}

/// Plans the meetings again that a planned departure, after this day, cancelled; gives how many.
fn restore_meetings(session: &mut CohortSession, person: PersonId, after: Option<NaiveDate>, today: NaiveDate) -> usize {
    let cohort = session.cohort();
    let Some(day) = after else { return 0 };
    let mut restored = 0;
    for pair in cohort.pairs_of(person) {
        let others = pair.id.people().into_iter().filter(|other| *other != person);
        let until = others.filter_map(|other| Some(cohort.people.get(&other)?.leaves?.0)).min();
        let comes_back = |meeting: &&Meeting| {
            meeting.status == MeetingStatus::Cancelled && meeting.date > day && until.is_none_or(|until| meeting.date <= until)
        };
        for Meeting { number, date, earliest, latest, .. } in pair.meetings.values().filter(comes_back) {
            let plan = PairFact::Planned { meeting: *number, date: *date, earliest: *earliest, latest: *latest };
            session.facts.pair(pair.id, today, plan);
            restored += 1;
        }
    }
    restored
}

/// The day after which somebody was going to leave, also once it has come.
fn planned_departure(rows: &[Dated<PersonFact>]) -> Option<NaiveDate> {
    correction::in_order(rows).into_iter().fold(None, |day, row| match row.fact {
        PersonFact::Leaves { .. } => Some(row.on),
        PersonFact::Returned { .. } => None,
        _ => day,
    })
}

/// Somebody whose planned departure has come, and the pairs that ended with it.
pub(crate) struct Departed {
    pub(crate) person: PersonId,
    pub(crate) on: NaiveDate,
    pub(crate) ended: Vec<EndedPair>,
}

/// Records the planned departures whose day is past.
pub(crate) fn settle_departures(session: &mut CohortSession, today: NaiveDate) -> Vec<Departed> {
    let cohort = session.cohort();
    let due: Vec<(PersonId, NaiveDate, WithdrawalReason)> = cohort
        .present()
        .filter_map(|known| Some((known.id, known.leaves?)))
        .filter(|(_, (day, _))| *day < today)
        .map(|(person, (day, reason))| (person, day, reason))
        .collect();
    let mut departed = Vec::new();
    for (person, day, reason) in due {
        let on = last_held(&session.cohort(), person).map_or(day, |held| held.max(day));
        let ended = leave(session, person, on, reason);
        departed.push(Departed { person, on, ended });
    }
    departed
}

/// What coming back does.
pub(crate) struct Rejoined {
    /// The pairs that stand again.
    pub(crate) resumed: Vec<PairId>,
    /// The pairs that cannot stand again, with why.
    pub(crate) lost: Vec<(PairId, String)>,
    /// How many meetings that a planned departure had cancelled are planned again.
    pub(crate) meetings: usize,
    /// Whether a planned departure was taken back, and no withdrawal.
    pub(crate) stayed: bool,
}

/// Takes a withdrawal, or a planned departure, back.
///
/// # Errors
/// When there is none, or nobody whom it could bring back.
pub(crate) fn rejoin(session: &mut CohortSession, person: PersonId, on: NaiveDate, mistake: bool) -> Result<Rejoined, Refusal> {
    let cohort = session.cohort();
    let known = known(&cohort, person)?;
    if let Some(other) = known.same_as {
        return Err(retired(person, other));
    }
    let rows = session.facts.people.get(&person).map_or(&[][..], Vec::as_slice);
    let is_contradicted = correction::is_contradicted(rows, &PersonThing::TakingPart);
    if known.withdrew.is_none() && known.leaves.is_none() && !is_contradicted {
        let message = format!("{person} takes part: there is no withdrawal to take back");
        return Err(Refusal::unmet(vec![
            Problem::error("not-withdrawn", message).help("`revmentor status` shows who takes part"),
        ]));
    }
    let stayed = known.withdrew.is_none();
    let departure = planned_departure(rows);
    session.facts.person(person, on, PersonFact::Returned { mistake });
    let (mut resumed, mut lost) = (Vec::new(), Vec::new());
    let ended = known.withdrew.filter(|_| mistake).map(|(day, _)| ended_by_withdrawal(&cohort, person, day));
    for pair in ended.unwrap_or_default() {
        match resume(session, pair, on) {
            Ok(()) => resumed.push(pair),
            Err(obstacle) => lost.push((pair, obstacle.why)),
        }
    }
    let meetings = restore_meetings(session, person, departure, on);
    Ok(Rejoined { resumed, lost, meetings, stayed })
}

/// What becomes of somebody's data that were erased, when they apply again.
pub(crate) enum Readmission {
    /// The next import gives a new id.
    Recorded,
    /// That was recorded before.
    Known,
    /// The person has this new id already.
    Again(PersonId),
}

/// Records that somebody whose data were erased may be imported again; nothing for anybody else. Who an erased id was is not known any more,
/// so the person gets a new id.
pub(crate) fn readmit(session: &mut CohortSession, person: PersonId, on: NaiveDate) -> Option<Readmission> {
    let cohort = session.cohort();
    let known = cohort.people.get(&person).filter(|known| known.erased.is_some())?;
    if let Some(again) = applied_again(session, person) {
        return Some(Readmission::Again(again));
    }
    if known.may_apply_again {
        return Some(Readmission::Known);
    }
    session.facts.person(person, on, PersonFact::Readmitted);
    Some(Readmission::Recorded)
}

/// The id under which somebody whose data were erased has applied again.
pub(crate) fn applied_again(session: &CohortSession, person: PersonId) -> Option<PersonId> {
    let cohort = session.cohort();
    let known = cohort.people.get(&person).filter(|known| known.erased.is_some() && !known.mark.is_empty())?;
    let is_again = |other: &&Participant| other.mark == known.mark && other.erased.is_none() && other.same_as.is_none();
    cohort.people.values().find(is_again).map(|other| other.id)
}

/// The pairs that a withdrawal ended.
fn ended_by_withdrawal(cohort: &Cohort, person: PersonId, day: NaiveDate) -> Vec<PairId> {
    let by_it = |(on, reason): (NaiveDate, EndReason)| on >= day && matches!(reason, EndReason::Withdrawal | EndReason::Mistake);
    let own = cohort.pairs.values().filter(|pair| pair.id.has(person));
    own.filter(|pair| pair.ended.is_some_and(by_it)).map(|pair| pair.id).collect()
}

/// What keeps a pair that ended from going on.
pub(crate) struct Obstacle {
    /// In words.
    pub(crate) why: String,
    /// The command that removes it; nothing where none does.
    pub(crate) cure: Option<String>,
}

/// What keeps a pair that ended from going on, if anything does.
pub(crate) fn obstacle(cohort: &Cohort, pair: PairId) -> Option<Obstacle> {
    let found = |why: String, cure: String| Some(Obstacle { why, cure: Some(cure) });
    for person in pair.people() {
        let known = cohort.people.get(&person)?;
        if known.erased.is_some() {
            return Some(Obstacle { why: format!("the data of {person} were erased"), cure: None });
        }
        if let Some(keeper) = known.same_as {
            let cure = format!("revmentor identity different {keeper} {person}");
            return found(format!("{person} is retired: {keeper} is the same person"), cure);
        }
        if known.withdrew.is_some() {
            return found(format!("{person} has left"), format!("revmentor rejoin {person} --mistake"));
        }
        let others: Vec<PairId> = cohort.pairs_of(person).map(|other| other.id).filter(|other| *other != pair).collect();
        if let Some(other) = others.first().filter(|_| others.len() >= known.capacity as usize) {
            return found(format!("{person} is in the pair {other} now"), format!("revmentor unpair {other}"));
        }
    }
    let forbids = |state: &ConflictState| state.forbids();
    let state = cohort.conflicts.get(&pair).filter(|state| forbids(state))?;
    let verb = if matches!(state, ConflictState::Open(_)) { "dismiss" } else { "remove" };
    let cure = format!("revmentor conflict {verb} {} {}", pair.mentor, pair.mentee);
    found("a conflict of interest of the two forbids it".to_owned(), cure)
}

/// Lets a pair go on again, if both are free.
///
/// # Errors
/// Why it cannot.
pub(crate) fn resume(session: &mut CohortSession, pair: PairId, on: NaiveDate) -> Result<(), Obstacle> {
    if let Some(obstacle) = obstacle(&session.cohort(), pair) {
        return Err(obstacle);
    }
    session.facts.pair(pair, on, PairFact::Resumed);
    if let Some(until) = session.cohort().pairs.get(&pair).and_then(|pair| pair.until) {
        cancel_after(session, pair, until, on);
    }
    Ok(())
}
