//! The words of a draft, to compare its two halves and to look for people in it.

use super::mime::MimeEntity;
use crate::domain::spelling;

/// The words of the text half: letters only, web addresses left out.
pub(super) fn of_text(text: &str) -> Vec<String> {
    text.split_whitespace().filter(|word| !word.contains("://")).flat_map(letters).collect()
}

/// The words of the HTML half: tags go, entities are read.
pub(super) fn of_html(html: &str) -> Vec<String> {
    let body = html.split_once("<body>").map_or(html, |(_, body)| body);
    let (mut text, mut rest) = (String::with_capacity(body.len()), body);
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        // A tag inside a word, as in <b>x</b>y, parts no words; a block does.
        if !["strong", "/strong", "em", "/em", "/a", "code", "/code"].contains(&tag) && !tag.starts_with("a ") {
            text.push(' ');
        }
        rest = after;
    }
    text.push_str(rest);
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")];
    let text = entities.iter().fold(text, |text, (entity, sign)| text.replace(entity, sign));
    of_text(&text)
}

/// Headers that say how a message is written, in words that may be names.
const OF_THE_FORM: [&str; 5] = ["content-type", "content-transfer-encoding", "content-disposition", "mime-version", "x-unsent"];

/// Every header that a person reads, and the names of attachments.
pub(super) fn of_headers(message: &MimeEntity) -> String {
    let leaves = message.leaves();
    let headers = std::iter::once(message).chain(leaves.iter().copied()).flat_map(|part| &part.headers);
    let told = headers.filter(|(name, _)| !OF_THE_FORM.contains(&name.as_str())).map(|(_, value)| value.as_str());
    let files = leaves.iter().map(|leaf| leaf.file_name());
    told.chain(files).collect::<Vec<_>>().join("\n")
}

/// HTML without the names of its tags, which may be surnames; what stands in attributes stays.
pub(super) fn without_tags(html: &str) -> String {
    let (mut text, mut rest) = (String::with_capacity(html.len()), html);
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        let attributes = tag.split_once(' ').map_or("", |(_, attributes)| attributes);
        text.extend([" ", attributes, " "]);
        rest = after;
    }
    text + rest
}

/// The words of a calendar that a person reads: not the names of properties, and not the words of the format.
pub(super) fn of_calendar(text: &str) -> String {
    let fixed = ["BEGIN", "END", "METHOD", "STATUS", "TRANSP", "CALSCALE", "VERSION", "TZNAME", "CLASS"];
    let unfolded = text.replace("\r\n ", "").replace("\n ", "");
    let said = unfolded.lines().filter_map(|line| {
        let name = line.split([':', ';']).next().unwrap_or_default();
        line.get(name.len()..).filter(|_| !fixed.contains(&name))
    });
    said.collect::<Vec<_>>().join("\n")
}

fn letters(word: &str) -> Vec<String> {
    word.split(|c: char| !c.is_alphabetic()).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The comparison key of a text with a blank at both ends, so that whole words are found in it.
pub(super) fn key(text: &str) -> String {
    format!(" {} ", spelling::key(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_halves_of_one_draft_have_the_same_words() {
        let text = "Dear Anna O'Brien,\n\n- see the form (https://x.example/a)\n1. Tom & Co\n";
        let html = "<html><body>\n<p>Dear <strong>Anna</strong> O'Brien,</p>\n<ul>\n<li>see <a href=\"https://x.example/a\">the form</a></li></ul>\n\
                    <ol><li>Tom &amp; Co</li></ol></body></html>";
        assert_eq!(of_text(text), of_html(html));
    }
}
