//! What a letter must not tell of the computer on which it was made: authors, paths of templates and of mailing lists.

use super::open::{Content, Part};
use super::xml_tree::{Element, Node};

/// Takes it out of every part.
pub(super) fn clean(parts: &mut [Part]) {
    for part in parts {
        let Content::Text(xml) = &mut part.content else { continue };
        match part.name.as_str() {
            "docProps/core.xml" => empty(&mut xml.root, &["creator", "lastModifiedBy"]),
            "docProps/app.xml" => empty(&mut xml.root, &["Manager"]),
            // A merge document would ask for its mailing list when it is opened.
            "word/settings.xml" => remove(&mut xml.root, &|child| ["attachedTemplate", "mailMerge"].contains(&child.local())),
            "word/_rels/settings.xml.rels" => remove(&mut xml.root, &|child| {
                let kind = child.attribute("Type").unwrap_or_default();
                ["attachedTemplate", "mailMergeSource", "mailMergeHeaderSource"].iter().any(|end| kind.ends_with(end))
            }),
            _ => {}
        }
    }
}

fn empty(root: &mut Element, names: &[&str]) {
    root.elements_mut().filter(|child| names.contains(&child.local())).for_each(|child| child.children.clear());
}

fn remove(root: &mut Element, unwanted: &dyn Fn(&Element) -> bool) {
    root.children.retain(|node| match node {
        Node::Element(child) => !unwanted(child),
        Node::Raw(_) => true,
    });
}
