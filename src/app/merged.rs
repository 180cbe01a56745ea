//! What a merge of two leads' branches leaves for `build` and `match` to set right, because no other verb could.
//!
//! Two who match apart make two records of one number, and keep one of them: the pairs of the other are taken away, as long as
//! nothing happened in them and no later matching counts on them. And a pair that one lead made ends when the other lead saw one of its
//! people leave.

mod damaged;
pub(crate) mod doubtful;
pub(crate) mod lost;
mod people;
mod points;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::app::session::CohortSession;
use crate::app::taking_part;
use crate::domain::correction::{self, PairThing};
use crate::domain::draw::Draw;
use crate::domain::fact::{Dated, EndReason, Origin, PairFact};
use crate::domain::facts::Facts;
use crate::domain::id::PairId;
use crate::domain::pair::Pair;
use crate::domain::problem::{Place, Problem};
use crate::domain::text::{counted, long_date};
use crate::store::layout::{self, RelPath};

/// Sets right what can be decided; says what. A real contradiction is left to `check`, which names the verb that settles it.
pub(crate) fn mend(session: &mut CohortSession) -> Vec<Problem> {
    let mut notes = damaged::repair(session);
    notes.extend(lost::put_back(session));
    notes.extend(take_away(session));
    notes.extend(settle_rows(session));
    notes.extend(people::one_person_each(session));
    notes.extend(end_left_pairs(session));
    notes.extend(cancel_after_departures(session));
    notes.extend(points::unite(session));
    notes
}

/// Takes rows away that say what others say, and puts what one lead planned before the end, or the report, of the other.
fn settle_rows(session: &mut CohortSession) -> Vec<Problem> {
    let mut notes = Vec::new();
    let Facts { people, pairs, draws, .. } = &mut *session.facts;
    for (person, of_person) in people {
        let kept = rows::of_person(of_person);
        notes.extend(taken_away(&layout::person_facts(*person), of_person.len() - kept.len()));
        *of_person = kept;
    }
    for (pair, of_pair) in pairs {
        let is_made = |number: u32| draws.get(&number).is_some_and(|draw| draw.made.contains(pair));
        let kept = rows::of_pair(of_pair, is_made);
        let path = layout::pair_facts(*pair);
        notes.extend(taken_away(&path, of_pair.len() - kept.len()).or_else(|| put_in_order(&path, of_pair, &kept)));
        *of_pair = kept;
    }
    for (event, rows) in &mut session.facts.attendance.0 {
        let kept = rows::of_session(rows);
        let path = layout::attendance(event).ok();
        notes.extend(path.and_then(|path| taken_away(&path, rows.len() - kept.len())));
        *rows = kept;
    }
    let repeats = session.facts.calendar_dates.settle();
    notes.extend(taken_away(&layout::calendar_dates(), repeats));
    notes
}

/// That rows are in another order, because what one lead planned was ended or held by the other.
fn put_in_order(path: &RelPath, before: &[Dated<PairFact>], kept: &[Dated<PairFact>]) -> Option<Problem> {
    let message =
        "rows of a merge put in order: the end of the pair counts, and that a meeting was held, whatever was planned apart";
    let problem = Problem::warning("merged-rows", message).at(Place::file(path.as_str()));
    (before != kept).then(|| problem.help("nothing to do"))
}

fn taken_away(path: &RelPath, rows: usize) -> Option<Problem> {
    let message = format!("{} of a merge taken away: other rows say the same", counted(rows, "row"));
    let problem = Problem::warning("merged-rows", message).at(Place::file(path.as_str()));
    (rows > 0).then(|| problem.help("nothing to do"))
}

/// Meetings that one lead planned after the day on which, as the other lead knew, one of the two leaves.
fn cancel_after_departures(session: &mut CohortSession) -> Vec<Problem> {
    let until = |pair: &Pair| Some((pair.id, pair.until?, pair.planned().map(|meeting| meeting.date).max()?));
    let late: Vec<(PairId, NaiveDate, NaiveDate)> = session.cohort().active_pairs().filter_map(until).collect();
    let mut notes = Vec::new();
    for (pair, until, last) in late.into_iter().filter(|(_, until, last)| last > until) {
        let cancelled = taking_part::cancel_after(session, pair, until, until.min(last));
        let cancelled = counted(cancelled, "meeting");
        let message = format!("{cancelled} of {pair} after {} cancelled: one of the two leaves then", long_date(until));
        let place = Place::file(layout::pair_facts(pair).as_str());
        notes.push(Problem::warning("late-meetings", message).at(place).help("nothing to do"));
    }
    notes
}

/// Ends the pairs that go on without one of their people.
fn end_left_pairs(session: &mut CohortSession) -> Vec<Problem> {
    let cohort = session.cohort();
    let mut notes = Vec::new();
    let goes_on = |pair: &&Pair| pair.is_active() || session.facts.pairs.get(&pair.id).is_some_and(|rows| is_disputed(rows));
    let pairs: Vec<&Pair> = cohort.pairs.values().filter(goes_on).collect();
    for pair in pairs {
        let left = pair.id.people().into_iter().filter_map(|id| Some((id, cohort.people.get(&id)?.withdrew?.0)));
        let Some((person, day)) = left.min_by_key(|(_, day)| *day) else { continue };
        let met = pair.held().filter_map(|meeting| meeting.held_on).max();
        let on = [Some(day), Some(pair.since), met].into_iter().flatten().max().unwrap_or(day);
        session.facts.pair(pair.id, on, PairFact::Ended { reason: EndReason::Withdrawal });
        let message = format!("{} was made while {person} left, and is ended", pair.id);
        let help = "the other of the two is matched again";
        let place = Place::file(layout::pair_facts(pair.id).as_str());
        notes.push(Problem::warning("left-pair", message).at(place).help(help));
    }
    notes
}

/// Whether two leads' corrections of one number say that the pair ended and that it goes on.
fn is_disputed(rows: &[Dated<PairFact>]) -> bool {
    let last = correction::last_corrections(correction::latest_period(rows));
    last.get(&PairThing::Standing).is_some_and(|rows| rows.iter().any(|row| row.fact == PairFact::Resumed) && rows.len() > 1)
}

/// Takes the pairs of records that were not kept away.
fn take_away(session: &mut CohortSession) -> Vec<Problem> {
    let Facts { pairs, draws, .. } = &mut *session.facts;
    for (pair, rows) in pairs {
        *rows = rows::with_one_beginning(rows, |number| draws.get(&number).is_some_and(|draw| draw.made.contains(pair)));
    }
    let mut notes = keep_as_adopted(session);
    for (pair, rows) in without_superseded(&session.facts) {
        let path = layout::pair_facts(pair);
        let message = format!("{pair} was made by a matching whose record was not kept, and is taken away");
        let help = "its two people are matched again; tell whoever was told of this pair";
        notes.push(Problem::warning("superseded-pair", message).at(Place::file(path.as_str())).help(help));
        if rows.is_empty() {
            session.facts.pairs.remove(&pair);
        } else {
            session.facts.pairs.insert(pair, rows);
        }
    }
    notes
}

/// A pair that met, ended or was revealed, or that a later matching kept, stands although the record of its own matching was not kept: it
/// counts as taken over.
fn keep_as_adopted(session: &mut CohortSession) -> Vec<Problem> {
    let Facts { pairs, draws, .. } = &mut *session.facts;
    let mut notes = Vec::new();
    let kept_later: BTreeSet<PairId> = draws.values().flat_map(|draw| &draw.kept).copied().collect();
    for (pair, rows) in pairs {
        let lived = rows.chunk_by(|_, next| !matches!(next.fact, PairFact::Paired { .. })).filter(|period| {
            let is_unknown = |number: u32| draws.get(&number).is_some_and(|draw| !draw.made.contains(pair));
            let first = period.first().map(|row| &row.fact);
            let drawn = matches!(first, Some(PairFact::Paired { origin: Origin::Draw(number), .. }) if is_unknown(*number));
            let has_lived = || period.iter().skip(1).any(|row| !matches!(row.fact, PairFact::Planned { .. }));
            drawn && (kept_later.contains(pair) || has_lived())
        });
        let lived: Vec<Dated<PairFact>> = lived.filter_map(|period| period.first().cloned()).collect();
        for row in rows.iter_mut().filter(|row| lived.contains(row)) {
            row.fact = PairFact::Paired { score: None, origin: Origin::Adopted };
            let message = format!("{pair} comes from a matching whose record was not kept, and counts as taken over");
            let place = Place::file(layout::pair_facts(*pair).as_str());
            notes.push(Problem::warning("unrecorded-pair", message).at(place).help("nothing to do"));
        }
    }
    notes
}

/// The pairs that lose rows, with the rows they keep.
fn without_superseded(facts: &Facts) -> BTreeMap<PairId, Vec<Dated<PairFact>>> {
    let kept = |(pair, rows): (&PairId, &Vec<Dated<PairFact>>)| {
        let periods = rows.chunk_by(|_, next| !matches!(next.fact, PairFact::Paired { .. }));
        let kept: Vec<_> = periods.filter(|period| !is_superseded(*pair, period, &facts.draws)).flatten().cloned().collect();
        (kept.len() < rows.len()).then_some((*pair, kept))
    };
    facts.pairs.iter().filter_map(kept).collect()
}

/// Whether a time as a pair comes from a matching whose record knows nothing of it, and was no more than planned.
fn is_superseded(pair: PairId, period: &[Dated<PairFact>], draws: &BTreeMap<u32, Draw>) -> bool {
    let Some((first, rest)) = period.split_first() else { return false };
    let PairFact::Paired { origin: Origin::Draw(number), .. } = first.fact else { return false };
    let other_was_kept = draws.get(&number).is_some_and(|draw| !draw.made.contains(&pair));
    other_was_kept && rest.iter().all(|row| matches!(row.fact, PairFact::Planned { .. }))
}
