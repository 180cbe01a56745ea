//! What every column of an export looks like, and which of them hold answers that nobody reads.

use super::looks::Looks;
use super::questions::{self, Mapped, Question};
use super::wording;
use crate::domain::problem::Problem;
use crate::domain::settings::{Column, Survey};
use crate::domain::text;
use crate::survey::Source;
use crate::survey::header::heading::{Heading, fold};
use crate::survey::header::{self, Header};
use crate::survey::intake::sheet::Sheet;
use crate::survey::intake::with_sheet;
use crate::survey::side_tables::OwnTable;

/// What one column looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnLook {
    /// Its number, from 1.
    pub number: u32,
    /// Its heading; empty where there is none.
    pub heading: String,
    /// Up to three different cells; none of a column that asks about ethnicity, health or the like.
    pub samples: Vec<String>,
    /// What its cells look like.
    pub looks: Looks,
    /// The field to which it is or would be mapped.
    pub field: Option<String>,
    /// Whether it holds answers of people, and not what the tool itself notes.
    pub is_answer: bool,
}

impl ColumnLook {
    /// Whether it looks like answers and is not read.
    pub fn is_not_read(&self) -> bool {
        self.is_answer && self.field.is_none()
    }
}

/// Every column of an export, with the field to which the settings map it.
///
/// # Errors
/// What is wrong with the file as a whole.
pub(crate) fn columns_read(source: Source<'_>, settings: &Survey) -> Result<Vec<ColumnLook>, Vec<Problem>> {
    with_sheet(source, settings, |sheet| {
        let own = OwnTable::of(sheet, settings, source.side);
        let sheet = own.as_ref().map_or(sheet, |own| &own.sheet);
        let header = header::find(sheet, settings).map_err(|problem| vec![problem])?;
        let mut looks = all(sheet, &header, &questions::all(sheet, &header), &Mapped::new());
        for (look, heading) in looks.iter_mut().filter_map(|look| {
            let heading = header.headings.get(usize::try_from(look.number).ok()?.checked_sub(1)?)?;
            Some((look, heading))
        }) {
            look.field = settings.columns.iter().find(|(_, column)| names(column, heading)).map(|(field, _)| field.clone());
        }
        Ok(looks)
    })
}

/// Whether the settings of a field name this column.
fn names(column: &Column, heading: &Heading) -> bool {
    let is_option = column.each.as_ref().is_some_and(|each| heading.after(&fold(each)).is_some());
    is_option || column.headings.iter().any(|wanted| heading.is_called(&fold(wanted)))
}

/// Whether a question holds answers, and not what the tool notes.
fn is_answer(question: &Question) -> bool {
    !question.own && !wording::is_note_of_tool(question) && !question.heading.is_empty() && question.looks != Looks::Empty
}

/// Every column of the file, in order.
pub(super) fn all(sheet: &Sheet<'_>, header: &Header, questions: &[Question], mapped: &Mapped<'_>) -> Vec<ColumnLook> {
    let field_of = |at: usize| mapped.iter().find(|(_, found)| found.iter().any(|question| question.columns.contains(&at)));
    let look = |at: usize, question: &Question| ColumnLook {
        number: u32::try_from(at + 1).unwrap_or(u32::MAX),
        heading: header.headings.get(at).map(|heading| heading.label.clone()).unwrap_or_default(),
        samples: if wording::is_private(question) { Vec::new() } else { samples(sheet, header, at) },
        looks: question.looks.clone(),
        field: field_of(at).map(|(name, _)| name.clone()),
        is_answer: is_answer(question),
    };
    questions
        .iter()
        .flat_map(|question| question.columns.iter().map(move |at| (*at, question)))
        .map(|(at, question)| look(at, question))
        .collect()
}

fn samples(sheet: &Sheet<'_>, header: &Header, at: usize) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    for row in sheet.rows_from(header.body) {
        let sample = text::tidy(text::cap(row.cell(at), 80).0);
        if !sample.is_empty() && !samples.contains(&sample) {
            samples.push(sample);
        }
        if samples.len() == 3 {
            break;
        }
    }
    samples
}
