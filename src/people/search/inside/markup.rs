//! The ways in which a text can be written: as XML or HTML, folded over lines as calendars are, and encoded as mail programs,
//! addresses on the web and JSON do it.

/// A way to read a text; nothing where the text is not written so.
type TextReading = fn(&[u8]) -> Option<Vec<u8>>;

/// Every way.
pub(super) const READINGS: [TextReading; 7] =
    [without_tags, tags_as_blanks, unfolded, quoted_printable, encoded_words, percent, escapes];

/// A name may be cut by tags, as word processors do it.
fn without_tags(text: &[u8]) -> Option<Vec<u8>> {
    untagged(text, None)
}

/// Two cells are two words.
fn tags_as_blanks(text: &[u8]) -> Option<Vec<u8>> {
    untagged(text, Some(b' '))
}

fn untagged(text: &[u8], between: Option<u8>) -> Option<Vec<u8>> {
    if !text.contains(&b'<') && !text.contains(&b'&') {
        return None;
    }
    let is_markup = text.windows(2).any(|two| matches!(two, [b'<', next] if next.is_ascii_alphabetic() || b"/!?".contains(next)));
    let has_entity = text.windows(2).any(|two| matches!(two, [b'&', next] if next.is_ascii_alphabetic() || *next == b'#'));
    if !is_markup && !has_entity {
        return None;
    }
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        let tag = if byte == b'<' { after.iter().position(|byte| *byte == b'>') } else { None };
        if let Some(end) = tag {
            plain.extend(between);
            rest = after.get(end + 1..).unwrap_or_default();
        } else if let Some((c, length)) = (byte == b'&').then(|| entity(after)).flatten() {
            plain.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            rest = after.get(length..).unwrap_or_default();
        } else {
            plain.push(byte);
            rest = after;
        }
    }
    Some(plain)
}

/// The character of an entity after its `&`, and how long it is written.
fn entity(after: &[u8]) -> Option<(char, usize)> {
    let end = after.iter().take(10).position(|byte| *byte == b';')?;
    let name = std::str::from_utf8(after.get(..end)?).ok()?;
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let hexadecimal = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
            char::from_u32(hexadecimal.unwrap_or_else(|| number.parse()).ok()?)?
        }
        // `&eacute;` is an e with an accent, which is sought without it.
        None if name.len() > 2 && name.is_ascii() => name.chars().next()?,
        None => ' ',
    };
    Some((if name == "nbsp" || name == "amp" || name == "quot" { ' ' } else { c }, end + 1))
}

/// Lines that go on in the next one, as in calendars and the heads of mails.
fn unfolded(text: &[u8]) -> Option<Vec<u8>> {
    let goes_on = |two: &[u8]| matches!(two, [b'\n', b' ' | b'\t']);
    if !text.windows(2).any(goes_on) {
        return None;
    }
    let mut plain: Vec<u8> = Vec::with_capacity(text.len());
    let mut bytes = text.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte == b'\n' && bytes.next_if(|next| matches!(next, b' ' | b'\t')).is_some() {
            if plain.last() == Some(&b'\r') {
                plain.pop();
            }
        } else {
            plain.push(byte);
        }
    }
    Some(plain)
}

/// `Wi=C5=9Bniewska`, and lines that end in `=`.
fn quoted_printable(text: &[u8]) -> Option<Vec<u8>> {
    if !text.contains(&b'=') {
        return None;
    }
    let soft = |at: &[u8]| matches!(at, [b'=', b'\n', ..] | [b'=', b'\r', b'\n', ..]);
    let mut plain = Vec::with_capacity(text.len());
    let (mut rest, mut is_coded) = (text, false);
    while let Some((&byte, after)) = rest.split_first() {
        let coded = if byte == b'=' { digits(after) } else { None };
        if let Some(byte) = coded {
            plain.push(byte);
            rest = after.get(2..).unwrap_or_default();
        } else if soft(rest) {
            rest = after.get(if after.first() == Some(&b'\r') { 2 } else { 1 }..).unwrap_or_default();
        } else {
            plain.push(byte);
            rest = after;
            continue;
        }
        is_coded = true;
    }
    is_coded.then_some(plain)
}

/// `Wi%C5%9Bniewska`.
fn percent(text: &[u8]) -> Option<Vec<u8>> {
    if !text.contains(&b'%') {
        return None;
    }
    let mut plain = Vec::with_capacity(text.len());
    let (mut rest, mut is_coded) = (text, false);
    while let Some((&byte, after)) = rest.split_first() {
        if let Some(byte) = (byte == b'%').then(|| digits(after)).flatten() {
            plain.push(byte);
            (rest, is_coded) = (after.get(2..).unwrap_or_default(), true);
        } else {
            plain.push(byte);
            rest = after;
        }
    }
    is_coded.then_some(plain)
}

/// The byte that two hexadecimal digits give.
fn digits(text: &[u8]) -> Option<u8> {
    let two = text.get(..2).filter(|two| two.iter().all(u8::is_ascii_hexdigit))?;
    u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok()
}

/// `=?utf-8?B?QW5uYQ==?=` and `=?utf-8?Q?Anna?=`, the words of a head of a mail; what stands between them is not read again.
fn encoded_words(text: &[u8]) -> Option<Vec<u8>> {
    if !text.contains(&b'?') {
        return None;
    }
    let mut plain = Vec::new();
    let mut parts = text.split(|byte| *byte == b'?').peekable();
    while let Some(part) = parts.next() {
        if !part.ends_with(b"=") {
            continue;
        }
        let (Some(_charset), Some(kind)) = (parts.next(), parts.next()) else { break };
        let Some(words) = parts.peek().copied() else { break };
        match kind {
            b"B" | b"b" => {
                let padded = words.strip_suffix(b"==").or_else(|| words.strip_suffix(b"=")).unwrap_or(words);
                plain.extend(data_encoding::BASE64_NOPAD.decode(padded).unwrap_or_default());
            }
            b"Q" | b"q" => {
                let blanks: Vec<u8> = words.iter().map(|byte| if *byte == b'_' { b' ' } else { *byte }).collect();
                plain.extend(quoted_printable(&blanks).unwrap_or(blanks));
            }
            _ => {}
        }
    }
    (!plain.is_empty()).then_some(plain)
}

/// `Wi\u015bniewska` as in JSON, and `\n` and `\,` as in calendars.
fn escapes(text: &[u8]) -> Option<Vec<u8>> {
    if !text.contains(&b'\\') {
        return None;
    }
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match (byte, after) {
            (b'\\', [b'u', digits @ ..]) => {
                let code = digits.get(..4).and_then(|four| u32::from_str_radix(std::str::from_utf8(four).ok()?, 16).ok());
                if let Some(c) = code.and_then(char::from_u32) {
                    plain.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                    rest = digits.get(4..).unwrap_or_default();
                }
            }
            (b'\\', [b'n' | b'N' | b'r' | b't', more @ ..]) => {
                plain.push(b'\n');
                rest = more;
            }
            (b'\\', _) => {}
            _ => plain.push(byte),
        }
    }
    Some(plain)
}
