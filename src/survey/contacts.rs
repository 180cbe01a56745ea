//! Names and addresses in every row of an export, whoever takes part: also of those who refused, and of rows that nobody imported yet.

use super::header;
use super::intake::{self, sheet::Sheet};
use super::{Source, answers, columns};
use crate::domain::answer::field;
use crate::domain::contact::Email;
use crate::domain::settings::Survey;
use crate::domain::text;

/// What a row says of who wrote it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct WrittenContact {
    /// The name, tidied; empty where the row has none.
    pub name: String,
    /// The address, if it is one.
    pub email: Option<Email>,
}

/// The contacts of all rows below the header; none where the file or its header cannot be read. O(cells of the columns).
pub(crate) fn contacts(source: Source<'_>, settings: &Survey) -> Vec<WrittenContact> {
    intake::with_sheet(source, settings, |sheet| Ok(of_sheet(sheet, settings).unwrap_or_default())).unwrap_or_default()
}

fn of_sheet(sheet: &Sheet<'_>, settings: &Survey) -> Option<Vec<WrittenContact>> {
    let header = header::find(sheet, settings).ok()?;
    let plan = columns::resolve_fields(sheet, &header, settings, &[field::NAME, field::EMAIL]);
    let (name, email) = (plan.field(field::NAME), plan.field(field::EMAIL));
    let written = |row| WrittenContact {
        name: name.map(|name| text::tidy(&answers::meant(name, row))).unwrap_or_default(),
        email: email.and_then(|email| Email::parse(answers::meant(email, row).trim()).ok()),
    };
    Some(sheet.rows_from(header.body).map(written).collect())
}
