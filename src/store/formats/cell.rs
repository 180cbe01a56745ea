//! One cell of a private table: any text or list of texts, on one line, harmless to a spreadsheet, and read back as it was.
//!
//! A backslash escapes: `\\`, `\;`, `\n`, `\r`, `\t`; before a first `= + - @` it keeps a spreadsheet from computing it. Every item of
//! a list ends with `;`, so that a list of one is told from a text.

use crate::domain::answer::Answer;

/// Characters with which a spreadsheet begins a formula.
const FORMULA: [char; 5] = ['=', '+', '-', '@', '＝'];
/// Characters that are escaped wherever they stand.
const ESCAPED: [u8; 5] = *b"\\;\n\r\t";

/// A text as a cell.
pub(super) fn write_text(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    push_text(&mut cell, text);
    cell
}

/// An answer as a cell; an empty one is an empty cell.
pub(super) fn write(answer: &Answer) -> String {
    match answer {
        Answer::Text(text) => write_text(text),
        Answer::List(list) => {
            let mut cell = String::new();
            for (at, item) in list.iter().enumerate() {
                cell.push_str(if at > 0 { " " } else { "" });
                push_text(&mut cell, item);
                cell.push(';');
            }
            cell
        }
    }
}

fn push_text(cell: &mut String, text: &str) {
    if text.starts_with(FORMULA) {
        cell.push('\\');
    }
    if !text.bytes().any(|byte| ESCAPED.contains(&byte)) {
        return cell.push_str(text);
    }
    for c in text.chars() {
        match c {
            '\\' => cell.push_str("\\\\"),
            ';' => cell.push_str("\\;"),
            '\n' => cell.push_str("\\n"),
            '\r' => cell.push_str("\\r"),
            '\t' => cell.push_str("\\t"),
            _ => cell.push(c),
        }
    }
}

/// The text that a cell holds.
pub(super) fn read_text(cell: &str) -> String {
    items(cell, false).concat()
}

/// The answer that a cell holds; `None` for an empty one.
pub(super) fn read(cell: &str) -> Option<Answer> {
    if cell.is_empty() {
        return None;
    }
    let mut items = items(cell, true);
    // What stands after the last `;`: nothing in a list that was written here, an item in one that was typed.
    let rest = items.pop().unwrap_or_default();
    if items.is_empty() {
        return Some(Answer::Text(rest));
    }
    if !rest.trim().is_empty() {
        items.push(rest);
    }
    Some(Answer::List(items))
}

/// The texts between semicolons that are not escaped; one text where `split` is false. A blank after a semicolon belongs to it.
fn items(cell: &str, split: bool) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(item) = items.last_mut() else { break };
        match c {
            '\\' => item.push(match chars.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some(other) => other,
                None => '\\',
            }),
            ';' if split => {
                chars.next_if_eq(&' ');
                items.push(String::new());
            }
            _ => item.push(c),
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lists_read_well_and_typed_ones_are_understood() {
        let list = |items: &[&str]| Some(Answer::List(items.iter().map(|item| (*item).to_owned()).collect()));
        assert_eq!(write(&list(&["Monday", "a;b"]).unwrap()), "Monday; a\\;b;");
        assert_eq!(read("Monday;"), list(&["Monday"]));
        assert_eq!(read("Monday; Tuesday"), list(&["Monday", "Tuesday"]));
        assert_eq!(read("Monday"), Some(Answer::Text("Monday".to_owned())));
    }

    #[test]
    fn nothing_in_a_cell_begins_a_formula() {
        assert_eq!(write_text("=HYPERLINK(1)"), "\\=HYPERLINK(1)");
        assert_eq!(read_text("\\=HYPERLINK(1)"), "=HYPERLINK(1)");
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "\\PC{0,8}|[;\\\\=+@ \n\r\tnrt-]{0,8}") {
            let cell = write_text(&text);
            prop_assert!(!cell.contains(['\n', '\r', '\t']) && !cell.starts_with(FORMULA));
            prop_assert_eq!(read_text(&cell), text.clone());
            let answer = Answer::Text(text);
            prop_assert_eq!(read(&write(&answer)), (answer != Answer::Text(String::new())).then_some(answer));
        }

        #[test]
        fn every_list_comes_back(items in prop::collection::vec("\\PC{1,6}|[;\\\\=+@ \n\r\tnrt-]{1,6}", 1..4)) {
            let answer = Answer::List(items);
            prop_assert_eq!(read(&write(&answer)), Some(answer));
        }
    }
}
