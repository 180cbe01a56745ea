//! Papers to print and to hand over: Markdown read into blocks, and blocks written as a Word document or a web page.
//!
//! What a paper says is decided elsewhere: here is only its shape. Raw HTML shows as text, and only https, http and mailto are links.

pub(crate) mod agenda;
pub(crate) mod docx;
pub(crate) mod html;
mod markdown;

pub(crate) use markdown::read;

/// A paper as blocks, ready for any output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paper {
    /// What programs show as the document's title.
    pub title: String,
    /// The blocks in reading order.
    pub blocks: Vec<PaperBlock>,
}

/// One block of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PaperBlock {
    /// A heading; level 1 is the paper's own.
    Heading {
        /// 1 to 6.
        level: u8,
        /// The heading's text.
        text: Line,
    },
    /// A paragraph.
    Paragraph(Line),
    /// A list; numbered where `first` is given.
    List {
        /// The first number of a numbered list.
        first: Option<u64>,
        /// The items, each a sequence of blocks.
        items: Vec<Vec<PaperBlock>>,
    },
    /// A quotation.
    Quote(Vec<PaperBlock>),
    /// A table.
    Table(PaperTable),
    /// A horizontal line.
    Rule,
}

/// A table: every row has as many cells as the table has columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PaperTable {
    /// The header cells; empty where the table has no visible header.
    pub head: Vec<Line>,
    /// The rows below.
    pub rows: Vec<Vec<Line>>,
}

/// Text of one paragraph or cell.
pub(crate) type Line = Vec<TextSpan>;

/// Text in one style. A line feed inside it is a line break.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TextSpan {
    /// The text, unescaped.
    pub text: String,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Where the text leads.
    pub link: Option<String>,
}

/// The bare text of a line.
pub(crate) fn plain(line: &[TextSpan]) -> String {
    line.iter().map(|span| span.text.as_str()).collect()
}

/// Whether a line shows nothing: such a cell is a place to write in.
fn is_blank(line: &[TextSpan]) -> bool {
    line.iter().all(|span| span.text.trim().is_empty())
}
