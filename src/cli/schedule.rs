//! `schedule`: plans or re-plans meetings; what was held, is past or was chosen by hand stays.

use chrono::{Datelike, NaiveDate};
use clap::Args;

use crate::app::plan;
use crate::app::turnout;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::text::{counted, long_date};
use crate::render::output::{Cell, Document, Sheet};
use crate::render::private::turnout::seats;
use crate::schedule::Reason;

/// Plan or re-plan the pairs' meetings; past meetings are kept
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Ask why a day is avoided, and write nothing
    #[arg(long, value_name = "DATE", value_parser = super::day_word)]
    why: Option<NaiveDate>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    if let Some(day) = arguments.why {
        return why(day, console);
    }
    let mut session = console.open(arguments.write.access())?;
    session.records()?;
    let planned = plan::plan(&mut session, console.today)?;
    console.warn(&planned.warnings)?;
    let remarks = planned.remarks.iter().map(|(pair, remark)| [Cell::text(pair), Cell::text(remark)]);
    let document = Document::default().sheet("remarks", Sheet::new("What could not be met", ["pair", "remark"], remarks));
    let judged = turnout::judged(&session, console.today);
    let document = turnout::sheets(document, &judged, &session).sheet("seats", seats(&judged, &session.names()));
    console.show(&document)?;
    console.say(&format!("{} planned or moved, {} cancelled.", counted(planned.changed, "meeting"), planned.cancelled))?;
    console.apply(session, arguments.write, "schedule", "meetings planned")
}

/// Why a day is avoided.
fn why(day: NaiveDate, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open_to_show()?;
    let (days, warnings) = plan::day_book_of(&session, day.year()..=day.year())?;
    console.warn(&warnings)?;
    let reasons = days.why(day);
    let source = |reason: &Reason| reason.source().map_or(Cell::Empty, Cell::text);
    let row = |reason: &Reason| [Cell::Day(day), Cell::text(reason), source(reason)];
    let (columns, said) = (["day", "reason", "source"], long_date(day));
    let sheet = Sheet::new(format!("Why {said} is avoided"), columns, reasons.iter().map(row));
    let evening = Sheet::new(format!("Why no session is in the evening of {said}"), columns, days.evening(day).iter().map(row));
    console.show(&Document::default().sheet("why", sheet).sheet("evening", evening))?;
    if reasons.is_empty() {
        console.say(&format!("{said} is not avoided."))?;
    }
    Ok(Done)
}
