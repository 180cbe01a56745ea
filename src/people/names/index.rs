//! Whose names a text may fit: an index, so that a name that fits nobody does not cost a comparison with everybody.
//!
//! It returns everybody whom [`Name::fit`] could accept and a few more; the decision stays there. Names with lost letters are
//! found by the letters that are left, parts by a shared word, misspelt names by a piece that holds at most one edit.

use std::ops::Range;

use super::hashes::{HashTable, PartHashes, word_key};
use super::lost::LOST;
use super::{Name, max_edits};

/// The largest value of [`max_edits`].
const MOST_EDITS: usize = 3;

/// Of a longer form only the beginning is cut into pieces: each piece costs its length squared.
const LONGEST: usize = 64;

/// Names prepared for lookup. Built in O(letters · log letters).
#[derive(Debug)]
pub(in crate::people) struct NameIndex {
    /// Every form of a name that somebody has: whole, surname first, surname alone; sorted by text.
    forms: Vec<Form>,
    /// The forms by their texts; the values are places in `forms`.
    by_text: HashTable,
    /// What is compared of each form first, in the order of `forms`.
    outlines: Vec<Outline>,
    /// The places of the people who have each form, in the order of `forms`.
    people: Vec<u32>,
    /// The places in `forms` of those with lost letters.
    lossy: Vec<u32>,
    /// Words of names; the values are places of people.
    words: HashTable,
    /// The word of each name that the fewest others have; the values are places of people.
    rarest: HashTable,
    /// Pieces of forms, with at most one letter left out; the values are places in `forms`.
    pieces: HashTable,
}

#[derive(Debug)]
struct Form {
    text: String,
    /// Where in `people` those who have it begin and end.
    people: Range<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Outline {
    letters: Letters,
    length: u32,
    /// A text is near the form only if it has fewer words: those of the longest name of which it is the surname.
    words: u32,
}

/// Which letters a text has, and which of them twice. Letters of one class count as one; lost letters are not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Letters(u64);

/// Everybody's whole name, in either order, as one word; only where no letters were lost.
#[derive(Debug)]
pub(in crate::people) struct WholeNames(HashTable);

impl WholeNames {
    /// Prepares these names; people are known by their places in the list. O(names).
    pub(in crate::people) fn new<'n>(names: impl Iterator<Item = &'n Name>) -> WholeNames {
        let known = names.zip(0_u32..).filter(|(name, _)| !name.is_lossy());
        let keys = known.flat_map(|(name, place)| name.whole().map(move |variant| (word_key(variant), place)));
        let mut keys: Vec<(u32, u32)> = keys.collect();
        keys.sort_unstable();
        keys.dedup();
        WholeNames(HashTable::new(&keys))
    }

    /// The places of everybody whose whole name this is, and of few others, in ascending order.
    pub(in crate::people) fn places(&self, variant: &str) -> impl Iterator<Item = usize> {
        self.0.values(word_key(variant)).map(|place| place as usize)
    }
}

impl NameIndex {
    /// An index of these names; people are known by their places in the list.
    pub(in crate::people) fn new<'n>(names: impl Iterator<Item = &'n Name> + Clone) -> NameIndex {
        let (forms, outlines, people) = forms_of(names.clone());
        let by_text = HashTable::new(&forms.iter().map(|form| word_key(&form.text)).zip(0_u32..).collect::<Vec<_>>());
        let is_lossy = |form: &Form| form.text.contains(LOST);
        let lossy = forms.iter().zip(0_u32..).filter(|(form, _)| is_lossy(form)).map(|(_, place)| place).collect();
        let mut pieces = Vec::new();
        for (form, place) in forms.iter().zip(0_u32..).filter(|(form, _)| !is_lossy(form)) {
            keys_of_form(&form.text, |key| pieces.push((key, place)));
        }
        let pieces = HashTable::new(&pieces);
        let long = |name: &'n Name| name.loose().parts.iter().filter(|word| word.len() > 1).map(|word| word_key(word));
        let words = names.clone().zip(0_u32..).flat_map(|(name, person)| long(name).map(move |key| (key, person)));
        let words = HashTable::new(&words.collect::<Vec<_>>());
        let rarest =
            names.zip(0_u32..).filter_map(|(name, person)| Some((long(name).min_by_key(|key| words.count(*key))?, person)));
        let rarest = HashTable::new(&rarest.collect::<Vec<_>>());
        NameIndex { forms, by_text, outlines, people, lossy, words, rarest, pieces }
    }

    /// The places of everybody whom the text could fit, sorted.
    pub(in crate::people) fn candidates(&self, text: &Name) -> Vec<usize> {
        let written = &text.whole;
        let mut people = if text.is_lossy() {
            self.by_letters_left(written)
        } else {
            let mut people: Vec<u32> = self.called(written).to_vec();
            self.add_sharing(text, &mut people);
            self.add_near(text, &mut people);
            people
        };
        self.add_lossy(written, &mut people);
        people.sort_unstable();
        people.dedup();
        people.into_iter().map(|person| person as usize).collect()
    }

    /// The places of everybody one of whose forms is this text, in ascending order.
    pub(in crate::people) fn people_called(&self, form: &str) -> impl Iterator<Item = usize> {
        self.called(form).iter().map(|person| *person as usize)
    }

    fn called(&self, written: &str) -> &[u32] {
        let mut places = self.by_text.values(word_key(written)).map(|place| place as usize);
        let place = places.find(|place| self.forms.get(*place).is_some_and(|form| form.text == written));
        place.map_or(&[], |place| self.people_of(place))
    }

    /// The people who have the form at this place.
    fn people_of(&self, place: usize) -> &[u32] {
        self.forms.get(place).and_then(|form| self.people.get(form.people.clone())).unwrap_or_default()
    }

    /// A text that has all its words in a name is found by its rarest word; a name that has all its words in the text by its own.
    fn add_sharing(&self, text: &Name, people: &mut Vec<u32>) {
        let long = text.loose().parts.iter().filter(|word| word.len() > 1);
        let keys: Vec<u32> = long.map(|word| word_key(word)).collect();
        let rarest = keys.iter().copied().min_by_key(|key| self.words.count(*key));
        people.extend(rarest.into_iter().flat_map(|key| self.words.values(key)));
        people.extend(keys.into_iter().flat_map(|key| self.rarest.values(key)));
    }

    fn add_near(&self, text: &Name, people: &mut Vec<u32>) {
        let written = text.whole.as_str();
        let (letters, words) = (Letters::of(written), text.words.len());
        let is_near = |outline: &Outline| {
            let (length, edits) = (outline.length as usize, max_edits(outline.length as usize));
            words < outline.words as usize
                && length.abs_diff(written.len()) <= edits
                && outline.letters.differing(letters) <= 2 * edits
        };
        let mut near: Vec<usize> = Vec::new();
        keys_of_text(written.as_bytes(), |key| {
            let places = self.pieces.values(key).map(|place| place as usize);
            near.extend(places.filter(|place| self.outlines.get(*place).is_some_and(is_near)));
        });
        near.sort_unstable();
        near.dedup();
        people.extend(near.into_iter().flat_map(|place| self.people_of(place)));
    }

    /// Forms in which the letters that are left of the text stand, and that begin as it does.
    fn by_letters_left(&self, written: &str) -> Vec<u32> {
        let beginning = written.split(LOST).next().unwrap_or_default();
        let letters = Letters::of(written);
        let first = self.forms.partition_point(|form| form.text.as_str() < beginning);
        let forms = self.forms.iter().enumerate().skip(first).take_while(|(_, form)| form.text.starts_with(beginning));
        let has_all = |place: &usize| self.outlines.get(*place).is_some_and(|outline| letters.are_within(outline.letters));
        forms.map(|(place, _)| place).filter(has_all).flat_map(|place| self.people_of(place)).copied().collect()
    }

    fn add_lossy(&self, written: &str, people: &mut Vec<u32>) {
        if self.lossy.is_empty() {
            return;
        }
        let letters = Letters::of(written);
        let has_all = |place: &usize| self.outlines.get(*place).is_some_and(|outline| outline.letters.are_within(letters));
        let forms = self.lossy.iter().map(|place| *place as usize).filter(has_all);
        people.extend(forms.flat_map(|place| self.people_of(place)));
    }
}

/// Every form once, with its outline and the people who have it.
fn forms_of<'n>(names: impl Iterator<Item = &'n Name>) -> (Vec<Form>, Vec<Outline>, Vec<u32>) {
    let mut all: Vec<(&str, u32, u32)> = Vec::new();
    for (name, person) in names.zip(0_u32..) {
        let words = u32::try_from(name.words.len()).unwrap_or(u32::MAX);
        let whole = name.whole().map(|text| (text.as_str(), person, u32::MAX));
        let surnames = name.loose().surnames.iter().map(|text| (text.as_str(), person, words));
        all.extend(whole.chain(surnames).filter(|(text, ..)| !text.is_empty()));
    }
    all.sort_unstable();
    let (mut forms, mut outlines, mut people) = (Vec::new(), Vec::new(), Vec::new());
    for same in all.chunk_by(|one, other| one.0 == other.0) {
        let Some((text, ..)) = same.first() else { continue };
        let start = people.len();
        people.extend(same.iter().map(|(_, person, _)| *person));
        forms.push(Form { text: (*text).to_owned(), people: start..people.len() });
        let words = same.iter().map(|(.., words)| *words).max().unwrap_or(u32::MAX);
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        outlines.push(Outline { letters: Letters::of(text), length, words });
    }
    (forms, outlines, people)
}

impl Letters {
    fn of(text: &str) -> Letters {
        let mut letters = 0_u64;
        for c in text.chars().filter(|c| *c != LOST) {
            let once = 1_u64 << (c as u32 % 32);
            letters |= if letters & once == 0 { once } else { once << 32 };
        }
        Letters(letters)
    }

    /// In how much two texts differ at least. One edit adds at most two.
    fn differing(self, other: Letters) -> usize {
        (self.0 ^ other.0).count_ones() as usize
    }

    fn are_within(self, other: Letters) -> bool {
        self.0 & !other.0 == 0
    }
}

/// A form with room for `k` edits is cut into `k` pieces. Either the last piece has at most one edit, and shares a text that lacks at
/// most one of its letters; or the edits in it leave fewer than `k - 1` for the others, and one of these is intact but for a letter at
/// a cut, which may be turned round with its neighbour beyond it. The same holds for the beginning of a longer form. O(length²) for at
/// most [`LONGEST`] letters.
fn keys_of_form(form: &str, mut each: impl FnMut(u32)) {
    let pieces = max_edits(form.len());
    let hashes = PartHashes::of(form.as_bytes().get(..LONGEST).unwrap_or(form.as_bytes()));
    for at in 0..pieces {
        let (piece, kind) = (piece(form.len(), pieces, at), piece_kind(pieces, at));
        if at + 1 == pieces { hashes.keys(kind, piece, &mut each) } else { hashes.key(kind, piece, &mut each) }
    }
}

/// The keys of every piece that a form near to the text could have, wherever it may stand in the text.
fn keys_of_text(text: &[u8], mut each: impl FnMut(u32)) {
    let mut windows: Vec<(usize, usize, usize, usize)> = Vec::new();
    for form in text.len().saturating_sub(MOST_EDITS)..=text.len() + MOST_EDITS {
        let pieces = max_edits(form);
        if form.abs_diff(text.len()) > pieces {
            continue;
        }
        for at in 0..pieces {
            let piece = piece(form, pieces, at);
            let (is_last, room) = (at + 1 == pieces, usize::from(at + 1 == pieces));
            for length in piece.len().saturating_sub(room)..=piece.len() + room {
                let starts = match at {
                    0 => 0..=0,
                    _ if is_last && form <= LONGEST => text.len().saturating_sub(length)..=text.len().saturating_sub(length),
                    _ => piece.start.saturating_sub(pieces)..=piece.start + pieces,
                };
                windows.extend(starts.map(|start| (pieces, at, start, start + length)));
            }
        }
    }
    windows.sort_unstable();
    windows.dedup();
    let hashes = PartHashes::of(text);
    for (pieces, at, start, end) in windows {
        let kind = piece_kind(pieces, at);
        if at + 1 == pieces { hashes.keys(kind, start..end, &mut each) } else { hashes.key(kind, start..end, &mut each) }
    }
}

/// Where a piece of a form of this length begins and ends; all but the last without the letters at a cut.
fn piece(length: usize, pieces: usize, at: usize) -> Range<usize> {
    let length = length.min(LONGEST);
    let (start, end) = (length * at / pieces, length * (at + 1) / pieces);
    if at + 1 == pieces { start..end } else { start + usize::from(at > 0)..end - 1 }
}

/// The number of a piece among as many; never that of a word.
fn piece_kind(pieces: usize, at: usize) -> u8 {
    u8::try_from(1 + pieces * MOST_EDITS + at).unwrap_or(u8::MAX)
}

#[cfg(test)]
#[path = "index_tests.rs"]
mod tests;
