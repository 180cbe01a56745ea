//! Letters that a program lost when it saved a file: a question mark, the replacement character or an underscore stands for them.

use crate::domain::spelling;

/// Stands for a letter that a program lost. A digit, because no name holds one and folding keeps it.
pub(super) const LOST: char = '0';

/// Whether a character stands for letters that were lost.
pub(super) fn is_lost(c: char) -> bool {
    matches!(c, '?' | '\u{FFFD}' | '_')
}

/// Whether nothing is left of a name but signs for lost letters: `??? ?????`. One to three signs alone say that somebody does not know.
pub(in crate::people) fn is_all_lost(raw: &str) -> bool {
    let lost = |c: char| matches!(c, '?' | '\u{FFFD}');
    let mut words = raw.split_whitespace().map(|word| word.trim_matches([',', '.', '-']));
    let lengths: Vec<usize> = words.clone().map(|word| word.chars().count()).collect();
    let long = lengths.len() > 1 && lengths.iter().any(|length| *length > 1) || lengths.iter().any(|length| *length > 3);
    long && words.all(|word| !word.is_empty() && word.split(['-', '\'', '’']).all(|part| part.chars().all(lost)))
}

/// A name as words of signs, to compare letter for letter with one whose letters were lost: lower case, without titles.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::people) struct NameShape {
    lengths: Vec<usize>,
    words: Vec<Vec<char>>,
}

impl NameShape {
    pub(in crate::people) fn of(raw: &str) -> NameShape {
        let plain = super::without_brackets(raw).to_lowercase();
        let words = plain.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
        let words: Vec<Vec<char>> =
            words.filter(|word| !super::is_title(&spelling::key(word))).map(|word| word.chars().collect()).collect();
        NameShape { lengths: words.iter().map(Vec::len).collect(), words }
    }

    /// The same name with its last word first.
    pub(in crate::people) fn turned(&self) -> NameShape {
        let mut words = self.words.clone();
        if let Some(last) = words.pop() {
            words.insert(0, last);
        }
        NameShape { lengths: words.iter().map(Vec::len).collect(), words }
    }

    /// The number of letters in each word.
    pub(in crate::people) fn lengths(&self) -> &[usize] {
        &self.lengths
    }

    /// Whether every sign of this name is the other's or was lost.
    pub(in crate::people) fn fits(&self, name: &NameShape) -> bool {
        let one = |(own, other): (&char, &char)| own == other || is_lost(*own) || is_lost(*other);
        let word = |(own, other): (&Vec<char>, &Vec<char>)| own.iter().zip(other).all(one);
        self.lengths == name.lengths && self.words.iter().zip(&name.words).all(word)
    }

    /// Whether it has letters that a program with few letters loses.
    pub(in crate::people) fn may_lose_letters(&self) -> bool {
        self.words.iter().flatten().any(|c| is_lost(*c) || c.is_alphabetic() && !c.is_ascii())
    }
}

/// Whether `text` is `pattern` where each lost letter stands for none, one or two letters (ß, æ).
pub(super) fn fits(pattern: &str, text: &str) -> bool {
    fn fits(pattern: &[char], text: &[char]) -> bool {
        match pattern {
            [] => text.is_empty(),
            [LOST, rest @ ..] => (0..=2.min(text.len())).any(|skip| text.get(skip..).is_some_and(|text| fits(rest, text))),
            [letter, rest @ ..] => text.split_first().is_some_and(|(first, text)| first == letter && fits(rest, text)),
        }
    }
    let lost = pattern.chars().filter(|c| *c == LOST).count();
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    (1..=8).contains(&lost) && lost * 2 <= pattern.len() && fits(&pattern, &text)
}
