//! `undo`: takes back the last change of the directory, as long as its facts are not in git's HEAD; of calendars people may have copies, so
//! they are corrected and not taken back.

use clap::Args;

use crate::app::fact_files;
use crate::app::takes_back;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::problem::{Problem, Refusal};
use crate::domain::text::long_date;
use crate::store::changes::{COMMITTED, Workspace};

/// Take back the last change, while it is not yet committed to git
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut workspace = console.workspace(arguments.write.access())?;
    if arguments.write.dry_run {
        let last = workspace.last_change().map_err(|refusal| with_cure(&workspace, refusal))?;
        console.say(&format!("Dry run, nothing is written. It would undo: {} ({}).", last.entry.summary, last.entry.verb))?;
        console.show_changes(&last.changed);
        return console.list_files(&last.changed).map(|()| Done);
    }
    let undone = workspace.undo().map_err(|refusal| with_cure(&workspace, refusal))?;
    console.committed()?;
    console.warn(&undone.notes)?;
    console.say(&format!("Taken back: {} ({} of {}).", undone.entry.summary, undone.entry.verb, long_date(undone.entry.on)))?;
    console.list_files(&undone.changed)?;
    console.show_changes(&undone.changed);
    console.renew_private_views(workspace)?;
    Ok(Done)
}

/// What is in git's HEAD is taken back by a verb, which is named.
fn with_cure(workspace: &Workspace, refusal: Refusal) -> Refusal {
    let is_committed = refusal.problems.iter().any(|problem| problem.code == COMMITTED);
    let added = if is_committed { workspace.added_by_last_change().ok() } else { None };
    let whole = |path: &_| fact_files::text_of(workspace, path).ok().flatten();
    let Some(help) = added.and_then(|added| takes_back::help(&added, whole)) else { return refusal };
    let cured = |problem: Problem| if problem.code == COMMITTED { problem.help(&help) } else { problem };
    Refusal { problems: refusal.problems.into_iter().map(cured).collect(), ..refusal }
}
