//! The names of the register in forms that no list of texts holds: with an initial, with something in the middle, without blanks.

use std::collections::BTreeMap;

use super::common_words::is_common;
use super::names::{Name, PARTICLES};
use super::records::PrivateRecords;
use super::register::Entry;
use super::search::Initialled;
use crate::domain::id::PersonId;

/// See the head of this file.
#[derive(Clone, Default)]
pub(crate) struct NameForms {
    /// The first and the last word of every name, between which another may stand.
    pub ends: Vec<(PersonId, [String; 2])>,
    /// Names that are sought by a first letter with the surname.
    pub by_last: Vec<Initialled>,
    /// Names that are sought by the first name with the last letter.
    pub by_first: Vec<Initialled>,
    /// Names in scripts that are written without blanks.
    pub unspaced: Vec<(PersonId, String)>,
}

impl PrivateRecords {
    /// The forms of every name. `keepers` are the ids under which the people of retired ids go on. O(register).
    pub(crate) fn name_forms(&self, keepers: &BTreeMap<PersonId, PersonId>) -> NameForms {
        let (mut by_last, mut by_first): (Vec<Initialled>, Vec<Initialled>) = (Vec::new(), Vec::new());
        for (id, entry) in self.rows().filter_map(|(id, entry): (_, &Entry)| Some((id?, entry))) {
            let Some(name) = initialled(id, &Name::of(&entry.contact.name)) else { continue };
            let is_word = |word: &str| word.chars().count() > 1 && !word.contains(' ') && !PARTICLES.contains(&word);
            // `Ward M` and `Price A` are words of a sentence, or places.
            by_last.extend(Some(&name).filter(|name| is_word(&name.last) && !is_common(&name.last)).cloned());
            by_first.extend(Some(&name).filter(|name| is_word(&name.first) && !is_common(&name.first)).cloned());
        }
        let mut forms = NameForms { ends: self.ends_of_names(), by_last, by_first, unspaced: self.unspaced_names() };
        let kept = |id: PersonId| keepers.get(&id).copied().unwrap_or(id);
        forms.ends.iter_mut().for_each(|(of, _)| *of = kept(*of));
        forms.unspaced.iter_mut().for_each(|(of, _)| *of = kept(*of));
        forms.by_last.iter_mut().chain(&mut forms.by_first).for_each(|name| name.of = kept(name.of));
        forms
    }
}

impl NameForms {
    /// Those of some people only.
    pub(crate) fn only(mut self, is: impl Fn(PersonId) -> bool) -> NameForms {
        self.ends.retain(|(of, _)| is(*of));
        self.unspaced.retain(|(of, _)| is(*of));
        self.by_last.retain(|name| is(name.of));
        self.by_first.retain(|name| is(name.of));
        self
    }
}

fn initialled(of: PersonId, name: &Name) -> Option<Initialled> {
    let [first, middle @ .., last] = name.words() else { return None };
    let letter = |word: &str| word.chars().next().filter(char::is_ascii_alphabetic).map(String::from);
    letter(first).and(letter(last))?;
    let middle = middle.iter().filter(|word| !PARTICLES.contains(&word.as_str())).filter_map(|word| letter(word)).collect();
    Some(Initialled { of, first: first.clone(), middle, last: last.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::answer::Answers;
    use crate::domain::contact::{Contact, Email};
    use crate::people::key::Key;
    use crate::people::register::Register;

    fn forms(names: &[&str]) -> NameForms {
        let entry = |(at, name): (usize, &&str)| {
            let email = Email::parse(&format!("m{at}@x.example")).unwrap();
            let contact = Contact { name: (*name).to_owned(), email };
            (format!("M0{at}").parse().unwrap(), Entry { contact: contact.into(), answers: Answers::default() })
        };
        let register = Register::of(names.iter().enumerate().map(|(at, name)| entry((at + 1, name))));
        PrivateRecords { register, ..PrivateRecords::empty(Key::new([7; 32])) }.name_forms(&BTreeMap::new())
    }

    #[test]
    fn a_word_of_the_language_makes_no_name_with_an_initial() {
        let of = |names: &[Initialled]| names.iter().map(|name| format!("{} {}", name.first, name.last)).collect::<Vec<_>>();
        let forms = forms(&["Priya Iyer", "Monica Ward", "Grace Abara", "Madonna", "Tom van der Berg"]);
        assert_eq!(of(&forms.by_last), ["priya iyer", "grace abara", "tom berg"]);
        assert_eq!(of(&forms.by_first), ["priya iyer", "monica ward", "tom berg"]);
        assert!(forms.by_last.iter().all(|name| name.middle.is_empty()));
    }
}
