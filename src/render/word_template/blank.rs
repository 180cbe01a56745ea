//! Whether a sheet with tables to fill in still is as blank as it was handed out.

use super::open::{self, Content};
use super::xml_tree::Element;

/// Every paragraph with a word in it, those of tables too, in order; of what cannot be read, none. O(bytes).
pub(crate) fn paragraphs(bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for part in &open::open(bytes).unwrap_or_default() {
        if let Content::Text(xml) = &part.content {
            lines(&xml.root, &mut found);
        }
    }
    found
}

/// The texts of paragraphs, in the order in which they stand.
fn lines(element: &Element, found: &mut Vec<String>) {
    for inner in element.elements() {
        if inner.local() == "p" {
            let text = words(inner);
            if !text.trim().is_empty() {
                found.push(text.trim().to_owned());
            }
        } else {
            lines(inner, found);
        }
    }
}

/// The words of a paragraph, over all its runs.
fn words(element: &Element) -> String {
    element.elements().map(|inner| if inner.local() == "t" { inner.text() } else { words(inner) }).collect()
}

/// Whether the document has tables, and none of them has a word below its headings. What cannot be read counts as filled. O(bytes).
pub(crate) fn has_blank_tables(bytes: &[u8]) -> bool {
    let parts = open::open(bytes).unwrap_or_default();
    let mut tables = Vec::new();
    for part in &parts {
        if let (Content::Text(xml), "word/document.xml") = (&part.content, part.name.as_str()) {
            collect(&xml.root, "tbl", &mut tables);
        }
    }
    let is_empty = |table: &&Element| {
        let mut rows = Vec::new();
        collect(table, "tr", &mut rows);
        !rows.iter().skip(1).any(|row| row.has(&|element| element.local() == "t" && !element.text().trim().is_empty()))
    };
    !tables.is_empty() && tables.iter().all(is_empty)
}

fn collect<'e>(element: &'e Element, name: &str, found: &mut Vec<&'e Element>) {
    for inner in element.elements() {
        if inner.local() == name {
            found.push(inner);
        } else {
            collect(inner, name, found);
        }
    }
}
