//! Points from a form's export: each question that asks for learning points, action points or reflections is a column of them. Who answered
//! tells the side of a reflection and is not kept.

use super::side_of;
use crate::app::respondents::Respondents;
use crate::app::session::CohortSession;
use crate::domain::id::PersonId;
use crate::domain::outcome::{Outcome, OutcomeId, OutcomeKind, point_text};
use crate::domain::problem::Problem;
use crate::domain::side::Side;
use crate::domain::spelling;
use crate::store::formats::table::{Row, Table};

/// Words of a heading that asks for points of a kind; the first kind that fits counts.
const ASKS: [(OutcomeKind, &[&str]); 3] = [
    (OutcomeKind::Learning, &["learn", "learned", "learnt", "learning", "insight", "insights"]),
    (
        OutcomeKind::Action,
        &["action", "actions", "recommend", "recommendation", "recommendations", "happen", "change", "changes"],
    ),
    (OutcomeKind::Reflection, &["reflect", "reflection", "reflections", "reflecting"]),
];

/// Headings of the column in which people say on which side they are.
const SIDE: [&str; 5] = ["side", "role", "your role", "i am a", "are you a mentor or a mentee"];

/// Answers that are no point.
const NOTHING: [&str; 8] = ["none", "no", "nothing", "n a", "na", "not sure", "nothing yet", "no comment"];

/// The columns that ask for points, each with the kind.
pub(super) fn questions(table: &Table) -> Vec<(OutcomeKind, usize)> {
    let asks = |column: usize| {
        let key = spelling::key(table.heading(column));
        let words: Vec<&str> = key.split(' ').collect();
        ASKS.iter().find(|(_, asked)| words.iter().any(|word| asked.contains(word))).map(|(kind, _)| (*kind, column))
    };
    (0..table.headings.len()).filter(|column| !table.added.contains(column)).filter_map(asks).collect()
}

/// A form's export with what it is read by.
pub(super) struct FormPoints<'a> {
    table: &'a Table,
    questions: Vec<(OutcomeKind, usize)>,
    side: Option<usize>,
    people: Option<Respondents<'a>>,
}

impl<'a> FormPoints<'a> {
    pub(super) fn new(session: &'a CohortSession, table: &'a Table, questions: Vec<(OutcomeKind, usize)>) -> FormPoints<'a> {
        let people = Respondents::of(session, table, None)
            .filter(|people| questions.iter().all(|(_, at)| people.columns().all(|one| one != *at)));
        FormPoints { table, questions, side: table.find(&SIDE), people }
    }

    /// Every point of one answer.
    ///
    /// # Errors
    /// A reflection of which it is not known whose side it is.
    pub(super) fn points(&self, row: &Row) -> Result<Vec<Outcome>, Vec<Problem>> {
        let (mut points, mut problems) = (Vec::new(), Vec::new());
        for (kind, column) in &self.questions {
            for piece in row.cell(*column).split(['\n', '\r']).filter(|piece| !NOTHING.contains(&spelling::key(piece).as_str())) {
                // A list in a box of text: "- a", "2. b".
                let bare = piece.trim().trim_start_matches(|c: char| c.is_ascii_digit() || "-*•.) ".contains(c));
                let Some(text) = point_text(bare) else { continue };
                let side = if *kind == OutcomeKind::Reflection { self.side(row) } else { None };
                if *kind == OutcomeKind::Reflection && side.is_none() {
                    let problem = Problem::error("no-side", "a reflection belongs to a side").at(self.table.place(row, *column));
                    problems.push(problem.help("add a column side, with mentors or mentees (juniors or seniors) in each row"));
                    continue;
                }
                points.push(Outcome {
                    id: OutcomeId(0),
                    kind: *kind,
                    side,
                    level: None,
                    text,
                    owner: None,
                    due: None,
                    agreed: false,
                    done: None,
                });
            }
        }
        if problems.is_empty() { Ok(points) } else { Err(problems) }
    }

    fn side(&self, row: &Row) -> Option<Side> {
        let told = self.side.and_then(|column| side_of(row.cell(column)));
        told.or_else(|| self.people.as_ref()?.of_row(self.table, row).ok()?.map(PersonId::side))
    }
}
