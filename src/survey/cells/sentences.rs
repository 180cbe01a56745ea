//! Where the sentences of a heading or an answer end. One rule for all who judge sentence by sentence.

/// The parts of a text between full stops, question marks, colons, brackets, dashes and the like; a hyphen within a word parts nothing.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', '?', '!', ';', ':', '(', ')', '\n', '–', '—']).flat_map(|part| part.split(" - "))
}
