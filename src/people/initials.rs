//! Names of which one word is but its first letter: `P. Iyer`, `Iyer P`, `Shabnam M.`, where only one person can be meant.

use std::collections::BTreeMap;

use super::common_words::is_common;
use super::names::{Name, PARTICLES};
use super::records::PrivateRecords;
use crate::domain::id::PersonId;

impl PrivateRecords {
    /// Two words each, in the order in which they are written.
    pub(crate) fn initialled_names(&self) -> Vec<(PersonId, [String; 2])> {
        let mut of: BTreeMap<[String; 2], Vec<PersonId>> = BTreeMap::new();
        for (id, entry) in self.rows().filter_map(|(id, entry)| Some((id?, entry))) {
            for form in forms(&Name::of(&entry.contact.name)) {
                of.entry(form).or_default().push(id);
            }
        }
        let is_of_one = |people: &[PersonId]| people.iter().all(|id| people.first() == Some(id));
        let alone = of.into_iter().filter(|(_, people)| is_of_one(people));
        alone.filter_map(|(form, people)| Some((*people.first()?, form))).collect()
    }
}

fn forms(name: &Name) -> Vec<[String; 2]> {
    let [first, .., last] = name.words() else { return Vec::new() };
    let is_word = |word: &str| word.chars().count() > 1 && !word.contains(' ') && !PARTICLES.contains(&word);
    let (Some(one), Some(other)) = (initial(first), initial(last)) else { return Vec::new() };
    let mut forms = Vec::new();
    // `A Price` and `I March` may be words of a sentence.
    if is_word(last) && !(is_common(last) && is_small_word(&one)) {
        forms.push([one.clone(), last.clone()]);
        if !is_small_word(&one) {
            forms.push([last.clone(), one]);
        }
    }
    if is_word(first) && !is_common(first) && !is_small_word(&other) {
        forms.push([first.clone(), other]);
    }
    forms
}

fn initial(word: &str) -> Option<String> {
    word.chars().next().filter(char::is_ascii_alphabetic).map(String::from)
}

/// Whether a letter alone is a word of English.
fn is_small_word(letter: &str) -> bool {
    ["a", "i"].contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_is_a_word_makes_no_name() {
        let forms = |name: &str| forms(&Name::of(name)).into_iter().map(|form| form.join(" ")).collect::<Vec<_>>();
        assert_eq!(forms("Priya Iyer"), ["p iyer", "iyer p"]);
        assert_eq!(forms("Shabnam Mir"), ["s mir", "mir s", "shabnam m"]);
        assert_eq!(forms("Anna Price"), ["anna p"]);
        assert_eq!(forms("Grace Abara"), ["g abara", "abara g"]);
        assert_eq!(forms("Madonna"), Vec::<String>::new());
    }
}
