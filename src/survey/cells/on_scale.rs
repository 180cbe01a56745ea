//! What a cell answers on the scale of an evaluation.

use crate::domain::evaluation::AnswerScale;
use crate::domain::problem::{Place, Problem};
use crate::domain::{spelling, text};

/// Answers, as comparison keys, that are missing rather than wrong.
const MISSING: [&str; 11] = [
    "",
    "na",
    "n a",
    "not applicable",
    "prefer not to say",
    "prefer not to answer",
    "rather not say",
    "no answer",
    "not answered",
    "dont know",
    "do not know",
];

/// The answer in a cell: none where it is missing.
pub(in crate::survey) fn answer_on(cell: &str, scale: &AnswerScale) -> Result<Option<i64>, ()> {
    let tidy = text::tidied(cell);
    let key = spelling::key(&tidy);
    if let AnswerScale::Words(words) = scale
        && let Some(at) = words.iter().position(|word| spelling::key(word) == key)
    {
        return Ok(i64::try_from(at + 1).ok());
    }
    if MISSING.contains(&key.as_str()) {
        return Ok(None);
    }
    let (low, high) = scale.ends();
    let answer = number_in(&tidy).filter(|number| (low..=high).contains(number)).ok_or(())?;
    let words = spelling::key(tidy.trim_matches(|c: char| c.is_ascii_digit() || !c.is_alphanumeric()));
    let agrees = words.is_empty() || !matches!(scale, AnswerScale::Words(_)) || spelling::key(&scale.label(answer)) == words;
    if agrees { Ok(Some(answer)) } else { Err(()) }
}

/// The whole number that a cell is, or with which it begins or ends beside words: `4`, `4.0`, `4 - agree`, `agree (4)`.
fn number_in(cell: &str) -> Option<i64> {
    let whole = cell.strip_suffix(".0").unwrap_or(cell);
    if let Ok(number) = whole.parse() {
        return Some(number);
    }
    let is_digit = |c: char| c.is_ascii_digit();
    let parts: Vec<&str> = cell.split(|c: char| !is_digit(c)).filter(|part| !part.is_empty()).collect();
    let is_decimal = cell
        .split(|c: char| c.is_whitespace())
        .any(|word| word.starts_with(is_digit) && word.contains(['.', ',']) && word.ends_with(is_digit));
    let has_words = cell.chars().any(char::is_alphabetic);
    match parts[..] {
        [one] if has_words && !is_decimal => one.parse().ok(),
        _ => None,
    }
}

/// What is said of a cell that is no answer.
pub(in crate::survey) fn not_on_scale(place: Place, cell: &str, scale: &AnswerScale) -> Problem {
    let (low, high) = scale.ends();
    let help = match scale {
        AnswerScale::Words(words) => {
            let scale = format!("the scale is {}, or {low} to {high}", words.join(", "));
            nearest_answer(cell, words).map_or(scale.clone(), |near| format!("did you mean {near:?}? {scale}"))
        }
        AnswerScale::Numbers { .. } => format!("the scale is the whole numbers {low} to {high}"),
    };
    Problem::error("not-on-scale", "this answer is not on the scale").at(place).value(cell).help(help)
}

/// The one answer of the scale that is a few slips away from the whole phrase. A word more or less may mean the opposite, so it is no slip.
fn nearest_answer<'a>(cell: &str, words: &'a [String]) -> Option<&'a str> {
    let wanted = spelling::key(cell);
    let within = |word: &str| strsim::damerau_levenshtein(&wanted, word);
    let same_words = |word: &str| word.split(' ').count() == wanted.split(' ').count();
    let keys = words.iter().map(|word| (spelling::key(word), word.as_str()));
    let close = keys.filter(|(key, _)| same_words(key)).map(|(key, word)| (within(&key), word));
    let mut near: Vec<(usize, &str)> = close.filter(|(slips, _)| *slips <= (wanted.chars().count() / 5).max(1)).collect();
    near.sort_unstable();
    match near[..] {
        [first, second, ..] if first.0 == second.0 => None,
        _ => near.first().map(|(_, word)| *word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_its_word_or_its_number_and_nothing_else() {
        let words = AnswerScale::Words(["disagree", "neither", "agree"].map(str::to_owned).to_vec());
        let numbers = AnswerScale::Numbers { from: 1, to: 5 };
        let good = [
            ("Agree ", Some(3)),
            ("2", Some(2)),
            ("3 - agree", Some(3)),
            ("Agree (3)", Some(3)),
            ("", None),
            ("Prefer not to say", None),
        ];
        for (cell, answer) in good {
            assert_eq!(answer_on(cell, &words), Ok(answer), "{cell}");
        }
        for cell in ["agre", "4", "1 - agree", "2.5", "yes"] {
            assert_eq!(answer_on(cell, &words), Err(()), "{cell}");
        }
        for (cell, answer) in [
            ("5", Ok(Some(5))),
            ("4.0", Ok(Some(4))),
            ("6", Err(())),
            ("3.5", Err(())),
            ("-1", Err(())),
            ("n/a", Ok(None)),
            ("1 strongly disagree", Ok(Some(1))),
        ] {
            assert_eq!(answer_on(cell, &numbers), answer, "{cell}");
        }
    }

    #[test]
    fn the_answer_that_was_meant_is_the_whole_phrase_or_none() {
        let words = ["strongly disagree", "disagree", "neither", "agree", "strongly agree"].map(str::to_owned);
        let near = [
            ("Neither agree nor disagree", None),
            ("qtrongly agree", Some("strongly agree")),
            ("Agreq", Some("agree")),
            ("slightly disagree", None),
            ("somewhat agree", None),
            ("Disagreeq", Some("disagree")),
        ];
        for (cell, answer) in near {
            assert_eq!(nearest_answer(cell, &words), answer, "{cell}");
        }
    }
}
