//! Inline text of Markdown (CommonMark and GitHub's tables): it may form no link, tag, heading, list, code, mathematics or column.

/// The text as Markdown that shows exactly it, on one line; also right inside a table's cell.
pub(crate) fn text(raw: &str) -> String {
    let shown = super::terminal::line(raw);
    let mut markdown = String::with_capacity(shown.len() + 8);
    for (at, c) in shown.char_indices() {
        let (before, after) = (&shown[..at], &shown[at + c.len_utf8()..]);
        match c {
            '&' => markdown.push_str("&amp;"),
            '<' => markdown.push_str("&lt;"),
            _ => {
                if has_meaning(c, before, after) {
                    markdown.push('\\');
                }
                markdown.push(c);
            }
        }
    }
    markdown
}

/// Whether Markdown would read `c` as more than itself here; punctuation that is harmless where it stands stays readable.
fn has_meaning(c: char, before: &str, after: &str) -> bool {
    let line_begins = before.trim().is_empty();
    let numbers_only = !line_begins && before.trim().bytes().all(|b| b.is_ascii_digit());
    match c {
        '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '!' | '|' | '~' | '>' | '@' | '$' => true,
        '-' | '+' | '=' => line_begins,
        '.' => numbers_only || before.to_ascii_lowercase().ends_with("www"),
        ')' => numbers_only,
        ':' => after.starts_with('/'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::escape::hostile;

    /// The text that a CommonMark reader shows: backslashes before punctuation go, the two entities are read.
    fn shown(markdown: &str) -> String {
        let mut text = String::new();
        let mut chars = markdown.chars().peekable();
        while let Some(c) = chars.next() {
            let escaped = c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
            text.push(if escaped { chars.next().unwrap() } else { c });
        }
        text.replace("&lt;", "<").replace("&amp;", "&")
    }

    #[test]
    fn every_hostile_text_shows_as_itself_and_forms_nothing() {
        for raw in hostile::TEXTS {
            let markdown = text(raw);
            assert_eq!(shown(&markdown), crate::render::escape::terminal::line(raw), "{raw:?}");
            let bare = markdown.replace("\\\\", "");
            for mark in ['`', '[', ']', '|', '#', '*', '_', '~', '$'] {
                assert_eq!(bare.matches(mark).count(), bare.matches(&format!("\\{mark}")).count(), "{raw:?}");
            }
            assert!(!markdown.contains(['<', '\n']), "{raw:?}");
        }
    }

    #[test]
    fn ordinary_titles_stay_readable() {
        for title in ["Mentor induction (part 1)", "Wrap-up: mentors, then all", "A. Smith & Sons", "50% + 50%"] {
            assert_eq!(text(title).replace("&amp;", "&"), title);
        }
    }

    #[test]
    fn lists_and_bare_links_are_broken() {
        assert_eq!(text("- x"), "\\- x");
        assert_eq!(text("12. x"), "12\\. x");
        assert_eq!(text("see http://x.example or www.x.example"), "see http\\://x.example or www\\.x.example");
    }
}
