//! A paper as a Word document (.docx): headings, lists, tables and links as Word itself would name them, so that a lead can restyle it.
//!
//! No author, no time of day: the same paper gives the same bytes.

mod body;
mod parts;

use std::io;

use super::Paper;
use crate::render::package;

/// The document.
///
/// # Errors
/// The archive cannot be written, which in memory means that it is too large.
pub(crate) fn write(paper: &Paper) -> io::Result<Vec<u8>> {
    let body = body::write(&paper.blocks);
    package::write(&[
        ("[Content_Types].xml", parts::content_types()),
        ("_rels/.rels", parts::package_relations()),
        ("docProps/core.xml", parts::core_properties(&paper.title)),
        ("word/document.xml", parts::document(&body.xml)),
        ("word/_rels/document.xml.rels", parts::document_relations(&body.links)),
        ("word/styles.xml", parts::styles()),
        ("word/numbering.xml", parts::numbering(&body.numbered)),
        ("word/footer1.xml", parts::footer()),
        ("word/settings.xml", parts::settings()),
    ])
}

#[cfg(test)]
mod tests;
