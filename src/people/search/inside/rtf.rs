//! Rich Text Format: the words of a document between control words, in letters of its code page or by numbers.

use encoding_rs::{Encoding, WINDOWS_1252};

use super::escapes::digits;

/// A name may be cut by formats.
pub(super) fn joined(text: &[u8]) -> Option<Vec<u8>> {
    is_rtf(text).then(|| Document::new(text).read(text, false))
}

/// Two groups may be two words.
pub(super) fn parted(text: &[u8]) -> Option<Vec<u8>> {
    is_rtf(text).then(|| Document::new(text).read(text, true))
}

/// Whether it holds a picture or something of another program's.
pub(super) fn has_objects(text: &[u8]) -> bool {
    let has = |word: &[u8]| text.windows(word.len()).any(|part| part == word);
    is_rtf(text) && (has(b"\\pict") || has(b"\\objdata"))
}

fn is_rtf(text: &[u8]) -> bool {
    text.trim_ascii_start().starts_with(b"{\\rtf")
}

/// What is read of a document.
struct Document {
    plain: String,
    page: &'static Encoding,
    /// Letters of the code page that were not yet read: a character may have two bytes.
    bytes: Vec<u8>,
    /// Halves of characters that are written in two numbers.
    halves: Vec<u16>,
    /// How many characters stand for one that is written by its number, in each open group.
    fallbacks: Vec<usize>,
    /// How many of them are still to come.
    skipped: usize,
}

/// A control word: its name, its number, and how long it is with the blank that ends it.
struct Control<'t> {
    name: &'t [u8],
    number: Option<i32>,
    length: usize,
}

impl Document {
    fn new(text: &[u8]) -> Document {
        const PAGE: &[u8] = b"\\ansicpg";
        let at = text.windows(PAGE.len()).position(|word| word == PAGE);
        let number = at.and_then(|at| control(text.get(at + 1..)?)?.number);
        let page =
            number.and_then(|number| Encoding::for_label(format!("windows-{number}").as_bytes()).or_else(|| of_script(number)));
        let (plain, page) = (String::with_capacity(text.len() / 2), page.unwrap_or(WINDOWS_1252));
        Document { plain, page, bytes: Vec::new(), halves: Vec::new(), fallbacks: vec![1], skipped: 0 }
    }

    fn read(mut self, text: &[u8], parts: bool) -> Vec<u8> {
        let mut rest = text;
        while let Some((&byte, after)) = rest.split_first() {
            rest = after;
            match byte {
                b'{' => self.fallbacks.push(self.fallbacks.last().copied().unwrap_or(1)),
                b'}' => drop(self.fallbacks.pop()),
                b'\\' => rest = self.control(after, parts),
                b'\r' | b'\n' => continue,
                _ => self.letter(byte),
            }
            if parts && matches!(byte, b'{' | b'}') {
                self.say(" ");
            }
        }
        self.say("");
        self.plain.into_bytes()
    }

    /// Reads what follows a backslash; gives what is left.
    fn control<'t>(&mut self, after: &'t [u8], parts: bool) -> &'t [u8] {
        if let Some(control) = control(after) {
            let length = control.length;
            self.word(&control, parts);
            let data = if control.name == b"bin" { control.number.and_then(|count| usize::try_from(count).ok()) } else { None };
            return after.get(length + data.unwrap_or(0)..).unwrap_or_default();
        }
        if let Some(byte) = after.strip_prefix(b"'").and_then(digits) {
            self.letter(byte);
            return after.get(3..).unwrap_or_default();
        }
        match after.first() {
            Some(letter @ (b'\\' | b'{' | b'}')) => self.letter(*letter),
            Some(b'~') => self.say(" "),
            Some(b'_') => self.say("-"),
            Some(b'\r' | b'\n') => self.say("\n"),
            // A hyphen that is not seen, or the mark of a group that older programs leave out.
            _ => {}
        }
        after.get(1..).unwrap_or_default()
    }

    fn word(&mut self, control: &Control<'_>, parts: bool) {
        let number = control.number.unwrap_or(0);
        match control.name {
            b"u" => {
                self.read_bytes();
                self.halves.push(u16::try_from(number.rem_euclid(0x10000)).unwrap_or(0));
                self.skipped = self.fallbacks.last().copied().unwrap_or(1);
            }
            b"uc" => {
                if let Some(last) = self.fallbacks.last_mut() {
                    *last = usize::try_from(number).unwrap_or(0);
                }
            }
            b"par" | b"line" | b"page" | b"sect" | b"row" | b"nestrow" => self.say("\n"),
            b"tab" | b"cell" | b"nestcell" => self.say("\t"),
            b"emspace" | b"enspace" | b"qmspace" => self.say(" "),
            b"endash" | b"emdash" => self.say("-"),
            b"lquote" | b"rquote" => self.say("’"),
            _ if parts => self.say(" "),
            _ => {}
        }
    }

    fn letter(&mut self, byte: u8) {
        if self.skipped > 0 {
            self.skipped -= 1;
        } else {
            self.read_halves();
            self.bytes.push(byte);
        }
    }

    fn say(&mut self, text: &str) {
        self.read_bytes();
        self.read_halves();
        self.plain.push_str(text);
    }

    fn read_bytes(&mut self) {
        if !self.bytes.is_empty() {
            self.plain.push_str(&self.page.decode_without_bom_handling(&self.bytes).0);
            self.bytes.clear();
        }
    }

    fn read_halves(&mut self) {
        if !self.halves.is_empty() {
            self.plain.push_str(&String::from_utf16_lossy(&self.halves));
            self.halves.clear();
        }
    }
}

/// Code pages that have other names than their number.
fn of_script(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        932 => "shift_jis",
        936 => "gb18030",
        949 => "euc-kr",
        950 => "big5",
        10_000 => "macintosh",
        65_001 => "utf-8",
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

fn control(after: &[u8]) -> Option<Control<'_>> {
    let letters = after.iter().take(32).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let name = after.get(..letters).filter(|name| !name.is_empty())?;
    let rest = after.get(letters..)?;
    let sign = usize::from(rest.first() == Some(&b'-'));
    let count = rest.get(sign..)?.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let number = rest.get(..sign + count).filter(|_| count > 0);
    let length = letters + number.map_or(0, <[u8]>::len);
    let number = number.and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
    Some(Control { name, number, length: length + usize::from(after.get(length) == Some(&b' ')) })
}
