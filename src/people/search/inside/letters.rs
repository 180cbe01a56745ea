//! Texts in other letters than UTF-8: two or four bytes for each, or the encodings of other alphabets and scripts.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, ISO_8859_2, KOI8_R, MACINTOSH, SHIFT_JIS, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1257,
};

use crate::domain::code_page_850;

/// Encodings of one byte for each letter; Windows-1252 is read without being asked for.
const ALPHABETS: [&Encoding; 8] =
    [WINDOWS_1250, ISO_8859_2, WINDOWS_1251, KOI8_R, WINDOWS_1253, WINDOWS_1254, WINDOWS_1257, MACINTOSH];

/// Encodings of several bytes for each letter.
const SCRIPTS: [&Encoding; 4] = [GB18030, BIG5, SHIFT_JIS, EUC_KR];

/// A text that is not UTF-8 in the letters of every alphabet, one after the other.
pub(super) fn of_alphabets(text: &[u8]) -> Option<Vec<u8>> {
    decoded(&ALPHABETS, text)
}

/// A text that is not UTF-8 in the characters of every script in which all of it can be read.
pub(super) fn of_scripts(text: &[u8]) -> Option<Vec<u8>> {
    decoded(&SCRIPTS, text)
}

/// A text that is not UTF-8 in code page 850.
pub(super) fn of_code_page_850(text: &[u8]) -> Option<Vec<u8>> {
    (!text.is_ascii()).then(|| code_page_850::decode(text).into_bytes())
}

/// A text that was taken for Windows-1252 and encoded once more, as `FernÃ¡ndez`.
pub(super) fn encoded_twice(text: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(text).ok()?;
    let bytes = WINDOWS_1252.encode(text).0.into_owned();
    // What was encoded but once is no UTF-8 then, and stands in the text as it is.
    Some(String::from_utf8_lossy(&bytes).into_owned().into_bytes())
}

fn decoded(encodings: &[&'static Encoding], text: &[u8]) -> Option<Vec<u8>> {
    let read = |encoding: &&'static Encoding| encoding.decode_without_bom_handling_and_without_replacement(text);
    let all: Vec<_> = encodings.iter().filter_map(read).collect();
    (!all.is_empty()).then(|| all.join("\n").into_bytes())
}

/// A text of two or four bytes for each letter in UTF-8.
pub(super) fn wide(text: &[u8]) -> Option<Vec<u8>> {
    if let Some(order) = of_four(text) {
        let letters =
            text.as_chunks::<4>().0.iter().map(|four| char::from_u32(order(*four)).unwrap_or(char::REPLACEMENT_CHARACTER));
        return Some(letters.collect::<String>().into_bytes());
    }
    let encoding = of_two(text)?;
    Some(encoding.decode_with_bom_removal(text).0.into_owned().into_bytes())
}

/// Whether it is a text of two or four bytes for each letter.
pub(super) fn is_wide(text: &[u8]) -> bool {
    of_two(text).is_some() || of_four(text).is_some()
}

/// UTF-32, in either order of bytes: every number is one of a character, and some are of Latin letters.
fn of_four(text: &[u8]) -> Option<fn([u8; 4]) -> u32> {
    let (numbers, rest) = text.as_chunks::<4>();
    let is_of = |order: fn([u8; 4]) -> u32| {
        let is_letter = |four: &[u8; 4]| char::from_u32(order(*four)).is_some_and(|c| c != '\0');
        rest.is_empty() && numbers.len() > 1 && numbers.iter().all(is_letter)
    };
    [u32::from_le_bytes, u32::from_be_bytes].into_iter().find(|order| is_of(*order))
}

/// UTF-16, as Windows programs save it: marked, or every second byte of it is mostly 0.
fn of_two(text: &[u8]) -> Option<&'static Encoding> {
    let marked = match text {
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        _ => None,
    };
    if marked.is_none() && !text.contains(&0) {
        return None;
    }
    let zeros = |odd: usize| text.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let (few, many) = (even.min(odd), even.max(odd));
    let is_wide = text.len() > 3 && (marked.is_some() || many * 5 > text.len() * 2) && few * 50 <= text.len();
    let guessed = if even > odd { UTF_16BE } else { UTF_16LE };
    is_wide.then(|| marked.unwrap_or(guessed))
}
