//! Whether a private folder belongs to the facts of this directory: anybody can seal a bundle for a public key, and only the cohort's
//! key gives the marks that stand in the facts.

use std::collections::BTreeMap;

use crate::domain::cohort::Cohort;
use crate::domain::facts::Facts;
use crate::domain::id::PersonId;
use crate::domain::identity;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::people::records::PrivateRecords;
use crate::store::layout;
use crate::store::private_folder::PrivateFolder;
use crate::store::sealing::Contents;

/// The private folder read from the bundle, if it is this cohort's.
///
/// # Errors
/// Where it cannot be read, or its key and addresses are not those of the facts.
pub(super) fn judge(contents: &Contents, facts: &Facts) -> Result<PrivateRecords, Refusal> {
    let mut problems = Vec::new();
    let records = PrivateFolder::read(|path| Ok(contents.get(path).cloned()), &mut problems)?;
    let Some(PrivateFolder { records, .. }) = records else {
        let problem = Problem::error("no-key", "the bundle holds no key").at(Place::file(layout::key().as_str()));
        return Err(problem.help("ask whoever sent it to seal it again").into());
    };
    problems.extend(contradictions(&records, &Cohort::of(facts), &identity::marks(facts)));
    if problems.iter().any(Problem::is_error) { Err(Refusal::input(problems)) } else { Ok(records) }
}

/// Everybody whose address in the bundle is not the one of the facts; and nobody at all being known is no proof of anything.
fn contradictions(records: &PrivateRecords, cohort: &Cohort, marks: &BTreeMap<PersonId, Vec<String>>) -> Vec<Problem> {
    let known = |id: PersonId| marks.get(&id).filter(|known| known.iter().any(|mark| !mark.is_empty()));
    let (same, other): (Vec<_>, Vec<_>) = records
        .register
        .iter()
        .filter_map(|(id, entry)| Some((id, known(id)?.contains(&records.key.mark(&entry.contact.email)))))
        .partition(|(_, same)| *same);
    let problem = |message: String| {
        let help = "this bundle is of another cohort, of another branch, or forged: ask whoever sent it";
        Problem::error("other-cohort", message).at(Place::file(layout::register().as_str())).help(help)
    };
    let one =
        |(id, _): &(PersonId, bool)| problem(format!("{id} is somebody else here than in the bundle, or its key is another"));
    let expected = cohort.people.values().any(|known| !known.mark.is_empty() && known.erased.is_none());
    let nobody = (expected && same.is_empty() && other.is_empty())
        .then(|| problem("the bundle knows nobody of those who joined here".to_owned()));
    other.iter().map(one).chain(nobody).collect()
}
