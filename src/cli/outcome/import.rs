//! `outcome import`: points from a table.

use std::path::Path;

use crate::app::outcome_import;
use crate::app::outcomes;
use crate::cli::console::{Console, Done};
use crate::cli::write_args::WriteArgs;
use crate::domain::outcome::Outcome;
use crate::domain::text::counted;

pub(super) fn run(file: &Path, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(write.access())?;
    let table = console.table(file)?;
    let mut outcomes = super::read(&session, console)?;
    let (new, passed) = outcome_import::import(&session, &mut outcomes, &table)?;
    let points: Vec<&Outcome> = outcomes.all.iter().collect();
    outcomes::refuse_names(&session, &points)?;
    outcomes.keep(&mut session)?;
    console.say(&format!("{} read: {new} new, {passed} already known.", counted(new + passed, "point")))?;
    console.apply(session, write, "outcome", &format!("{} imported", counted(new, "point")))
}
