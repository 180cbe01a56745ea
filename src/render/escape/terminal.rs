//! Text for a terminal: nothing in it may move the cursor, colour, title, link or turn the reading direction.

use std::fmt::Write;

use crate::domain::text;

/// One line of visible text: line breaks and tabs are blanks, other controls U+FFFD, direction and hidden characters are
/// spelt out as `<U+202E>`. The joiners and variation selectors that letters need stay.
pub(crate) fn line(raw: &str) -> String {
    if raw.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return raw.to_owned();
    }
    let mut shown = String::with_capacity(raw.len());
    for c in raw.chars() {
        match c {
            '\n' | '\t' | '\u{2028}' | '\u{2029}' => shown.push(' '),
            _ => push(&mut shown, c),
        }
    }
    shown
}

/// As [`line()`], but line feeds stay: for an excerpt of a file.
pub(crate) fn lines(raw: &str) -> String {
    raw.split('\n').map(|part| line(part.strip_suffix('\r').unwrap_or(part))).collect::<Vec<_>>().join("\n")
}

fn push(shown: &mut String, c: char) {
    let joins_letters = matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}');
    if c.is_control() {
        shown.push(char::REPLACEMENT_CHARACTER);
    } else if text::is_invisible(c) && !joins_letters {
        // Writing to a string cannot fail.
        let _ = write!(shown, "<U+{:04X}>", u32::from(c));
    } else {
        shown.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::escape::hostile;

    #[test]
    fn no_control_or_direction_character_gets_through() {
        for raw in hostile::TEXTS {
            let shown = line(raw);
            assert!(!shown.chars().any(char::is_control), "{raw:?}");
            assert!(!shown.contains(['\u{202e}', '\u{2066}', '\u{200b}', '\u{2028}']), "{raw:?}");
        }
    }

    #[test]
    fn what_was_taken_away_is_seen() {
        assert_eq!(line("An\u{202e}na\u{1b}[2K"), "An<U+202E>na\u{fffd}[2K");
        assert_eq!(line("ok\r\nerror"), "ok\u{fffd} error");
        assert_eq!(lines("a\r\nb\u{7}\n"), "a\nb\u{fffd}\n");
    }

    #[test]
    fn names_of_other_scripts_stay_whole() {
        for name in ["می\u{200c}ترا", "Siân O’Brien", "李小龍", "Łukasz"] {
            assert_eq!(line(name), name);
        }
    }
}
