//! Reads the words of an attached Word document or PDF: looks for people who are named in it, and for days with times that are no
//! session's.
//!
//! Written for judging, beside whatever wrote the document. What cannot be read is said, and no fault: it may be a scan. A paper that
//! many people get is read once.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;
use std::rc::Rc;

use sha2::{Digest, Sha256};

use super::mime::MimeEntity;
use super::names::Names;
use super::{ExpectedDraft, MailingClaim};
use crate::people::search;

/// The most bytes that a part may unpack to.
const LARGEST: u64 = 20 << 20;

const WEEKDAYS: [&str; 7] = ["Monday ", "Tuesday ", "Wednesday ", "Thursday ", "Friday ", "Saturday ", "Sunday "];

/// The sheet on which people say whom they know: it lists the other side.
const LIST: &str = "declaration";

/// What an attached paper says.
struct Paper {
    text: String,
    /// Days with times that are no session's.
    wrong_times: Vec<String>,
    /// Whether anybody is named in it.
    names_somebody: bool,
    /// Why it could not be looked into.
    unread: Option<&'static str>,
}

/// The papers of a mailing, each read once.
#[derive(Default)]
pub(super) struct Papers {
    read: BTreeMap<[u8; 32], Rc<Paper>>,
    /// Those that could not be looked into, by name, with the reason.
    pub(super) unread: BTreeMap<String, &'static str>,
}

impl Papers {
    /// What is wrong with an attached paper.
    pub(super) fn faults(
        &mut self,
        claim: &MailingClaim<'_>,
        draft: &ExpectedDraft,
        leaf: &MimeEntity,
        names: &Names,
    ) -> Vec<String> {
        let name = leaf.file_name();
        let Some(end) = kind(name) else { return Vec::new() };
        let paper = Rc::clone(
            self.read
                .entry(Sha256::digest(&leaf.content).into())
                .or_insert_with(|| Rc::new(read(end, &leaf.content, claim, names))),
        );
        if let Some(why) = paper.unread {
            self.unread.insert(name.to_owned(), why);
        }
        let times = paper.wrong_times.iter().map(|what| format!("the attachment {name} says {what}, and no session is then"));
        let is_list = Path::new(name).file_stem().is_some_and(|stem| stem == LIST);
        let strangers = if paper.names_somebody && !is_list { people(names, draft, &paper.text) } else { Vec::new() };
        times
            .chain(strangers.into_iter().map(|what| what.replacen("it holds", &format!("the attachment {name} holds"), 1)))
            .collect()
    }
}

/// Whoever is named by the whole name or the address. A surname alone is too often a word of a paper's own, and letters and digits of an
/// id are in every drawing.
fn people(names: &Names, draft: &ExpectedDraft, text: &str) -> Vec<String> {
    let is_sure = |what: &String| what.starts_with("it holds the name") || what.starts_with("it holds the address");
    names.strangers(draft, text).into_iter().filter(is_sure).collect()
}

fn read(end: &str, bytes: &[u8], claim: &MailingClaim<'_>, names: &Names) -> Paper {
    let (text, unread) = if end == "pdf" { search::texts(bytes) } else { document(bytes) };
    let names_somebody = !people(names, &ExpectedDraft::of_nobody(), &text).is_empty();
    let wrong_times = if end == "docx" { wrong_times(&text, claim.sessions) } else { Vec::new() };
    Paper { text, wrong_times, names_somebody, unread }
}

/// `docx` or `pdf`; none of what is neither.
fn kind(name: &str) -> Option<&'static str> {
    let end = Path::new(name).extension()?.to_str()?.to_lowercase();
    ["docx", "pdf"].into_iter().find(|known| *known == end)
}

fn document(bytes: &[u8]) -> (String, Option<&'static str>) {
    match text_of(bytes) {
        Some(text) => (text, None),
        None => (String::new(), Some("it is damaged or unpacks to too much")),
    }
}

/// Every day with times, such as `Tuesday 6 June 2023, 17:00 to 18:00`, that is none of `sessions`; each once.
fn wrong_times(text: &str, sessions: &[(String, String)]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (day, times) in text.lines().flat_map(days_with_times) {
        let is_session = sessions.iter().any(|(known, at)| *known == day && *at == times);
        let said = format!("{day}, {times}");
        if !is_session && !wrong.contains(&said) {
            wrong.push(said);
        }
    }
    wrong
}

/// `Tuesday 6 June 2023` with `17:00 to 18:00`, where the one follows the other.
fn days_with_times(line: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, _) in WEEKDAYS.iter().flat_map(|weekday| line.match_indices(weekday)) {
        let rest = line.get(at..).unwrap_or_default();
        let Some((day, times)) = rest.split_once(", ") else { continue };
        let is_day = day.split(' ').count() == 4 && day.rsplit(' ').next().is_some_and(|year| year.parse::<u16>().is_ok());
        let span: String = times.chars().take("17:00 to 18:00".len()).collect();
        if let Some((start, end)) = span.split_once(" to ").filter(|_| is_day)
            && is_time(start)
            && is_time(end)
        {
            found.push((day.to_owned(), span));
        }
    }
    found
}

fn is_time(text: &str) -> bool {
    let is_number = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once(':').is_some_and(|(hour, minute)| is_number(hour) && is_number(minute))
}

/// The text of body, headers, footers and notes, a line a paragraph; none of what cannot be unpacked within bounds.
fn text_of(document: &[u8]) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(document)).ok()?;
    let (mut text, mut left) = (String::new(), LARGEST);
    for index in 0..archive.len() {
        let part = archive.by_index(index).ok()?;
        let is_text = part.name().is_ok_and(|name| {
            ["word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes", "word/comments"]
                .iter()
                .any(|start| name.starts_with(start))
                && name.ends_with("xml")
        });
        if is_text {
            let mut xml = String::new();
            part.take(left + 1).read_to_string(&mut xml).ok()?;
            left = left.checked_sub(xml.len() as u64)?;
            text.push_str(&words(&xml));
        }
    }
    Some(text)
}

/// What stands in `<w:t>`; a paragraph ends a line.
fn words(xml: &str) -> String {
    let (mut text, mut rest, mut is_text) = (String::new(), xml, false);
    while let Some((before, after)) = rest.split_once('<') {
        if is_text {
            text.push_str(before);
        }
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        is_text = (tag == "w:t" || tag.starts_with("w:t ")) && !tag.ends_with('/');
        if tag == "/w:p" {
            text.push('\n');
        }
        rest = after;
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    entities.iter().fold(text, |text, (entity, sign)| text.replace(entity, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_with_times_are_found_over_runs_of_a_paragraph() {
        let xml = "<w:p><w:r><w:t>Induction: Tuesday 6 June 2023, </w:t></w:r><w:r><w:t xml:space=\"preserve\">17:00 to 18:00, or \
                   Thursday 8 June 2023, 9 o'clock</w:t></w:r></w:p>";
        let line = words(xml);
        assert_eq!(days_with_times(line.trim()), [("Tuesday 6 June 2023".to_owned(), "17:00 to 18:00".to_owned())]);
        assert_eq!(days_with_times("Monday to Friday, 09:00 to 17:00"), []);
    }
}
