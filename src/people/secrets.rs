//! What may stand nowhere outside the private folder: everything by which a person could be known, and the key.

use std::collections::BTreeMap;

use super::names::Name;
use super::records::PrivateRecords;
use super::register::Entry;
use crate::domain::answer::field;
use crate::domain::id::PersonId;

/// A personal datum that may stand nowhere outside the private folder.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret {
    /// The datum.
    pub text: String,
    /// Whether it counts only as a whole word.
    pub whole_word: bool,
    /// Whose it is; none for the key.
    pub of: Option<PersonId>,
    /// What it is.
    pub what: &'static str,
}

impl Secret {
    /// What a surname is called.
    const SURNAME: &'static str = "surname";

    /// What somebody is called whom another named as a conflict.
    const NAMED: &'static str = "conflict of interest";

    /// Whether it may as well be a word of the language, if it is but one word.
    pub(crate) fn may_be_a_word(&self) -> bool {
        [Secret::SURNAME, Secret::NAMED].contains(&self.what)
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
        let mut secrets = vec![Secret { text: self.key.hex(), whole_word: false, of: None, what: "key" }];
        for (id, entry) in self.register.iter() {
            let add = |(text, whole_word, what): (String, bool, &'static str)| Secret { text, whole_word, of: Some(id), what };
            secrets.extend(of_contact(entry).into_iter().map(add));
        }
        let codes = self.key.participant_codes(self.register.iter().map(|(id, _)| id));
        let codes = codes.into_iter().map(|(id, code)| (id, code.to_string()));
        secrets.extend(codes.map(|(id, text)| Secret { text, whole_word: true, of: Some(id), what: "code of the surveys" }));
        let long = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST_SURNAME;
        let named = self.whom_people_named().into_iter().filter(|(_, mention)| long(&mention.text));
        let named = named.map(|(by, mention)| (by, mention.text, Secret::NAMED));
        let alone = self.answers_given_once().into_iter().map(|(by, text)| (by, text.to_owned(), "answer"));
        secrets.extend(named.chain(alone).map(|(by, text, what)| Secret { text, whole_word: true, of: Some(by), what }));
        secrets
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

/// What of a contact tells who it is, whether it counts only as a whole word, and what it is called.
fn of_contact(entry: &Entry) -> Vec<(String, bool, &'static str)> {
    let name = Name::of(&entry.contact.name);
    let words = name.words();
    let mut told = vec![
        (entry.contact.name.clone(), true, "name"),
        (words.join(" "), true, "name"),
        (entry.contact.email.reveal().to_owned(), false, "address"),
    ];
    let together = words.concat();
    if words.len() > 1 && together.chars().count() >= SHORTEST_TOGETHER {
        told.push((together, false, "name"));
    }
    if let Some((surname, first)) = words.split_last().filter(|(_, first)| !first.is_empty()) {
        told.push((format!("{surname} {}", first.join(" ")), true, "name"));
        if surname.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST_SURNAME {
            told.push((surname.clone(), true, Secret::SURNAME));
        }
    }
    told
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
            ("Dr Anna Birch, MBE", Some("birch")),
            ("BIRCH, Anna (Leeds)", Some("birch")),
            ("Anton McKenzie-Forde", Some("mckenzie forde")),
            ("Anna Lee", None),
            ("Suryani", None),
        ] {
            let found = secrets(&[("M01", name, &[])]);
            let surnames: Vec<&String> = found.iter().filter(|secret| secret.starts_with("surname")).collect();
            assert_eq!(surnames, surname.map(|surname| format!("surname: {surname}")).iter().collect::<Vec<_>>(), "{name}");
        }
        let found = secrets(&[("M01", "Dr Anna Lee", &[])]);
        for name in ["name: Dr Anna Lee", "name: anna lee", "name: lee anna", "address: m01@x.example"] {
            assert!(holds(&found, name), "{name} is not among {found:?}");
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
