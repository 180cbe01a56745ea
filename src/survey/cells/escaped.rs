//! Separators with a backslash before them, as Mailchimp writes those that belong to an answer: `Bias\, hidden, Rotas`.

/// What is written, and a character that no text has in its place.
const ESCAPED: [(&str, &str); 2] = [("\\,", "\u{e000}"), ("\\;", "\u{e001}")];

/// The cell with other characters for such separators; none where it has no such.
pub(super) fn guarded(cell: &str) -> Option<String> {
    let has_any = ESCAPED.iter().any(|(escaped, _)| cell.contains(escaped));
    has_any.then(|| ESCAPED.iter().fold(cell.to_owned(), |cell, (escaped, stand_in)| cell.replace(escaped, stand_in)))
}

/// A part of such a cell as it was meant.
pub(super) fn plain(part: String) -> String {
    ESCAPED.iter().fold(part, |part, (escaped, stand_in)| part.replace(stand_in, escaped.trim_start_matches('\\')))
}
