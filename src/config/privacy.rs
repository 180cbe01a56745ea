//! `[privacy]`: how long personal data is kept, for whom it may be sealed, and where scores are kept.

use crate::domain::problem::Problem;
use crate::domain::recipient::Recipient;
use crate::domain::settings::{Privacy, Scores};

use super::findings::Findings;
use super::node::Node;
use super::shape::{Key, Section, Shape, words};

const SCORES: [(Scores, &str); 2] = [(Scores::Private, "private"), (Scores::Committed, "committed")];

pub(super) const SECTION: Section = Section {
    title: "[privacy]",
    doc: "How long personal data is kept, for whom it may be sealed, and where scores are kept.",
    keys: &[
        Key::said(
            "keep_until",
            Shape::Day,
            "no day on which personal data is to be erased",
            "the day after which personal data is to be erased",
        ),
        Key::optional("recipients", Shape::List(&Shape::Text), "the public keys (age1…, ssh-ed25519 …) for which `seal` seals"),
        Key::optional(
            "allow",
            Shape::List(&Shape::Text),
            "files that cannot be looked into (pictures) and that name nobody, such as logo.png; words that are a participant's surname and mean nobody here",
        ),
        Key::said(
            "scores",
            Shape::Word(|| words(&SCORES)),
            "private",
            "private, or committed: whether the scores of pairs are in the facts and views too",
        ),
    ],
};

/// Reads the table.
pub(super) fn read(node: &Node<'_>, findings: &mut Findings<'_>) -> Privacy {
    let recipients = node.texts("recipients");
    for problem in recipients.iter().filter_map(|text| fault(text)) {
        findings.add(&node.path_of("recipients"), node.span_of("recipients"), problem);
    }
    let scores = node.word("scores", &SCORES).unwrap_or_default();
    Privacy { keep_until: node.day("keep_until"), recipients, scores, allow: node.texts("allow") }
}

/// What is wrong with a recipient. The text is not repeated: it may be a secret key, or tell whose key it is.
fn fault(text: &str) -> Option<Problem> {
    match Recipient::read(text) {
        Ok(recipient) if recipient.is_commented() => {
            let message = "the comment of this SSH key names its owner, and cohort.toml is committed";
            Some(Problem::error("named-recipient", message).help("write the key without what follows it"))
        }
        Ok(_) => None,
        Err(why) => Some(Problem::error("bad-recipient", why.to_string()).help(why.help())),
    }
}
