//! Where a document names fields: placeholders are found in the joined text of a paragraph, because Word cuts it into runs anywhere.

use std::ops::Range;

use super::expression::{self, Expression};
use super::xml_tree::{Element, Node};
use super::{WordFault, fault};
use crate::render::escape::xml;

/// A placeholder in the text of its paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placeholder {
    /// Its bytes in the paragraph's text, braces included.
    pub(super) range: Range<usize>,
    pub(super) expression: Expression,
}

/// The characters of its surroundings that a fault shows on each side.
const AROUND: usize = 24;

/// The placeholders in a paragraph's text, and what is wrong with others.
pub(super) fn find(text: &str, part: &str) -> (Vec<Placeholder>, Vec<WordFault>) {
    let (mut found, mut faults, mut at) = (Vec::new(), Vec::new(), 0);
    let wrong = |range: Range<usize>, message, help| WordFault {
        part: part.to_owned(),
        words: around(text, range),
        ..fault("docx-placeholder", message, help)
    };
    for (begin, _) in text.match_indices("{%") {
        let help =
            "a row or a line that names a field of a list is repeated by itself; for conditions use `letters edit --markdown`";
        faults.push(wrong(begin..begin + 2, "a Word document cannot hold {% … %}", help));
    }
    while let Some(begin) = text.get(at..).and_then(|rest| rest.find("{{")).map(|place| at + place) {
        let Some(length) = text[begin + 2..].find("}}") else {
            let help = "close it with }} in the same paragraph";
            faults.push(wrong(begin..begin + 2, "this placeholder is not closed in its paragraph", help));
            break;
        };
        let range = begin..begin + 2 + length + 2;
        if let Some(expression) = expression::read(&text[begin + 2..begin + 2 + length]) {
            found.push(Placeholder { range: range.clone(), expression });
        } else {
            let help = "write a field, such as {{ person.name }}, or {{ session.place or \"to be told\" }}";
            faults.push(wrong(range.clone(), "this placeholder cannot be read", help));
        }
        at = range.end;
    }
    (found, faults)
}

/// A span of a text with the words around it, on one line.
pub(super) fn around(text: &str, range: Range<usize>) -> String {
    let before: Vec<char> = text[..range.start].chars().rev().take(AROUND).collect();
    let after = text[range.end..].chars().take(AROUND);
    let words: String = before.into_iter().rev().chain(text[range].chars()).chain(after).collect();
    crate::domain::text::tidy(&words)
}

/// What the text of a paragraph is made of, in order.
enum Piece<'a> {
    Text(&'a mut Element),
    Break,
}

/// Whether the inside of an element belongs to another paragraph, or to none.
fn is_foreign(element: &Element) -> bool {
    ["p", "pPr", "rPr", "tbl"].contains(&element.local())
}

fn is_break(element: &Element) -> bool {
    ["tab", "br", "cr"].contains(&element.local())
}

fn collect<'a>(element: &'a mut Element, pieces: &mut Vec<Piece<'a>>) {
    for inner in element.elements_mut() {
        if inner.local() == "t" {
            pieces.push(Piece::Text(inner));
        } else if is_break(inner) {
            pieces.push(Piece::Break);
        } else if !is_foreign(inner) {
            collect(inner, pieces);
        }
    }
}

/// The text of a paragraph; breaks are line feeds.
pub(super) fn text_of(element: &Element) -> String {
    let mut text = String::new();
    gather(element, &mut text);
    text
}

fn gather(element: &Element, text: &mut String) {
    for inner in element.elements() {
        if inner.local() == "t" {
            text.push_str(&inner.text());
        } else if is_break(inner) {
            text.push('\n');
        } else if !is_foreign(inner) {
            gather(inner, text);
        }
    }
}

/// Puts `values` into the paragraph: each into the run in which its placeholder begins. The style of that run is the value's.
pub(super) fn replace(paragraph: &mut Element, values: &[(Range<usize>, String)]) {
    let mut pieces = Vec::new();
    collect(paragraph, &mut pieces);
    let mut begin = 0;
    for piece in pieces {
        match piece {
            Piece::Break => begin += 1,
            Piece::Text(element) => {
                let text = element.text();
                let own = begin..begin + text.len();
                begin = own.end;
                if values.iter().any(|(range, _)| range.start < own.end && own.start < range.end) {
                    set(element, &remaining(&text, &own, values));
                }
            }
        }
    }
}

/// The text of one piece with the placeholders taken out, and the values that begin in it put in.
fn remaining(text: &str, own: &Range<usize>, values: &[(Range<usize>, String)]) -> String {
    let (mut result, mut at) = (String::new(), own.start);
    for (range, value) in values.iter().filter(|(range, _)| range.start < own.end && own.start < range.end) {
        let cut = range.start.max(own.start);
        result.push_str(&text[at - own.start..cut - own.start]);
        if range.start >= own.start {
            result.push_str(value);
        }
        at = range.end.min(own.end);
    }
    result + &text[at - own.start..]
}

/// Sets the text of a `t` element; line feeds become line breaks.
pub(super) fn set(element: &mut Element, text: &str) {
    let prefix = element.prefix().to_owned();
    let lines: Vec<String> = text.split('\n').map(xml::text).collect();
    let next = format!("</{prefix}t><{prefix}br/><{prefix}t xml:space=\"preserve\">");
    element.open = format!("<{prefix}t xml:space=\"preserve\">");
    element.close = format!("</{prefix}t>");
    element.children = vec![Node::Raw(lines.join(&next))];
}
