//! Whether a text holds a personal datum: a name, an address, an answer. Says whose and which, never the datum itself.
//!
//! Texts and data are compared folded: without case, accents and punctuation, so that `Siân O’Brien`, `sian_obrien` and a name
//! broken over two lines are found. What is sought is handed in as plain text; this floor knows no contacts.

mod fold;
mod inside;
mod without;

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, BuildError};

use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem};
use fold::{Folded, fold};
pub(crate) use inside::Unreadable;
use inside::{Piece, look_inside};
pub(crate) use without::without;

/// The code of the problems.
pub(crate) const CODE: &str = "personal-datum";

/// A personal datum that is sought. It has no `Debug`, so that it cannot be printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Needle {
    /// The datum.
    pub text: String,
    /// Whether it counts only between other characters than letters and digits; else anywhere, also inside a word.
    pub whole_word: bool,
    /// Whose it is; none for the directory's own secrets.
    pub of: Option<PersonId>,
    /// What it is, for the message: `address`, `surname`.
    pub what: &'static str,
}

/// All data that are sought, made ready to search many texts.
pub(crate) struct Needles {
    /// What each pattern is: whole word, whose, what.
    patterns: Vec<Needle>,
    search: AhoCorasick,
    /// Bytes that are sought as they are, such as those of a key file, and what they are.
    bytes: Option<(AhoCorasick, &'static str)>,
}

impl Needles {
    /// Makes the search ready; data that fold to nothing, or to the same as one of the `exempt` texts (the options of a form),
    /// are not sought. O(length of all data).
    ///
    /// # Errors
    /// When there are more data than a 32-bit automaton can hold.
    pub(crate) fn new<'a>(needles: &[Needle], exempt: impl IntoIterator<Item = &'a str>) -> Result<Needles, BuildError> {
        let exempt: Vec<String> = exempt.into_iter().map(words).collect();
        let folded = needles.iter().map(|needle| Needle { text: words(&needle.text), ..needle.clone() });
        let patterns: Vec<Needle> = folded.filter(|needle| !needle.text.is_empty() && !exempt.contains(&needle.text)).collect();
        let search = AhoCorasick::new(patterns.iter().map(|needle| &needle.text))?;
        Ok(Needles { patterns, search, bytes: None })
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
    /// Whose it is; none for the directory's own secrets.
    pub of: Option<PersonId>,
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
    let mut found: BTreeMap<(u32, Option<PersonId>), &Needle> = BTreeMap::new();
    for (needle, range) in hits(&folded, needles, stands_alone_or_bent) {
        let longest = found.entry((folded.line(range.start), needle.of)).or_insert(needle);
        if needle.text.len() > longest.text.len() {
            *longest = needle;
        }
    }
    let hit = |((line, of), needle): ((u32, Option<PersonId>), &Needle)| Hit { line: Some(line), of, what: needle.what };
    found.into_iter().map(hit).chain(in_bytes(bytes, needles)).collect()
}

/// The secret that is sought as bytes.
fn in_bytes(bytes: &[u8], needles: &Needles) -> Option<Hit> {
    let (_, what) = needles.bytes.as_ref().filter(|(search, _)| search.is_match(bytes))?;
    Some(Hit { line: None, of: None, what })
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
        counts.then(|| (needle, hit.range()))
    })
}

fn problem(path: &str, hit: Hit) -> Problem {
    let message = match hit.of {
        Some(id) => format!("{id}'s {} is in a file outside private/", hit.what),
        None => format!("the {} is in a file outside private/", hit.what),
    };
    let place = Place::file(path);
    let help = "remove it from the file, or move the file into private/";
    Problem::error(CODE, message).at(hit.line.map_or(place.clone(), |line| place.line(line))).help(help)
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
