//! What messages are made of: the lead's own texts, the cohort on a day, the register, the key.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use chrono::NaiveDate;

use super::invited::Invited;
use super::own_texts;
use crate::app::session::CohortSession;
use crate::app::{forbidden, public_report};
use crate::correspondence::audience::{MailState, UnclearAnswer};
use crate::correspondence::context::{Correspondent, Directory};
use crate::correspondence::stage_list::{self, OwnTexts, Stage, Vocabulary};
use crate::domain::cohort::Cohort;
use crate::domain::conflict::ConflictState;
use crate::domain::correspondence_settings::Mailbox;
use crate::domain::id::{PairId, PersonId};
use crate::domain::participant_code::ParticipantCode;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::spelling;
use crate::people::mentions::Meaning;
use crate::store::layout;

/// The messages that tell the code before the programme.
const CODE_BEFORE: [&str; 2] = ["evaluation-pre", "evaluation-pre-reminder"];

/// Everything that messages need, read once.
pub(crate) struct MessageInputs {
    pub(crate) cohort: Rc<Cohort>,
    pub(crate) own: OwnTexts,
    pub(crate) vocabulary: Vocabulary,
    doubts: BTreeMap<PersonId, Vec<UnclearAnswer>>,
    known: BTreeSet<PersonId>,
    /// The list of people who were invited, where there is one; what is wrong with it matters to invitations alone.
    pub(crate) invited: Result<Option<Invited>, Refusal>,
    codes: BTreeMap<PersonId, ParticipantCode>,
    /// The standing pairs that may not be, with the reason.
    forbidden: BTreeMap<PairId, String>,
    /// Whether anything that came of the programme is published.
    published: bool,
}

impl MessageInputs {
    /// Reads the lead's texts and what the register says.
    ///
    /// # Errors
    /// Without the private folder nobody can be written to.
    pub(crate) fn read(session: &CohortSession) -> Result<MessageInputs, Refusal> {
        let records = session.records()?;
        let cohort = session.cohort();
        let known: BTreeSet<PersonId> = records.register.iter().map(|(id, _)| id).collect();
        let is_open = |by: PersonId, meaning: &Meaning| match meaning {
            Meaning::Means(_) | Meaning::Fellow(_) | Meaning::Oneself => false,
            Meaning::Nobody => true,
            Meaning::Ask { candidates, .. } => candidates
                .iter()
                .filter_map(|other| PairId::of(by, *other))
                .any(|pair| matches!(cohort.conflicts.get(&pair), Some(ConflictState::Open(_)))),
        };
        let unclear = records.who_named_whom().into_iter().filter(|named| is_open(named.by, &named.mention.meaning));
        let mut doubts: BTreeMap<PersonId, Vec<UnclearAnswer>> = BTreeMap::new();
        for named in unclear {
            let answer = UnclearAnswer { words: named.mention.text, answer: named.answer, is_declared: named.is_declared };
            doubts.entry(named.by).or_default().push(answer);
        }
        Ok(MessageInputs {
            own: own_texts::read(session)?,
            vocabulary: Vocabulary::of(&session.settings),
            codes: records.key.participant_codes(session.facts.people.keys().copied()),
            invited: Invited::read(session),
            forbidden: forbidden::standing(session).into_iter().map(|found| (found.pair, found.veto.to_string())).collect(),
            published: public_report::has_something(session)?,
            doubts,
            known,
            cohort,
        })
    }

    /// The cohort as messages see it on `today`.
    pub(crate) fn mail<'a>(&'a self, session: &'a CohortSession, today: NaiveDate) -> MailState<'a> {
        let invited = self.invited.as_ref().ok().and_then(Option::as_ref).map(Invited::is_open);
        MailState::new(&session.settings, &self.cohort, today, &self.doubts, &self.known)
            .with_invited(invited)
            .with_forbidden(self.forbidden.clone())
            .with_published(self.published)
    }

    /// Every stage with its text.
    ///
    /// # Errors
    /// All that is wrong with any text.
    pub(crate) fn stages<'a>(&self, session: &'a CohortSession) -> Result<Vec<Stage<'a>>, Refusal> {
        stage_list::stages(&session.settings, &self.own).map_err(Refusal::input)
    }

    /// Calls `work` with where the values of fields come from.
    pub(crate) fn with_directory<T>(
        &self,
        session: &CohortSession,
        work: impl FnOnce(&Directory<'_>) -> T,
    ) -> Result<T, Refusal> {
        let register = &session.records()?.register;
        let person = |id: PersonId| {
            let entry = register.get(id)?;
            Some(Correspondent { name: &entry.contact.name, email: entry.contact.email.reveal(), answers: &entry.answers })
        };
        let code = |id: PersonId| self.codes.get(&id).map(ToString::to_string).unwrap_or_default();
        let [first, reminder] = CODE_BEFORE.map(|stage| session.facts.told.sent(stage));
        let had_code = |id: PersonId| first.contains_key(&Some(id)) || reminder.contains_key(&Some(id));
        Ok(work(&Directory { person: &person, code: &code, had_code: &had_code, vocabulary: &self.vocabulary }))
    }
}

/// The address that messages come from.
///
/// # Errors
/// None is set, or it is a participant's.
pub(crate) fn sender(session: &CohortSession) -> Result<&Mailbox, Refusal> {
    let place = || Place::file(layout::COHORT_FILE);
    let Some(from) = &session.settings.messages.from else {
        let problem = Problem::error("no-sender", "[messages] from is missing: nobody would know who writes").at(place());
        return Err(problem
            .help("add to cohort.toml: [messages] and from = \"Reverse mentoring team <team@organisation.example>\"")
            .into());
    };
    if let Some(person) = session.records()?.register.by_email(&from.email) {
        let message = format!("[messages] from is the address of {person}, a participant");
        return Err(Problem::error("sender-takes-part", message)
            .at(place())
            .help("write the address of the programme's team")
            .into());
    }
    Ok(from)
}

/// The stage with this name.
///
/// # Errors
/// There is none, with the nearest.
pub(crate) fn find<'s, 'a>(stages: &'s [Stage<'a>], name: &str) -> Result<&'s Stage<'a>, Refusal> {
    if let Some(stage) = stages.iter().find(|stage| stage.name == name) {
        return Ok(stage);
    }
    let of_row: Vec<&str> = stages.iter().filter(|stage| stage.row.id == name).map(|stage| stage.name.as_str()).collect();
    let near = spelling::nearest(name, stages.iter().map(|stage| stage.name.as_str()));
    let help = match (of_row.as_slice(), near) {
        ([], Some(near)) => format!("did you mean {near:?}?"),
        ([], None) => "`revmentor messages` lists the stages".to_owned(),
        (several, _) => format!("name the event too: {}", several.join(", ")),
    };
    Err(Problem::error("unknown-stage", "unknown stage").value(name).help(help).into())
}
