//! How well a text fits a person's name. Compares one name with one text; who is meant among many is decided elsewhere.

mod hashes;
mod index;
mod lost;
mod short_forms;

use std::cell::OnceCell;

pub(super) use super::titles::is_title;
use crate::domain::spelling;

pub(super) use index::{NameIndex, WholeNames};
use lost::{LOST, is_lost};
pub(super) use lost::{NameShape, is_all_lost};

/// Letters behind a name that are no part of it.
const LETTERS: [&str; 16] =
    ["mbe", "obe", "cbe", "phd", "md", "frcp", "frcs", "frca", "mrcp", "mrcs", "mrcgp", "frcgp", "ficm", "fficm", "bsc", "msc"];

/// Small words inside names that are nobody's surname alone.
pub(super) const PARTICLES: [&str; 18] =
    ["van", "der", "den", "de", "da", "di", "la", "le", "del", "dela", "von", "bin", "binti", "ap", "al", "el", "ter", "zu"];

/// A name or a text as words to compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// The words, folded; a hyphened one keeps its parts, with a blank between.
    words: Vec<String>,
    /// The words as one.
    whole: String,
    /// Every way in which the surname can come first, as one word each.
    turned: Vec<String>,
    /// What is compared only where the whole name is not meant.
    loose: OnceCell<Loose>,
}

/// The pieces of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Loose {
    /// What may be the surname: the last word, or the last few; never a small word alone.
    surnames: Vec<String>,
    /// The words with hyphened ones taken apart.
    parts: Vec<String>,
}

/// How a text fits a name, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// The whole name, but for title, case, diacritics, hyphens and apostrophes.
    Whole,
    /// The whole name, surname first.
    Turned,
    /// The surname alone.
    Surname,
    /// Some of its words, or all of them among others.
    Part,
    /// Nearly the name or the surname.
    Near,
    /// The name with letters that were lost on either side.
    Lost,
}

impl Name {
    /// The words of a name, without what stands in brackets, titles before and letters behind it; `SMITH, Anna` is turned round.
    pub(super) fn of(raw: &str) -> Name {
        let plain = without_brackets(raw);
        let mut parts: Vec<Vec<String>> = plain.split(',').map(folded).collect();
        parts.retain(|words| !words.iter().all(|word| is_letters(word)));
        if let [surname, first] = parts.as_mut_slice() {
            std::mem::swap(surname, first);
        }
        Name::of_trimmed(trimmed(parts.concat()))
    }

    /// These words, as a text to compare.
    pub(super) fn of_words(words: &[String]) -> Name {
        Name::of_trimmed(trimmed(words.to_vec()))
    }

    /// Joins the words in every order once, because a name is compared with many texts.
    fn of_trimmed(words: Vec<String>) -> Name {
        let turn = |at: usize| {
            let (first, surname) = words.split_at(at);
            joined(surname) + &joined(first)
        };
        Name { whole: joined(&words), turned: (1..words.len()).map(turn).collect(), loose: OnceCell::new(), words }
    }

    fn loose(&self) -> &Loose {
        let words = &self.words;
        let is_surname = |end: &&[String]| end.iter().any(|word| word.len() > 1 && !PARTICLES.contains(&word.as_str()));
        self.loose.get_or_init(|| Loose {
            surnames: (1..words.len()).filter_map(|at| words.get(at..)).filter(is_surname).map(joined).collect(),
            parts: parts(words),
        })
    }

    /// The words.
    pub(super) fn words(&self) -> &[String] {
        &self.words
    }

    /// What may be the surname, as one word each.
    pub(super) fn surnames(&self) -> &[String] {
        &self.loose().surnames
    }

    /// Whether letters were lost in it.
    pub(super) fn is_lossy(&self) -> bool {
        self.words.iter().any(|word| word.contains(LOST))
    }

    /// The name as one word, in its own order and with the surname first.
    pub(super) fn whole(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.whole).chain(&self.turned)
    }

    /// How `text` fits this name, if at all. O(words · length²).
    pub(super) fn fit(&self, text: &Name) -> Option<Fit> {
        let (name, written) = (&self.whole, &text.whole);
        if written.chars().filter(|c| *c != LOST).count() < 2 || name.is_empty() {
            return None;
        }
        if self.is_lossy() || text.is_lossy() {
            return self.lossy(written);
        }
        if written == name {
            Some(Fit::Whole)
        } else if self.turned.contains(written) {
            Some(Fit::Turned)
        } else if self.loose().surnames.contains(written) {
            Some(Fit::Surname)
        } else if self.shares(text) {
            Some(Fit::Part)
        } else if self.near(written, text.words.len()) {
            Some(Fit::Near)
        } else {
            None
        }
    }

    /// Whether the first names may be one: the same initial, or a short form of one name (Bob, Robert).
    pub(super) fn has_first_name_like(&self, text: &Name) -> bool {
        let (Some(own), Some(other)) = (self.words.first(), text.words.first()) else { return false };
        own.chars().next() == other.chars().next() || short_forms::are_one_name(own, other)
    }

    /// Whether one has all words of the other, in their order, or initials in their place; at least one word is whole.
    fn shares(&self, text: &Name) -> bool {
        let (own, other) = (&self.loose().parts, &text.loose().parts);
        let telling = |words: &[String]| words.iter().any(|word| word.len() > 2 && !PARTICLES.contains(&word.as_str()));
        (telling(other) && within(other, own)) || (own.len() > 1 && within(own, other))
    }

    fn near(&self, written: &str, words: usize) -> bool {
        let length = written.chars().count();
        let close = |name: &str| {
            let (own, edits) = (name.chars().count(), max_edits(name.chars().count()));
            own.abs_diff(length) <= edits
                && surplus_letters(name, written) <= edits
                && strsim::damerau_levenshtein(name, written) <= edits
        };
        let whole = self.whole().any(|name| close(name));
        whole || (words < self.words.len() && self.loose().surnames.iter().any(|surname| close(surname)))
    }

    fn lossy(&self, written: &str) -> Option<Fit> {
        let own = self.whole().chain(&self.loose().surnames);
        let fits = |own: &str| lost::fits(own, written) || lost::fits(written, own);
        own.filter(|own| own.chars().filter(|c| *c != LOST).count() > 2).any(|own| fits(own)).then_some(Fit::Lost)
    }
}

/// Whether two names may be those of one person: with another surname, a short form or an initial, but not where the surname alone is
/// the same. A text without a letter may be anybody's.
pub(crate) fn may_be_of_one(one: &str, other: &str) -> bool {
    let (one, other) = (Name::of(one), Name::of(other));
    let alike = |a: &String, b: &String| a == b || a.len() > 3 && strsim::damerau_levenshtein(a, b) <= 1;
    let shared = one.words.iter().filter(|word| other.words.iter().any(|theirs| alike(word, theirs))).count();
    let are_surnames = one.words.last().zip(other.words.last()).is_some_and(|(own, theirs)| alike(own, theirs));
    let have_first_names = one.words.len() > 1 && other.words.len() > 1;
    let is_empty = one.words.is_empty() || other.words.is_empty();
    is_empty || shared > 1 || shared == 1 && (!are_surnames || !have_first_names || one.has_first_name_like(&other))
}

/// The folded words of a text; lost letters are kept as such.
pub(super) fn folded(raw: &str) -> Vec<String> {
    let marked = |word: &str| -> String { word.chars().map(|c| if is_lost(c) { LOST } else { c }).collect() };
    let word = |word: &str| {
        let lost = word.chars().any(is_lost) && word.chars().any(char::is_alphabetic);
        if lost { spelling::key(&marked(word)) } else { spelling::key(word) }
    };
    raw.split_whitespace().map(word).filter(|word| word.chars().any(char::is_alphabetic)).collect()
}

/// Whether signs for lost letters stand among letters or instead of them.
pub(super) fn has_lost_letters(raw: &str) -> bool {
    is_all_lost(raw) || raw.chars().any(is_lost) && raw.chars().any(char::is_alphabetic)
}

/// Whether folded letters stand behind a name without being part of it.
pub(super) fn is_letters(word: &str) -> bool {
    LETTERS.contains(&word)
}

/// The maximum edit distance for a name of this length.
fn max_edits(length: usize) -> usize {
    match length {
        0..=4 => 0,
        5..=7 => 1,
        8..=17 => 2,
        _ => 3,
    }
}

/// How many letters one word has that the other has not, whichever has more; letters of one class count as one. A lower bound
/// of the edit distance. O(length).
fn surplus_letters(one: &str, other: &str) -> usize {
    let mut surplus = [0_i32; 32];
    let mut count = |word: &str, by: i32| word.chars().for_each(|c| surplus[c as usize % 32] += by);
    count(one, 1);
    count(other, -1);
    let most = |sign: i32| surplus.iter().map(|letters| usize::try_from(sign * letters).unwrap_or(0)).sum::<usize>();
    most(1).max(most(-1))
}

fn trimmed(mut words: Vec<String>) -> Vec<String> {
    while words.len() > 1 && words.first().is_some_and(|word| is_title(word)) {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|word| is_letters(word)) {
        words.pop();
    }
    words
}

/// The words as one, hyphened ones too.
pub(super) fn joined(words: &[String]) -> String {
    words.iter().flat_map(|word| word.split(' ')).collect()
}

/// The words with hyphened ones taken apart.
fn parts(words: &[String]) -> Vec<String> {
    words.iter().flat_map(|word| word.split(' ')).map(str::to_owned).collect()
}

/// Whether the words of `few` stand in `many` in their order; an initial stands for a word, but not each for one.
fn within(few: &[String], many: &[String]) -> bool {
    let mut rest = many.iter();
    let one = |word: &String, other: &String| word == other || word.len() == 1 && other.starts_with(word.as_str());
    few.iter().any(|word| word.len() > 1) && few.iter().all(|word| rest.any(|other| one(word, other)))
}

fn without_brackets(raw: &str) -> String {
    let mut depth = 0_usize;
    let mut plain = String::with_capacity(raw.len());
    for c in raw.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    if plain.trim().is_empty() { raw.to_owned() } else { plain }
}

#[cfg(test)]
mod tests;
