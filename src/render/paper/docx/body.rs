//! Blocks as the body of a Word document: paragraphs, numbered paragraphs and tables, in the order that the schema asks for.

use std::fmt::Write;

use super::super::{Line, PaperBlock, PaperTable, TextSpan, is_blank, plain};
use crate::render::escape::xml;

/// The width of the text on the page, in twentieths of a point: A4 with margins of an inch.
const WIDTH: usize = 9026;
/// The height of a row to write in: a centimetre.
const WRITING_HEIGHT: u32 = 567;
/// Deeper lists look like this level.
const DEEPEST: usize = 2;

/// The body, and what other parts must hold for it.
#[derive(Default)]
pub(super) struct Body {
    pub(super) xml: String,
    /// The first number of each numbered list; list `n` has the number `n + 2` in the numbering part (1 is bullets).
    pub(super) numbered: Vec<u64>,
    /// The addresses of links; link `n` has the relation `link{n}`.
    pub(super) links: Vec<String>,
}

/// Where a paragraph stands.
#[derive(Clone, Copy, Default)]
struct Context {
    /// The numbering and level of the list item that the paragraph begins.
    item: Option<(usize, usize)>,
    /// How many lists it lies in.
    depth: usize,
    quoted: bool,
}

pub(super) fn write(blocks: &[PaperBlock]) -> Body {
    let mut body = Body::default();
    body.blocks(blocks, Context::default());
    body
}

impl Body {
    fn blocks(&mut self, blocks: &[PaperBlock], context: Context) {
        for block in blocks {
            match block {
                PaperBlock::Heading { level, text } => self.styled(&format!("Heading{}", (*level).min(3)), text),
                PaperBlock::Paragraph(text) => self.paragraph(text, context),
                PaperBlock::List { first, items } => self.list(*first, items, context),
                PaperBlock::Quote(inner) => self.blocks(inner, Context { quoted: true, ..context }),
                PaperBlock::Table(table) => self.table(table),
                PaperBlock::Rule => self.xml.push_str(RULE),
            }
        }
    }

    fn styled(&mut self, style: &str, text: &[TextSpan]) {
        self.push(format_args!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>"));
        self.runs(text, false);
        self.xml.push_str("</w:p>");
    }

    fn paragraph(&mut self, text: &[TextSpan], context: Context) {
        let mut properties = String::new();
        // Writing to a string cannot fail. The order of the properties is the schema's.
        match context.item {
            Some((list, level)) => {
                let _ = write!(
                    properties,
                    "<w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"
                );
            }
            None if context.quoted => properties.push_str("<w:pStyle w:val=\"Quote\"/>"),
            None if context.depth > 0 => {
                let _ = write!(properties, "<w:pStyle w:val=\"ListParagraph\"/><w:ind w:left=\"{}\"/>", 360 * context.depth);
            }
            None => {}
        }
        let properties = if properties.is_empty() { properties } else { format!("<w:pPr>{properties}</w:pPr>") };
        self.push(format_args!("<w:p>{properties}"));
        self.runs(text, false);
        self.xml.push_str("</w:p>");
    }

    fn list(&mut self, first: Option<u64>, items: &[Vec<PaperBlock>], context: Context) {
        let list = match first {
            None => 1,
            Some(first) => {
                self.numbered.push(first);
                self.numbered.len() + 1
            }
        };
        let inside = Context { item: None, depth: context.depth + 1, ..context };
        for item in items {
            let (begin, rest) = match &item[..] {
                [PaperBlock::Paragraph(text), rest @ ..] => (&text[..], rest),
                all => (&[][..], all),
            };
            self.paragraph(begin, Context { item: Some((list, context.depth.min(DEEPEST))), ..inside });
            self.blocks(rest, inside);
        }
    }

    fn table(&mut self, table: &PaperTable) {
        let widths = widths(table);
        self.xml.push_str(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>\
             <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
        );
        for width in &widths {
            self.push(format_args!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.xml.push_str("</w:tblGrid>");
        if !table.head.is_empty() {
            self.row(&table.head, &widths, true);
        }
        for row in &table.rows {
            self.row(row, &widths, false);
        }
        // Word needs a paragraph between two tables and at the end of the body.
        self.xml.push_str("</w:tbl><w:p><w:pPr><w:spacing w:after=\"0\"/></w:pPr></w:p>");
    }

    fn row(&mut self, cells: &[Line], widths: &[usize], is_head: bool) {
        let height = if cells.iter().any(|cell| is_blank(cell)) && !is_head {
            format!("<w:trHeight w:val=\"{WRITING_HEIGHT}\"/>")
        } else {
            String::new()
        };
        let repeats = if is_head { "<w:tblHeader/>" } else { "" };
        self.push(format_args!("<w:tr><w:trPr><w:cantSplit/>{height}{repeats}</w:trPr>"));
        let shade = if is_head { "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EEEEEE\"/>" } else { "" };
        for (cell, width) in cells.iter().zip(widths) {
            self.push(format_args!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}</w:tcPr><w:p>"));
            self.xml.push_str("<w:pPr><w:spacing w:after=\"40\"/></w:pPr>");
            self.runs(cell, is_head);
            self.xml.push_str("</w:p></w:tc>");
        }
        self.xml.push_str("</w:tr>");
    }

    fn runs(&mut self, line: &[TextSpan], bold: bool) {
        for span in line {
            let run = run(span, bold);
            match &span.link {
                None => self.xml.push_str(&run),
                Some(address) => {
                    let number = self.links.iter().position(|known| known == address).unwrap_or_else(|| {
                        self.links.push(address.clone());
                        self.links.len() - 1
                    });
                    self.push(format_args!("<w:hyperlink r:id=\"link{number}\">{run}</w:hyperlink>"));
                }
            }
        }
    }

    fn push(&mut self, text: std::fmt::Arguments<'_>) {
        let _ = self.xml.write_fmt(text);
    }
}

const RULE: &str =
    "<w:p><w:pPr><w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"888888\"/></w:pBdr></w:pPr></w:p>";

fn run(span: &TextSpan, bold: bool) -> String {
    let mut style = String::new();
    if span.link.is_some() {
        style.push_str("<w:rStyle w:val=\"Hyperlink\"/>");
    }
    if span.bold || bold {
        style.push_str("<w:b/>");
    }
    if span.italic {
        style.push_str("<w:i/>");
    }
    let style = if style.is_empty() { style } else { format!("<w:rPr>{style}</w:rPr>") };
    let lines: Vec<String> =
        span.text.split('\n').map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", xml::text(line))).collect();
    format!("<w:r>{style}{}</w:r>", lines.join("<w:br/>"))
}

/// Column widths by what the cells hold: a column of short texts is narrow, and the others share the rest.
fn widths(table: &PaperTable) -> Vec<usize> {
    let columns = table.head.len().max(table.rows.first().map_or(0, Vec::len)).max(1);
    let longest = |column: usize| {
        let cells = std::iter::once(&table.head).chain(&table.rows).filter_map(|row| row.get(column));
        let lines = cells.flat_map(|cell| plain(cell).split('\n').map(|line| line.chars().count()).collect::<Vec<_>>());
        lines.max().unwrap_or(0).clamp(10, 70)
    };
    let lengths: Vec<usize> = (0..columns).map(longest).collect();
    let sum = lengths.iter().sum::<usize>().max(1);
    lengths.iter().map(|length| length * WIDTH / sum).collect()
}
