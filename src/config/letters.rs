//! `[letters]`: who signs, and what a letter of participation asks for.

use super::node::Node;
use super::shape::{Key, Section, Shape};
use crate::domain::letter_settings::{Letters, Participation};

pub(super) const SECTION: Section = Section {
    title: "[letters]",
    doc: "Who signs letters, and what a letter of participation asks for.",
    keys: &[
        Key::optional("signed_by", Shape::Text, "who signs: \"Postgraduate Dean\""),
        Key::optional(
            "least_meetings",
            Shape::Whole(1, 100),
            "the least number of meetings for a letter of participation; by default the least of [meetings] count",
        ),
        Key::optional(
            "participation",
            Shape::Table(&PARTICIPATION),
            "what a letter of participation asks for, sessions included",
        ),
    ],
};

pub(super) const PARTICIPATION: Section = Section {
    title: "[letters] participation",
    doc: "What somebody has to have done for a letter of participation.",
    keys: &[
        Key::optional("meetings", Shape::Whole(1, 100), "the least number of meetings, in place of least_meetings"),
        Key::optional("induction", Shape::Flag, "whether the induction of the person's side has to have been attended"),
        Key::optional(
            "supervision",
            Shape::Whole(0, 100),
            "how many supervisions have to have been attended by whoever is asked",
        ),
    ],
};

/// Reads `[letters]`.
pub(super) fn read(node: &Node<'_>) -> Letters {
    let written = node.table("participation");
    let participation = Participation {
        meetings: written.whole("meetings").or_else(|| node.whole("least_meetings")),
        induction: written.flag("induction").unwrap_or(false),
        supervision: written.whole("supervision").unwrap_or(0),
    };
    Letters { signed_by: node.text("signed_by"), participation }
}
