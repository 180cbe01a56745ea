//! Options that begin with their number in the list of options: `1. Leadership`, `2) Research`. Two forms may number one option apart.

use std::collections::{BTreeMap, BTreeSet};

use super::nothing::is_nothing;
use crate::domain::spelling;

/// An option without its number; none where it begins with none.
pub(crate) fn without_number(option: &str) -> Option<&str> {
    parted(option).map(|(_, rest)| rest)
}

fn parted(option: &str) -> Option<(u32, &str)> {
    let option = option.trim_start().trim_start_matches('(');
    let digits = option.find(|c: char| !c.is_ascii_digit()).filter(|digits| (1..=2).contains(digits))?;
    let (number, rest) = (option.get(..digits)?.parse().ok()?, option.get(digits..)?);
    let mark = rest.strip_prefix(". ").or_else(|| rest.strip_prefix(".) ")).or_else(|| rest.strip_prefix(')'));
    let rest =
        mark.or_else(|| rest.strip_prefix(" - ")).or_else(|| rest.strip_prefix(" – ")).or_else(|| rest.strip_prefix(": "))?;
    let rest = rest.trim_start();
    rest.starts_with(char::is_alphabetic).then_some((number, rest))
}

/// Whether these answers are numbered, each by a number of its own; few may be people's own words beside the options.
pub(crate) fn all(answers: &[String]) -> bool {
    let (mut by_number, mut texts): (BTreeMap<u32, String>, BTreeSet<String>) = (BTreeMap::new(), BTreeSet::new());
    let (mut options, mut others) = (0, 0);
    for answer in answers.iter().filter(|answer| !is_nothing(answer)) {
        let Some((number, rest)) = parted(answer) else {
            others += 1;
            continue;
        };
        options += 1;
        let rest = spelling::key(rest);
        if by_number.insert(number, rest.clone()).is_some_and(|known| known != rest) {
            return false;
        }
        texts.insert(rest);
    }
    by_number.len() > 1 && texts.len() == by_number.len() && others * 4 <= options
}

/// Whether people numbered their own answers by rank: nearly every cell of several answers counts from 1, and one number stands before
/// different answers.
pub(crate) fn ranked(cells: &[Vec<String>]) -> bool {
    let counts = |answers: &&Vec<String>| {
        let numbers = answers.iter().map(|answer| parted(answer).map(|(number, _)| number));
        numbers.zip(1..).all(|(number, place)| number == Some(place))
    };
    let several = || cells.iter().filter(|answers| answers.len() > 1);
    let ranked: Vec<&Vec<String>> = several().filter(counts).collect();
    let first = |answers: &&Vec<String>| answers.first().and_then(|answer| without_number(answer)).map(spelling::key);
    let firsts: BTreeSet<Option<String>> = ranked.iter().map(first).collect();
    firsts.len() > 1 && ranked.len() * 10 >= several().count() * 9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_options_are_told_from_numbers_of_something() {
        let all = |answers: &[&str]| all(&answers.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert!(all(&["1. Leadership", "2. Research", "1. Leadership", "n/a"]) && all(&["1) Leadership", "(2) Research"]));
        assert!(!all(&["1. Leadership", "Research"]) && !all(&["1. Leadership", "1. Research"]) && !all(&["1. Leadership"]));
        assert!(!all(&["3 years", "5 years"]) && !all(&["10:00", "11:30"]) && !all(&["1.5 hours", "2.5 hours"]));
        let ranked = |cells: &[&[&str]]| {
            ranked(&cells.iter().map(|cell| cell.iter().map(ToString::to_string).collect()).collect::<Vec<_>>())
        };
        assert!(ranked(&[&["1. Pay", "2. Rotas"], &["1. Rotas", "2. Exams", "3. Pay"], &["Pay"]]));
        assert!(
            !ranked(&[&["1. Pay", "2. Rotas"], &["1. Pay", "3. Exams"]])
                && !ranked(&[&["1. Pay", "2. Rotas"], &["1. Pay", "2. Rotas"]])
        );
        assert_eq!(without_number("12) Research"), Some("Research"));
    }
}
