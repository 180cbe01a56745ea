//! `import`: reads the exports into the register without pairing anybody; conflicts are best declared before a draw.

use clap::Args;

use super::export_args::{self, ExportArgs};
use crate::app::guard::warnings;
use crate::app::import;
use crate::app::invariants;
use crate::app::merged::lost;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::render::output::Document;
use crate::render::private::match_report;

/// Read the survey exports into the register, without matching
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    exports: ExportArgs,
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open_mended(arguments.write.access(), lost::join_registered)?;
    let planned_before = invariants::to_plan_anew(&session, console.today);
    let imported = import::import(&mut session, &arguments.exports.by_side(console), console.today)?;
    export_args::report(&imported, &session, console)?;
    let (cohort, names) = (session.cohort(), session.names());
    let document = Document::default()
        .sheet("people", match_report::people(&cohort, &names))
        .sheet("left_out", match_report::left_out(&import::left_out(&imported)))
        .sheet("register_changes", import::changes_sheet(&imported, &names))
        .sheet("conflicts", import::conflicts_sheet(&imported, &names));
    console.show(&document)?;
    let synchronised = warnings::synchronised(session.workspace().root());
    let to_plan = invariants::newly_to_plan(&session, &planned_before, console.today);
    let done = console.apply(session, arguments.write, "import", &import::summary(&imported))?;
    console.warn(&synchronised.into_iter().chain(to_plan).collect::<Vec<_>>())?;
    Ok(done)
}
