//! Options that take one of a few words: completions offer them, and what is typed is judged by the option itself.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};

/// The two sides as options name them.
pub(super) const SIDES: [((), &str); 4] = [((), "mentors"), ((), "mentees"), ((), "juniors"), ((), "seniors")];

/// Reads a word, and offers those that are known.
#[derive(Clone)]
pub(super) struct Words<T> {
    read: fn(&str) -> Result<T, String>,
    known: Vec<&'static str>,
}

/// The words of a table, which `read` understands.
pub(super) fn of<T, K>(read: fn(&str) -> Result<T, String>, known: impl IntoIterator<Item = (K, &'static str)>) -> Words<T> {
    Words { read, known: known.into_iter().map(|(_, word)| word).collect() }
}

/// Any text; some are offered.
pub(super) fn or_own<K>(known: impl IntoIterator<Item = (K, &'static str)>) -> Words<String> {
    of(|word| Ok(word.to_owned()), known)
}

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Words<T> {
    type Value = T;

    fn parse_ref(&self, command: &clap::Command, argument: Option<&clap::Arg>, typed: &OsStr) -> Result<T, clap::Error> {
        let read = self.read;
        StringValueParser::new().try_map(move |word: String| read(&word)).parse_ref(command, argument, typed)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.known.iter().copied().map(PossibleValue::new)))
    }
}
