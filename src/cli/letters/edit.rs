//! `letters edit`: copies a built-in text to where the lead's own are read from.

use clap::Args;

use crate::app::letters::template;
use crate::cli::console::{Console, Done};
use crate::cli::write_args::WriteArgs;

/// Copy a built-in text into templates/letters, for you to change
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The kind of letter
    kind: String,
    /// As Markdown instead of a Word document
    #[arg(long)]
    markdown: bool,
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let kind = super::find(&arguments.kind)?;
    let mut session = console.open(arguments.write.access())?;
    let (path, bytes) = template::copy(&session, kind, arguments.markdown, console.today)?;
    console.say(&format!("{path} is yours to change; `revmentor letters {}` uses it from now on.", kind.id))?;
    session.add(path, bytes);
    console.apply(session, arguments.write, "letters edit", kind.id)
}
