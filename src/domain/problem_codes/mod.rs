//! Every code that a problem can carry, with what it means and what to do: what `explain-error` prints and `docs/errors.md` shows.
//!
//! A new code is a line in the file of its area. Nothing here says where a problem is found; the test `tests/suite/errors` fails on a
//! code without a line, on a line whose code nothing uses, and on a code that no test provokes.

mod answers;
mod command_line;
mod correspondence;
mod dates;
mod directory;
mod evaluation;
mod facts;
mod files;
mod meetings;
mod pairing;
mod people;
mod privacy;
mod settings;

use super::spelling;

/// One code, explained to whoever meets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ProblemCode {
    /// The stable word between the brackets of `error[…]`.
    pub code: &'static str,
    /// What is wrong, in one sentence.
    pub meaning: &'static str,
    /// What usually causes it and what to do.
    pub advice: &'static str,
}

/// Codes that are about one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CodeArea {
    /// A heading.
    pub title: &'static str,
    /// Its codes, in alphabetical order.
    pub codes: &'static [ProblemCode],
}

/// The table, from what a lead meets first to what is rare.
pub(crate) const AREAS: &[CodeArea] = &[
    command_line::AREA,
    settings::AREA,
    dates::AREA,
    files::AREA,
    answers::AREA,
    people::AREA,
    pairing::AREA,
    meetings::AREA,
    correspondence::AREA,
    evaluation::AREA,
    facts::AREA,
    directory::AREA,
    privacy::AREA,
];

const fn code(code: &'static str, meaning: &'static str, advice: &'static str) -> ProblemCode {
    ProblemCode { code, meaning, advice }
}

/// Every code, area by area.
pub(crate) fn all() -> impl Iterator<Item = &'static ProblemCode> {
    AREAS.iter().flat_map(|area| area.codes)
}

/// The line of a code. O(codes).
pub(crate) fn find(code: &str) -> Option<&'static ProblemCode> {
    all().find(|known| known.code == code)
}

/// The code that was most likely meant by a mistyped one.
pub(crate) fn nearest(code: &str) -> Option<&'static str> {
    spelling::nearest(code, all().map(|known| known.code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_each_has_one_line() {
        let mut seen = std::collections::BTreeSet::new();
        for area in AREAS {
            assert!(area.codes.is_sorted_by_key(|known| known.code), "{}", area.title);
            for known in area.codes {
                assert!(seen.insert(known.code), "{} has two lines", known.code);
            }
        }
    }

    #[test]
    fn every_line_is_made_of_whole_sentences() {
        for known in all() {
            for text in [known.meaning, known.advice] {
                let begins_well = |c: char| c.is_uppercase() || c == '`' || c == '[';
                let is_file = ["cohort.toml", "pairings.csv"].iter().any(|file| text.starts_with(file));
                assert!(text.starts_with(begins_well) || is_file, "{}: {text}", known.code);
                assert!(text.ends_with('.') && !text.contains("  "), "{}: {text}", known.code);
            }
            assert!(!known.meaning.trim_end_matches('.').contains(". "), "{}: more than one sentence", known.code);
        }
    }

    #[test]
    fn the_nearest_code_is_suggested() {
        assert_eq!(nearest("unknown-kay"), Some("unknown-key"));
        assert_eq!(nearest("zzzzzzzz"), None);
    }
}
