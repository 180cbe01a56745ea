//! The lead's own Word document as a template: its fields found, checked and filled, everything else left as it is.
//!
//! | in the document | becomes |
//! | --- | --- |
//! | `{{ person.name }}`, however Word cut it into runs | the value |
//! | `{{ session.place or "to be told" }}` | the value, or the words where it is empty |
//! | a merge field `«Name»` | the same |
//! | a table row, or a paragraph, that names a field of a list (`{{ sessions.title }}`) | one for each entry |
//! | a table with the first heading "Minutes" | an agenda with times |
//!
//! Filled are the body, headers, footers and notes, with the text boxes in them. A letter tells nothing of the computer it was made on.

mod blank;
mod clean;
mod expression;
mod fill;
mod merge_fields;
mod open;
mod placeholders;
mod xml_tree;

use std::io;

pub(crate) use blank::{has_blank_tables, paragraphs};
pub(crate) use expression::Expression;
use open::{Content, Part};
use xml_tree::Element;

use crate::correspondence::values::FieldValues;
use crate::render::package;
use crate::render::paper::agenda::AgendaTimes;

/// What is wrong with a document, or with filling it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WordFault {
    /// The code of the problem.
    pub code: &'static str,
    /// The part of the document, such as `word/header1.xml`; empty for the whole.
    pub part: String,
    /// The words around the place; empty where there is none.
    pub words: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

fn fault(code: &'static str, message: &str, help: &str) -> WordFault {
    WordFault { code, part: String::new(), words: String::new(), message: message.to_owned(), help: help.to_owned() }
}

/// A field that the document names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedField {
    /// The part of the document.
    pub part: String,
    /// The words around it.
    pub words: String,
    /// The field.
    pub expression: Expression,
}

/// A document with fields.
#[derive(Clone, Debug)]
pub(crate) struct WordTemplate {
    parts: Vec<Part>,
    fields: Vec<NamedField>,
}

impl WordTemplate {
    /// Opens a document. O(bytes), which are bounded.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub(crate) fn open(bytes: &[u8]) -> Result<WordTemplate, Vec<WordFault>> {
        let mut parts = open::open(bytes)?;
        let (mut fields, mut faults) = (Vec::new(), Vec::new());
        for part in &mut parts {
            prepare(part, &mut fields, &mut faults);
        }
        clean::clean(&mut parts);
        // A text box stands twice in a document, once for older versions of Word.
        faults.dedup();
        if faults.is_empty() { Ok(WordTemplate { parts, fields }) } else { Err(faults) }
    }

    /// Every field that the document names, in the order of its parts.
    pub(crate) fn fields(&self) -> &[NamedField] {
        &self.fields
    }

    /// The document for one recipient. The same values give the same bytes.
    ///
    /// # Errors
    /// Fields that are empty or no text, an agenda that does not fit; or the archive cannot be written.
    pub(crate) fn fill(&self, values: &FieldValues, times: Option<&AgendaTimes>) -> Result<Vec<u8>, Vec<WordFault>> {
        let (mut parts, mut faults) = (Vec::new(), Vec::new());
        for part in &self.parts {
            let bytes = match &part.content {
                Content::Bytes(bytes) => bytes.clone(),
                Content::Text(xml) if open::is_filled(xml) => {
                    let mut xml = xml.clone();
                    let mut filler = fill::Filler::new(&part.name, values, times);
                    filler.fill(&mut xml.root);
                    faults.extend(filler.faults);
                    xml.write().into_bytes()
                }
                Content::Text(xml) => xml.write().into_bytes(),
            };
            parts.push((part.name.as_str(), bytes));
        }
        faults.dedup();
        if !faults.is_empty() {
            return Err(faults);
        }
        package::write(&parts).map_err(|error| vec![unwritten(&error)])
    }
}

fn unwritten(error: &io::Error) -> WordFault {
    fault("docx-too-large", &format!("the letter cannot be written: {error}"), "make the document smaller")
}

/// Turns merge fields into placeholders, lists the fields, and finds what is wrong with them.
fn prepare(part: &mut Part, fields: &mut Vec<NamedField>, faults: &mut Vec<WordFault>) {
    let name = part.name.clone();
    let at = |words: String, reason: WordFault| WordFault { part: name.clone(), words, ..reason };
    match &mut part.content {
        Content::Text(xml) if open::is_filled(xml) => {
            let help = "take the merge field out of the IF field; for conditions use `letters edit --markdown`";
            let nested = merge_fields::rewrite(&mut xml.root);
            faults.extend(
                nested.into_iter().map(|words| at(words, fault("docx-placeholder", "a merge field inside another field", help))),
            );
            fill::for_paragraphs(&xml.root, &mut |paragraph| {
                let text = placeholders::text_of(paragraph);
                let (found, wrong) = placeholders::find(&text, &name);
                faults.extend(wrong);
                fields.extend(found.into_iter().map(|placeholder| NamedField {
                    part: name.clone(),
                    words: placeholders::around(&text, placeholder.range),
                    expression: placeholder.expression,
                }));
            });
            let help = "write the field into the text of the letter";
            let mut described = Vec::new();
            in_descriptions(&xml.root, &mut described);
            let reason = || fault("docx-placeholder", "a picture's description cannot be filled", help);
            faults.extend(described.into_iter().map(|words| at(words, reason())));
        }
        Content::Bytes(bytes) if ["word/charts/", "word/diagrams/"].iter().any(|folder| name.starts_with(folder)) => {
            let text = String::from_utf8_lossy(bytes);
            if let Some(place) = text.find("{{") {
                let words = placeholders::around(&text, place..place + 2);
                let help = "write the field into the text of the letter";
                faults.push(at(words, fault("docx-placeholder", "a chart or a diagram cannot be filled", help)));
            }
        }
        _ => {}
    }
}

/// The opening tags that hold a placeholder: descriptions of pictures.
fn in_descriptions(element: &Element, found: &mut Vec<String>) {
    if let Some(place) = element.open.find("{{") {
        found.push(placeholders::around(&element.open, place..place + 2));
    }
    element.elements().for_each(|inner| in_descriptions(inner, found));
}

#[cfg(test)]
mod tests;
