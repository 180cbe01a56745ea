//! The table of letters and papers: for whom each is made, when it is due, what it may name, and its built-in text.
//!
//! A new paper: a line here and its text in `texts/letters`.

use super::fields::FieldGroup;
use super::stages::{Due, Recipients};
use crate::domain::correspondence_settings::DeclarationMode;
use crate::domain::event::{Audience, Event, EventKind};
use crate::domain::milestone::Milestone;
use crate::domain::settings::Settings;
use crate::domain::side::Side;

/// For whom a paper is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperScope {
    /// One for each person in this state.
    Person(Recipients),
    /// One for each side that is asked to declare conflicts of interest: the same bytes for all of it.
    DeclaringSide,
    /// One for each side.
    EachSide,
    /// One for each group session of this kind to which this side, or everybody, is asked; for both sides where none is given.
    Session(EventKind, Option<Side>),
    /// One for all.
    Everybody,
}

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LetterKind {
    /// The name, as it is typed.
    pub id: &'static str,
    /// For whom it is made.
    pub scope: PaperScope,
    /// When it is due.
    pub due: Due,
    /// The groups of fields that it may name.
    pub groups: &'static [FieldGroup],
    /// The built-in text.
    pub text: &'static str,
    /// Whether a Word document can hold its fields: conditions, and lists inside lists, need Markdown.
    pub has_word_template: bool,
    /// What it is for, for the list of kinds.
    pub about: &'static str,
}

use FieldGroup::{Letter, Partner, Person, Points, Programme, Session, Sessions};
use Milestone::{Letters, MeetingsEnd, MenteesInduction, MidPoint, RecruitmentOpens, Reveal, WrapUp};

const fn on(milestone: Milestone, days: i64) -> Due {
    Due::Milestone(milestone, days)
}

macro_rules! kind {
    ($id:literal, $scope:expr, $due:expr, $groups:expr, $about:literal) => {
        LetterKind {
            id: $id,
            scope: $scope,
            due: $due,
            groups: $groups,
            text: include_str!(concat!("texts/letters/", $id, ".md")),
            has_word_template: true,
            about: $about,
        }
    };
}

const fn markdown_only(kind: LetterKind) -> LetterKind {
    LetterKind { has_word_template: false, ..kind }
}

const PERSONAL: &[FieldGroup] = &[Programme, Person, Sessions, Letter];
const GENERAL: &[FieldGroup] = &[Programme, Sessions];
const POINTS: &[FieldGroup] = &[Programme, Sessions, Points];
const AGENDA: &[FieldGroup] = &[Programme, Session];

/// Every kind, in the order of a programme.
pub const LETTER_KINDS: [LetterKind; 22] = [
    kind!("proposal", PaperScope::Everybody, on(RecruitmentOpens, -42), GENERAL, "paper to the executive"),
    kind!("survey", PaperScope::Everybody, on(RecruitmentOpens, -14), GENERAL, "questions to paste into your survey tool"),
    kind!("privacy-notice", PaperScope::Everybody, on(RecruitmentOpens, -14), GENERAL, "privacy notice"),
    kind!(
        "study-leave",
        PaperScope::Person(Recipients::Paired),
        Due::Matched,
        PERSONAL,
        "support for leave, before the first session"
    ),
    markdown_only(kind!(
        "declaration",
        PaperScope::DeclaringSide,
        Due::Matched,
        &[Programme, Letter],
        "sheet for conflicts of interest"
    )),
    kind!("agreement", PaperScope::Everybody, Due::Induction(-14), GENERAL, "agreement for both of a pair to sign"),
    kind!("handbook-mentor", PaperScope::Everybody, Due::Induction(-14), GENERAL, "handbook for mentors (or juniors)"),
    kind!("handbook-mentee", PaperScope::Everybody, Due::Induction(-14), GENERAL, "handbook for mentees (or seniors)"),
    kind!(
        "agenda-induction-mentors",
        PaperScope::Session(EventKind::Induction, Some(Side::Mentor)),
        Due::Event(-14),
        AGENDA,
        "agenda with times"
    ),
    kind!(
        "agenda-induction-mentees",
        PaperScope::Session(EventKind::Induction, Some(Side::Mentee)),
        Due::Event(-14),
        AGENDA,
        "agenda with times"
    ),
    kind!(
        "expectations",
        PaperScope::Everybody,
        on(MenteesInduction, 0),
        GENERAL,
        "expectations of the mentors (or juniors), to fill in"
    ),
    kind!("language", PaperScope::Everybody, on(MenteesInduction, 0), GENERAL, "words that help and words that hurt, to fill in"),
    kind!("agenda-meeting", PaperScope::Everybody, on(Reveal, 0), GENERAL, "a plan for the pairs' meetings"),
    markdown_only(kind!(
        "profile",
        PaperScope::Person(Recipients::Revealed),
        on(Reveal, 0),
        &[Programme, Person, Sessions, Partner],
        "the partner's profile, after the reveal"
    )),
    kind!("agenda-supervision", PaperScope::Session(EventKind::Supervision, None), Due::Event(-14), AGENDA, "agenda with times"),
    kind!("agenda-midpoint", PaperScope::Session(EventKind::MidPoint, None), Due::Event(-14), AGENDA, "agenda with times"),
    kind!("reflections", PaperScope::EachSide, on(MidPoint, 0), POINTS, "what each side wrote down at the mid-point review"),
    kind!("agenda-wrap-up", PaperScope::Session(EventKind::WrapUp, None), Due::Event(-14), AGENDA, "agenda with times"),
    kind!("summary", PaperScope::Everybody, on(MeetingsEnd, 0), GENERAL, "form for a pair's summary"),
    kind!("outcomes", PaperScope::Everybody, on(WrapUp, 0), POINTS, "sheet for learning and action points"),
    kind!("participation", PaperScope::Person(Recipients::TookPart), on(Letters, 0), PERSONAL, "letter of participation"),
    markdown_only(kind!(
        "register",
        PaperScope::Everybody,
        Due::Induction(-1),
        &[Programme, Letter],
        "attendance register, for the team only"
    )),
];

/// The kind with this name.
pub(crate) fn find(id: &str) -> Option<&'static LetterKind> {
    LETTER_KINDS.iter().find(|kind| kind.id == id)
}

/// The kind that is the agenda of a group session; none for sessions of the lead's own.
pub(crate) fn agenda(event: &Event) -> Option<&'static LetterKind> {
    LETTER_KINDS.iter().find(|kind| match kind.scope {
        PaperScope::Session(of, side) => event.kind == of && is_for(event.audience, side),
        _ => false,
    })
}

/// One paper of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperTarget<'a> {
    /// For one person.
    Person(crate::domain::id::PersonId),
    /// For one side.
    Side(Side),
    /// For a group session.
    Session(&'a Event),
    /// For all.
    Everybody,
}

impl LetterKind {
    /// The papers of this kind that are not about a person.
    pub fn general<'a>(&self, settings: &'a Settings) -> Vec<PaperTarget<'a>> {
        match self.scope {
            PaperScope::Person(_) => Vec::new(),
            PaperScope::Everybody => vec![PaperTarget::Everybody],
            PaperScope::EachSide => Side::BOTH.into_iter().map(PaperTarget::Side).collect(),
            PaperScope::DeclaringSide => {
                let asked = |side: &Side| settings.declaration.shows[*side] != DeclarationMode::Fields;
                Side::BOTH.into_iter().filter(asked).map(PaperTarget::Side).collect()
            }
            PaperScope::Session(kind, side) => {
                let sessions = settings.events.iter().filter(|event| event.kind == kind && is_for(event.audience, side));
                sessions.map(PaperTarget::Session).collect()
            }
        }
    }

    /// The file's name without its ending. Alone of its kind a paper is called after the kind.
    pub fn file_stem(&self, target: PaperTarget<'_>, settings: &Settings) -> String {
        match target {
            PaperTarget::Person(person) => person.to_string(),
            PaperTarget::Side(side) => side.key().to_owned(),
            PaperTarget::Session(event) if self.general(settings).len() > 1 => event.id.clone(),
            PaperTarget::Session(_) | PaperTarget::Everybody => self.id.to_owned(),
        }
    }
}

/// A session for everybody belongs to the first side's agenda.
fn is_for(audience: Audience, side: Option<Side>) -> bool {
    match side {
        None => true,
        Some(Side::Mentor) => audience.includes(Side::Mentor),
        Some(Side::Mentee) => audience == Audience::Mentees,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correspondence::front_matter;
    use crate::domain::samples::event;

    #[test]
    fn every_kind_has_a_text_with_a_head_and_no_name_stands_twice() {
        for (at, kind) in LETTER_KINDS.iter().enumerate() {
            assert!(LETTER_KINDS[at + 1..].iter().all(|other| other.id != kind.id), "{}", kind.id);
            let front = front_matter::read(kind.text, kind.id).unwrap();
            assert_eq!(front.partner.is_some(), kind.groups.contains(&Partner), "{}", kind.id);
        }
    }

    #[test]
    fn a_session_has_the_agenda_of_its_kind_and_audience() {
        let of = |id: &str, audience| agenda(&event(id, audience, &["2027-01-05T14:00"])).map(|kind| kind.id);
        assert_eq!(of("induction-mentees", Audience::Mentees), Some("agenda-induction-mentees"));
        assert_eq!(of("induction", Audience::All), Some("agenda-induction-mentors"));
        assert_eq!((of("wrap-up", Audience::All), of("book-club", Audience::All)), (Some("agenda-wrap-up"), None));
    }

    #[test]
    fn nothing_that_is_due_before_the_reveal_may_name_the_partner() {
        let early = LETTER_KINDS.iter().take_while(|kind| kind.id != "agenda-meeting");
        assert!(early.into_iter().all(|kind| !kind.groups.contains(&Partner)));
    }
}
