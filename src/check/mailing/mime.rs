//! Reads a draft back from its bytes: headers, and the parts of a MIME message (RFC 5322, 2045, 2046, 2047, 2183).
//!
//! Written for judging, beside whatever wrote the file: what it cannot read is a fault of the draft.

use std::collections::BTreeMap;

/// A message or one part of it, decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct MimeEntity {
    /// The headers in order, unfolded, their encoded words decoded; names in small letters.
    pub(super) headers: Vec<(String, String)>,
    /// `text/plain`.
    pub(super) kind: String,
    /// The parameters of the content type and disposition.
    pub(super) parameters: BTreeMap<String, String>,
    /// Whether it is an attachment.
    pub(super) is_attachment: bool,
    /// The parts of a multipart message.
    pub(super) parts: Vec<MimeEntity>,
    /// The content of a leaf, decoded.
    pub(super) content: Vec<u8>,
}

impl MimeEntity {
    /// Every value of a header.
    pub(super) fn all(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Every leaf, in order.
    pub(super) fn leaves(&self) -> Vec<&MimeEntity> {
        if self.parts.is_empty() { vec![self] } else { self.parts.iter().flat_map(MimeEntity::leaves).collect() }
    }

    /// What an attachment is called.
    pub(super) fn file_name(&self) -> &str {
        ["filename", "name"].iter().find_map(|key| self.parameters.get(*key)).map_or("", String::as_str)
    }
}

/// How deep parts may stand in parts.
const DEEPEST: usize = 5;

/// Reads a message.
///
/// # Errors
/// What cannot be read.
pub(super) fn read(bytes: &[u8]) -> Result<MimeEntity, &'static str> {
    entity(&String::from_utf8_lossy(bytes).replace("\r\n", "\n"), 0)
}

fn entity(text: &str, depth: usize) -> Result<MimeEntity, &'static str> {
    if depth > DEEPEST {
        return Err("its parts are nested too deeply");
    }
    let (head, body) =
        text.split_once("\n\n").or_else(|| text.strip_prefix('\n').map(|body| ("", body))).ok_or("its header does not end")?;
    let headers = headers(head)?;
    let value = |name: &str| headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    let (kind, mut parameters) = parameters(&value("content-type").unwrap_or_else(|| "text/plain".to_owned()));
    let disposition = value("content-disposition").map(|value| self::parameters(&value));
    let is_attachment = disposition.as_ref().is_some_and(|(how, _)| how == "attachment");
    parameters.extend(disposition.into_iter().flat_map(|(_, parameters)| parameters));
    let encoding = value("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
    let (mut parts, mut content) = (Vec::new(), Vec::new());
    if kind.starts_with("multipart/") {
        let boundary = parameters.get("boundary").ok_or("a part has no boundary")?;
        for part in split(body, boundary)? {
            parts.push(entity(&part, depth + 1)?);
        }
    } else {
        content = decode(body, &encoding)?;
    }
    Ok(MimeEntity { headers, kind, parameters, is_attachment, parts, content })
}

/// Unfolded headers with decoded words.
fn headers(head: &str) -> Result<Vec<(String, String)>, &'static str> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in head.lines() {
        if line.starts_with([' ', '\t']) {
            let (_, value) = headers.last_mut().ok_or("its header begins with a folded line")?;
            value.push(' ');
            value.push_str(line.trim_start());
        } else {
            let (name, value) = line.split_once(':').ok_or("a line of its header has no colon")?;
            headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    Ok(headers.into_iter().map(|(name, value)| (name, words(&value))).collect())
}

/// Encoded words as text (RFC 2047); blanks between two of them go.
fn words(value: &str) -> String {
    let (mut text, mut rest, mut was_encoded) = (String::new(), value, false);
    while let Some(begin) = rest.find("=?") {
        let (before, after) = rest.split_at(begin);
        let mut parts = after.get(2..).unwrap_or_default().splitn(4, '?');
        let (charset, how, encoded, tail) = (parts.next(), parts.next(), parts.next(), parts.next());
        let decoded = match (charset, how, encoded, tail) {
            (Some(charset), Some(how), Some(encoded), Some(tail)) if charset.eq_ignore_ascii_case("utf-8") => {
                tail.strip_prefix('=').and_then(|tail| Some((word(how, encoded)?, tail)))
            }
            _ => None,
        };
        if !(was_encoded && decoded.is_some() && before.trim().is_empty()) {
            text.push_str(before);
        }
        if let Some((word, tail)) = decoded {
            text.push_str(&word);
            (rest, was_encoded) = (tail, true);
        } else {
            text.push_str("=?");
            (rest, was_encoded) = (after.get(2..).unwrap_or_default(), false);
        }
    }
    text + rest
}

fn word(how: &str, encoded: &str) -> Option<String> {
    let bytes = match how {
        "B" | "b" => base64(encoded)?,
        "Q" | "q" => quoted(&encoded.replace('_', " "))?,
        _ => return None,
    };
    String::from_utf8(bytes).ok()
}

/// A value with its parameters: `text/plain; charset="utf-8"`.
fn parameters(value: &str) -> (String, BTreeMap<String, String>) {
    let mut pieces = value.split(';');
    let kind = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
    let parameter = |piece: &str| {
        let (key, value) = piece.split_once('=')?;
        Some((key.trim().to_ascii_lowercase(), value.trim().trim_matches('"').to_owned()))
    };
    (kind, pieces.filter_map(parameter).collect())
}

/// The parts between the lines of a boundary.
fn split(body: &str, boundary: &str) -> Result<Vec<String>, &'static str> {
    let (open, close) = (format!("--{boundary}"), format!("--{boundary}--"));
    let (mut parts, mut part, mut closed): (Vec<String>, Option<Vec<&str>>, bool) = (Vec::new(), None, false);
    for line in body.split('\n') {
        let line_end = line.trim_end();
        if !closed && (line_end == open || line_end == close) {
            parts.extend(part.take().map(|lines| lines.join("\n")));
            closed = line_end == close;
            part = (!closed).then(Vec::new);
        } else if let Some(lines) = &mut part {
            lines.push(line);
        }
    }
    if closed { Ok(parts) } else { Err("a part is not closed") }
}

fn decode(body: &str, encoding: &str) -> Result<Vec<u8>, &'static str> {
    match encoding {
        "base64" => base64(body).ok_or("a part is not valid base64"),
        "quoted-printable" => quoted(body).ok_or("a part is not valid quoted-printable"),
        "" | "7bit" | "8bit" => Ok(body.as_bytes().to_vec()),
        _ => Err("a part has an unknown encoding"),
    }
}

/// Quoted-printable (RFC 2045, 6.7).
fn quoted(text: &str) -> Option<Vec<u8>> {
    let (source, mut bytes, mut at) = (text.as_bytes(), Vec::with_capacity(text.len()), 0);
    while let Some(byte) = source.get(at) {
        match (byte, source.get(at + 1)) {
            (b'=', Some(b'\n')) => at += 2,
            (b'=', _) => {
                let hex = std::str::from_utf8(source.get(at + 1..at + 3)?).ok()?;
                bytes.push(u8::from_str_radix(hex, 16).ok()?);
                at += 3;
            }
            _ => {
                bytes.push(*byte);
                at += 1;
            }
        }
    }
    Some(bytes)
}

/// Base64 (RFC 2045, 6.8); line breaks are passed over.
fn base64(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut bits, mut count) = (Vec::with_capacity(text.len() * 3 / 4), 0_u32, 0);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()).take_while(|byte| *byte != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_bodies_are_decoded() {
        assert_eq!(words("=?utf-8?Q?Si=C3=A2n_?= =?utf-8?B?TydCcmllbg==?= <a@x.example>"), "Siân O'Brien <a@x.example>");
        assert_eq!(quoted("a=C3=A2 b=\nc"), Some("aâ bc".as_bytes().to_vec()));
        assert_eq!(base64("aGVs\nbG8="), Some(b"hello".to_vec()));
        assert_eq!((base64("a*b"), quoted("=4")), (None, None));
    }

    #[test]
    fn a_message_is_taken_apart() {
        let text = "Subject: a\r\n b\r\nContent-Type: multipart/mixed;\r\n boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nhello\r\n--x\r\n\
                    Content-Type: text/calendar; method=PUBLISH\r\nContent-Disposition: attachment; filename=\"s.ics\"\r\n\r\nBEGIN\r\n--x--\r\n";
        let message = read(text.as_bytes()).unwrap();
        assert_eq!(message.all("subject"), ["a b"]);
        let leaves = message.leaves();
        assert_eq!((leaves.len(), leaves[0].content.as_slice(), leaves[1].file_name()), (2, &b"hello"[..], "s.ics"));
        assert!(leaves[1].is_attachment && leaves[1].parameters["method"] == "PUBLISH");
        assert!(read(&text.as_bytes()[..text.len() - 6]).is_err(), "not closed");
    }
}
