//! Files of facts that are gone and that git's last commit does not hold: what can be told of them from other files is put back, and what
//! was lost with them is said. Where git holds the file, it alone is the cure.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::app::restoring;
use crate::app::session::CohortSession;
use crate::domain::draw::Draw;
use crate::domain::fact::{Dated, EndReason, Origin, PairFact, PersonFact};
use crate::domain::facts::Facts;
use crate::domain::id::{PairId, PersonId};
use crate::domain::pair::Pair;
use crate::domain::problem::{Place, Problem};
use crate::domain::text::agreeing;
use crate::store::layout::{self, RelPath};

/// Records again that those whom the register knows joined, where nothing says so any more.
pub(crate) fn join_registered(session: &mut CohortSession) -> Vec<Problem> {
    let Ok(records) = session.records() else { return Vec::new() };
    let has_joined = |id: PersonId| {
        let rows = session.facts.people.get(&id).into_iter().flatten();
        rows.into_iter().any(|row| matches!(row.fact, PersonFact::Joined { .. }))
    };
    let lost = records.register.iter().filter(|(id, _)| !has_joined(*id));
    let lost: Vec<(PersonId, String)> = lost.map(|(id, entry)| (id, records.key.mark(&entry.contact.email))).collect();
    let files: BTreeSet<RelPath> = lost.iter().map(|(id, _)| layout::person_facts(*id)).collect();
    let in_git = restoring::held_by_git(session.workspace().root(), &files);
    let mut notes = Vec::new();
    for (id, mark) in lost {
        let file = layout::person_facts(id);
        let Some(on) = first_trace(&session.facts, id).filter(|_| !in_git.contains(&file)) else { continue };
        session.facts.people.entry(id).or_default().insert(0, Dated::new(on, PersonFact::Joined { mark }));
        notes.push(note(
            &file,
            format!("it is recorded again that {id} joined; what else was in this file is lost"),
            "if a backup or a colleague's copy has the file, put it there instead",
        ));
    }
    notes
}

/// The first day on which anything tells of somebody; without one, the first day of the cohort.
fn first_trace(facts: &Facts, id: PersonId) -> Option<NaiveDate> {
    let own = facts.people.get(&id).into_iter().flatten().map(|row| row.on);
    let of_pairs = facts.pairs.iter().filter(|(pair, _)| pair.has(id)).flat_map(|(_, rows)| rows).map(|row| row.on);
    let of_draws = facts.draws.values().filter(|draw| draw.people.contains(&id)).map(|draw| draw.on);
    let of_anybody = || facts.people.values().flatten().map(|row| row.on).chain(facts.draws.values().map(|draw| draw.on)).min();
    own.chain(of_pairs).chain(of_draws).min().or_else(of_anybody)
}

/// Puts pairs back as the records of matchings tell of them, and lets the pairs of a matching without a record count as taken over.
pub(super) fn put_back(session: &mut CohortSession) -> Vec<Problem> {
    let mut notes = put_pairs_back(session);
    notes.extend(take_over(session));
    notes
}

fn put_pairs_back(session: &mut CohortSession) -> Vec<Problem> {
    let draws = session.facts.draws.values();
    let told: BTreeSet<PairId> = draws.flat_map(|draw| draw.made.iter().chain(&draw.kept)).copied().collect();
    let lost: Vec<PairId> = told.into_iter().filter(|pair| !session.facts.pairs.contains_key(pair)).collect();
    let files: BTreeSet<RelPath> = lost.iter().map(|pair| layout::pair_facts(*pair)).collect();
    let in_git = restoring::held_by_git(session.workspace().root(), &files);
    let mut notes = Vec::new();
    for pair in lost.into_iter().filter(|pair| !in_git.contains(&layout::pair_facts(*pair))) {
        let mut rows = as_recorded(&session.facts.draws, pair);
        let is_over = rows.last().is_none_or(|row| matches!(row.fact, PairFact::Ended { .. }));
        let elsewhere = pair.people().into_iter().find_map(|id| partnered_since(session, id)).filter(|_| !is_over);
        rows.extend(elsewhere.map(|on| Dated::new(on, PairFact::Ended { reason: EndReason::Rematch })));
        let stands = !is_over && elsewhere.is_none();
        session.facts.pairs.insert(pair, rows);
        let help = if stands { "`revmentor schedule` plans its meetings anew" } else { "nothing to do" };
        notes.push(note(
            &layout::pair_facts(pair),
            format!("{pair} is put back as matchings recorded it; what was planned and reported of its meetings is lost"),
            help,
        ));
    }
    notes
}

/// The rows of a pair as far as records of matchings tell them.
fn as_recorded(draws: &BTreeMap<u32, Draw>, pair: PairId) -> Vec<Dated<PairFact>> {
    let mut rows: Vec<Dated<PairFact>> = Vec::new();
    for draw in draws.values() {
        let stands = rows.last().is_some_and(|row| matches!(row.fact, PairFact::Paired { .. }));
        let is_known = draw.kept.contains(&pair) || draw.ended.contains(&pair);
        let began = |origin| Dated::new(draw.on, PairFact::Paired { score: None, origin });
        rows.extend((is_known && !stands).then(|| began(Origin::Adopted)));
        rows.extend(draw.ended.contains(&pair).then(|| Dated::new(draw.on, PairFact::Ended { reason: EndReason::Rematch })));
        rows.extend(draw.made.contains(&pair).then(|| began(Origin::Draw(draw.number))));
    }
    rows
}

/// Since when somebody is in as many pairs as there is room for.
fn partnered_since(session: &CohortSession, id: PersonId) -> Option<NaiveDate> {
    let cohort = session.cohort();
    let room = cohort.people.get(&id).map_or(1, |known| known.capacity as usize);
    let others: Vec<&Pair> = cohort.pairs_of(id).collect();
    others.iter().map(|pair| pair.since).max().filter(|_| others.len() >= room.max(1))
}

/// Lets pairs count as taken over whose matching has no record, here or in git, and that no other record makes.
fn take_over(session: &mut CohortSession) -> Vec<Problem> {
    let Facts { pairs, draws, .. } = &mut *session.facts;
    let is_made = |pair: &PairId| draws.values().any(|draw| draw.made.contains(pair));
    let unrecorded = |row: &Dated<PairFact>| match row.fact {
        PairFact::Paired { origin: Origin::Draw(number), .. } => Some(number).filter(|number| !draws.contains_key(number)),
        _ => None,
    };
    let own = pairs.iter().filter(|(pair, _)| !is_made(pair));
    let missing: BTreeSet<u32> = own.flat_map(|(_, rows)| rows.iter().filter_map(unrecorded)).collect();
    let in_git =
        restoring::held_by_git(session.workspace().root(), &missing.iter().map(|number| layout::draw(*number)).collect());
    let Facts { pairs, draws, .. } = &mut *session.facts;
    let mut taken: BTreeMap<u32, usize> = BTreeMap::new();
    for (pair, rows) in pairs.iter_mut() {
        if draws.values().any(|draw| draw.made.contains(pair)) {
            continue;
        }
        for row in rows {
            let PairFact::Paired { origin, .. } = &mut row.fact else { continue };
            if let Origin::Draw(number) = *origin
                && missing.contains(&number)
                && !in_git.contains(&layout::draw(number))
            {
                *origin = Origin::Adopted;
                *taken.entry(number).or_default() += 1;
            }
        }
    }
    let told = |(number, pairs): (u32, usize)| {
        let pairs = agreeing(pairs, "pair counts", "pairs count");
        let message = format!("the record of matching {number} is gone: {pairs} as taken over");
        let help = "if a backup or a colleague's copy has the record, put it there instead";
        Problem::warning("unrecorded-pair", message).at(Place::file(layout::draw(number).as_str())).help(help)
    };
    taken.into_iter().map(told).collect()
}

fn note(file: &RelPath, message: String, help: &str) -> Problem {
    Problem::warning("repaired-row", message).at(Place::file(file.as_str())).help(help)
}
