//! Has a mailing judged: says what was to be drafted for whom, and gives the files to a judge that did not make them.

use std::collections::{BTreeMap, BTreeSet};

use super::drafting::{Drafted, Drafting};
use super::folder;
use crate::app::session::CohortSession;
use crate::check::mailing::{self, ExpectedDraft, MailingClaim, MailingPerson, MailingVerdict};
use crate::correspondence::context::Correspondent;
use crate::correspondence::front_matter::Attachment;
use crate::domain::id::PersonId;
use crate::domain::problem::Refusal;
use crate::domain::visible_pairs::VisiblePairs;
use crate::people::register::Entry;

/// What a mailing is judged by.
pub(crate) struct ProofBasis {
    stage: String,
    from: String,
    drafts: Vec<ExpectedDraft>,
    people: Vec<MailingPerson>,
    common: String,
}

impl ProofBasis {
    /// What these drafts must be; `copies_to` is the address to which all of them go instead.
    ///
    /// # Errors
    /// Without the private folder.
    pub(crate) fn new(drafting: &Drafting<'_>, drafts: &[&Drafted], copies_to: Option<&str>) -> Result<ProofBasis, Refusal> {
        let session = drafting.session;
        let person = |(id, entry): (PersonId, &Entry)| MailingPerson {
            id: id.to_string(),
            name: entry.contact.name.clone(),
            address: entry.contact.email.reveal().to_owned(),
        };
        Ok(ProofBasis {
            stage: drafting.stage.name.clone(),
            from: session.settings.messages.from.as_ref().map(|from| from.email.reveal().to_owned()).unwrap_or_default(),
            drafts: drafts.iter().map(|draft| expected(drafting, draft, copies_to)).collect::<Result<_, _>>()?,
            people: session.records()?.register.iter().map(person).collect(),
            common: common(session, &drafting.stage.text),
        })
    }

    /// Judges the files of the folder.
    pub(crate) fn judge(&self, files: &BTreeMap<String, Vec<u8>>) -> MailingVerdict {
        let ProofBasis { stage, from, drafts, people, common } = self;
        mailing::judge(&MailingClaim { stage, from, drafts, people, common }, files)
    }
}

fn expected(drafting: &Drafting<'_>, draft: &Drafted, copies_to: Option<&str>) -> Result<ExpectedDraft, Refusal> {
    let (may_name, quoted) = match draft.who {
        Some(person) => drafting.inputs.with_directory(drafting.session, |directory| {
            let partners = partners(drafting, person);
            let shown = partners.iter().filter_map(|partner| (directory.person)(*partner));
            let own = (directory.person)(person);
            let unclear = drafting.mail.doubts.get(&person).into_iter().flatten().map(|one| one.answer.clone());
            let quoted: Vec<String> = own.into_iter().chain(shown).map(words).chain(unclear).collect();
            let may_name: BTreeSet<String> = [person].into_iter().chain(partners).map(|id| id.to_string()).collect();
            (may_name, quoted.join("\n"))
        })?,
        None => (BTreeSet::new(), String::new()),
    };
    Ok(ExpectedDraft {
        file: folder::file_of(draft.who),
        to: draft.email.to.as_ref().map(|to| copies_to.unwrap_or(&to.address).to_owned()),
        may_name,
        quoted,
        attachments: draft
            .email
            .attachments
            .iter()
            .map(|attachment| (attachment.name.clone(), attachment.bytes.clone()))
            .collect(),
    })
}

/// The partners of whom a text that names the partner may tell: after the reveal to the recipient's side.
fn partners(drafting: &Drafting<'_>, person: PersonId) -> Vec<PersonId> {
    let attaches_calendar = drafting.stage.attach.contains(&Attachment::Calendar);
    if !drafting.stage.names_partner && !attaches_calendar {
        return Vec::new();
    }
    let visible = drafting.mail.visible(person).into_iter().flat_map(VisiblePairs::iter);
    visible.map(|pair| pair.partner()).collect()
}

/// Everything that somebody wrote in the survey.
fn words(known: Correspondent<'_>) -> String {
    known.answers.iter().flat_map(|(_, answer)| answer.texts()).collect::<Vec<_>>().join("\n")
}

/// The words that are the same for everybody.
fn common(session: &CohortSession, text: &str) -> String {
    let settings = &session.settings;
    let events = settings.events.iter().map(|event| event.title.as_str());
    let links = settings.messages.links.values().map(String::as_str);
    let from = settings.messages.from.as_ref().map(|from| from.name.as_str());
    let programme = [text, &settings.programme.name, &settings.programme.cohort, &settings.programme.timezone];
    programme.into_iter().chain(events).chain(links).chain(from).collect::<Vec<_>>().join("\n")
}
