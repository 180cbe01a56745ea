//! `schedule`: plans or re-plans meetings; what was held, is past or was chosen by hand stays.

use chrono::{Datelike, NaiveDate};
use clap::Args;

use super::desk::{Access, Desk, Done};
use super::steps::{plan, turnout};
use super::write::WriteArguments;
use crate::render::output::{Cell, Document, Sheet};
use crate::render::private::turnout::seats;
use crate::schedule::Reason;

/// Plan or re-plan the pairs' meetings; what was held stays
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Ask why a day is avoided, and write nothing
    #[arg(long, value_name = "DATE", value_parser = super::day_word)]
    why: Option<NaiveDate>,
    #[command(flatten)]
    write: WriteArguments,
}

pub(super) fn run(arguments: &Arguments, desk: &mut Desk<'_>) -> anyhow::Result<Done> {
    if let Some(day) = arguments.why {
        return why(day, desk);
    }
    let mut book = desk.open(arguments.write.access())?;
    book.vault()?;
    let planned = plan::plan(&mut book, desk.today)?;
    desk.warn(&planned.warnings)?;
    let remarks = planned.remarks.iter().map(|(pair, remark)| [Cell::text(pair), Cell::text(remark)]);
    let document = Document::default().sheet("remarks", Sheet::new("What could not be met", ["pair", "remark"], remarks));
    let judged = turnout::judged(&book, desk.today);
    let document = turnout::sheets(document, &judged, &book).sheet("seats", seats(&judged, &book.names()));
    desk.show(&document)?;
    desk.say(&format!("{} meetings planned or moved, {} given up.", planned.changed, planned.cancelled))?;
    desk.apply(book, arguments.write, "schedule", "meetings planned")
}

/// Why a day is avoided.
fn why(day: NaiveDate, desk: &mut Desk<'_>) -> anyhow::Result<Done> {
    let book = desk.open(Access::Read)?;
    let (days, warnings) = plan::day_book_of(&book, day.year()..=day.year())?;
    desk.warn(&warnings)?;
    let reasons = days.why(day);
    let source = |reason: &Reason| reason.source().map_or(Cell::Empty, Cell::text);
    let row = |reason: &Reason| [Cell::Day(day), Cell::text(reason), source(reason)];
    let columns = ["day", "reason", "source"];
    let sheet = Sheet::new(format!("Why {day} is avoided"), columns, reasons.iter().map(row));
    let evening = Sheet::new(format!("Why no session is in the evening of {day}"), columns, days.evening(day).iter().map(row));
    desk.show(&Document::default().sheet("why", sheet).sheet("evening", evening))?;
    if reasons.is_empty() {
        desk.say(&format!("{day} is not avoided."))?;
    }
    Ok(Done)
}
