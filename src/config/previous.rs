//! `[previous]`: earlier cohorts of the same programme.

use crate::domain::settings::Previous;

use super::findings::Findings;
use super::node::Node;
use super::shape::{Key, Section, Shape};

pub(super) const SECTION: Section = Section {
    title: "[previous]",
    doc: "Earlier cohorts of the same programme.",
    keys: &[
        Key::optional("cohorts", Shape::List(&Shape::Text), "their directories, relative to this one"),
        Key::optional("precedence", Shape::Flag, "whether those who waited then come first"),
    ],
};

/// Reads the table.
pub(super) fn read(node: &Node<'_>, findings: &mut Findings<'_>) -> Previous {
    if node.value("cohorts").is_some() && node.value("precedence").is_none() {
        findings.note("previous.precedence: false, places go by the pairing alone (not said)");
    }
    Previous { cohorts: node.texts("cohorts"), precedence: node.flag("precedence").unwrap_or(false) }
}
