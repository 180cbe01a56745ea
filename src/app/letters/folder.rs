//! The folder of a kind of letter: what has to be written, what somebody edited, and what is no longer anybody's letter.

use std::collections::BTreeSet;

use super::making::MadePaper;
use super::texts::unnamed;
use crate::app::session::CohortSession;
use crate::correspondence::letter_kinds::LetterKind;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::render::untouched::is_untouched;
use crate::store::layout::{self, Folder, RelPath};

/// Puts the papers into the session's changes. `is_complete` says that they are all papers of the kind: others are then taken away.
/// With `force`, edited papers are kept beside and written anew. Gives the files that were kept.
///
/// # Errors
/// Every paper that somebody edited, unless `force` is given.
pub(crate) fn put(
    session: &mut CohortSession,
    kind: &LetterKind,
    papers: &[MadePaper],
    is_complete: bool,
    force: bool,
) -> Result<Vec<RelPath>, Refusal> {
    let mut writes: Vec<(RelPath, Vec<u8>)> = Vec::new();
    let (mut kept, mut problems, mut older_pdfs) = (Vec::new(), Vec::new(), Vec::new());
    for paper in papers {
        for (ending, bytes) in &paper.formats {
            let path = layout::letter(kind.id, &format!("{}.{ending}", paper.stem)).map_err(|path| unnamed(&path))?;
            let stands = session.workspace().read(&path)?;
            if let Some(edited) = stands.filter(|stands| *ending != "pdf" && stands != bytes && !is_untouched(stands)) {
                let beside =
                    layout::letter(kind.id, &format!("{}.edited.{ending}", paper.stem)).map_err(|path| unnamed(&path))?;
                problems.push(edited_by_hand(&path, kind));
                kept.push(beside.clone());
                writes.push((beside, edited));
            }
            let is_new = *ending == "docx" && session.workspace().read(&path)?.is_some_and(|stands| stands != *bytes);
            if is_new && !paper.formats.iter().any(|(ending, _)| *ending == "pdf") {
                older_pdfs.extend(layout::letter(kind.id, &format!("{}.pdf", paper.stem)));
            }
            writes.push((path, bytes.clone()));
        }
    }
    if !force && !problems.is_empty() {
        return Err(Refusal::unmet(problems));
    }
    let stale = if is_complete { stale(session, kind, papers)? } else { Vec::new() };
    for (path, bytes) in writes {
        session.add(path, bytes);
    }
    // A PDF of the letter as it was would go out in the place of the new one.
    let older_pdfs = older_pdfs.into_iter().filter(|path| session.workspace().read(path).is_ok_and(|stands| stands.is_some()));
    for path in older_pdfs.collect::<Vec<_>>().into_iter().chain(stale) {
        session.take_away(path);
    }
    Ok(kept)
}

fn edited_by_hand(path: &RelPath, kind: &LetterKind) -> Problem {
    Problem::error("edited-letter", "this letter was edited by hand and would be overwritten")
        .at(Place::file(path.as_str()))
        .help(format!("`revmentor letters {} --force` writes it anew and keeps the edited one beside it", kind.id))
}

/// Letters that nobody is to get any more, such as a profile of a former partner: those that nobody edited.
fn stale(session: &CohortSession, kind: &LetterKind, papers: &[MadePaper]) -> Result<Vec<RelPath>, Refusal> {
    let current: BTreeSet<&str> = papers.iter().map(|paper| paper.stem.as_str()).collect();
    let folder = format!("private/letters/{}", kind.id);
    let mut stale = Vec::new();
    for path in session.workspace().list(Folder::Letters)?.files.into_iter().filter(|path| path.folder() == folder) {
        let bytes = session.workspace().read(&path)?.unwrap_or_default();
        let is_pdf = std::path::Path::new(path.as_str()).extension().is_some_and(|end| end == "pdf");
        if !current.contains(path.stem()) && (is_pdf && !path.stem().contains('.') || is_untouched(&bytes)) {
            stale.push(path);
        }
    }
    Ok(stale)
}
