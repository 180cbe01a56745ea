//! Drafts that were not sent and that are nobody's any more: whoever waited has a partner, or whoever had a place has left. They go with
//! the change that made them wrong, and so do their places in the page to copy from and in the table for mail merge.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::correction;
use super::drafting::Drafting;
use super::folder::{self, MailFolder, file_of};
use super::inputs::MessageInputs;
use crate::app::session::CohortSession;
use crate::correspondence::ledger::Recipient;
use crate::correspondence::stage_list::Stage;
use crate::domain::problem::Refusal;
use crate::domain::text::counted;
use crate::render::private::mailing::copy_page;
use crate::store::layout::RelPath;

/// Takes the drafts away that the session's facts make wrong; gives a sentence for each stage. What the lead edited is kept beside.
///
/// # Errors
/// When the disk does not give a file.
pub(crate) fn take_away(session: &mut CohortSession, today: NaiveDate) -> Result<Vec<String>, Refusal> {
    let mut said = Vec::new();
    for (stage, file, bytes) in found(session, today)? {
        if let Some(whom) = file.strip_suffix(".eml") {
            said.push((stage.clone(), whom.to_owned()));
        }
        put(session, folder::path(&stage, &file)?, bytes);
    }
    let stages: BTreeSet<String> = said.iter().map(|(stage, _)| stage.clone()).collect();
    let sentence = |stage: String| {
        let whom: Vec<&str> =
            said.iter().filter(|(of, whom)| *of == stage && !whom.contains('.')).map(|(_, whom)| whom.as_str()).collect();
        format!("{stage}: {} removed, since it is no longer for them: {}.", counted(whom.len(), "unsent draft"), whom.join(", "))
    };
    Ok(stages.into_iter().map(sentence).collect())
}

fn put(session: &mut CohortSession, path: RelPath, bytes: Option<Vec<u8>>) {
    match bytes {
        Some(bytes) => session.add(path, bytes),
        None => session.take_away(path),
    }
}

/// A file of a mailing as it shall stand: stage, name, bytes; none where it goes.
type Change = (String, String, Option<Vec<u8>>);

fn found(session: &CohortSession, today: NaiveDate) -> Result<Vec<Change>, Refusal> {
    if session.records().is_err() {
        return Ok(Vec::new());
    }
    let told = &session.facts.told;
    let unsent = |stage: &str, folder: &MailFolder| {
        let sent = told.sent(stage);
        folder.drafted().into_iter().filter(|who| !sent.contains_key(who)).collect::<BTreeSet<Recipient>>()
    };
    let folders = MailFolder::all(session)?;
    if folders.iter().all(|(stage, folder)| unsent(stage, folder).is_empty()) {
        return Ok(Vec::new());
    }
    let inputs = MessageInputs::read(session)?;
    // What is wrong with a text is told by whoever drafts.
    let Ok(stages) = inputs.stages(session) else { return Ok(Vec::new()) };
    let mail = inputs.mail(session, today);
    let mut changes = Vec::new();
    for stage in &stages {
        let Some(folder) = folders.get(&stage.name) else { continue };
        let drafting = Drafting { session, inputs: &inputs, mail: &mail, stage };
        let gone = drafting.not_theirs(folder, unsent(&stage.name, folder))?;
        if !gone.is_empty() {
            changes.extend(without(session, stage, folder, &gone)?);
        }
    }
    Ok(changes)
}

impl Drafting<'_> {
    /// Of these people, those to whom the stage no longer goes, whatever they answered and whatever day it is; of a stage that names the
    /// partner those too whose draft names another.
    fn not_theirs(&self, folder: &MailFolder, unsent: BTreeSet<Recipient>) -> Result<BTreeSet<Recipient>, Refusal> {
        let concerned = self.mail.concerned(self.stage);
        let (theirs, mut gone): (BTreeSet<Recipient>, BTreeSet<Recipient>) =
            unsent.into_iter().partition(|who| who.is_none() || concerned.contains(who));
        if self.stage.names_partner {
            let partners = self.partners(&theirs)?;
            let names_another = |who: &Recipient| {
                let text =
                    folder.drafts.get(&file_of(*who)).and_then(|bytes| correction::standing(bytes)).map(|words| words.text);
                let names = partners.get(who).map(Vec::as_slice).unwrap_or_default();
                text.is_some_and(|text| !names.iter().all(|name| text.contains(name.as_str())))
            };
            gone.extend(theirs.into_iter().filter(names_another));
        }
        Ok(gone)
    }
}

/// The files of a mailing without these people.
fn without(
    session: &CohortSession,
    stage: &Stage<'_>,
    folder: &MailFolder,
    gone: &BTreeSet<Recipient>,
) -> Result<Vec<Change>, Refusal> {
    let change = |file: &str, bytes| (stage.name.clone(), file.to_owned(), bytes);
    let files: BTreeSet<String> = gone.iter().map(|who| file_of(*who)).collect();
    let edited = folder.edited();
    let mut changes = Vec::new();
    for file in &files {
        if edited.contains(file.as_str()) {
            changes.push(change(&folder::aside(file), folder.drafts.get(file).cloned()));
        }
        changes.push(change(file, None));
    }
    let is_empty = folder.drafts.keys().all(|file| files.contains(file));
    let register = &session.records()?.register;
    let address = |who: &Recipient| who.and_then(|who| Some(register.get(who)?.contact.email.reveal().to_owned()));
    let addresses: Vec<String> = gone.iter().filter_map(address).collect();
    for file in ["index.html".to_owned(), format!("{}.csv", stage.name), "proof.txt".to_owned()] {
        let path = folder::path(&stage.name, &file)?;
        let Some(bytes) = session.workspace().read(&path)? else { continue };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let rest = match file.as_str() {
            _ if is_empty => None,
            "index.html" => Some(gone.iter().flatten().fold(text, |page, who| copy_page::without(&page, &who.to_string()))),
            "proof.txt" => {
                let kept = |line: &&str| line.split_once("  ").is_none_or(|(draft, _)| !files.contains(draft));
                Some(text.split_inclusive('\n').filter(kept).collect())
            }
            _ => {
                let is_of = |line: &str| addresses.iter().any(|address| line.split(',').next() == Some(address.as_str()));
                Some(text.split_inclusive('\n').filter(|line| !is_of(line)).collect())
            }
        };
        changes.push(change(&file, rest.map(String::into_bytes)));
    }
    Ok(changes)
}
