//! What stands inside a bundle: a ZIP archive of the private folder's files under their paths. Of one that somebody else made,
//! only plain files of the private folder are taken, and nothing at all when anything else stands in it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::LARGEST;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::store::layout::RelPath;

/// The files of a private folder by path.
pub(crate) type Contents = BTreeMap<RelPath, Vec<u8>>;

/// By this the archive is known; a later version of the program may write another number.
const COMMENT: &str = "revmentor private 1";

/// The most files that a bundle may hold.
const MOST: usize = 50_000;

/// Packs the files. The same files give the same bytes.
///
/// # Errors
/// When they are too large for a bundle.
pub(crate) fn pack(contents: &Contents) -> Result<Vec<u8>, Problem> {
    let size: usize = contents.values().map(Vec::len).sum();
    if u64::try_from(size).is_ok_and(|size| size > LARGEST) || contents.len() > MOST {
        let problem = Problem::error("too-large", "the private folder is too large for one bundle");
        return Err(problem.value(format!("{} MB", size >> 20)).help("move what is not the programme's out of private/"));
    }
    written(contents).map_err(|error| Problem::error("not-packed", format!("the private folder cannot be packed: {error}")))
}

fn written(contents: &Contents) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).unix_permissions(0o600);
    for (path, bytes) in contents {
        archive.start_file(path.as_str(), options)?;
        archive.write_all(bytes)?;
    }
    archive.set_comment(COMMENT)?;
    Ok(archive.finish()?.into_inner())
}

/// Unpacks an archive in memory. O(bytes), which are bounded whatever the archive says of itself.
///
/// # Errors
/// When it is none of ours, is damaged or too large, or holds anything but plain files of the private folder: all of those at once.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Contents, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| foreign())?;
    let comment = String::from_utf8_lossy(archive.comment()).into_owned();
    match comment.strip_prefix("revmentor private ") {
        Some("1") => {}
        Some(_) => return Err(newer().into()),
        None => return Err(foreign().into()),
    }
    if archive.len() > MOST {
        return Err(too_large().into());
    }
    let (mut contents, mut problems) = (Contents::new(), Vec::new());
    let (mut seen, mut left) = (BTreeSet::new(), LARGEST);
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_| damaged())?;
        let name = entry.name().map_err(|_| damaged())?.into_owned();
        let Some(path) = plain(&name, entry.is_file() && !entry.is_symlink()).filter(|_| seen.insert(name.to_lowercase())) else {
            problems.push(stranger(&name));
            continue;
        };
        let mut bytes = Vec::new();
        entry.take(left + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
        left = left.checked_sub(bytes.len() as u64).ok_or_else(too_large)?;
        contents.insert(path, bytes);
    }
    if problems.is_empty() { Ok(contents) } else { Err(Refusal::input(problems)) }
}

/// The path of a plain file of the private folder.
fn plain(name: &str, is_file: bool) -> Option<RelPath> {
    let path: RelPath = name.parse().ok()?;
    (is_file && path.as_str().starts_with("private/")).then_some(path)
}

fn stranger(name: &str) -> Problem {
    Problem::error("not-private", "the bundle holds something that is no plain file of a private folder, or holds it twice")
        .at(Place::file(name))
        .help("do not open it; ask whoever sent it")
}

fn foreign() -> Problem {
    Problem::error("not-a-bundle", "what was sealed is not a private folder").help("name the bundle that `revmentor seal` made")
}

fn newer() -> Problem {
    Problem::error("newer-bundle", "a newer revmentor sealed this").help("install the newest revmentor")
}

fn damaged() -> Problem {
    Problem::error("damaged-bundle", "the bundle is damaged").help("ask for it again")
}

fn too_large() -> Problem {
    Problem::error("too-large", "what was sealed is too large for a private folder").help("do not open it; ask whoever sent it")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents() -> Contents {
        let file = |(path, text): (&str, &str)| (path.parse().unwrap(), text.as_bytes().to_vec());
        [("private/key", "k"), ("private/surveys/Réponses 1.csv", "a,b\n"), ("private/draws/001/people.csv", "")].map(file).into()
    }

    /// An archive of these names, each as a file, a folder or a link.
    fn archive(names: &[(&str, char)]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, kind) in names {
            let options = SimpleFileOptions::default();
            match kind {
                'l' => archive.add_symlink(*name, "/etc/passwd", options).unwrap(),
                'd' => archive.add_directory(*name, options).unwrap(),
                _ => archive.start_file(*name, options).and_then(|()| Ok(archive.write_all(b"x")?)).unwrap(),
            }
        }
        archive.set_comment(COMMENT).unwrap();
        archive.finish().unwrap().into_inner()
    }

    fn codes(bytes: &[u8]) -> Vec<&'static str> {
        unpack(bytes).unwrap_err().problems.iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn what_was_packed_comes_back_and_packs_alike() {
        let bytes = pack(&contents()).unwrap();
        assert_eq!(unpack(&bytes).unwrap(), contents());
        assert_eq!(pack(&contents()).unwrap(), bytes);
    }

    #[test]
    fn nothing_is_taken_of_an_archive_that_leads_anywhere_else() {
        for (name, kind) in [
            ("../cohort.toml", 'f'),
            ("/etc/passwd", 'f'),
            ("private/../cohort.toml", 'f'),
            ("private/../../x", 'f'),
            ("private\\..\\x", 'f'),
            ("cohort.toml", 'f'),
            (".revmentor/views", 'f'),
            ("facts/people/M01.csv", 'f'),
            ("pairings.csv.yours", 'f'),
            ("private/.ssh", 'f'),
            ("private/com1.csv", 'f'),
            ("private/x:y", 'f'),
            ("private/link", 'l'),
            ("private/folder/", 'd'),
            ("private/KEY", 'f'),
        ] {
            assert_eq!(codes(&archive(&[("private/key", 'f'), (name, kind)])), ["not-private"], "{name}");
        }
    }

    #[test]
    fn a_foreign_a_newer_and_a_damaged_archive_are_told_apart() {
        assert_eq!(codes(b"PK"), ["not-a-bundle"]);
        let mut bytes = pack(&contents()).unwrap();
        *bytes.last_mut().unwrap() = b'2';
        assert_eq!(codes(&bytes), ["newer-bundle"]);
        let mut bytes = archive(&[("private/key", 'f')]);
        let at = bytes.windows(11).position(|name| name == b"private/key").unwrap();
        bytes[at + 11] ^= 1;
        assert_eq!(codes(&bytes), ["damaged-bundle"]);
    }

    #[test]
    fn an_archive_that_unfolds_without_end_is_refused() {
        let zeros = Contents::from([("private/key".parse().unwrap(), vec![0; 1 << 20])]);
        let mut archive = ZipArchive::new(Cursor::new(written(&zeros).unwrap())).unwrap();
        let entry = archive.by_index(0).unwrap();
        let mut bytes = Vec::new();
        assert_eq!(entry.take(11).read_to_end(&mut bytes).unwrap(), 11, "reading stops where it is told to");
    }
}
