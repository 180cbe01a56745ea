//! Whether a text holds a personal datum: a name, an address, an answer. Says whose and which, never the datum itself.
//!
//! Texts and data are compared folded: without case, accents and punctuation, so that `Siân O’Brien`, `sian_obrien` and a name
//! broken over two lines are found. What is sought is handed in as plain text; this floor knows no contacts.

mod fold;
mod initialled;
mod inside;
mod more;
mod without;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use aho_corasick::{AhoCorasick, BuildError};

use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem};
use crate::domain::side::Side;
use crate::people::titles::is_form_of_address;
use fold::{Folded, fold};
pub(crate) use initialled::Initialled;
use inside::{Piece, look_inside};
pub(crate) use inside::{Unreadable, texts};
pub(crate) use more::{INITIALLED, More, WhoseAddress};
pub(crate) use without::without;

/// The code of the problems.
pub(crate) const CODE: &str = "personal-datum";

/// Whose a datum is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Whose {
    /// Somebody's who has an id.
    Person(PersonId),
    /// That of somebody without an id, who wrote this row of a side's export.
    Row(Side, u32),
    /// The directory's own, or that of somebody who is known by nothing else.
    Nobody,
}

impl Whose {
    /// The person, if it is one with an id.
    pub(crate) fn person(self) -> Option<PersonId> {
        if let Whose::Person(person) = self { Some(person) } else { None }
    }
}

impl From<Option<PersonId>> for Whose {
    fn from(person: Option<PersonId>) -> Whose {
        person.map_or(Whose::Nobody, Whose::Person)
    }
}

/// A personal datum that is sought. It has no `Debug`, so that it cannot be printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Needle {
    /// The datum.
    pub text: String,
    /// Whether it counts only between other characters than letters and digits; else anywhere, also inside a word.
    pub whole_word: bool,
    /// Whose it is; nobody's for the directory's own secrets.
    pub of: Whose,
    /// What it is, for the message: `address`, `surname`.
    pub what: &'static str,
}

impl Needle {
    fn key(&self) -> (String, Whose) {
        (self.text.clone(), self.of)
    }
}

/// Where alone a datum counts that may as well be words of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Only {
    /// Behind a title, as in `Dr Price`.
    Titled,
    /// Behind a title, or as the whole cell of a table below its headings.
    TitledOrCell,
    /// Where each of its words begins with a capital.
    Capitals,
}

/// All data that are sought, made ready to search many texts.
pub(crate) struct Needles {
    /// What each pattern is: whole word, whose, what.
    patterns: Vec<Needle>,
    /// What is to be so where a pattern counts; shorter than `patterns` where nothing is.
    only: BTreeMap<usize, Only>,
    search: AhoCorasick,
    more: More,
    /// Bytes that are sought as they are, such as those of a key file, and what they are.
    bytes: Option<(AhoCorasick, &'static str)>,
}

impl Needles {
    /// As [`Needles::new`], with data that count only in some places.
    ///
    /// # Errors
    /// When there are more data than a 32-bit automaton can hold.
    pub(crate) fn with_doubtful<'a>(
        needles: &[Needle],
        doubtful: &[(Needle, Only)],
        exempt: impl IntoIterator<Item = &'a str>,
    ) -> Result<Needles, BuildError> {
        let sure: Vec<Needle> = needles.iter().map(folded).collect();
        let unsure: Vec<(Needle, Only)> = doubtful.iter().map(|(needle, only)| (folded(needle), *only)).collect();
        let mut only: BTreeMap<(String, Whose), Only> = unsure.iter().map(|(needle, only)| (needle.key(), *only)).collect();
        for needle in &sure {
            only.remove(&needle.key());
        }
        let all = sure.into_iter().chain(unsure.into_iter().map(|(needle, _)| needle)).collect();
        let mut made = Needles::of_folded(all, exempt)?;
        if !only.is_empty() {
            let of = |(at, needle): (usize, &Needle)| Some((at, *only.get(&needle.key())?));
            made.only = made.patterns.iter().enumerate().filter_map(of).collect();
        }
        Ok(made)
    }

    /// With what is found by other means than a list of texts.
    pub(crate) fn and_more(self, more: More) -> Needles {
        Needles { more, ..self }
    }

    /// Makes the search ready; data that fold to nothing, or to the same as one of the `exempt` texts (the options of a form),
    /// are not sought. O(length of all data).
    ///
    /// # Errors
    /// When there are more data than a 32-bit automaton can hold.
    pub(crate) fn new<'a>(needles: &[Needle], exempt: impl IntoIterator<Item = &'a str>) -> Result<Needles, BuildError> {
        Needles::of_folded(needles.iter().map(folded).collect(), exempt)
    }

    fn of_folded<'a>(mut patterns: Vec<Needle>, exempt: impl IntoIterator<Item = &'a str>) -> Result<Needles, BuildError> {
        let exempt: BTreeSet<String> = exempt.into_iter().map(words).collect();
        patterns.retain(|needle| !needle.text.is_empty() && !exempt.contains(&needle.text));
        let search = AhoCorasick::new(patterns.iter().map(|needle| &needle.text))?;
        Ok(Needles { patterns, only: BTreeMap::new(), search, more: More::default(), bytes: None })
    }

    /// Seeks these bytes, too, unfolded: a file that is no text at all can hold a secret.
    ///
    /// # Errors
    /// When there are more of them than a 32-bit automaton can hold.
    pub(crate) fn and_bytes(self, bytes: &[u8], what: &'static str) -> Result<Needles, BuildError> {
        // A dump has sixteen bytes in a row.
        Ok(Needles { bytes: Some((AhoCorasick::new(bytes.chunks_exact(16))?, what)), ..self })
    }
}

/// A datum that was found: whose, what it is, and on which line; without a line where it stands inside an archive or a document, or
/// in code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    /// The line, from 1.
    pub line: Option<u32>,
    /// Whose it is; nobody's for the directory's own secrets.
    pub of: Whose,
    /// What it is.
    pub what: &'static str,
}

/// What a search of a file gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Searched {
    /// What was found.
    pub hits: Vec<Hit>,
    /// Why some of the file could not be looked into.
    pub unreadable: Option<Unreadable>,
}

/// Every datum in a file and in what it holds (archives, documents, encoded text), once for each line and person; the longest
/// where several overlap.
/// O(bytes that it unpacks to + data found).
pub(crate) fn search(bytes: &[u8], needles: &Needles) -> Searched {
    let mut hits = in_text(bytes, needles);
    let looked = look_inside(bytes, &mut |piece| {
        let found = match piece {
            Piece::Text(text) => in_text(text, needles),
            Piece::Bytes(bytes) => in_bytes(bytes, needles).into_iter().collect(),
        };
        for hit in found {
            if !hits.iter().any(|known| known.of == hit.of && (known.line.is_some() || known.what == hit.what)) {
                hits.push(Hit { line: None, ..hit });
            }
        }
    });
    Searched { hits, unreadable: looked.err() }
}

/// As [`search`], each datum as a problem at the path.
pub(crate) fn scan(path: &str, bytes: &[u8], needles: &Needles) -> Vec<Problem> {
    search(bytes, needles).hits.into_iter().map(|hit| problem(path, hit)).collect()
}

fn in_text(bytes: &[u8], needles: &Needles) -> Vec<Hit> {
    let folded = fold(bytes);
    let mut found: BTreeMap<(u32, Whose), &Needle> = BTreeMap::new();
    for (needle, range) in hits(&folded, needles, stands_alone_or_bent) {
        let longest = found.entry((folded.line(range.start), needle.of)).or_insert(needle);
        if needle.text.len() > longest.text.len() {
            *longest = needle;
        }
    }
    let hit = |((line, of), needle): ((u32, Whose), &Needle)| Hit { line: Some(line), of, what: needle.what };
    let mut all: Vec<Hit> = found.into_iter().map(hit).collect();
    for hit in needles.more.hits(bytes, &folded) {
        if !all.iter().any(|known| (known.line, known.of) == (hit.line, hit.of)) {
            all.push(hit);
        }
    }
    all.extend(in_bytes(bytes, needles));
    all
}

/// The secret that is sought as bytes.
fn in_bytes(bytes: &[u8], needles: &Needles) -> Option<Hit> {
    let (_, what) = needles.bytes.as_ref().filter(|(search, _)| search.is_match(bytes))?;
    Some(Hit { line: None, of: Whose::Nobody, what })
}

/// Every datum with its place in the folded text; they may overlap. `is_word` judges those that count as whole words only.
fn hits<'a>(
    folded: &'a Folded,
    needles: &'a Needles,
    is_word: fn(&Folded, usize, usize) -> bool,
) -> impl Iterator<Item = (&'a Needle, Range<usize>)> {
    needles.search.find_overlapping_iter(&folded.text).filter_map(move |hit| {
        let needle = needles.patterns.get(hit.pattern().as_usize())?;
        let counts = !needle.whole_word || is_word(folded, hit.start(), hit.end());
        let counts = counts && needles.only.get(&hit.pattern().as_usize()).is_none_or(|only| only.is_met(folded, &hit.range()));
        counts.then(|| (needle, hit.range()))
    })
}

impl Only {
    fn is_met(self, folded: &Folded, range: &Range<usize>) -> bool {
        let before = folded.text.get(..range.start).unwrap_or_default().trim_end();
        let is_titled = || before.rsplit(' ').next().is_some_and(is_form_of_address) && folded.is_capitalised(range.clone());
        match self {
            Only::Titled => is_titled(),
            Only::TitledOrCell => is_cell_of_table(folded, range) || is_titled(),
            Only::Capitals => folded.is_capitalised(range.clone()),
        }
    }
}

/// Words in the heading of a list of people.
const OF_PEOPLE: [&str; 14] = [
    "applicant",
    "applicants",
    "mentee",
    "mentees",
    "mentor",
    "mentors",
    "name",
    "names",
    "participant",
    "participants",
    "people",
    "person",
    "surname",
    "surnames",
];

/// Whether a word is a whole cell below the headings of a table. A list of bare words is one only where its first line says that it is of people.
fn is_cell_of_table(folded: &Folded, range: &Range<usize>) -> bool {
    let is_of_people = || folded.first_line().split(' ').any(|word| OF_PEOPLE.contains(&word));
    folded.is_cell(range) && !folded.is_heading(range.start) && (!folded.is_whole_line(range.start) || is_of_people())
}

fn problem(path: &str, hit: Hit) -> Problem {
    let message = match hit.of {
        Whose::Person(id) => format!("{id}'s {} is in a file outside private/", hit.what),
        Whose::Row(..) | Whose::Nobody => format!("the {} is in a file outside private/", hit.what),
    };
    let place = Place::file(path);
    let help = "remove it from the file, or move the file into private/";
    Problem::error(CODE, message).at(hit.line.map_or(place.clone(), |line| place.line(line))).help(help)
}

fn folded(needle: &Needle) -> Needle {
    Needle { text: words(&needle.text), ..*needle }
}

/// The folded words of a datum.
fn words(text: &str) -> String {
    fold(text.as_bytes()).text.trim().to_owned()
}

/// Folded text has nothing but letters, digits and single blanks.
fn stands_alone(folded: &Folded, start: usize, end: usize) -> bool {
    let bytes = folded.text.as_bytes();
    let blank = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == b' ');
    blank(start.checked_sub(1).and_then(|at| bytes.get(at))) && blank(bytes.get(end))
}

/// As [`stands_alone`], or with the `s` of what is somebody's, or of a family: `Okonjo's`, `the Okonjos`.
fn stands_alone_or_bent(folded: &Folded, start: usize, end: usize) -> bool {
    let is_bent = folded.text.as_bytes().get(end) == Some(&b's');
    stands_alone(folded, start, end) || is_bent && stands_alone(folded, start, end + 1)
}

#[cfg(test)]
mod tests;
