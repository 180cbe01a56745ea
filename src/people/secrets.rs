//! What may stand nowhere outside the private folder: everything by which a person could be known, and the key.

use std::collections::{BTreeMap, BTreeSet};

use super::common_words::is_common;
use super::names::{Name, PARTICLES, folded};
use super::note::Note;
use super::records::PrivateRecords;
use super::register::Entry;
use super::search::{self, Needle, Whose};
use crate::domain::answer::field;
use crate::domain::id::PersonId;
use crate::domain::spelling;

/// A personal datum that may stand nowhere outside the private folder.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret {
    /// The datum.
    pub text: String,
    /// Whether it counts only as a whole word.
    pub whole_word: bool,
    /// Whose it is; nobody's for the key.
    pub of: Whose,
    /// What it is.
    pub what: &'static str,
}

impl Secret {
    /// What a name of several words is called.
    pub(crate) const NAME: &'static str = "name";

    /// What an address is called.
    pub(super) const ADDRESS: &'static str = "address";

    /// What a name with an initial is called.
    pub(crate) const INITIALLED: &'static str = search::INITIALLED;

    /// What a surname is called.
    pub(crate) const SURNAME: &'static str = "surname";

    /// What the words of a `--reason` are called.
    pub(crate) const REASON: &'static str = "reason";

    /// What somebody is called whom another named as a conflict.
    const NAMED: &'static str = "conflict of interest";

    /// Whether it may as well be a word of the language, if it is but one word.
    pub(crate) fn may_be_a_word(&self) -> bool {
        [Secret::SURNAME, Secret::NAMED].contains(&self.what)
    }

    /// Whether it is one word and a word of the language, such as Price.
    pub(crate) fn is_common_word(&self) -> bool {
        (self.may_be_a_word() || self.what == Secret::NAME)
            && self.is_one_word()
            && folded(&self.text).iter().all(|word| is_common(word))
    }

    /// Whether it has no blank in it.
    pub(crate) fn is_one_word(&self) -> bool {
        !self.text.trim().contains(' ')
    }

    /// Whether it is a name of nothing but words of the language.
    pub(crate) fn is_common_name(&self) -> bool {
        let words = folded(&self.text);
        self.what == Secret::NAME && self.whole_word && !words.is_empty() && words.iter().all(|word| is_common(word))
    }

    /// Whether it is one too short to be sought alone, which counts behind a title only.
    pub(crate) fn is_short_surname(&self) -> bool {
        self.is_surname() && self.text.chars().filter(|c| c.is_alphabetic()).count() < SHORTEST_SURNAME
    }

    /// Whether it is what somebody is called, in full or not.
    pub(crate) fn is_of_name(&self) -> bool {
        [Secret::NAME, Secret::SURNAME].contains(&self.what)
    }

    /// Whether it is an address.
    pub(crate) fn is_address(&self) -> bool {
        self.what == Secret::ADDRESS
    }

    /// Whether it is a surname alone.
    pub(crate) fn is_surname(&self) -> bool {
        self.what == Secret::SURNAME
    }

    /// As of the id under which its person goes on.
    pub(crate) fn kept_as(self, keepers: &BTreeMap<PersonId, PersonId>) -> Secret {
        let of = self.of.person().and_then(|id| keepers.get(&id)).map_or(self.of, |keeper| Whose::Person(*keeper));
        Secret { of, ..self }
    }

    /// As what is sought.
    pub(crate) fn needle(self) -> Needle {
        let Secret { text, whole_word, of, what } = self;
        Needle { text, whole_word, of, what }
    }
}

/// A surname shorter than this is too often a word, or a part of one.
const SHORTEST_SURNAME: usize = 5;

/// A full name written as one word, as in a file name, is sought from this length on: a shorter one may be a part of a word.
const SHORTEST_TOGETHER: usize = 8;

/// An answer shorter than this is rather an option of the form than somebody's own words.
const SHORTEST_ANSWER: usize = 20;

impl PrivateRecords {
    /// Full names in either order, addresses, surnames of five letters or more, whom somebody named as a conflict, longer answers
    /// that only one person gave, the codes of the surveys, and the key. O(register).
    pub(crate) fn secrets(&self) -> Vec<Secret> {
        let mut secrets = vec![Secret { text: self.key.hex(), whole_word: false, of: Whose::Nobody, what: "key" }];
        for (of, entry) in self.rows() {
            let add = |(text, whole_word, what): Datum| Secret { text, whole_word, of: of.into(), what };
            secrets.extend(of_contact(entry).into_iter().map(add));
        }
        let codes = self.key.participant_codes(self.register.iter().map(|(id, _)| id));
        let codes = codes.into_iter().map(|(id, code)| (id, code.to_string()));
        secrets.extend(codes.map(|(id, text)| Secret {
            text,
            whole_word: true,
            of: Whose::Person(id),
            what: "code of the surveys",
        }));
        let long = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST_SURNAME;
        let named = self.whom_people_named().into_iter().filter(|(_, mention)| long(&mention.text));
        let named = named.map(|(by, mention)| (by, mention.text, Secret::NAMED));
        let alone = self.answers_given_once().into_iter().map(|(by, text)| (by, text.to_owned(), "answer"));
        secrets.extend(named.chain(alone).map(|(by, text, what)| Secret { text, whole_word: true, of: Whose::Person(by), what }));
        secrets.extend(self.reasons_given_once());
        secrets
    }

    /// Surnames that are too short to be sought alone, for places where a title stands before them: `Dr Ng`.
    pub(crate) fn short_surnames(&self) -> Vec<Secret> {
        self.rows().filter_map(|(of, entry)| short_surname(&entry.contact.name, of.into())).collect()
    }

    /// The first and the last word of every name, between which another name may stand.
    pub(super) fn ends_of_names(&self) -> Vec<(PersonId, [String; 2])> {
        let ends = |(id, entry): (Option<PersonId>, &Entry)| {
            let id = id?;
            let name = Name::of(&entry.contact.name);
            let (first, last) = (name.words().first()?.clone(), name.words().last()?.clone());
            let is_long = |word: &str| word.chars().count() > 1 && !word.contains(' ');
            (name.words().len() > 1 && is_long(&first) && is_long(&last)).then_some((id, [first, last]))
        };
        self.rows().filter_map(ends).collect()
    }

    /// Names in scripts that are written without blanks, as they are, in both orders.
    pub(super) fn unspaced_names(&self) -> Vec<(PersonId, String)> {
        let is_unspaced = |c: char| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}');
        let mut names = Vec::new();
        for (id, entry) in self.rows().filter_map(|(id, entry)| Some((id?, entry))) {
            let words: Vec<String> = entry
                .contact
                .name
                .split_whitespace()
                .map(|word| word.chars().filter(|c| is_unspaced(*c)).collect())
                .filter(|word: &String| !word.is_empty())
                .collect();
            let whole = words.concat();
            if whole.chars().count() < 2 {
                continue;
            }
            let turned = words.iter().rev().map(String::as_str).collect::<String>();
            names.extend((turned != whole).then_some((id, turned)));
            names.push((id, whole));
        }
        names
    }

    /// Words of a `--reason`, of twenty letters or more, that the lead wrote of one person only: what is said of several tells of none.
    fn reasons_given_once(&self) -> Vec<Secret> {
        let mut about: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for note in self.notes.iter().filter(|note| note.what != Note::NAMED) {
            about.entry(spelling::key(&note.text)).or_default().insert(&note.about);
        }
        let is_long = |note: &&Note| note.what != Note::NAMED && note.text.chars().count() >= SHORTEST_ANSWER;
        let is_of_one = |note: &&Note| about.get(&spelling::key(&note.text)).is_some_and(|about| about.len() == 1);
        let reason = |note: &Note| Secret {
            text: note.text.clone(),
            whole_word: true,
            of: note.about.parse().ok().into(),
            what: Secret::REASON,
        };
        self.notes.iter().filter(is_long).filter(is_of_one).map(reason).collect()
    }

    /// Answers of twenty letters or more that only one person gave: free text, not an option of the form.
    fn answers_given_once(&self) -> Vec<(PersonId, &str)> {
        let mut given: BTreeMap<&str, Vec<PersonId>> = BTreeMap::new();
        for (id, entry) in self.register.iter() {
            let answers = entry.answers.iter().filter(|(name, _)| *name != field::CONFLICTS);
            for text in answers.flat_map(|(_, answer)| answer.texts()).filter(|text| text.chars().count() >= SHORTEST_ANSWER) {
                given.entry(text).or_default().push(id);
            }
        }
        given.into_iter().filter_map(|(text, by)| Some((*by.first().filter(|_| by.len() == 1)?, text))).collect()
    }
}

/// The surname of a name, where it is too short to be sought alone.
pub(super) fn short_surname(written: &str, of: Whose) -> Option<Secret> {
    let name = Name::of(written);
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
    let last = name.words().last().filter(|_| name.words().len() > 1)?;
    let is_short = (2..SHORTEST_SURNAME).contains(&letters(last)) && is_telling(last);
    is_short.then(|| Secret { text: last.clone(), whole_word: true, of, what: Secret::SURNAME })
}

/// What tells who somebody is, whether it counts only as a whole word, and what it is called.
pub(super) type Datum = (String, bool, &'static str);

/// What of a contact tells who it is.
fn of_contact(entry: &Entry) -> Vec<Datum> {
    let mut told = vec![(entry.contact.email.reveal().to_owned(), false, Secret::ADDRESS)];
    told.extend(of_name(&entry.contact.name));
    told
}

/// The same of a name.
pub(super) fn of_name(written: &str) -> Vec<Datum> {
    let name = Name::of(written);
    let words = name.words();
    let mut told = vec![(written.to_owned(), true, Secret::NAME), (words.join(" "), true, Secret::NAME)];
    let together = words.concat();
    if words.len() > 1 && together.chars().count() >= SHORTEST_TOGETHER {
        told.push((together, false, Secret::NAME));
    }
    if let Some((surname, first)) = words.split_last().filter(|(_, first)| !first.is_empty()) {
        told.push((format!("{surname} {}", first.join(" ")), true, Secret::NAME));
    }
    told.extend(parts_of(words).into_iter().map(|part| (part, true, Secret::NAME)));
    told.extend(surnames_of(words).into_iter().map(|surname| (surname, true, Secret::SURNAME)));
    told
}

/// Whether a word is more than an initial or a small word between names.
fn is_telling(word: &str) -> bool {
    word.chars().count() > 1 && !PARTICLES.contains(&word)
}

/// The ways in which a name of several words is really used: its beginning, one first name with one surname in either order, the middle
/// as an initial. A name of two plain words has none beside itself.
fn parts_of(words: &[String]) -> Vec<String> {
    let [first, rest @ ..] = words else { return Vec::new() };
    let Some((last, middle)) = rest.split_last() else { return Vec::new() };
    let mut parts: Vec<String> = (3..words.len()).filter_map(|end| Some(words.get(..end)?.join(" "))).collect();
    let split = |word: &String| std::iter::once(word.clone()).chain(word.split(' ').map(str::to_owned)).collect::<Vec<_>>();
    let surnames: Vec<String> = rest.iter().flat_map(split).filter(|word| is_telling(word)).collect();
    for given in split(first).into_iter().filter(|word| is_telling(word)) {
        for surname in &surnames {
            parts.extend([format!("{given} {surname}"), format!("{surname} {given}")]);
        }
    }
    // One first name of several stands for its owner with the last word.
    for given in middle.iter().filter(|word| is_telling(word)) {
        parts.extend([format!("{given} {last}"), format!("{last} {given}")]);
    }
    let initials: Vec<&str> = middle.iter().filter_map(|word| word.get(..1)).collect();
    if !initials.is_empty() {
        parts.push(format!("{first} {} {last}", initials.join(" ")));
    }
    parts.sort();
    parts.dedup();
    parts.retain(|part| *part != words.join(" "));
    parts
}

/// What stands for somebody without a first name: the last word, each part of a double-barrelled one, all words from the third on, and
/// small words with what follows them.
fn surnames_of(words: &[String]) -> Vec<String> {
    let long = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST_SURNAME && is_telling(word);
    let Some(last) = words.last().filter(|_| words.len() > 1) else { return Vec::new() };
    let further = words.iter().skip(2).chain([last]);
    let mut surnames: Vec<String> = further
        .flat_map(|word| std::iter::once(word.as_str()).chain(word.split(' ')))
        .filter(|word| long(word))
        .map(str::to_owned)
        .collect();
    let particle = words.iter().skip(1).position(|word| PARTICLES.contains(&word.as_str()));
    let tail = particle.and_then(|at| words.get(at + 1..)).filter(|tail| tail.len() > 1).map(|tail| tail.join(" "));
    surnames.extend(tail.filter(|tail| tail.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST_SURNAME));
    surnames.sort();
    surnames.dedup();
    surnames
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::answer::{Answer, Answers};
    use crate::domain::contact::{Contact, Email};
    use crate::people::key::Key;
    use crate::people::register::Register;

    /// An id, a name, and answers by field.
    type Known<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

    fn secrets(people: &[Known<'_>]) -> Vec<String> {
        let entry = |(id, name, answers): &Known<'_>| {
            let email = Email::parse(&format!("{}@x.example", id.to_lowercase())).unwrap();
            let answers: Answers = answers.iter().map(|(field, text)| (*field, Answer::Text((*text).into()))).collect();
            (id.parse().unwrap(), Entry { contact: Contact { name: (*name).into(), email }.into(), answers })
        };
        let records =
            PrivateRecords { register: Register::of(people.iter().map(entry)), ..PrivateRecords::empty(Key::new([7; 32])) };
        records.secrets().iter().skip(1).map(|secret| format!("{}: {}", secret.what, secret.text)).collect()
    }

    fn holds(secrets: &[String], secret: &str) -> bool {
        secrets.iter().any(|found| found == secret)
    }

    #[test]
    fn a_surname_is_known_in_every_dress_of_the_name() {
        for (name, surname) in [
            ("Dr Anna Birch, MBE", &["birch"][..]),
            ("BIRCH, Anna (Leeds)", &["birch"]),
            ("Anton McKenzie-Forde", &["forde", "mckenzie", "mckenzie forde"]),
            ("María José García López", &["garcia", "lopez"]),
            ("Tom van der Berg", &["van der berg"]),
            ("Anna Louise Smith", &["smith"]),
            ("Anna Lee", &[]),
            ("Suryani", &[]),
        ] {
            let found = secrets(&[("M01", name, &[])]);
            let surnames: Vec<&String> = found.iter().filter(|secret| secret.starts_with("surname")).collect();
            assert_eq!(
                surnames,
                surname.iter().map(|surname| format!("surname: {surname}")).collect::<Vec<_>>().iter().collect::<Vec<_>>(),
                "{name}"
            );
        }
        let found = secrets(&[("M01", "Dr Anna Lee", &[])]);
        for name in ["name: Dr Anna Lee", "name: anna lee", "name: lee anna", "address: m01@x.example"] {
            assert!(holds(&found, name), "{name} is not among {found:?}");
        }
    }

    #[test]
    fn a_name_is_known_by_the_parts_that_people_use() {
        for (name, used) in [
            ("María José García López", &["maria garcia", "maria jose garcia", "lopez maria", "jose lopez"][..]),
            ("Tom van der Berg", &["tom berg", "berg tom"]),
            ("Mary Lee Fox", &["mary fox", "mary l fox", "lee fox"]),
            ("Jean-Luc Ng", &["luc ng", "jean ng"]),
        ] {
            let found = secrets(&[("M01", name, &[])]);
            for used in used {
                assert!(holds(&found, &format!("name: {used}")), "{used} is not among {found:?}");
            }
        }
    }

    #[test]
    fn free_text_is_somebodys_own_and_an_option_is_not() {
        let goals = [("goals", "how to say no to an extra shift"), ("region", "Yorkshire and the Humber")];
        let others = [("region", "Yorkshire and the Humber"), ("conflicts", "none, thank you; Ben from the climbing club")];
        let found = secrets(&[("M01", "Anna Lee", &goals), ("E01", "Ben Poe", &others)]);
        assert!(holds(&found, "answer: how to say no to an extra shift"));
        assert!(!found.iter().any(|secret| secret.contains("Yorkshire")), "{found:?}");
        assert!(found.iter().any(|secret| secret.starts_with("conflict of interest: Ben from")), "{found:?}");
    }
}
