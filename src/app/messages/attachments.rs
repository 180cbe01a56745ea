//! What goes with a draft: the session's calendar entry, the whole calendar, letters and papers as they stand on disk, the
//! report for participants.
//!
//! Letters are read, never made here. An attachment's name has no id in it.

use std::cell::OnceCell;

use crate::app::public_report;
use crate::app::session::CohortSession;
use crate::correspondence::front_matter::Attachment;
use crate::correspondence::letter_kinds;
use crate::correspondence::stage_list::Stage;
use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem};
use crate::domain::side::Side;
use crate::render::participant::email::EmailAttachment;
use crate::render::private::calendars::{self, Entry, View, published};
use crate::render::word_template::is_blank_sheet;
use crate::store::layout;

/// The sheets that say what a group said.
const SHEETS: [&str; 4] = ["expectations", "language", "reflections", "outcomes"];

/// Makes the attachments of one stage's drafts.
pub(super) struct Attachments<'a> {
    session: &'a CohortSession,
    view: View<'a>,
    stage: &'a Stage<'a>,
    /// Whether sheets that are still blank are attached all the same.
    force: bool,
    /// The report, once it was asked for: the same for everybody.
    report: OnceCell<String>,
}

impl<'a> Attachments<'a> {
    /// Nothing is read before it is asked for.
    pub(super) fn new(session: &'a CohortSession, view: View<'a>, stage: &'a Stage<'a>, force: bool) -> Attachments<'a> {
        Attachments { session, view, stage, force, report: OnceCell::new() }
    }
}

impl Attachments<'_> {
    /// What one person gets; `times` is how often the stage was sent to this person before.
    ///
    /// # Errors
    /// What is not there, with the command that makes it.
    pub(super) fn of(&self, person: Option<PersonId>, times: u32) -> Result<Vec<EmailAttachment>, Vec<Problem>> {
        let (mut attachments, mut problems) = (Vec::new(), Vec::new());
        for attachment in &self.stage.attach {
            let made = match (attachment, person) {
                (Attachment::Session, Some(person)) => self.session_entry(person, times),
                (Attachment::Calendar, Some(person)) => self.calendar(person),
                (Attachment::Letter(kind), _) => self.letter(kind, person),
                (Attachment::Report, _) => self.report(),
                (Attachment::Session | Attachment::Calendar, None) => Ok(None),
            };
            match made {
                Ok(made) => attachments.extend(made),
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() { Ok(attachments) } else { Err(problems) }
    }

    /// One file with one entry. Sent again it counts on, so that a calendar program takes the later one.
    fn session_entry(&self, person: PersonId, times: u32) -> Result<Option<EmailAttachment>, Problem> {
        let Some(event) = self.stage.event else { return Ok(None) };
        let Some(entry) = calendars::session_of_person(self.view, person, &event.id) else { return Ok(None) };
        let uid = entry.uid.clone();
        let edition = published::next_edition(vec![entry], self.before(person)?);
        let entries: Vec<Entry> = edition.into_iter().filter(|entry| entry.uid == uid).collect();
        let entries: Vec<Entry> =
            entries.into_iter().map(|entry| Entry { sequence: entry.sequence.max(times), ..entry }).collect();
        Ok(Some(EmailAttachment { name: "session.ics".to_owned(), bytes: self.written(&entries) }))
    }

    fn calendar(&self, person: PersonId) -> Result<Option<EmailAttachment>, Problem> {
        let entries = published::next_edition(calendars::of_person(self.view, person), self.before(person)?);
        Ok(Some(EmailAttachment { name: "calendar.ics".to_owned(), bytes: self.written(&entries) }))
    }

    fn written(&self, entries: &[Entry]) -> Vec<u8> {
        calendars::write(&self.session.settings, entries).into_bytes()
    }

    /// The entries of the calendar that the person may have.
    fn before(&self, person: PersonId) -> Result<Vec<Entry>, Problem> {
        let path = layout::calendar(person);
        let Some(bytes) = self.session.workspace().read(&path)? else { return Ok(Vec::new()) };
        published::read(&bytes, path.as_str()).map_err(|mut found| found.remove(0))
    }

    /// The letter as it stands on disk: the recipient's own, that of the side, or the paper for all; as PDF where there is one.
    fn letter(&self, kind: &str, person: Option<PersonId>) -> Result<Option<EmailAttachment>, Problem> {
        let Some(kind) = self.kind_of(kind, person) else { return Ok(None) };
        let own = person.map(|person| person.to_string());
        let side = person.map(|person| person.side().key().to_owned());
        let session = self.stage.event.map(|event| event.id.clone());
        for stem in own.into_iter().chain(side).chain(session).chain([kind.clone()]) {
            for end in ["pdf", "docx"] {
                let Ok(path) = layout::letter(&kind, &format!("{stem}.{end}")) else { continue };
                if let Some(bytes) = self.session.workspace().read(&path)? {
                    if end == "docx" && !self.force && SHEETS.contains(&kind.as_str()) && is_blank_sheet(&bytes) {
                        return Err(self.blank(&kind, path.as_str()));
                    }
                    return Ok(Some(EmailAttachment { name: format!("{kind}.{end}"), bytes }));
                }
            }
        }
        let message = format!("{} attaches the paper {kind}, which is not there yet", self.stage.name);
        let made = if letter_kinds::find(&kind).is_some() {
            format!("`revmentor letters {kind}` writes it")
        } else {
            format!("put {kind}.docx or {kind}.pdf into private/letters/{kind}/")
        };
        let cure = format!("{made}; `revmentor messages edit {}` lets you take letter:{kind} out", self.stage.name);
        Err(Problem::error("letter-missing", message).help(cure))
    }

    /// A sheet that says nothing, although the message says that the group wrote it.
    fn blank(&self, kind: &str, path: &str) -> Problem {
        let message = format!("{} attaches the sheet {kind}, which is still blank", self.stage.name);
        let record = match kind {
            "reflections" => "record what the side said, `revmentor outcome add reflection \"…\" --side mentors`, then ",
            "outcomes" => "record what the group said, `revmentor outcome add learning \"…\"`, then ",
            _ => return Problem::error("letter-missing", message).at(Place::file(path)).help(format!(
                "fill in that file in Word, or write the words once for all with `revmentor letters edit {kind}` and then `revmentor letters {kind}`; --force attaches it as it is"
            )),
        };
        let help = format!("{record}`revmentor letters {kind}` fills it; --force attaches it as it is");
        Problem::error("letter-missing", message).at(Place::file(path)).help(help)
    }

    /// `agenda` is that of the stage's session, where there is one for sessions of this kind; `handbook` that of the recipient's side. What
    /// the first side wrote for the second goes to the second alone.
    fn kind_of(&self, kind: &str, person: Option<PersonId>) -> Option<String> {
        let is_second = person.is_some_and(|person| person.side() == Side::Mentee);
        let side = if is_second { "mentee" } else { "mentor" };
        match (kind, self.stage.event) {
            ("agenda", Some(event)) => letter_kinds::agenda(event).map(|kind| kind.id.to_owned()),
            ("handbook", _) => Some(format!("handbook-{side}")),
            ("expectations" | "language", _) => is_second.then(|| kind.to_owned()),
            _ => Some(kind.to_owned()),
        }
    }

    /// The edition for participants, which has no line of one pair: `report.html` itself goes by id and by day.
    fn report(&self) -> Result<Option<EmailAttachment>, Problem> {
        let page = if let Some(page) = self.report.get() {
            page
        } else {
            let page = public_report::for_participants(self.session).map_err(|mut refused| refused.problems.remove(0))?;
            self.report.get_or_init(|| page)
        };
        Ok(Some(EmailAttachment { name: "report.html".to_owned(), bytes: page.clone().into_bytes() }))
    }
}
