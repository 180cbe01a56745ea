//! Which rows of a fact file are superfluous after a merge in which both sides' rows were kept. Only what can be decided is taken away:
//! of rows that contradict each other all stay.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::attendance::AttendanceRow;
use crate::domain::correction::{self, Correctable, PairThing, PersonThing};
use crate::domain::fact::{Dated, EndReason, Origin, PairFact, PersonFact};
use crate::domain::id::PersonId;

/// What rows of a person's file repeat each other on: a thing that can be corrected, or one of the facts that nothing corrects.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum OfPerson {
    Thing(PersonThing),
    Joined,
    Capacity,
    Alike(PersonId),
}

/// The rows of a person's file without those that say again what holds.
pub(super) fn of_person(rows: &[Dated<PersonFact>]) -> Vec<Dated<PersonFact>> {
    without_repeats(rows, |row| match (&row.fact, row.fact.thing(row.correction)) {
        (_, Some(thing)) => OfPerson::Thing(thing),
        (PersonFact::Capacity { .. }, None) => OfPerson::Capacity,
        (PersonFact::Alike { with, .. }, None) => OfPerson::Alike(*with),
        _ => OfPerson::Joined,
    })
}

/// The rows of a session's file without those that say again what the last one about the same person says.
pub(super) fn of_session(rows: &[AttendanceRow]) -> Vec<AttendanceRow> {
    let mut last: BTreeMap<PersonId, AttendanceRow> = BTreeMap::new();
    rows.iter().filter(|row| last.insert(row.person, **row) != Some(**row)).copied().collect()
}

/// What rows of a pair's file repeat each other on, while it lasts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum OfPair {
    Being,
    Reveal,
    Meeting(u32),
}

/// The rows of a pair's file without those that say again what holds. What one lead planned after the other recorded an end, or a
/// meeting as held, goes before that: it was told to people, and a calendar's number for what counts has to be higher. `is_made` tells
/// whether the record of a matching makes the pair.
pub(super) fn of_pair(rows: &[Dated<PairFact>], is_made: impl Fn(u32) -> bool) -> Vec<Dated<PairFact>> {
    let periods = joined_periods(rows, is_made);
    let kept = periods.into_iter().flat_map(|period| {
        let period = without_repeats(&period, |row| of_pair_fact(&row.fact));
        plans_before_the_held(plans_before_the_end(with_one_end(period)))
    });
    kept.collect()
}

fn of_pair_fact(fact: &PairFact) -> OfPair {
    match fact {
        PairFact::Paired { .. } | PairFact::Ended { .. } | PairFact::Resumed => OfPair::Being,
        PairFact::Revealed { .. } | PairFact::Concealed { .. } => OfPair::Reveal,
        PairFact::Planned { meeting, .. }
        | PairFact::Moved { meeting, .. }
        | PairFact::Held { meeting, .. }
        | PairFact::Missed { meeting }
        | PairFact::Cancelled { meeting } => OfPair::Meeting(*meeting),
    }
}

/// Without the rows that say again what the last one about the same matter said; of a correction, what any earlier row said.
fn without_repeats<F: PartialEq + Clone, M: Ord>(rows: &[Dated<F>], matter: impl Fn(&Dated<F>) -> M) -> Vec<Dated<F>> {
    let same = |one: &Dated<F>, other: &Dated<F>| one.fact == other.fact && one.correction == other.correction;
    let mut last: BTreeMap<M, Dated<F>> = BTreeMap::new();
    let mut kept: Vec<Dated<F>> = Vec::new();
    for row in rows {
        let about = matter(row);
        let is_repeat = last.get(&about).is_some_and(|last| same(last, row));
        let was_said = row.correction > 0 && kept.iter().any(|earlier| same(earlier, row));
        if !is_repeat && !was_said {
            last.insert(about, row.clone());
            kept.push(row.clone());
        }
    }
    kept
}

/// The rows with one beginning where two stand together: that of a record that was kept.
pub(super) fn with_one_beginning(rows: &[Dated<PairFact>], is_made: impl Fn(u32) -> bool) -> Vec<Dated<PairFact>> {
    let mut kept: Vec<Dated<PairFact>> = Vec::new();
    for row in rows {
        match kept.last_mut() {
            Some(before) if before.fact.begins_anew() && row.fact.begins_anew() => {
                if !is_known(before, &is_made) && is_known(row, &is_made) {
                    *before = row.clone();
                }
            }
            _ => kept.push(row.clone()),
        }
    }
    kept
}

/// Whether a pair was taken over, or made by a matching whose record says so.
fn is_known(row: &Dated<PairFact>, is_made: &impl Fn(u32) -> bool) -> bool {
    match row.fact {
        PairFact::Paired { origin: Origin::Draw(number), .. } => is_made(number),
        PairFact::Paired { origin: Origin::Adopted, .. } => true,
        _ => false,
    }
}

/// The times as a pair; one that begins before the last has ended is the same time, told by two leads.
fn joined_periods(rows: &[Dated<PairFact>], is_made: impl Fn(u32) -> bool) -> Vec<Vec<Dated<PairFact>>> {
    let mut periods: Vec<Vec<Dated<PairFact>>> = Vec::new();
    for period in rows.chunk_by(|_, next| !matches!(next.fact, PairFact::Paired { .. })) {
        match (periods.last_mut(), period.split_first()) {
            (Some(before), Some((paired, rest)))
                if end_of(before).is_none() && matches!(paired.fact, PairFact::Paired { .. }) =>
            {
                if let Some(first) = before.first_mut().filter(|first| !is_known(first, &is_made) && is_known(paired, &is_made)) {
                    *first = paired.clone();
                }
                before.extend_from_slice(rest);
            }
            _ => periods.push(period.to_vec()),
        }
    }
    periods
}

/// The place of the row that ends the period, unless a later correction takes the end back.
fn end_of(period: &[Dated<PairFact>]) -> Option<usize> {
    let standing = || period.iter().enumerate().filter(|(_, row)| row.fact.thing(row.correction) == Some(PairThing::Standing));
    let last = standing().map(|(_, row)| row.correction).max()?;
    let first = standing().find(|(_, row)| row.correction == last);
    first.filter(|(_, row)| matches!(row.fact, PairFact::Ended { .. })).map(|(at, _)| at)
}

/// Of several ends of one number the earliest stays that no meeting contradicts; where each is contradicted, the latest. Of two of one day
/// the reason decides, and not which side was merged into which.
fn with_one_end(period: Vec<Dated<PairFact>>) -> Vec<Dated<PairFact>> {
    let Some(number) = end_of(&period).and_then(|at| period.get(at)).map(|row| row.correction) else { return period };
    let is_end = |row: &Dated<PairFact>| matches!(row.fact, PairFact::Ended { .. }) && row.correction == number;
    let held: Option<NaiveDate> = last_held(&period);
    let ends = || period.iter().enumerate().filter(|(_, row)| is_end(row));
    let fits = ends().filter(|(_, row)| held.is_none_or(|held| held <= row.on)).min_by_key(|(_, row)| (row.on, weight(row)));
    let Some((kept, _)) = fits.or_else(|| ends().max_by_key(|(_, row)| (row.on, Reverse(weight(row))))) else { return period };
    period.iter().enumerate().filter(|(at, row)| !is_end(row) || *at == kept).map(|(_, row)| row.clone()).collect()
}

/// What says most of whether the two may be a pair again comes first.
fn weight(end: &Dated<PairFact>) -> u8 {
    match end.fact {
        PairFact::Ended { reason: EndReason::Unpaired } => 0,
        PairFact::Ended { reason: EndReason::Conflict } => 1,
        PairFact::Ended { reason: EndReason::Withdrawal } => 2,
        PairFact::Ended { reason: EndReason::Rematch } => 3,
        _ => 4,
    }
}

fn last_held(period: &[Dated<PairFact>]) -> Option<NaiveDate> {
    let mut held: BTreeMap<u32, Option<NaiveDate>> = BTreeMap::new();
    for row in correction::in_order(period) {
        if let Some(PairThing::Report(meeting)) = row.fact.thing(row.correction) {
            held.insert(meeting, if let PairFact::Held { date, .. } = row.fact { Some(date) } else { None });
        }
    }
    held.into_values().flatten().max()
}

fn is_plan(row: &Dated<PairFact>) -> bool {
    let plans = matches!(row.fact, PairFact::Planned { .. } | PairFact::Moved { .. } | PairFact::Cancelled { .. });
    plans && row.correction == 0
}

fn plans_before_the_end(period: Vec<Dated<PairFact>>) -> Vec<Dated<PairFact>> {
    let Some(end) = end_of(&period) else { return period };
    let (before, after) = period.split_at(end);
    let (late, rest): (Vec<_>, Vec<_>) = after.iter().cloned().partition(is_plan);
    [before, &late, &rest].concat()
}

/// Puts plans of a meeting that counts as held before the first report of it.
fn plans_before_the_held(mut period: Vec<Dated<PairFact>>) -> Vec<Dated<PairFact>> {
    while let Some((report, late)) = plan_of_the_held(&period) {
        if let Some(rows) = period.get_mut(report..=late) {
            rows.rotate_right(1);
        }
    }
    period
}

/// The places of the first report of a meeting that was held, and of a plan that follows it.
fn plan_of_the_held(period: &[Dated<PairFact>]) -> Option<(usize, usize)> {
    let mut is_held: BTreeMap<u32, bool> = BTreeMap::new();
    for row in correction::in_order(period) {
        let OfPair::Meeting(meeting) = of_pair_fact(&row.fact) else { continue };
        if is_plan(row) && is_held.get(&meeting) == Some(&true) {
            let late = period.iter().position(|other| std::ptr::eq(other, row))?;
            let is_report = |row: &Dated<PairFact>| row.fact.thing(row.correction) == Some(PairThing::Report(meeting));
            return period.iter().take(late).position(is_report).map(|report| (report, late));
        }
        is_held.insert(meeting, matches!(row.fact, PairFact::Held { .. }));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::day;
    use crate::domain::fact::WithdrawalReason;

    fn row(date: u32, fact: PairFact) -> Dated<PairFact> {
        Dated::new(day(2027, 1, date), fact)
    }

    fn paired(number: u32) -> Dated<PairFact> {
        row(1, PairFact::Paired { score: None, origin: Origin::Draw(number) })
    }

    fn planned(meeting: u32) -> Dated<PairFact> {
        let date = day(2027, 2, 1);
        row(2, PairFact::Planned { meeting, date, earliest: date, latest: date })
    }

    #[test]
    fn what_two_leads_say_alike_stands_once() {
        let left = |date, reason| Dated::new(day(2027, 1, date), PersonFact::Withdrew { reason });
        let rows = [left(3, WithdrawalReason::Left), left(4, WithdrawalReason::Left), left(4, WithdrawalReason::Other)];
        assert_eq!(of_person(&rows), [rows[0].clone(), rows[2].clone()]);
        let ended = |date| row(date, PairFact::Ended { reason: EndReason::Withdrawal });
        let held = row(5, PairFact::Held { meeting: 1, date: day(2027, 1, 5) });
        let rows = [paired(1), planned(1), ended(4), held.clone(), row(6, PairFact::Ended { reason: EndReason::Conflict })];
        let kept = of_pair(&rows, |_| true);
        assert_eq!(kept, [paired(1), planned(1), held, rows[4].clone()], "the end that the meeting does not contradict");
    }

    #[test]
    fn of_two_ends_of_one_day_the_reason_decides() {
        let ended = |reason| row(4, PairFact::Ended { reason });
        let [unpaired, left] = [EndReason::Unpaired, EndReason::Withdrawal].map(ended);
        for rows in [[paired(1), unpaired.clone(), left.clone()], [paired(1), left, unpaired.clone()]] {
            assert_eq!(of_pair(&rows, |_| true), [paired(1), unpaired.clone()]);
        }
    }

    #[test]
    fn what_was_planned_after_the_end_or_of_what_was_held_goes_before_it() {
        let (held, ended) = (
            row(3, PairFact::Held { meeting: 1, date: day(2027, 1, 3) }),
            row(4, PairFact::Ended { reason: EndReason::Conflict }),
        );
        let moved = row(2, PairFact::Moved { meeting: 1, date: day(2027, 2, 3) });
        let rows = [paired(1), planned(1), held.clone(), moved, ended.clone(), planned(2)];
        let [first, second] = [planned(1), planned(2)];
        let again = row(2, PairFact::Moved { meeting: 1, date: day(2027, 2, 3) });
        let kept = [paired(1), first, again, held, second, ended];
        assert_eq!(of_pair(&rows, |_| true), kept);
        assert_eq!(of_pair(&kept, |_| true), kept, "nothing is left to do");
    }

    #[test]
    fn a_pair_that_both_leads_made_began_once() {
        let rows = [paired(2), planned(1), paired(3), planned(2)];
        assert_eq!(of_pair(&rows, |number| number == 3), [paired(3), planned(1), planned(2)]);
        assert_eq!(of_pair(&rows, |number| number == 2)[0], paired(2));
    }
}
