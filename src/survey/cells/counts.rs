//! For how many pairs somebody has room, in figures or in a word: `2`, `two`, `2 mentees`, `up to 3`.

use crate::domain::person::MOST_PAIRS;
use crate::domain::spelling;

const WORDS: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// Reads a number of pairs, from 1 to [`MOST_PAIRS`]; none where the cell holds no such number, or several different ones.
pub(crate) fn read(cell: &str) -> Option<u32> {
    let key = spelling::key(cell);
    let mut numbers = key.split(' ').filter_map(number);
    let first = numbers.next()?;
    let certain = numbers.all(|other| other == first) && (1..=MOST_PAIRS).contains(&first) && !cell.trim_start().starts_with('-');
    certain.then_some(first)
}

fn number(word: &str) -> Option<u32> {
    let spelt = WORDS.iter().zip(1..).find(|(known, _)| **known == word).map(|(_, number)| number);
    spelt.or_else(|| word.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_in_figures_and_in_words() {
        let cells = [("2", 2), (" two ", 2), ("2 mentees", 2), ("up to 3", 3), ("Two (2)", 2), ("9", 9), ("1", 1)];
        for (cell, number) in cells {
            assert_eq!(read(cell), Some(number), "{cell:?}");
        }
        for cell in ["", "several", "0", "10", "1 or 2", "2.5", "-2", "4294967297"] {
            assert_eq!(read(cell), None, "{cell:?}");
        }
    }
}
