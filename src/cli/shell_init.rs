//! `shell-init`: prints the function `rm` for interactive shells.

use clap::Args;

use crate::cli::console::Console;
use crate::cli::console::Done;

/// Print a shell function `rm` that hands revmentor's verbs to revmentor and everything else to the system's rm
#[derive(Args, Debug)]
#[command(
    after_help = "Put this into your shell's start file, for example ~/.bashrc:\n    eval \"$(revmentor shell-init bash)\""
)]
pub(super) struct Arguments {
    /// The shell
    shell: ShellName,
}

/// A shell for which there is a function.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum ShellName {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell")]
    PowerShell,
}

impl ShellName {
    /// The function, how the verbs are written in it, and what parts them.
    fn snippet(self) -> (&'static str, fn(&str) -> String, &'static str) {
        match self {
            ShellName::Bash => (include_str!("shell_init/bash.sh"), str::to_owned, " | "),
            ShellName::Zsh => (include_str!("shell_init/zsh.sh"), str::to_owned, " | "),
            ShellName::Fish => (include_str!("shell_init/fish.fish"), str::to_owned, " "),
            ShellName::PowerShell => (include_str!("shell_init/powershell.ps1"), |verb| format!("'{verb}'"), ", "),
        }
    }
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let (function, write_verb, between) = arguments.shell.snippet();
    let verbs: Vec<String> = super::verb_names().iter().map(|verb| write_verb(verb)).collect();
    console.print(&function.replace("{verbs}", &verbs.join(between)))?;
    Ok(Done)
}
