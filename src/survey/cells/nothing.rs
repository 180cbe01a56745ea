//! The ways in which people write that they have nothing to say.

use crate::domain::spelling;
use crate::people::mentions::names_nobody;

/// Whole answers, as comparison keys, that mean no answer or no preference.
const NOTHING: [&str; 46] = [
    "",
    "n a",
    "na",
    "none",
    "nil",
    "no",
    "nope",
    "nothing",
    "null",
    "nobody",
    "noone",
    "no one",
    "no body",
    "not applicable",
    "any",
    "anyone",
    "anybody",
    "anything",
    "anywhere",
    "any day",
    "any days",
    "all",
    "either",
    "no preference",
    "no preferences",
    "no specific preference",
    "no particular preference",
    "no strong preference",
    "prefer not to say",
    "none known",
    "none declared",
    "none at present",
    "none to declare",
    "not known",
    "not aware",
    "dont know",
    "dont mind",
    "do not mind",
    "i dont mind",
    "i do not mind",
    "open",
    "flexible",
    "not shown",
    "see above",
    "x",
    "no answer",
];

/// Short answers that begin so have no preference.
const BEGINNINGS: [&str; 7] =
    ["no preference", "any specialty", "any speciality", "any region", "any place", "happy with any", "no specific"];

/// Words that take something out of it: `No preference but Leeds` says something.
const EXCEPTIONS: [&str; 12] =
    ["except", "excepting", "but", "apart", "besides", "unless", "however", "though", "although", "only", "bar", "than"];

/// Whether the answer says nothing: `n/a`, `-`, `None that I know of`, `No preference` and their like. Where a sentence follows that is
/// not understood, such as `nothing to declare, Ken Fry is my tutor`, the answer says something.
pub(crate) fn is_nothing(answer: &str) -> bool {
    // Most answers are told apart by their length or their first letter, which is much faster than a key.
    let first = answer.bytes().find(|byte| !byte.is_ascii_whitespace());
    if answer.len() > 60
        || first.is_some_and(|byte| byte.is_ascii_alphabetic() && !b"naedifosxhp".contains(&byte.to_ascii_lowercase()))
    {
        return false;
    }
    let key = spelling::key(answer);
    let has_exception = || key.split(' ').any(|word| EXCEPTIONS.contains(&word));
    NOTHING.contains(&key.as_str())
        || BEGINNINGS.iter().any(|start| key.starts_with(start)) && !has_exception()
        || answer.contains(char::is_alphabetic) && names_nobody(answer)
}

/// Whether a cell holds what a spreadsheet shows where a formula fails, saved as text: `#REF!`, `#NAME?`.
pub(crate) fn is_spreadsheet_error(cell: &str) -> bool {
    const ERRORS: [&str; 9] = ["#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#N/A", "#SPILL!", "#CALC!"];
    cell.starts_with('#') && ERRORS.contains(&cell.trim())
}

/// Whether something stands in a cell only until it is known: `tbc`, `?`, `-`.
pub(crate) fn is_placeholder(cell: &str) -> bool {
    const UNTIL_KNOWN: [&str; 14] = [
        "tbc",
        "tba",
        "tbd",
        "to be confirmed",
        "to follow",
        "pending",
        "unknown",
        "awaiting",
        "awaited",
        "ask",
        "chase",
        "to come",
        "missing",
        "anonymous",
    ];
    let key = spelling::key(cell);
    UNTIL_KNOWN.contains(&key.as_str()) || is_nothing(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_said_in_many_ways() {
        let ways = [
            "",
            " - ",
            "n/a",
            "N/A.",
            "None",
            "nil",
            "None that I know of",
            "No preference",
            "Any",
            "don’t mind",
            "—",
            "No-one",
            "any region",
        ];
        for text in ways {
            assert!(is_nothing(text), "{text}");
        }
        for text in [
            "No conflict except Dr Hill",
            "None of them but Dr Hill",
            "None that I know of apart from Dr Hill",
            "not aware of any; my brother is Ken Fry",
            "not that I am aware, my dad is John Doe",
            "None that I know of. Ken Fry maybe",
            "nothing to declare\nKen Fry is my tutor",
            "no known conflicts (Ken Fry is my uncle)",
        ] {
            assert!(!is_nothing(text), "{text}");
        }
        assert!(is_spreadsheet_error("#REF!") && !is_spreadsheet_error("#hashtag"));
        for text in [
            "2026-10-01 10:00",
            "Noel Nunn",
            "Anya",
            "Nottingham",
            "No late meetings please",
            "Leadership",
            "Nilufar",
            "Allyship",
        ] {
            assert!(!is_nothing(text), "{text}");
        }
    }

    #[test]
    fn every_way_passes_the_quick_look() {
        let begun = BEGINNINGS.iter().map(|start| format!("{start} at all"));
        let sentences =
            ["no known conflicts", "not aware of any", "nothing to declare", "no conflicts of interest", "nobody that i know of"];
        let ways = NOTHING.iter().filter(|way| !way.is_empty()).chain(&sentences).map(ToString::to_string);
        for way in ways.chain(begun) {
            assert!(is_nothing(&way) && is_nothing(&way.to_uppercase()), "{way}");
        }
    }

    #[test]
    fn what_stands_for_something_later_is_a_placeholder() {
        assert!(["tbc", "TBC?", "-", "anonymous"].into_iter().all(is_placeholder));
        assert!(!is_placeholder("anna@x.example"));
    }
}
