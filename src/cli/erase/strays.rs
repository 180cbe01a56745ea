//! What stands in the folders that are never shared and is no file of the program's or of the lead's exports: hidden files, names that not
//! every system allows, what another program left beside an open file. None of it is touched; what tells of the person is named.

use crate::app::session::CohortSession;
use crate::domain::problem::{Place, Problem};
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

/// What still tells of the person: said, for only the lead can judge whom it means.
pub(super) fn left_over(path: &str, hit: Hit) -> Problem {
    let whose = hit.of.person().map_or_else(|| "the person".to_owned(), |id| id.to_string());
    let place = Place::file(path);
    Problem::warning("left-over", format!("{whose}'s {} may still be here", hit.what))
        .at(hit.line.map_or(place.clone(), |line| place.line(line)))
        .help("look at it yourself; it may mean somebody else")
}

pub(super) fn not_looked_into(path: &str, why: &str) -> Problem {
    Problem::warning("not-looked-into", format!("this file was not looked into: {why}"))
        .at(Place::file(path))
        .help("look yourself whether it holds the person's data")
}
