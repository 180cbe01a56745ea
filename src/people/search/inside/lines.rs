//! Words that go on in the next line.

/// Lines that go on in the next one, as in calendars, address books and the heads of mails.
pub(super) fn unfolded(text: &[u8]) -> Option<Vec<u8>> {
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
    (plain.len() < text.len()).then_some(plain)
}

/// Words that are divided at the end of a line, by a hyphen of any kind: what is quoted in a mail has a `>` before the rest.
pub(super) fn unhyphenated(text: &[u8]) -> Option<Vec<u8>> {
    let mut plain: Vec<u8> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        if byte == b'\n'
            && let Some(length) = hyphen(&plain)
        {
            plain.truncate(plain.len() - length);
            let indent = after.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'>')).count();
            rest = after.get(indent..).unwrap_or_default();
        } else {
            plain.push(byte);
            rest = after;
        }
    }
    (plain.len() < text.len()).then_some(plain)
}

/// How many bytes at the end are a hyphen behind a letter, with the blanks after it.
fn hyphen(line: &[u8]) -> Option<usize> {
    let end = line.len() - line.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\r')).count();
    let before = line.get(..end)?;
    let word =
        [b"-".as_slice(), "\u{ad}".as_bytes(), "\u{2010}".as_bytes()].iter().find_map(|hyphen| before.strip_suffix(*hyphen))?;
    let is_word = word.last().is_some_and(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
    is_word.then_some(line.len() - word.len())
}
