//! `demo`: a complete invented cohort, from survey exports to schedule, and a tour of it.
//!
//! With `--finished` the cohort is taken on to the end of its programme. It hands the verbs an example's inputs and lets them work; nothing is computed here.

mod finished;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;

use super::init;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::problem::{Problem, Refusal};
use crate::people::key::Key;
use crate::store::changes::{ChangeSet, LogEntry};
use crate::store::layout;

/// Make a complete invented cohort to look at, from survey exports to schedule
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Where; it must be empty or not exist
    #[arg(default_value = "revmentor-demo")]
    directory: PathBuf,
    /// The same cohort at the end of its programme: meetings, surveys, points, and a report to open
    #[arg(long)]
    finished: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// What a lead writes.
const SETTINGS: &str = include_str!("../../examples/goals/in/cohort.toml");

/// A key that everybody knows, so that the demo comes out the same everywhere.
const KEY: &[u8] = include_bytes!("../../examples/goals/in/private/key");

/// What the survey tool gave.
const EXPORTS: [(&str, &[u8]); 2] = [
    ("mentors.csv", include_bytes!("../../examples/goals/in/private/surveys/mentors.csv")),
    ("mentees.csv", include_bytes!("../../examples/goals/in/private/surveys/mentees.csv")),
];

/// The day on which the demo takes place.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, 16).unwrap_or_default()
}

/// What to look at, and why.
const LOOK: [(&str, &str); 7] = [
    ("cohort.toml", "what a lead writes: survey columns, criteria, rules, dates"),
    ("pairings.csv", "the pairs, by id: whoever sees the repository learns no name"),
    ("meetings.csv", "an earliest, a proposed and a latest day for each meeting"),
    ("waiting-list.csv", "who has no pair, and why"),
    ("README.md", "the cohort at a glance, with a chart of its dates"),
    ("facts/", "what happened, a file for each person, pair and draw"),
    ("private/", "names, addresses, answers and the key; git never sees it"),
];

/// What to try, in this order: each of the lines works after those before it.
const TRY: [(&str, &str); 10] = [
    ("status", "people, pairs, dates, and what to do next"),
    ("explain M14", "what each criterion gave this pair, and what else there was"),
    ("verify", "the draw repeated, and proved by other code"),
    ("conflict add M11 E04 --reason knows", "two of a pair turn out to know each other"),
    ("match --dry-run", "how few pairs have to change"),
    ("match", "changes them"),
    ("withdraw M02 --reason workload", "a mentor leaves; E06 is free again"),
    ("match", "E06 is paired from the waiting list"),
    ("undo", "takes the last change back"),
    ("log", "what was done so far"),
];

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    console.begin_change(arguments.write);
    let entry = LogEntry { verb: "demo".to_owned(), on: today(), summary: "an invented cohort".to_owned() };
    if init::make(&arguments.directory, inputs(arguments.finished)?, entry, arguments.write, console)? {
        console.turn_to(arguments.directory.clone(), today());
        super::perform("match", console)?;
        if arguments.finished {
            finished::run(&arguments.directory, console)?;
            console.say_lines(&finished::tour(&arguments.directory))?;
        } else {
            console.say_lines(&tour(&arguments.directory))?;
        }
    }
    Ok(Done)
}

/// The directory as it is before the first verb.
fn inputs(finished: bool) -> Result<ChangeSet, Refusal> {
    let settings = if finished { format!("{SETTINGS}{}", finished::SETTINGS) } else { SETTINGS.to_owned() };
    let mut changes = init::new_directory(&settings, &Key::read(KEY, "private/key")?)?;
    for (name, bytes) in EXPORTS {
        let path = layout::survey_export(name).map_err(|fault| Problem::error("file-name", fault.to_string()))?;
        changes.put(path, bytes);
    }
    Ok(changes)
}

/// What to look at and what to try, as lines.
fn tour(directory: &Path) -> String {
    let day = today();
    let mut tour = format!("\nThat was `revmentor match` for people who do not exist. Look at, in {}:\n", directory.display());
    for (file, why) in LOOK {
        _ = writeln!(tour, "  {file:<18}{why}");
    }
    _ = writeln!(tour, "\nIts dates are fixed. Go there and let {day} be today:");
    _ = writeln!(tour, "  export REVMENTOR_TODAY={day}      in PowerShell: $env:REVMENTOR_TODAY = \"{day}\"\n\nThen try:");
    for (command, why) in TRY {
        _ = writeln!(tour, "  revmentor {command:<38}{why}");
    }
    tour
}
