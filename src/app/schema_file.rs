//! `cohort.schema.json`: what editors know of cohort.toml. It is the program's own file, so that an older version's, or one that somebody
//! edited, is said and written anew.

use crate::app::session::CohortSession;
use crate::config;
use crate::domain::problem::{Place, Problem};
use crate::store::layout;

/// A warning where the file is there and is not what this version writes.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn outdated(session: &CohortSession) -> Result<Option<Problem>, Problem> {
    let path = layout::schema_file();
    let found = session.workspace().read(&path)?;
    let problem = || {
        Problem::warning(
            "other-schema",
            "another version of revmentor wrote this, or somebody edited it: editors mark keys by it",
        )
        .at(Place::file(path.as_str()))
        .help("run `revmentor build`: it is written anew")
    };
    Ok(found.filter(|bytes| bytes != config::schema_text().as_bytes()).map(|_| problem()))
}

/// Writes the file as this version has it.
pub(crate) fn renew(session: &mut CohortSession) {
    session.add(layout::schema_file(), config::schema_text());
}
