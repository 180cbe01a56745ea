//! `schema`: the JSON Schema of cohort.toml, for editors.

use clap::Args;

use super::desk::{Desk, Done};
use crate::store::formats::cohort_toml;

/// Print the JSON Schema of cohort.toml
#[derive(Args, Debug)]
#[command(
    after_help = "Editors with TOML support check cohort.toml while you type when its first line is:\n    #:schema ./cohort.schema.json"
)]
pub(super) struct Arguments {}

pub(super) fn run(_: &Arguments, desk: &mut Desk<'_>) -> anyhow::Result<Done> {
    let text = serde_json::to_string_pretty(&cohort_toml::schema())?;
    desk.print(&format!("{text}\n"))?;
    Ok(Done)
}
