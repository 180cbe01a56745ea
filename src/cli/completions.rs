//! `completions`: prints the completions of a shell.

use clap::Args;
use clap_complete::Shell;

use crate::cli::console::Console;
use crate::cli::console::Done;

/// Print shell completions
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The shell
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::command_line(), "revmentor", &mut text);
    console.print(&String::from_utf8_lossy(&text))?;
    Ok(Done)
}
