//! The parts of a zip file, which office documents are too, and what is packed by gzip or zlib. Bounded while it is read.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use flate2::read::{MultiGzDecoder, ZlibDecoder};
use zip::ZipArchive;
use zip::result::ZipError;

use super::{BINARY, DAMAGED, ENCRYPTED, Inside, Piece, TOO_MUCH};

pub(super) fn zip(inside: &mut Inside<'_>, bytes: &[u8], depth: u8) {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return inside.cannot(DAMAGED) };
    let comment = archive.comment().to_vec();
    inside.part(&comment, depth + 1);
    for number in 0..archive.len() {
        // A part can be called after somebody, also where its contents are not given without a password.
        let name = archive.name_for_index(number).and_then(Result::ok).map_or_else(String::new, Cow::into_owned);
        (inside.visit)(Piece::Text(name.as_bytes()));
        match archive.by_index(number) {
            Ok(mut part) => {
                let remark = part.comment().to_owned();
                let read = bounded(&mut part, inside.bytes_left);
                drop(part);
                (inside.visit)(Piece::Text(remark.as_bytes()));
                let fault = inside.fault;
                of_part(inside, read, depth);
                if is_added_by_programs(&name) && inside.fault == Some(BINARY) {
                    inside.fault = fault;
                }
            }
            Err(ZipError::UnsupportedArchive(why)) if why == ZipError::PASSWORD_REQUIRED => inside.cannot(ENCRYPTED),
            Err(_) => inside.cannot(DAMAGED),
        }
        if inside.bytes_left == 0 || inside.parts_left == 0 {
            return inside.cannot(TOO_MUCH);
        }
    }
}

/// What office programs put into a document without being asked: fonts, printers' settings, a small picture of the first page. It
/// is looked at like everything else, but that it is no text is no reason to refuse the document.
fn is_added_by_programs(name: &str) -> bool {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    let is_printer = name.contains("printerSettings") && end == "bin";
    is_printer || name.starts_with("Thumbnails/") || name.starts_with("docProps/thumbnail") || end == "odttf"
}

pub(super) fn gzip(inside: &mut Inside<'_>, bytes: &[u8], depth: u8) {
    let mut decoder = MultiGzDecoder::new(bytes);
    let header = decoder.header();
    let told = [header.and_then(|header| header.filename()), header.and_then(|header| header.comment())];
    let told: Vec<Vec<u8>> = told.into_iter().flatten().map(<[u8]>::to_vec).collect();
    let read = bounded(&mut decoder, inside.bytes_left);
    for told in &told {
        (inside.visit)(Piece::Text(told));
    }
    of_part(inside, read, depth);
}

pub(super) fn zlib(inside: &mut Inside<'_>, bytes: &[u8], depth: u8) {
    let read = bounded(&mut ZlibDecoder::new(bytes), inside.bytes_left);
    of_part(inside, read, depth);
}

fn of_part(inside: &mut Inside<'_>, read: Result<Vec<u8>, super::Unreadable>, depth: u8) {
    match read {
        Ok(bytes) => inside.part(&bytes, depth + 1),
        Err(why) => inside.cannot(why),
    }
}

/// Everything that `from` gives, if it is not more than `most` bytes.
fn bounded(from: &mut impl Read, most: u64) -> Result<Vec<u8>, super::Unreadable> {
    let mut bytes = Vec::new();
    match from.take(most.saturating_add(1)).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > most => Err(TOO_MUCH),
        Ok(_) => Ok(bytes),
        Err(_) => Err(DAMAGED),
    }
}
