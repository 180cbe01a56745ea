//! Recording that letters were handed out, and taking such a record back.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::making;
use super::texts::unnamed;
use crate::app::messages::inputs::MessageInputs;
use crate::app::session::CohortSession;
use crate::correspondence::letter_kinds::{LetterKind, PaperScope, PaperTarget};
use crate::domain::id::PersonId;
use crate::domain::problem::{Problem, Refusal};
use crate::domain::told::ToldRow;
use crate::store::layout;

/// The rows that record letters of a kind as issued on a day; of one that is recorded, another day corrects the day. Without `people`, everybody for whom one is written and not recorded; a paper
/// that is not for a person has one row.
///
/// # Errors
/// Everybody named for whom no letter is written.
pub(crate) fn issued(
    session: &CohortSession,
    kind: &LetterKind,
    people: &[PersonId],
    on: NaiveDate,
) -> Result<Vec<ToldRow>, Refusal> {
    let inputs = MessageInputs::read(session)?;
    let mail = inputs.mail(session, on);
    let known = session.facts.letters.sent(kind.id);
    let is_personal = matches!(kind.scope, PaperScope::Person(_));
    if !is_personal && !people.is_empty() {
        let problem = Problem::error("not-for-a-person", format!("{} is not made for single people", kind.id));
        return Err(problem.help(format!("name nobody: `revmentor letters issued {}`", kind.id)).into());
    }
    let targets = making::targets(&mail, kind);
    let whom: BTreeSet<Option<PersonId>> = match (is_personal, people.is_empty()) {
        (false, _) => BTreeSet::from([None]),
        (true, false) => people.iter().copied().map(Some).collect(),
        (true, true) => targets
            .iter()
            .filter_map(|target| if let PaperTarget::Person(person) = target { Some(Some(*person)) } else { None })
            .filter(|person| !known.contains_key(person))
            .collect(),
    };
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    for who in whom {
        let stems: Vec<String> = match who {
            Some(person) => vec![person.to_string()],
            None => targets.iter().map(|target| kind.file_stem(*target, &session.settings)).collect(),
        };
        // Of what is recorded only the day may be wrong, on whichever machine the letter was written.
        let recorded = || known.get(&who).map(|sent| sent.code.clone());
        match code(session, kind, &stems)?.or_else(recorded) {
            Some(code) if known.get(&who).is_some_and(|sent| sent.code == code && sent.on == on) => {}
            Some(code) => rows.push(ToldRow { person: who, on, code: Some(code) }),
            None if people.is_empty() && is_personal => {}
            None => problems.push(not_written(kind, who)),
        }
    }
    if problems.is_empty() { Ok(rows) } else { Err(Refusal::unmet(problems)) }
}

/// The keyed code of what stands on disk; none where a letter is missing.
fn code(session: &CohortSession, kind: &LetterKind, stems: &[String]) -> Result<Option<String>, Refusal> {
    let mut all = Vec::new();
    for stem in stems {
        let path = layout::letter(kind.id, &format!("{stem}.docx")).map_err(|path| unnamed(&path))?;
        let Some(bytes) = session.workspace().read(&path)? else { return Ok(None) };
        all.extend(bytes);
    }
    if stems.is_empty() {
        return Ok(None);
    }
    Ok(Some(session.records()?.key.digest(&all).chars().take(8).collect()))
}

fn not_written(kind: &LetterKind, who: Option<PersonId>) -> Problem {
    let whose = who.map_or_else(|| kind.id.to_owned(), |person| format!("{} for {person}", kind.id));
    let problem = Problem::error("letter-missing", format!("{whose} is not written, so it cannot have been issued"));
    problem.help(format!("`revmentor letters {}` writes it", kind.id))
}

/// The rows that take records back.
///
/// # Errors
/// Everybody named who has none.
pub(crate) fn retracted(
    session: &CohortSession,
    kind: &LetterKind,
    people: &[PersonId],
    on: NaiveDate,
) -> Result<Vec<ToldRow>, Refusal> {
    let known = session.facts.letters.sent(kind.id);
    let strangers = people.iter().filter(|person| !known.contains_key(&Some(**person)));
    let problem = |person: &PersonId| {
        Problem::error("not-issued", format!("{} is not recorded as issued to {person}", kind.id))
            .help("`revmentor letters` shows how many are recorded")
    };
    let problems: Vec<Problem> = strangers.map(problem).collect();
    if !problems.is_empty() {
        return Err(Refusal::unmet(problems));
    }
    let whom = known.keys().filter(|who| people.is_empty() || who.is_some_and(|person| people.contains(&person)));
    Ok(whom.map(|who| ToldRow { person: *who, on, code: None }).collect())
}
