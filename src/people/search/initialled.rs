//! Names of which one word is but its first letter, as they are met in a text: `P. Iyer`, `P. S. Iyer`, `Iyer P`, `Shabnam M.`. Initials that
//! belong to somebody else's name (`Alison L. Jones`, `S. P. Iyer`) are no such names.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::fold::Folded;
use crate::domain::id::PersonId;
use crate::people::common_words::is_common;
use crate::people::titles::is_title;

/// A name that is sought with initials, in folded words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Initialled {
    /// Whose it is.
    pub of: PersonId,
    /// The first name.
    pub first: String,
    /// The first letters of the names between; empty where none are known.
    pub middle: Vec<String>,
    /// The surname.
    pub last: String,
}

/// What is sought with initials.
#[derive(Default)]
pub(super) struct InitialledNames {
    /// Names by their surnames, for `P. Iyer` and `Iyer P`.
    by_last: BTreeMap<String, Vec<Initialled>>,
    /// Names by their first names, for `Shabnam M.`.
    by_first: BTreeMap<String, Vec<Initialled>>,
    /// What means nobody here: words in the order of the alphabet.
    allowed: BTreeSet<Vec<String>>,
}

/// How many initials a name may have.
const MOST: usize = 3;

/// Words that stand before or behind a name with a capital and are no part of it, beside those of `common_words`.
const NEIGHBOURS: &str = "am an and apologies approved are as asked attended attendees author authors bcc been between by called can cc chair \
    chaired contact contacted could dear did does edited email emailed for former gave give had hello hers hi host if invite invited \
    introduce is its let mentee mentees mentors message met minutes missed my no nor note one our owner pair paired per phone phoned \
    please prepared present rang re regards reviewed ring saw signed since sincerely so speak speaker speaking spoke than thanks their to told trainee until \
    via was welcome when whenever whether while whose with without would written yours he she they";

impl InitialledNames {
    /// Seeks these names: by a first letter with the surname, and by a first name with a last letter. `allowed` are forms that mean nobody.
    pub(super) fn new(by_last: Vec<Initialled>, by_first: Vec<Initialled>, allowed: &BTreeSet<String>) -> InitialledNames {
        let mut names = InitialledNames::default();
        for name in by_last {
            names.by_last.entry(name.last.clone()).or_default().push(name);
        }
        for name in by_first {
            names.by_first.entry(name.first.clone()).or_default().push(name);
        }
        names.allowed = allowed.iter().map(|form| sorted(form.split(' '))).collect();
        names
    }

    pub(super) fn is_empty(&self) -> bool {
        self.by_last.is_empty() && self.by_first.is_empty()
    }

    /// Whose name begins with this word of a text, if one person can be meant and none of it belongs to a longer name.
    pub(super) fn at(&self, at: usize, words: &Words<'_>) -> Option<PersonId> {
        let one = words.get(at)?;
        if !words.is_capital(at) {
            return None;
        }
        if one.len() == 1 {
            return self.before_surname(at, words);
        }
        let initials = words.initials(at + 1);
        let (first, rest) = initials.split_first().filter(|_| words.are_one(at))?;
        let form = || std::iter::once(one).chain(initials.iter().copied());
        if self.allowed.contains(&sorted(form())) {
            return None;
        }
        let behind = self.by_last.get(one).filter(|_| !(words.is_name_before(at) || rest.is_empty() && is_small_word(first)));
        let turned = behind.and_then(|names| only(names.iter().filter(|name| name.fits(first, rest))));
        let is_whole = rest.is_empty() && !is_small_word(first) && !words.is_name_at(at + 2, at + 1);
        let cut = || {
            let names = self.by_first.get(one).filter(|_| is_whole)?;
            only(names.iter().filter(|name| name.last.starts_with(first)))
        };
        turned.or_else(cut)
    }

    /// `P. Iyer`, `P. S. Iyer`.
    fn before_surname(&self, at: usize, words: &Words<'_>) -> Option<PersonId> {
        let initials = words.initials(at);
        let (first, rest) = initials.split_first()?;
        let end = at + initials.len();
        let last = words.get(end).filter(|_| words.is_capital(end) && words.are_one(end - 1))?;
        let names = self.by_last.get(last)?;
        let form = sorted(initials.iter().copied().chain([last]));
        if words.is_name_before(at) || self.allowed.contains(&form) {
            return None;
        }
        only(names.iter().filter(|name| name.fits(first, rest)))
    }
}

impl Initialled {
    /// `p iyer`.
    pub(crate) fn cut_first(&self) -> String {
        format!("{} {}", self.first.get(..1).unwrap_or_default(), self.last)
    }

    /// `shabnam m`.
    pub(crate) fn cut_last(&self) -> String {
        format!("{} {}", self.first, self.last.get(..1).unwrap_or_default())
    }

    /// Whether these initials may be those of the name. Of a name without a middle any further ones may be.
    fn fits(&self, first: &str, rest: &[&str]) -> bool {
        let mut middle = self.middle.iter();
        let is_known = |letter: &&str| middle.any(|known| known == letter);
        self.first.starts_with(first) && (self.middle.is_empty() || rest.iter().all(is_known))
    }
}

/// The one person of these names; people who are called alike count as one.
fn only<'n>(mut names: impl Iterator<Item = &'n Initialled>) -> Option<PersonId> {
    let name = names.next()?;
    names.all(|other| (&other.first, &other.last) == (&name.first, &name.last)).then_some(name.of)
}

fn sorted<'w>(words: impl Iterator<Item = &'w str>) -> Vec<String> {
    let mut words: Vec<String> = words.map(str::to_owned).collect();
    words.sort();
    words
}

/// Whether a letter alone is a word of English.
fn is_small_word(letter: &str) -> bool {
    ["a", "i"].contains(&letter)
}

/// The words of a folded text.
pub(super) struct Words<'t> {
    folded: &'t Folded,
    words: Vec<(&'t str, Range<usize>)>,
}

impl<'t> Words<'t> {
    pub(super) fn of(folded: &'t Folded) -> Words<'t> {
        let text = folded.text.as_str();
        let place = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
        let words = text.split(' ').filter(|word| !word.is_empty());
        Words { folded, words: words.map(|word| (word, place(word)..place(word) + word.len())).collect() }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&'t str> {
        self.words.get(at).map(|(word, _)| *word)
    }

    pub(super) fn place(&self, at: usize) -> Option<&Range<usize>> {
        self.words.get(at).map(|(_, place)| place)
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.place(at).is_some_and(|place| self.folded.is_capitalised(place.clone()))
    }

    /// Whether no cell ends behind a word.
    pub(super) fn are_one(&self, at: usize) -> bool {
        self.place(at).is_some_and(|place| !self.folded.ends_cell(place.end))
    }

    /// The capital letters that stand alone from a word on, in one cell.
    pub(super) fn initials(&self, from: usize) -> Vec<&'t str> {
        let mut letters = Vec::new();
        for at in from..from + MOST {
            let Some(letter) = self.get(at).filter(|word| word.len() == 1 && self.is_capital(at)) else { break };
            if !letter.bytes().all(|byte| byte.is_ascii_alphabetic()) || at > from && !self.are_one(at - 1) {
                break;
            }
            letters.push(letter);
        }
        letters
    }

    /// Whether a word that belongs to a name stands right before this one.
    fn is_name_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is_name_at(before, before))
    }

    /// Whether a word belongs to a name: it has a capital, is no title and no word that may stand there, and nothing parts it from the word
    /// that it follows or precedes; `left` is the left one of the two.
    fn is_name_at(&self, at: usize, left: usize) -> bool {
        let Some(word) = self.get(at).filter(|_| self.is_capital(at)) else { return false };
        let is_other = is_title(word) || is_common(word) || NEIGHBOURS.split_whitespace().any(|known| known == word);
        let is_parted =
            self.place(left).is_none_or(|place| self.folded.ends_cell(place.end) || self.folded.ends_phrase(place.end));
        !is_other && !is_parted && !word.bytes().any(|byte| byte.is_ascii_digit())
    }
}
