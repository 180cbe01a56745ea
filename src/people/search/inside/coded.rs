//! Runs of letters that may be something else in code: base64 and hexadecimal digits, also over several lines.

use std::collections::BTreeSet;

use data_encoding::{BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER_PERMISSIVE};

use super::Extent;

/// The shortest run that is looked at: a surname in base64 is shorter, and cannot be told from a word.
const SHORTEST: usize = 24;

/// A stretch of readable text shorter than this is chance: what the bytes of a digest spell. The shortest run of hexadecimal digits
/// stands for as many bytes.
const SHORTEST_STRETCH: usize = SHORTEST / 2;

/// What of decoded bytes reads as text, in UTF-8 or UTF-16; a run may begin with letters that are not part of the code.
pub(super) fn readable(bytes: &[u8]) -> Vec<u8> {
    if !may_be_readable(bytes) {
        return Vec::new();
    }
    let plain: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&plain);
    let unreadable = |c: char| c == char::REPLACEMENT_CHARACTER || c.is_control() && !c.is_whitespace();
    let stretches = text.split(unreadable).filter(|stretch| stretch.len() >= SHORTEST_STRETCH);
    stretches.collect::<Vec<_>>().join("\n").into_bytes()
}

/// Whether so many bytes follow each other that could be of a text. Days in a table are digits in groups: most runs are left here.
fn may_be_readable(bytes: &[u8]) -> bool {
    let mut length = 0;
    bytes.iter().filter(|byte| **byte != 0).any(|byte| {
        let is_of_no_text = matches!(byte, 1..=8 | 14..=31 | 127 | 0xc0 | 0xc1 | 0xf5..);
        length = if is_of_no_text { 0 } else { length + 1 };
        length >= SHORTEST_STRETCH
    })
}

/// Shows `found` what every run of the text stands for, if it stands for anything; a run that comes again is shown once. A line of
/// several that go on may be cut: the lines together are shown, too.
pub(super) fn runs(text: &[u8], found: &mut dyn FnMut(Vec<u8>, Extent)) {
    // In UTF-16 every letter has a zero beside it.
    let plain: Vec<u8>;
    let text = if text.contains(&0) {
        plain = text.iter().copied().filter(|byte| *byte != 0).collect();
        &plain
    } else {
        text
    };
    let mut known = BTreeSet::new();
    let filled_up = |run: &[u8]| {
        let end = run.as_ptr() as usize - text.as_ptr() as usize + run.len();
        run.len() + text.get(end..).unwrap_or_default().iter().take(2).take_while(|byte| **byte == b'=').count()
    };
    let blocks = blocks(text);
    let lines: BTreeSet<&[u8]> = blocks.iter().flatten().copied().collect();
    for run in text.split(|byte| !is_base64(*byte)).filter(|run| filled_up(run) >= SHORTEST) {
        if known.insert(run) {
            let extent = if lines.contains(run) { Extent::MayBeCut } else { Extent::Whole };
            decode(run, &mut |bytes| found(bytes, extent));
        }
    }
    let joined = blocks.iter().map(|lines| lines.concat()).filter(|block| block.len() >= SHORTEST);
    for block in joined.chain(digit_groups(text)) {
        decode(&block, &mut |bytes| found(bytes, Extent::Whole));
    }
}

/// The bytes of a run in base64 at the beginning of a text, however short; it may go on over line ends.
pub(super) fn base64(text: &[u8]) -> Vec<u8> {
    let mut letters: Vec<u8> = Vec::new();
    for (at, line) in text.split(|byte| *byte == b'\n').enumerate() {
        let trimmed = line.trim_ascii();
        let run: Vec<u8> = trimmed.iter().copied().take_while(|byte| is_base64(*byte)).collect();
        // A line of something else ends it, and so does an empty one, but for one before it.
        if at > 0 && (run.is_empty() || is_boundary(trimmed) || run.len() < without_padding(trimmed).len()) {
            break;
        }
        let is_last = run.len() < trimmed.len();
        letters.extend(run);
        if is_last {
            break;
        }
    }
    let url = letters.iter().any(|byte| b"-_".contains(byte));
    let encoding = if url { &BASE64URL_NOPAD } else { &BASE64_NOPAD };
    // The end of a run that is cut off is left.
    let whole = letters.get(..letters.len() / 4 * 4).unwrap_or_default();
    encoding.decode(&letters).or_else(|_| encoding.decode(whole)).unwrap_or_default()
}

/// A run in base64 without the signs that fill it up.
pub(super) fn without_padding(run: &[u8]) -> &[u8] {
    run.strip_suffix(b"==").or_else(|| run.strip_suffix(b"=")).unwrap_or(run)
}

/// Hexadecimal digits in groups of two or four, as in `ab:12`, `ab 12`, `0xab, 0x12` and what `xxd` prints, without what parts them.
fn digit_groups(text: &[u8]) -> Vec<Vec<u8>> {
    let mut groups = vec![Vec::new()];
    let words = text.split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    for word in words {
        let digits = word.strip_prefix(b"0x").or_else(|| word.strip_prefix(b"x")).unwrap_or(word);
        let is_group = matches!(digits.len(), 2 | 4) && digits.iter().all(u8::is_ascii_hexdigit);
        match groups.last_mut() {
            Some(group) if is_group => group.extend_from_slice(digits),
            Some(group) if !group.is_empty() => groups.push(Vec::new()),
            _ => {}
        }
    }
    groups.retain(|group| group.len() >= SHORTEST);
    groups
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte)
}

/// The lines of runs that go on over line ends: mails, keys and `base64` itself break their lines.
fn blocks(text: &[u8]) -> Vec<Vec<&[u8]>> {
    let mut blocks = vec![Vec::new()];
    for line in text.split(|byte| *byte == b'\n') {
        let line = line.trim_ascii();
        let letters = without_padding(line);
        let coded = !letters.is_empty() && !is_boundary(line) && letters.iter().all(|byte| is_base64(*byte));
        match blocks.last_mut() {
            Some(block) if coded => block.push(letters),
            _ => {}
        }
        if !coded || letters.len() < line.len() {
            blocks.push(Vec::new());
        }
    }
    blocks.retain(|block| block.len() > 1);
    blocks
}

/// Whether a line parts what is beside it in a mail: no file in base64 has this one.
fn is_boundary(line: &[u8]) -> bool {
    line.starts_with(b"--")
}

/// A run may begin within a word of other letters, so that it is read from each of the four places at which base64 can begin, and
/// from both at which hexadecimal digits can.
fn decode(run: &[u8], found: &mut dyn FnMut(Vec<u8>)) {
    if run.iter().all(u8::is_ascii_hexdigit) {
        for from in 0..2 {
            let digits = run.get(from..).unwrap_or_default();
            let even = digits.get(..digits.len() / 2 * 2).unwrap_or_default();
            found(HEXLOWER_PERMISSIVE.decode(even).unwrap_or_default());
        }
    }
    let url = run.iter().any(|byte| b"-_".contains(byte));
    for from in 0..4 {
        let letters = run.get(from..).unwrap_or_default();
        let whole = letters.get(..letters.len() / 4 * 4).unwrap_or_default();
        let rest = letters.get(whole.len()..).unwrap_or_default();
        let encoding = if url { &BASE64URL_NOPAD } else { &BASE64_NOPAD };
        let mut bytes = encoding.decode(whole).unwrap_or_default();
        // The last letters count only where they end as base64 ends.
        bytes.extend(encoding.decode(rest).unwrap_or_default());
        found(bytes);
    }
}
