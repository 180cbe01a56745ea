//! What a participant may be shown before the reveal: how the person stands in the programme, never with whom.
//!
//! Together with `VisiblePairs` it is all that a renderer for participants learns of a cohort. Nothing here depends on who the partner
//! is: over any two pairings that leave the same people unpaired it is the same.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::cohort::{Cohort, Participant};
use super::event::{ChosenDate, Event};
use super::id::PersonId;
use super::pair::Pair;

/// One participant without the partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Blind<'a> {
    /// The person.
    pub person: PersonId,
    known: Option<&'a Participant>,
    /// Whether the person is in a pair that has not ended.
    pub is_paired: bool,
    /// Whether the person is, or was, in a pair.
    pub was_paired: bool,
    /// The day on which the last pair ended, for somebody without a pair who never met a partner.
    pub waits_since: Option<NaiveDate>,
    /// How often a pair of the person ended.
    pub ends: u32,
}

impl<'a> Blind<'a> {
    /// How `person` stands in `cohort`. O(pairs).
    pub(crate) fn of(cohort: &'a Cohort, person: PersonId) -> Blind<'a> {
        let pairs: Vec<&Pair> = cohort.pairs.values().filter(|pair| pair.id.has(person)).collect();
        Blind::new(cohort, person, &pairs)
    }

    fn new(cohort: &'a Cohort, person: PersonId, pairs: &[&Pair]) -> Blind<'a> {
        let ended: Option<Vec<NaiveDate>> = pairs.iter().map(|pair| pair.ended.map(|(on, _)| on)).collect();
        let met = pairs.iter().any(|pair| pair.held().chain(pair.earlier.values()).any(|meeting| meeting.held_on.is_some()));
        let waits_since = ended.and_then(|ended| ended.into_iter().max()).filter(|_| !met);
        let is_paired = pairs.iter().any(|pair| pair.is_active());
        let ends = pairs.iter().map(|pair| pair.ends).sum();
        Blind { person, known: cohort.people.get(&person), is_paired, was_paired: !pairs.is_empty(), waits_since, ends }
    }

    /// How everybody stands, by id. O(pairs · log people).
    pub(crate) fn by_person(cohort: &'a Cohort) -> BTreeMap<PersonId, Blind<'a>> {
        let mut pairs: BTreeMap<PersonId, Vec<&Pair>> = cohort.people.keys().map(|person| (*person, Vec::new())).collect();
        for pair in cohort.pairs.values() {
            pair.id.people().into_iter().for_each(|person| pairs.entry(person).or_default().push(pair));
        }
        pairs.into_iter().map(|(person, pairs)| (person, Blind::new(cohort, person, &pairs))).collect()
    }

    /// The number, from 1, of the event's date that the person chose, as long as that date is offered.
    pub(crate) fn choice(&self, event: &Event) -> Option<u32> {
        event.option_of(self.chosen(event)?)
    }

    /// What the person chose of the event, offered still or not.
    pub(crate) fn chosen(&self, event: &Event) -> Option<ChosenDate> {
        self.known?.choices.get(&event.id).copied()
    }

    /// Whether the person has answered the question about conflicts of interest, with names or with none.
    pub(crate) fn has_declared(&self) -> bool {
        self.known.is_some_and(|known| known.declared.is_some())
    }

    /// The day on which the person was read from a survey.
    pub(crate) fn joined(&self) -> Option<NaiveDate> {
        self.known?.joined
    }

    /// The day on which the person left.
    pub(crate) fn left(&self) -> Option<NaiveDate> {
        self.known?.withdrew.map(|(on, _)| on)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::{self, day};

    #[test]
    fn a_person_is_told_how_they_stand_and_nothing_else() {
        let cohort = example::cohort();
        let blind = |id: &str| Blind::of(&cohort, id.parse().unwrap());
        assert_eq!((blind("E01").is_paired, blind("E01").waits_since), (true, None));
        assert_eq!((blind("E02").is_paired, blind("E02").waits_since), (false, Some(day(2027, 2, 1))));
        assert_eq!((blind("M11").was_paired, blind("M11").joined()), (false, Some(day(2026, 10, 1))));
        assert_eq!(blind("M09").left(), Some(day(2027, 2, 1)));
    }
}
