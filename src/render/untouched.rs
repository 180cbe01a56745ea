//! Whether somebody edited a document since it was made: each bears a digest of itself, which another program's saving loses.

use std::io::{Cursor, Read};

use sha2::{Digest, Sha256};

const BEGIN: &str = "<!-- as made: ";
const END: &str = " -->\n";

/// The digest of named parts, in their order.
pub(super) fn digest<'a>(parts: impl Iterator<Item = (&'a str, &'a [u8])>) -> String {
    let mut hash = Sha256::new();
    for (name, bytes) in parts {
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name.as_bytes());
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

/// A web page with its digest at the end.
pub(super) fn marked_page(page: String) -> String {
    let digest = digest(std::iter::once(("", page.as_bytes())));
    page + BEGIN + &digest + END
}

/// Whether a document (.docx or .html) is as the program made it.
pub(crate) fn is_untouched(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"PK") { is_untouched_package(bytes).unwrap_or(false) } else { is_untouched_page(bytes) }
}

/// A web page without its digest.
pub(crate) fn page(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let marked = text.strip_suffix(END).and_then(|text| text.rsplit_once(BEGIN));
    marked.map_or_else(|| text.clone().into_owned(), |(page, _)| page.to_owned())
}

fn is_untouched_page(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let marked = text.strip_suffix(END).and_then(|text| text.rsplit_once(BEGIN));
    marked.is_some_and(|(page, told)| digest(std::iter::once(("", page.as_bytes()))) == told)
}

fn is_untouched_package(bytes: &[u8]) -> Option<bool> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let told = String::from_utf8(archive.comment().to_vec()).ok()?;
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        parts.push((name, content));
    }
    Some(digest(parts.iter().map(|(name, content)| (name.as_str(), content.as_slice()))) == told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::package;

    #[test]
    fn what_another_program_saved_is_no_longer_as_made() {
        let made = package::write(&[("a.xml", "<a/>"), ("b.xml", "<b/>")]).unwrap();
        assert!(is_untouched(&made));
        let mut archive = zip::ZipWriter::new_append(Cursor::new(made.clone())).unwrap();
        archive.start_file("c.xml", zip::write::SimpleFileOptions::default()).unwrap();
        assert!(!is_untouched(&archive.finish().unwrap().into_inner()));
        assert!(!is_untouched(&made[..made.len() - 20]));
        let page = marked_page("<p>x</p>\n".to_owned());
        assert!(is_untouched(page.as_bytes()));
        assert!(!is_untouched(page.replace('x', "y").as_bytes()) && !is_untouched(b"") && !is_untouched(b"<p>x</p>"));
    }
}
