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

/// Whether a folded word stands before a name without being part of it.
pub(super) fn is_title(word: &str) -> bool {
    TITLES.contains(&word) || word == "a prof"
}
