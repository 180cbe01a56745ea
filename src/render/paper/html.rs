//! A paper as one web page: no script, no picture, nothing loaded from elsewhere.

use std::fmt::Write;

use super::{Paper, PaperBlock, PaperTable, TextSpan, is_blank};
use crate::render::escape;
use crate::render::untouched;

/// Readable on a screen and on paper; the only style there is.
const STYLE: &str = "body{font:12pt/1.45 Calibri,Carlito,Arial,sans-serif;max-width:44em;margin:2em auto;padding:0 1em}\
h1,h2,h3{line-height:1.2}table{border-collapse:collapse;width:100%;margin:1em 0}\
th,td{border:1px solid #888;padding:.35em .6em;text-align:left;vertical-align:top}th{background:#eee}\
td.blank{height:1.6em}blockquote{border-left:3px solid #888;margin:1em 0;padding-left:1em}body{overflow-wrap:anywhere}\
.read-aloud{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}";

/// The page.
pub(crate) fn write(paper: &Paper) -> String {
    let title = escape::html::text(&paper.title);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
    );
    // A letter has no heading; whoever hears the page read is told what it is all the same.
    if !paper.blocks.iter().any(|block| matches!(block, PaperBlock::Heading { level: 1, .. })) {
        let _ = writeln!(page, "<h1 class=\"read-aloud\">{title}</h1>");
    }
    blocks(&mut page, &paper.blocks);
    page.push_str("</main>\n</body>\n</html>\n");
    untouched::marked_page(page)
}

fn blocks(page: &mut String, all: &[PaperBlock]) {
    for block in all {
        match block {
            PaperBlock::Heading { level, text } => element(page, &format!("h{level}"), text),
            PaperBlock::Paragraph(text) => element(page, "p", text),
            PaperBlock::List { first, items } => list(page, *first, items),
            PaperBlock::Quote(inner) => {
                page.push_str("<blockquote>\n");
                blocks(page, inner);
                page.push_str("</blockquote>\n");
            }
            PaperBlock::Table(cells) => table(page, cells),
            PaperBlock::Rule => page.push_str("<hr>\n"),
        }
    }
}

fn element(page: &mut String, name: &str, text: &[TextSpan]) {
    // Writing to a string cannot fail.
    let _ = writeln!(page, "<{name}>{}</{name}>", spans(text));
}

fn list(page: &mut String, first: Option<u64>, items: &[Vec<PaperBlock>]) {
    let (open, close) = match first {
        None => ("<ul>".to_owned(), "</ul>"),
        Some(1) => ("<ol>".to_owned(), "</ol>"),
        Some(first) => (format!("<ol start=\"{first}\">"), "</ol>"),
    };
    let _ = writeln!(page, "{open}");
    for item in items {
        page.push_str("<li>");
        match &item[..] {
            [PaperBlock::Paragraph(text), rest @ ..] => {
                page.push_str(&spans(text));
                blocks(page, rest);
            }
            all => blocks(page, all),
        }
        page.push_str("</li>\n");
    }
    let _ = writeln!(page, "{close}");
}

/// A heading that is blank is none; where the first one is, or there are none, the first cell of each row is the heading of its row.
fn table(page: &mut String, table: &PaperTable) {
    page.push_str("<table>\n");
    let is_headed = table.head.iter().any(|cell| !is_blank(cell));
    let is_named = |row: &Vec<Vec<TextSpan>>| row.len() > 1 && row.first().is_some_and(|cell| !is_blank(cell));
    let are_rows_headed = table.head.first().is_none_or(|cell| is_blank(cell)) && table.rows.iter().all(is_named);
    if is_headed {
        page.push_str("<tr>");
        for cell in &table.head {
            let cell = if is_blank(cell) { "<td></td>".to_owned() } else { format!("<th scope=\"col\">{}</th>", spans(cell)) };
            page.push_str(&cell);
        }
        page.push_str("</tr>\n");
    }
    for row in &table.rows {
        page.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            let _ = match is_blank(cell) {
                true => write!(page, "<td class=\"blank\">{}</td>", spans(cell)),
                false if at == 0 && are_rows_headed => write!(page, "<th scope=\"row\">{}</th>", spans(cell)),
                false => write!(page, "<td>{}</td>", spans(cell)),
            };
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</table>\n");
}

fn spans(line: &[TextSpan]) -> String {
    line.iter().map(span).collect()
}

fn span(span: &TextSpan) -> String {
    let lines: Vec<String> = span.text.split('\n').map(escape::html::text).collect();
    let mut html = lines.join("<br>");
    if span.italic {
        html = format!("<em>{html}</em>");
    }
    if span.bold {
        html = format!("<strong>{html}</strong>");
    }
    if let Some(link) = &span.link {
        html = format!("<a href=\"{}\">{html}</a>", escape::html::text(link));
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::escape::hostile;
    use crate::render::paper::read;

    #[test]
    fn hostile_text_opens_no_tag() {
        for raw in hostile::TEXTS {
            let blocks = read(&escape::markdown::text(raw));
            let page = write(&Paper { title: raw.to_owned(), blocks });
            assert_eq!((page.matches("<script").count(), page.matches("<img").count()), (0, 0), "{raw:?}");
        }
    }

    #[test]
    fn a_list_item_with_one_paragraph_is_tight() {
        let page = write(&Paper { title: "T".into(), blocks: read("1. **a**\n2. b\n   - c\n") });
        assert!(page.contains("<ol>\n<li><strong>a</strong></li>\n<li>b<ul>\n<li>c</li>\n</ul>\n</li>\n</ol>"), "{page}");
    }

    #[test]
    fn a_reader_that_speaks_finds_a_heading_and_no_blank_one() {
        let of = |markdown: &str| write(&Paper { title: "A letter".into(), blocks: read(markdown) });
        let letter = of("Dear all\n\n|  |  |\n|---|---|\n| Day | Monday |\n\n|  |\n|---|\n| &nbsp; |\n");
        assert!(letter.contains("<main>\n<h1 class=\"read-aloud\">A letter</h1>\n<p>Dear all</p>"), "{letter}");
        assert!(letter.contains("<table>\n<tr><th scope=\"row\">Day</th><td>Monday</td></tr>"), "{letter}");
        assert!(!letter.contains("<th scope=\"col\"></th>"), "{letter}");
        let headed = of("# Title\n\n|  | Mentor |\n|---|---|\n| Name | &nbsp; |\n");
        assert!(headed.contains("<tr><td></td><th scope=\"col\">Mentor</th></tr>\n<tr><th scope=\"row\">Name</th>"), "{headed}");
        assert_eq!(headed.matches("<h1").count(), 1);
    }

    #[test]
    fn places_to_write_in_have_a_height() {
        let page = write(&Paper { title: "T".into(), blocks: read("| a | b |\n|---|---|\n| &nbsp; | x |\n") });
        assert!(page.contains("<tr><td class=\"blank\">\u{a0}</td><td>x</td></tr>"), "{page}");
    }
}
