//! Looks for personal data where git or a reader of the shared files could find them.

use std::collections::BTreeSet;

use crate::check::privacy::{Needle, Needles, scan};
use crate::commands::book::Book;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::store::git::{Git, Kept};
use crate::store::layout;
use crate::store::vault::Secret;

/// Every personal datum in the shared files of the directory and in what git tracks, has staged and, if asked, ever had.
///
/// # Errors
/// When git does not answer or a file cannot be read.
pub(in crate::commands) fn judge(book: &Book, history_too: bool) -> Result<Vec<Problem>, Refusal> {
    let Ok(vault) = book.vault() else { return Ok(Vec::new()) };
    let needle = |Secret { text, whole_word, of, what }| Needle { text, whole_word, of, what };
    let wanted: Vec<Needle> = vault.secrets().into_iter().map(needle).collect();
    let options = book.settings.survey.mentors.columns.values().chain(book.settings.survey.mentees.columns.values());
    let exempt = options.flat_map(|column| &column.options).map(String::as_str);
    let needles = Needles::new(&wanted, exempt).map_err(|error| Problem::error("too-many-data", error.to_string()))?;
    let mut found = Vec::new();
    for path in shared_files(book)? {
        let bytes = book.workspace().read(&path)?.unwrap_or_default();
        found.extend(scan(path.as_str(), &bytes, &needles));
    }
    if let Some(git) = Git::of(book.workspace().root()) {
        found.extend(in_git(&git, &needles, history_too)?);
    }
    Ok(found)
}

fn shared_files(book: &Book) -> Result<Vec<layout::RelPath>, Problem> {
    let mut files = vec![layout::cohort_file()];
    files.extend(layout::views());
    for folder in [layout::Folder::PeopleFacts, layout::Folder::PairFacts, layout::Folder::Draws] {
        files.extend(book.workspace().list(folder)?.files);
    }
    Ok(files)
}

fn in_git(git: &Git, needles: &Needles, history_too: bool) -> Result<Vec<Problem>, Problem> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut found = Vec::new();
    let mut judge = |kept: Kept| {
        let tracked_private = kept.place.split('/').any(|part| part == "private" || part == layout::LOCAL);
        if tracked_private && seen.insert(kept.place.clone()) {
            let message = "a private file is in git, or about to be";
            let help = "git rm --cached -r private; what was committed stays in the history and has to be taken out of that too";
            found.push(Problem::error("private-in-git", message).at(Place::file(&kept.place)).help(help));
        }
        found.extend(scan(&kept.place, &kept.bytes, needles));
    };
    for kept in git.tracked_files()? {
        judge(kept?);
    }
    for kept in git.staged()? {
        judge(kept?);
    }
    if history_too {
        for kept in git.history_blobs()? {
            judge(kept?);
        }
    }
    Ok(found)
}
