//! Markdown as blocks. Anything that a paper cannot show (raw HTML, pictures, code) becomes its text, so that no word is lost.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::{Line, PaperBlock, PaperTable, TextSpan, is_blank};

/// Reads Markdown (CommonMark with tables).
pub(crate) fn read(markdown: &str) -> Vec<PaperBlock> {
    let mut reader = PaperReader { open: vec![Container::default()], ..PaperReader::default() };
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        reader.take(event);
    }
    reader.end_line(PaperBlock::Paragraph);
    reader.open.into_iter().next().map(|bottom| bottom.blocks).unwrap_or_default()
}

/// A list, item or quotation that is being read.
#[derive(Default)]
struct Container {
    blocks: Vec<PaperBlock>,
    items: Vec<Vec<PaperBlock>>,
    first: Option<u64>,
}

#[derive(Default)]
struct PaperReader {
    open: Vec<Container>,
    line: Line,
    bold: u32,
    italic: u32,
    link: Option<String>,
    table: Vec<Vec<Line>>,
}

impl PaperReader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text)
            | Event::Code(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => self.text(&text),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.text("\n"),
            Event::Rule => self.push(PaperBlock::Rule),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::List(first) => {
                self.end_line(PaperBlock::Paragraph);
                self.open.push(Container { first, ..Container::default() });
            }
            Tag::Item | Tag::BlockQuote(_) => {
                self.end_line(PaperBlock::Paragraph);
                self.open.push(Container::default());
            }
            Tag::Table(_) => self.table.clear(),
            Tag::TableHead | Tag::TableRow => self.table.push(Vec::new()),
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::Link { dest_url, .. } => self.link = is_safe(&dest_url).then(|| dest_url.to_string()),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => self.end_line(PaperBlock::Paragraph),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.end_line(|text| PaperBlock::Heading { level: level as u8, text }),
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.end_line(PaperBlock::Paragraph),
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.line);
                if let Some(row) = self.table.last_mut() {
                    row.push(cell);
                }
            }
            TagEnd::Table => self.end_table(),
            TagEnd::Item => self.end_item(),
            TagEnd::List(_) => self.end_container(|list| PaperBlock::List { first: list.first, items: list.items }),
            TagEnd::BlockQuote(_) => {
                self.end_line(PaperBlock::Paragraph);
                self.end_container(|quote| PaperBlock::Quote(quote.blocks));
            }
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::Link => self.link = None,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let (bold, italic, link) = (self.bold > 0, self.italic > 0, self.link.clone());
        let span = TextSpan { text: String::new(), bold, italic, link };
        let text: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
        match self.line.last_mut().filter(|last| last.is_styled_as(&span)) {
            Some(last) => last.text.push_str(&text),
            None => self.line.push(TextSpan { text, ..span }),
        }
    }

    fn push(&mut self, block: PaperBlock) {
        if let Some(container) = self.open.last_mut() {
            container.blocks.push(block);
        }
    }

    fn end_line(&mut self, block: impl FnOnce(Line) -> PaperBlock) {
        let mut line = std::mem::take(&mut self.line);
        if let Some(last) = line.last_mut() {
            last.text.truncate(last.text.trim_end_matches('\n').len());
        }
        // A paragraph that holds nothing but a no-break space keeps its height: room for a signature.
        if !is_blank(&line) || line.iter().any(|span| span.text.contains('\u{a0}')) {
            self.push(block(line));
        }
    }

    fn end_table(&mut self) {
        let mut rows = std::mem::take(&mut self.table).into_iter();
        let head = rows.next().unwrap_or_default();
        let head = if head.iter().all(|cell| is_blank(cell)) { Vec::new() } else { head };
        self.push(PaperBlock::Table(PaperTable { head, rows: rows.collect() }));
    }

    fn end_item(&mut self) {
        self.end_line(PaperBlock::Paragraph);
        let item = if self.open.len() > 1 { self.open.pop() } else { None };
        if let (Some(item), Some(list)) = (item, self.open.last_mut()) {
            list.items.push(item.blocks);
        }
    }

    fn end_container(&mut self, block: impl FnOnce(Container) -> PaperBlock) {
        if self.open.len() > 1
            && let Some(container) = self.open.pop()
        {
            self.push(block(container));
        }
    }
}

impl TextSpan {
    fn is_styled_as(&self, other: &TextSpan) -> bool {
        (self.bold, self.italic, &self.link) == (other.bold, other.italic, &other.link)
    }
}

/// The addresses that a paper may lead to.
fn is_safe(address: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::escape::{self, hostile};
    use crate::render::paper::plain;

    fn paragraphs(blocks: &[PaperBlock]) -> Vec<String> {
        let text = |block: &PaperBlock| match block {
            PaperBlock::Paragraph(line) | PaperBlock::Heading { text: line, .. } => Some(plain(line)),
            _ => None,
        };
        blocks.iter().filter_map(text).collect()
    }

    #[test]
    fn a_value_shows_as_itself_whatever_it_holds() {
        for raw in hostile::TEXTS {
            let blocks = read(&format!("Dear {},", escape::markdown::text(raw)));
            let shown: String = escape::terminal::line(raw).chars().filter(|c| !c.is_control()).collect();
            assert_eq!(paragraphs(&blocks), [format!("Dear {shown},")], "{raw:?}");
        }
    }

    #[test]
    fn raw_html_is_text_and_takes_nothing_with_it() {
        let blocks = read("<script>alert(1)</script>\nstill here\n\na <b>word</b>");
        assert_eq!(paragraphs(&blocks), ["<script>alert(1)</script>", "still here", "a <b>word</b>"]);
    }

    #[test]
    fn only_web_and_mail_addresses_become_links() {
        let links = |markdown: &str| match &read(markdown)[0] {
            PaperBlock::Paragraph(line) => line.iter().filter_map(|span| span.link.clone()).collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        assert_eq!(links("[a](javascript:alert(1)) [b](file:///etc)"), Vec::<String>::new());
        assert_eq!(links("[a](https://y.example) [b](mailto:x@y.example)"), ["https://y.example", "mailto:x@y.example"]);
        assert_eq!(links("see <https://x.example/a>, or https\\://evil.example"), ["https://x.example/a"]);
    }

    #[test]
    fn lists_in_lists_and_tables_keep_their_shape() {
        let blocks = read("- one\n  - inner\n- two\n\n|   |   |\n|---|---|\n| a | &nbsp; |\n");
        let [PaperBlock::List { first: None, items }, PaperBlock::Table(table)] = &blocks[..] else { panic!("{blocks:?}") };
        assert_eq!((items.len(), items[0].len()), (2, 2));
        assert!(table.head.is_empty());
        assert_eq!(table.rows[0].iter().map(|cell| plain(cell)).collect::<Vec<_>>(), ["a", "\u{a0}"]);
    }

    #[test]
    fn numbered_lists_begin_where_they_say() {
        let [PaperBlock::List { first, .. }] = &read("3. c\n4. d\n")[..] else { panic!("no list") };
        assert_eq!(*first, Some(3));
    }
}
