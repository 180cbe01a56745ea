//! `build`: makes every view anew from the facts, as after a merge.

use clap::Args;

use crate::app::merged;
use crate::app::public_report;
use crate::app::schema_file;
use crate::app::scores;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;

/// Rebuild every view from cohort.toml and the facts
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Take the scores of pairs out of the facts into private/
    #[arg(long)]
    move_scores: bool,
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open_united(arguments.write.access(), merged::mend)?;
    for view in session.edited_views().to_vec() {
        console.say(&format!("{view} was edited by hand or by a merge; it is made anew from the facts."))?;
    }
    if schema_file::outdated(&session)?.is_some() {
        console.say("cohort.schema.json is of another version of revmentor, or was edited; it is made anew.")?;
        schema_file::renew(&mut session);
    }
    if arguments.move_scores {
        let moved = scores::move_out_of_facts(&mut session)?;
        console.say(&format!("{moved} scores of pairs moved into private/; git's history keeps what was committed."))?;
    }
    session.replace_edited_views();
    for path in public_report::renew(&mut session)? {
        console.say(&format!("{path} is written anew from the facts."))?;
    }
    console.apply(session, arguments.write, "build", "views made anew")
}
