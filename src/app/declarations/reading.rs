//! What each row of a declaration sheet says: an answer, the people who are named, and the reason; and what cannot be taken as it is.

use super::columns::{self, Columns};
use super::{Declaration, Unclear};
use crate::app::form_answers::Said;
use crate::app::session::CohortSession;
use crate::domain::conflict::Doubt;
use crate::domain::problem::{Problem, Refusal};
use crate::domain::text;
use crate::people::mentions::{Meaning, Mention, Mentions, names_nobody};
use crate::store::formats::table::{Row, Table};

/// The rows of a sheet, and what is said of those that could not be read as declarations.
#[derive(Default)]
pub(crate) struct Sheet {
    /// What was declared.
    pub(crate) declarations: Vec<Declaration>,
    /// Rows that somebody has to be asked about.
    pub(crate) warnings: Vec<Problem>,
}

/// Reads every row.
///
/// # Errors
/// Everybody who is unknown, and every row that names a conflict and not whose, all at once.
pub(crate) fn read(session: &CohortSession, table: &Table, columns: &Columns<'_>) -> Result<Sheet, Refusal> {
    let mentions = Mentions::new(&session.records()?.register);
    let (mut sheet, mut problems) = (Sheet::default(), Vec::new());
    for row in &table.rows {
        let one = OneRow { table, columns, row };
        match columns.who.of_row(table, row) {
            Ok(Some(by)) => one.declared(&mentions, by, &mut sheet),
            Ok(None) => one.unattributed(&mut sheet, &mut problems),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(sheet) } else { Err(Refusal::input(problems)) }
}

struct OneRow<'a> {
    table: &'a Table,
    columns: &'a Columns<'a>,
    row: &'a Row,
}

impl OneRow<'_> {
    /// What the row answers to the question whether there is a conflict; blank where that is not asked.
    fn answer(&self) -> Said {
        let cell = self.columns.asked.map_or("", |column| self.row.cell(column));
        columns::said(cell).unwrap_or(Said::Unclear)
    }

    /// The cells in which people are named, filled ones only; of a column that is an option's own, the option where it is ticked.
    fn named(&self) -> Vec<(usize, &str)> {
        let named = |column: &usize| {
            let cell = self.row.cell(*column).trim();
            match (columns::option(self.table.heading(*column)), columns::said(cell)) {
                (Some(option), Some(Said::Yes)) => Some((*column, option)),
                (Some(_), Some(Said::No)) => None,
                _ => Some((*column, cell)).filter(|(_, cell)| !cell.is_empty()),
            }
        };
        self.columns.whom.iter().filter_map(named).collect()
    }

    /// The column in which a message about the answer belongs.
    fn column(&self) -> usize {
        let named = self.named().first().map(|(column, _)| *column);
        self.columns.asked.or(named).or(self.columns.whom.first().copied()).unwrap_or_default()
    }

    fn warning(&self, code: &'static str, column: usize, message: String, help: String) -> Problem {
        let value = self.row.cell(column).trim();
        Problem::warning(code, message).at(self.table.place(self.row, column)).value(value).help(help)
    }

    fn declared(&self, mentions: &Mentions<'_>, by: crate::domain::id::PersonId, sheet: &mut Sheet) {
        let answer = self.answer();
        let mut named: Vec<Mention> = Vec::new();
        let mut unclear = answer == Said::Unclear;
        let mut is_yes = answer == Said::Yes;
        for (_, cell) in self.named() {
            match columns::said(cell) {
                Some(Said::Yes) => is_yes = true,
                Some(Said::Unclear) => unclear = true,
                Some(Said::No | Said::Blank) => {}
                None => named.extend(named_in(mentions, cell, by)),
            }
        }
        let denies = answer == Said::No;
        if named.is_empty()
            && (is_yes || unclear || answer == Said::Blank && self.columns.asked.is_some() && self.named().is_empty())
        {
            let kind = if is_yes { Unclear::Unnamed } else { Unclear::Unanswered };
            return self.to_be_asked(by, kind, sheet);
        }
        if (denies || unclear) && named.iter().any(|mention| matches!(mention.meaning, Meaning::Means(_) | Meaning::Ask { .. })) {
            named.iter_mut().for_each(ask);
            let said = if denies { "no" } else { "neither yes nor no" };
            let message = format!("{by} answers {said}, and names somebody: this is asked, not decided");
            let help = "`revmentor conflict list` shows the question and the two ids that answer it".to_owned();
            sheet.warnings.push(self.warning("contradicting-answer", self.column(), message, help));
        }
        let place = self.table.place(self.row, self.named().first().map_or_else(|| self.column(), |(column, _)| *column));
        let reasons = columns::reasons(self.row, &self.columns.why);
        let reasons = if self.columns.whom == self.columns.why { Vec::new() } else { reasons };
        sheet.declarations.push(Declaration { by, named, reasons, place, unclear: None });
    }

    /// An answer that says too little: what is missing is asked of whoever gave it.
    fn to_be_asked(&self, by: crate::domain::id::PersonId, kind: Unclear, sheet: &mut Sheet) {
        let (code, message) = match kind {
            Unclear::Unnamed => ("unnamed-conflict", format!("{by} has a conflict of interest and does not say with whom")),
            Unclear::Unanswered => ("unanswered", format!("{by} does not say whether there is a conflict of interest")),
        };
        let none = format!("`revmentor conflict none {by}`");
        let help = format!("ask {by}; if there is nobody: {none}; else record it with `conflict add`, {by} and the other person");
        sheet.warnings.push(self.warning(code, self.column(), message, help));
        let place = self.table.place(self.row, self.column());
        sheet.declarations.push(Declaration { by, named: Vec::new(), reasons: Vec::new(), place, unclear: Some(kind) });
    }

    /// A row that does not say whose it is. Where it says that there is nobody, nothing is lost but that somebody answered.
    fn unattributed(&self, sheet: &mut Sheet, problems: &mut Vec<Problem>) {
        let is_none = |cell: &str| matches!(columns::said(cell), Some(Said::No | Said::Blank)) || names_nobody(cell);
        let has_none = matches!(self.answer(), Said::No | Said::Blank) && self.named().iter().all(|(_, cell)| is_none(cell));
        let column = self.columns.who.column();
        if has_none {
            let message = "this answer names no conflict and does not say whose it is: it is not recorded".to_owned();
            let help =
                "write the id or the address into the row; `revmentor conflict list` shows who has not declared".to_owned();
            return sheet.warnings.push(self.warning("unattributed-row", column, message, help));
        }
        let said =
            self.named().iter().map(|(_, cell)| *cell).chain([self.row.cell(self.column()).trim()]).find(|cell| !cell.is_empty());
        let message = format!(
            "this answer declares a conflict ({:?}) and does not say whose it is",
            text::cap(said.unwrap_or_default(), 60).0
        );
        let help = "find out who gave it, and write the id or the address into this column; or take the row out of the file";
        let place = self.table.place(self.row, column);
        problems.push(Problem::error("unattributed-row", message).at(place).value(self.row.cell(column).trim()).help(help));
    }
}

/// The people in a cell. A number has no letters of a name, but it is not "none".
fn named_in(mentions: &Mentions<'_>, cell: &str, by: crate::domain::id::PersonId) -> Vec<Mention> {
    let mut named = mentions.read(cell, by);
    if named.is_empty() && !names_nobody(cell) || named.is_empty() && columns::has_number(cell) {
        named.push(Mention { text: text::tidy(cell), meaning: Meaning::Nobody });
    }
    named
}

/// Turns what is sure into a question.
fn ask(mention: &mut Mention) {
    if let Meaning::Means(person) = mention.meaning {
        mention.meaning = Meaning::Ask { doubt: Doubt::Ambiguous, candidates: vec![person] };
    }
}
