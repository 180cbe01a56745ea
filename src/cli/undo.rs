//! `undo`: takes back the last change of the directory, as long as its facts are not in git's HEAD; of calendars people may have copies, so
//! they are corrected and not taken back.

use clap::Args;

use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;

/// Take back the last change, while it is not yet committed to git
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut workspace = console.workspace(arguments.write.access())?;
    if arguments.write.dry_run {
        let last = workspace.last_change()?;
        console.say(&format!("Dry run, nothing is written. It would undo: {} ({}).", last.entry.summary, last.entry.verb))?;
        console.show_changes(&last.changed);
        return console.list_files(&last.changed).map(|()| Done);
    }
    let undone = workspace.undo()?;
    console.committed()?;
    console.warn(&undone.notes)?;
    console.say(&format!("Taken back: {} ({} of {}).", undone.entry.summary, undone.entry.verb, undone.entry.on))?;
    console.list_files(&undone.changed)?;
    console.show_changes(&undone.changed);
    console.renew_private_views(workspace)?;
    Ok(Done)
}
