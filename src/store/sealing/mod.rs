//! The private folder as one sealed bundle: a ZIP archive that is encrypted for named recipients by the program `age` or `rage`
//! (<https://age-encryption.org/v1>). Plain text goes from memory into that program and back; no file holds it on the way.
//!
//! Anybody can encrypt for a public key, so a bundle is hostile until what it holds agrees with the facts; that is judged by
//! whoever opens it.

mod archive;
mod program;

use std::io;
use std::path::{Path, PathBuf};

use crate::domain::recipient::Recipient;
pub(crate) use archive::{Contents, pack, unpack};
pub(crate) use program::Program;

use super::changes::{Disk, RealDisk};
use crate::domain::problem::{Place, Problem};

/// How every age file begins.
const HEAD: &[u8] = b"age-encryption.org/v1\n";

/// How an age file in letters begins.
const HEAD_IN_LETTERS: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";

/// The most bytes that a bundle may have, packed or unpacked.
const LARGEST: u64 = 512 << 20;

/// Whether these are the first bytes of an age file.
pub(crate) fn is_sealed(bytes: &[u8]) -> bool {
    bytes.starts_with(HEAD) || bytes.trim_ascii_start().starts_with(HEAD_IN_LETTERS)
}

/// Reads a bundle as it is; `shown` is its path as the user typed it.
///
/// # Errors
/// When it is not there, too large, or no age file.
pub(crate) fn read(file: &Path, shown: &str) -> Result<Vec<u8>, Problem> {
    let place = || Place::file(shown);
    let help = "name the bundle that `revmentor seal` made";
    let fault = |error: io::Error| {
        let message = match error.kind() {
            io::ErrorKind::NotFound => "no such file".to_owned(),
            _ => format!("this file cannot be read: {error}"),
        };
        Problem::error("unreadable", message).at(place()).help(help)
    };
    let size = std::fs::metadata(file).map_err(fault)?.len();
    if size > LARGEST {
        let problem = Problem::error("too-large", "this is too large for a sealed private folder").at(place());
        return Err(problem.value(format!("{} MB", size >> 20)).help("look which file it is"));
    }
    let bytes = std::fs::read(file).map_err(fault)?;
    if is_sealed(&bytes) {
        return Ok(bytes);
    }
    Err(Problem::error("not-sealed", "not an age file").at(place()).help(help))
}

/// Puts a bundle where it shall stand, whole or not at all, closed to others from the moment it is made.
///
/// # Errors
/// When something else than an older bundle stands there, or the disk refuses.
pub(crate) fn put(file: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let place = || Place::file(file.display().to_string());
    let fault = |error: io::Error| Problem::error("disk", format!("the disk refused: {error}")).at(place());
    may_stand_at(file)?;
    let disk = RealDisk;
    let draft = draft_of(file);
    disk.remove(&draft).map_err(fault)?;
    let written = disk.create(&draft, bytes).and_then(|()| disk.sync_file(&draft)).and_then(|()| disk.rename(&draft, file));
    written.map_err(|error| {
        // What cannot be taken away is encrypted, and the next bundle takes its place.
        let _ = disk.remove(&draft);
        fault(error)
    })
}

/// Whether a bundle may be put there.
///
/// # Errors
/// When anything but an older bundle, or nothing, stands there.
pub(crate) fn may_stand_at(file: &Path) -> Result<(), Problem> {
    let Ok(there) = std::fs::symlink_metadata(file) else { return Ok(()) };
    if there.is_file() && std::fs::read(file).is_ok_and(|bytes| is_sealed(&bytes)) {
        return Ok(());
    }
    let problem = Problem::error("in-the-way", "this file is not a sealed bundle, and is not overwritten");
    Err(problem.at(Place::file(file.display().to_string())).help("name another file with --out"))
}

fn draft_of(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    file.with_file_name(name)
}
