//! Which facts are about one thing, and which of them counts: the one with the highest number, whatever the order of the rows.
//!
//! Two leads' rows come together in any order when git merges, so a correction carries its number for the thing that it corrects.
//! What the facts mean is decided where they are folded.

use std::collections::BTreeMap;

use super::fact::{Dated, PairFact, PersonFact};
use super::id::PersonId;

/// What rows about a person correct each other on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PersonThing {
    /// Whether the person takes part.
    TakingPart,
    /// Whether somebody whose data were erased may be imported again.
    Erasure,
    /// A conflict of interest with somebody.
    Conflict(PersonId),
    /// The answer to the question about conflicts of interest.
    Declaration,
    /// The date of an event.
    Choice(String),
    /// Whether another id is this same person.
    Identity(PersonId),
}

/// What rows about a pair correct each other on, while it lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PairThing {
    /// Whether the pair goes on.
    Standing,
    /// Who may know the other's name.
    Reveal,
    /// What became of a meeting.
    Report(u32),
}

/// A fact that may correct another.
pub(crate) trait Correctable {
    /// What it is about.
    type Thing: Ord + Clone;

    /// The thing that rows with this number are about; none for a fact that nothing corrects.
    fn thing(&self, correction: u32) -> Option<Self::Thing>;

    /// Whether all things begin anew with it.
    fn begins_anew(&self) -> bool;

    /// Which of two facts of one number comes later, whatever their order in the file.
    fn rank(&self) -> u8;
}

impl Correctable for PersonFact {
    type Thing = PersonThing;

    fn thing(&self, _: u32) -> Option<PersonThing> {
        match self {
            PersonFact::Withdrew { .. } | PersonFact::Leaves { .. } | PersonFact::Returned { .. } => {
                Some(PersonThing::TakingPart)
            }
            PersonFact::Conflict { with, .. }
            | PersonFact::Possible { with, .. }
            | PersonFact::Dismissed { with }
            | PersonFact::Removed { with } => Some(PersonThing::Conflict(*with)),
            PersonFact::Declared { .. } => Some(PersonThing::Declaration),
            PersonFact::Chose { event, .. } | PersonFact::Unchose { event } => Some(PersonThing::Choice(event.clone())),
            PersonFact::Same { with } | PersonFact::Different { with } => Some(PersonThing::Identity(*with)),
            PersonFact::Erased | PersonFact::Readmitted => Some(PersonThing::Erasure),
            PersonFact::Joined { .. } | PersonFact::Capacity { .. } | PersonFact::Alike { .. } => None,
        }
    }

    fn begins_anew(&self) -> bool {
        false
    }

    fn rank(&self) -> u8 {
        0
    }
}

impl Correctable for PairFact {
    type Thing = PairThing;

    fn thing(&self, correction: u32) -> Option<PairThing> {
        match self {
            PairFact::Ended { .. } | PairFact::Resumed => Some(PairThing::Standing),
            PairFact::Revealed { .. } | PairFact::Concealed { .. } => Some(PairThing::Reveal),
            PairFact::Held { meeting, .. } | PairFact::Missed { meeting } => Some(PairThing::Report(*meeting)),
            // A plan with a number takes a report back; one without is no report.
            PairFact::Planned { meeting, .. } => (correction > 0).then_some(PairThing::Report(*meeting)),
            PairFact::Paired { .. } | PairFact::Moved { .. } | PairFact::Cancelled { .. } => None,
        }
    }

    fn begins_anew(&self) -> bool {
        matches!(self, PairFact::Paired { .. })
    }

    /// A meeting that was missed can be caught up with, not the other way round.
    fn rank(&self) -> u8 {
        u8::from(!matches!(self, PairFact::Missed { .. }))
    }
}

/// The rows since all things began anew last; all rows where nothing begins anew.
pub(crate) fn latest_period<F: Correctable>(rows: &[Dated<F>]) -> &[Dated<F>] {
    let start = rows.iter().rposition(|row| row.fact.begins_anew()).unwrap_or(0);
    rows.get(start..).unwrap_or_default()
}

/// The number of the next correction of `thing`: 0 where no row is about it yet.
pub(crate) fn next_number<F: Correctable>(rows: &[Dated<F>], thing: &F::Thing) -> u32 {
    let about = latest_period(rows).iter().filter(|row| row.fact.thing(row.correction).as_ref() == Some(thing));
    about.map(|row| row.correction.saturating_add(1)).max().unwrap_or(0)
}

/// The rows in the order in which they count: where several are about one thing, those with higher numbers come later.
pub(crate) fn in_order<F: Correctable>(rows: &[Dated<F>]) -> Vec<&Dated<F>> {
    let periods = rows.chunk_by(|_, next| !next.fact.begins_anew());
    periods.flat_map(period_in_order).collect()
}

fn period_in_order<F: Correctable>(period: &[Dated<F>]) -> Vec<&Dated<F>> {
    let mut ordered: Vec<&Dated<F>> = period.iter().collect();
    let rank = period.first().map_or(0, |row| row.fact.rank());
    if period.iter().all(|row| row.correction == 0 && row.fact.rank() == rank) {
        return ordered;
    }
    let mut places: BTreeMap<F::Thing, Vec<usize>> = BTreeMap::new();
    for (at, row) in period.iter().enumerate() {
        if let Some(thing) = row.fact.thing(row.correction) {
            places.entry(thing).or_default().push(at);
        }
    }
    for places in places.into_values() {
        let mut about: Vec<&Dated<F>> = places.iter().filter_map(|at| period.get(*at)).collect();
        about.sort_by_key(|row| (row.correction, row.fact.rank()));
        for (at, row) in places.into_iter().zip(about) {
            if let Some(place) = ordered.get_mut(at) {
                *place = row;
            }
        }
    }
    ordered
}

/// The rows about each thing that have its highest number, where that is no first word; several only after a merge.
pub(crate) fn last_corrections<F: Correctable>(period: &[Dated<F>]) -> BTreeMap<F::Thing, Vec<&Dated<F>>> {
    let mut last: BTreeMap<F::Thing, Vec<&Dated<F>>> = BTreeMap::new();
    for row in period.iter().filter(|row| row.correction > 0) {
        let Some(thing) = row.fact.thing(row.correction) else { continue };
        let about = last.entry(thing).or_default();
        match about.first().map(|first| first.correction.cmp(&row.correction)) {
            Some(std::cmp::Ordering::Greater) => {}
            Some(std::cmp::Ordering::Less) => *about = vec![row],
            _ => about.push(row),
        }
    }
    last
}

/// The first words on each thing of which no correction was made yet; several only after a merge, or in a directory of the first format.
pub(crate) fn first_words<F: Correctable>(period: &[Dated<F>]) -> BTreeMap<F::Thing, Vec<&Dated<F>>> {
    let corrected = last_corrections(period);
    let mut first: BTreeMap<F::Thing, Vec<&Dated<F>>> = BTreeMap::new();
    for row in period.iter().filter(|row| row.correction == 0) {
        if let Some(thing) = row.fact.thing(0).filter(|thing| !corrected.contains_key(thing)) {
            first.entry(thing).or_default().push(row);
        }
    }
    first
}

/// Raises, among `rows`, what one of two leads said last of a thing that the other corrected without knowing of it, to the number of that
/// correction: the two then contradict each other, instead of the correction taking back what it was never about. `one` and `other` are
/// the rows as each lead had them, of one period. O(rows²) of one file.
pub(crate) fn raise_what_was_not_corrected<F: Correctable + PartialEq>(
    rows: &mut [Dated<F>],
    one: &[Dated<F>],
    other: &[Dated<F>],
) {
    for (own, others) in [(one, other), (other, one)] {
        let (said, corrected) = (without(own, others), without(others, own));
        for row in said.iter().filter(|row| !others.iter().any(|also| also.fact == row.fact)) {
            let Some(thing) = row.fact.thing(row.correction) else { continue };
            let last = |of: &[&Dated<F>]| {
                let about = of.iter().filter(|row| row.fact.thing(row.correction).as_ref() == Some(&thing));
                about.map(|row| row.correction).max().unwrap_or(0)
            };
            let (own_last, number) = (last(&said), last(&corrected));
            if row.correction == own_last && own_last < number {
                rows.iter_mut().filter(|also| is_same(row, also)).for_each(|row| row.correction = number);
            }
        }
    }
}

fn without<'a, F: PartialEq>(rows: &'a [Dated<F>], others: &[Dated<F>]) -> Vec<&'a Dated<F>> {
    rows.iter().filter(|row| !others.iter().any(|also| is_same(row, also))).collect()
}

fn is_same<F: PartialEq>(one: &Dated<F>, other: &Dated<F>) -> bool {
    one.on == other.on && one.correction == other.correction && one.fact == other.fact
}

/// Whether two corrections of the thing have its highest number and differ: two leads corrected apart, and neither counts.
pub(crate) fn is_contradicted<F: Correctable + PartialEq>(rows: &[Dated<F>], thing: &F::Thing) -> bool {
    let last = last_corrections(latest_period(rows));
    let facts: Vec<&F> = last.get(thing).into_iter().flatten().map(|row| &row.fact).collect();
    facts.windows(2).any(|two| matches!(two, [one, other] if one != other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::day;
    use crate::domain::fact::{EndReason, Origin};

    fn row(fact: PairFact, correction: u32) -> Dated<PairFact> {
        Dated { correction, ..Dated::new(day(2027, 1, 2), fact) }
    }

    #[test]
    fn corrections_count_by_their_number_and_not_by_their_place() {
        let (held, missed) = (PairFact::Held { meeting: 1, date: day(2027, 1, 2) }, PairFact::Missed { meeting: 1 });
        let rows = [
            row(PairFact::Paired { score: None, origin: Origin::Adopted }, 0),
            row(held.clone(), 2),
            row(PairFact::Cancelled { meeting: 2 }, 0),
            row(missed.clone(), 0),
            row(PairFact::Ended { reason: EndReason::Conflict }, 0),
        ];
        let facts: Vec<&PairFact> = in_order(&rows).iter().map(|row| &row.fact).collect();
        assert_eq!(facts[1..4], [&missed, &PairFact::Cancelled { meeting: 2 }, &held]);
        assert_eq!(next_number(&rows, &PairThing::Report(1)), 3);
        assert_eq!(next_number(&rows, &PairThing::Reveal), 0);
        assert_eq!(last_corrections(&rows)[&PairThing::Report(1)].len(), 1);
    }

    #[test]
    fn a_correction_takes_back_what_its_lead_knew_of_and_contradicts_the_rest() {
        let paired = || row(PairFact::Paired { score: None, origin: Origin::Adopted }, 0);
        let ended = |reason| row(PairFact::Ended { reason }, 0);
        let (unpaired, withdrawal) = (ended(EndReason::Unpaired), ended(EndReason::Withdrawal));
        let resumed = row(PairFact::Resumed, 1);
        let one = [paired(), unpaired.clone()];
        let other = [paired(), withdrawal.clone(), resumed.clone()];
        let mut both = [paired(), unpaired.clone(), withdrawal.clone(), resumed];
        raise_what_was_not_corrected(&mut both, &one, &other);
        assert_eq!(both.iter().map(|row| row.correction).collect::<Vec<_>>(), [0, 1, 0, 1]);
        assert!(is_contradicted(&both, &PairThing::Standing));
        // Of one thing said alike by both, the correction is of both.
        let mut both = [paired(), withdrawal.clone(), row(PairFact::Resumed, 1)];
        raise_what_was_not_corrected(&mut both, &[paired(), withdrawal], &other);
        assert!(!is_contradicted(&both, &PairThing::Standing));
    }

    #[test]
    fn a_pair_that_begins_anew_counts_anew() {
        let paired = || row(PairFact::Paired { score: None, origin: Origin::Adopted }, 0);
        let rows = [paired(), row(PairFact::Ended { reason: EndReason::Conflict }, 0), paired()];
        assert_eq!((next_number(&rows, &PairThing::Standing), in_order(&rows).len()), (0, 3));
    }
}
