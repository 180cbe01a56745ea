//! Whose names are at hand: those of this directory or, in a linked work tree, of the main one, where `private/` is.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::import;
use crate::app::judging::Judging;
use crate::app::session::CohortSession;
use crate::domain::contact::Email;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::side::Side;
use crate::domain::spelling;
use crate::people::Secret;
use crate::people::search::Whose;
use crate::store::changes::{Access, Workspace};
use crate::store::layout;
use crate::survey::{self, Source, WrittenContact};

/// The cohort in the main work tree, where this is a linked one without a private folder; none elsewhere.
///
/// # Errors
/// When it cannot be read.
pub(super) fn in_main_work_tree(session: &CohortSession) -> Result<Option<CohortSession>, Refusal> {
    if session.records().is_ok() {
        return Ok(None);
    }
    let Some(root) = session.workspace().git().and_then(|git| git.main_cohort(&NEEDED)) else { return Ok(None) };
    let (workspace, _) = Workspace::open(&root, Access::Read)?;
    let (main, _) = CohortSession::read_unjudged(workspace, &mut BTreeMap::new(), Judging::Showing)?;
    Ok(Some(main))
}

/// What the main work tree's cohort is read by.
const NEEDED: [&str; 2] = [layout::PRIVATE, layout::COHORT_FILE];

/// Whether no name can be looked for.
pub(crate) fn nobody_is_known(session: &CohortSession) -> bool {
    session.records().is_err() && session.workspace().git().is_none_or(|git| git.main_cohort(&NEEDED).is_none())
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

/// Who stands in the exports and not in the register: whoever refused, and whoever was not imported yet; and a warning for each export
/// that cannot be read. O(rows of the exports).
pub(super) fn only_in_exports(session: &CohortSession) -> (Vec<Secret>, Vec<Problem>) {
    let Ok(records) = session.records() else { return (Vec::new(), Vec::new()) };
    let rows = || records.rows().map(|(_, entry)| &entry.contact);
    let names: BTreeSet<String> = rows().map(|contact| spelling::key(&contact.name)).collect();
    let addresses: BTreeSet<&str> = rows().map(|contact| contact.email.reveal()).collect();
    let published = Published::of(session);
    let (mut written, mut unread) = (BTreeMap::new(), Vec::new());
    for side in Side::BOTH {
        match contacts(session, side) {
            // Both sides may read one file, and a person may answer twice.
            Ok(found) => {
                for contact in found {
                    written.entry((contact.name, contact.email)).or_insert(Whose::Row(side, contact.row));
                }
            }
            Err(problem) => unread.push(problem),
        }
    }
    let is_known = |name: &str, email: Option<&str>| {
        names.contains(&spelling::key(name)) || email.is_some_and(|email| addresses.contains(email) || published.has(email))
    };
    let unknown = written.into_iter().filter(|((name, email), _)| !is_known(name, email.as_ref().map(Email::reveal)));
    let secrets = unknown.flat_map(|((name, email), row)| {
        let is_lead = published.names(&name);
        Secret::of_stranger(row, &name, email.as_ref()).into_iter().filter(move |secret| !(is_lead && secret.is_of_name()))
    });
    (secrets.filter(|secret| !published.has(&secret.text)).collect(), unread)
}

/// Who wrote the rows of a side's export; nobody where there is no export.
fn contacts(session: &CohortSession, side: Side) -> Result<Vec<WrittenContact>, Problem> {
    let settings = &session.settings.survey[side];
    let Some(file) = settings.file.as_ref().filter(|file| session.workspace().root().join(file).exists()) else {
        return Ok(Vec::new());
    };
    let read = || {
        let (path, bytes) = import::export_of(session, side, None)?.unwrap_or_default();
        survey::contacts(Source { path: &path, bytes: &bytes, side: Some(side), codebook: None }, settings)
    };
    read().map_err(|problems| {
        let why = problems.first().map(|problem| problem.message.as_str()).unwrap_or_default();
        let message = format!("names that stand only in this export were not looked for: {why}");
        Problem::warning("not-looked-into", message)
            .at(Place::file(file))
            .help("mend the export, or name the right file in cohort.toml")
    })
}

/// What cohort.toml tells of the leads: whom people write to, and who hosts a session.
#[derive(Clone)]
pub(super) struct Published(Vec<String>);

impl Published {
    pub(super) fn of(session: &CohortSession) -> Published {
        let settings = &session.settings;
        let contacts = settings.programme.contact.iter().chain(&settings.messages.from);
        let contacts = contacts.flat_map(|contact| [contact.name.as_str(), contact.email.reveal()]);
        let further = settings.messages.reply_to.iter().chain(&settings.messages.concerns).map(Email::reveal);
        let hosts = settings.events.iter().filter_map(|event| event.venue.host.as_deref());
        Published(contacts.chain(further).chain(hosts).map(|text| format!(" {} ", spelling::key(text))).collect())
    }

    /// Whether one of these texts has this name, however it is written in full.
    pub(super) fn names(&self, name: &str) -> bool {
        let forms = Secret::of_stranger(Whose::Nobody, name, None);
        forms.iter().any(|form| form.is_of_name() && !form.is_one_word() && self.has(&form.text))
    }

    /// Whether one of these texts has the words of this one.
    pub(super) fn has(&self, text: &str) -> bool {
        let words = format!(" {} ", spelling::key(text));
        !words.trim().is_empty() && self.0.iter().any(|published| published.contains(&words))
    }
}
