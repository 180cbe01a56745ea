//! The text of a PDF: its pages, the texts of its other objects, the files attached to it, and whatever its streams inflate to, which
//! earlier versions of a page are that are still in the file.
//!
//! A picture, or a page of which no letter can be read (a font without a table of its letters), makes the file one that cannot be
//! looked into.

use std::io::Read;

use flate2::read::ZlibDecoder;
use lopdf::{Dictionary, Document, LoadOptions, Object};

use super::{DAMAGED, ENCRYPTED, Inside, Piece, TOO_MUCH, Unreadable};

/// A PDF that is longer is not looked into.
const LONGEST: usize = 32 << 20;

/// What one of its streams may inflate to.
const MOST_INFLATED: usize = 16 << 20;

/// What the library writes for letters that it cannot tell.
const UNTOLD: [&str; 2] = ["Identity-H Unimplemented", "\u{fffd}"];

pub(super) const NO_TEXT: Unreadable = "a page is a picture, or its font does not say which letters it draws";

pub(super) fn document(inside: &mut Inside<'_>, bytes: &[u8], depth: u8) {
    if bytes.len() > LONGEST {
        return inside.cannot(TOO_MUCH);
    }
    inflated(inside, bytes);
    let bounded = LoadOptions { max_decompressed_size: Some(MOST_INFLATED), ..LoadOptions::default() };
    let Ok(document) = Document::load_mem_with_options(bytes, bounded) else { return inside.cannot(DAMAGED) };
    // What the library could decipher without a password is looked at all the same.
    if document.trailer.has(b"Encrypt") || document.was_encrypted() {
        inside.cannot(ENCRYPTED);
    }
    for (number, page) in document.get_pages() {
        let read = document.extract_text_with_limit(&[number], MOST_INFLATED);
        let text = read.as_deref().unwrap_or_default();
        inside.part(text.as_bytes(), depth + 1);
        // A word may be drawn in pieces, each of which ends with a line.
        (inside.visit)(Piece::Text(text.replace(['\n', '\r'], "").as_bytes()));
        let content = document.get_page_content_with_limit(page, MOST_INFLATED).unwrap_or_default();
        let is_drawn = content.iter().any(|byte| !byte.is_ascii_whitespace());
        let is_told = read.is_ok() && !text.trim().is_empty() && !UNTOLD.iter().any(|untold| text.contains(untold));
        if is_drawn && !is_told {
            inside.cannot(NO_TEXT);
        }
    }
    for object in document.objects.values() {
        of_object(inside, object, depth);
    }
}

/// What every stream inflates to, whether anything in the file leads to it or not.
fn inflated(inside: &mut Inside<'_>, bytes: &[u8]) {
    const BEGIN: &[u8] = b"stream";
    let begins = bytes.windows(BEGIN.len()).enumerate().filter(|(_, word)| *word == BEGIN);
    for (at, _) in begins {
        let rest = bytes.get(at + BEGIN.len()..).unwrap_or_default();
        let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        let Some(stream) = rest.strip_prefix(b"\n").filter(|stream| stream.first().is_some_and(|byte| byte & 15 == 8)) else {
            continue;
        };
        let mut plain = Vec::new();
        // A stream that breaks off is shown as far as it goes.
        let _ = ZlibDecoder::new(stream).take(MOST_INFLATED as u64).read_to_end(&mut plain);
        if !plain.is_empty() && inside.take(plain.len() as u64) {
            (inside.visit)(Piece::Text(&plain));
        }
    }
}

/// Whether a font draws letters by numbers of its own and does not say which letters they are.
fn is_untold_font(dictionary: &Dictionary) -> bool {
    let is = |key: &[u8], names: &[&[u8]]| dictionary.get(key).and_then(Object::as_name).is_ok_and(|name| names.contains(&name));
    is(b"Type", &[b"Font"]) && is(b"Subtype", &[b"Type0", b"Type3"]) && !dictionary.has(b"ToUnicode")
}

/// Titles, authors, notes, links, fields of forms; and files within the file.
fn of_object(inside: &mut Inside<'_>, object: &Object, depth: u8) {
    match object {
        Object::String(..) => {
            if let Ok(text) = lopdf::decode_text_string(object) {
                (inside.visit)(Piece::Text(text.as_bytes()));
            }
        }
        Object::Array(objects) if depth < super::DEEPEST => {
            for object in objects {
                of_object(inside, object, depth + 1);
            }
        }
        Object::Dictionary(dictionary) if depth < super::DEEPEST => {
            if is_untold_font(dictionary) {
                inside.cannot(NO_TEXT);
            }
            for (_, object) in dictionary {
                of_object(inside, object, depth + 1);
            }
        }
        Object::Stream(stream) => {
            let kind = |name: &[u8]| stream.dict.get(b"Type").and_then(Object::as_name).is_ok_and(|kind| kind == name);
            if stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image") {
                inside.cannot(NO_TEXT);
            }
            if kind(b"EmbeddedFile") || kind(b"Metadata") {
                let content = stream.decompressed_content_with_limit(MOST_INFLATED).unwrap_or_else(|_| stream.content.clone());
                inside.part(&content, depth + 1);
            }
        }
        _ => {}
    }
}
