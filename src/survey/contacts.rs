//! Names and addresses in every row of an export, whoever takes part: also of those who refused, and of rows that nobody imported yet.

use super::header;
use super::intake;
use super::intake::sheet::{Row, Sheet};
use super::{Source, answers, columns};
use crate::domain::answer::field;
use crate::domain::contact::Email;
use crate::domain::problem::{Place, Problem};
use crate::domain::settings::Survey;
use crate::domain::text;

/// What a row says of who wrote it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct WrittenContact {
    /// The row of the sheet, or the record of the file, from 1.
    pub row: u32,
    /// The name, tidied; empty where the row has none.
    pub name: String,
    /// The address, if it is one.
    pub email: Option<Email>,
}

/// The contacts of all rows below the header. O(cells of the columns).
///
/// # Errors
/// Why the file, or its header, cannot be read.
pub(crate) fn contacts(source: Source<'_>, settings: &Survey) -> Result<Vec<WrittenContact>, Vec<Problem>> {
    intake::with_sheet(source, settings, |sheet| of_sheet(sheet, settings))
}

fn of_sheet(sheet: &Sheet<'_>, settings: &Survey) -> Result<Vec<WrittenContact>, Vec<Problem>> {
    let header = header::find(sheet, settings).map_err(|problem| vec![problem])?;
    let plan = columns::resolve_fields(sheet, &header, settings, &[field::NAME, field::EMAIL]);
    let (name, email) = (plan.field(field::NAME), plan.field(field::EMAIL));
    if name.is_none() && email.is_none() {
        let problem = Problem::error("missing-column", "no column of names or addresses was found");
        return Err(vec![problem.at(Place::file(&sheet.path))]);
    }
    let written = |row: Row<'_>| WrittenContact {
        row: row.record,
        name: name.map(|name| text::tidy(&answers::meant(name, row))).unwrap_or_default(),
        email: email.and_then(|email| Email::parse(answers::meant(email, row).trim()).ok()),
    };
    Ok(sheet.rows_from(header.body).map(written).collect())
}
