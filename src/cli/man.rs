//! `man`: prints a manual page, or writes those of the program and of all its verbs.

mod nested;
mod sections;

pub(super) use sections::in_help;

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_mangen::Man;

use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::domain::problem::{Place, Problem, Refusal};

/// A command as it is typed, and what it does.
type Example = (&'static str, &'static str);

/// Print the manual page of the program, or of one verb
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The verb, such as `match` or `meeting held`; without it, the program
    #[arg(num_args = 0..=3)]
    verb: Vec<String>,
    /// Write every page into this directory instead, as revmentor-VERB.1
    #[arg(long, value_name = "DIR", conflicts_with = "verb")]
    output_dir: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut program = super::command_line();
    program.build();
    if let Some(directory) = &arguments.output_dir {
        let directory = console.path(directory);
        let written = write_pages(&program, &directory)?;
        console.say(&format!("Wrote {written} manual pages to {}.", directory.display()))?;
        return Ok(Done);
    }
    let mut command = &program;
    for word in &arguments.verb {
        command = command.find_subcommand(word).ok_or_else(|| super::unknown_verb(&arguments.verb.join(" ")))?;
    }
    console.print(&page(command)?)?;
    Ok(Done)
}

/// A page: what clap knows of the verb, then what it does not.
fn page(command: &Command) -> io::Result<String> {
    let mut text = Vec::new();
    Man::new(command.clone()).render(&mut text)?;
    let mut text = String::from_utf8_lossy(&text).into_owned();
    let path = path(command);
    text.push_str(&sections::examples(&path));
    text.push_str(&sections::common());
    Ok(text)
}

/// The words of a verb after the program's name; empty for the program.
fn path(command: &Command) -> String {
    let name = command.get_display_name().unwrap_or(command.get_name());
    name.strip_prefix("revmentor").unwrap_or(name).trim_start_matches('-').to_owned()
}

/// Writes the pages of a command and of everything below it, and gives how many they are.
fn write_pages(command: &Command, directory: &Path) -> anyhow::Result<usize> {
    std::fs::create_dir_all(directory).map_err(|error| unwritable(directory, &error))?;
    let mut written = 0;
    let mut open = vec![command];
    while let Some(command) = open.pop() {
        let words = path(command);
        let name = if words.is_empty() { "revmentor.1".to_owned() } else { format!("revmentor-{words}.1") };
        let file = directory.join(name);
        std::fs::write(&file, page(command)?).map_err(|error| unwritable(&file, &error))?;
        written += 1;
        open.extend(command.get_subcommands().filter(|verb| verb.get_name() != "help"));
    }
    Ok(written)
}

fn unwritable(path: &Path, error: &io::Error) -> Refusal {
    let problem = Problem::error("output-not-written", format!("cannot be written: {error}"));
    Refusal::input(vec![problem.at(Place::file(path.display().to_string())).help("name a directory in which you may write")])
}
