//! What stands in a mailing's folder, `private/messages/STAGE/`, and what has to be written there.
//!
//! `proof.txt` lists the digest of every draft that was written, so that a draft which the lead edited is known and never overwritten
//! unasked.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::app::session::CohortSession;
use crate::check::mailing::MailingVerdict;
use crate::correspondence::ledger::Recipient;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::store::layout::{self, Folder, RelPath};

/// What the lead's list of addresses is called among the drafts.
const LIST: &str = "list";

/// The files of one mailing.
#[derive(Debug, Default)]
pub(crate) struct MailFolder {
    /// Every draft by file name.
    pub(crate) drafts: BTreeMap<String, Vec<u8>>,
    /// What was sent, by the file name of the correction that took its place.
    pub(crate) sent: BTreeMap<String, Vec<u8>>,
    /// The digest of every draft as it was written.
    written: BTreeMap<String, String>,
}

/// The file of somebody's draft.
pub(crate) fn file_of(who: Recipient) -> String {
    format!("{}.eml", who.map_or_else(|| LIST.to_owned(), |person| person.to_string()))
}

/// The file in which a draft that the lead edited is kept.
pub(crate) fn aside(file: &str) -> String {
    file.replace(".eml", ".edited.eml")
}

/// The file in which what was sent is kept as long as a correction stands in its place.
pub(crate) fn sent_file(file: &str) -> String {
    file.replace(".eml", SENT)
}

const SENT: &str = ".sent.eml";

/// Whose draft a file is.
fn owner(file: &str) -> Option<Recipient> {
    let stem = file.strip_suffix(".eml")?;
    if stem == LIST { Some(None) } else { stem.parse().ok().map(Some) }
}

/// Whether a path is that of a draft.
pub(crate) fn is_draft(path: &RelPath) -> bool {
    path.as_str().rsplit('/').next().is_some_and(|file| owner(file).is_some())
}

/// The path of a file of a mailing.
///
/// # Errors
/// When the stage's name does not make one.
pub(crate) fn path(stage: &str, file: &str) -> Result<RelPath, Problem> {
    let fault = |path| Problem::error("stage-name", format!("{path} cannot be the file of a mailing"));
    layout::message(stage, file).map_err(fault)
}

impl MailFolder {
    /// Reads the folder of every mailing, by stage.
    ///
    /// # Errors
    /// When the disk does not give it.
    pub(crate) fn all(session: &CohortSession) -> Result<BTreeMap<String, MailFolder>, Refusal> {
        let mut folders: BTreeMap<String, MailFolder> = BTreeMap::new();
        for path in session.workspace().list(Folder::Messages)?.files {
            let mut parts = path.as_str().split('/').skip(2);
            let (Some(stage), Some(file), None) = (parts.next(), parts.next(), parts.next()) else { continue };
            let folder = folders.entry(stage.to_owned()).or_default();
            if file == "proof.txt" {
                let bytes = session.workspace().read(&path)?.unwrap_or_default();
                let text = String::from_utf8_lossy(&bytes).into_owned();
                folder.written = text
                    .lines()
                    .filter_map(|line| line.split_once("  "))
                    .map(|(file, digest)| (file.to_owned(), digest.to_owned()))
                    .collect();
            } else if let Some(draft) = file.strip_suffix(SENT) {
                folder.sent.insert(format!("{draft}.eml"), session.workspace().read(&path)?.unwrap_or_default());
            } else if owner(file).is_some() {
                folder.drafts.insert(file.to_owned(), session.workspace().read(&path)?.unwrap_or_default());
            }
        }
        Ok(folders)
    }

    /// For whom a draft stands.
    pub(crate) fn drafted(&self) -> BTreeSet<Recipient> {
        self.drafts.keys().filter_map(|file| owner(file)).collect()
    }

    /// The drafts that are not as they were written.
    pub(crate) fn edited(&self) -> BTreeSet<&str> {
        let differs =
            |(file, bytes): &(&String, &Vec<u8>)| self.written.get(*file).is_none_or(|digest| *digest != digest_of(bytes));
        self.drafts.iter().filter(differs).map(|(file, _)| file.as_str()).collect()
    }

    /// Refuses to overwrite or remove a draft that was edited by hand.
    ///
    /// # Errors
    /// Every such draft.
    pub(crate) fn refuse_edited(&self, stage: &str, next: &BTreeMap<String, Vec<u8>>) -> Result<(), Refusal> {
        let touched = self.edited().into_iter().filter(|file| next.get(*file) != self.drafts.get(*file));
        let problem = |file: &str| {
            Problem::error("edited-draft", "this draft was edited by hand and would be overwritten")
                .at(Place::file(format!("private/messages/{stage}/{file}")))
                .help(format!(
                    "send it as it is, or `revmentor messages {stage} --force`, which keeps the edited draft beside the new one"
                ))
        };
        let problems: Vec<Problem> = touched.map(problem).collect();
        if problems.is_empty() { Ok(()) } else { Err(Refusal::unmet(problems)) }
    }

    /// The edited drafts that are kept beside the new ones, by file name.
    pub(crate) fn kept(&self, next: &BTreeMap<String, Vec<u8>>) -> Vec<(String, Vec<u8>)> {
        let touched = self.edited().into_iter().filter(|file| next.get(*file) != self.drafts.get(*file));
        let kept = |file: &str| Some((aside(file), self.drafts.get(file)?.clone()));
        touched.filter_map(kept).collect()
    }
}

/// `proof.txt`: what was found, and the digest of every draft.
pub(crate) fn proof_text(stage: &str, verdict: &MailingVerdict, drafts: &BTreeMap<String, Vec<u8>>) -> String {
    let mut text = format!("{}\n", verdict.sentence(stage));
    for (file, what) in &verdict.faults {
        let _ = writeln!(text, "{file}: {what}");
    }
    text.push('\n');
    for (file, bytes) in drafts {
        let _ = writeln!(text, "{file}  {}", digest_of(bytes));
    }
    text
}

fn digest_of(bytes: &[u8]) -> String {
    let mut digest = String::with_capacity(16);
    for byte in Sha256::digest(bytes).iter().take(8) {
        let _ = write!(digest, "{byte:02x}");
    }
    digest
}
