//! For how many pairs somebody has room, in figures or in a word: `2`, `two`, `2 mentees`, `up to 3`.

use super::polarity::{self, is_one_of};
use crate::domain::person::MOST_PAIRS;
use crate::domain::spelling;

const WORDS: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// Words that begin an answer for no pair at all.
const NONE: &str = "none|no|nil|zero|nobody|not|never|n|cannot|cant|unable|nought|naught";
/// Words that may go on with such an answer: `None at present`, `not this year, sorry`.
const BESIDE_NONE: &str = "at|present|the|moment|this|time|year|years|round|cohort|now|currently|right|sorry|thanks|thank|you|please|\
    unfortunately|available|capacity|mentees|mentors|mentee|mentor|people|places|space|any|anybody|anyone|more|i|im|am|afraid|can|\
    take|have|for|just|yet|today|term|of|them|on|leave|in|autumn|spring|summer|winter|as|it|stands|possible|free|able|to|a|an|\
    nobody|none";
/// Words that leave a number open, or bind it to a condition.
const OPENS: &str = "fewer|less|under|below|over|above|more|least|minimum|if|unless|but|maybe|perhaps|possibly|probably|depends|\
    depending|until|till|except|provided|subject|tbc|about|approx|approximately|around|circa|ideally|or";

/// Reads a number of pairs, from 0 to [`MOST_PAIRS`]; none where the cell holds no such number, or several different ones.
pub(crate) fn read(cell: &str) -> Option<u32> {
    let cell = cell.trim();
    let cell = cell.strip_suffix(".0").or_else(|| cell.strip_suffix(",0")).unwrap_or(cell);
    let key = spelling::key(cell).replace("no one", "nobody");
    if key != "n a" && says_none(&key) {
        return Some(0);
    }
    // `No more than 2` has an end, `more than 2` has none.
    let key = ["no more than", "not more than", "not over", "no more"].iter().fold(key, |key, words| key.replace(words, ""));
    let mut numbers = key.split(' ').filter_map(number);
    let first = numbers.next()?;
    let certain = numbers.all(|other| other == first) && first <= MOST_PAIRS && !cell.starts_with('-');
    (certain && (first == 0 || !is_bound(&key)) && !is_open(cell)).then_some(first)
}

/// Whether a key says that there is room for nobody, and nothing else: `No preference` and `Not sure` do not.
fn says_none(key: &str) -> bool {
    let mut words = key.split(' ');
    words.next().is_some_and(|first| is_one_of(NONE, first)) && words.all(|word| is_one_of(BESIDE_NONE, word))
}

/// Whether a number is turned round, bound to a condition, or counts something else: `not 2`, `Two, if in Leeds`, `2nd choice: 1`.
fn is_bound(key: &str) -> bool {
    let is_ordinal = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with(['t', 'd', 'h']);
    key.split(' ').any(|word| is_one_of(OPENS, word) || polarity::negates(word) || is_ordinal(word))
}

/// Whether a number is a part of one, or has no end: `2.5`, `½`, `2+`, `at least 2`.
fn is_open(cell: &str) -> bool {
    let small = cell.to_lowercase();
    let part = small.char_indices().any(|(at, c)| {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        matches!(c, '.' | ',')
            && digit(small.get(..at).and_then(|before| before.chars().next_back()))
            && digit(small.get(at + 1..).and_then(|after| after.chars().next()))
    });
    part || small.contains(['+', '½', '¼', '¾']) || ["at least", "or more", "minimum"].iter().any(|words| small.contains(words))
}

fn number(word: &str) -> Option<u32> {
    let spelt = WORDS.iter().zip(1..).find(|(known, _)| **known == word).map(|(_, number)| number);
    let pair = matches!(word, "couple" | "pair").then_some(2);
    spelt.or(pair).or_else(|| word.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_in_figures_and_in_words() {
        let cells = [
            ("2", 2),
            (" two ", 2),
            ("2 mentees", 2),
            ("up to 3", 3),
            ("Two (2)", 2),
            ("9", 9),
            ("1", 1),
            ("2.0", 2),
            ("A couple", 2),
            ("No more than 2", 2),
            ("0", 0),
            ("0 (on leave)", 0),
            ("1 only", 1),
            ("One - no more", 1),
            ("not more than 3 mentees", 3),
            ("max 2", 2),
        ];
        for (cell, number) in cells {
            assert_eq!(read(cell), Some(number), "{cell:?}");
        }
        let none = "None|no|nil|N|None at present|none at the moment|NONE AT PRESENT.|None this time, sorry|not this year|No one|Nobody now|\
            no one at present|Zero|None currently available|Not at present|Cannot take any mentees this year|no capacity";
        for cell in none.split('|') {
            assert_eq!(read(cell), Some(0), "{cell:?}");
        }
        let open = "|several|10|ten|1 or 2|2.5|-2|4294967297|2+|½|at least 2|3½|fewer than 3|more than 2|less than 2|over 2|2nd choice: 1|\
            Two, if both are in Leeds|maybe 2|not 2|1 (perhaps 2)|No preference|Not sure|n/a|no limit|about 2|2 unless I move";
        for cell in open.split('|') {
            assert_eq!(read(cell), None, "{cell:?}");
        }
    }
}
