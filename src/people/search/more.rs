//! What no list of texts finds: a name with another word or cell in its middle, a name with an initial, a name in a script that is written
//! without blanks, and addresses of which only keyed hashes are known.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, BuildError};

use super::fold::Folded;
use super::initialled::{Initialled, InitialledNames, Words};
use super::{Hit, Whose};
use crate::domain::contact::Email;
use crate::domain::id::PersonId;
use crate::people::common_words::is_common;
use crate::people::titles::{is_form_of_address, is_title};

/// What a name with an initial is called.
pub(crate) const INITIALLED: &str = "name with an initial";

/// Whose an address is, if it is anybody's who is known by its hash alone.
pub(crate) type WhoseAddress = Box<dyn Fn(&Email) -> Option<PersonId> + Send + Sync>;

/// See the head of this file.
#[derive(Default)]
pub(crate) struct More {
    /// By the first word of a name, its last word; both orders.
    ends: BTreeMap<String, Vec<(String, PersonId)>>,
    initialled: InitialledNames,
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
        let initialled = InitialledNames::default();
        Ok(More { ends: by_word, initialled, unspaced: (!unspaced.is_empty()).then_some((search, of)), address })
    }

    /// Seeks these names with initials, too: by the surname, and by the first name; not the forms that mean nobody.
    pub(crate) fn and_initialled(self, by_last: Vec<Initialled>, by_first: Vec<Initialled>, allowed: &BTreeSet<String>) -> More {
        More { initialled: InitialledNames::new(by_last, by_first, allowed), ..self }
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
        if self.ends.is_empty() && self.initialled.is_empty() {
            return Vec::new();
        }
        let words = Words::of(folded);
        let mut hits = Vec::new();
        for at in 0..words.len() {
            let ends = words.get(at).and_then(|word| self.ends.get(word));
            let whole = ends.and_then(|ends| parted(at, &words, ends, folded)).map(|of| (of, "name"));
            let found = whole.or_else(|| Some((self.initialled.at(at, &words)?, INITIALLED)));
            let line = words.place(at).map(|place| folded.line(place.start));
            hits.extend(found.map(|(of, what)| Hit { line, of: Whose::Person(of), what }));
        }
        hits
    }
}

/// How many words a cell between a first name and a surname may have.
const WIDEST_CELL: usize = 6;

/// Whose name begins with a word and ends, after something in its middle, with another. Of a name of which both are words of the language
/// only an initial or a form of address may be between: `Mark J. Green`, and not `May Day Ward`.
fn parted(at: usize, words: &Words<'_>, ends: &[(String, PersonId)], folded: &Folded) -> Option<PersonId> {
    let one = words.get(at)?;
    let of = |other: usize| {
        let other = words.get(other)?;
        let (_, of) = ends.iter().find(|(end, _)| end == other)?;
        Some((*of, is_common(one) && is_common(other)))
    };
    let initials = words.initials(at + 1).len();
    let other = at + 1 + initials.max(1);
    if let Some((of, is_common)) = of(other).filter(|_| words.is_capital(at) && words.is_capital(other)) {
        let middle = words.get(at + 1)?;
        let is_one_name = (at..other).all(|word| words.are_one(word) && words.is_capital(word)) && (initials > 0 || !is_common);
        if is_form_of_address(middle) || is_title(middle) && !is_common || is_one_name {
            return Some(of);
        }
    }
    let place = words.place(at).filter(|place| folded.is_cell(place) && !folded.is_heading(place.start))?;
    let line = folded.line(place.start);
    let ends_there = |word: &usize| words.place(*word).is_none_or(|place| folded.ends_cell(place.end));
    let end = (at + 1..at + 1 + WIDEST_CELL).find(ends_there)?;
    let other = words.place(end + 1).filter(|other| folded.is_cell(other) && folded.line(other.start) == line)?;
    of(end + 1).filter(|(_, is_common)| !is_common && !folded.is_heading(other.start)).map(|(of, _)| of)
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
        let name = Initialled { of, first: "ali".into(), middle: Vec::new(), last: "khan".into() };
        let more = more.and_initialled(vec![name.clone()], vec![name], &BTreeSet::from(["a b khan".to_owned()]));
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
            "Ali J. H. Khan",
            "A. H. Khan",
            "Khan A H",
            "Dear A. Khan",
            "Ask Ali K. She knows",
            "Present: Khan B A, Ali K",
            "Professor A. Khan",
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
            "Sara A. Khan",
            "S. A. Khan",
            "Ali K. Hashim",
            "A. B. Khan",
            "Khan, B A",
            "Ali,Meetings,Khan\n1,2,3\n",
            "Khan A thing",
        ] {
            assert_eq!(found(text), 0, "{text}");
        }
    }
}
