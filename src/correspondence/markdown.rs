//! A message's Markdown as the two halves of an email: text that is complete by itself, and HTML without pictures, scripts or styles.
//!
//! Tags in the Markdown are text. Links lead to https, http and mailto only; any other is its words.

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

/// The text as Markdown that shows exactly it, on one line.
pub(crate) fn escape(raw: &str) -> String {
    let mut markdown = String::with_capacity(raw.len() + 8);
    for c in raw.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match c {
            '&' => markdown.push_str("&amp;"),
            '<' => markdown.push_str("&lt;"),
            '>' => markdown.push_str("&gt;"),
            _ => {
                if c.is_ascii_punctuation() {
                    markdown.push('\\');
                }
                markdown.push(c);
            }
        }
    }
    markdown
}

/// Whether a link may lead there.
pub(crate) fn is_safe_link(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
        && !lower.contains(|c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\' | '^' | '`' | '{' | '|' | '}')
        })
}

/// The events of `markdown`, in which tags are text and every link is safe.
pub(crate) fn events(markdown: &str) -> Vec<Event<'_>> {
    let mut open = Vec::new();
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES);
    parser.filter_map(|event| safe(event, &mut open)).collect()
}

/// `open` tells of each open link whether it is kept. Pictures are their description.
fn safe<'a>(event: Event<'a>, open: &mut Vec<bool>) -> Option<Event<'a>> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Link { link_type, dest_url, id, .. }) => {
            let kept = is_safe_link(&dest_url) || link_type == LinkType::Email;
            open.push(kept);
            kept.then_some(Event::Start(Tag::Link { link_type, dest_url, title: CowStr::Borrowed(""), id }))
        }
        Event::End(TagEnd::Link) => open.pop().unwrap_or(false).then_some(Event::End(TagEnd::Link)),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        event => Some(event),
    }
}

/// The body of an HTML document.
pub(crate) fn to_html(markdown: &str) -> String {
    let mut html = String::with_capacity(markdown.len() * 2);
    pulldown_cmark::html::push_html(&mut html, events(markdown).into_iter());
    without_blank_heads(&html)
}

/// Markdown has no table without headings: those that are blank go, or a screen reader announces them in every row.
fn without_blank_heads(html: &str) -> String {
    const BEGIN: &str = "<thead><tr>";
    const END: &str = "</tr></thead>";
    let mut parts = html.split(BEGIN);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(END) {
            Some((head, rest)) if head.replace("<th></th>", "").is_empty() => kept.push_str(rest),
            _ => kept.extend([BEGIN, part]),
        }
    }
    kept
}

/// The text half: a blank line between paragraphs, no line broken by width, links written out.
pub(crate) fn to_text(markdown: &str) -> String {
    let mut writer = TextWriter::default();
    for event in events(markdown) {
        writer.take(event);
    }
    let mut text = writer.text.trim_end().to_owned();
    text.push('\n');
    text
}

/// Writes events as text.
#[derive(Default)]
struct TextWriter {
    text: String,
    /// What stands before every line of the open lists and quotations.
    indents: Vec<String>,
    /// The next number of each open list; none in one with bullets.
    lists: Vec<Option<u64>>,
    /// The target of the open link, and where its words begin.
    link: Option<(String, usize)>,
    /// Whether an item has just begun, so that its first paragraph stays on that line.
    at_item: bool,
    /// Whether items are separated by blank lines.
    loose: bool,
    /// The cells of the open row of a table, and where the open cell begins.
    row: Vec<String>,
    cell: usize,
    /// Whether the table has no row yet.
    at_table: bool,
}

impl TextWriter {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => {
                self.at_item = false;
                let indent = self.indents.concat();
                self.text.push_str(&text.replace('\n', &format!("\n{indent}")));
            }
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.new_line(),
            Event::Rule => {
                self.block();
                self.text.push_str("----------");
            }
            _ => {}
        }
    }

    fn new_line(&mut self) {
        self.text.push('\n');
        self.text.push_str(&self.indents.concat());
    }

    /// Begins a block: after a blank line, but for the first in the text or in an item.
    fn block(&mut self) {
        if self.at_item {
            self.at_item = false;
        } else if !self.text.is_empty() {
            let indent = self.indents.concat();
            self.text.truncate(self.text.trim_end_matches(' ').len());
            self.text.push('\n');
            self.text.push_str(indent.trim_end());
            self.text.push('\n');
            self.text.push_str(&indent);
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::Table(_) => {
                self.loose = true;
                self.at_table = true;
                self.block();
            }
            Tag::BlockQuote(_) => {
                self.block();
                self.text.push_str("> ");
                self.indents.push("> ".to_owned());
                self.at_item = true;
            }
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.block();
                    self.at_item = true;
                }
                self.loose = false;
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::Link { dest_url, .. } => self.link = Some((dest_url.into_string(), self.text.len())),
            Tag::TableRow | Tag::TableHead => self.row.clear(),
            Tag::TableCell => self.cell = self.text.len(),
            _ => {}
        }
    }

    fn item(&mut self) {
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        };
        if self.at_item {
            self.at_item = false;
        } else if self.loose {
            self.block();
        } else {
            self.new_line();
        }
        self.text.push_str(&marker);
        self.indents.push(" ".repeat(marker.len()));
        self.at_item = true;
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Item | TagEnd::BlockQuote(_) => {
                self.indents.pop();
                self.at_item = false;
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Link => self.end_link(),
            TagEnd::TableCell => {
                let cell = self.text.split_off(self.cell.min(self.text.len()));
                self.row.push(cell.trim().to_owned());
            }
            TagEnd::TableRow | TagEnd::TableHead => self.end_row(),
            TagEnd::CodeBlock => self.text.truncate(self.text.trim_end().len()),
            _ => {}
        }
    }

    /// A row on a line of its own: `Day: Tuesday`. One without a word, as a head may be, is none.
    fn end_row(&mut self) {
        if self.row.iter().all(String::is_empty) {
            return;
        }
        if !self.at_table {
            self.new_line();
        }
        self.at_table = false;
        let between = if self.row.len() == 2 { ": " } else { " | " };
        self.text.push_str(&self.row.join(between));
    }

    /// The target stands after the words, unless the words are the target.
    fn end_link(&mut self) {
        let Some((target, begin)) = self.link.take() else { return };
        let address = target.strip_prefix("mailto:").unwrap_or(&target);
        if self.text.get(begin..).is_some_and(|words| words != address && words != target) {
            let said = format!(" ({address})");
            self.text.push_str(&said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: [&str; 12] = [
        "[x](https://evil.example)",
        "# Heading",
        "- item",
        "1. item",
        "<script>alert(1)</script>",
        "https://evil.example",
        "a@evil.example",
        "`code` *bold* __x__",
        "| a | b |",
        "&copy; &lt;",
        "![p](https://evil.example/x.png)",
        "O'Brien \\ ~~x~~",
    ];

    #[test]
    fn an_escaped_text_shows_as_itself_in_both_halves() {
        for raw in HOSTILE {
            assert_eq!(to_text(&escape(raw)).trim_end(), raw);
            let html = to_html(&format!("Dear {},", escape(raw)));
            assert!(!html.contains("<a") && !html.contains("<img") && !html.contains("<script"), "{html}");
            assert_eq!(html.matches('<').count(), 2, "one paragraph: {html}");
            assert_eq!(to_html(&escape(raw)).matches('<').count(), 2, "at the beginning of a line: {raw}");
        }
    }

    #[test]
    fn tags_of_the_lead_stay_as_text() {
        let html = to_html("<script>alert(1)</script> Dear all\n\nSee <b>this</b>");
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; Dear all"), "{html}");
        assert!(html.contains("&lt;b&gt;this&lt;/b&gt;"), "{html}");
    }

    #[test]
    fn links_lead_to_the_web_and_to_mail_only() {
        let html = to_html("[a](javascript:alert(1)) [b](https://x.example/a_b) [c](mailto:a@x.example) [d](file:///etc)");
        assert!(
            html.contains(">b</a>") && html.contains(">c</a>") && !html.contains("script") && !html.contains("file:"),
            "{html}"
        );
        assert_eq!(
            to_text("See [the form](https://x.example/a_b) or <https://y.example>."),
            "See the form (https://x.example/a_b) or https://y.example.\n"
        );
    }

    #[test]
    fn a_table_is_one_line_a_row_and_an_empty_head_is_none() {
        let html = to_html("| | |\n|---|---|\n| Day | Monday |\n\n| A | |\n|---|---|\n| b | c |\n");
        assert_eq!(html.matches("<table>").count(), 2);
        assert!(html.contains("<table><tbody>") && html.contains("<thead><tr><th>A</th><th></th></tr></thead>"), "{html}");
        let markdown = "These:\n\n| | |\n|---|---|\n| Day | Tuesday |\n| Time | 14:00 |\n\nBye\n";
        assert_eq!(to_text(markdown), "These:\n\nDay: Tuesday\nTime: 14:00\n\nBye\n");
    }

    #[test]
    fn the_text_half_keeps_paragraphs_and_lists() {
        let markdown = "# Hello\n\nDear Anna,\nthis is one\nparagraph.\n\n- one\n- two\n  - inner\n\n1. first\n2. second\n\n> said\n\nBye  \nTeam\n";
        let text = "Hello\n\nDear Anna, this is one paragraph.\n\n- one\n- two\n  - inner\n\n1. first\n2. second\n\n> said\n\nBye\nTeam\n";
        assert_eq!(to_text(markdown), text);
    }
}
