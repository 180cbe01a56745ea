//! Fills a stage for its recipients: all of them, or nothing and every reason why not.

use std::collections::{BTreeMap, BTreeSet};

use super::attachments::{Attachments, Papers};
use super::correction;
use super::folder::{MailFolder, file_of, sent_file};
use super::inputs::{self, MessageInputs};
use crate::app::letters::freshness::PaperMaker;
use crate::app::session::CohortSession;
use crate::check::mailing::DraftWords;
use crate::correspondence::audience::MailState;
use crate::correspondence::context::{self, Directory};
use crate::correspondence::ledger::Recipient;
use crate::correspondence::markdown;
use crate::correspondence::stage_list::Stage;
use crate::correspondence::values::{FieldValue, FieldValues};
use crate::correspondence::wording;
use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::told::Sent;
use crate::domain::zone::Zone;
use crate::render::participant::email::{EmailAddress, EmailDraft};
use crate::render::private::calendars::{self, View};

/// One draft.
#[derive(Clone, Debug)]
pub(crate) struct Drafted {
    /// Who gets it.
    pub(crate) who: Recipient,
    /// The message.
    pub(crate) email: EmailDraft,
    /// The values that filled it.
    pub(crate) values: FieldValues,
    /// The Markdown of which both halves are made.
    pub(crate) markdown: String,
}

/// A filled text, with its values and Markdown.
struct FilledText {
    email: EmailDraft,
    values: FieldValues,
    markdown: String,
}

/// The fields that change with every meeting: the calendar corrects those, so that a message is not outdated by them.
const PASSING: [&str; 2] = ["meetings", "last_held"];

/// A stage with all that its drafts are made of.
pub(crate) struct Drafting<'a> {
    pub(crate) session: &'a CohortSession,
    pub(crate) inputs: &'a MessageInputs,
    pub(crate) mail: &'a MailState<'a>,
    pub(crate) stage: &'a Stage<'a>,
}

impl Drafting<'_> {
    /// The drafts of these people with what is attached.
    ///
    /// # Errors
    /// Every person with a field that is empty, and every attachment that is not there, or not as `papers` asks.
    pub(crate) fn drafts(&self, people: &[Recipient], papers: Papers) -> Result<Vec<Drafted>, Refusal> {
        self.drafts_with(people, Some(papers))
    }

    /// The drafts of these people without what is attached: to see whether every text can be filled.
    ///
    /// # Errors
    /// Every person with a field that is empty.
    pub(crate) fn bare_drafts(&self, people: &[Recipient]) -> Result<Vec<Drafted>, Refusal> {
        self.drafts_with(people, None)
    }

    fn drafts_with(&self, people: &[Recipient], papers: Option<Papers>) -> Result<Vec<Drafted>, Refusal> {
        inputs::sender(self.session)?;
        let (mut drafts, mut empty, mut problems) = (Vec::new(), BTreeMap::new(), Vec::new());
        let names = self.session.names();
        let key = &self.session.records()?.key;
        let uid = |of: &str| key.uid(of);
        let (settings, facts, cohort, today) =
            (&self.session.settings, &self.session.facts, &self.inputs.cohort, self.mail.today);
        let changes = facts.calendar_dates.changes(&calendars::dates_as_told(settings));
        let zone = Zone::named(&settings.programme.timezone);
        let view = View { settings, zone: zone.as_ref(), facts, cohort, names: &names, today, changes: &changes, uid: &uid };
        let maker = PaperMaker::new(self.session, self.inputs, self.mail);
        let attachments = Attachments::new(self.session, view, self.stage, maker, papers.unwrap_or(Papers::AsTheyStand));
        self.inputs.with_directory(self.session, |directory| {
            for who in people {
                let FilledText { email, values, markdown } = match self.filled(*who, directory) {
                    Ok(Some(made)) => made,
                    Ok(None) => continue,
                    Err(fields) => {
                        for field in fields {
                            empty.entry(field).or_insert_with(Vec::new).push(*who);
                        }
                        continue;
                    }
                };
                let attached = papers.map_or(Ok(Vec::new()), |_| attachments.of(*who, self.times(*who), directory));
                match attached {
                    Ok(attached) => {
                        let email = EmailDraft { attachments: attached, ..email };
                        drafts.push(Drafted { who: *who, email, values, markdown });
                    }
                    Err(found) => problems.extend(found),
                }
            }
        })?;
        problems.sort();
        problems.dedup();
        problems.extend(empty.into_iter().map(|(field, people)| self.empty_field(&field, &people)));
        if problems.is_empty() { Ok(drafts) } else { Err(Refusal::unmet(problems)) }
    }

    /// The code of what the drafts that stand say, as far as they were not edited. A draft that was made before something changed is
    /// known as outdated as soon as it is recorded. What depends on the day of the draft is left out.
    pub(crate) fn codes_of_drafts(&self, folder: &MailFolder) -> BTreeMap<Recipient, String> {
        if self.stage.names_partner || self.stage.row.deadline.is_some() {
            return BTreeMap::new();
        }
        let Ok(records) = self.session.records() else { return BTreeMap::new() };
        let edited = folder.edited();
        let address =
            |who: Recipient| who.and_then(|person| Some(records.register.get(person)?.contact.email.reveal().to_owned()));
        let drafted = folder.drafted().into_iter().filter(|who| !edited.contains(file_of(*who).as_str()));
        let code = |who: Recipient| {
            let words = correction::standing(folder.drafts.get(&file_of(who))?)?;
            Some((who, self.code_of(who, &address(who).unwrap_or_default(), &words.subject, &words.text)))
        };
        drafted.filter_map(code).collect()
    }

    /// Of these people, whose draft says what is no longer so. What depends on the day of the draft is left out, and what was edited.
    ///
    /// # Errors
    /// Without the private folder.
    pub(crate) fn stale(&self, folder: &MailFolder, drafted: &BTreeSet<Recipient>) -> Result<BTreeSet<Recipient>, Refusal> {
        let mut stands = self.codes_of_drafts(folder);
        stands.retain(|who, _| drafted.contains(who));
        let now = self.codes(stands.keys().copied())?;
        Ok(stands.into_iter().filter(|(who, code)| now.get(who).is_some_and(|now| now != code)).map(|(who, _)| who).collect())
    }

    /// The code of what each of these people would be sent now; of whoever cannot be sent anything, none.
    pub(crate) fn codes(&self, people: impl IntoIterator<Item = Recipient>) -> Result<BTreeMap<Recipient, String>, Refusal> {
        self.inputs.with_directory(self.session, |directory| {
            let code = |who: Recipient| {
                let FilledText { email, values, .. } = self.filled(who, directory).ok()??;
                Some((who, self.code(who, &email, &values)))
            };
            people.into_iter().filter_map(code).collect()
        })
    }

    /// Of people who hold an outdated message, for whom a correction stands that says what the message says now.
    ///
    /// # Errors
    /// Without the private folder.
    pub(crate) fn corrected(&self, folder: &MailFolder, outdated: &BTreeSet<Recipient>) -> Result<BTreeSet<Recipient>, Refusal> {
        // What is said of meetings may have passed on since; what the calendar corrects is no reason to draft it again.
        let passes = self.stage.names_partner || self.stage.deadline_follows_today();
        self.inputs.with_directory(self.session, |directory| {
            let is_current = |who: &Recipient| {
                let stands = folder.drafts.get(&file_of(*who))?;
                let text = self.filled(*who, directory).ok()??.email.text;
                correction::is_current(stands, (!passes).then_some(text.as_str())).then_some(*who)
            };
            outdated.iter().filter_map(is_current).collect()
        })
    }

    /// Turns drafts into corrections of what was sent before.
    pub(super) fn correct(&self, folder: &MailFolder, drafts: &mut [Drafted]) {
        let sent = self.session.facts.told.sent(&self.stage.name);
        for draft in drafts {
            self.correct_one(folder, sent.get(&draft.who), draft);
        }
    }

    fn correct_one(&self, folder: &MailFolder, sent: Option<&Sent>, draft: &mut Drafted) {
        let file = file_of(draft.who);
        let stands = [folder.drafts.get(&file), folder.sent.get(&file)].into_iter().flatten();
        let mut stands = stands.filter_map(|bytes| correction::standing(bytes));
        let to = draft.email.to.as_ref().map(|to| to.address.as_str()).unwrap_or_default();
        // What is said of a partner is not repeated from an older message.
        let was_sent = |before: &DraftWords| {
            let code = self.code_of(draft.who, to, &before.subject, &before.text);
            sent.is_some_and(|sent| sent.code == code)
        };
        let before = stands.find(|before| !self.stage.names_partner && was_sent(before));
        let on = sent.map(|sent| wording::day(sent.on)).unwrap_or_default();
        let before = before.map(|before| before.text);
        let made = correction::corrected(&draft.email.subject, &draft.markdown, &on, before.as_deref());
        draft.email.text = markdown::to_text(&made.markdown);
        draft.email.html = markdown::to_html(&made.markdown);
        draft.email.subject = made.subject;
    }

    /// The drafts that stand and were sent, for whom a correction is drafted now: kept, so that a further correction says what has changed
    /// since. By the file in which they are kept.
    pub(super) fn sent_before(&self, folder: &MailFolder, drafts: &[Drafted]) -> Vec<(String, Vec<u8>)> {
        let sent = self.session.facts.told.sent(&self.stage.name);
        let kept = |draft: &Drafted| {
            let file = file_of(draft.who);
            let bytes = folder.drafts.get(&file)?;
            let words = correction::standing(bytes)?;
            let to = draft.email.to.as_ref().map(|to| to.address.as_str()).unwrap_or_default();
            let is_sent = sent.get(&draft.who)?.code == self.code_of(draft.who, to, &words.subject, &words.text);
            is_sent.then(|| (sent_file(&file), bytes.clone()))
        };
        drafts.iter().filter_map(kept).collect()
    }

    /// The names of the partners of whom the stage tells each of these people.
    pub(super) fn partners(&self, people: &BTreeSet<Recipient>) -> Result<BTreeMap<Recipient, Vec<String>>, Refusal> {
        self.inputs.with_directory(self.session, |directory| {
            let names = |who: &Recipient| {
                let told = context::told_pairs(self.mail, self.stage, (*who)?);
                let names = told.iter().filter_map(|pair| Some((directory.person)(pair.partner())?.name.to_owned()));
                Some((*who, names.collect()))
            };
            people.iter().filter_map(names).collect()
        })
    }

    /// How often the stage was sent to somebody before.
    fn times(&self, who: Recipient) -> u32 {
        let rows = self.session.facts.told.0.get(&self.stage.name).into_iter().flatten();
        u32::try_from(rows.filter(|row| row.person == who && row.code.is_some()).count()).unwrap_or(u32::MAX)
    }

    /// The message for somebody, without attachments; none for whoever is not in the register.
    fn filled(&self, who: Recipient, directory: &Directory<'_>) -> Result<Option<FilledText>, Vec<String>> {
        let values = match who {
            None => Some(context::for_nobody(self.mail, self.stage, &self.inputs.vocabulary)),
            Some(person) => {
                self.mail.blind(person).and_then(|blind| context::for_person(self.mail, self.stage, blind, directory))
            }
        };
        let Some(values) = values else { return Ok(None) };
        let text = self.stage.template.fill(&values)?;
        let messages = &self.session.settings.messages;
        let address = |person: PersonId| {
            let known = (directory.person)(person)?;
            Some(EmailAddress { name: known.name.to_owned(), address: known.email.to_owned() })
        };
        let from = messages.from.as_ref();
        let email = EmailDraft {
            from: EmailAddress {
                name: from.map(|from| from.name.clone()).unwrap_or_default(),
                address: from.map(|from| from.email.reveal().to_owned()).unwrap_or_default(),
            },
            reply_to: messages.reply_to.as_ref().map(|reply| reply.reveal().to_owned()),
            to: who.and_then(address),
            subject: text.subject,
            text: markdown::to_text(&text.markdown),
            html: markdown::to_html(&text.markdown),
            attachments: Vec::new(),
        };
        Ok(Some(FilledText { email, values, markdown: text.markdown }))
    }

    /// Eight digits of a keyed code over what the message says and to which address; meetings aside, which the calendar corrects, and
    /// a deadline that follows the day of the draft.
    fn code(&self, who: Recipient, email: &EmailDraft, values: &FieldValues) -> String {
        let meetings = PASSING.into_iter().filter(|_| self.stage.names_partner);
        let passing: Vec<&str> = meetings.chain(self.stage.deadline_follows_today().then_some("deadline")).collect();
        let lasting = (!passing.is_empty()).then(|| {
            let mut values = values.clone();
            for path in passing {
                if let Some(value) = values.get_mut(path) {
                    *value = match value {
                        FieldValue::Rows(_) => FieldValue::Rows(Vec::new()),
                        _ => FieldValue::text("-"),
                    };
                }
            }
            self.stage.template.fill(&values).ok().map(|filled| filled.markdown)
        });
        let said = lasting.flatten().unwrap_or_else(|| email.text.clone());
        let to = email.to.as_ref().map(|to| to.address.as_str()).unwrap_or_default();
        self.code_of(who, to, &email.subject, &said)
    }

    /// The code of a message to this address with this subject that says this.
    fn code_of(&self, who: Recipient, to: &str, subject: &str, said: &str) -> String {
        let who = who.map(|person| person.to_string()).unwrap_or_default();
        let content = [self.stage.name.as_str(), &who, to, subject, said].join("\n");
        let digest = self.session.records().map(|records| records.key.digest(content.as_bytes())).unwrap_or_default();
        digest.chars().take(8).collect()
    }

    /// The key under `[dates]` from which a field has its day.
    fn date_key<'f>(&self, field: &'f str) -> Option<&'f str> {
        field.strip_prefix("dates.").or_else(|| self.stage.deadline_key().filter(|_| field == "deadline"))
    }

    /// A field without a value, once for all people whom it concerns.
    fn empty_field(&self, field: &str, people: &[Recipient]) -> Problem {
        let ids: BTreeSet<String> = people.iter().flatten().map(ToString::to_string).collect();
        let who = match ids.len() {
            0 => String::new(),
            1..=6 => format!(" for {}", ids.iter().map(String::as_str).collect::<Vec<_>>().join(", ")),
            many => {
                format!(" for {many} people, such as {}", ids.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(", "))
            }
        };
        let stage = &self.stage.name;
        let help = if let Some(link) = field.strip_prefix("link.") {
            format!("add to cohort.toml under [messages.links]: {link} = \"https://…\"")
        } else if field.starts_with("programme.con") {
            "add reply_to or concerns under [messages] in cohort.toml".to_owned()
        } else if field == "programme.keep_until" {
            "add keep_until under [privacy] in cohort.toml".to_owned()
        } else if let Some(key) = self.date_key(field) {
            format!("write the day under [dates] in cohort.toml: {key} = 2027-01-31, or whichever it is")
        } else {
            format!("give the text another value for it, {{{{ {field} or \"…\" }}}}: `revmentor messages edit {stage}`")
        };
        Problem::error("empty-field", format!("{field} is empty{who}, and {stage} prints it"))
            .at(Place::file(&self.stage.file))
            .help(help)
    }
}
