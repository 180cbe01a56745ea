//! A text of any encoding as words of plain lower-case letters and digits, parted by one blank, with the line of each place.

use std::ops::Range;

use crate::domain::text;

/// A folded text.
pub(super) struct Folded {
    /// ASCII where the script can be spelt so; words parted by one blank.
    pub text: String,
    /// The place in `text` at which each line begins, the first excepted.
    lines: Vec<usize>,
}

impl Folded {
    /// The line (from 1) of a place in the text.
    pub(super) fn line(&self, at: usize) -> u32 {
        u32::try_from(self.lines.partition_point(|begin| *begin <= at)).unwrap_or(u32::MAX).saturating_add(1)
    }
}

/// Folds a text. O(bytes).
///
/// Bytes that are not UTF-8 are read as Latin-1, and NULs and invisible characters are skipped, so that a name is also found
/// in a file that a spreadsheet saved as Windows-1252 or UTF-16.
pub(super) fn fold(bytes: &[u8]) -> Folded {
    let mut folded = Folded { text: String::with_capacity(bytes.len()), lines: Vec::new() };
    for chunk in bytes.utf8_chunks() {
        chunk.valid().chars().for_each(|c| push(&mut folded, c));
        chunk.invalid().iter().for_each(|byte| push(&mut folded, char::from(*byte)));
    }
    folded
}

/// For each byte of the folded text, the bytes of the character from which it came. O(characters).
pub(super) fn origins(text: &str) -> Vec<Range<usize>> {
    let mut folded = Folded { text: String::with_capacity(text.len()), lines: Vec::new() };
    let mut origins = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        push(&mut folded, c);
        origins.resize(folded.text.len(), at..at + c.len_utf8());
    }
    origins
}

fn push(folded: &mut Folded, c: char) {
    if c.is_ascii_alphanumeric() {
        folded.text.push(c.to_ascii_lowercase());
    } else if c.is_alphanumeric() {
        match any_ascii::any_ascii_char(c) {
            "" => folded.text.extend(c.to_lowercase()),
            latin => folded.text.extend(latin.to_ascii_lowercase().chars().filter(char::is_ascii_alphanumeric)),
        }
    } else if !is_skipped(c) && !folded.text.ends_with(' ') {
        folded.text.push(' ');
    }
    if c == '\n' {
        folded.lines.push(folded.text.len());
    }
}

/// Characters inside a word that do not part it: apostrophes, combining accents, what is not seen.
pub(super) fn is_skipped(c: char) -> bool {
    matches!(c, '\0' | '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '\u{300}'..='\u{36F}') || text::is_invisible(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_fold_alike() {
        for name in ["Siân O’Brien", "SIAN_OBRIEN", "sia\u{302}n\n o'brien", "Si\u{ad}an.O\u{200b}Brien"] {
            assert_eq!(fold(name.as_bytes()).text, "sian obrien", "{name}");
        }
        assert_eq!(fold(b"Si\xe2n").text, "sian");
        let utf_16: Vec<u8> = "Anna".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(fold(&utf_16).text, "anna");
    }

    #[test]
    fn a_place_knows_its_line() {
        let folded = fold("one\n\ntwo — three\r\nfour".as_bytes());
        let line = |word: &str| folded.line(folded.text.find(word).unwrap());
        assert_eq!((line("one"), line("two"), line("three"), line("four")), (1, 3, 3, 4));
    }
}
