//! Everything that is known of people, as one value: the key, the register, the notes and the days on which people cannot meet.
//!
//! Where it is kept is decided elsewhere; nothing here opens a file.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::closed_days::ClosedDays;
use super::key::Key;
use super::mentions::{Mention, Mentions};
use super::note::Note;
use super::register::{Entry, Register};
use crate::domain::answer::field;
use crate::domain::id::PersonId;
use crate::domain::text;

/// Somebody whom somebody named as a conflict of interest.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// Who wrote it.
    pub by: PersonId,
    /// The name as typed, and who is meant.
    pub mention: Mention,
    /// The whole answer in which it stands.
    pub answer: String,
    /// Whether it stood on a declaration sheet, not in the survey.
    pub is_declared: bool,
}

/// The private records of a cohort.
#[derive(Debug)]
pub(crate) struct PrivateRecords {
    /// The key.
    pub key: Key,
    /// Who everybody is, and their answers.
    pub register: Register,
    /// Rows of the register whose address is not that of the id: nothing is done for them until they have an id of their own.
    pub aside: BTreeMap<PersonId, Entry>,
    /// Rows of which another row of the same person took the place, by the id that began with the address: they come back where the two
    /// ids are two people after all.
    pub former: BTreeMap<PersonId, Entry>,
    /// Words behind codes.
    pub notes: Vec<Note>,
    /// Days on which somebody cannot meet.
    pub closed: Vec<ClosedDays>,
}

impl PrivateRecords {
    /// Records with nothing in them but a key.
    #[cfg(test)]
    pub(crate) fn empty(key: Key) -> PrivateRecords {
        let (aside, former) = (BTreeMap::new(), BTreeMap::new());
        PrivateRecords { key, register: Register::default(), aside, former, notes: Vec::new(), closed: Vec::new() }
    }

    /// Takes everybody out of the private lists; the key stays, so that no import brings anybody back.
    pub(crate) fn clear(&mut self) {
        self.register = Register::default();
        self.aside.clear();
        self.former.clear();
        self.notes.clear();
    }

    /// Every row that is kept of anybody, with the id of its person; none where the row stands under another's id.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (Option<PersonId>, &Entry)> {
        let former = self.former.iter().map(|(id, entry)| (*id, entry));
        let known = self.register.iter().chain(former).map(|(id, entry)| (Some(id), entry));
        known.chain(self.aside.values().map(|entry| (None, entry)))
    }

    /// Keeps words behind a code, tidied and no longer than a free text may be.
    pub(crate) fn note(&mut self, on: NaiveDate, about: &str, what: &str, text: &str) {
        let text = text::tidy(text);
        let (text, _) = text::cap(&text, text::FREE_TEXT);
        let note = Note { on, about: about.to_owned(), what: what.to_owned(), text: text.to_owned() };
        if !self.notes.contains(&note) {
            self.notes.push(note);
            self.notes.sort();
        }
    }

    /// The days on which `person` cannot meet, both ends included.
    pub(crate) fn closed_for(&self, person: PersonId) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
        self.closed.iter().filter(move |closed| closed.person == person).map(|closed| (closed.from, closed.to))
    }

    /// Whom everybody named as a conflict of interest, in the surveys or on declaration sheets, and what each name means among the people of the other side.
    pub(crate) fn whom_people_named(&self) -> Vec<(PersonId, Mention)> {
        self.who_named_whom().into_iter().map(|named| (named.by, named.mention)).collect()
    }

    /// The same, with the answer in which each name stands.
    pub(crate) fn who_named_whom(&self) -> Vec<Named> {
        let mentions = Mentions::new(&self.register);
        let answered = self.register.iter().filter_map(|(by, entry)| Some((by, entry.answers.get(field::CONFLICTS)?)));
        let answered = answered.flat_map(|(by, answer)| answer.texts().map(move |text| (by, text, false)));
        let declared = self.notes.iter().filter(|note| note.what == Note::NAMED);
        let declared = declared.filter_map(|note| Some((note.about.parse().ok()?, note.text.as_str(), true)));
        let read = |(by, text, is_declared): (PersonId, &str, bool)| {
            let named = |mention| Named { by, mention, answer: text.to_owned(), is_declared };
            mentions.read(text, by).into_iter().map(named).collect::<Vec<_>>()
        };
        answered.chain(declared).flat_map(read).collect()
    }
}
