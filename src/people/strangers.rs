//! Who stands in an export and is nobody of the cohort: whoever refused, and whoever was not imported yet.

use super::names::{Name, PARTICLES};
use super::search::Whose;
use super::secrets::{Secret, of_name, short_surname};
use crate::domain::contact::Email;

/// Words of rows that nobody's name stands in: tests, refusals, totals and headings.
const NO_NAMES: [&str; 27] = [
    "anon",
    "anonymous",
    "demo",
    "dummy",
    "email",
    "example",
    "fake",
    "forename",
    "name",
    "names",
    "nil",
    "nobody",
    "none",
    "not",
    "null",
    "participant",
    "person",
    "prefer",
    "preview",
    "question",
    "respondent",
    "response",
    "surname",
    "test",
    "testing",
    "total",
    "unknown",
];

/// More words than a name has.
const LONGEST: usize = 6;

impl Secret {
    /// Of somebody without an id, who wrote a row of an export: the address, and the name where it is one of several words; a surname that is too
    /// short to be sought alone, too.
    pub(crate) fn of_stranger(row: Whose, name: &str, email: Option<&Email>) -> Vec<Secret> {
        let (named, short) = if may_be_a_name(name) { (of_name(name), short_surname(name, row)) } else { (Vec::new(), None) };
        let address = email.map(|email| (email.reveal().to_owned(), false, Secret::ADDRESS));
        let told = named.into_iter().chain(address).map(|(text, whole_word, what)| Secret { text, whole_word, of: row, what });
        told.chain(short).collect()
    }
}

/// Whether a text is more than one word, without titles and letters behind it, and none of them says that it is no name.
fn may_be_a_name(text: &str) -> bool {
    let name = Name::of(text);
    let words = name.words();
    let is_telling = |word: &&String| word.chars().count() > 1 && !PARTICLES.contains(&word.as_str());
    (2..=LONGEST).contains(&words.len())
        && words.iter().any(|word| is_telling(&word))
        && !text.contains(['?', '{', '@'])
        && !words.iter().flat_map(|word| word.split(' ')).any(|word| NO_NAMES.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_in_place_of_a_name_is_no_name() {
        for text in [
            "Test Test",
            "Anna Test",
            "Prefer not to say",
            "n/a",
            "N / A",
            "-",
            "Dr Price",
            "Professor May",
            "What is your full name?",
            "{\"ImportId\":\"QID1_TEXT\"}",
            "Grand total",
            "I would rather keep that to myself",
            "jo@x.example",
        ] {
            assert!(!may_be_a_name(text), "{text}");
        }
        for text in ["Bartholomew Price", "Mark Green", "Dr J. Okonjo", "María José García López", "PRICE, Anna (she/her)"] {
            assert!(may_be_a_name(text), "{text}");
        }
    }

    #[test]
    fn a_strangers_surname_is_a_surname() {
        let found = Secret::of_stranger(Whose::Nobody, "Bartholomew Price", None);
        let price = found.iter().find(|secret| secret.text == "price").unwrap();
        assert!(price.is_surname() && price.is_common_word());
    }
}
