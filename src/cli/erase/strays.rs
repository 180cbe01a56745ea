//! What stands in the folders that are never shared and is no file of the program's or of the lead's exports: hidden files, names that not
//! every system allows, what another program left beside an open file. None of it is touched; what tells of the person is named.

use super::files::{left_over, not_looked_into};
use crate::app::session::CohortSession;
use crate::domain::problem::Problem;
use crate::people::search::{Hit, Needles, search};

/// What is called after the person, or tells of the person in a file that an erasure does not know; `goes` says which files it removes.
///
/// # Errors
/// When the disk does not tell.
pub(super) fn remaining(session: &CohortSession, tells: &Needles, goes: impl Fn(&str) -> bool) -> Result<Vec<Problem>, Problem> {
    let workspace = session.workspace();
    let mut found = Vec::new();
    for unshared in workspace.unshared()?.into_iter().filter(|unshared| !goes(&unshared.path)) {
        let path = unshared.path.as_str();
        let name = path.rsplit('/').next().unwrap_or(path);
        let named = search(name.as_bytes(), tells).hits.into_iter().map(|hit| Hit { line: None, ..hit });
        found.extend(named.map(|hit| left_over(path, hit)));
        if unshared.is_known {
            continue;
        }
        match workspace.file(path) {
            Ok(bytes) => {
                let searched = search(&bytes.unwrap_or_default(), tells);
                found.extend(searched.hits.into_iter().map(|hit| left_over(path, hit)));
                found.extend(searched.unreadable.map(|why| not_looked_into(path, why)));
            }
            Err(problem) => found.push(not_looked_into(path, &problem.message)),
        }
    }
    Ok(found)
}
