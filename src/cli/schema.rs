//! `schema`: the JSON Schema of cohort.toml, for editors.

use clap::Args;

use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::config;

/// Print the JSON Schema of cohort.toml
#[derive(Args, Debug)]
#[command(
    after_help = "Editors with TOML support check cohort.toml while you type when its first line is:\n    #:schema ./cohort.schema.json\nand the schema is beside it. `init` writes both.\n\nAfter an update of revmentor, in the cohort directory:\n    revmentor schema --output cohort.schema.json"
)]
pub(super) struct Arguments {}

pub(super) fn run(_: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    console.print_whole(&config::schema_text())?;
    Ok(Done)
}
