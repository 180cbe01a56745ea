//! `[privacy]`: how long personal data is kept.

use crate::domain::settings::Privacy;

use super::node::Node;
use super::shape::{Key, Section, Shape};

pub(super) const SECTION: Section = Section {
    title: "[privacy]",
    doc: "How long personal data is kept.",
    keys: &[Key::said(
        "keep_until",
        Shape::Day,
        "no day on which personal data is to be erased",
        "the day after which personal data is to be erased",
    )],
};

/// Reads the table.
pub(super) fn read(node: &Node<'_>) -> Privacy {
    Privacy { keep_until: node.day("keep_until") }
}
