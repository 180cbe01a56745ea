//! The pairs that a participant may know of: those whose reveal to that person's side has happened.
//!
//! Whatever is written for a participant about a partner takes [`VisiblePairs`], which only a cohort's reveals can make. There is no
//! other way from a person to the partner in a renderer for participants.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::cohort::Cohort;
use super::id::PersonId;
use super::meeting::Meeting;
use super::pair::Pair;
use super::side::Side;

/// The pairs of one person that this person may know of on a given day, by id; pairs that have ended are among them.
#[derive(Clone, Debug)]
pub(crate) struct VisiblePairs<'a> {
    person: PersonId,
    pairs: Vec<VisiblePair<'a>>,
}

/// A pair that one of its two people may know of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VisiblePair<'a> {
    viewer: PersonId,
    pair: &'a Pair,
    revealed_on: NaiveDate,
}

impl Cohort {
    /// The cohort as every participant may know it on `today`: without scores, and without any pair of which one of the two has not been
    /// told. A later matching tells of such pairs, so that the first alone stays.
    #[must_use]
    pub(crate) fn as_everybody_may_know(&self, today: NaiveDate) -> Cohort {
        let mut cohort = self.without_scores();
        cohort.pairs.retain(|_, pair| Side::BOTH.into_iter().all(|side| pair.revealed[side].is_some_and(|on| on <= today)));
        cohort.draws.truncate(1);
        cohort
    }
}

impl<'a> VisiblePairs<'a> {
    /// The pairs that `person` may know of on `today`. A reveal that is still to come shows nothing yet.
    pub(crate) fn of(cohort: &'a Cohort, person: PersonId, today: NaiveDate) -> VisiblePairs<'a> {
        let own = cohort.pairs.values().filter(|pair| pair.id.has(person));
        VisiblePairs { person, pairs: own.filter_map(|pair| VisiblePair::of(pair, person, today)).collect() }
    }

    /// The pairs of somebody who may know of none.
    pub(crate) fn none(person: PersonId) -> VisiblePairs<'a> {
        VisiblePairs { person, pairs: Vec::new() }
    }

    /// The pairs that each person may know of on `today`, for everybody who may know of any. O(pairs · log pairs).
    pub(crate) fn by_person(cohort: &'a Cohort, today: NaiveDate) -> BTreeMap<PersonId, VisiblePairs<'a>> {
        let mut people: BTreeMap<PersonId, VisiblePairs<'a>> = BTreeMap::new();
        for pair in cohort.pairs.values() {
            for person in pair.id.people() {
                let Some(visible) = VisiblePair::of(pair, person, today) else { continue };
                people.entry(person).or_insert_with(|| VisiblePairs::none(person)).pairs.push(visible);
            }
        }
        people
    }

    /// Whose pairs they are.
    pub(crate) fn person(&self) -> PersonId {
        self.person
    }

    /// Every visible pair, by id.
    pub(crate) fn iter(&self) -> impl Iterator<Item = VisiblePair<'a>> {
        self.pairs.iter().copied()
    }

    /// The visible pairs that have not ended, by id.
    pub(crate) fn active(&self) -> impl Iterator<Item = VisiblePair<'a>> {
        self.iter().filter(|visible| visible.pair.is_active())
    }
}

impl<'a> VisiblePair<'a> {
    fn of(pair: &'a Pair, viewer: PersonId, today: NaiveDate) -> Option<VisiblePair<'a>> {
        let revealed_on = pair.revealed[viewer.side()].filter(|since| *since <= today)?;
        Some(VisiblePair { viewer, pair, revealed_on })
    }

    /// The other person of the pair.
    pub(crate) fn partner(&self) -> PersonId {
        self.pair.id.person(self.viewer.side().other())
    }

    /// The day from which the viewer may know of it.
    pub(crate) fn revealed_on(&self) -> NaiveDate {
        self.revealed_on
    }

    /// The pair.
    pub(crate) fn pair(&self) -> &'a Pair {
        self.pair
    }

    /// Its meetings by number, then those of an earlier time as the same pair that were not planned again.
    pub(crate) fn meetings(&self) -> impl Iterator<Item = &'a Meeting> + use<'a> {
        let pair = self.pair;
        let earlier = pair.earlier.values().filter(|earlier| !pair.meetings.contains_key(&earlier.number));
        pair.meetings.values().chain(earlier)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::{self, day, pair};
    use crate::domain::fact::PairFact;

    fn partners(cohort: &Cohort, person: &str, today: NaiveDate) -> Vec<String> {
        VisiblePairs::of(cohort, person.parse().unwrap(), today).iter().map(|visible| visible.partner().to_string()).collect()
    }

    #[test]
    fn a_pair_is_visible_from_its_reveal_on_and_to_that_side_alone() {
        let mut facts = example::facts();
        assert!(partners(&Cohort::of(&facts), "E01", day(2027, 3, 1)).is_empty());
        facts.pair(pair("M02-E01"), day(2027, 1, 7), PairFact::Revealed { to: Some(Side::Mentee) });
        let cohort = Cohort::of(&facts);
        assert_eq!(partners(&cohort, "E01", day(2027, 1, 7)), ["M02"]);
        assert!(partners(&cohort, "E01", day(2027, 1, 6)).is_empty(), "the reveal is still to come");
        assert!(partners(&cohort, "M02", day(2027, 1, 7)).is_empty(), "the other side is not told yet");
        assert!(partners(&cohort, "E03", day(2027, 1, 7)).is_empty(), "a pair of other people");
        let everybody = VisiblePairs::by_person(&cohort, day(2027, 1, 7));
        assert_eq!(everybody.keys().map(ToString::to_string).collect::<Vec<_>>(), ["E01"]);
    }

    #[test]
    fn a_revealed_pair_that_ended_stays_known_but_not_active() {
        let mut facts = example::facts();
        facts.pair(pair("M09-E02"), day(2027, 1, 7), PairFact::Revealed { to: None });
        let cohort = Cohort::of(&facts);
        let visible = VisiblePairs::of(&cohort, "E02".parse().unwrap(), day(2027, 3, 1));
        assert_eq!((visible.iter().count(), visible.active().count()), (1, 0));
        assert_eq!(visible.iter().next().unwrap().revealed_on(), day(2027, 1, 7));
    }
}
