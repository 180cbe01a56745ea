//! The private folder opened: the key, the register and the private lists, read together and written together.

use chrono::NaiveDate;

use super::key::Key;
use super::mentions::{Mention, Mentions};
use super::register::Register;
use crate::domain::answer::{Answer, field};
use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::text;
use crate::store::changes::ChangeSet;
use crate::store::formats::closed::{self, Closed};
use crate::store::formats::notes::{self, Note};
use crate::store::formats::register;
use crate::store::layout::{self, RelPath};

/// What `private/` holds.
#[derive(Debug)]
pub struct Vault {
    /// The key.
    pub key: Key,
    /// Who everybody is, and their answers.
    pub register: Register,
    /// Words behind codes.
    pub notes: Vec<Note>,
    /// Days on which somebody cannot meet.
    pub closed: Vec<Closed>,
    /// The lists that stood there when they were read: one of which nothing is left goes.
    pub(super) stood: Vec<RelPath>,
}

impl Vault {
    /// A private folder with nothing in it but a key.
    pub fn empty(key: Key) -> Vault {
        Vault { key, register: Register::default(), notes: Vec::new(), closed: Vec::new(), stood: Vec::new() }
    }

    /// Reads the private folder through `read`; `None` in a clone without it. What is wrong with its lists goes to `problems`.
    ///
    /// # Errors
    /// When a file cannot be read, the key is no key, or there is a register without a key.
    pub fn read(
        read: impl Fn(&RelPath) -> Result<Option<Vec<u8>>, Problem>,
        problems: &mut Vec<Problem>,
    ) -> Result<Option<Vault>, Refusal> {
        let text = |path: &RelPath| read(path)?.map(|bytes| utf8(bytes, path)).transpose();
        let register_text = text(&layout::register())?;
        let Some(key) = read(&layout::key())? else {
            return if register_text.is_some() { Err(no_key().into()) } else { Ok(None) };
        };
        let key = Key::read(&key, layout::key().as_str())?;
        let mut stood: Vec<RelPath> = register_text.iter().map(|_| layout::register()).collect();
        let register = register_text.map_or(Ok(Register::default()), |text| register::read(&text, layout::register().as_str()));
        let list = |path: RelPath| text(&path).map(|text| (text, path.to_string()));
        let (notes, of_notes) = match list(layout::notes())? {
            (Some(text), file) => {
                stood.push(layout::notes());
                notes::read(&text, &file)
            }
            (None, _) => Default::default(),
        };
        let (closed, of_closed) = match list(layout::closed())? {
            (Some(text), file) => closed::read(&text, &file),
            (None, _) => Default::default(),
        };
        problems.extend(of_notes.into_iter().chain(of_closed));
        match register {
            Ok(register) => Ok(Some(Vault { register, notes, closed, stood, ..Vault::empty(key) })),
            Err(found) => Err(Refusal::input(found)),
        }
    }

    /// The private lists as they shall stand. The key and the list of closed days are never written: the first is made once, the
    /// second is the lead's.
    pub fn changes(&self) -> ChangeSet {
        let mut changes = ChangeSet::default();
        self.stood.iter().for_each(|path| changes.remove(path.clone()));
        if self.register.iter().next().is_some() {
            changes.put(layout::register(), register::write(&self.register));
        }
        if !self.notes.is_empty() {
            changes.put(layout::notes(), notes::write(&self.notes));
        }
        changes
    }

    /// Takes everybody out of the private lists; the key stays, so that no import brings anybody back.
    pub fn clear(&mut self) {
        self.register = Register::default();
        self.notes.clear();
    }

    /// Keeps words behind a code, tidied and no longer than a free text may be.
    pub fn note(&mut self, on: NaiveDate, about: &str, what: &str, text: &str) {
        let text = text::tidy(text);
        let (text, _) = text::cap(&text, text::FREE_TEXT);
        let note = Note { on, about: about.to_owned(), what: what.to_owned(), text: text.to_owned() };
        if !self.notes.contains(&note) {
            self.notes.push(note);
            self.notes.sort();
        }
    }

    /// The days on which `person` cannot meet, both ends included.
    pub fn closed_for(&self, person: PersonId) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
        self.closed.iter().filter(move |closed| closed.person == person).map(|closed| (closed.from, closed.to))
    }

    /// Whom everybody named as a conflict of interest, and what each name means among the people of the other side.
    pub fn whom_people_named(&self) -> Vec<(PersonId, Mention)> {
        let mentions = Mentions::new(&self.register);
        let named = self.register.iter().filter_map(|(by, entry)| Some((by, entry.answers.get(field::CONFLICTS)?)));
        let read = |(by, answer): (PersonId, &Answer)| -> Vec<(PersonId, Mention)> {
            answer.texts().flat_map(|text| mentions.read(text, by)).map(|mention| (by, mention)).collect()
        };
        named.flat_map(read).collect()
    }
}

fn no_key() -> Problem {
    Problem::error("no-key", "there is a register, but not the key to it")
        .at(Place::file(layout::key().as_str()))
        .help("put private/key back from a backup or from another lead: without it new people cannot be given ids")
}

fn utf8(bytes: Vec<u8>, path: &RelPath) -> Result<String, Problem> {
    let help = "save it as UTF-8 text, or take it back from a backup";
    let fault = |_| Problem::error("not-utf8", "the file is not UTF-8 text").at(Place::file(path.as_str())).help(help);
    String::from_utf8(bytes).map_err(fault)
}
