//! What mail programs and address books encode: quoted-printable, words of a heading, values that go on, and parts in base64 that
//! are said to be so, which may be as short as a name.

use encoding_rs::Encoding;

use super::coded;
use super::escapes::digits;

/// `Wi=C5=9Bnie=` and `wska` on the next line; a server may have put blanks behind the `=`.
pub(super) fn quoted_printable(text: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::with_capacity(text.len());
    let (mut rest, mut is_coded) = (text, false);
    while let Some((&byte, after)) = rest.split_first() {
        let coded = if byte == b'=' { digits(after) } else { None };
        if let Some(byte) = coded {
            plain.push(byte);
            rest = after.get(2..).unwrap_or_default();
        } else if let Some(length) = if byte == b'=' { line_end(after) } else { None } {
            rest = after.get(length..).unwrap_or_default();
        } else {
            plain.push(byte);
            rest = after;
            continue;
        }
        is_coded = true;
    }
    is_coded.then_some(plain)
}

/// How long the rest of a line is that holds nothing more, its end included.
fn line_end(rest: &[u8]) -> Option<usize> {
    let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
    (rest.get(blanks) == Some(&b'\n')).then_some(blanks + 1)
}

/// `=?utf-8?B?QW5uYQ==?=` and `=?utf-8?Q?Anna?=`, in a heading of a mail and among plain words; what stands between two of them is
/// no more than the end of a line, and a word may be cut there.
pub(super) fn encoded_words(text: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::with_capacity(text.len());
    let (mut rest, mut after_word) = (text, None);
    let mut is_coded = false;
    while let Some((&byte, after)) = rest.split_first() {
        if let Some((words, length)) = if rest.starts_with(b"=?") { encoded_word(rest) } else { None } {
            if let Some(at) = after_word {
                plain.truncate(at);
            }
            plain.extend(words);
            after_word = Some(plain.len());
            rest = rest.get(length..).unwrap_or_default();
            is_coded = true;
        } else {
            plain.push(byte);
            rest = after;
            if !byte.is_ascii_whitespace() {
                after_word = None;
            }
        }
    }
    is_coded.then_some(plain)
}

/// The longest word that is looked for; the standard allows less.
const LONGEST_WORD: usize = 2000;

/// What a word at the beginning stands for, and its length.
fn encoded_word(text: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut parts = text.get(2..text.len().min(LONGEST_WORD))?.splitn(4, |byte| *byte == b'?');
    let (charset, kind, words, end) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let bytes = match (kind, end.first()?) {
        (b"B" | b"b", b'=') => data_encoding::BASE64_NOPAD.decode(coded::without_padding(words)).unwrap_or_default(),
        (b"Q" | b"q", b'=') => {
            let blanks: Vec<u8> = words.iter().map(|byte| if *byte == b'_' { b' ' } else { *byte }).collect();
            quoted_printable(&blanks).unwrap_or(blanks)
        }
        _ => return None,
    };
    // A language may stand behind the name of the letters.
    let label = charset.split(|byte| *byte == b'*').next().unwrap_or_default();
    let decoded = match Encoding::for_label(label) {
        Some(encoding) => encoding.decode_without_bom_handling(&bytes).0.into_owned().into_bytes(),
        None => bytes,
    };
    Some((decoded, 2 + charset.len() + 1 + kind.len() + 1 + words.len() + 2))
}

/// `filename*0*=UTF-8''Si%C3%A2n; filename*1="Obrien"`: the pieces of a value put together, and the name of its letters taken off.
pub(super) fn continued_values(text: &[u8]) -> Option<Vec<u8>> {
    let mut plain: Vec<u8> = Vec::with_capacity(text.len());
    let (mut rest, mut is_continued) = (text, false);
    while let Some((&byte, after)) = rest.split_first() {
        let value = if byte == b'*' { Value::at(after) } else { None };
        let Some(value) = value else {
            plain.push(byte);
            rest = after;
            continue;
        };
        is_continued = true;
        if value.is_continued {
            // The name of the value, what parts it from the one before, and the quotes round that.
            let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
            let name = plain.iter().rev().take_while(|byte| is_name(byte)).count();
            plain.truncate(plain.len() - name);
            let parts = plain.iter().rev().take_while(|byte| byte.is_ascii_whitespace() || b";\"".contains(byte)).count();
            plain.truncate(plain.len() - parts);
        } else {
            plain.push(b' ');
        }
        rest = after.get(value.length..).unwrap_or_default();
    }
    is_continued.then_some(plain)
}

/// What stands between the `*` behind a value's name and the value.
struct Value {
    length: usize,
    /// Whether it is a piece of a value that began before.
    is_continued: bool,
}

impl Value {
    fn at(after: &[u8]) -> Option<Value> {
        let number = after.iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
        let star = usize::from(number > 0 && after.get(number) == Some(&b'*'));
        let mut length = number + star;
        if after.get(length) != Some(&b'=') {
            return None;
        }
        length += 1;
        length += usize::from(after.get(length) == Some(&b'"'));
        let is_first = number == 0 || after.first() == Some(&b'0');
        let charset =
            after.get(length..)?.iter().take(40).take_while(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte));
        let charset = charset.count();
        let quotes = after.get(length + charset..)?;
        if is_first && quotes.first() == Some(&b'\'') {
            let language = quotes.get(1..)?.iter().take(20).position(|byte| *byte == b'\'');
            length += language.map_or(0, |language| charset + language + 2);
        }
        Some(Value { length, is_continued: !is_first })
    }
}

/// Shows `found` what is said to be in base64: a part of a mail, a value of an address book, an address of data on a page.
pub(super) fn labelled_base64(text: &[u8], found: &mut dyn FnMut(Vec<u8>)) {
    const LABEL: &[u8] = b"base64";
    const LETTERS: usize = 4;
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.iter().position(|byte| *byte == b'6')) {
        let digit = from + at;
        from = digit + 1;
        let word = digit.checked_sub(LETTERS).and_then(|begin| text.get(begin..begin + LABEL.len()));
        if !word.is_some_and(|word| word.eq_ignore_ascii_case(LABEL)) {
            continue;
        }
        let after = text.get(digit + LABEL.len() - LETTERS..).unwrap_or_default();
        let line_end = after.iter().position(|byte| *byte == b'\n').unwrap_or(after.len());
        let line = after.get(..line_end).unwrap_or_default();
        let value = match line.iter().position(|byte| matches!(byte, b',' | b':')) {
            Some(sign) => after.get(sign + 1..),
            // A quote may stand behind the word.
            None if line.trim_ascii().len() > 1 => None,
            None => body(after),
        };
        found(coded::base64(value.unwrap_or_default()));
    }
}

/// What follows the empty line at which a heading ends.
fn body(heading: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    for line in heading.split_inclusive(|byte| *byte == b'\n').skip(1) {
        if line.trim_ascii().is_empty() {
            let first = heading.iter().position(|byte| *byte == b'\n')? + 1;
            return heading.get(first + at + line.len()..);
        }
        at += line.len();
    }
    None
}
