//! A draft as an .eml file, which a mail program opens for editing and sending.
//!
//! | rule | why |
//! | --- | --- |
//! | `X-Unsent: 1` | Outlook opens it as a message to be written, not as one that was received |
//! | no Date, no Message-ID | the mail program adds them when it sends; set here they would be those of the draft |
//! | one address in To, never a second one | nobody learns who else takes part |
//! | nothing anywhere holds an id | some mail programs hand every header and file name on to the recipient |
//! | boundaries are digests of what stands between them | the same draft is the same bytes, and no text can hold its own digest |

use std::borrow::Cow;
use std::fmt::Write;

use data_encoding::BASE64;
use mail_builder::headers::HeaderType;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::mime::{BodyPart, MimePart};
use sha2::{Digest, Sha256};

use crate::domain::text;

/// An address with its name; the name may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailAddress {
    /// The name.
    pub name: String,
    /// The address.
    pub address: String,
}

/// A file that is attached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailAttachment {
    /// What the recipient sees; never with an id.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// One draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailDraft {
    /// Who writes.
    pub from: EmailAddress,
    /// Where answers go, if elsewhere.
    pub reply_to: Option<String>,
    /// The recipient; nobody where the lead puts the list of addresses in.
    pub to: Option<EmailAddress>,
    /// The subject.
    pub subject: String,
    /// The text half.
    pub text: String,
    /// The body of the HTML half.
    pub html: String,
    /// What is attached.
    pub attachments: Vec<EmailAttachment>,
}

/// The bytes of the file.
pub fn write(draft: &EmailDraft) -> Vec<u8> {
    let html = page(&draft.html);
    let text = MimePart::new("text/plain", draft.text.as_str());
    let halves = boundary(&["alternative", &draft.text, &html]);
    let kind = ContentType::new("multipart/alternative").attribute("boundary", halves);
    let both = MimePart::new(kind, vec![text, MimePart::new("text/html", html)]);
    let mut headers: Vec<(Cow<'_, str>, HeaderType<'_>)> = vec![("From".into(), address(&draft.from))];
    if let Some(reply_to) = &draft.reply_to {
        headers.push(("Reply-To".into(), Address::new_address(None::<&str>, reply_to.as_str()).into()));
    }
    if let Some(to) = &draft.to {
        headers.push(("To".into(), address(to)));
    }
    headers.push(("Subject".into(), subject(&draft.subject)));
    headers.push(("X-Unsent".into(), Raw::new("1").into()));
    headers.push(("MIME-Version".into(), Raw::new("1.0").into()));
    let mut message = if draft.attachments.is_empty() { both } else { mixed(both, draft) };
    headers.append(&mut message.headers);
    message.headers = headers;
    let mut bytes = Vec::with_capacity(4096);
    message.write_part(&mut bytes);
    bytes
}

/// The address of a header; names from outside are one tidy line.
fn address(of: &EmailAddress) -> HeaderType<'_> {
    let name = Some(text::tidy(&of.name)).filter(|name| !name.is_empty());
    match name.as_deref().and_then(encoded) {
        Some(name) => Raw::new(format!("{name} <{}>", of.address)).into(),
        None => Address::new_address(name, of.address.as_str()).into(),
    }
}

/// The subject, one tidy line.
fn subject(text: &str) -> HeaderType<'_> {
    let subject = text::tidy(text);
    match encoded(&subject) {
        Some(subject) => Raw::new(subject).into(),
        None => Text::new(subject).into(),
    }
}

/// The most bytes of text in one encoded word, which may have 75 characters (RFC 2047, section 2).
const ENCODED_WORD: usize = 45;

/// A text that looks like an encoded word (`=?utf-8?q?x?=`), encoded, so that mail programs show what was written and do not decode it.
fn encoded(text: &str) -> Option<String> {
    if !text.contains("=?") {
        return None;
    }
    let mut words = vec![String::new()];
    for letter in text.chars() {
        match words.last_mut() {
            Some(word) if word.len() + letter.len_utf8() <= ENCODED_WORD => word.push(letter),
            _ => words.push(letter.to_string()),
        }
    }
    let words = words.iter().map(|word| format!("=?utf-8?B?{}?=", BASE64.encode(word.as_bytes())));
    Some(words.collect::<Vec<_>>().join(" "))
}

fn mixed<'a>(both: MimePart<'a>, draft: &'a EmailDraft) -> MimePart<'a> {
    let names: Vec<&str> = draft.attachments.iter().map(|attachment| attachment.name.as_str()).collect();
    let kind = ContentType::new("multipart/mixed").attribute("boundary", boundary(&["mixed", &draft.text, &names.join("/")]));
    let attached = draft.attachments.iter().map(|attachment| {
        let part = MimePart::new(media_type(&attachment.name), BodyPart::Binary(attachment.bytes.as_slice().into()));
        part.attachment(attachment.name.as_str())
    });
    MimePart::new(kind, [both].into_iter().chain(attached).collect::<Vec<_>>())
}

/// What a file is by the end of its name. A calendar's method is that of its body, or Outlook refuses it.
fn media_type(name: &str) -> ContentType<'_> {
    let kind = match name.rsplit('.').next().unwrap_or_default() {
        "ics" => {
            return ContentType::new("text/calendar")
                .attribute("charset", "utf-8")
                .attribute("method", "PUBLISH")
                .attribute("name", name);
        }
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pdf" => "application/pdf",
        "html" => "text/html",
        _ => "application/octet-stream",
    };
    ContentType::new(kind).attribute("name", name)
}

/// `=_` and the beginning of a digest: neither of the two encodings of a part can hold it.
fn boundary(parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.len().to_be_bytes());
        digest.update(part.as_bytes());
    }
    let mut boundary = String::from("=_");
    for byte in digest.finalize().iter().take(14) {
        // Writing to a string cannot fail.
        let _ = write!(boundary, "{byte:02x}");
    }
    boundary
}

fn page(body: &str) -> String {
    format!("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head><meta charset=\"utf-8\"></head>\n<body>\n{body}</body>\n</html>\n")
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::render::escape::hostile;

    pub(crate) fn draft(name: &str, subject: &str) -> EmailDraft {
        EmailDraft {
            from: EmailAddress { name: "Reverse mentoring team".into(), address: "team@deanery.example".into() },
            reply_to: Some("lead@deanery.example".into()),
            to: Some(EmailAddress { name: name.into(), address: "siân.o-brien@trust.example".replace('â', "a") }),
            subject: subject.into(),
            text: format!("Dear {name},\n\n{}\n", "a long line without a break, ".repeat(60)),
            html: "<p>Dear</p>\n".into(),
            attachments: vec![EmailAttachment {
                name: "session.ics".into(),
                bytes: b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".to_vec(),
            }],
        }
    }

    #[test]
    fn a_draft_has_the_headers_of_a_draft_and_no_others() {
        let bytes = write(&draft("Siân O’Brien", "Your induction"));
        assert_eq!(bytes, write(&draft("Siân O’Brien", "Your induction")), "the same bytes twice");
        let text = String::from_utf8(bytes).unwrap();
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        let names: Vec<&str> =
            head.split("\r\n").filter(|line| !line.starts_with([' ', '\t'])).filter_map(|line| line.split(':').next()).collect();
        assert_eq!(names, ["From", "Reply-To", "To", "Subject", "X-Unsent", "MIME-Version", "Content-Type"]);
        assert!(text.is_ascii() && text.split("\r\n").all(|line| line.len() <= 998 && !line.contains('\n')));
    }

    #[test]
    fn what_looks_like_an_encoded_word_is_encoded_itself() {
        let head = |name: &str| String::from_utf8(write(&draft(name, name))).unwrap();
        let text = head("=?utf-8?Q?evil?=");
        let word = format!("=?utf-8?B?{}?=", BASE64.encode(b"=?utf-8?Q?evil?="));
        assert!(text.contains(&format!("To: {word} <")) && text.contains(&format!("Subject: {word}\r\n")), "{text}");
        let long = head(&"=?é".repeat(60));
        let lines = long.split("\r\n\r\n").next().unwrap().split("\r\n");
        assert!(lines.clone().all(|line| line.len() <= 998 && !line.contains("=?é")), "{long}");
        assert!(lines.flat_map(str::split_whitespace).filter(|word| word.starts_with("=?utf-8?B?")).all(|word| word.len() <= 75));
        assert!(head("Anna").contains("To: \"Anna\" <"));
    }

    #[test]
    fn no_hostile_name_or_subject_makes_a_header() {
        let count = |text: &[u8]| {
            String::from_utf8_lossy(text)
                .split_once("\r\n\r\n")
                .unwrap()
                .0
                .split("\r\n")
                .filter(|line| !line.starts_with([' ', '\t']))
                .count()
        };
        let plain = count(&write(&draft("Anna", "x")));
        for raw in hostile::TEXTS.into_iter().chain(["a\r\nBcc: x@evil.example", "=?utf-8?q?x?=", "\"<x@evil.example>\", y"]) {
            assert_eq!(count(&write(&draft(raw, raw))), plain, "{raw:?}");
        }
    }
}
