//! `completions`: prints the completions of a shell.

use clap::Args;
use clap_complete::Shell;

use super::desk::{Desk, Done};

/// Print shell completions
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The shell
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, desk: &mut Desk<'_>) -> anyhow::Result<Done> {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::command_line(), "revmentor", &mut text);
    desk.print(&String::from_utf8_lossy(&text))?;
    Ok(Done)
}
