//! The register: which id is which person, and what they answered. Ids are given here and nowhere else.

mod import;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::domain::answer::{Answer, Answers, field};
use crate::domain::contact::{Contact, Email};
use crate::domain::fact::Likeness;
use crate::domain::id::PersonId;
use crate::domain::person::Person;
use crate::domain::problem::{Place, Problem};
use crate::domain::side::{Kind, Side};
use crate::domain::spelling;

use super::key::Key;
use super::lookup::NameLookup;
use import::Import;

/// Fields that matching and the timetable never see.
const WITHHELD: [&str; 7] =
    [field::NAME, field::EMAIL, field::CONFLICTS, field::CONSENT, field::ANSWERED, field::FINISHED, field::CODE];

/// Everybody who is known by name.
#[derive(Debug, Default)]
pub struct Register {
    entries: BTreeMap<PersonId, Entry>,
    /// The names, prepared when somebody is first looked for by name, until an entry changes.
    names: OnceCell<NameLookup>,
    /// Who has which address; as the names.
    addresses: OnceCell<BTreeMap<Email, PersonId>>,
}

impl Clone for Register {
    fn clone(&self) -> Register {
        Register { entries: self.entries.clone(), ..Register::default() }
    }
}

impl PartialEq for Register {
    fn eq(&self, other: &Register) -> bool {
        self.entries == other.entries
    }
}

impl Eq for Register {}

/// One person: name, address, answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name and the address.
    pub contact: Rc<Contact>,
    /// The answers; those left empty are not here.
    pub answers: Answers,
}

/// One person as a survey tells it, and where.
#[derive(Clone, Copy, Debug)]
pub struct Respondent<'a> {
    /// The name and the address.
    pub contact: &'a Rc<Contact>,
    /// The answers.
    pub answers: &'a Answers,
    /// The export.
    pub file: &'a str,
    /// The row of the export, from 1.
    pub row: u32,
    /// The line on which the row begins, from 1; none in a workbook.
    pub line: Option<u32>,
}

/// What an import did to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Read for the first time and given this id.
    New(PersonId),
    /// Known; these answers, or the name, are other than before.
    Changed(PersonId, Vec<FieldChange>),
    /// In the register, not in this export. Nothing is taken away.
    Missing(PersonId),
    /// Known and unchanged.
    Same(PersonId),
}

/// One answer before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field.
    pub field: String,
    /// Before; `None` where nothing was answered.
    pub old: Option<Answer>,
    /// After.
    pub new: Option<Answer>,
}

impl Respondent<'_> {
    /// The row of the export.
    fn place(&self) -> Place {
        Place { row: Some(self.row), line: self.line, ..Place::file(self.file) }
    }
}

impl Register {
    /// A register of these people; empty answers are left out.
    pub fn of(entries: impl IntoIterator<Item = (PersonId, Entry)>) -> Register {
        let tidy = |(id, entry): (PersonId, Entry)| (id, Entry { answers: answered(&entry.answers), ..entry });
        Register { entries: entries.into_iter().map(tidy).collect(), ..Register::default() }
    }

    /// Everybody, by id.
    pub fn iter(&self) -> impl Iterator<Item = (PersonId, &Entry)> {
        self.entries.iter().map(|(id, entry)| (*id, entry))
    }

    /// Everybody, to be changed.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = (PersonId, &mut Entry)> {
        self.entries_mut().iter_mut().map(|(id, entry)| (*id, entry))
    }

    /// The person with this id.
    pub fn get(&self, id: PersonId) -> Option<&Entry> {
        self.entries.get(&id)
    }

    /// The id of the person with this address.
    pub fn by_email(&self, email: &Email) -> Option<PersonId> {
        let all = || {
            let mut all = BTreeMap::new();
            for (id, entry) in self.iter() {
                all.entry(entry.contact.email.clone()).or_insert(id);
            }
            all
        };
        self.addresses.get_or_init(all).get(email).copied()
    }

    /// The names, to look people up.
    pub(super) fn names(&self) -> &NameLookup {
        self.names.get_or_init(|| NameLookup::new(self.iter().map(|(id, entry)| (id, entry.contact.name.as_str()))))
    }

    /// The entries, to be changed: what was prepared from them no longer holds.
    fn entries_mut(&mut self) -> &mut BTreeMap<PersonId, Entry> {
        (self.names, self.addresses) = (OnceCell::new(), OnceCell::new());
        &mut self.entries
    }

    /// Puts a row under an id, in the place of the one that stands there.
    pub fn put(&mut self, id: PersonId, entry: Entry) {
        self.entries_mut().insert(id, entry);
    }

    /// What speaks for it that somebody `new` is known under another id already; `missing` are those without a row in their export.
    /// O(people · log people).
    pub fn likenesses(&self, new: &BTreeSet<PersonId>, missing: &BTreeSet<PersonId>) -> Vec<(PersonId, PersonId, Likeness)> {
        let name = |entry: &Entry| spelling::key(&entry.contact.name);
        let (mut by_mailbox, mut by_name) = (BTreeMap::<String, Vec<PersonId>>::new(), BTreeMap::<String, Vec<PersonId>>::new());
        if !new.is_empty() {
            self.iter().for_each(|(id, entry)| by_mailbox.entry(entry.contact.email.mailbox()).or_default().push(id));
        }
        for (id, entry) in missing.iter().filter_map(|id| Some((*id, self.get(*id)?))) {
            by_name.entry(name(entry)).or_default().push(id);
        }
        let mut found = Vec::new();
        for (id, entry) in new.iter().filter_map(|id| Some((*id, self.get(*id)?))) {
            let one_mailbox = by_mailbox.get(&entry.contact.email.mailbox()).into_iter().flatten();
            let same_name = by_name.get(&name(entry)).into_iter().flatten();
            let is_other = |other: &PersonId| *other != id && !(new.contains(other) && *other > id);
            let mut like: BTreeMap<PersonId, Likeness> =
                same_name.copied().filter(is_other).map(|other| (other, Likeness::SameName)).collect();
            for other in one_mailbox.copied().filter(is_other) {
                let is_one = self.get(other).is_some_and(|known| known.contact.email == entry.contact.email);
                like.insert(other, if is_one { Likeness::BothSides } else { Likeness::OneMailbox });
            }
            found.extend(like.into_iter().map(|(other, why)| (id, other, why)));
        }
        found
    }

    /// Takes a person out for good.
    pub fn erase(&mut self, id: PersonId) -> Option<Entry> {
        self.entries_mut().remove(&id)
    }

    /// Everybody without a name: ids, and the answers that matching and the timetable may see.
    pub fn people(&self) -> Vec<Person> {
        let seen = |field: &str, _: &Answer| !WITHHELD.contains(&field);
        self.iter().map(|(id, entry)| Person { id, answers: entry.answers.only(seen) }).collect()
    }

    /// Reads one side's export over the register. O(people · log people).
    ///
    /// A person is known by the address, or by its mark among the ids ever given (`taken`, id to marks), so that an id survives a lost
    /// register and is never given to somebody else. A code of an id's shape is the id; the others get the next numbers in an order
    /// that only the key determines, whatever the order of the rows.
    ///
    /// With any error among the problems the register stays as it was and no change is told.
    pub fn merge(
        &mut self,
        side: Side,
        kind: Kind,
        key: &Key,
        respondents: &[Respondent<'_>],
        taken: &BTreeMap<PersonId, Vec<String>>,
    ) -> (Vec<Change>, Vec<Problem>) {
        let (ids, places, skipped, problems) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new(), Vec::new());
        let mut import = Import { register: self, side, kind, key, taken, ids, places, skipped, problems };
        import.known(respondents);
        import.coded(respondents);
        import.numbered(respondents);
        let Import { ids, problems, .. } = import;
        if problems.iter().any(Problem::is_error) {
            return (Vec::new(), problems);
        }
        (self.take_over(side, respondents, &ids), problems)
    }

    fn take_over(&mut self, side: Side, respondents: &[Respondent<'_>], ids: &BTreeMap<usize, PersonId>) -> Vec<Change> {
        let mut changes: BTreeMap<PersonId, Change> =
            self.entries.keys().filter(|id| id.side() == side).map(|id| (*id, Change::Missing(*id))).collect();
        let entries = self.entries_mut();
        for (at, respondent) in respondents.iter().enumerate() {
            let Some(id) = ids.get(&at).copied() else { continue };
            // Somebody whose address changed is still read from a row with the address as it was.
            let known = entries.get(&id).filter(|old| old.contact.email != respondent.contact.email);
            let contact = known.map_or_else(|| Rc::clone(respondent.contact), |old| Rc::clone(&old.contact));
            let new = Entry { contact, answers: answered(respondent.answers) };
            let change = entries.get(&id).map_or(Change::New(id), |old| changed(id, old, &new));
            entries.insert(id, new);
            changes.insert(id, change);
        }
        changes.into_values().collect()
    }
}

/// The answers without those left empty.
fn answered(answers: &Answers) -> Answers {
    answers.only(|_, answer| !answer.is_empty())
}

fn changed(id: PersonId, old: &Entry, new: &Entry) -> Change {
    let names = |entry: &Entry| Some(Answer::Text(entry.contact.name.clone()));
    let name = (old.contact.name != new.contact.name).then(|| FieldChange {
        field: field::NAME.to_owned(),
        old: names(old),
        new: names(new),
    });
    let fields: BTreeSet<&str> = old.answers.fields().chain(new.answers.fields()).collect();
    let others = fields.into_iter().filter(|field| old.answers.get(field) != new.answers.get(field)).map(|field| FieldChange {
        field: field.to_owned(),
        old: old.answers.get(field).cloned(),
        new: new.answers.get(field).cloned(),
    });
    let changes: Vec<FieldChange> = name.into_iter().chain(others).collect();
    if changes.is_empty() { Change::Same(id) } else { Change::Changed(id, changes) }
}

#[cfg(test)]
mod tests;
