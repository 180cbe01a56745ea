//! What is said of a command line that clap did not take: its faults, and the help that it asks for. In JSON that is a document too.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::console::Console;
use super::environment::Environment;
use super::{parsed, unknown_verb, verb_names};
use crate::domain::problem::{Problem, Refusal};
use crate::render::output::Format;

/// Says what is wrong with the command line; of a word that is no verb, the nearest one.
pub(super) fn tell(mut environment: Environment<'_>, error: &clap::Error) -> u8 {
    let is_bare = environment.arguments.len() <= 1 && error.kind() == ErrorKind::MissingSubcommand;
    // A variable in the environment stands for an option, and is no wish for anything.
    if let Some(help) = is_bare.then(|| parsed(&["revmentor", "--help"].map(OsString::from)).err()).flatten() {
        return environment.usage(&help);
    }
    let is_json = wants_json(&environment.arguments);
    if let Some(help) = help_in_json(&environment.arguments).filter(|_| is_json) {
        return as_document(environment, &help, true);
    }
    match mistyped_verb(&environment.arguments, error) {
        Some(problem) => refuse(environment, is_json, problem),
        None if is_json => as_document(environment, error, true),
        // Help that is to go into a file.
        None if !error.use_stderr() && output(&environment.arguments).is_some() => as_document(environment, error, false),
        None => environment.usage(error),
    }
}

fn mistyped_verb(arguments: &[OsString], error: &clap::Error) -> Option<Refusal> {
    let Some(ContextValue::String(mistyped)) = error.get(ContextKind::InvalidSubcommand) else { return None };
    let known = verb_names();
    let after_a_verb = arguments.iter().any(|word| known.iter().any(|verb| word == verb.as_str()));
    (!after_a_verb).then(|| unknown_verb(mistyped))
}

/// `help` takes no options, so that clap does not know what it is asked for.
fn help_in_json(arguments: &[OsString]) -> Option<clap::Error> {
    let asks = arguments.get(1).is_some_and(|word| word == "help");
    let words: Vec<OsString> =
        arguments.iter().filter(|word| !["--format", "json", "--format=json"].iter().any(|part| word == part)).cloned().collect();
    asks.then(|| parsed(&words).err()).flatten().filter(|help| !help.use_stderr())
}

fn as_document(environment: Environment<'_>, said: &clap::Error, is_json: bool) -> u8 {
    if said.use_stderr() {
        return refuse(environment, true, fault(said).into());
    }
    let mut console = console(environment, is_json);
    let printed = console.output_allowed(None).and_then(|()| console.print(&said.render().to_string()));
    match printed.and_then(|()| console.finish()) {
        Ok(()) => 0,
        Err(error) => console.failed(&error),
    }
}

fn refuse(environment: Environment<'_>, is_json: bool, refusal: Refusal) -> u8 {
    let mut console = console(environment, is_json);
    let refused = console.output_allowed(None).err();
    console.failed(&refused.unwrap_or_else(|| refusal.into()))
}

fn console(environment: Environment<'_>, is_json: bool) -> Console<'_> {
    let (today, output) = (environment.today, output(&environment.arguments));
    let format = if is_json { Format::Json } else { Format::Table };
    Console::new(environment, None, (format, output), today)
}

/// Whether the command line asks for JSON, though clap could not read it.
fn wants_json(arguments: &[OsString]) -> bool {
    let two = arguments.windows(2).any(|pair| pair == ["--format", "json"]);
    two || arguments.iter().any(|word| word == "--format=json")
}

/// The file of `--output`, though clap could not read it.
fn output(arguments: &[OsString]) -> Option<PathBuf> {
    let two = arguments
        .windows(2)
        .find_map(|pair| if let [option, file] = pair { (option == "--output").then(|| file.clone()) } else { None });
    let one = || arguments.iter().find_map(|word| word.to_str()?.strip_prefix("--output=").map(OsString::from));
    two.or_else(one).map(PathBuf::from)
}

/// A fault as a problem: all of the first paragraph, which may name several arguments, and the help of the verb.
fn fault(said: &clap::Error) -> Problem {
    let plain = said.render().to_string();
    let paragraph = plain.trim_start_matches("error: ").lines().take_while(|line| !line.trim().is_empty());
    let message = paragraph.map(str::trim).collect::<Vec<_>>().join(" ");
    let tip = plain.lines().find_map(|line| line.trim().strip_prefix("tip: "));
    let usage = plain.lines().find_map(|line| line.strip_prefix("Usage: ")).unwrap_or_default();
    let is_verb = |word: &&str| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') && !word.starts_with('-');
    let path: Vec<&str> = usage.split(' ').skip(1).take_while(is_verb).collect();
    let more = if path.is_empty() {
        "`revmentor help` lists the verbs and options".to_owned()
    } else {
        format!("`revmentor {} --help` shows how it is typed", path.join(" "))
    };
    Problem::error("usage", message).help(tip.map_or_else(|| more.clone(), |tip| format!("{tip}; {more}")))
}
