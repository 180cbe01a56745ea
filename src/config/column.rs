//! How a column of an export is described: a heading, several joined, or a table.

use std::ops::Range;

use chrono::format::{Item, StrftimeItems};
use toml::Spanned;
use toml::de::DeValue;

use crate::domain::problem::Problem;
use crate::domain::settings::Column;
use crate::domain::text;

use super::findings::Findings;
use super::node::Node;
use super::shape::{Key, Section, Shape};
use super::value;

const TEXTS: Shape = Shape::Either(&[Shape::Text, Shape::List(&Shape::Text)]);
const ANSWERS: Shape = Shape::Either(&[Shape::Free, Shape::List(&Shape::Free)]);
const MARKS: Shape = Shape::Either(&[Shape::Mark, Shape::List(&Shape::Mark)]);

/// A column: a heading, a list of headings, or a table.
pub(super) const SHAPE: Shape = Shape::Either(&[Shape::Text, Shape::List(&Shape::Text), Shape::Table(&SECTION)]);

pub(super) const SECTION: Section = Section {
    title: "{ column = \"…\", … }",
    doc: "A column of an export, and how its cells are understood.",
    keys: &[
        Key::optional("column", TEXTS, "the heading, or several that are joined by a space"),
        Key::optional("each", Shape::Text, "the beginning of the headings of one column for each option"),
        Key::optional("separator", MARKS, "the separator between several answers in a cell"),
        Key::optional("options", Shape::List(&Shape::Text), "the answers that the form offered"),
        Key::optional("yes", ANSWERS, "marks that mean yes"),
        Key::optional("no", ANSWERS, "marks that mean no"),
        Key::optional("aliases", Shape::Map(&Shape::Free), "other spellings of an answer, and the answer they mean"),
        Key::optional("format", Shape::Text, "how dates are written, e.g. \"%d/%m/%Y %H:%M\""),
    ],
};

/// Reads the column under `field` of `columns`.
pub(super) fn read(columns: &Node<'_>, field: &str, findings: &mut Findings<'_>) -> Column {
    let Some(held) = columns.value(field) else { return Column::default() };
    match held.get_ref() {
        DeValue::Table(_) => described(&columns.table(field), findings),
        plain => Column { headings: headings(held, plain, &columns.path_of(field), findings), ..Column::default() },
    }
}

fn headings(held: &Spanned<DeValue<'_>>, plain: &DeValue<'_>, path: &str, findings: &mut Findings<'_>) -> Vec<String> {
    if plain.as_array().is_some_and(|values| values.is_empty()) {
        nothing_named(path, held.span(), findings);
    }
    value::texts(plain).iter().map(|heading| text::tidy(heading)).collect()
}

fn described(node: &Node<'_>, findings: &mut Findings<'_>) -> Column {
    let column = Column {
        headings: node.texts("column"),
        each: node.text("each"),
        separators: node.marks("separator"),
        options: node.texts("options"),
        yes: node.texts("yes"),
        no: node.texts("no"),
        aliases: aliases(&node.table("aliases")),
        format: node.text("format"),
    };
    match (node.value("column"), node.value("each")) {
        (None, None) => nothing_named(&node.path, node.span.clone(), findings),
        (Some(_), Some(_)) => {
            let problem = Problem::error("contradiction", "both `column` and `each` are said")
                .help("keep `column` for one column, or `each` for a column for each option");
            findings.add(&node.path_of("each"), node.span_of("each"), problem);
        }
        _ => {}
    }
    if let Some(format) = &column.format {
        date_format(format, node, findings);
    }
    column
}

fn nothing_named(path: &str, span: Range<usize>, findings: &mut Findings<'_>) {
    let problem = Problem::error("missing-key", "no column is named")
        .help("write column = \"Heading\", or each = \"Beginning of headings\"");
    findings.add(path, span, problem);
}

fn aliases(node: &Node<'_>) -> std::collections::BTreeMap<String, String> {
    let pairs = node.entries().filter_map(|(other, _, held)| Some((text::tidy(other), text::tidy(held.get_ref().as_str()?))));
    pairs.collect()
}

fn date_format(format: &str, node: &Node<'_>, findings: &mut Findings<'_>) {
    let broken = StrftimeItems::new(format).any(|item| matches!(item, Item::Error));
    if broken || !format.contains('%') {
        let problem = Problem::error("date-format", "this is not a way to write dates")
            .value(format)
            .help("write %d for the day, %m for the month, %Y for the year, %H:%M for the time: \"%d/%m/%Y %H:%M\"");
        findings.add(&node.path_of("format"), node.span_of("format"), problem);
    }
}
