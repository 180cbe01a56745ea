//! `[[conflict]]`: fields in which two people who are alike are never paired.

use crate::domain::problem::Problem;
use crate::domain::settings::ConflictRule;
use crate::domain::side::Side;

use super::fields::Fields;
use super::findings::Findings;
use super::node::Node;
use super::shape::{Key, Section, Shape};

pub(super) const SECTION: Section = Section {
    title: "[[conflict]]",
    doc: "Two people alike in this field are never paired.",
    keys: &[Key::required("same", Shape::Text, "the field, e.g. same = \"region\"")],
};

/// Reads the rules.
pub(super) fn read(nodes: &[Node<'_>], fields: &Fields<'_>, findings: &mut Findings<'_>) -> Vec<ConflictRule> {
    let mut rules: Vec<ConflictRule> = Vec::new();
    for node in nodes {
        let Some(same) = node.text("same") else { continue };
        fields.need(&Side::BOTH, &same, &node.path_of("same"), &node.span_of("same"), findings);
        if rules.iter().any(|rule| rule.same == same) {
            let problem = Problem::warning("duplicate", "this rule is written twice").value(&same).help("take one away");
            findings.add(&node.path_of("same"), node.span_of("same"), problem);
        } else {
            rules.push(ConflictRule { same });
        }
    }
    rules
}
