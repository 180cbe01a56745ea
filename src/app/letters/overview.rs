//! How far each kind of letter is: when it is due, how many papers are expected, how many are written.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::making;
use crate::app::messages::inputs::MessageInputs;
use crate::app::session::CohortSession;
use crate::correspondence::audience::MailState;
use crate::correspondence::due::DueRule;
use crate::correspondence::front_matter::Attachment;
use crate::correspondence::letter_kinds::{self, LETTER_KINDS, LetterKind, PaperScope, PaperTarget};
use crate::domain::event::Event;
use crate::domain::problem::Refusal;
use crate::store::layout::Folder;

/// One kind in the overview.
pub(crate) struct KindState {
    pub(crate) kind: &'static LetterKind,
    pub(crate) due: Option<NaiveDate>,
    pub(crate) expected: usize,
    pub(crate) written: usize,
    pub(crate) issued: usize,
}

/// Every kind that this cohort has, in the order of a programme.
///
/// # Errors
/// Without the private folder there are no letters.
pub(crate) fn overview(session: &CohortSession, today: NaiveDate) -> Result<Vec<KindState>, Refusal> {
    let inputs = MessageInputs::read(session)?;
    let mail = inputs.mail(session, today);
    let files = session.workspace().list(Folder::Letters)?.files;
    let states = LETTER_KINDS.iter().map(|kind| {
        let targets = making::targets(&mail, kind);
        let folder = format!("private/letters/{}", kind.id);
        let standing: BTreeSet<&str> =
            files.iter().filter(|path| path.folder() == folder).map(crate::store::layout::RelPath::stem).collect();
        let stems = targets.iter().map(|target| kind.file_stem(*target, mail.settings));
        let written = stems.filter(|stem| standing.contains(stem.as_str())).count();
        let records = session.facts.letters.sent(kind.id);
        let is_issued = |target: &&PaperTarget<'_>| match target {
            PaperTarget::Person(person) => records.contains_key(&Some(*person)),
            _ => records.contains_key(&None),
        };
        let issued = targets.iter().filter(is_issued).count();
        KindState { kind, issued, due: due(&mail, kind, &targets), expected: targets.len(), written }
    });
    Ok(states.collect())
}

/// How many kinds of letters for single people are due and not all written; none before `[messages]` says who writes.
pub(crate) fn owed(session: &CohortSession, today: NaiveDate) -> usize {
    if session.settings.messages.from.is_none() {
        return 0;
    }
    let is_owed = |state: &&KindState| {
        let is_personal = matches!(state.kind.scope, PaperScope::Person(_));
        is_personal && state.written < state.expected && state.due.is_some_and(|due| due <= today)
    };
    overview(session, today).map_or(0, |states| states.iter().filter(is_owed).count())
}

/// The first of these stages that attaches a paper of a kind that is not all written, with that kind.
pub(crate) fn first_lacking(session: &CohortSession, today: NaiveDate, stages: &[&str]) -> Option<(String, String)> {
    if stages.is_empty() {
        return None;
    }
    let inputs = MessageInputs::read(session).ok()?;
    let known = inputs.stages(session).ok()?;
    let letters = overview(session, today).ok()?;
    let is_lacking = |id: &str| letters.iter().any(|state| state.kind.id == id && state.written < state.expected);
    stages.iter().find_map(|name| {
        let stage = known.iter().find(|stage| stage.name == *name)?;
        let kinds = stage.attach.iter().flat_map(|attachment| match (attachment, stage.event) {
            (Attachment::Letter(kind), Some(event)) if kind == "agenda" => {
                letter_kinds::agenda(event).map(|kind| kind.id.to_owned()).into_iter().collect()
            }
            (Attachment::Letter(kind), _) if kind == "handbook" => {
                vec!["handbook-mentor".to_owned(), "handbook-mentee".to_owned()]
            }
            (Attachment::Letter(kind), _) => vec![kind.clone()],
            _ => Vec::new(),
        });
        let kind = kinds.into_iter().find(|kind| is_lacking(kind))?;
        Some((stage.name.clone(), kind))
    })
}

/// The first day on which a paper of the kind is due.
fn due(mail: &MailState<'_>, kind: &LetterKind, targets: &[PaperTarget<'_>]) -> Option<NaiveDate> {
    let rule = DueRule::Usual(kind.due);
    let of_event = |event: Option<&Event>| mail.due(&rule, event, None, None);
    let days = targets.iter().filter_map(|target| match target {
        PaperTarget::Session(event) => of_event(Some(event)),
        _ => of_event(None),
    });
    days.min().or_else(|| of_event(None))
}
