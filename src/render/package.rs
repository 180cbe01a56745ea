//! Office packages (.docx): parts in a zip archive, written with a fixed time so that the same parts give the same bytes, and with their
//! digest as its comment.

use std::io::{self, Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::untouched;

/// Writes the parts in their order.
///
/// # Errors
/// The archive cannot be written.
pub(crate) fn write<N: AsRef<str>, B: AsRef<[u8]>>(parts: &[(N, B)]) -> io::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, bytes) in parts {
        archive.start_file(name.as_ref(), options)?;
        archive.write_all(bytes.as_ref())?;
    }
    let parts = parts.iter().map(|(name, bytes)| (name.as_ref(), bytes.as_ref()));
    archive.set_comment(untouched::digest(parts))?;
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_parts_give_the_same_bytes() {
        let parts = [("a.xml", "<a/>"), ("b/c.xml", "<c/>")];
        assert_eq!(write(&parts).unwrap(), write(&parts).unwrap());
    }
}
