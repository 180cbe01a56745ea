//! What a merge of two leads' branches leaves for `build` and `match` to set right, because no other verb could.
//!
//! Two who match apart make two records of one number, and keep one of them: the pairs of the other are taken away, as long as
//! nothing happened in them. And a pair that one lead made ends when the other lead saw one of its people leave.

use std::collections::BTreeMap;

use crate::app::session::CohortSession;
use crate::domain::draw::Draw;
use crate::domain::fact::{Dated, EndReason, Origin, PairFact};
use crate::domain::facts::Facts;
use crate::domain::id::PairId;
use crate::domain::problem::{Place, Problem};
use crate::store::layout;

/// Sets both right; says what.
pub(crate) fn mend(session: &mut CohortSession) -> Vec<Problem> {
    let superseded = take_away(session);
    superseded.into_iter().chain(end_left_pairs(session)).collect()
}

/// Ends the pairs that go on without one of their people.
fn end_left_pairs(session: &mut CohortSession) -> Vec<Problem> {
    let cohort = session.cohort();
    let mut notes = Vec::new();
    for pair in cohort.active_pairs() {
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

/// Takes the pairs of records that were not kept away.
fn take_away(session: &mut CohortSession) -> Vec<Problem> {
    let mut notes = Vec::new();
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
