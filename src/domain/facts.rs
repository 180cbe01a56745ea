//! Everything that is recorded under `facts/`, as rows. What the rows mean together is decided in [`super::cohort`].

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::announcement::Announcement;
use super::draw::Draw;
use super::fact::{Dated, PairFact, PersonFact};
use super::id::{PairId, PersonId};
use super::told::Told;

/// Everything that stands under `facts/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The rows of `facts/people/ID.csv`.
    pub people: BTreeMap<PersonId, Vec<Dated<PersonFact>>>,
    /// The rows of `facts/pairs/MENTOR-MENTEE.csv`.
    pub pairs: BTreeMap<PairId, Vec<Dated<PairFact>>>,
    /// `facts/draws/NNN.toml`.
    pub draws: BTreeMap<u32, Draw>,
    /// `facts/told/STAGE.csv`.
    pub told: Told,
    /// `facts/letters/KIND.csv`: letters that were handed out, by kind.
    pub letters: Told,
    /// Draws that were announced, in `facts/draws/NNN.toml` too: each has a number of its own.
    pub announcements: BTreeMap<u32, Announcement>,
}

impl Facts {
    /// Adds a fact about a person at the end of that person's file.
    pub fn person(&mut self, id: PersonId, on: NaiveDate, fact: PersonFact) {
        self.people.entry(id).or_default().push(Dated::new(on, fact));
    }

    /// Adds a fact about a pair at the end of that pair's file.
    pub fn pair(&mut self, id: PairId, on: NaiveDate, fact: PairFact) {
        self.pairs.entry(id).or_default().push(Dated::new(on, fact));
    }

    /// Whether a fact is of a kind that the first format of the directory does not have.
    pub fn need_format_2(&self) -> bool {
        let is_new = |row: &Dated<PersonFact>| matches!(row.fact, PersonFact::Declared { .. });
        !self.told.0.is_empty()
            || !self.letters.0.is_empty()
            || !self.announcements.is_empty()
            || self.people.values().flatten().any(is_new)
    }

    /// The number of the next matching or announcement.
    pub fn next_draw(&self) -> u32 {
        let last = self.draws.keys().next_back().max(self.announcements.keys().next_back());
        last.map_or(1, |last| last + 1)
    }

    /// The announcement that stands: the newest, unless it was retracted or a matching followed it.
    pub fn announced(&self) -> Option<&Announcement> {
        let (number, newest) = self.announcements.last_key_value()?;
        let drawn = self.draws.keys().next_back().is_some_and(|last| last > number);
        Some(newest).filter(|newest| !drawn && newest.retracted.is_none())
    }
}
