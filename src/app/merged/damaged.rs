//! Rows that no command writes, left by an editor or by a merge that was resolved by hand: a plan outside its window, a report on a
//! meeting that nobody planned, a pair without its first row, the number of a matching that never was, a conflict in the wrong
//! file. Decides what each is taken for; what happened is never guessed, and past meetings are kept.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::app::session::CohortSession;
use crate::domain::correction;
use crate::domain::draw::Draw;
use crate::domain::fact::{Dated, Origin, PairFact, PersonFact};
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::{Place, Problem};
use crate::domain::side::Side;
use crate::domain::text::long_date;
use crate::store::layout;

/// Repairs the rows; says which. O(facts · log facts).
pub(super) fn repair(session: &mut CohortSession) -> Vec<Problem> {
    let mut notes = Vec::new();
    let facts = &mut *session.facts;
    for (pair, rows) in &mut facts.pairs {
        notes.extend(begun(*pair, rows, &facts.draws).map(|what| note(*pair, &what)));
        notes.extend(renumbered(*pair, rows, &facts.draws).map(|what| note(*pair, &what)));
        notes.extend(widened(rows).into_iter().map(|what| note(*pair, &what)));
        notes.extend(without_unplanned(rows).into_iter().map(|what| note(*pair, &what)));
    }
    notes.extend(conflicts_in_their_file(&mut facts.people));
    notes
}

fn note(pair: PairId, what: &str) -> Problem {
    repaired(layout::pair_facts(pair).as_str(), what)
}

fn repaired(file: &str, what: &str) -> Problem {
    Problem::warning("repaired-row", what).at(Place::file(file)).help("nothing to do")
}

/// The matching whose record makes the pair, the first of them.
fn made_by(pair: PairId, draws: &BTreeMap<u32, Draw>) -> Option<&Draw> {
    draws.values().find(|draw| draw.made.contains(&pair))
}

/// Puts the first row of a pair back: as its matching recorded it, else as that of a pair that was taken over.
fn begun(pair: PairId, rows: &mut Vec<Dated<PairFact>>, draws: &BTreeMap<u32, Draw>) -> Option<String> {
    let first = rows.first()?;
    if matches!(first.fact, PairFact::Paired { .. }) {
        return None;
    }
    if let Some(first) = rows.iter().position(|row| matches!(row.fact, PairFact::Paired { .. })) {
        rows.get_mut(..=first)?.rotate_right(1);
        return Some(format!("the row that says that {pair} became a pair is moved to the top"));
    }
    let draw = made_by(pair, draws);
    let earliest = rows.iter().map(|row| row.on).min()?;
    let (on, origin) = draw.map_or((earliest, Origin::Adopted), |draw| (draw.on.min(earliest), Origin::Draw(draw.number)));
    rows.insert(0, Dated::new(on, PairFact::Paired { score: None, origin }));
    let how = draw.map_or_else(|| "as taken over".to_owned(), |draw| format!("from matching {}", draw.number));
    Some(format!("the row that says that {pair} became a pair was missing and is put back, {how}"))
}

/// Gives a pair the number of the matching that made it where there is no record of the one that it names.
fn renumbered(pair: PairId, rows: &mut [Dated<PairFact>], draws: &BTreeMap<u32, Draw>) -> Option<String> {
    let is_unknown = |row: &Dated<PairFact>| match row.fact {
        PairFact::Paired { origin: Origin::Draw(number), .. } => !draws.contains_key(&number),
        _ => false,
    };
    let number = made_by(pair, draws)?.number;
    let names =
        |row: &Dated<PairFact>| matches!(row.fact, PairFact::Paired { origin: Origin::Draw(named), .. } if named == number);
    if rows.iter().any(names) {
        return None;
    }
    let row = rows.iter_mut().find(|row| is_unknown(row))?;
    if let PairFact::Paired { origin, .. } = &mut row.fact {
        *origin = Origin::Draw(number);
    }
    Some(format!("{pair} was made by matching {number}, as its record says"))
}

/// Widens a window that does not hold its planned day: the day is what people were told.
fn widened(rows: &mut [Dated<PairFact>]) -> Vec<String> {
    let mut said = Vec::new();
    for row in rows {
        let PairFact::Planned { meeting, date, earliest, latest } = &mut row.fact else { continue };
        if *earliest <= *date && *date <= *latest {
            continue;
        }
        let days: [NaiveDate; 3] = [*earliest, *date, *latest];
        *earliest = days.into_iter().min().unwrap_or(*date);
        *latest = days.into_iter().max().unwrap_or(*date);
        said.push(format!("the window of meeting {meeting} is widened to its planned day, {}", long_date(*date)));
    }
    said
}

/// Takes rows away that move, miss or cancel a meeting that no row before them plans or reports.
fn without_unplanned(rows: &mut Vec<Dated<PairFact>>) -> Vec<String> {
    let mut unplanned: Vec<(u32, usize)> = Vec::new();
    for period in rows.chunk_by(|_, next| !matches!(next.fact, PairFact::Paired { .. })) {
        let mut known: BTreeSet<u32> = BTreeSet::new();
        for row in correction::in_order(period) {
            match row.fact {
                PairFact::Planned { meeting, .. } | PairFact::Held { meeting, .. } => _ = known.insert(meeting),
                PairFact::Moved { meeting, .. } | PairFact::Missed { meeting } | PairFact::Cancelled { meeting } => {
                    let at = rows.iter().position(|other| std::ptr::eq(other, row)).filter(|_| !known.contains(&meeting));
                    unplanned.extend(at.map(|at| (meeting, at)));
                }
                _ => {}
            }
        }
    }
    let mut at = 0..;
    rows.retain(|_| at.next().is_none_or(|at| !unplanned.iter().any(|(_, taken)| *taken == at)));
    unplanned.iter().map(|(meeting, _)| format!("a row about meeting {meeting}, which nothing plans, is taken away")).collect()
}

/// Moves conflicts that are in a mentee's file to the mentor's, and takes those within a side away.
fn conflicts_in_their_file(people: &mut BTreeMap<PersonId, Vec<Dated<PersonFact>>>) -> Vec<Problem> {
    let mut notes = Vec::new();
    let mut moved: Vec<(PairId, Dated<PersonFact>)> = Vec::new();
    for (person, rows) in people.iter_mut() {
        let file = layout::person_facts(*person);
        rows.retain(|row| {
            let Some(with) = partner(&mut row.clone().fact).copied() else { return true };
            match PairId::of(*person, with) {
                Some(_) if person.side() == Side::Mentor => true,
                Some(pair) => {
                    notes.push(repaired(file.as_str(), &format!("the conflict of {pair} is moved to the mentor's file")));
                    moved.push((pair, row.clone()));
                    false
                }
                None => {
                    let what = format!("a conflict of {person} and {with}, who are of one side, is taken away");
                    notes.push(repaired(file.as_str(), &what));
                    false
                }
            }
        });
    }
    for (pair, mut row) in moved {
        if let Some(with) = partner(&mut row.fact) {
            *with = pair.mentee;
        }
        let rows = people.entry(pair.mentor).or_default();
        let at = rows.partition_point(|before| before.on <= row.on).max(rows.len().min(1));
        rows.insert(at, row);
    }
    notes
}

/// The other person of a fact about a conflict.
fn partner(fact: &mut PersonFact) -> Option<&mut PersonId> {
    match fact {
        PersonFact::Conflict { with, .. }
        | PersonFact::Possible { with, .. }
        | PersonFact::Dismissed { with }
        | PersonFact::Removed { with } => Some(with),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::{day, pair};

    fn row(fact: PairFact) -> Dated<PairFact> {
        Dated::new(day(2027, 1, 4), fact)
    }

    fn planned(meeting: u32, earliest: u32, date: u32, latest: u32) -> Dated<PairFact> {
        let day = |date| day(2027, 2, date);
        row(PairFact::Planned { meeting, date: day(date), earliest: day(earliest), latest: day(latest) })
    }

    #[test]
    fn a_window_is_widened_to_the_day_that_people_were_told() {
        let mut rows = vec![planned(1, 23, 16, 16), planned(2, 1, 9, 5), planned(3, 1, 2, 3)];
        assert_eq!(widened(&mut rows).len(), 2);
        assert_eq!(rows, [planned(1, 16, 16, 23), planned(2, 1, 9, 9), planned(3, 1, 2, 3)]);
    }

    #[test]
    fn what_was_never_planned_goes_and_what_was_held_stays() {
        let paired = row(PairFact::Paired { score: None, origin: Origin::Adopted });
        let held = row(PairFact::Held { meeting: 9, date: day(2027, 1, 4) });
        let kept = [paired, planned(1, 1, 2, 3), row(PairFact::Missed { meeting: 1 }), held];
        let mut rows = kept.to_vec();
        rows.push(row(PairFact::Missed { meeting: 8 }));
        rows.push(row(PairFact::Moved { meeting: 7, date: day(2027, 3, 1) }));
        assert_eq!(without_unplanned(&mut rows).len(), 2);
        assert_eq!(rows, kept);
    }

    #[test]
    fn a_pair_without_its_first_row_counts_as_taken_over() {
        let mut rows = vec![planned(1, 1, 2, 3)];
        assert!(begun(pair("M01-E01"), &mut rows, &BTreeMap::new()).is_some());
        assert_eq!(rows[0].fact, PairFact::Paired { score: None, origin: Origin::Adopted });
        assert!(begun(pair("M01-E01"), &mut rows, &BTreeMap::new()).is_none());
    }
}
