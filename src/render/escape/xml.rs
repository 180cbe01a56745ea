//! Text inside the elements and quoted attribute values of XML 1.0, as in the parts of a Word document.

/// The text with `& < > " '` as entities, on one line of visible characters; what XML 1.0 cannot hold is U+FFFD.
pub(crate) fn text(raw: &str) -> String {
    let mut xml = String::with_capacity(raw.len());
    for c in super::terminal::line(raw).chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\'' => xml.push_str("&apos;"),
            '\u{FFFE}' | '\u{FFFF}' => xml.push(char::REPLACEMENT_CHARACTER),
            _ => xml.push(c),
        }
    }
    xml
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::escape::hostile;

    #[test]
    fn nothing_hostile_opens_a_tag_or_an_entity() {
        for raw in hostile::TEXTS {
            let xml = text(raw);
            assert!(!xml.contains(['<', '>', '"', '\'']) && !xml.chars().any(char::is_control), "{raw:?}");
            let entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;"].iter().map(|entity| xml.matches(entity).count());
            assert_eq!(xml.matches('&').count(), entities.sum::<usize>(), "{raw:?}");
        }
        assert_eq!(text("a\u{ffff}b & ’Ọ"), "a\u{fffd}b &amp; ’Ọ");
    }
}
