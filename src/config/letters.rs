//! `[letters]`: who signs, and what a letter of participation asks for.

use super::node::Node;
use super::shape::{Key, Section, Shape};
use crate::domain::letter_settings::Letters;

pub(super) const SECTION: Section = Section {
    title: "[letters]",
    doc: "Who signs letters, and how many meetings a letter of participation asks for.",
    keys: &[
        Key::optional("signed_by", Shape::Text, "who signs: \"Postgraduate Dean\""),
        Key::optional(
            "least_meetings",
            Shape::Whole(1, 100),
            "the least number of meetings for a letter of participation; by default the least of [meetings] count",
        ),
    ],
};

/// Reads `[letters]`.
pub(super) fn read(node: &Node<'_>) -> Letters {
    Letters { signed_by: node.text("signed_by"), least_meetings: node.whole("least_meetings") }
}
