//! Where a session is and who leads it, under `[[event]]`; and what a web address has to look like.

use crate::domain::event::Venue;
use crate::domain::problem::Problem;

use super::findings::Findings;
use super::node::Node;

/// Reads the keys; a link that is no web address is told.
pub(super) fn read(node: &Node<'_>, findings: &mut Findings<'_>) -> Venue {
    let mut link = |key: &str| {
        let written = node.text(key)?;
        if let Some(problem) = not_a_link(&written) {
            findings.add(&node.path_of(key), node.span_of(key), problem);
            return None;
        }
        Some(written)
    };
    let (joined, recording) = (link("link"), link("recording"));
    Venue { place: node.text("place"), link: joined, host: node.text("host"), recording }
}

/// What is wrong with a web address.
pub(super) fn not_a_link(written: &str) -> Option<Problem> {
    let strange = |c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c);
    let is_link = written.starts_with("https://") && written.len() > "https://".len() && !written.contains(strange);
    let problem = || Problem::error("bad-link", "not a web address that begins with https://").value(written);
    (!is_link).then(|| problem().help("copy the whole address from the browser"))
}
