//! Letters that are written by their numbers, as addresses on the web, programs and JSON do it.

/// `Wi%C5%9Bniewska`, and `Wi%u015Bniewska` of old pages.
pub(super) fn percent(text: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::with_capacity(text.len());
    let (mut rest, mut is_coded) = (text, false);
    while let Some((&byte, after)) = rest.split_first() {
        if let Some(byte) = if byte == b'%' { digits(after) } else { None } {
            plain.push(byte);
            (rest, is_coded) = (after.get(2..).unwrap_or_default(), true);
        } else if let Some(c) =
            if byte == b'%' { after.strip_prefix(b"u").and_then(|digits| number(digits.get(..4)?)) } else { None }
        {
            plain.extend_from_slice(character(c).encode_utf8(&mut [0; 4]).as_bytes());
            (rest, is_coded) = (after.get(5..).unwrap_or_default(), true);
        } else {
            plain.push(byte);
            rest = after;
        }
    }
    is_coded.then_some(plain)
}

/// `Wi\u015bniewska` as in JSON, `\u{15b}` and `\xc5\x9b` as in programs, `\305\233` as git writes the names of files, and `\n` and
/// `\,` as in calendars.
pub(super) fn backslashes(text: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'\\' {
            plain.push(byte);
        } else if let Some((c, length)) = numbered(after) {
            plain.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            rest = after.get(length..).unwrap_or_default();
        } else if let Some((byte, length)) = numbered_byte(after) {
            plain.push(byte);
            rest = after.get(length..).unwrap_or_default();
        } else if let [b'n' | b'N' | b'r' | b't', more @ ..] = after {
            plain.push(b'\n');
            rest = more;
        }
    }
    text.contains(&b'\\').then_some(plain)
}

/// The character of `u015b`, `ud83dude00` with its backslash, `u{15b}`, `U0000015b` or `x{15b}`, and how long it is written.
fn numbered(after: &[u8]) -> Option<(char, usize)> {
    if let [b'u' | b'x', b'{', inside @ ..] = after {
        let end = inside.iter().take(8).position(|byte| *byte == b'}')?;
        return Some((character(number(inside.get(..end)?)?), end + 3));
    }
    match after {
        [b'U', ..] => Some((character(number(after.get(1..9)?)?), 9)),
        [b'u', ..] => {
            let high = number(after.get(1..5)?)?;
            let low = after.get(5..).and_then(|rest| rest.strip_prefix(b"\\u")).and_then(|rest| number(rest.get(..4)?));
            let low = low.filter(|low| (0xdc00..0xe000).contains(low) && (0xd800..0xdc00).contains(&high));
            Some(low.map_or((character(high), 5), |low| (character(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)), 11)))
        }
        _ => None,
    }
}

/// The byte of `xc5` or `305`, and how long it is written.
fn numbered_byte(after: &[u8]) -> Option<(u8, usize)> {
    if let [b'x', hexadecimal @ ..] = after {
        return digits(hexadecimal).map(|byte| (byte, 3));
    }
    let octal = after.get(..3).filter(|three| three.iter().all(|byte| (b'0'..b'8').contains(byte)))?;
    u8::from_str_radix(std::str::from_utf8(octal).ok()?, 8).ok().map(|byte| (byte, 3))
}

fn number(digits: &[u8]) -> Option<u32> {
    let is_number = !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit);
    u32::from_str_radix(std::str::from_utf8(digits).ok().filter(|_| is_number)?, 16).ok()
}

fn character(number: u32) -> char {
    char::from_u32(number).unwrap_or(' ')
}

/// The byte that two hexadecimal digits give.
pub(super) fn digits(text: &[u8]) -> Option<u8> {
    let two = text.get(..2).filter(|two| two.iter().all(u8::is_ascii_hexdigit))?;
    u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok()
}
