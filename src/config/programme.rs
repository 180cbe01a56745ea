//! `[programme]`: what the scheme and this run of it are called, how people are paired, whose clock it goes by.

use crate::domain::problem::Problem;
use crate::domain::settings::{Method, Programme};
use crate::domain::side::Kind;
use crate::domain::spelling;
use crate::domain::zone::{self, Zone};

use super::findings::Findings;
use super::messages;
use super::node::Node;
use super::shape::{Key, Section, Shape, words};

const ZONE: &str = "Europe/London";

pub(super) const SECTION: Section = Section {
    title: "[programme]",
    doc: "The scheme, and this run of it.",
    keys: &[
        Key::said("name", Shape::Text, "Reverse mentoring", "the scheme's name"),
        Key::said("cohort", Shape::Text, "a cohort without a name", "this cohort's name, e.g. \"2026 autumn\""),
        Key::optional("kind", Shape::Word(|| words(&Kind::ALL)), "how people are paired: by lot, by goals, or both ways"),
        Key::optional(
            "contact",
            Shape::Text,
            "whom people write to, in calendars, letters and messages: \"Team <team@deanery.example>\"",
        ),
        Key::said("timezone", Shape::Text, ZONE, "the IANA name of the time zone of all times of day"),
    ],
};

/// Reads the table; `method` is what `[matching]` says, which tells a kind that is not said.
pub(super) fn read(node: &Node<'_>, method: Option<Method>, findings: &mut Findings<'_>) -> Programme {
    let kind = node.word("kind", &Kind::ALL).unwrap_or_else(|| {
        let kind = if method == Some(Method::Random) { Kind::Random } else { Kind::Goals };
        if node.value("kind").is_none() {
            findings.note(format!("programme.kind: {} (not said)", kind.word()));
        }
        kind
    });
    let timezone = node.text("timezone").unwrap_or_else(|| ZONE.to_owned());
    if Zone::named(&timezone).is_none() {
        let problem = Problem::error("unknown-timezone", "there is no such time zone").value(&timezone);
        findings.add(&node.path_of("timezone"), node.span_of("timezone"), problem.help(zone_help(&timezone)));
    }
    Programme {
        name: node.text("name").unwrap_or_else(|| "Reverse mentoring".to_owned()),
        cohort: node.text("cohort").unwrap_or_default(),
        kind,
        timezone,
        contact: node.text("contact").and_then(|written| messages::mailbox(node, "contact", &written, findings)),
    }
}

fn zone_help(written: &str) -> String {
    match spelling::nearest(written, zone::names()) {
        Some(near) => format!("did you mean {near:?}?"),
        None => format!("write an IANA name such as {ZONE:?}"),
    }
}
