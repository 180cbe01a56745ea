//! `erase --expired`: the lead's own files in the private folder, without anybody of the cohort. They are not the program's, and stay.

use std::collections::{BTreeMap, BTreeSet};

use super::Touched;
use super::files;
use super::strays::left_over;
use crate::app::session::CohortSession;
use crate::domain::contact::Email;
use crate::domain::id::PersonId;
use crate::domain::identity;
use crate::domain::participant_code::ParticipantCode;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::people::search::{Needles, search};
use crate::store::layout::RelPath;
use crate::survey::Source;
use crate::survey::erasure::{self, Erased, Whom};

/// What becomes of the lead's files.
#[derive(Default)]
pub(super) struct Rest {
    /// Files without the rows and names of the cohort's people.
    pub(super) changed: Vec<(Touched, Vec<u8>)>,
    /// What the lead has to look at, for nobody's name is known any more afterwards.
    pub(super) left: Vec<Problem>,
}

/// Takes everybody out of the files at these paths; while names are still known. What is no table is looked at only.
///
/// # Errors
/// When a file cannot be read, or without the private folder.
pub(super) fn without_everybody(session: &CohortSession, paths: Vec<RelPath>) -> Result<Rest, Refusal> {
    let mut rest = Rest::default();
    if paths.is_empty() {
        return Ok(rest);
    }
    let records = session.records()?;
    let needles = records.needles_of_everybody()?;
    let known: BTreeSet<PersonId> = session.facts.people.keys().copied().collect();
    let marks: BTreeSet<String> = identity::marks(&session.facts).into_values().flatten().collect();
    let codes: BTreeSet<ParticipantCode> = records.key.participant_codes(known.iter().copied()).into_values().collect();
    let is = |email: &Email| marks.contains(&records.key.mark(email));
    let code = |text: &str| ParticipantCode::parse(text).is_ok_and(|code| codes.contains(&code));
    let typed = |text: &str| code(text) || text.parse().is_ok_and(|id| known.contains(&id));
    let whom = Whom { is: &is, code: &code, typed: &typed, needles: &needles, named: &BTreeMap::new() };
    for path in paths {
        let Some(bytes) = session.workspace().read(&path)? else { continue };
        let source = Source { path: path.as_str(), bytes: &bytes, ..Source::default() };
        let after = match erasure::without(source, &files::surveys(session, path.as_str()), &whom) {
            Ok(Erased::Rewritten { bytes, rows, cells, plain }) => {
                let what = files::rewritten(rows.len(), cells, plain);
                rest.changed.push((Touched { path: path.clone(), what }, bytes.clone()));
                bytes
            }
            Ok(Erased::Untouched) | Err(_) => bytes,
        };
        rest.left.extend(what_stays(path.as_str(), &after, &needles));
    }
    Ok(rest)
}

/// What still names somebody, line by line; and that the file stays.
fn what_stays(path: &str, bytes: &[u8], needles: &Needles) -> Vec<Problem> {
    let hits = search(bytes, needles).hits;
    if hits.is_empty() { vec![stays(path)] } else { hits.into_iter().map(|hit| left_over(path, hit)).collect() }
}

/// A file of which nothing is known.
pub(super) fn stays(path: &str) -> Problem {
    Problem::warning("left-over", "this file is not the program's, and stays")
        .at(Place::file(path))
        .help("look yourself whether it holds personal data")
}
