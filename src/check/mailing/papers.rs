//! Reads the words of an attached Word document, and looks for days with times that are no session's.
//!
//! Written for judging, beside whatever wrote the document: a paper that cannot be read says nothing here.

use std::io::{Cursor, Read};

/// The most bytes that a part may unpack to.
const LARGEST: u64 = 20 << 20;

const WEEKDAYS: [&str; 7] = ["Monday ", "Tuesday ", "Wednesday ", "Thursday ", "Friday ", "Saturday ", "Sunday "];

/// Every day with times, such as `Tuesday 6 June 2023, 17:00 to 18:00`, that is none of `sessions`; each once.
pub(super) fn wrong_times(document: &[u8], sessions: &[(String, String)]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (day, times) in text_of(document).lines().flat_map(days_with_times) {
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

/// The text of body, headers and footers, a line a paragraph.
fn text_of(document: &[u8]) -> String {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(document)) else { return String::new() };
    let mut text = String::new();
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index(index) else { continue };
        let is_text = part.name().is_ok_and(|name| {
            ["word/document", "word/header", "word/footer"].iter().any(|start| name.starts_with(start)) && name.ends_with("xml")
        });
        let mut xml = String::new();
        if is_text && part.take(LARGEST).read_to_string(&mut xml).is_ok() {
            text.push_str(&words(&xml));
        }
    }
    text
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
