//! `outcome import`: points from a table.

use std::path::Path;

use crate::app::outcome_import::{self, Imported};
use crate::app::outcomes;
use crate::cli::console::{Console, Done};
use crate::cli::write_args::WriteArgs;
use crate::domain::outcome::Outcome;
use crate::domain::text::counted;

pub(super) fn run(file: &Path, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(write.access())?;
    let table = console.table(file)?;
    let mut outcomes = super::read(&session, console)?;
    let Imported { new, corrected, known, done } = outcome_import::import(&session, &mut outcomes, &table)?;
    let read = new + corrected + known + done;
    let points: Vec<&Outcome> = outcomes.all.iter().collect();
    outcomes::refuse_names(&session, &points)?;
    outcomes.keep(&mut session)?;
    let done_too = if done > 0 { format!(" or done ({done} done)") } else { String::new() };
    let corrected = if corrected > 0 { format!("; {corrected} with another owner, day or level now") } else { String::new() };
    console.say(&format!("{} read: {new} new, {} already known{done_too}{corrected}.", counted(read, "point"), known + done))?;
    console.apply(session, write, "outcome", &format!("{} imported", counted(new, "point")))
}
