//! Letters that a program lost when it saved a file: a question mark, the replacement character or an underscore stands for them.

/// Stands for a letter that a program lost. A digit, because no name holds one and folding keeps it.
pub(super) const LOST: char = '0';

/// Whether a character stands for letters that were lost.
pub(super) fn is_lost(c: char) -> bool {
    matches!(c, '?' | '\u{FFFD}' | '_')
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
