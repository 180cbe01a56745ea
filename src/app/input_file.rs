//! A file that the lead named on the command line: as it was typed, for messages, and where it is.

use std::path::PathBuf;

/// A file given by the lead.
#[derive(Clone, Debug)]
pub(crate) struct InputFile {
    /// As it was typed.
    pub(crate) shown: String,
    /// Where it is.
    pub(crate) path: PathBuf,
}
