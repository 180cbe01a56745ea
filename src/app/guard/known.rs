//! Whose names are at hand: those of this directory or, in a linked work tree, of the main one, where `private/` is.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::import;
use crate::app::judging::Judging;
use crate::app::session::CohortSession;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::side::Side;
use crate::domain::spelling;
use crate::people::Secret;
use crate::store::changes::{Access, Workspace};
use crate::store::layout;
use crate::survey::{self, Source};

/// The cohort in the main work tree, where this is a linked one without a private folder; none elsewhere.
///
/// # Errors
/// When it cannot be read.
pub(super) fn in_main_work_tree(session: &CohortSession) -> Result<Option<CohortSession>, Refusal> {
    if session.records().is_ok() {
        return Ok(None);
    }
    let Some(root) = session.workspace().git().and_then(|git| git.main_cohort(layout::PRIVATE)) else { return Ok(None) };
    let (workspace, _) = Workspace::open(&root, Access::Read)?;
    let (main, _) = CohortSession::read_unjudged(workspace, &mut BTreeMap::new(), Judging::Showing)?;
    Ok(Some(main))
}

/// Whether no name can be looked for.
pub(crate) fn nobody_is_known(session: &CohortSession) -> bool {
    session.records().is_err() && session.workspace().git().is_none_or(|git| git.main_cohort(layout::PRIVATE).is_none())
}

/// The register has nobody of the cohort any more.
pub(super) fn lost_register(session: &CohortSession) -> Option<Problem> {
    let records = session.records().ok()?;
    let is_empty = records.register.iter().next().is_none();
    let cohort = session.cohort();
    let missing = cohort.people.keys().filter(|id| is_empty && !cohort.is_erased(**id)).count();
    let message = "the register has nobody of the cohort, so nobody's name can be looked for";
    let help = "put the file back from your backup, or read the exports again: `revmentor import`";
    let problem = || Problem::error("lost-register", message).at(Place::file(layout::register().as_str())).help(help);
    (missing > 0).then(problem)
}

/// Who stands in the exports and not in the register: whoever refused, and whoever was not imported yet. O(rows of the exports).
pub(super) fn only_in_exports(session: &CohortSession) -> Vec<Secret> {
    let Ok(records) = session.records() else { return Vec::new() };
    let rows = || records.rows().map(|(_, entry)| &entry.contact);
    let names: BTreeSet<String> = rows().map(|contact| spelling::key(&contact.name)).collect();
    let addresses: BTreeSet<&str> = rows().map(|contact| contact.email.reveal()).collect();
    let mut written = BTreeSet::new();
    for side in Side::BOTH {
        let Ok(Some((shown, bytes))) = import::export_of(session, side, None) else { continue };
        let source = Source { path: &shown, bytes: &bytes, side: Some(side), codebook: None };
        written.extend(survey::contacts(source, &session.settings.survey[side]));
    }
    let unknown = written.into_iter().filter(|contact| !names.contains(&spelling::key(&contact.name)));
    let unknown = unknown.filter(|contact| contact.email.as_ref().is_none_or(|email| !addresses.contains(email.reveal())));
    unknown.flat_map(|contact| Secret::of_stranger(&contact.name, contact.email.as_ref())).collect()
}
