//! Declaration sheets that came back: who answers, whom they must not be paired with, and why.
//!
//! Names are read as the surveys' are: what fits one person is a conflict, what may fit somebody is a question, and an empty cell or
//! "none" says that there is nobody to name. What was typed is kept in the private notes, where every later import tries it again.

mod columns;
mod reading;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::app::form_answers::Said;
use crate::app::import::{self, ConflictQuestion};
use crate::app::session::CohortSession;
use crate::domain::conflict::{ConflictReason, ConflictState};
use crate::domain::fact::{DeclaredAnswer, PersonFact};
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::{Place, Problem, Refusal};
use crate::people::mentions::{Meaning, Mention};
use crate::people::note::Note;
use crate::store::formats::table::{Row, Table};

pub(crate) use columns::columns;
pub(crate) use reading::read;

/// What the private notes keep of somebody who has a conflict and did not say with whom.
const UNNAMED: &str = "Yes";

/// What the reason of a conflict is kept under in the private notes, by its pair.
pub(crate) const REASON: &str = "conflict";

/// One row of a sheet.
pub(crate) struct Declaration {
    /// Who declares.
    by: PersonId,
    /// The names that were typed; none where there is nobody to name.
    named: Vec<Mention>,
    reasons: Vec<String>,
    place: Place,
    /// Why it is no declaration yet.
    unclear: Option<Unclear>,
}

/// Why an answer is no declaration yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unclear {
    /// There is a conflict, and nobody is named.
    Unnamed,
    /// Neither yes nor no.
    Unanswered,
}

/// What the rows of all sheets come to.
#[derive(Default)]
pub(crate) struct Declared {
    /// The certain conflicts, with the reasons given.
    pub(crate) conflicts: Vec<(PairId, Vec<String>)>,
    /// Names that may mean somebody, not answered so far.
    pub(crate) questions: Vec<ConflictQuestion>,
    /// Names that say nothing of a possible pair: strangers, people of the same side, oneself.
    pub(crate) without_effect: Vec<Problem>,
    /// Who declared, and how many of them have nobody to name.
    pub(crate) people: BTreeMap<PersonId, DeclaredAnswer>,
}

impl Declared {
    /// How many people have nobody to name.
    pub(crate) fn nobody(&self) -> usize {
        self.people.values().filter(|answer| **answer == DeclaredAnswer::Nobody).count()
    }
}

/// The reasons in a row of a list of pairs, in the order of their columns.
pub(crate) fn reasons(table: &Table, row: &Row) -> Vec<String> {
    columns::reasons(row, &columns::reason_columns(table))
}

/// Whether a row about two people declares a conflict: as the column says that asks, where one does.
///
/// # Errors
/// When the answer is neither yes nor no, or the row gives "none" as its reason: that could mean no conflict, or no reason.
pub(crate) fn is_conflict(table: &Table, row: &Row) -> Result<bool, Problem> {
    if let Some(asked) = columns::answer_column(table) {
        let cell = row.cell(asked).trim();
        if columns::said(cell) == Some(Said::Unclear) {
            let problem = Problem::error("neither-yes-nor-no", "neither yes nor no").at(table.place(row, asked)).value(cell);
            return Err(problem.help("ask, and write yes or no; or take the row out of the file"));
        }
        return Ok(!(cell.is_empty() || columns::says_no(cell)));
    }
    let column = columns::reason_columns(table).first().copied();
    match column.map(|column| (column, row.cell(column).trim())) {
        Some((column, reason)) if !reason.is_empty() && columns::says_no(reason) => {
            let message = "this could mean that there is no conflict, or no reason";
            let help = "take the row out where there is no conflict; leave the reason empty where there is one";
            Err(Problem::error("unclear-reason", message).at(table.place(row, column)).value(reason).help(help))
        }
        _ => Ok(true),
    }
}

/// Records who declared, keeps what they typed, and turns what may mean somebody into questions. The certain conflicts are returned, for
/// the caller to record with their reasons.
///
/// # Errors
/// When the private notes are missing.
pub(crate) fn record(session: &mut CohortSession, declarations: Vec<Declaration>, today: NaiveDate) -> Result<Declared, Refusal> {
    let mut declared = Declared::default();
    for declaration in declarations {
        record_one(session, declaration, &mut declared, today)?;
    }
    let cohort = session.cohort();
    let is_settled = |pair: &PairId| {
        matches!(cohort.conflicts.get(pair), Some(ConflictState::Declared(_) | ConflictState::Dismissed | ConflictState::Removed))
    };
    declared.questions.retain(|question| !question.pairs().all(|pair| is_settled(&pair)));
    for question in &declared.questions {
        for pair in question.pairs().filter(|pair| !cohort.conflicts.contains_key(pair)) {
            let fact = PersonFact::Possible { with: pair.mentee, doubt: question.doubt };
            session.facts.person(pair.mentor, today, fact);
        }
    }
    for (person, answer) in &declared.people {
        let stands = cohort.people.get(person).and_then(|known| known.declared);
        if stands != Some(*answer) {
            session.facts.person(*person, today, PersonFact::Declared { answer: *answer });
        }
    }
    Ok(declared)
}

fn record_one(
    session: &mut CohortSession,
    declaration: Declaration,
    declared: &mut Declared,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let Declaration { by, named, reasons, place, unclear } = declaration;
    if let Some(unclear) = unclear {
        if unclear == Unclear::Unnamed {
            session.note(today, &by.to_string(), Note::NAMED, UNNAMED)?;
        }
        return Ok(());
    }
    declared.without_effect.extend(named.iter().filter_map(|mention| without_effect(session, by, mention, &place)));
    let only_oneself = !named.is_empty() && named.iter().all(|mention| mention.meaning == Meaning::Oneself);
    if only_oneself {
        return Ok(());
    }
    forget_unnamed(session, by);
    let answer = declared.people.entry(by).or_insert(DeclaredAnswer::Nobody);
    if !named.is_empty() {
        *answer = DeclaredAnswer::Names;
    }
    let named: Vec<Mention> = named.into_iter().filter(|mention| mention.meaning != Meaning::Oneself).collect();
    for mention in &named {
        session.note(today, &by.to_string(), Note::NAMED, &mention.text)?;
        if let Meaning::Means(person) = &mention.meaning {
            declared.conflicts.extend(PairId::of(by, *person).map(|pair| (pair, reasons.clone())));
        }
    }
    let asked: Vec<(PersonId, Mention)> = named.into_iter().map(|mention| (by, mention)).collect();
    let questions = import::questions(&asked);
    // The reason waits in the notes until the question is answered.
    for pair in questions.iter().flat_map(ConflictQuestion::pairs) {
        reasons.iter().try_for_each(|reason| session.note(today, &pair.to_string(), REASON, reason))?;
    }
    declared.questions.extend(questions);
    Ok(())
}

/// The reason that was given for a conflict while it was a question: coded, or another one, whose words stay in the notes. `named`
/// where none was given.
pub(crate) fn reason_given(session: &CohortSession, pair: PairId) -> ConflictReason {
    let about = pair.to_string();
    let notes = session.records().map(|records| records.notes.as_slice()).unwrap_or_default();
    let given = || notes.iter().filter(|note| note.about == about && note.what == REASON);
    let coded = given().find_map(|note| ConflictReason::of_words(&note.text));
    coded.unwrap_or(if given().next().is_some() { ConflictReason::Other } else { ConflictReason::Named })
}

/// Forgets that somebody has a conflict and did not say with whom, once they have. A clone without the private notes has nothing to forget.
pub(crate) fn forget_unnamed(session: &mut CohortSession, person: PersonId) {
    let about = person.to_string();
    let is_unnamed = |note: &Note| note.about == about && note.what == Note::NAMED && note.text == UNNAMED;
    if let Ok(records) = session.records_mut() {
        records.notes.retain(|note| !is_unnamed(note));
    }
}

/// What is said of a name that forbids no pair.
fn without_effect(session: &CohortSession, by: PersonId, mention: &Mention, place: &Place) -> Option<Problem> {
    let kind = session.settings.programme.kind;
    let (code, message, help) = match &mention.meaning {
        Meaning::Means(_) | Meaning::Ask { .. } => return None,
        Meaning::Nobody => (
            "named-nobody",
            "nobody in this cohort has this name".to_owned(),
            "where it means somebody in the cohort, `conflict add` records it by two ids; private/people.csv lists all"
                .to_owned(),
        ),
        Meaning::Fellow(person) => (
            "one-side",
            format!(
                "{} and {by} are both {}, who are never paired: nothing to record",
                session.label(*person),
                by.side().many(kind)
            ),
            "where somebody else is meant, `conflict add` records it by two ids; private/people.csv lists all".to_owned(),
        ),
        Meaning::Oneself => (
            "named-oneself",
            format!("{by} names {by}: ignored"),
            format!("where nobody else is meant: `revmentor conflict none {by}`"),
        ),
    };
    Some(Problem::warning(code, message).at(place.clone()).value(&mention.text).help(help))
}
