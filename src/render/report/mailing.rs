//! `mailing`: of each stage how many were told and how many are missing, for the lead alone.

use chrono::NaiveDate;

use super::bars::{BarRow, bars};
use super::picture::{Picture, PictureTable};
use super::words::{counted, day};
use super::{Drawn, ReportData};

/// One mailing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MailingRow {
    /// The stage.
    pub stage: String,
    /// When it is due.
    pub due: Option<NaiveDate>,
    /// How many were told.
    pub told: usize,
    /// How many are still to be told.
    pub missing: usize,
}

pub(super) fn picture(data: &ReportData<'_>) -> Drawn {
    let private = data.private.ok_or("only the private edition tells of mailings")?;
    let mailing: Vec<&MailingRow> = private.mailing.iter().filter(|row| row.told + row.missing > 0).collect();
    if mailing.is_empty() {
        return Err("no message is to be sent");
    }
    let mut table = PictureTable::new(["stage", "due", "told", "missing"]);
    let mut rows = Vec::new();
    for row in &mailing {
        let due = row.due.map(day).unwrap_or_default();
        table.push([row.stage.clone(), due, row.told.to_string(), row.missing.to_string()]);
        rows.push(BarRow {
            label: row.stage.clone(),
            bars: vec![(row.told, "told".to_owned()), (row.missing, "missing".to_owned())],
        });
    }
    let complete = mailing.iter().filter(|row| row.missing == 0).count();
    let finding = format!("{complete} of {} told to everybody.", counted(mailing.len(), "stage"));
    Ok(Picture { question: "Who has not been told?", finding, drawing: bars(&rows), table, notes: Vec::new() })
}
