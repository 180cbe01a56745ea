//! Words that stand before a name without being part of it.

/// Words in front of a name that are no part of it.
const TITLES: [&str; 22] = [
    "dr",
    "doctor",
    "drs",
    "prof",
    "professor",
    "aprof",
    "assoc",
    "associate",
    "mr",
    "mister",
    "mrs",
    "ms",
    "miss",
    "mx",
    "sir",
    "dame",
    "lord",
    "lady",
    "rev",
    "reverend",
    "consultant",
    "the",
];

/// Titles that stand before other words than names, too: an associate dean, a consultant ward round.
const ROLES: [&str; 4] = ["assoc", "associate", "consultant", "the"];

/// Whether a folded word stands before names only.
pub(super) fn is_form_of_address(word: &str) -> bool {
    is_title(word) && !ROLES.contains(&word)
}

/// Whether a folded word stands before a name without being part of it.
pub(super) fn is_title(word: &str) -> bool {
    TITLES.contains(&word) || word == "a prof"
}
