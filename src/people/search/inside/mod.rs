//! What a file holds besides its own bytes: the parts of an office document or an archive, the text of a PDF, what is written in
//! base64, in hexadecimal digits or as mail programs encode it.
//!
//! Nothing here knows what is sought. All of it is bounded: a file that unpacks to too much counts as one that cannot be looked
//! into, as does a picture.

mod archive;
mod coded;
mod escapes;
mod letters;
mod lines;
mod mail;
mod markup;
mod pdf;
mod readings;
mod rtf;

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use readings::{Marks, READINGS};

/// Bytes that one file may unpack to, all its parts together.
const MOST_BYTES: u64 = 64 << 20;

/// Parts that one file may have.
const MOST_PARTS: u32 = 50_000;

/// How deep a file may stand in others: a register in an archive in a mail, in base64.
const DEEPEST: u8 = 6;

/// Why a file could not be looked into: the end of a sentence, after a colon.
pub(crate) type Unreadable = &'static str;

const TOO_MUCH: Unreadable = "it unpacks to more than 64 MB";
const TOO_DEEP: Unreadable = "files are nested in it too deeply";
const PACKED: Unreadable = "something is packed in it in a way that is not known here";
const BINARY: Unreadable = "it is neither text nor in a known format";
const DAMAGED: Unreadable = "it is damaged";
const ENCRYPTED: Unreadable = "it is protected by a password";
const OBJECTS: Unreadable = "a picture, or a part of another program, is in it";

/// How often what was read of a text is read once more: markup in a mail that is encoded.
const ONCE_MORE: u8 = 2;

/// Something inside a file.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'a> {
    /// A text, in which every datum counts.
    Text(&'a [u8]),
    /// Bytes that letters may stand for, mostly by chance: only a secret of bytes counts in them.
    Bytes(&'a [u8]),
}

/// Shows `visit` everything that stands inside the file, its own bytes excepted: each text once in every way in which it can be
/// read. O(bytes that it unpacks to).
///
/// # Errors
/// Why some of it could not be looked into; what could be was shown.
pub(super) fn look_inside(bytes: &[u8], visit: &mut dyn FnMut(Piece<'_>)) -> Result<(), Unreadable> {
    Inside::new(visit).look(bytes)
}

/// Every text that stands inside the file, one a line, as far as it could be looked into; and why not all of it could.
pub(crate) fn texts(bytes: &[u8]) -> (String, Option<Unreadable>) {
    let mut found = String::new();
    let mut keep = |piece: Piece<'_>| {
        if let Piece::Text(text) = piece {
            found.push_str(&String::from_utf8_lossy(text));
            found.push('\n');
        }
    };
    let why = look_inside(bytes, &mut keep).err();
    (found, why)
}

/// Walks through a file and what stands in it.
struct Inside<'v> {
    visit: &'v mut dyn FnMut(Piece<'_>),
    bytes_left: u64,
    parts_left: u32,
    fault: Option<Unreadable>,
    /// The hashes of what was shown.
    shown: BTreeSet<u64>,
}

impl<'v> Inside<'v> {
    fn new(visit: &'v mut dyn FnMut(Piece<'_>)) -> Inside<'v> {
        Inside { visit, bytes_left: MOST_BYTES, parts_left: MOST_PARTS, fault: None, shown: BTreeSet::new() }
    }

    fn look(mut self, bytes: &[u8]) -> Result<(), Unreadable> {
        self.of_file(bytes, 0);
        self.fault.map_or(Ok(()), Err)
    }

    /// A file within the file.
    fn part(&mut self, bytes: &[u8], depth: u8) {
        if self.take(bytes.len() as u64) {
            (self.visit)(Piece::Text(bytes));
            self.of_file(bytes, depth);
        }
    }

    fn of_file(&mut self, bytes: &[u8], depth: u8) {
        if depth > DEEPEST {
            return self.cannot(TOO_DEEP);
        }
        match Form::of(bytes) {
            Form::Zip => archive::zip(self, bytes, depth),
            Form::Gzip => archive::gzip(self, bytes, depth),
            Form::Zlib => archive::zlib(self, bytes, depth),
            Form::Pdf => pdf::document(self, bytes, depth),
            Form::Binary => self.cannot(BINARY),
            Form::Text => self.text(bytes, depth, 0),
        }
    }

    /// A text in every way in which it can be read, and what is written in it in code.
    fn text(&mut self, bytes: &[u8], depth: u8, again: u8) {
        let marks = Marks::of(bytes);
        if rtf::has_objects(bytes) {
            self.cannot(OBJECTS);
        }
        // Another way of reading may cut a file short that is whole in the text itself: the text comes first, and only there a file
        // counts as damaged.
        let whole = if again == 0 { Extent::Whole } else { Extent::MayBeCut };
        if depth < DEEPEST && marks.may_say_base64() {
            mail::labelled_base64(bytes, &mut |decoded| {
                if !decoded.is_empty() && self.is_new(true, &decoded) {
                    self.labelled(&decoded, depth + 1, whole);
                }
            });
        }
        coded::runs(bytes, &mut |decoded, extent| {
            if self.is_new(false, &decoded) {
                self.decoded(&decoded, depth + 1, extent.min(whole));
            }
        });
        for reading in READINGS.iter().filter(|reading| (reading.may_be)(&marks)) {
            let Some(read) = (reading.read)(bytes).filter(|read| self.is_new(true, read)) else { continue };
            if self.take(read.len() as u64) {
                (self.visit)(Piece::Text(&read));
                if again < ONCE_MORE {
                    self.text(&read, depth, again + 1);
                }
            }
        }
    }

    /// What a file says to be in base64. A picture in it is none of a cohort's files, and no reason to refuse the page.
    fn labelled(&mut self, bytes: &[u8], depth: u8, extent: Extent) {
        let fault = self.fault;
        self.part(bytes, depth);
        if [Some(BINARY), Some(DAMAGED)].contains(&self.fault) {
            self.fault = fault;
        }
        self.decoded(bytes, depth, extent);
    }

    /// Whether this was not shown before as a text, or as what a run of letters may stand for: the ways of reading often give the same.
    fn is_new(&mut self, is_text: bool, bytes: &[u8]) -> bool {
        let mut hasher = DefaultHasher::new();
        (is_text, bytes).hash(&mut hasher);
        self.shown.insert(hasher.finish())
    }

    /// What a run of letters may stand for. Most runs stand for nothing: only what is a file of a known format, or a text, is
    /// looked into further.
    fn decoded(&mut self, bytes: &[u8], depth: u8, extent: Extent) {
        if !self.take(bytes.len() as u64) {
            return;
        }
        (self.visit)(Piece::Bytes(bytes));
        let readable = coded::readable(bytes);
        if !readable.is_empty() && self.take(readable.len() as u64) {
            (self.visit)(Piece::Text(&readable));
        }
        let is_text = || std::str::from_utf8(bytes).is_ok() && !is_binary(bytes);
        match Form::of(bytes) {
            Form::Zip | Form::Gzip | Form::Pdf if extent == Extent::Whole => self.of_file(bytes, depth),
            // Two bytes are soon alike by chance: what does not unpack is no such thing. And a line of a longer text is the beginning of
            // a file only, which the text as a whole gives.
            Form::Zip | Form::Gzip | Form::Pdf | Form::Zlib => {
                let fault = self.fault;
                self.of_file(bytes, depth);
                if self.fault == Some(DAMAGED) {
                    self.fault = fault;
                }
            }
            Form::Binary if is_packed(bytes) => self.cannot(PACKED),
            _ if depth <= DEEPEST && is_text() => self.text(bytes, depth, 0),
            _ => {}
        }
    }

    /// Whether so many more bytes may be looked at.
    fn take(&mut self, bytes: u64) -> bool {
        let left = self.bytes_left.checked_sub(bytes).zip(self.parts_left.checked_sub(1));
        match left {
            Some((bytes, parts)) => (self.bytes_left, self.parts_left) = (bytes, parts),
            None => self.cannot(TOO_MUCH),
        }
        left.is_some()
    }

    /// The first reason counts.
    fn cannot(&mut self, why: Unreadable) {
        self.fault.get_or_insert(why);
    }
}

/// Whether all of what letters stand for is at hand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Extent {
    MayBeCut,
    Whole,
}

/// Whether bytes begin as xz, bzip2, Zstandard, 7-Zip or an older office file does.
fn is_packed(bytes: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 5] =
        [b"\xfd7zXZ\0", b"BZh91AY&SY", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf\x27\x1c", b"\xd0\xcf\x11\xe0\xa1\xb1"];
    BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning))
}

/// What kind of file it is, by its first bytes: a name can be changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Zip,
    Gzip,
    Zlib,
    Pdf,
    Text,
    Binary,
}

impl Form {
    fn of(bytes: &[u8]) -> Form {
        let head = bytes.get(..1024).unwrap_or(bytes);
        match bytes {
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Form::Zip,
            [0x1f, 0x8b, 8, ..] => Form::Gzip,
            [0x78, 0x01 | 0x9c | 0xda, ..] => Form::Zlib,
            _ if head.windows(5).any(|five| five == b"%PDF-") => Form::Pdf,
            _ if is_binary(bytes) => Form::Binary,
            _ => Form::Text,
        }
    }
}

/// Whether bytes are no text: control characters that no text has, which are not those of UTF-16.
fn is_binary(bytes: &[u8]) -> bool {
    if letters::is_wide(bytes) {
        return false;
    }
    let control = |byte: &u8| matches!(byte, 0..=8 | 14..=26 | 28..=31);
    let head = bytes.get(..1 << 20).unwrap_or(bytes);
    let controls = head.iter().filter(|byte| control(byte)).count();
    // A text may hold a stray one; what is compressed or drawn holds one in ten.
    bytes.contains(&0) || controls * 100 > head.len() || (controls > 0 && std::str::from_utf8(head).is_err())
}

#[cfg(test)]
mod tests;
