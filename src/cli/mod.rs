//! The verbs, one file each: help, arguments and run. A new verb is a file here, its `mod` line, and a line in the table below.
//!
//! Every verb goes the same road: open, compute, check, show, apply; `--dry-run` is the road without its last step.

mod adopt;
mod attend;
mod build;
mod calendar;
mod check;
mod choose;
mod completions;
mod conflict;
mod console;
mod demo;
mod environment;
mod erase;
mod evaluate;
mod explain;
mod explain_error;
mod export_args;
mod failure;
mod history_repair;
mod identity;
mod import;
mod init;
mod letters;
mod log;
mod man;
mod r#match;
mod meeting;
mod messages;
mod misread;
mod outcome;
mod progress;
mod rejoin;
mod report;
mod result_sink;
mod resumed;
mod reveal;
mod schedule;
mod schema;
mod seal;
mod shell_init;
mod status;
mod support;
mod survey;
mod transcript;
mod undo;
mod unpair;
mod unseal;
mod verify;
mod withdraw;
mod words;
mod write_args;

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::domain::problem::{Problem, Refusal};
use crate::domain::spelling;
use crate::render::output::Format;
use crate::store::layout;
use console::{Console, Done};
pub use environment::{Environment, WIDTH_OF_A_PIPE};

/// Runs a reverse-mentoring cohort over plain files: pairs people, re-matches, and makes the timetable
#[derive(Parser, Debug)]
#[command(name = "revmentor", version, arg_required_else_help = true)]
struct CommandLine {
    #[command(flatten)]
    every: EveryVerb,
    #[command(subcommand)]
    verb: Verb,
}

/// The options of every verb.
#[derive(Args, Debug)]
struct EveryVerb {
    /// The cohort's directory [default: this directory, or the nearest one above with a cohort.toml]
    #[arg(short = 'C', long, global = true, value_name = "DIR")]
    cohort: Option<PathBuf>,
    /// How results are shown: table, list (one fact a line), json or csv
    #[arg(long, global = true, value_name = "FORMAT", default_value = "table", hide_possible_values = true, value_parser = words::of(format_word, Format::ALL))]
    format: Format,
    /// Write the result to this file instead of standard output
    #[arg(long, global = true, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The date that counts as today
    #[arg(long, global = true, value_name = "YYYY-MM-DD", env = "REVMENTOR_TODAY", hide_env_values = true, value_parser = day_word)]
    today: Option<NaiveDate>,
}

macro_rules! verbs {
    ($($verb:ident $name:literal => $module:ident),* $(,)?) => {
        /// The table of verbs, in the order of the help.
        #[derive(Subcommand, Debug)]
        enum Verb {
            $(#[command(name = $name)] $verb($module::Arguments),)*
        }

        /// Each verb by its name alone: its options are defined when it is the one that was typed, because to define those of all
        /// verbs takes longer than the rest of the start. Parses as [`CommandLine`] does, but its help says too little.
        fn with_verbs_by_name(command: clap::Command) -> clap::Command {
            command.subcommands(vec![$(clap::Command::new($name).defer($module::Arguments::augment_args),)*])
        }

        impl Verb {
            fn run(&self, console: &mut Console<'_>) -> anyhow::Result<Done> {
                match self {
                    $(Verb::$verb(arguments) => $module::run(arguments, console),)*
                }
            }
        }
    };
}

verbs! {
    Init "init" => init,
    Demo "demo" => demo,
    Survey "survey" => survey,
    Import "import" => import,
    Match "match" => r#match,
    Adopt "adopt" => adopt,
    Conflict "conflict" => conflict,
    Identity "identity" => identity,
    Withdraw "withdraw" => withdraw,
    Rejoin "rejoin" => rejoin,
    Unpair "unpair" => unpair,
    Schedule "schedule" => schedule,
    Meeting "meeting" => meeting,
    Choose "choose" => choose,
    Attend "attend" => attend,
    Reveal "reveal" => reveal,
    Calendar "calendar" => calendar,
    Evaluate "evaluate" => evaluate,
    Outcome "outcome" => outcome,
    Report "report" => report,
    Messages "messages" => messages,
    Letters "letters" => letters,
    Status "status" => status,
    Check "check" => check,
    Explain "explain" => explain,
    ExplainError "explain-error" => explain_error,
    Verify "verify" => verify,
    Build "build" => build,
    Undo "undo" => undo,
    Log "log" => log,
    Support "support" => support,
    Erase "erase" => erase,
    Seal "seal" => seal,
    Unseal "unseal" => unseal,
    ShellInit "shell-init" => shell_init,
    Completions "completions" => completions,
    Man "man" => man,
    Schema "schema" => schema,
}

/// Runs the program in `environment` and gives its exit status: 0 done, 1 the request cannot be met, 2 something given is wrong.
pub fn run(environment: Environment<'_>) -> u8 {
    let command_line = match parsed(&environment.arguments) {
        Ok(command_line) => command_line,
        Err(error) => return misread::tell(environment, &error),
    };
    let CommandLine { every: EveryVerb { cohort, format, output, today }, verb } = command_line;
    let today = today.unwrap_or(environment.today);
    let mut console = Console::new(environment, cohort, (format, output), today);
    let made_for = matches!(verb, Verb::Schema(_)).then(layout::schema_file);
    let ended = console.output_allowed(made_for.as_ref()).and_then(|()| verb.run(&mut console)).and_then(|Done| console.finish());
    match ended {
        Ok(()) => 0,
        Err(error) => console.failed(&error),
    }
}

/// The command line. All of it, with examples in the help, is built only where clap has something to say.
fn parsed(words: &[OsString]) -> Result<CommandLine, clap::Error> {
    let short = clap::Command::new("revmentor").version(env!("CARGO_PKG_VERSION"));
    match with_verbs_by_name(EveryVerb::augment_args(short)).try_get_matches_from(words) {
        Err(error) if error.kind() == ErrorKind::DisplayVersion => return Err(error),
        Err(_) => {}
        Ok(matches) => {
            if let Ok(command_line) = CommandLine::from_arg_matches(&matches) {
                return Ok(command_line);
            }
        }
    }
    let mut command = with_examples(CommandLine::command(), "");
    let matches = command.try_get_matches_from_mut(words)?;
    CommandLine::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

fn with_examples(command: clap::Command, path: &str) -> clap::Command {
    let verbs: Vec<String> = command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
    let examples = man::in_help(path).filter(|_| command.get_after_help().is_none());
    let command = if let Some(examples) = examples { command.after_help(examples) } else { command };
    verbs.into_iter().fold(command, |command, verb| {
        let path = if path.is_empty() { verb.clone() } else { format!("{path}-{verb}") };
        command.mut_subcommand(verb, |verb| with_examples(verb, &path))
    })
}

/// Runs a verb from within another, at the same console, by what a user would type.
fn perform(typed: &str, console: &mut Console<'_>) -> anyhow::Result<Done> {
    perform_words(&typed.split(' ').collect::<Vec<_>>(), console)
}

/// As [`perform`], with words that may hold blanks.
fn perform_words(words: &[&str], console: &mut Console<'_>) -> anyhow::Result<Done> {
    let words: Vec<OsString> = std::iter::once("revmentor").chain(words.iter().copied()).map(OsString::from).collect();
    parsed(&words)?.verb.run(console)
}

fn format_word(word: &str) -> Result<Format, String> {
    let known = Format::ALL.iter().find(|(_, known)| *known == word).map(|(format, _)| *format);
    known.ok_or_else(|| "it is table, list, json or csv".to_owned())
}

/// A day as every option takes it.
fn day_word(word: &str) -> Result<NaiveDate, String> {
    let year_first = word.len() == 10 && word.bytes().enumerate().all(|(at, byte)| matches!(at, 4 | 7) == (byte == b'-'));
    let why = if year_first { "there is no such day" } else { "write it with the year first: 2026-11-30" };
    word.parse().map_err(|_| why.to_owned())
}

/// The command line as clap knows it, for completions, manual pages and the names of the verbs.
fn command_line() -> clap::Command {
    CommandLine::command()
}

/// Every verb as it is typed.
fn verb_names() -> Vec<String> {
    command_line().get_subcommands().map(|verb| verb.get_name().to_owned()).collect()
}

fn unknown_verb(word: &str) -> Refusal {
    let names = verb_names();
    let problem = Problem::error("unknown-verb", "unknown command").value(word);
    let nearest = spelling::nearest(word, names.iter().map(String::as_str));
    problem.help(nearest.map_or("`revmentor help` lists the verbs".to_owned(), |verb| format!("did you mean `{verb}`?"))).into()
}
