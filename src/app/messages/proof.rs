//! Has a mailing judged: says what was to be drafted for whom, and gives the files to a judge that did not make them.

use std::collections::{BTreeMap, BTreeSet};

use super::drafting::{Drafted, Drafting};
use super::folder;
use crate::app::session::CohortSession;
use crate::check::mailing::{self, ExpectedDraft, MailingClaim, MailingPerson, MailingVerdict};
use crate::correspondence::context::Correspondent;
use crate::correspondence::front_matter::Attachment;
use crate::correspondence::stage_list::OWN_FOLDER;
use crate::correspondence::values::FieldValue;
use crate::correspondence::wording;
use crate::domain::event::{Event, Venue};
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
    settings: Vec<String>,
    sessions: Vec<(String, String)>,
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
            common: common(session, drafts, &drafting.stage.text),
            settings: settings_words(session, drafting),
            sessions: sessions(session),
        })
    }

    /// Judges the files of the folder.
    pub(crate) fn judge(&self, files: &BTreeMap<String, Vec<u8>>) -> MailingVerdict {
        let ProofBasis { stage, from, drafts, people, common, settings, sessions } = self;
        mailing::judge(&MailingClaim { stage, from, drafts, people, common, settings, sessions }, files)
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

/// Words of the program that stand in messages beside their texts.
const OF_THE_PROGRAM: &str = "mentor mentors mentee mentees junior juniors senior seniors induction inductions supervision training \
    session sessions question answer answers name email";

/// The words that are the same for everybody.
fn common(session: &CohortSession, drafts: &[&Drafted], text: &str) -> String {
    let reasons: BTreeSet<&str> = drafts
        .iter()
        .filter_map(|draft| match draft.values.get("waiting.reason") {
            Some(FieldValue::Text(reason)) => Some(reason.as_str()),
            _ => None,
        })
        .collect();
    let links = session.settings.messages.links.values().map(String::as_str);
    let words = settings_of(session);
    [text, OF_THE_PROGRAM]
        .into_iter()
        .chain(links)
        .chain(reasons)
        .chain(words.iter().map(String::as_str))
        .collect::<Vec<_>>()
        .join("\n")
}

/// What the lead wrote into cohort.toml and messages print as it is: names, titles, places, hosts.
fn settings_of(session: &CohortSession) -> Vec<String> {
    let settings = &session.settings;
    let events = settings.events.iter().flat_map(|event| {
        let Venue { place, host, .. } = &event.venue;
        [Some(event.title.clone()), place.clone(), host.clone()].into_iter().flatten()
    });
    let writers =
        [&settings.messages.from, &settings.programme.contact].into_iter().flatten().map(|mailbox| mailbox.name.clone());
    let programme =
        [settings.programme.name.clone(), settings.programme.cohort.clone(), wording::zone(&settings.programme.timezone)];
    programme.into_iter().chain(events).chain(writers).chain(settings.letters.signed_by.clone()).collect()
}

/// The same, with the text where it is the program's own: what stands there is nobody's name.
fn settings_words(session: &CohortSession, drafting: &Drafting<'_>) -> Vec<String> {
    let is_own = drafting.stage.file.starts_with(OWN_FOLDER);
    let text = (!is_own).then(|| drafting.stage.text.clone());
    settings_of(session).into_iter().chain(text).collect()
}

/// The day and times of every date of every session, in the words of letters.
fn sessions(session: &CohortSession) -> Vec<(String, String)> {
    let events = session.settings.events.iter();
    let of_event = |event: &Event| {
        let minutes = chrono::TimeDelta::minutes(i64::from(event.minutes));
        let spelt = |start: &chrono::NaiveDateTime| {
            let end = start.checked_add_signed(minutes).unwrap_or(*start);
            (wording::day(start.date()), format!("{} to {}", wording::time(start.time()), wording::time(end.time())))
        };
        event.dates.iter().map(spelt).collect::<Vec<_>>()
    };
    events.flat_map(of_event).collect()
}
