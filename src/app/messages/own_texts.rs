//! The texts of messages that the lead wrote, as they stand in `templates/messages` and, for letters, `templates/letters`.

use crate::app::fact_files;
use crate::app::session::CohortSession;
use crate::correspondence::letter_kinds::LETTER_KINDS;
use crate::correspondence::stage_list::OwnTexts;
use crate::domain::problem::Refusal;
use crate::store::layout::{self, Folder};

/// The texts of messages, by name.
///
/// # Errors
/// When they cannot be read.
pub(crate) fn read(session: &CohortSession) -> Result<OwnTexts, Refusal> {
    let mut own = OwnTexts::new();
    for path in session.workspace().list(Folder::MessageTexts)?.files {
        if let Some(name) = path.as_str().rsplit('/').next().and_then(|name| name.strip_suffix(".md")) {
            own.insert(name.to_owned(), fact_files::text_of(session.workspace(), &path)?.unwrap_or_default());
        }
    }
    Ok(own)
}

/// Every text that can be read, by its path, so that a problem can be shown at its place in the line. What cannot be read is told by
/// whoever needs it.
pub(crate) fn shown(session: &CohortSession) -> Vec<(String, String)> {
    let folder = session.workspace().root().join("templates");
    if !folder.is_dir() {
        return Vec::new();
    }
    let messages = session.workspace().list(Folder::MessageTexts).map(|listed| listed.files).unwrap_or_default();
    let letters = LETTER_KINDS.iter().filter_map(|kind| layout::letter_template(kind.id, "md").ok());
    let text = |path: layout::RelPath| {
        let text = fact_files::text_of(session.workspace(), &path).ok()??;
        Some((path.to_string(), text))
    };
    messages.into_iter().filter(|path| path.as_str().strip_suffix(".md").is_some()).chain(letters).filter_map(text).collect()
}
