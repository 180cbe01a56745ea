//! What goes with a draft: the session's calendar entry, the whole calendar, letters and papers as they stand on disk, the
//! report for participants.
//!
//! Letters are read, never made here. An attachment's name has no id in it.

use std::cell::OnceCell;

use crate::app::letters::freshness::PaperMaker;
use crate::app::public_report;
use crate::app::session::CohortSession;
use crate::correspondence::context::Directory;
use crate::correspondence::front_matter::Attachment;
use crate::correspondence::letter_kinds::{self, PaperScope, PaperTarget};
use crate::correspondence::stage_list::Stage;
use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem};
use crate::domain::side::{Kind, Side};
use crate::render::participant::email::EmailAttachment;
use crate::render::private::calendars::{self, Entry, View, published};
use crate::render::untouched::is_untouched;
use crate::render::word_template::{has_blank_tables, paragraphs};
use crate::store::layout::{self, RelPath};

/// The sheets that say what a group said.
const SHEETS: [&str; 4] = ["expectations", "language", "reflections", "outcomes"];

/// Which papers are attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Papers {
    /// Those that say something, and say what is so today.
    Ready,
    /// Those that say what is so today, blank sheets too.
    UpToDate,
    /// Whatever stands.
    AsTheyStand,
}

/// Makes the attachments of one stage's drafts.
pub(super) struct Attachments<'a> {
    session: &'a CohortSession,
    view: View<'a>,
    stage: &'a Stage<'a>,
    papers: Papers,
    maker: PaperMaker<'a>,
    /// The report, once it was asked for: the same for everybody.
    report: OnceCell<String>,
}

impl<'a> Attachments<'a> {
    /// Nothing is read before it is asked for.
    pub(super) fn new(
        session: &'a CohortSession,
        view: View<'a>,
        stage: &'a Stage<'a>,
        maker: PaperMaker<'a>,
        papers: Papers,
    ) -> Attachments<'a> {
        Attachments { session, view, stage, papers, maker, report: OnceCell::new() }
    }
}

impl Attachments<'_> {
    /// What one person gets; `times` is how often the stage was sent to this person before.
    ///
    /// # Errors
    /// What is not there, with the command that makes it.
    pub(super) fn of(
        &self,
        person: Option<PersonId>,
        times: u32,
        directory: &Directory<'_>,
    ) -> Result<Vec<EmailAttachment>, Vec<Problem>> {
        let (mut attachments, mut problems) = (Vec::new(), Vec::new());
        for attachment in &self.stage.attach {
            let made = match (attachment, person) {
                (Attachment::Session, Some(person)) => self.session_entry(person, times),
                (Attachment::Calendar, Some(person)) => self.calendar(person),
                (Attachment::Letter(kind), _) => self.letter(kind, person, directory),
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

    /// What a paper is called for the people who get it: where both learn and teach nobody is a mentor or a mentee.
    fn called(&self, kind: &str) -> String {
        let programme = self.session.settings.programme.kind;
        if letter_kinds::find(kind).is_none() {
            return kind.to_owned();
        }
        Side::BOTH.into_iter().fold(kind.to_owned(), |name, side| name.replace(side.one(Kind::Goals), side.one(programme)))
    }

    /// The letter as it stands on disk: the recipient's own, that of the side, or the paper for all; as PDF where there is one.
    fn letter(
        &self,
        kind: &str,
        person: Option<PersonId>,
        directory: &Directory<'_>,
    ) -> Result<Option<EmailAttachment>, Problem> {
        let Some(kind) = self.kind_of(kind, person) else { return Ok(None) };
        let own = person.map(|person| person.to_string());
        let side = person.map(|person| person.side().key().to_owned());
        let session = self.stage.event.map(|event| event.id.clone());
        for stem in own.into_iter().chain(side).chain(session).chain([kind.clone()]) {
            for end in ["pdf", "docx"] {
                let Ok(path) = layout::letter(&kind, &format!("{stem}.{end}")) else { continue };
                if let Some(bytes) = self.session.workspace().read(&path)? {
                    let is_blank = || end == "docx" && self.is_blank(&kind, &bytes, directory);
                    if self.papers == Papers::Ready && is_blank() {
                        return Err(self.blank(&kind, path.as_str()));
                    }
                    if self.papers != Papers::AsTheyStand && self.is_outdated(&kind, &stem, person, directory)? {
                        return Err(self.outdated(&kind, &path, &bytes));
                    }
                    return Ok(Some(EmailAttachment { name: format!("{}.{end}", self.called(&kind)), bytes }));
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

    /// Whether a sheet says no more than the built-in one that nobody has filled in.
    fn is_blank(&self, kind: &str, bytes: &[u8], directory: &Directory<'_>) -> bool {
        if !SHEETS.contains(&kind) || !has_blank_tables(bytes) {
            return false;
        }
        let Some(kind) = letter_kinds::find(kind) else { return true };
        let built_in = self.maker.built_in(kind, directory);
        paragraphs(bytes).iter().all(|paragraph| built_in.contains(paragraph))
    }

    /// Whether the paper with this stem, made today, would say something else.
    fn is_outdated(&self, kind: &str, stem: &str, person: Option<PersonId>, directory: &Directory<'_>) -> Result<bool, Problem> {
        let Some(kind) = letter_kinds::find(kind) else { return Ok(false) };
        let target = match kind.scope {
            PaperScope::Person(_) => person.map(PaperTarget::Person),
            PaperScope::DeclaringSide | PaperScope::EachSide => person.map(|person| PaperTarget::Side(person.side())),
            PaperScope::Session(..) => self.stage.event.map(PaperTarget::Session),
            PaperScope::Everybody => Some(PaperTarget::Everybody),
        };
        let target = target.filter(|target| kind.file_stem(*target, &self.session.settings) == stem);
        target.map_or(Ok(false), |target| self.maker.is_outdated(kind, target, directory))
    }

    /// A paper with days, times or names of before.
    fn outdated(&self, kind: &str, path: &RelPath, bytes: &[u8]) -> Problem {
        let message =
            format!("{} attaches the paper {kind}, which is not up to date: made today it says something else", self.stage.name);
        let force = if is_untouched(bytes) { "" } else { " --force" };
        let kept = if force.is_empty() { "" } else { ", and keeps yours beside it" };
        let help = format!("`revmentor letters {kind}{force}` writes it anew{kept}");
        Problem::error("letter-outdated", message).at(Place::file(path.as_str())).help(help)
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
            let page = public_report::for_participants(self.session, self.view.today);
            let page = page.map_err(|mut refused| refused.problems.remove(0))?;
            self.report.get_or_init(|| page)
        };
        Ok(Some(EmailAttachment { name: "report.html".to_owned(), bytes: page.clone().into_bytes() }))
    }
}
