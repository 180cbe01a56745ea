//! Surnames in a text that no reading of it explains: two names without a mark between them, numbered ones, initials behind a surname.
//! Whoever has such a surname is asked about, for of two people in one text none may disappear.

use std::collections::BTreeSet;

use super::partial::{FEW, candidates, question};
use super::wording::is_around;
use super::{Meaning, Mention, Mentions};
use crate::domain::id::PersonId;
use crate::people::names::{self, Name};

/// The most words of one surname.
const LONGEST: usize = 3;
/// So many words without a capital may be names; more are a sentence, in which names have one.
const FEW_WORDS: usize = 4;
/// So many letters behind a surname are initials.
const MOST_INITIALS: usize = 2;
/// The fewest letters of a surname that is looked for, unless it has a capital.
const FEW_LETTERS: usize = 3;

/// A word of a text as it is compared.
struct Word {
    folded: String,
    is_capital: bool,
}

impl Mentions<'_> {
    /// Adds a question about everybody whose surname stands in a mention and whom nothing in the piece means.
    pub(super) fn ask_left_over(&self, mentions: &mut Vec<Mention>, by: PersonId) {
        let known: BTreeSet<PersonId> = mentions.iter().flat_map(|mention| everybody(&mention.meaning, by)).collect();
        let mut texts: Vec<String> = mentions.iter().map(|mention| mention.text.clone()).collect();
        texts.dedup();
        for text in texts {
            let further = self.left_over(&text, &known, by);
            let Some(meaning) = question(further) else { continue };
            mentions.retain(|mention| mention.text != text || mention.meaning != Meaning::Nobody);
            mentions.push(Mention { text, meaning });
        }
    }

    fn left_over(&self, text: &str, known: &BTreeSet<PersonId>, by: PersonId) -> Vec<PersonId> {
        let words = words(text);
        let explained: BTreeSet<&str> = known
            .iter()
            .filter_map(|id| self.name_of(*id))
            .flat_map(|name| name.words().iter().flat_map(|word| word.split(' ')))
            .collect();
        let is_name = |word: &Word| !explained.contains(word.folded.as_str()) && !is_around(&word.folded);
        let is_sentence = words.len() > FEW_WORDS;
        let mut found = Vec::new();
        for run in words.split(|word| !is_name(word)) {
            for (length, at) in (1..=LONGEST).flat_map(|length| (0..run.len()).map(move |at| (length, at))) {
                let Some(window) = run.get(at..at + length) else { continue };
                let surname: String = window.iter().map(|word| word.folded.as_str()).collect();
                let is_capital = window.iter().any(|word| word.is_capital);
                if is_capital && surname.len() > 1 || !is_sentence && surname.len() >= FEW_LETTERS {
                    let before = at.checked_sub(1).and_then(|before| run.get(before));
                    let first = before.or_else(|| run.get(at + length).filter(|behind| behind.folded.len() <= MOST_INITIALS));
                    found.extend(self.likely(self.of_surname(&surname, by), first, by));
                }
            }
        }
        found.retain(|id| !known.contains(id));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Of many people of one surname those who may have the first name that stands beside it.
    fn likely(&self, mut people: Vec<PersonId>, first: Option<&Word>, by: PersonId) -> Vec<PersonId> {
        if let Some(first) = first.filter(|first| people.len() > FEW && self.of_surname(&first.folded, by).is_empty()) {
            let typed = Name::of_words(std::slice::from_ref(&first.folded));
            people.retain(|id| self.name_of(*id).is_some_and(|own| own.has_first_name_like(&typed)));
        }
        people
    }

    fn name_of(&self, id: PersonId) -> Option<&Name> {
        let place = self.people().binary_search_by_key(&id, |(id, _)| *id).ok()?;
        self.people().get(place).map(|(_, name)| name)
    }

    /// The people of the other side with this surname, or with it in the plural: `the Heskeths`.
    fn of_surname(&self, surname: &str, by: PersonId) -> Vec<PersonId> {
        let of = |surname: &str| -> Vec<PersonId> {
            let people = self.index().people_called(surname).filter_map(|place| self.people().get(place));
            let has = people.filter(|(id, name)| id.side() != by.side() && name.surnames().iter().any(|own| own == surname));
            has.map(|(id, _)| *id).collect()
        };
        let found = of(surname);
        match surname.strip_suffix('s').filter(|single| found.is_empty() && single.len() > FEW_LETTERS) {
            Some(single) => of(single),
            None => found,
        }
    }
}

/// Everybody whom a meaning is about.
fn everybody(meaning: &Meaning, by: PersonId) -> Vec<PersonId> {
    match meaning {
        Meaning::Fellow(id) => vec![*id],
        Meaning::Oneself => vec![by],
        other => candidates(other),
    }
}

/// The words of a text, whatever parts them; addresses are none, and a genitive is its name.
fn words(text: &str) -> Vec<Word> {
    let parts = |c: char| c.is_whitespace() || c.is_ascii_punctuation() && !"'@.".contains(c) || "→…•·–—".contains(c);
    let names = text.split(parts).filter(|word| !word.contains('@')).flat_map(|word| word.split('.'));
    let word = |word: &str| {
        let plain = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        let folded: String = names::folded(plain).concat().replace(' ', "");
        let is_capital = plain.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
        (!folded.is_empty()).then_some(Word { folded, is_capital })
    };
    names.filter_map(word).collect()
}
