//! Whether every cell of a worksheet says where it stands in a way that a workbook can: at most three letters and seven digits.
//!
//! The reader of workbooks multiplies without looking; a longer reference would land anywhere, or break it off.

use std::io::{self, Write};

/// Longer words are cut: what follows a reference that is too long does not matter.
const WORD: usize = 64;

/// Takes a part of a workbook piece by piece and keeps nothing of it.
#[derive(Default)]
pub(super) struct References {
    in_tag: bool,
    word: Vec<u8>,
    /// Whether a reference was met that no workbook can have.
    pub(super) is_broken: bool,
}

impl References {
    fn take(&mut self, byte: u8) {
        match byte {
            b'<' => self.in_tag = true,
            b'>' => {
                self.end_word();
                self.in_tag = false;
            }
            _ if !self.in_tag => {}
            byte if byte.is_ascii_whitespace() => self.end_word(),
            byte if self.word.len() < WORD => self.word.push(byte),
            _ => {}
        }
    }

    fn end_word(&mut self) {
        let value = self.word.strip_prefix(b"r=").or_else(|| self.word.strip_prefix(b"ref="));
        self.is_broken |= value.is_some_and(|value| value.split(|byte| *byte == b':').any(|cell| !is_cell(cell)));
        self.word.clear();
    }
}

impl Write for References {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for byte in bytes {
            self.take(*byte);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether it is short enough for a cell, a row or a column; what else is wrong with it the reader itself finds.
fn is_cell(cell: &[u8]) -> bool {
    let count = |is: fn(&u8) -> bool| cell.iter().filter(|byte| is(byte)).count();
    count(u8::is_ascii_alphabetic) <= 3 && count(u8::is_ascii_digit) <= 7
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_broken(pieces: &[&str]) -> bool {
        let mut references = References::default();
        for piece in pieces {
            references.write_all(piece.as_bytes()).unwrap();
        }
        references.is_broken
    }

    #[test]
    fn references_that_no_workbook_has_are_met_wherever_they_are_cut() {
        assert!(!is_broken(&[
            "<dimension ref=\"A1:XFD1048576\"/><row r=\"12\" spans='1:3'><c r=\"AB12\" t=\"s\"><v>3</v></c></row>"
        ]));
        assert!(!is_broken(&["<t>see r=\"ABCDEFGHIJ1\" and so on</t>", "<c  s=\"12345678901\"/>"]));
        for broken in ["<c r=\"ABCD1\"/>", "<c\n r='A12345678'>", "<x ref=\"A1:ABCDEFGH1\" >"] {
            assert!(is_broken(&[broken]), "{broken}");
            let (one, other) = broken.split_at(7);
            assert!(is_broken(&[one, other]), "{broken}");
        }
    }
}
