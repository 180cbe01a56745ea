//! What no list of texts finds: a name with another word or cell in its middle, a name with an initial, a name in a script that is written without blanks, and addresses
//! of which only keyed hashes are known.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use aho_corasick::{AhoCorasick, BuildError};

use super::fold::Folded;
use super::{Hit, Whose};
use crate::domain::contact::Email;
use crate::domain::id::PersonId;
use crate::people::titles::is_title;

/// Whose an address is, if it is anybody's who is known by its hash alone.
pub(crate) type WhoseAddress = Box<dyn Fn(&Email) -> Option<PersonId> + Send + Sync>;

/// See the head of this file.
#[derive(Default)]
pub(crate) struct More {
    /// By the first word of a name, its last word; both orders.
    ends: BTreeMap<String, Vec<(String, PersonId)>>,
    /// By the first of two words of which one is an initial, the second.
    initialled: BTreeMap<String, Vec<(String, PersonId)>>,
    unspaced: Option<(AhoCorasick, Vec<PersonId>)>,
    address: Option<WhoseAddress>,
}

impl More {
    /// Seeks these names (first word, last word) with one word in between, and these texts as they are.
    ///
    /// # Errors
    /// When there are more texts than a 32-bit automaton can hold.
    pub(crate) fn new(
        ends: impl IntoIterator<Item = (PersonId, [String; 2])>,
        unspaced: &[(PersonId, String)],
        address: Option<WhoseAddress>,
    ) -> Result<More, BuildError> {
        let mut by_word: BTreeMap<String, Vec<(String, PersonId)>> = BTreeMap::new();
        for (of, [first, last]) in ends {
            by_word.entry(last.clone()).or_default().push((first.clone(), of));
            by_word.entry(first).or_default().push((last, of));
        }
        let search = AhoCorasick::new(unspaced.iter().map(|(_, text)| text))?;
        let of = unspaced.iter().map(|(of, _)| *of).collect();
        let initialled = BTreeMap::new();
        Ok(More { ends: by_word, initialled, unspaced: (!unspaced.is_empty()).then_some((search, of)), address })
    }

    /// Seeks these two words, too, one right behind the other.
    pub(crate) fn and_initialled(self, names: impl IntoIterator<Item = (PersonId, [String; 2])>) -> More {
        let mut initialled: BTreeMap<String, Vec<(String, PersonId)>> = BTreeMap::new();
        for (of, [one, other]) in names {
            initialled.entry(one).or_default().push((other, of));
        }
        More { initialled, ..self }
    }

    /// What is found in a text and in its folded form. O(bytes + words).
    pub(super) fn hits(&self, bytes: &[u8], folded: &Folded) -> Vec<Hit> {
        let mut hits = self.in_words(folded);
        let line_of = |at: usize| {
            let lines = bytes.get(..at).unwrap_or_default().split(|byte| *byte == b'\n').count();
            Some(u32::try_from(lines).unwrap_or(u32::MAX))
        };
        if let Some((search, of)) = &self.unspaced {
            let name = |hit: aho_corasick::Match| {
                Some(Hit { line: line_of(hit.start()), of: Whose::Person(*of.get(hit.pattern().as_usize())?), what: "name" })
            };
            hits.extend(search.find_iter(bytes).filter_map(name));
        }
        if let Some(whose) = &self.address {
            let mut known = BTreeSet::new();
            let address = |(at, text): (usize, String)| {
                let of = if known.insert(text.clone()) { whose(&Email::parse(&text).ok()?) } else { None };
                of.map(|of| Hit { line: line_of(at), of: Whose::Person(of), what: "address" })
            };
            hits.extend(addresses(bytes).into_iter().filter_map(address));
        }
        hits
    }

    /// `Ali Hassan Khan` for Ali Khan, where each word begins with a capital and no cell ends between them; `Khan, Dr Ali`; cells of one row
    /// with a cell between them. `P. Iyer`.
    fn in_words(&self, folded: &Folded) -> Vec<Hit> {
        if self.ends.is_empty() {
            return Vec::new();
        }
        let text = folded.text.as_str();
        let words: Vec<Word<'_>> = text.split(' ').filter(|word| !word.is_empty()).map(|word| Word::of(word, text)).collect();
        let mut hits = Vec::new();
        for (at, one) in words.iter().enumerate() {
            let rest = words.get(at + 1..).unwrap_or_default();
            let middle = self.ends.get(one.text).and_then(|ends| parted(one, rest, ends, folded));
            let next = || Some((self.initialled.get(one.text)?, rest.first()?));
            let of = middle.or_else(|| next().and_then(|(names, next)| initialled(one, next, names, folded)));
            let hit = |of| Hit { line: Some(folded.line(one.place.start)), of: Whose::Person(of), what: "name" };
            hits.extend(of.map(hit));
        }
        hits
    }
}

/// A word of a folded text.
struct Word<'t> {
    text: &'t str,
    place: Range<usize>,
}

impl<'t> Word<'t> {
    fn of(word: &'t str, text: &'t str) -> Word<'t> {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        Word { text: word, place: start..start + word.len() }
    }
}

/// How many words a cell between a first name and a surname may have.
const WIDEST_CELL: usize = 6;

/// Whose name begins with a word and ends, after something in its middle, with another.
fn parted(one: &Word<'_>, rest: &[Word<'_>], ends: &[(String, PersonId)], folded: &Folded) -> Option<PersonId> {
    let is_capital = |word: &Word<'_>| folded.is_capitalised(word.place.clone());
    let of = |word: &Word<'_>| ends.iter().find(|(end, _)| end == word.text).map(|(_, of)| *of);
    if let [middle, other, ..] = rest
        && let Some(of) = of(other).filter(|_| is_capital(one) && is_capital(other))
    {
        let is_one_name = || !folded.ends_cell(one.place.end) && !folded.ends_cell(middle.place.end) && is_capital(middle);
        if is_title(middle.text) || is_one_name() {
            return Some(of);
        }
    }
    if !folded.is_cell(&one.place) {
        return None;
    }
    let line = folded.line(one.place.start);
    let width = rest.iter().take(WIDEST_CELL).position(|word| folded.ends_cell(word.place.end))?;
    let other = rest.get(width + 1).filter(|other| folded.is_cell(&other.place) && folded.line(other.place.start) == line)?;
    of(other)
}

/// Whose name two words are, of which one is an initial.
fn initialled(one: &Word<'_>, next: &Word<'_>, names: &[(String, PersonId)], folded: &Folded) -> Option<PersonId> {
    let (_, of) = names.iter().find(|(other, _)| other == next.text)?;
    let is_capital = |word: &Word<'_>| folded.is_capitalised(word.place.clone());
    (!folded.ends_cell(one.place.end) && is_capital(one) && is_capital(next)).then_some(*of)
}

/// Whatever looks like an address, with its place. O(bytes).
fn addresses(bytes: &[u8]) -> Vec<(usize, String)> {
    // In UTF-16 every letter has a zero beside it.
    let plain: Vec<u8>;
    let bytes = if bytes.contains(&0) {
        plain = bytes.iter().copied().filter(|byte| *byte != 0).collect();
        &plain
    } else {
        bytes
    };
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii() || b"-._+'".contains(byte);
    let mut found = Vec::new();
    for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'@') {
        let before = bytes.get(..at).unwrap_or_default().iter().rev().take(64).take_while(|byte| is_part(byte)).count();
        let after = bytes.get(at + 1..).unwrap_or_default().iter().take(255).take_while(|byte| is_part(byte)).count();
        let text = String::from_utf8_lossy(bytes.get(at - before..=at + after).unwrap_or_default()).into_owned();
        let trimmed = text.trim_matches(|c: char| ".-_'".contains(c));
        if before > 0 && after > 2 {
            found.push((at, trimmed.to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::*;

    fn found(text: &str) -> usize {
        let of: PersonId = "M01".parse().unwrap();
        let whose: WhoseAddress = Box::new(move |email| (email.reveal() == "ali.khan@x.example").then_some(of));
        let ends = [(of, ["ali".to_owned(), "khan".to_owned()])];
        let more = More::new(ends, &[(of, "李伟".to_owned())], Some(whose)).unwrap();
        let more = more.and_initialled([(of, ["a", "khan"]), (of, ["ali", "k"])].map(|(of, form)| (of, form.map(str::to_owned))));
        more.hits(text.as_bytes(), &fold(text.as_bytes())).len()
    }

    #[test]
    fn a_name_with_a_word_in_its_middle_is_found_and_a_list_is_not() {
        for text in [
            "Ali Hassan Khan",
            "KHAN, Dr Ali",
            "see Ali H. Khan.",
            "Khan, prof Ali",
            "我见李伟了",
            "<Ali.Khan@x.example>.",
            "id,first,place,last\nM03,Ali,Leeds General,Khan\n",
            "khan;M03;ali",
            "A. Khan rang",
            "for Ali K.",
        ] {
            assert_eq!(found(text), 1, "{text}");
        }
        for text in [
            "Ali told Khan",
            "Ali, Hassan, Khan",
            "ali hassan khan",
            "Ali,x\ny,Khan",
            "李 子 伟",
            "b.ali.khan@x.example",
            "a khan",
            "Tell Ali, K is missing",
            "Ali,K",
            "Ali\nK",
        ] {
            assert_eq!(found(text), 0, "{text}");
        }
    }
}
