//! XML and HTML: with tags taken out, and entities and character data read as what they stand for.

use crate::domain::entities;

/// A name may be cut by tags, as word processors do it. What stands between two tags and is no more than blanks is layout.
pub(super) fn without_tags(text: &[u8]) -> Option<Vec<u8>> {
    untagged(text, None)
}

/// Two cells are two words.
pub(super) fn tags_as_blanks(text: &[u8]) -> Option<Vec<u8>> {
    untagged(text, Some(b' '))
}

/// Markdown with the signs of emphasis taken out that stand in the middle of a word: `Ha**nn**ah`.
pub(super) fn without_emphasis(text: &[u8]) -> Option<Vec<u8>> {
    let is_sign = |byte: &u8| matches!(byte, b'*' | b'~');
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
    let mut plain: Vec<u8> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        let length = rest.iter().take_while(|byte| is_sign(byte)).count();
        let next = rest.get(length);
        if (1..=3).contains(&length) && plain.last().is_some_and(is_letter) && next.is_some_and(is_letter) {
            rest = rest.get(length..).unwrap_or_default();
        } else {
            plain.push(byte);
            rest = after;
        }
    }
    (plain.len() < text.len()).then_some(plain)
}

/// What stands within tags, where entities are written in it: `alt="Si&acirc;n"`.
pub(super) fn attributes(text: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| *byte == b'<') {
        let after = rest.get(at + 1..).unwrap_or_default();
        let Some(tag) = Tag::at(after) else {
            rest = after;
            continue;
        };
        let inside = after.get(..tag.length).unwrap_or_default();
        if inside.contains(&b'&') {
            plain.extend(without_entities(inside));
            plain.push(b'\n');
        }
        rest = after.get(tag.length..).unwrap_or_default();
    }
    (!plain.is_empty()).then_some(plain)
}

/// As [`without_tags`], without the words that a tracked change of a Word document takes out: they may stand in the middle of a name.
pub(super) fn without_deletions(text: &[u8]) -> Option<Vec<u8>> {
    const BEGIN: &[u8] = b"<w:delText";
    const END: &[u8] = b"</w:delText>";
    let find = |text: &[u8], what: &[u8]| text.windows(what.len()).position(|part| part == what);
    let mut rest = text.starts_with(b"<?xml").then_some(text)?;
    let mut kept = Vec::new();
    while let Some(at) = find(rest, BEGIN) {
        kept.extend_from_slice(rest.get(..at).unwrap_or_default());
        let after = rest.get(at..).unwrap_or_default();
        rest = find(after, END).and_then(|end| after.get(end + END.len()..)).unwrap_or_default();
    }
    if kept.is_empty() {
        return None;
    }
    kept.extend_from_slice(rest);
    without_tags(&kept)
}

fn untagged(text: &[u8], between: Option<u8>) -> Option<Vec<u8>> {
    let mut plain = Vec::with_capacity(text.len());
    let (mut rest, mut is_markup) = (text, false);
    // Where in `plain` the last tag stood, as long as nothing but blanks followed.
    let mut last_tag = None;
    while let Some((&byte, after)) = rest.split_first() {
        if let Some(tag) = if byte == b'<' { Tag::at(after) } else { None } {
            if let (None, Some(at)) = (between, last_tag) {
                plain.truncate(at);
            }
            plain.extend(between);
            plain.extend_from_slice(tag.data);
            last_tag = tag.data.is_empty().then_some(plain.len());
            rest = after.get(tag.length..).unwrap_or_default();
            is_markup = true;
        } else if let Some((c, length)) = if byte == b'&' { entity(after) } else { None } {
            plain.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            rest = after.get(length..).unwrap_or_default();
            (last_tag, is_markup) = (None, true);
        } else {
            plain.push(byte);
            rest = after;
            if !byte.is_ascii_whitespace() {
                last_tag = None;
            }
        }
    }
    is_markup.then_some(plain)
}

/// A tag, a comment or character data after their `<`.
struct Tag<'t> {
    length: usize,
    /// What stands there as text although it is no text of an element.
    data: &'t [u8],
}

impl Tag<'_> {
    fn at(after: &[u8]) -> Option<Tag<'_>> {
        const DATA: &[u8] = b"![CDATA[";
        let first = *after.first()?;
        let ends = |from: usize, what: &[u8]| {
            let rest = after.get(from..)?;
            rest.windows(what.len()).position(|part| part == what).map(|at| from + at)
        };
        let no_data: &[u8] = &[];
        if after.starts_with(DATA) {
            let end = ends(DATA.len(), b"]]>")?;
            return Some(Tag { length: end + 3, data: after.get(DATA.len()..end)? });
        }
        if after.starts_with(b"!--")
            && let Some(end) = ends(3, b"-->")
        {
            return Some(Tag { length: end + 3, data: no_data });
        }
        if !first.is_ascii_alphabetic() && !b"/!?".contains(&first) {
            return None;
        }
        after.iter().position(|byte| *byte == b'>').map(|end| Tag { length: end + 1, data: no_data })
    }
}

fn without_entities(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        if let Some((c, length)) = if byte == b'&' { entity(after) } else { None } {
            plain.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            rest = after.get(length..).unwrap_or_default();
        } else {
            plain.push(byte);
            rest = after;
        }
    }
    plain
}

/// The longest name of a character.
const LONGEST_NAME: usize = 16;

/// The character of an entity after its `&`, and how long it is written. Browsers read numbers and old names without the `;`, too.
fn entity(after: &[u8]) -> Option<(char, usize)> {
    let name = |from: usize, is: fn(&u8) -> bool| {
        let rest = after.get(from..)?;
        let length = rest.iter().take(LONGEST_NAME).take_while(|byte| is(byte)).count();
        std::str::from_utf8(rest.get(..length)?).ok().filter(|name| !name.is_empty())
    };
    let ended = |length: usize| length + usize::from(after.get(length) == Some(&b';'));
    if after.starts_with(b"#x") || after.starts_with(b"#X") {
        let digits = name(2, u8::is_ascii_hexdigit)?;
        let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
        return Some((c, ended(2 + digits.len())));
    }
    if after.starts_with(b"#") {
        let digits = name(1, u8::is_ascii_digit)?;
        let c = char::from_u32(digits.parse().ok()?)?;
        return Some((c, ended(1 + digits.len())));
    }
    let name = name(0, u8::is_ascii_alphanumeric)?;
    if after.get(name.len()) == Some(&b';') {
        // What is not known is none of a name's letters.
        return Some((entities::named(name).unwrap_or(' '), name.len() + 1));
    }
    (2..=name.len().min(6)).rev().find_map(|length| Some((entities::named(name.get(..length)?)?, length)))
}
