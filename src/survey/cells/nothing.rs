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
const BEGINNINGS: [&str; 10] = [
    "no specific preference",
    "no particular preference",
    "no strong preference",
    "no preference",
    "any specialty",
    "any speciality",
    "any region",
    "any place",
    "happy with any",
    "no specific",
];

/// Words that take something out of it: `No preference but Leeds` says something.
const EXCEPTIONS: [&str; 25] = [
    "except",
    "excepting",
    "but",
    "apart",
    "besides",
    "unless",
    "however",
    "though",
    "although",
    "only",
    "bar",
    "than",
    "ideally",
    "preferably",
    "prefer",
    "preferred",
    "rather",
    "especially",
    "particularly",
    "maybe",
    "perhaps",
    "possibly",
    "like",
    "love",
    "keen",
];
/// Words before a wish that is said beside no preference, longest first where one begins another.
const LEADS: [&str; 22] = [
    "but i would prefer",
    "but would prefer",
    "i would prefer",
    "would prefer",
    "i would like",
    "would like",
    "would love",
    "but ideally",
    "but preferably",
    "although ideally",
    "though ideally",
    "but perhaps",
    "but maybe",
    "ideally",
    "preferably",
    "if possible",
    "especially",
    "particularly",
    "perhaps",
    "maybe",
    "prefer",
    "but",
];
/// Words with which what follows is no wish but its opposite, or open.
const TURNS: [&str; 12] =
    ["not", "no", "except", "excepting", "apart", "besides", "unless", "dont", "avoid", "than", "bar", "without"];

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

/// What is wished in an answer that says so beside having no preference: `Leeds` of `No preference, ideally Leeds` and of `ideally Leeds`.
/// None where it says nothing of the kind, or where what follows may be the opposite of a wish.
pub(crate) fn wish_beside(answer: &str) -> Option<&str> {
    let key = spelling::key(answer);
    let indifferent = BEGINNINGS.iter().find(|start| key.starts_with(**start));
    if key.split(' ').skip(indifferent.map_or(0, |start| start.split(' ').count())).any(|word| TURNS.contains(&word)) {
        return None;
    }
    let rest = indifferent.map_or(Some(answer), |start| after_words(answer, start))?;
    let after = indifferent.map_or(key.as_str(), |start| key.get(start.len()..).unwrap_or_default().trim_start());
    let lead = LEADS.iter().find(|lead| begins_with_words(after, lead))?;
    let wish = after_words(rest, lead)?.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end();
    (!wish.is_empty()).then_some(wish)
}

/// Whether an answer says that it has no preference and goes on with something else.
pub(crate) fn is_hedged(answer: &str) -> bool {
    let key = spelling::key(answer);
    let begins = BEGINNINGS.iter().any(|start| key.starts_with(start)) || LEADS.iter().any(|lead| begins_with_words(&key, lead));
    begins && !is_nothing(answer) && key.split(' ').any(|word| EXCEPTIONS.contains(&word))
}

/// Whether a key begins with these words and goes on with others.
fn begins_with_words(key: &str, words: &str) -> bool {
    key.strip_prefix(words).is_some_and(|rest| rest.starts_with(' '))
}

/// What stands after as many words as `words` has.
fn after_words<'a>(answer: &'a str, words: &str) -> Option<&'a str> {
    let mut rest = answer;
    for _ in 0..words.split(' ').count() {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'))).unwrap_or(rest.len());
        rest = rest.get(end..)?;
    }
    Some(rest)
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
    fn a_wish_beside_no_preference_is_a_wish() {
        for (answer, wish) in [
            ("No preference, ideally Leeds", Some("Leeds")),
            ("no preference - ideally Leeds or York", Some("Leeds or York")),
            ("No preference but would prefer Leeds", Some("Leeds")),
            ("No specific preference; preferably General Practice.", Some("General Practice.")),
            ("Ideally Leeds", Some("Leeds")),
            ("No preference but not Leeds", None),
            ("No preference except Leeds", None),
            ("No preference", None),
            ("Leeds", None),
        ] {
            assert_eq!(wish_beside(answer), wish, "{answer}");
            assert_eq!(is_nothing(answer), answer == "No preference", "{answer}");
        }
        assert!(is_hedged("No preference except Leeds") && !is_hedged("No preference") && !is_hedged("Leeds"));
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
