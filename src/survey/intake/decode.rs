//! Bytes to text: which encoding a file is in, and why we think so.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::letters::{self, Likelier};
use super::western;
use crate::domain::code_page_850;
use crate::domain::problem::{Place, Problem};

/// A decoded file.
#[derive(Debug)]
pub(crate) struct Text<'a> {
    /// The text, without a byte order mark.
    pub(crate) content: Cow<'a, str>,
    /// The encoding's name in small letters.
    pub(crate) encoding: String,
    /// Whether a byte order mark was there.
    pub(crate) bom: bool,
    /// How the encoding was found out.
    pub(crate) why: String,
    /// Which encoding is likelier than the windows-1252 that was taken, by the letters.
    pub(crate) likelier: Option<Likelier>,
    /// Whether nothing says the encoding but the bytes themselves.
    pub(crate) is_guess: bool,
}

/// Decodes `bytes`: a byte order mark decides, else `wanted`, else a pattern of NULs (UTF-16), else valid UTF-8, else windows-1252.
///
/// # Errors
/// `unknown-encoding`, `broken-utf-8`, `nul-bytes` or `broken-text`, with the line.
pub(crate) fn decode<'a>(path: &str, bytes: &'a [u8], wanted: Option<&str>) -> Result<Text<'a>, Problem> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let body = bytes.get(length..).unwrap_or_default();
        if encoding != UTF_8 && !body.contains(&0) && std::str::from_utf8(body).is_ok() {
            let why = format!("a byte order mark says {}, and what follows is not", encoding.name().to_lowercase());
            return finish(path, body, UTF_8, true, why);
        }
        return finish(path, body, encoding, true, "a byte order mark says so".to_owned());
    }
    if let Some(label) = wanted {
        if code_page_850::is_called(label) {
            let (text, why) = (code_page_850::decode(bytes), "the settings say so".to_owned());
            return whole(path, Cow::Owned(text), code_page_850::NAME.to_owned(), false, why);
        }
        let encoding = Encoding::for_label(label.as_bytes()).ok_or_else(|| unknown(path, label))?;
        return finish(path, bytes, encoding, false, "the settings say so".to_owned());
    }
    let (encoding, why) = guess(path, bytes)?;
    let text = finish(path, bytes, encoding, false, why.to_owned())?;
    let likelier = (encoding == WINDOWS_1252).then(|| western::likelier(bytes).or_else(|| letters::likelier(bytes)));
    Ok(Text { likelier: likelier.flatten(), is_guess: true, ..text })
}

/// Stands where bytes are no letter, or NUL.
pub(crate) const DAMAGED: char = '\u{fffd}';

/// The text with [`DAMAGED`] wherever it cannot be read: to say where that is, and for nothing else.
pub(crate) fn with_damage_marked(bytes: &[u8], wanted: Option<&str>) -> String {
    if wanted.is_some_and(code_page_850::is_called) {
        return code_page_850::decode(bytes).replace('\0', "\u{fffd}");
    }
    let by_mark = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let wanted = || wanted.and_then(|label| Encoding::for_label(label.as_bytes()));
    let encoding = by_mark.or_else(wanted).or_else(|| utf16_by_nuls(bytes)).unwrap_or(UTF_8);
    encoding.decode_with_bom_removal(bytes).0.replace('\0', "\u{fffd}")
}

fn guess(path: &str, bytes: &[u8]) -> Result<(&'static Encoding, &'static str), Problem> {
    if let Some(encoding) = utf16_by_nuls(bytes) {
        return Ok((encoding, "every other byte is NUL"));
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => Ok((UTF_8, "all of it is valid")),
        Err(error) if is_utf8_elsewhere(bytes) => Err(broken_utf8(path, bytes, error.valid_up_to())),
        Err(_) => Ok((WINDOWS_1252, "it is not valid UTF-8; Excel on Windows saves plain CSV so")),
    }
}

/// UTF-16 without a mark: in Latin text one byte of each two is NUL, always the same one.
fn utf16_by_nuls(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096))?;
    let nuls = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (nuls(0), nuls(1), sample.len() / 2);
    if odd * 10 > half * 4 && even * 20 < half {
        Some(UTF_16LE)
    } else if even * 10 > half * 4 && odd * 20 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether more of the letters beyond ASCII are good UTF-8 than not: then the file is UTF-8 and broken, not another encoding.
fn is_utf8_elsewhere(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

fn finish<'a>(path: &str, bytes: &'a [u8], encoding: &'static Encoding, bom: bool, why: String) -> Result<Text<'a>, Problem> {
    if encoding == UTF_8 {
        std::str::from_utf8(bytes).map_err(|error| broken_utf8(path, bytes, error.valid_up_to()))?;
    }
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken && encoding != WINDOWS_1252 {
        let line = text.find(DAMAGED).and_then(|at| text.get(..at)).map_or(1, line_after);
        return Err(Problem::error("broken-text", format!("the text is not valid {}", encoding.name()))
            .at(Place::file(path).line(line))
            .help("export the file again; the download may have been cut off"));
    }
    whole(path, text, encoding.name().to_lowercase(), bom, why)
}

/// A text, decoded.
fn whole<'a>(path: &str, text: Cow<'a, str>, encoding: String, bom: bool, why: String) -> Result<Text<'a>, Problem> {
    if let Some(at) = text.find('\0') {
        return Err(Problem::error("nul-bytes", "the text contains NUL bytes: the file is damaged or not a text")
            .at(Place::file(path).line(text.get(..at).map_or(1, line_after)))
            .help("export the file again, as CSV UTF-8 or Excel"));
    }
    Ok(Text { content: text, encoding, bom, why, likelier: None, is_guess: false })
}

fn unknown(path: &str, label: &str) -> Problem {
    Problem::error("unknown-encoding", "no such text encoding is known")
        .at(Place::file(path).column("encoding"))
        .value(label)
        .help("say utf-8, utf-16le or windows-1252, or leave the key out")
}

fn broken_utf8(path: &str, bytes: &[u8], at: usize) -> Problem {
    let before = String::from_utf8_lossy(bytes.get(..at).unwrap_or_default());
    Problem::error("broken-utf-8", "the text is UTF-8 but broken here: bytes that are no letter")
        .at(Place::file(path).line(line_after(&before)))
        .help("export the file again as CSV UTF-8; if it was pasted together from two encodings, convert both to UTF-8 first")
}

/// The line on which the text after `before` stands.
fn line_after(before: &str) -> u32 {
    let breaks = before.matches('\n').count() + before.replace("\r\n", "").matches('\r').count();
    u32::try_from(breaks + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn encodings_are_told_apart() {
        let marked = [b"\xFF\xFE".to_vec(), utf16("Siân,ß")].concat();
        for (bytes, encoding, bom) in [
            ("Siân".as_bytes().to_vec(), "utf-8", false),
            ("\u{feff}Siân".as_bytes().to_vec(), "utf-8", true),
            (b"Si\xE2n".to_vec(), "windows-1252", false),
            (utf16("Name,Email\r\nSiân,a@x.example"), "utf-16le", false),
            (marked, "utf-16le", true),
            ([b"\xFF\xFE".to_vec(), "Siân".as_bytes().to_vec()].concat(), "utf-8", true),
        ] {
            let text = decode("x.csv", &bytes, None).unwrap();
            assert_eq!((text.encoding.as_str(), text.bom), (encoding, bom));
            assert!(text.content.contains("Siân"));
        }
    }

    #[test]
    fn utf8_that_breaks_half_way_is_refused_with_the_line_and_not_read_as_something_else() {
        let mut bytes = "Name\nSiân Größe Łucja\n".as_bytes().to_vec();
        bytes.extend(b"Jos\xE9\n");
        let problem = decode("x.csv", &bytes, None).unwrap_err();
        assert_eq!((problem.code, problem.place.line), ("broken-utf-8", Some(3)));
    }

    #[test]
    fn nul_bytes_are_refused_with_the_line() {
        let problem = decode("x.csv", b"Name,Email\nAnna,a@x.example\nB\0b,b@x.example\n", None).unwrap_err();
        assert_eq!((problem.code, problem.place.line), ("nul-bytes", Some(3)));
    }

    #[test]
    fn the_settings_override_the_guess_but_not_a_mark() {
        assert_eq!(decode("x", b"Si\xE2n", Some("iso-8859-2")).unwrap().content, "Siân");
        assert_eq!(decode("x", b"Si\x83n", Some("CP850")).unwrap().content, "Siân");
        assert_eq!(decode("x", b"abc", Some("klingon")).unwrap_err().code, "unknown-encoding");
    }
}
