//! One stage drafted, judged and ready to be written: the drafts, the page to copy from, the table for mail merge, the proof.

use std::collections::{BTreeMap, BTreeSet};

use super::attachments::Papers;
use super::drafting::{Drafted, Drafting};
use super::folder::{self, MailFolder, file_of};
use super::invited::{Invited, Invitee};
use super::proof::ProofBasis;
use crate::app::outcomes::CohortOutcomes;
use crate::check::mailing::MailingVerdict;
use crate::correspondence::ledger::Recipient;
use crate::correspondence::prerequisites;
use crate::correspondence::stages::Recipients;
use crate::correspondence::template::fields_of;
use crate::domain::id::{PairId, PersonId};
use crate::domain::outcome::OutcomeKind;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::side::Side;
use crate::domain::text::long_date;
use crate::render::participant::email::{self, EmailAddress, EmailDraft};
use crate::render::private::mailing::{copy_page, merge_table};
use crate::store::layout::{self, RelPath};

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection {
    /// For this person only.
    pub(crate) person: Option<PersonId>,
    /// For these people only, who were sent it before: a correction.
    pub(crate) again: Option<BTreeSet<Recipient>>,
    /// Only those for whom it is due.
    pub(crate) only_due: bool,
    /// Copies to look at, addressed to this address.
    pub(crate) copies_to: Option<String>,
    /// Whatever speaks against it.
    pub(crate) force: bool,
}

impl Selection {
    fn papers(&self) -> Papers {
        match (self.force, &self.again) {
            (_, Some(_)) => Papers::UpToDate,
            (true, None) => Papers::AsTheyStand,
            (false, None) => Papers::Ready,
        }
    }
}

/// A file as it shall stand; none where it goes.
pub(crate) type MailFile = (RelPath, Option<Vec<u8>>);

/// A stage as it is written.
pub(crate) struct Mailing {
    /// The stage.
    pub(crate) stage: String,
    /// Each draft: who, the file, the address, the subject.
    pub(crate) drafts: Vec<(Recipient, RelPath, String, String)>,
    /// Every file as it shall stand; none where it goes.
    pub(crate) files: Vec<MailFile>,
    /// What the judge found.
    pub(crate) verdict: MailingVerdict,
    /// By what it is judged again once it is written.
    pub(crate) basis: ProofBasis,
    /// What the lead should know.
    pub(crate) notes: Vec<Problem>,
    /// Of an invitation, how many of those on the lead's list are still to be asked.
    pub(crate) said: Option<String>,
}

impl Mailing {
    /// Every draft that stands on disk once the mailing is written; those that the lead edited and that were kept aside are none.
    pub(crate) fn on_disk(&self) -> impl Iterator<Item = &RelPath> {
        let drafts = self.files.iter().filter(|(_, bytes)| bytes.is_some()).map(|(path, _)| path);
        drafts.filter(|path| folder::is_draft(path))
    }
}

impl Drafting<'_> {
    /// The mailing as asked for; none where there is nobody to write to.
    ///
    /// # Errors
    /// What speaks against it, everybody for whom a field is empty, every draft that was edited, every fault that the judge found.
    pub(crate) fn mailing(&self, folder: &MailFolder, selection: &Selection) -> Result<Option<Mailing>, Refusal> {
        let against = match &selection.again {
            // A correction goes to whoever has the message already.
            Some(_) => self.mail.forbidden_of(self.stage),
            None if selection.force => Vec::new(),
            None => self.mail.contradictions(self.stage, &self.session.facts.told),
        };
        if !against.is_empty() {
            return Err(Refusal::unmet(against));
        }
        let targets = self.targets(selection)?;
        let invited = self.invited()?;
        if targets.is_empty() {
            return Ok(None);
        }
        let mut fresh = self.drafts(&targets, selection.papers())?;
        let sent_before = if selection.again.is_some() { self.sent_before(folder, &fresh) } else { Vec::new() };
        if selection.again.is_some() {
            self.correct(folder, &mut fresh);
        }
        let kept = self.kept(folder, selection, &targets)?;
        if let Some(address) = &selection.copies_to {
            return self.copies(&fresh, address).map(Some);
        }
        let (mailable, by_hand): (Vec<&Drafted>, Vec<&Drafted>) = fresh.iter().partition(|draft| is_mailable(draft));
        let mut next: BTreeMap<String, Vec<u8>> =
            mailable.iter().map(|draft| (file_of(draft.who), email::write(&draft.email))).collect();
        let standing =
            kept.iter().filter_map(|draft| Some((file_of(draft.who), folder.drafts.get(&file_of(draft.who))?.clone())));
        next.extend(standing);
        if !selection.force {
            folder.refuse_edited(&self.stage.name, &next)?;
        }
        let mut all: Vec<&Drafted> = mailable.into_iter().chain(&kept).collect();
        all.sort_by_key(|draft| draft.who);
        let basis = ProofBasis::new(self, &all, None)?;
        let verdict = basis.judge(&next);
        if !verdict.faults.is_empty() && !selection.force {
            return Err(Refusal::unmet(self.faults(&verdict)));
        }
        let mut files = self.files(folder, &next, &all, &by_hand, &verdict)?;
        for (file, bytes) in sent_before {
            files.push((folder::path(&self.stage.name, &file)?, Some(bytes)));
        }
        let said = invited.map(|(invited, side)| invited.sentence(&self.stage.name, side));
        let doubts = invited.into_iter().flat_map(|(invited, _)| invited.doubts.clone());
        let notes = self
            .nowhere()
            .into_iter()
            .chain(self.not_to_be(&targets))
            .chain(self.left_out(selection))
            .chain(doubts)
            .chain(by_hand.iter().map(|draft| by_hand_only(draft)))
            .chain(self.faults(&verdict))
            .chain(self.unread(&verdict))
            .collect();
        let drafts = fresh.iter().filter(|draft| is_mailable(draft)).map(|draft| self.row(draft)).collect::<Result<_, _>>()?;
        Ok(Some(Mailing { stage: self.stage.name.clone(), drafts, files, verdict, basis, notes, said }))
    }

    /// That it goes to people of a pair that may not be.
    fn not_to_be(&self, targets: &[Recipient]) -> Option<Problem> {
        let is_told = |pair: &PairId| pair.people().into_iter().any(|person| targets.contains(&Some(person)));
        let pairs: Vec<String> = self.mail.forbidden().keys().filter(|pair| is_told(pair)).map(ToString::to_string).collect();
        let assumes_a_pair = !matches!(self.stage.to, Recipients::Applicants | Recipients::InDoubt | Recipients::Outside(_));
        let message = format!("{} goes to people of a pair that may not be: {}", self.stage.name, pairs.join(", "));
        let problem = || Problem::warning("forbidden-pair", message).help("`revmentor match` makes other pairs");
        (assumes_a_pair && !pairs.is_empty()).then(problem)
    }

    /// That the text says where a session is, and cohort.toml does not.
    pub(crate) fn nowhere(&self) -> Option<Problem> {
        let event = self.stage.event.filter(|event| event.is_nowhere())?;
        let asks = fields_of(&self.stage.text).iter().any(|field| ["session.place", "session.link"].contains(&field.as_str()));
        let invites = asks && ["session", "session-reminder", "choose", "choose-reminder", "own"].contains(&self.stage.row.id);
        let message = format!("{} has no place and no link, so {} does not say where it is", event.id, self.stage.name);
        let help = format!("add to the [[event]] {:?}: place = \"Seminar room 2\", or link = \"https://…\"", event.id);
        let problem = || Problem::warning("no-place", message).at(Place::file(layout::COHORT_FILE)).help(help);
        invites.then(problem)
    }

    /// The list of people who were invited, where the stage goes to them and the lead wrote one, with the side that is asked.
    ///
    /// # Errors
    /// All that is wrong with the list.
    fn invited(&self) -> Result<Option<(&Invited, Option<Side>)>, Refusal> {
        let Recipients::Outside(side) = self.stage.to else { return Ok(None) };
        let invited = self.inputs.invited.as_ref().map_err(Clone::clone)?;
        Ok(invited.as_ref().map(|invited| (invited, side)))
    }

    /// Who is drafted for.
    fn targets(&self, selection: &Selection) -> Result<Vec<Recipient>, Refusal> {
        let (stage, told) = (self.stage, &self.session.facts.told);
        let recipients = self.mail.recipients(stage);
        let sent = self.mail.still_sent(stage, told);
        let unmet = |code, message: String, help: String| Refusal::unmet(vec![Problem::error(code, message).help(help)]);
        if let Some(person) = selection.person {
            if !recipients.contains(&Some(person)) {
                let message = format!("{} does not go to {}", stage.name, self.session.label(person));
                return Err(unmet("not-a-recipient", message, "`revmentor messages` lists the stages".to_owned()));
            }
            if let Some(before) = sent.get(&Some(person)).filter(|_| !selection.force) {
                let message = format!("{} was sent to {} on {}", stage.name, self.session.label(person), long_date(before.on));
                return Err(unmet("already-sent", message, "give --force to draft it again".to_owned()));
            }
            if !selection.force && self.mail.ready(stage, told, vec![Some(person)]).is_empty() {
                let message = format!("{} {} {}", stage.name, self.comes_first(), self.session.label(person));
                return Err(unmet("stage-early", message, "give --force to draft it all the same".to_owned()));
            }
            return Ok(vec![Some(person)]);
        }
        if let Some(again) = &selection.again {
            return Ok(recipients.into_iter().filter(|who| again.contains(who)).collect());
        }
        let open: Vec<Recipient> = match (selection.force, selection.only_due) {
            (true, _) => recipients.clone(),
            (false, true) => {
                let open = self.mail.open(stage, told).into_iter();
                open.filter(|(_, due)| due.is_some_and(|due| due <= self.mail.today)).map(|(who, _)| who).collect()
            }
            (false, false) => {
                let open = recipients.iter().copied().filter(|who| !sent.contains_key(who)).collect();
                self.mail.ready(stage, told, open)
            }
        };
        let open = self.with_reflections(open)?;
        if open.is_empty() && !recipients.is_empty() && !selection.only_due {
            let message = format!("{} was sent to everybody who is to get it", stage.name);
            return Err(unmet("already-sent", message, "give --force to draft it again".to_owned()));
        }
        Ok(open)
    }

    /// What the stage presupposes for each recipient.
    fn comes_first(&self) -> String {
        match prerequisites::reminds_of(self.stage, &self.session.settings) {
            Some((names, _)) => format!("reminds of {}, which was not sent to", names.join(" or ")),
            None => "follows a session that is still to come for".to_owned(),
        }
    }

    /// Whoever would get the stage, were there not something that has not happened yet for this person.
    fn left_out(&self, selection: &Selection) -> Option<Problem> {
        if selection.force || selection.only_due || selection.again.is_some() || selection.person.is_some() {
            return None;
        }
        let told = &self.session.facts.told;
        let sent = self.mail.still_sent(self.stage, told);
        let open: Vec<Recipient> = self.mail.recipients(self.stage).into_iter().filter(|who| !sent.contains_key(who)).collect();
        let ready = self.mail.ready(self.stage, told, open.clone());
        let left: Vec<String> = open.iter().filter(|who| !ready.contains(who)).map(|who| name_of(*who)).collect();
        let message = format!("{} {} {}", self.stage.name, self.comes_first(), left.join(", "));
        (!left.is_empty()).then(|| Problem::warning("stage-early", message).help("they are left out"))
    }

    /// Where one side alone reflected, that side alone gets its points.
    fn with_reflections(&self, people: Vec<Recipient>) -> Result<Vec<Recipient>, Refusal> {
        if self.stage.row.id != "reflections" {
            return Ok(people);
        }
        let points = CohortOutcomes::read(self.session)?.all;
        let sides: BTreeSet<Side> =
            points.iter().filter(|point| point.kind == OutcomeKind::Reflection).filter_map(|point| point.side).collect();
        let is_asked = |who: &Recipient| sides.is_empty() || who.is_none_or(|person| sides.contains(&person.side()));
        Ok(people.into_iter().filter(is_asked).collect())
    }

    /// The drafts that stand in the folder and stay: those of others, where one person's is asked for.
    fn kept(&self, folder: &MailFolder, selection: &Selection, targets: &[Recipient]) -> Result<Vec<Drafted>, Refusal> {
        if selection.person.is_none() {
            return Ok(Vec::new());
        }
        let drafted = folder.drafted();
        let others = self.mail.recipients(self.stage).into_iter().filter(|who| drafted.contains(who) && !targets.contains(who));
        self.drafts(&others.collect::<Vec<_>>(), Papers::AsTheyStand)
    }

    fn files(
        &self,
        folder: &MailFolder,
        next: &BTreeMap<String, Vec<u8>>,
        all: &[&Drafted],
        by_hand: &[&Drafted],
        verdict: &MailingVerdict,
    ) -> Result<Vec<MailFile>, Refusal> {
        let stage = self.stage.name.as_str();
        let path = |file: &str| folder::path(stage, file);
        let mut files = Vec::new();
        for (file, bytes) in folder.kept(next).into_iter().chain(next.clone()) {
            files.push((path(&file)?, Some(bytes)));
        }
        for file in folder.drafts.keys().filter(|file| !next.contains_key(*file)) {
            files.push((path(file)?, None));
        }
        let shown: Vec<&Drafted> = all.iter().chain(by_hand).copied().collect();
        let page: Vec<(String, &EmailDraft)> = shown.iter().map(|draft| (name_of(draft.who), &draft.email)).collect();
        files.push((path("index.html")?, Some(copy_page::write(stage, &page).into_bytes())));
        let fields: Vec<String> = fields_of(&self.stage.text);
        let invited: Vec<&Invitee> = self.invited()?.into_iter().flat_map(|(invited, side)| invited.open(side)).collect();
        let rows: Vec<merge_table::MergeRow<'_>> = shown.iter().copied().flat_map(|draft| merge_rows(draft, &invited)).collect();
        files.push((path(&format!("{stage}.csv"))?, Some(merge_table::write(&fields, &rows).into_bytes())));
        files.push((path("proof.txt")?, Some(folder::proof_text(stage, verdict, next).into_bytes())));
        Ok(files)
    }

    /// The drafts as copies to look at: to another address, with a mark in the subject.
    fn copies(&self, drafts: &[Drafted], address: &str) -> Result<Mailing, Refusal> {
        let copy = |draft: &Drafted| {
            let to = Some(EmailAddress { name: String::new(), address: address.to_owned() });
            let subject = format!("[copy for checking] {}", draft.email.subject);
            Drafted { email: EmailDraft { to, subject, ..draft.email.clone() }, ..draft.clone() }
        };
        let copies: Vec<Drafted> = drafts.iter().map(copy).collect();
        let files: BTreeMap<String, Vec<u8>> =
            copies.iter().map(|draft| (file_of(draft.who), email::write(&draft.email))).collect();
        let basis = ProofBasis::new(self, &copies.iter().collect::<Vec<_>>(), Some(address))?;
        let verdict = basis.judge(&files);
        let path = |file: &str| {
            let fault = |path| Problem::error("stage-name", format!("{path} cannot be the file of a mailing"));
            layout::message_copy(&self.stage.name, file).map_err(fault)
        };
        let row = |draft: &Drafted| Ok((draft.who, path(&file_of(draft.who))?, address.to_owned(), draft.email.subject.clone()));
        let rows = copies.iter().map(row).collect::<Result<_, Problem>>()?;
        let notes = self.faults(&verdict);
        let files = files.into_iter().map(|(file, bytes)| Ok((path(&file)?, Some(bytes)))).collect::<Result<_, Problem>>()?;
        Ok(Mailing { stage: self.stage.name.clone(), drafts: rows, files, verdict, basis, notes, said: None })
    }

    /// What the judge finds in drafts that stand nowhere.
    ///
    /// # Errors
    /// Without the private folder.
    pub(crate) fn judged(&self, drafts: &[Drafted]) -> Result<Vec<Problem>, Refusal> {
        let files = drafts
            .iter()
            .filter(|draft| is_mailable(draft))
            .map(|draft| (file_of(draft.who), email::write(&draft.email)))
            .collect();
        let mailable: Vec<&Drafted> = drafts.iter().filter(|draft| is_mailable(draft)).collect();
        Ok(self.faults(&ProofBasis::new(self, &mailable, None)?.judge(&files)))
    }

    fn row(&self, draft: &Drafted) -> Result<(Recipient, RelPath, String, String), Problem> {
        let path = folder::path(&self.stage.name, &file_of(draft.who))?;
        let to = draft.email.to.as_ref().map(|to| to.address.clone()).unwrap_or_default();
        Ok((draft.who, path, to, draft.email.subject.clone()))
    }

    fn faults(&self, verdict: &MailingVerdict) -> Vec<Problem> {
        let place = |file: &str| Place::file(format!("private/messages/{}/{file}", self.stage.name));
        let help =
            "change the text, `revmentor messages edit STAGE`, or the answer that it prints".replace("STAGE", &self.stage.name);
        verdict.faults.iter().map(|(file, what)| Problem::error("mailing-fault", what).at(place(file)).help(&help)).collect()
    }

    /// The attachments that nobody could search for names.
    fn unread(&self, verdict: &MailingVerdict) -> Vec<Problem> {
        let problem = |(name, why): (&String, &&str)| {
            let message = format!("{} attaches {name}, which could not be searched for names: {why}", self.stage.name);
            Problem::warning("not-looked-into", message).help("look yourself whether it names anybody")
        };
        verdict.unread.iter().map(problem).collect()
    }
}

/// Whether mail programs pass the address on: letters beyond ASCII before the @ need a mail server that few have.
fn is_mailable(draft: &Drafted) -> bool {
    draft.email.to.as_ref().is_none_or(|to| to.address.is_ascii())
}

fn by_hand_only(draft: &Drafted) -> Problem {
    let who = name_of(draft.who);
    Problem::warning(
        "address-beyond-ascii",
        format!("{who}'s address has letters that many mail servers refuse; there is no .eml for {who}"),
    )
    .help("copy the message from index.html, and ask for another address")
}

fn name_of(who: Recipient) -> String {
    who.map_or_else(|| "list".to_owned(), |person| person.to_string())
}

/// The row of a draft; of one that goes to a list, a row for each who is on it.
fn merge_rows<'a>(draft: &'a Drafted, invited: &[&'a Invitee]) -> Vec<merge_table::MergeRow<'a>> {
    let row = |address, name| merge_table::MergeRow { address, name, subject: &draft.email.subject, values: &draft.values };
    match &draft.email.to {
        Some(to) => vec![row(to.address.as_str(), to.name.as_str())],
        None if invited.is_empty() => vec![row("", "")],
        None => invited.iter().map(|one| row(one.contact.email.reveal(), one.contact.name.as_str())).collect(),
    }
}
