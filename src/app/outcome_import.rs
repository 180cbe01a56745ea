//! `outcome import`: points from a table, such as the list that a group session agreed on, or the published points of an earlier cohort.

mod form_points;

use crate::app::fact_files::text_of;
use crate::app::outcomes::CohortOutcomes;
use crate::app::previous;
use crate::app::session::CohortSession;
use crate::app::table;
use crate::domain::outcome::{Outcome, OutcomeKind, OutcomeLevel, PublishedOutcome, point_text};
use crate::domain::problem::{Problem, Refusal};
use crate::domain::side::{Kind, Side};
use crate::domain::spelling;
use crate::store::formats::outcomes;
use crate::store::formats::table::{Row, Table};
use crate::store::layout;
use form_points::FormPoints;

/// Headings of the column that says what a point is.
const KIND: [&str; 2] = ["kind", "type"];

/// Adds every row of a list, and every answer of a form's export, as a point; one that is there already takes the owner, the day and the level of the row, and one that is done is passed over.
///
/// # Errors
/// Every row that is wrong.
pub(crate) fn import(session: &CohortSession, outcomes: &mut CohortOutcomes, table: &Table) -> Result<Imported, Refusal> {
    let (mut counts, mut problems) = (Imported::default(), Vec::new());
    let questions = if table.find(&KIND).is_none() { form_points::questions(table) } else { Vec::new() };
    let of_form = (!questions.is_empty()).then(|| FormPoints::new(session, table, questions));
    for row in &table.rows {
        let points = match &of_form {
            Some(form) => form.points(row).map(|points| points.into_iter().map(Some).collect()),
            None => point(table, row).map(|point| vec![point]),
        };
        for point in points.map_err(|found| problems.extend(found)).unwrap_or_default() {
            let Some(point) = point else {
                counts.done += 1;
                continue;
            };
            if let Some(known) = outcomes.all.iter_mut().find(|known| known.says_the_same(&point)) {
                let is_corrected = corrected(known, &point);
                counts.corrected += usize::from(is_corrected);
                counts.known += usize::from(!is_corrected);
            } else {
                counts.new += 1;
                let id = outcomes.next_id();
                outcomes.all.push(Outcome { id, ..point });
            }
        }
    }
    if problems.is_empty() { Ok(counts) } else { Err(Refusal::input(problems)) }
}

/// How many points an import read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Imported {
    pub(crate) new: usize,
    /// They are in the list, with another owner, day or level, and have that of the table now.
    pub(crate) corrected: usize,
    /// They are in the list already.
    pub(crate) known: usize,
    /// They are done in the table, and so are not taken.
    pub(crate) done: usize,
}

/// Takes the owner, the day and the level that a row says of a point that is there. Whether it says others.
fn corrected(known: &mut Outcome, row: &Outcome) -> bool {
    let before = known.clone();
    known.owner = row.owner.clone().or(known.owner.take());
    known.due = row.due.or(known.due);
    known.level = row.level.or(known.level);
    *known != before
}

/// One row as a point; none where it is done already.
fn point(table: &Table, row: &Row) -> Result<Option<Outcome>, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut told = |column: Option<usize>, code: &'static str, message: &str, help: &str| {
        let place = column.map_or_else(|| table.row_place(row), |column| table.place(row, column));
        let value = column.map_or("", |column| row.cell(column));
        problems.push(Problem::error(code, message).at(place).value(value).help(help));
    };
    let column = |names: &[&str]| table.find(names);
    let cell = |column: Option<usize>| column.map_or("", |column| row.cell(column)).trim();
    let of_kind = column(&KIND);
    let kind = OutcomeKind::ALL.iter().find(|(_, word)| spelling::key(cell(of_kind)).starts_with(*word)).map(|(kind, _)| *kind);
    if kind.is_none() {
        told(of_kind, "unknown-word", "a point is learning, action or reflection", "write one of the three in the column kind");
    }
    let of_text = column(&["text", "point", "learning point", "action point", "action", "recommendation"]);
    let text = point_text(cell(of_text));
    if text.is_none() {
        told(of_text, "empty-point", "the point has no words", "write it in the column text");
    }
    let (of_side, of_level, of_due) = (column(&["side"]), column(&["level"]), column(&["due", "due date", "by"]));
    let side = side_of(cell(of_side));
    if !cell(of_side).is_empty() && side.is_none() {
        told(of_side, "unknown-word", "unknown side", "write mentors or mentees (juniors or seniors)");
    }
    if kind == Some(OutcomeKind::Reflection) && cell(of_side).is_empty() {
        told(of_side, "no-side", "a reflection belongs to a side", "write mentors or mentees in the column side");
    }
    let level = OutcomeLevel::ALL.iter().find(|(_, word)| *word == spelling::key(cell(of_level))).map(|(level, _)| *level);
    if !cell(of_level).is_empty() && level.is_none() {
        told(of_level, "unknown-word", "unknown level", "write organisation, department or relationship");
    }
    let due = of_due.map(|column| table::day(table, row, column)).transpose();
    let of_state = column(&["state", "status"]);
    let state = spelling::key(cell(of_state));
    let is_done = ["done", "finished", "completed", "complete", "closed"].contains(&state.as_str());
    if !is_done
        && !["", "open", "agreed", "published", "due", "overdue", "in progress", "not started", "draft"].contains(&state.as_str())
    {
        told(of_state, "unknown-word", "unknown state", "write open or done");
    }
    let owner = point_text(cell(column(&["owner", "role", "who"])));
    problems.extend(due.as_ref().err().cloned());
    match (kind, text, due) {
        (Some(kind), Some(text), Ok(due)) if problems.is_empty() => {
            let due = due.flatten();
            let id = crate::domain::outcome::OutcomeId(0);
            Ok((!is_done).then_some(Outcome { id, kind, side, level, text, owner, due, agreed: false, done: None }))
        }
        _ => Err(problems),
    }
}

pub(super) fn side_of(word: &str) -> Option<Side> {
    let key = spelling::key(word);
    let names = |side: &Side| {
        [Kind::Goals, Kind::Reciprocal].iter().any(|kind| [side.one(*kind), side.many(*kind)].contains(&key.as_str()))
    };
    Side::BOTH.into_iter().find(names)
}

/// Published action points of earlier cohorts that are still open, each with the name of its cohort.
pub(crate) fn open_of_earlier(session: &CohortSession) -> Vec<(String, PublishedOutcome)> {
    let mut open = Vec::new();
    for directory in &session.settings.previous.cohorts {
        let Ok(then) = previous::open(session, directory) else { continue };
        let path = layout::published_outcomes();
        let text = text_of(then.workspace(), &path).ok().flatten().unwrap_or_default();
        let (published, _) = outcomes::read_published(&text, path.as_str());
        let of_actions = published.into_iter().filter(|point| point.kind == OutcomeKind::Action && !point.is_done);
        open.extend(of_actions.map(|point| (then.settings.programme.cohort.clone(), point)));
    }
    open
}
