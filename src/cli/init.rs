//! `init`: a new cohort directory from the template, with dates that hang together and a key of its own.

mod dates;
mod hook;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;

use crate::app::guard::warnings;
use crate::cli::console::Access;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::words;
use crate::cli::write_args::WriteArgs;
use crate::config;
use crate::domain::cohort::Cohort;
use crate::domain::days::DayBook;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::settings::Settings;
use crate::domain::shell;
use crate::domain::side::{Kind, Side};
use crate::domain::told::Told;
use crate::people::key::Key;
use crate::render::output::{Cell, Document, Sheet};
use crate::render::shared::timeline;
use crate::render::shared::views::views;
use crate::schedule;
use crate::store::changes::{self, ChangeSet, Difference, DifferenceKind, LogEntry};
use crate::store::git::Git;
use crate::store::layout::{self, RelPath};
use crate::store::template;

/// Make a new cohort directory
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Where; it must be empty or not exist
    #[arg(required_unless_present = "hook")]
    directory: Option<PathBuf>,
    /// How people are paired: random, goals or reciprocal
    #[arg(long, default_value = "goals", hide_possible_values = true, value_parser = words::of(kind_word, Kind::ALL))]
    kind: Kind,
    /// The first day for meetings, from which every date is proposed [default: ten weeks from today]
    #[arg(long, value_name = "DATE", value_parser = super::day_word)]
    start: Option<NaiveDate>,
    /// Install a git hook that rejects commits that contain personal data or a broken cohort in it; works in an existing cohort
    #[arg(long)]
    hook: bool,
    #[command(flatten)]
    write: WriteArgs,
}

fn kind_word(word: &str) -> Result<Kind, String> {
    let known = Kind::ALL.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind);
    known.ok_or_else(|| "it is random, goals or reciprocal".to_owned())
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let is_cohort = |directory: &Path| console.path(directory).join(layout::COHORT_FILE).exists();
    match &arguments.directory {
        Some(directory) if !(arguments.hook && is_cohort(directory)) => begin(arguments, directory, console),
        Some(directory) => hook::install(&console.path(directory), arguments.write, console),
        None => {
            let root = console.workspace(Access::Read)?.root().to_path_buf();
            hook::install(&root, arguments.write, console)
        }
    }
}

fn begin(arguments: &Arguments, directory: &Path, console: &mut Console<'_>) -> anyhow::Result<Done> {
    changes::must_be_empty(&console.path(directory))?;
    console.begin_change(arguments.write);
    let date_plan = dates::proposed(arguments.kind, arguments.start, console.today)?;
    let text = template::fill(template::COHORT_TOML, arguments.kind, &dates::gaps(arguments.kind, &date_plan));
    let settings = config::read(&text, layout::COHORT_FILE).map_err(Refusal::input)?.settings;
    let key = Key::new(console.entropy()?);
    let mut changes = new_directory(&text, &key)?;
    changes.put(layout::schema_file(), config::schema_text());
    console.warn(&avoided(&settings)?)?;
    console.show(&Document::default().sheet("dates", sheet(&settings)))?;
    let entry =
        LogEntry { verb: "init".to_owned(), on: console.today, summary: format!("a new {} cohort", arguments.kind.word()) };
    if !make(directory, changes, entry, arguments.write, console)? {
        return Ok(Done);
    }
    tell(arguments.kind, directory, console)?;
    console.warn(&warnings::synchronised(&console.path(directory)).into_iter().collect::<Vec<_>>())?;
    if arguments.hook { hook::install(&console.path(directory), arguments.write, console) } else { Ok(Done) }
}

/// Warnings where the lead's own choice is an avoided day.
fn avoided(settings: &Settings) -> Result<Vec<Problem>, Refusal> {
    let days = DayBook::new(&settings.calendar, &[], schedule::years(settings)).map_err(Refusal::input)?;
    Ok(schedule::feasibility(settings, &days).into_iter().filter(|problem| problem.code == "date-on-avoided-day").collect())
}

/// Makes a cohort directory with these files, or in a dry run says which they are. Gives whether it was made.
pub(super) fn make(
    directory: &Path,
    changes: ChangeSet,
    entry: LogEntry,
    write: WriteArgs,
    console: &mut Console<'_>,
) -> anyhow::Result<bool> {
    let added = |path: &RelPath| Difference { path: path.clone(), kind: DifferenceKind::Added };
    console.show_changes(&changes.paths().map(added).collect::<Vec<_>>());
    if write.dry_run {
        console.say(&format!("Dry run, nothing is written. It would make {}:", directory.display()))?;
        changes.paths().try_for_each(|path| console.say(&format!("  {path}")))?;
        return Ok(false);
    }
    let written = changes::create(&console.path(directory), changes, entry)?;
    console.committed()?;
    console.warn(&written.notes)?;
    if let Some(git) = Git::of(&console.path(directory)).filter(Git::is_inside_another) {
        let message = "this directory is inside another git repository";
        let place = Place::file(git.prefix().trim_end_matches('/'));
        let help = "`git init` in it gives the cohort a repository of its own; else checks look only at what lies below it";
        console.warn(&[Problem::warning("inside-another", message).at(place).help(help)])?;
    }
    Ok(true)
}

/// Everything that a new cohort directory holds.
///
/// # Errors
/// Never, as long as the template is sound; the tests hold that.
pub(super) fn new_directory(settings_text: &str, key: &Key) -> Result<ChangeSet, Refusal> {
    let settings = config::read(settings_text, layout::COHORT_FILE).map_err(Refusal::input)?.settings;
    let mut changes = ChangeSet::default();
    changes.put(layout::cohort_file(), settings_text);
    changes.put(layout::gitignore(), layout::GITIGNORE);
    changes.put(layout::gitattributes(), layout::gitattributes_text());
    changes.put(layout::key(), key.write());
    for (name, bytes) in views(&settings, &Cohort::default(), &Told::default()) {
        if let Some(path) = layout::views().into_iter().find(|path| path.as_str() == name) {
            changes.put(path, bytes);
        }
    }
    Ok(changes)
}

/// Every date of the programme, also those that are nobody's session.
fn sheet(settings: &Settings) -> Sheet {
    let rows = timeline::entries(settings).into_iter().map(|entry| {
        let start = entry.time.map_or(Cell::Empty, |(start, _)| Cell::text(&timeline::clock(start)));
        [Cell::Day(entry.day), start, Cell::text(&entry.title), Cell::text(&entry.event)]
    });
    Sheet::new("The programme's dates", ["date", "start", "what", "key"], rows)
}

fn tell(kind: Kind, directory: &Path, console: &mut Console<'_>) -> anyhow::Result<()> {
    let (typed, directory) = (shell::path(directory), directory.display());
    let [first, second] = Side::BOTH.map(|side| side.many(kind));
    for sentence in [
        format!("Made {directory}. Next:"),
        format!("  1. export the answers of both surveys, as CSV or .xlsx ({first} and {second})"),
        format!(
            "  2. revmentor -C {typed} survey {first}.csv {second}.csv --write    shows what is in them, copies them into \
             private/surveys and fills in cohort.toml"
        ),
        format!("  3. look at {directory}/cohort.toml: every date follows from `start` in [dates], and each can be set"),
        "  4. revmentor match --dry-run, then revmentor match".to_owned(),
    ] {
        console.say(&sentence)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
