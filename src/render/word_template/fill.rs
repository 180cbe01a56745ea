//! Fields are filled: placeholders in paragraphs, rows and lines repeated for each entry of a list, agendas timed.

use std::collections::{BTreeMap, BTreeSet};

use super::expression::Expression;
use super::placeholders::{self, around};
use super::xml_tree::{Element, Node};
use super::{WordFault, fault};
use crate::correspondence::values::{FieldValue, FieldValues};
use crate::render::paper::agenda::{self, AgendaFault, AgendaTimes};

type Row = BTreeMap<&'static str, FieldValue>;

/// Fills one part.
pub(super) struct Filler<'a> {
    pub(super) part: &'a str,
    pub(super) values: &'a FieldValues,
    pub(super) times: Option<&'a AgendaTimes>,
    /// The list whose entry is being written, and the entry.
    entry: Option<(String, FieldValue)>,
    pub(super) faults: Vec<WordFault>,
}

impl<'a> Filler<'a> {
    pub(super) fn new(part: &'a str, values: &'a FieldValues, times: Option<&'a AgendaTimes>) -> Filler<'a> {
        Filler { part, values, times, entry: None, faults: Vec::new() }
    }

    /// Fills everything below an element.
    pub(super) fn fill(&mut self, element: &mut Element) {
        if element.local() == "tbl" {
            self.time_agenda(element);
        }
        let mut done = Vec::with_capacity(element.children.len());
        for node in std::mem::take(&mut element.children) {
            match node {
                Node::Element(child) => self.child(child, &mut done),
                raw @ Node::Raw(_) => done.push(raw),
            }
        }
        element.children = done;
        let is_empty_cell = element.local() == "tc" && !element.elements().any(|inner| inner.local() == "p");
        if is_empty_cell {
            element.children.push(Node::Element(empty_paragraph(element.prefix())));
        }
    }

    fn child(&mut self, mut child: Element, done: &mut Vec<Node>) {
        let lists = if self.entry.is_none() && is_repeatable(&child) { self.lists_in(&child) } else { BTreeSet::new() };
        match lists.len() {
            0 => {
                self.one(&mut child);
                // A table without rows is none that Word would open.
                let is_empty_table = child.local() == "tbl" && !child.elements().any(|inner| inner.local() == "tr");
                done.push(Node::Element(if is_empty_table { empty_paragraph(child.prefix()) } else { child }));
            }
            1 => {
                let list = lists.into_iter().next().unwrap_or_default();
                for entry in self.entries(&list) {
                    let mut copy = child.clone();
                    self.entry = Some((list.clone(), entry));
                    self.one(&mut copy);
                    self.entry = None;
                    done.push(Node::Element(copy));
                }
            }
            _ => {
                let lists: Vec<String> = lists.into_iter().collect();
                let text = text_below(&child);
                let message = format!("one row names fields of several lists: {}", lists.join(", "));
                let words = around(&text, 0..0);
                let help = "give each list a row, or a line, of its own";
                self.faults.push(WordFault { part: self.part.to_owned(), words, ..fault("docx-placeholder", &message, help) });
                done.push(Node::Element(child));
            }
        }
    }

    fn one(&mut self, element: &mut Element) {
        if element.local() == "p" {
            self.paragraph(element);
        }
        self.fill(element);
    }

    fn paragraph(&mut self, paragraph: &mut Element) {
        let text = placeholders::text_of(paragraph);
        let (found, _) = placeholders::find(&text, self.part);
        let mut values = Vec::new();
        for placeholder in found {
            match self.value(&placeholder.expression) {
                Ok(value) => values.push((placeholder.range, value)),
                Err(reason) => {
                    let words = around(&text, placeholder.range);
                    self.faults.push(WordFault { part: self.part.to_owned(), words, ..reason });
                }
            }
        }
        if !values.is_empty() {
            placeholders::replace(paragraph, &values);
        }
    }

    /// The text that stands for a placeholder.
    fn value(&self, expression: &Expression) -> Result<String, WordFault> {
        let path = expression.path.as_str();
        let text = match self.field(path) {
            Some(FieldValue::Text(text) | FieldValue::Link(text)) => text.clone(),
            Some(_) => {
                let help = "name one of its fields, such as {{ sessions.title }}; or use it in a condition with `letters edit --markdown`";
                return Err(fault("docx-placeholder", &format!("{path} is not one text"), help));
            }
            None => String::new(),
        };
        match (&expression.fallback, text.is_empty()) {
            (Some(fallback), true) => Ok(fallback.clone()),
            (None, true) => {
                let help = format!("write {{{{ {path} or \"…\" }}}} with the text to print instead");
                Err(fault("empty-field", &format!("{path} has no value"), &help))
            }
            (_, false) => Ok(text),
        }
    }

    fn field(&self, path: &str) -> Option<&FieldValue> {
        if let Some((list, entry)) = &self.entry {
            let inner = path.strip_prefix(list.as_str()).map(|rest| rest.trim_start_matches('.'));
            match (inner, entry) {
                (Some(""), FieldValue::Text(_)) => return Some(entry),
                (Some(inner), FieldValue::Rows(rows)) => return rows.first().and_then(|row| row.get(inner)),
                _ => {}
            }
        }
        self.values.get(path)
    }

    /// The entries of a list: each as one text, or as one row.
    fn entries(&self, list: &str) -> Vec<FieldValue> {
        match self.values.get(list) {
            Some(FieldValue::Texts(texts)) => texts.iter().map(FieldValue::text).collect(),
            Some(FieldValue::Rows(rows)) => rows.iter().map(|row: &Row| FieldValue::Rows(vec![row.clone()])).collect(),
            _ => Vec::new(),
        }
    }

    /// The lists whose fields are named below an element.
    fn lists_in(&self, element: &Element) -> BTreeSet<String> {
        let mut lists = BTreeSet::new();
        for_paragraphs(element, &mut |paragraph| {
            let (found, _) = placeholders::find(&placeholders::text_of(paragraph), self.part);
            lists.extend(found.iter().filter_map(|placeholder| self.list_of(&placeholder.expression.path)));
        });
        lists
    }

    fn list_of(&self, path: &str) -> Option<String> {
        if matches!(self.values.get(path), Some(FieldValue::Texts(_))) {
            return Some(path.to_owned());
        }
        let (list, _) = path.rsplit_once('.')?;
        matches!(self.values.get(list), Some(FieldValue::Rows(_))).then(|| list.to_owned())
    }

    /// A table whose first cell says "Minutes" gets times.
    fn time_agenda(&mut self, table: &mut Element) {
        let Some(times) = self.times else { return };
        let mut rows: Vec<&mut Element> = table.elements_mut().filter(|inner| inner.local() == "tr").collect();
        let Some((head, rows)) = rows.split_first_mut() else { return };
        if !cell_text(head, 0).trim().eq_ignore_ascii_case(agenda::HEADING) {
            return;
        }
        let items: Result<Vec<_>, _> =
            rows.iter().map(|row| agenda::agenda_item(&cell_text(row, 0), &cell_text(row, 1))).collect();
        match items.and_then(|items| agenda::scaled(&items, times.minutes)) {
            Ok(minutes) => {
                set_cell(head, agenda::TIMED_HEADING);
                for (row, slot) in rows.iter_mut().zip(agenda::slots(&minutes, &times.starts)) {
                    set_cell(row, &slot);
                }
            }
            Err(reason) => self.faults.push(agenda_fault(self.part, &reason)),
        }
    }
}

/// The problem of an agenda that does not fit its session.
fn agenda_fault(part: &str, reason: &AgendaFault) -> WordFault {
    let (message, words) = reason.words();
    WordFault { part: part.to_owned(), words, ..fault("agenda", &message, agenda::HELP) }
}

fn is_repeatable(element: &Element) -> bool {
    match element.local() {
        "tr" => !element.has(&|inner| inner.local() == "tbl"),
        "p" => true,
        _ => false,
    }
}

/// Calls `visit` with every paragraph below an element, itself included.
pub(super) fn for_paragraphs(element: &Element, visit: &mut dyn FnMut(&Element)) {
    if element.local() == "p" {
        visit(element);
    }
    for inner in element.elements() {
        for_paragraphs(inner, visit);
    }
}

fn text_below(element: &Element) -> String {
    let mut texts = Vec::new();
    for_paragraphs(element, &mut |paragraph| texts.push(placeholders::text_of(paragraph)));
    texts.join(" ")
}

fn cell_text(row: &Element, column: usize) -> String {
    let cell = row.elements().filter(|inner| inner.local() == "tc").nth(column);
    cell.map(text_below).unwrap_or_default()
}

/// Puts a text into the first cell of a row, in the style that stands there.
fn set_cell(row: &mut Element, text: &str) {
    let Some(cell) = row.elements_mut().find(|inner| inner.local() == "tc") else { return };
    let mut text = Some(text);
    set_texts(cell, &mut text);
}

fn set_texts(element: &mut Element, text: &mut Option<&str>) {
    if element.local() == "t" {
        placeholders::set(element, text.take().unwrap_or_default());
    } else {
        element.elements_mut().for_each(|inner| set_texts(inner, text));
    }
}

fn empty_paragraph(prefix: &str) -> Element {
    Element { name: format!("{prefix}p"), open: format!("<{prefix}p/>"), ..Element::default() }
}
