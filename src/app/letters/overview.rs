//! How far each kind of letter is: when it is due, how many papers are expected, how many are written.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::freshness::PaperMaker;
use super::making;
use crate::app::messages::inputs::MessageInputs;
use crate::app::session::CohortSession;
use crate::correspondence::audience::MailState;
use crate::correspondence::due::DueRule;
use crate::correspondence::letter_kinds::{LETTER_KINDS, LetterKind, PaperScope, PaperTarget};
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

/// Of each kind how many papers that stand would say something else if they were made today.
///
/// # Errors
/// Without the private folder there are no letters.
pub(crate) fn outdated(session: &CohortSession, today: NaiveDate) -> Result<BTreeMap<&'static str, usize>, Refusal> {
    let inputs = MessageInputs::read(session)?;
    let mail = inputs.mail(session, today);
    let maker = PaperMaker::new(session, &inputs, &mail);
    inputs.with_directory(session, |directory| {
        let mut counts = BTreeMap::new();
        for kind in &LETTER_KINDS {
            for target in making::targets(&mail, kind) {
                *counts.entry(kind.id).or_default() += usize::from(maker.is_outdated(kind, target, directory)?);
            }
        }
        Ok(counts)
    })?
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
