//! Declaration sheets that came back: who answers, whom they must not be paired with, and why.
//!
//! Names are read as the surveys' are: what fits one person is a conflict, what may fit somebody is a question, and an empty cell or
//! "none" says that there is nobody to name. What was typed is kept in the private notes, where every later import tries it again.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::app::import::{self, ConflictQuestion};
use crate::app::session::CohortSession;
use crate::app::table;
use crate::domain::conflict::ConflictState;
use crate::domain::fact::{DeclaredAnswer, PersonFact};
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::spelling;
use crate::domain::text;
use crate::people::mentions::{Meaning, Mention, Mentions, names_nobody};
use crate::people::note::Note;
use crate::store::formats::table::{Row, Table};
use crate::survey;

/// Headings under which a sheet names people; a longer heading counts when it holds one of these words.
const CONFLICT: [&str; 4] = ["conflict", "declar", "apart", "paired"];

/// Headings under which a reason may stand; those after the first that is filled are detail.
const REASONS: [&str; 6] = ["reason", "kind", "why", "because", "detail", "relationship"];

/// One row of a sheet.
pub(crate) struct Declaration {
    /// Who declares.
    pub(crate) by: PersonId,
    /// The names that were typed; none where there is nobody to name.
    named: Vec<Mention>,
    reasons: Vec<String>,
    place: Place,
}

/// What the rows of all sheets come to.
#[derive(Default)]
pub(crate) struct Declared {
    /// The certain conflicts, with the reasons given.
    pub(crate) conflicts: Vec<(PairId, Vec<String>)>,
    /// Names that may mean somebody, not answered so far.
    pub(crate) questions: Vec<ConflictQuestion>,
    /// Names that fit nobody with whom the one who wrote them could be paired.
    pub(crate) unknown: Vec<Problem>,
    /// Who declared, and how many of them have nobody to name.
    pub(crate) people: BTreeMap<PersonId, DeclaredAnswer>,
}

impl Declared {
    /// How many people have nobody to name.
    pub(crate) fn nobody(&self) -> usize {
        self.people.values().filter(|answer| **answer == DeclaredAnswer::Nobody).count()
    }
}

/// The reasons in a row, in the order of their columns.
pub(crate) fn reasons(table: &Table, row: &Row) -> Vec<String> {
    let columns = REASONS.iter().filter_map(|name| table.find(&[name]));
    columns.map(|column| row.cell(column).trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

fn has_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

fn says_no(text: &str) -> bool {
    !has_number(text) && (names_nobody(text) || survey::yes_or_no(text) == Some(false))
}

/// The column that asks whether two people have a conflict: by its plain heading, or one that speaks of conflicts and holds nothing but
/// yes and no. A day or a name under "Declared on" or "Declared by" is no answer.
fn answer_column(table: &Table) -> Option<usize> {
    let filled = |column: usize| table.rows.iter().map(move |row| row.cell(column).trim()).filter(|cell| !cell.is_empty());
    let is_answer = |cell: &str| says_no(cell) || survey::yes_or_no(cell) == Some(true) && survey::day(cell).is_none();
    let speaks = |heading: &String| CONFLICT.iter().any(|word| spelling::key(heading).contains(word));
    let answers = |column: &usize| filled(*column).next().is_some() && filled(*column).all(is_answer);
    let asks = table.headings.iter().enumerate().filter(|(_, heading)| speaks(heading)).map(|(column, _)| column).find(answers);
    table.find(&["conflict", "conflicts", "answer"]).or(asks)
}

/// Whether a row about two people declares a conflict: as the column says that asks, where one does.
///
/// # Errors
/// When the row gives "none" as its reason: that could mean no conflict, or no reason.
pub(crate) fn is_conflict(table: &Table, row: &Row) -> Result<bool, Problem> {
    if let Some(asked) = answer_column(table) {
        let cell = row.cell(asked).trim();
        return Ok(!(cell.is_empty() || says_no(cell)));
    }
    let column = REASONS.iter().find_map(|name| table.find(&[name]));
    match column.map(|column| (column, row.cell(column).trim())) {
        Some((column, reason)) if !reason.is_empty() && says_no(reason) => {
            let message = "this could mean that there is no conflict, or no reason";
            let help = "take the row out where there is no conflict; leave the reason empty where there is one";
            Err(Problem::error("unclear-reason", message).at(table.place(row, column)).value(reason).help(help))
        }
        _ => Ok(true),
    }
}

/// Where a sheet tells what.
pub(crate) struct Columns {
    who: usize,
    conflict: usize,
}

/// The columns of a sheet: who declares, and whom; the latter is called `conflict`, or has the only heading that speaks of conflicts.
/// Nothing where one is missing, or the table has a row for two people.
pub(crate) fn columns(table: &Table) -> Option<Columns> {
    let who = table::person_column(table).or_else(|| table::side_column(table)).filter(|_| !table::is_of_pairs(table))?;
    let speaks = |heading: &String| {
        let key = spelling::key(heading);
        CONFLICT.iter().any(|word| key.contains(word))
    };
    let others = table.headings.iter().enumerate().filter(|(column, heading)| *column != who && speaks(heading));
    let found: Vec<usize> = others.map(|(column, _)| column).collect();
    let only = || if let [only] = found[..] { Some(only) } else { None };
    let conflict = table.find(&["conflict", "conflicts"]).or_else(only)?;
    Some(Columns { who, conflict })
}

/// Every row of the sheets.
///
/// # Errors
/// Everybody who is unknown, all at once.
pub(crate) fn read(session: &CohortSession, table: &Table, columns: &Columns) -> Result<Vec<Declaration>, Refusal> {
    let mentions = Mentions::new(&session.records()?.register);
    let (mut declarations, mut problems) = (Vec::new(), Vec::new());
    for row in &table.rows {
        match table::person(session, table, row, columns.who) {
            Ok(by) => {
                let cell = row.cell(columns.conflict);
                let mut named = mentions.read(cell, by);
                // A number has no letters of a name, but it is not "none".
                if named.is_empty() && has_number(cell) {
                    named.push(Mention { text: text::tidy(cell), meaning: Meaning::Nobody });
                }
                let place = table.place(row, columns.conflict);
                declarations.push(Declaration { by, named, reasons: reasons(table, row), place });
            }
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(declarations) } else { Err(Refusal::input(problems)) }
}

/// Records who declared, keeps what they typed, and turns what may mean somebody into questions. The certain conflicts are returned, for
/// the caller to record with their reasons.
///
/// # Errors
/// When the private notes are missing.
pub(crate) fn record(session: &mut CohortSession, declarations: Vec<Declaration>, today: NaiveDate) -> Result<Declared, Refusal> {
    let mut declared = Declared::default();
    for Declaration { by, named, reasons, place } in declarations {
        let answer = declared.people.entry(by).or_insert(DeclaredAnswer::Nobody);
        if !named.is_empty() {
            *answer = DeclaredAnswer::Names;
        }
        for mention in &named {
            session.note(today, &by.to_string(), Note::NAMED, &mention.text)?;
            match &mention.meaning {
                Meaning::Means(person) => {
                    declared.conflicts.extend(PairId::of(by, *person).map(|pair| (pair, reasons.clone())));
                }
                Meaning::Nobody => declared.unknown.push(unknown(mention, place.clone())),
                Meaning::Ask { .. } => {}
            }
        }
        let asked: Vec<(PersonId, Mention)> = named.into_iter().map(|mention| (by, mention)).collect();
        declared.questions.extend(import::questions(&asked));
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

fn unknown(mention: &Mention, place: Place) -> Problem {
    let message = "this name fits nobody with whom the person could be paired";
    Problem::warning("named-nobody", message)
        .at(place)
        .value(&mention.text)
        .help("where it means somebody in the cohort, `revmentor conflict add A B` records it by id")
}
