//! A text of any encoding as words of plain lower-case letters and digits, parted by one blank, with the line of each place.

use std::ops::Range;

use crate::domain::text;

/// A folded text.
pub(super) struct Folded {
    /// ASCII where the script can be spelt so; words parted by one blank.
    pub text: String,
    /// The place in `text` at which each line begins, the first excepted.
    lines: Vec<usize>,
    /// Where words begin that are not written small.
    capitals: Vec<usize>,
    /// Where the first word of a cell of a table begins, and where the last word of one ends.
    cells: (Vec<usize>, Vec<usize>),
    cell: Cell,
    /// Where words end behind which a phrase does: before a colon, a bracket, a stop that is not one of an initial.
    phrases: Vec<usize>,
}

/// Where in a cell of a table the last character stood: between line ends, tabs, semicolons, and commas that no blank follows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    /// Before its first letter.
    Fresh,
    /// Behind a letter, with the end of the word.
    Word(usize),
    /// Behind something else.
    Other,
}

impl Folded {
    fn empty(capacity: usize) -> Folded {
        let text = String::with_capacity(capacity);
        let (cells, phrases) = ((Vec::new(), Vec::new()), Vec::new());
        Folded { text, lines: Vec::new(), capitals: Vec::new(), cells, cell: Cell::Fresh, phrases }
    }

    /// Whether every word of a part of the text begins with a capital, or in a script without.
    pub(super) fn is_capitalised(&self, part: Range<usize>) -> bool {
        let words = self.text.get(part.clone()).unwrap_or_default();
        let starts = std::iter::once(0).chain(words.match_indices(' ').map(|(at, _)| at + 1));
        starts.filter(|at| *at < words.len()).all(|at| self.capitals.binary_search(&(part.start + at)).is_ok())
    }

    /// Whether a part of the text is the whole cell of a table, or a whole line.
    pub(super) fn is_cell(&self, part: &Range<usize>) -> bool {
        self.cells.0.binary_search(&part.start).is_ok() && self.cells.1.binary_search(&part.end).is_ok()
    }

    /// Whether a place is in the first line of several, and that line has several cells: there a table has its headings.
    pub(super) fn is_heading(&self, at: usize) -> bool {
        let first = self.lines.first().copied().unwrap_or_default();
        at < first && first < self.text.len() && self.cells.0.partition_point(|cell| *cell < first) > 1
    }

    /// Whether a place is in a cell that is its whole line.
    pub(super) fn is_whole_line(&self, at: usize) -> bool {
        let line = self.lines.partition_point(|begin| *begin <= at);
        let begin = line.checked_sub(1).and_then(|line| self.lines.get(line)).copied().unwrap_or_default();
        let end = self.lines.get(line).copied().unwrap_or(self.text.len());
        let before = |place: usize| self.cells.0.partition_point(|cell| *cell < place);
        before(end) - before(begin) == 1
    }

    /// The words of the first line.
    pub(super) fn first_line(&self) -> &str {
        self.text.get(..self.lines.first().copied().unwrap_or_default()).unwrap_or_default()
    }

    /// Whether a phrase ends there.
    pub(super) fn ends_phrase(&self, end: usize) -> bool {
        self.phrases.binary_search(&end).is_ok()
    }

    /// Whether a cell ends there.
    pub(super) fn ends_cell(&self, end: usize) -> bool {
        self.cells.1.binary_search(&end).is_ok()
    }

    fn end(&mut self) {
        if let Cell::Word(end) = self.cell {
            self.cells.1.push(end);
        }
        self.cell = Cell::Fresh;
    }

    /// Keeps in mind what stands before the letter that comes next.
    fn before_letter(&mut self, c: char) {
        let at = self.text.len();
        if at == 0 || self.ends_blank() {
            if !c.is_lowercase() {
                self.capitals.push(at);
            }
            if self.cell == Cell::Fresh {
                self.cells.0.push(at);
            }
        }
    }

    /// Asked for every character: a comparison of bytes is several times as fast as one of texts.
    fn ends_blank(&self) -> bool {
        self.text.as_bytes().last() == Some(&b' ')
    }

    fn between(&mut self, c: char) {
        let end = self.text.len() - usize::from(self.ends_blank());
        let is_initial = || end == 1 || end.checked_sub(2).is_some_and(|at| self.text.as_bytes().get(at) == Some(&b' '));
        let ends = matches!(c, ':' | '!' | '?' | '(' | ')' | '[' | ']' | '|' | '/' | '–' | '—') || c == '.' && !is_initial();
        if ends && self.phrases.last() != Some(&end) {
            self.phrases.push(end);
        }
        match c {
            '\n' | '\t' | ';' | ',' => self.end(),
            // Quotes round a cell, and the other half of a line end.
            '"' | '\r' => {}
            _ => self.cell = Cell::Other,
        }
    }
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
    let mut folded = Folded::empty(bytes.len());
    for chunk in bytes.utf8_chunks() {
        chunk.valid().chars().for_each(|c| push(&mut folded, c));
        chunk.invalid().iter().for_each(|byte| push(&mut folded, char::from(*byte)));
    }
    folded.end();
    folded
}

/// For each byte of the folded text, the bytes of the character from which it came. O(characters).
pub(super) fn origins(text: &str) -> Vec<Range<usize>> {
    let mut folded = Folded::empty(text.len());
    let mut origins = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        push(&mut folded, c);
        origins.resize(folded.text.len(), at..at + c.len_utf8());
    }
    origins
}

fn push(folded: &mut Folded, c: char) {
    if c.is_ascii_alphanumeric() {
        folded.before_letter(c);
        folded.text.push(c.to_ascii_lowercase());
        folded.cell = Cell::Word(folded.text.len());
    } else if c.is_alphanumeric() {
        folded.before_letter(c);
        match any_ascii::any_ascii_char(c) {
            "" => folded.text.extend(c.to_lowercase()),
            latin => folded.text.extend(latin.to_ascii_lowercase().chars().filter(char::is_ascii_alphanumeric)),
        }
        folded.cell = Cell::Word(folded.text.len());
    } else if !is_skipped(c) {
        folded.between(c);
        if !folded.ends_blank() {
            folded.text.push(' ');
        }
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
    fn a_cell_and_a_capital_are_known() {
        let text = "name,place\n\"Price\",Leeds Price\nthe price, Price; end\tPrice\r\n";
        let folded = fold(text.as_bytes());
        let cells: Vec<bool> =
            folded.text.match_indices("price").map(|(at, word)| folded.is_cell(&(at..at + word.len()))).collect();
        assert_eq!(cells, [true, false, false, false, true]);
        let heading = |text: &str, at: usize| fold(text.as_bytes()).is_heading(at);
        assert!(heading("item,price\nroom,5\n", 5) && !heading("item,price\nroom,5\n", 11));
        assert!(!heading("price\nroom\n", 0) && !heading("anna,price\n", 5));
        let capital = |words: &str| {
            let at = folded.text.find(words).unwrap();
            folded.is_capitalised(at..at + words.len())
        };
        assert_eq!((capital("price leeds"), capital("the price"), capital("name")), (true, false, false));
    }

    #[test]
    fn a_place_knows_its_line() {
        let folded = fold("one\n\ntwo — three\r\nfour".as_bytes());
        let line = |word: &str| folded.line(folded.text.find(word).unwrap());
        assert_eq!((line("one"), line("two"), line("three"), line("four")), (1, 3, 3, 4));
    }
}
