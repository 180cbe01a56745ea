//! Everything that is recorded under `facts/`, as rows. What the rows mean together is decided in [`super::cohort`].

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::announcement::Announcement;
use super::attendance::Attendance;
use super::calendar_dates::CalendarDates;
use super::correction::{self, Correctable, PairThing};
use super::draw::{Draw, counts_people};
use super::fact::{Dated, PairFact, PersonFact};
use super::id::{PairId, PersonId};
use super::publication::Edition;
use super::told::Told;

/// Everything that stands under `facts/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
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
    /// `facts/sessions/EVENT.csv`: who came to which group session.
    pub attendance: Attendance,
    /// `facts/calendar/dates.csv`: what calendars told of the programme's own dates.
    pub calendar_dates: CalendarDates,
    /// Draws that were announced, in `facts/draws/NNN.toml` too: each has a number of its own.
    pub announcements: BTreeMap<u32, Announcement>,
    /// `facts/evaluation/NNN.toml`: published editions.
    pub editions: BTreeMap<u32, Edition>,
}

impl Facts {
    /// Adds a fact about a person at the end of that person's file; where earlier rows are about the same thing it corrects them.
    pub(crate) fn person(&mut self, id: PersonId, on: NaiveDate, fact: PersonFact) {
        let rows = self.people.entry(id).or_default();
        let correction = fact.thing(0).map_or(0, |thing| correction::next_number(rows, &thing));
        rows.push(Dated { correction, ..Dated::new(on, fact) });
    }

    /// Adds a fact about a pair at the end of that pair's file; one that ends the pair, takes an end back or tells who may know the
    /// other corrects what was said of it before. A report of a meeting corrects nothing: see [`Facts::correct_pair`].
    pub(crate) fn pair(&mut self, id: PairId, on: NaiveDate, fact: PairFact) {
        let rows = self.pairs.entry(id).or_default();
        let correction = match fact.thing(0) {
            Some(thing @ PairThing::Standing) => correction::next_number(rows, &thing),
            Some(thing @ PairThing::Reveal) if is_concealed_ever(rows, &fact) => correction::next_number(rows, &thing),
            _ => 0,
        };
        rows.push(Dated { correction, ..Dated::new(on, fact) });
    }

    /// Adds a fact about a pair that corrects every report of this meeting that stands.
    pub(crate) fn correct_pair(&mut self, id: PairId, on: NaiveDate, meeting: u32, fact: PairFact) {
        let rows = self.pairs.entry(id).or_default();
        let correction = correction::next_number(rows, &PairThing::Report(meeting)).max(1);
        rows.push(Dated { correction, ..Dated::new(on, fact) });
    }

    /// The number of the oldest format of the directory that has every kind of these facts.
    pub(crate) fn format(&self) -> u32 {
        let is_of_format_3 = self.people.values().flatten().any(|row| row.fact.is_of_format_3());
        let counts_people = self.draws.values().any(|draw| counts_people(draw.algorithm));
        match (is_of_format_3 || counts_people, self.need_format_2()) {
            (true, _) => 3,
            (false, true) => 2,
            (false, false) => 1,
        }
    }

    /// Whether a fact is of a kind that the first format of the directory does not have.
    fn need_format_2(&self) -> bool {
        let of_person = |row: &Dated<PersonFact>| row.correction > 0 || row.fact.is_of_format_2();
        let of_pair = |row: &Dated<PairFact>| row.correction > 0 || row.fact.is_of_format_2();
        !self.told.0.is_empty()
            || !self.letters.0.is_empty()
            || !self.attendance.0.is_empty()
            || !self.calendar_dates.0.is_empty()
            || !self.announcements.is_empty()
            || !self.editions.is_empty()
            || self.people.values().flatten().any(of_person)
            || self.pairs.values().flatten().any(of_pair)
    }

    /// The number of the next matching or announcement.
    pub(crate) fn next_draw(&self) -> u32 {
        let last = self.draws.keys().next_back().max(self.announcements.keys().next_back());
        last.map_or(1, |last| last + 1)
    }

    /// The announcement that stands: the newest, unless it was retracted or a matching followed it.
    pub(crate) fn announced(&self) -> Option<&Announcement> {
        let (number, newest) = self.announcements.last_key_value()?;
        let drawn = self.draws.keys().next_back().is_some_and(|last| last > number);
        Some(newest).filter(|newest| !drawn && newest.retracted.is_none())
    }
}

/// Whether a reveal, or this very fact, was ever taken back while the pair lasts: only then later words on it are corrections.
fn is_concealed_ever(rows: &[Dated<PairFact>], fact: &PairFact) -> bool {
    let is_concealed = |fact: &PairFact| matches!(fact, PairFact::Concealed { .. });
    is_concealed(fact) || correction::latest_period(rows).iter().any(|row| is_concealed(&row.fact))
}
