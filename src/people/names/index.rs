//! Whose names a text may fit: an index, so that a name that fits nobody does not cost a comparison with everybody.
//!
//! It returns everybody whom [`Name::fit`] could accept and a few more; the decision stays there. Names with lost letters are
//! found by the letters that are left, parts by a shared word, misspelt names by a piece that holds at most one edit.

use super::lost::LOST;
use super::{Name, max_edits};

/// The largest value of [`max_edits`].
const MOST_EDITS: usize = 3;

/// Of a longer form only the beginning is cut into pieces: each piece costs its length squared.
const LONGEST: usize = 64;

/// Names prepared for lookup. Built in O(letters · log letters).
#[derive(Debug)]
pub(in crate::people) struct NameIndex {
    /// Every form of every name: whole, surname first, surname alone; sorted by text.
    forms: Vec<Form>,
    /// The places in `forms` of those with lost letters.
    lossy: Vec<u32>,
    /// Words of names; the values are places of people.
    words: HashTable,
    /// The word of each name that the fewest others have; the values are places of people.
    rarest: HashTable,
    /// Pieces of forms, with at most one letter left out; the values are places in `forms`.
    pieces: HashTable,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Form {
    text: String,
    letters: Letters,
    person: u32,
}

/// Which letters a text has, and which of them twice. Letters of one class count as one; lost letters are not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Letters(u64);

/// Hashes with their values, sorted, and where the hashes of each beginning start.
#[derive(Debug)]
struct HashTable {
    entries: Vec<u64>,
    starts: Vec<u32>,
}

impl NameIndex {
    /// An index of these names; people are known by their places in the list.
    pub(in crate::people) fn new<'n>(names: impl Iterator<Item = &'n Name> + Clone) -> NameIndex {
        let mut forms: Vec<Form> = Vec::new();
        for (name, person) in names.clone().zip(0_u32..) {
            let texts = name.whole().chain(&name.loose().surnames).filter(|text| !text.is_empty());
            forms.extend(texts.map(|text| Form { text: text.clone(), letters: Letters::of(text), person }));
        }
        forms.sort_unstable();
        forms.dedup();
        let is_lossy = |form: &Form| form.text.contains(LOST);
        let lossy = forms.iter().zip(0_u32..).filter(|(form, _)| is_lossy(form)).map(|(_, place)| place).collect();
        let pieces = forms.iter().zip(0_u32..).filter(|(form, _)| !is_lossy(form));
        let pieces = pieces.flat_map(|(form, place)| keys_of_form(&form.text).into_iter().map(move |key| (key, place)));
        let pieces = HashTable::new(pieces.collect());
        let long = |name: &'n Name| name.loose().parts.iter().filter(|word| word.len() > 1).map(|word| hash(0, word.as_bytes()));
        let words = names.clone().zip(0_u32..).flat_map(|(name, person)| long(name).map(move |key| (key, person)));
        let words = HashTable::new(words.collect());
        let rarest =
            names.zip(0_u32..).filter_map(|(name, person)| Some((long(name).min_by_key(|key| words.count(*key))?, person)));
        let rarest = HashTable::new(rarest.collect());
        NameIndex { forms, lossy, words, rarest, pieces }
    }

    /// The places of everybody whom the text could fit, sorted.
    pub(in crate::people) fn candidates(&self, text: &Name) -> Vec<usize> {
        let written = &text.whole;
        let mut people = if text.is_lossy() {
            self.by_letters_left(written)
        } else {
            let mut people: Vec<u32> = self.called(written).map(|form| form.person).collect();
            self.add_sharing(text, &mut people);
            self.add_near(written, &mut people);
            people
        };
        self.add_lossy(written, &mut people);
        people.sort_unstable();
        people.dedup();
        people.into_iter().map(|person| person as usize).collect()
    }

    /// The places of everybody one of whose forms is this text, in ascending order.
    pub(in crate::people) fn people_called<'i>(&'i self, form: &'i str) -> impl Iterator<Item = usize> {
        self.called(form).map(|form| form.person as usize)
    }

    fn called<'i>(&'i self, written: &'i str) -> impl Iterator<Item = &'i Form> {
        let first = self.forms.partition_point(|form| form.text.as_str() < written);
        self.forms.iter().skip(first).take_while(move |form| form.text == written)
    }

    /// A text that has all its words in a name is found by its rarest word; a name that has all its words in the text by its own.
    fn add_sharing(&self, text: &Name, people: &mut Vec<u32>) {
        let long = text.loose().parts.iter().filter(|word| word.len() > 1);
        let keys: Vec<u32> = long.map(|word| hash(0, word.as_bytes())).collect();
        let rarest = keys.iter().copied().min_by_key(|key| self.words.count(*key));
        people.extend(rarest.into_iter().flat_map(|key| self.words.values(key)));
        people.extend(keys.into_iter().flat_map(|key| self.rarest.values(key)));
    }

    fn add_near(&self, written: &str, people: &mut Vec<u32>) {
        let letters = Letters::of(written);
        for key in keys_of_text(written.as_bytes()) {
            let forms = self.pieces.values(key).filter_map(|place| self.forms.get(place as usize));
            let near = forms.filter(|form| {
                let edits = max_edits(form.text.len());
                form.text.len().abs_diff(written.len()) <= edits && form.letters.differing(letters) <= 2 * edits
            });
            people.extend(near.map(|form| form.person));
        }
    }

    /// Forms in which the letters that are left of the text stand, and that begin as it does.
    fn by_letters_left(&self, written: &str) -> Vec<u32> {
        let beginning = written.split(LOST).next().unwrap_or_default();
        let letters = Letters::of(written);
        let first = self.forms.partition_point(|form| form.text.as_str() < beginning);
        let forms = self.forms.iter().skip(first).take_while(|form| form.text.starts_with(beginning));
        forms.filter(|form| letters.are_within(form.letters)).map(|form| form.person).collect()
    }

    fn add_lossy(&self, written: &str, people: &mut Vec<u32>) {
        let letters = Letters::of(written);
        let forms = self.lossy.iter().filter_map(|place| self.forms.get(*place as usize));
        people.extend(forms.filter(|form| form.letters.are_within(letters)).map(|form| form.person));
    }
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

impl HashTable {
    /// How many bits of a hash say where to look.
    const BITS: u32 = 16;

    fn new(pairs: Vec<(u32, u32)>) -> HashTable {
        let mut entries: Vec<u64> = pairs.into_iter().map(|(key, value)| u64::from(key) << 32 | u64::from(value)).collect();
        entries.sort_unstable();
        entries.dedup();
        let start = |beginning: u64| entries.partition_point(|entry| entry >> (64 - HashTable::BITS) < beginning);
        let starts = (0..=1_u64 << HashTable::BITS).map(|at| u32::try_from(start(at)).unwrap_or(u32::MAX)).collect();
        HashTable { entries, starts }
    }

    fn found(&self, key: u32) -> &[u64] {
        let beginning = (key >> (32 - HashTable::BITS)) as usize;
        let bound = |at: usize| self.starts.get(at).map_or(0, |start| *start as usize);
        let near = self.entries.get(bound(beginning)..bound(beginning + 1)).unwrap_or_default();
        let first = near.partition_point(|entry| entry >> 32 < u64::from(key));
        let found = near.get(first..).unwrap_or_default();
        let length = found.iter().take_while(|entry| **entry >> 32 == u64::from(key)).count();
        found.get(..length).unwrap_or_default()
    }

    fn count(&self, key: u32) -> usize {
        self.found(key).len()
    }

    fn values(&self, key: u32) -> impl Iterator<Item = u32> {
        self.found(key).iter().filter_map(|entry| u32::try_from(entry & u64::from(u32::MAX)).ok())
    }
}

/// A form with room for `k` edits is cut into `k` pieces. An edit lies in one piece, or is two letters turned round at a cut, which
/// leaves one edit on either side: so some piece has at most one edit, and shares a text that lacks at most one of its letters.
/// The same holds for the beginning of a longer form. O(pieces · length²) for at most [`LONGEST`] letters.
fn keys_of_form(form: &str) -> Vec<u32> {
    let form = form.as_bytes();
    let pieces = max_edits(form.len());
    let mut keys = Vec::new();
    for at in 0..pieces {
        let (start, end) = cut(form.len(), pieces, at);
        add_keys(pieces, at, form.get(start..end).unwrap_or_default(), &mut keys);
    }
    keys
}

/// The keys of every piece that a form near to the text could have, wherever it may stand in the text.
fn keys_of_text(text: &[u8]) -> Vec<u32> {
    let mut windows: Vec<(usize, usize, usize, usize)> = Vec::new();
    for form in text.len().saturating_sub(MOST_EDITS)..=text.len() + MOST_EDITS {
        let pieces = max_edits(form);
        if form.abs_diff(text.len()) > pieces {
            continue;
        }
        for at in 0..pieces {
            let (start, end) = cut(form, pieces, at);
            let is_last = at + 1 == pieces && form <= LONGEST;
            for length in (end - start).saturating_sub(1)..=end - start + 1 {
                let starts = match at {
                    0 => 0..=0,
                    _ if is_last => text.len().saturating_sub(length)..=text.len().saturating_sub(length),
                    _ => start.saturating_sub(pieces)..=start + pieces,
                };
                windows.extend(starts.map(|start| (pieces, at, start, start + length)));
            }
        }
    }
    windows.sort_unstable();
    windows.dedup();
    let mut keys = Vec::new();
    for (pieces, at, start, end) in windows {
        text.get(start..end).into_iter().for_each(|window| add_keys(pieces, at, window, &mut keys));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Where a piece of a text of this length begins and ends.
fn cut(length: usize, pieces: usize, at: usize) -> (usize, usize) {
    let length = length.min(LONGEST);
    (length * at / pieces, length * (at + 1) / pieces)
}

/// The keys of a piece: of itself, and of it without any one letter.
fn add_keys(pieces: usize, at: usize, piece: &[u8], keys: &mut Vec<u32>) {
    let kind = u8::try_from(1 + pieces * MOST_EDITS + at).unwrap_or(u8::MAX);
    keys.push(hash(kind, piece));
    let mut shorter = Vec::with_capacity(piece.len());
    for left_out in 0..piece.len() {
        shorter.clear();
        shorter.extend(piece.iter().enumerate().filter(|(place, _)| *place != left_out).map(|(_, byte)| *byte));
        keys.push(hash(kind, &shorter));
    }
}

/// FNV-1a of a text of one kind, folded to 32 bits. Two texts of one hash cost a comparison and no more.
fn hash(kind: u8, text: &[u8]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in std::iter::once(&kind).chain(text) {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    u32::try_from((hash ^ hash >> 32) & u64::from(u32::MAX)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::Fit;
    use super::*;

    const FIRST: [&str; 12] =
        ["Anna", "Mohamed", "Siân", "Jo", "Elizabeth-Anne", "Ng?c", "A.", "Suparman", "Maximiliane", "Bob", "Robert", "Li"];
    const LAST: [&str; 14] = [
        "Birch",
        "Jones",
        "van der Meer",
        "O’Hanlon",
        "Kovalchuk",
        "Größmann-Pike",
        "Wi_niewski",
        "Li",
        "Featherstonehaugh",
        "Hill",
        "binti Zul",
        "Stone",
        "Ramasubramanian",
        "Oldfield",
    ];

    /// A number that looks random, the same on every run.
    fn next(state: &mut u64, below: usize) -> usize {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(*state >> 33).unwrap() % below
    }

    /// A name of some register, whole, in part or with up to four edits.
    fn mention(state: &mut u64) -> String {
        let mut words = vec![FIRST[next(state, FIRST.len())], LAST[next(state, LAST.len())]];
        match next(state, 6) {
            0 => words.reverse(),
            1 => words.push(LAST[next(state, LAST.len())]),
            2 => drop(words.remove(0)),
            _ => {}
        }
        let mut text: Vec<char> = words.join(" ").chars().collect();
        for _ in 0..next(state, 5) {
            let at = next(state, text.len());
            match next(state, 5) {
                0 if text.len() > 1 => drop(text.remove(at)),
                1 => text.insert(at, 'e'),
                2 if at + 1 < text.len() => text.swap(at, at + 1),
                3 if next(state, 3) == 0 => text[at] = '?',
                _ => text[at] = 'a',
            }
        }
        text.into_iter().collect()
    }

    #[test]
    fn the_index_finds_everybody_whom_a_look_at_all_finds() {
        let names: Vec<Name> =
            FIRST.iter().flat_map(|first| LAST.iter().map(move |last| Name::of(&format!("{first} {last}")))).collect();
        let index = NameIndex::new(names.iter());
        let (mut state, mut found) = (7, [0_usize; 6]);
        for _ in 0..10_000 {
            let written = mention(&mut state);
            let text = Name::of(&written);
            let candidates = index.candidates(&text);
            for (place, name) in names.iter().enumerate() {
                let Some(fit) = name.fit(&text) else { continue };
                found[fit as usize] += 1;
                assert!(candidates.contains(&place), "{written:?} fits {name:?} ({fit:?})");
            }
        }
        let [whole, turned, surname, part, near, lost] = found;
        assert!([whole, turned, surname, part, near, lost].iter().all(|times| *times > 100), "{found:?}");
        assert_eq!(Fit::Lost as usize, 5);
    }

    #[test]
    fn a_stranger_is_compared_with_hardly_anybody() {
        let names: Vec<Name> = (0..2000_usize)
            .map(|n| {
                let mut state = u64::try_from(n).unwrap();
                let mut word = |length: usize| -> String {
                    (0..length).map(|_| char::from(b'a' + u8::try_from(next(&mut state, 26)).unwrap())).collect()
                };
                Name::of(&format!("{} {}", word(6), word(8)))
            })
            .collect();
        let index = NameIndex::new(names.iter());
        for text in ["Zebedee Quill", "Anna Maria Birch-Featherstonehaugh", "Kovalchuk"] {
            assert!(index.candidates(&Name::of(text)).len() < 20, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_form_is_found_from_everything_within_its_edits(form in "[a-c]{5,22}", text in "[a-c]{2,25}", edits in 0_usize..4, seed in 0_u64..1000) {
            let mut state = seed;
            let mut edited: Vec<char> = form.chars().collect();
            for _ in 0..edits.min(max_edits(form.len())) {
                let at = next(&mut state, edited.len());
                match next(&mut state, 4) {
                    0 => drop(edited.remove(at)),
                    1 => edited.insert(at, 'd'),
                    2 if at + 1 < edited.len() => edited.swap(at, at + 1),
                    _ => edited[at] = 'b',
                }
            }
            let edited: String = edited.into_iter().collect();
            for text in [edited, text] {
                if strsim::damerau_levenshtein(&form, &text) <= max_edits(form.len()) {
                    let keys = keys_of_text(text.as_bytes());
                    proptest::prop_assert!(keys_of_form(&form).iter().any(|key| keys.contains(key)), "{form} / {text}");
                }
            }
        }
    }

    #[test]
    fn a_long_name_is_found_wherever_it_is_misspelt() {
        let long =
            |length: usize| (0..length).map(|at| char::from(b'a' + u8::try_from(at * at % 23).unwrap())).collect::<String>();
        for length in [LONGEST - 1, LONGEST, LONGEST + 1, LONGEST + 4, 10_000] {
            let name = long(length);
            let index = NameIndex::new([Name::of(&name)].iter());
            for at in [0, 1, 20, 21, 22, 42, 43, 60, length - 1] {
                let mut inserted = name.clone();
                inserted.insert_str(at, "xyz");
                let mut left_out = name.clone();
                left_out.remove(at);
                for written in [inserted, left_out] {
                    assert_eq!(index.candidates(&Name::of(&written)), [0], "{length} letters, misspelt at {at}");
                }
            }
        }
    }
}
