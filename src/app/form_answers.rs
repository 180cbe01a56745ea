//! Answers to a question of yes and no in a form that somebody handed over. What is neither, and what is empty, is never taken for a no.

use crate::domain::spelling;
use crate::survey;

/// What a cell says to a question of yes and no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// Yes.
    Yes,
    /// No.
    No,
    /// "Maybe", "not sure", "to be confirmed".
    Unclear,
    /// Nothing.
    Blank,
}

/// Answers that leave it open, as comparison keys.
const OPEN: [&str; 24] = [
    "maybe",
    "perhaps",
    "possibly",
    "potentially",
    "not sure",
    "unsure",
    "dont know",
    "i dont know",
    "do not know",
    "i do not know",
    "not certain",
    "uncertain",
    "i am not sure",
    "im not sure",
    "no idea",
    "cannot remember",
    "cant remember",
    "prefer not to say",
    "unknown",
    "not known",
    "not yet known",
    "to be confirmed",
    "partial",
    "other",
];

/// Words that stand only until the answer is known, whatever follows.
const UNTIL_KNOWN: [&str; 4] = ["tbc", "tba", "pending", "maybe"];

/// What a cell says; nothing where it says something that is no answer to such a question.
pub(crate) fn said(cell: &str) -> Option<Said> {
    let (cell, key) = (cell.trim(), spelling::key(cell));
    let first = key.split(' ').next().unwrap_or_default();
    match survey::yes_or_no(cell) {
        _ if cell.is_empty() => Some(Said::Blank),
        _ if OPEN.contains(&key.as_str()) || UNTIL_KNOWN.contains(&first) => Some(Said::Unclear),
        _ if key.is_empty() && cell.chars().all(|c| "?-–—.…".contains(c)) => Some(Said::Unclear),
        Some(true) => Some(Said::Yes).filter(|_| !turns(&key, &TAKEN_BACK, &[])),
        Some(false) => Some(Said::No).filter(|_| !turns(&key, &HAPPENED, &DENIES)),
        None => None,
    }
}

/// Words that take a yes back: "Yes, but it was cancelled".
const TAKEN_BACK: [&str; 8] =
    ["cancelled", "canceled", "rescheduled", "postponed", "rearranged", "moved", "missed", "unfortunately"];

/// Words that make a no at the beginning a yes: "No problems, we met".
const HAPPENED: [&str; 7] = ["yes", "met", "held", "attended", "came", "happened", "went"];

/// Words with which a no is one all the same: "No, we never met".
const DENIES: [&str; 10] = ["not", "never", "didnt", "couldnt", "havent", "hasnt", "wasnt", "nobody", "cancelled", "before"];

/// Whether an answer of several words has a word that turns it and none that denies.
fn turns(key: &str, turning: &[&str], denying: &[&str]) -> bool {
    let has = |words: &[&str]| key.split(' ').skip(1).any(|word| words.contains(&word));
    has(turning) && !has(denying)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_is_neither_yes_nor_no() {
        for (cell, is) in [
            ("Yes", Some(Said::Yes)),
            ("Yes, on Teams", Some(Said::Yes)),
            ("✓", Some(Said::Yes)),
            ("No", Some(Said::No)),
            ("No - cancelled", Some(Said::No)),
            ("☐", Some(Said::No)),
            ("", Some(Said::Blank)),
            ("Maybe", Some(Said::Unclear)),
            ("maybe next week", Some(Said::Unclear)),
            ("Not sure", Some(Said::Unclear)),
            ("TBC", Some(Said::Unclear)),
            ("-", Some(Said::Unclear)),
            ("?", Some(Said::Unclear)),
            ("Dr Hill", None),
            ("No problems, we met", None),
            ("No, we never met", Some(Said::No)),
            ("No - she came down with flu and could not", Some(Said::No)),
            ("Yes, but it was cancelled", None),
        ] {
            assert_eq!(said(cell), is, "{cell}");
        }
    }
}
