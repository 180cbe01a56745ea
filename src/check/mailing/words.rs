//! The words of a draft, to compare its two halves and to look for people in it.

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
