//! `messages`: who is told what and when; drafts of every stage, and the record of what was sent. Nothing is sent here.

mod draft;
mod sent;
mod template;
mod texts;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use crate::app::messages::ledger;
use crate::cli::console::{Console, Done};
use crate::cli::write_args::WriteArgs;
use crate::correspondence::ledger::LedgerLine;
use crate::render::output::{Cell, Document, Sheet};

/// Draft emails for every stage of the programme, and keep the record of who was told what
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
    /// The stages to draft; without one, the list of all stages is shown
    #[arg(value_name = "STAGE")]
    stages: Vec<String>,
    /// Draft for this person only (an id, an address or a name)
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// Address every draft to yourself or a colleague, marked as a copy for checking
    #[arg(long, value_name = "ADDRESS")]
    proof_to: Option<String>,
    /// Draft every stage whose day has come, or those of the named stages [default: today]
    #[arg(long, value_name = "DATE", num_args = 0..=1, default_missing_value = "today", value_parser = due_day)]
    due: Option<DueDay>,
    /// Fill every text for everybody who is to get it, and write nothing
    #[arg(long, conflicts_with_all = ["stages", "due", "proof_to"])]
    check: bool,
    /// Draft again what was sent, what was edited by hand, or what speaks against it
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// The day whose stages are drafted.
#[derive(Clone, Copy, Debug)]
enum DueDay {
    /// The day that counts as today.
    Today,
    /// This day.
    On(NaiveDate),
}

fn due_day(word: &str) -> Result<DueDay, String> {
    if word == "today" { Ok(DueDay::Today) } else { super::day_word(word).map(DueDay::On) }
}

#[derive(Subcommand, Debug)]
enum What {
    /// Show the message that one person would get
    Show {
        /// The stage
        stage: String,
        /// An id, an address or a name
        person: String,
    },
    /// Copy a built-in text to templates/messages, where you can change it
    Edit {
        /// The stage
        stage: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Show the built-in text of a stage, or how your copy differs from it
    Template {
        /// The stage
        stage: String,
        /// Show the lines that differ: - stands in your copy alone, + in the built-in text alone
        #[arg(long)]
        diff: bool,
    },
    /// List the fields that texts may name
    Fields {
        /// Only those of this stage, or of this kind of letter
        stage: Option<String>,
    },
    /// Redraft for people who have an outdated message
    Correction {
        /// The stage
        stage: String,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Record that the drafts of a stage were sent
    Sent(sent::Arguments),
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    match &arguments.what {
        Some(What::Show { stage, person }) => texts::show(stage, person, console),
        Some(What::Edit { stage, write }) => texts::edit(stage, *write, console),
        Some(What::Template { stage, diff: false }) => template::show(stage, console),
        Some(What::Template { stage, diff: true }) => template::show_differences(stage, console),
        Some(What::Fields { stage }) => texts::fields(stage.as_deref(), console),
        Some(What::Correction { stage, write }) => draft::correction(stage, *write, console),
        Some(What::Sent(arguments)) => sent::run(arguments, console),
        None if arguments.check => draft::check(console),
        None if arguments.stages.is_empty() && arguments.due.is_none() => show_ledger(console),
        None => draft::run(arguments, console),
    }
}

/// The ledger.
fn show_ledger(console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open_to_show()?;
    let lines = ledger::lines(&session, console.today)?;
    let sheet = if console.format.is_for_people() { overview(&lines) } else { sheet(&lines) };
    console.show(&Document::default().sheet("stages", sheet))?;
    Ok(Done)
}

/// For people: what there is to do of each stage, without the names of all events and people.
fn overview(lines: &[LedgerLine]) -> Sheet {
    let row = |line: &LedgerLine| {
        let whole = |number: usize| Cell::Whole(number as u64);
        let missing: Vec<String> = missing(line);
        let shown = match missing.as_slice() {
            [first, second, third, _, ..] => format!("{first}, {second}, {third} and {} more", missing.len() - 3),
            few => few.join(", "),
        };
        [
            Cell::text(&line.stage),
            line.due.map_or(Cell::Empty, Cell::Day),
            Cell::Text(standing(line)),
            whole(line.expected.len()),
            whole(line.drafted.len()),
            whole(line.sent.len()),
            whole(line.outdated.len()),
            Cell::Text(shown),
        ]
    };
    let columns = ["stage", "due", "state", "expected", "drafted", "sent", "outdated", "missing"];
    Sheet::new("Messages", columns, lines.iter().map(row))
}

fn missing(line: &LedgerLine) -> Vec<String> {
    line.missing().map(|who| who.map_or_else(|| "list".to_owned(), |person| person.to_string())).collect()
}

/// `due`, or what is lacking.
fn standing(line: &LedgerLine) -> String {
    match (line.is_due, line.lacks) {
        (true, _) => "due".to_owned(),
        (false, Some(lacking)) if !line.expected.is_empty() => format!("needs link {lacking}"),
        _ => String::new(),
    }
}

/// For programs.
fn sheet(lines: &[LedgerLine]) -> Sheet {
    let row = |line: &LedgerLine| {
        let whole = |number: usize| Cell::Whole(number as u64);
        [
            Cell::text(&line.stage),
            line.event.as_ref().map_or(Cell::Empty, Cell::text),
            line.due.map_or(Cell::Empty, Cell::Day),
            Cell::Text(standing(line)),
            whole(line.expected.len()),
            whole(line.drafted.len()),
            whole(line.sent.len()),
            whole(line.outdated.len()),
            Cell::List(missing(line)),
        ]
    };
    let columns = ["stage", "event", "due", "state", "expected", "drafted", "sent", "outdated", "missing"];
    Sheet::new("Messages", columns, lines.iter().map(row))
}
