//! For how many pairs somebody has room, in figures or in a word: `2`, `two`, `2 mentees`, `up to 3`.

use crate::domain::person::MOST_PAIRS;
use crate::domain::spelling;

const WORDS: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// Words for no pair at all.
const NONE: [&str; 6] = ["none", "no", "nil", "zero", "nobody", "not any"];

/// Reads a number of pairs, from 0 to [`MOST_PAIRS`]; none where the cell holds no such number, or several different ones.
pub(crate) fn read(cell: &str) -> Option<u32> {
    let cell = cell.trim();
    let cell = cell.strip_suffix(".0").or_else(|| cell.strip_suffix(",0")).unwrap_or(cell);
    let key = spelling::key(cell);
    if NONE.contains(&key.as_str()) {
        return Some(0);
    }
    let mut numbers = key.split(' ').filter_map(number);
    let first = numbers.next()?;
    let certain = numbers.all(|other| other == first) && first <= MOST_PAIRS && !cell.starts_with('-');
    (certain && !is_open(cell)).then_some(first)
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
            ("None", 0),
            ("no", 0),
        ];
        for (cell, number) in cells {
            assert_eq!(read(cell), Some(number), "{cell:?}");
        }
        for cell in ["", "several", "10", "ten", "1 or 2", "2.5", "-2", "4294967297", "2+", "½", "at least 2", "3½"] {
            assert_eq!(read(cell), None, "{cell:?}");
        }
    }
}
