//! `undo`: takes back the last change of the directory, as long as its facts are not in git's HEAD; of calendars people may have copies, so
//! they are corrected and not taken back.

use clap::Args;

use super::desk::{Desk, Done};
use super::write::WriteArguments;

/// Take back the last change, while it is not yet committed to git
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    write: WriteArguments,
}

pub(super) fn run(arguments: &Arguments, desk: &mut Desk<'_>) -> anyhow::Result<Done> {
    let mut workspace = desk.workspace(arguments.write.access())?;
    if arguments.write.dry_run {
        let last = workspace.last_change()?;
        desk.say(&format!("Dry run, nothing is written. It would take back: {} ({}).", last.entry.summary, last.entry.verb))?;
        return desk.list_files(&last.changed).map(|()| Done);
    }
    let undone = workspace.undo()?;
    desk.warn(&undone.notes)?;
    desk.say(&format!("Taken back: {} ({} of {}).", undone.entry.summary, undone.entry.verb, undone.entry.on))?;
    desk.list_files(&undone.changed).map(|()| Done)
}
