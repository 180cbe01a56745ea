//! `build`: makes every view anew from the facts, as after a merge.

use clap::Args;

use super::desk::{Desk, Done};
use super::steps::merged;
use super::write::WriteArguments;

/// Rebuild every view from cohort.toml and the facts
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    write: WriteArguments,
}

pub(super) fn run(arguments: &Arguments, desk: &mut Desk<'_>) -> anyhow::Result<Done> {
    let mut book = desk.open_mended(arguments.write.access(), merged::mend)?;
    for view in book.edited_views(&book.views())? {
        desk.say(&format!("{view} was edited by hand or by a merge; it is made anew from the facts."))?;
    }
    book.replace_edited_views();
    desk.apply(book, arguments.write, "build", "views made anew")
}
