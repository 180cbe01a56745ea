//! Text inside HTML elements and quoted attribute values.

/// The text with `& < > " '` as entities, on one line of visible characters.
pub(crate) fn text(raw: &str) -> String {
    let mut html = String::with_capacity(raw.len());
    for c in super::terminal::line(raw).chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::escape::hostile;

    #[test]
    fn nothing_hostile_opens_a_tag_or_closes_an_attribute() {
        for raw in hostile::TEXTS {
            assert!(!text(raw).contains(['<', '>', '"', '\'', '\0']), "{raw:?}");
        }
        assert_eq!(text("\"><b> &amp;"), "&quot;&gt;&lt;b&gt; &amp;amp;");
    }
}
