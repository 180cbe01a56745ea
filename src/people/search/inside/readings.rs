//! The ways in which a text can be written, each with the bytes without which a text is not written so: most texts are written in one
//! way only, and are looked through once to know it.

use super::{escapes, letters, lines, mail, markup, rtf};

/// A way to read a text; nothing where the text is not written so.
pub(super) struct Reading {
    /// Whether a text may be written so.
    pub may_be: fn(&Marks<'_>) -> bool,
    /// What it says, read so.
    pub read: fn(&[u8]) -> Option<Vec<u8>>,
}

/// Every way.
pub(super) const READINGS: [Reading; 19] = [
    Reading { may_be: |marks| marks.has(b'<') || marks.has(b'&'), read: markup::without_tags },
    Reading { may_be: |marks| marks.has(b'<') || marks.has(b'&'), read: markup::tags_as_blanks },
    Reading { may_be: |marks| marks.has(b'<') && marks.has(b'&'), read: markup::attributes },
    Reading { may_be: |marks| marks.has(b'<'), read: markup::without_deletions },
    Reading { may_be: |marks| marks.has(b'*') || marks.has(b'~'), read: markup::without_emphasis },
    Reading { may_be: |marks| marks.folds, read: lines::unfolded },
    Reading { may_be: |marks| marks.hyphens, read: lines::unhyphenated },
    Reading { may_be: |marks| marks.has(b'='), read: mail::quoted_printable },
    Reading { may_be: |marks| marks.has(b'=') && marks.has(b'?'), read: mail::encoded_words },
    Reading { may_be: |marks| marks.has(b'=') && marks.has(b'*'), read: mail::continued_values },
    Reading { may_be: |marks| marks.has(b'%'), read: escapes::percent },
    Reading { may_be: |marks| marks.has(b'\\'), read: escapes::backslashes },
    Reading { may_be: |marks| marks.has(b'\\'), read: rtf::joined },
    Reading { may_be: |marks| marks.has(b'\\'), read: rtf::parted },
    Reading { may_be: |marks| marks.letters == Letters::Wide, read: letters::wide },
    Reading { may_be: |marks| marks.letters == Letters::Foreign, read: letters::of_alphabets },
    Reading { may_be: |marks| marks.letters == Letters::Foreign, read: letters::of_scripts },
    Reading { may_be: |marks| marks.letters == Letters::Foreign, read: letters::of_code_page_850 },
    // Every letter that was encoded twice begins so.
    Reading { may_be: |marks| marks.letters == Letters::Utf8 && marks.has(0xc3), read: letters::encoded_twice },
];

/// What stands in a text.
pub(super) struct Marks<'t> {
    text: &'t [u8],
    /// A line that begins with a blank.
    folds: bool,
    /// A line that ends in a hyphen.
    hyphens: bool,
    letters: Letters,
}

/// In what letters a text is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letters {
    Utf8,
    /// Of more than one byte each: every ASCII letter has zeros beside it.
    Wide,
    /// Of another encoding.
    Foreign,
}

impl Marks<'_> {
    /// O(bytes).
    pub(super) fn of(text: &[u8]) -> Marks<'_> {
        let letters = match std::str::from_utf8(text) {
            _ if text.contains(&0) => Letters::Wide,
            Ok(_) => Letters::Utf8,
            Err(_) => Letters::Foreign,
        };
        let mut marks = Marks { text, folds: false, hyphens: false, letters };
        let mut lines = text.split(|byte| *byte == b'\n').peekable();
        while let Some(line) = lines.next() {
            let Some(next) = lines.peek() else { break };
            marks.folds |= matches!(next.first(), Some(b' ' | b'\t'));
            // A soft hyphen, and the one that does not break, end in these bytes.
            let last = line.iter().rev().find(|byte| !matches!(byte, b' ' | b'\r'));
            marks.hyphens |= matches!(last, Some(b'-' | 0xad | 0x90));
        }
        marks
    }

    /// Whether the word `base64` may stand in it.
    pub(super) fn may_say_base64(&self) -> bool {
        self.has(b'6')
            && self.has(b'4')
            && (self.has(b'=') || self.has(b':') || self.has(b','))
            && (self.has(b's') || self.has(b'S'))
    }

    fn has(&self, byte: u8) -> bool {
        self.text.contains(&byte)
    }
}
