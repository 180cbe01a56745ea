//! A text of a calendar file (RFC 5545, 3.3.11). The crate `icalendar` escapes `\ ; ,` and line feeds, but lets a bare carriage return
//! through, which some readers take for a line end: here controls of every kind and invisible characters become blanks first.

use crate::domain::text;

/// The text as one line without controls.
pub(crate) fn text(raw: &str) -> String {
    text::tidy(raw)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::escape::hostile;

    #[test]
    fn nothing_is_left_that_could_end_a_line() {
        for raw in hostile::TEXTS.into_iter().chain(["x\nEND:VEVENT\nBEGIN:VEVENT", "x\rATTENDEE:mailto:a@x.example"]) {
            let plain = text(raw);
            assert!(!plain.chars().any(|c| c.is_control() || text::is_invisible(c) || "\u{2028}\u{2029}".contains(c)), "{raw:?}");
        }
        assert_eq!(text("Half-term; a, b \\ c"), "Half-term; a, b \\ c");
    }
}
