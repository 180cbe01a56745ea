//! A file that the lead named on the command line: as it was typed, for messages, and where it is; and its bytes, which are not
//! read where there are too many.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::survey::intake::limits;

/// A file given by the lead.
#[derive(Clone, Debug)]
pub(crate) struct InputFile {
    /// As it was typed.
    pub(crate) shown: String,
    /// Where it is.
    pub(crate) path: PathBuf,
}

/// The bytes of a file; of one that is larger than any survey only so many that the reader sees that it is.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let limit = u64::try_from(limits::BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let length = file.metadata()?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(limit)).unwrap_or(0));
    if length < limit {
        file.take(limit).read_to_end(&mut bytes)?;
    } else {
        bytes.resize(limits::BYTES.saturating_add(1), 0);
    }
    Ok(bytes)
}
