//! `man`: prints the manual page, or writes one for every verb.

use clap::Args;
use clap_mangen::Man;

use crate::cli::console::Console;
use crate::cli::console::Done;

/// Print the manual page of the program, or of one verb
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The verb; without it, the program
    verb: Option<String>,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut page = super::command_line();
    page.build();
    if let Some(verb) = &arguments.verb {
        page = page.find_subcommand(verb).cloned().ok_or_else(|| super::unknown_verb(verb))?;
    }
    let mut text = Vec::new();
    Man::new(page).render(&mut text)?;
    console.print(&String::from_utf8_lossy(&text))?;
    Ok(Done)
}
