//! `explain-error`: what the code of a problem means, and what to do about it. Looks at no cohort directory.

use std::ffi::OsStr;

use clap::Args;
use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};

use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::domain::problem::{Problem, Refusal};
use crate::domain::problem_codes;
use crate::render::output::Document;
use crate::render::terminal::problem_codes as shown;

/// Explain an error or a warning by its code
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The code, as it is between the brackets of `error[…]`; without it, every code
    #[arg(hide_possible_values = true, value_parser = CodeParser)]
    code: Option<String>,
}

/// Takes any word, so that a mistyped code is answered by this verb; offers the known ones to completions.
#[derive(Clone)]
struct CodeParser;

impl TypedValueParser for CodeParser {
    type Value = String;

    fn parse_ref(&self, command: &clap::Command, argument: Option<&clap::Arg>, typed: &OsStr) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, argument, typed)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(problem_codes::all().map(|known| PossibleValue::new(known.code))))
    }
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let (text, sheet) = match &arguments.code {
        Some(typed) => {
            let known = problem_codes::find(&bare(typed)).ok_or_else(|| unknown(typed))?;
            (shown::explanation(known), shown::sheet(|other| other.code == known.code))
        }
        None => (shown::list(), shown::sheet(|_| true)),
    };
    if console.format.is_for_people() {
        console.print_prose(&text)?;
    } else {
        console.show(&Document::default().sheet("codes", sheet))?;
    }
    Ok(Done)
}

/// The code in what was copied from the terminal, such as `error[unknown-key]:`, whatever its case.
fn bare(typed: &str) -> String {
    let inside = typed.split_once('[').and_then(|(_, rest)| rest.split_once(']'));
    inside.map_or(typed, |(code, _)| code).trim_end_matches(':').to_lowercase()
}

fn unknown(typed: &str) -> Refusal {
    let help = match problem_codes::nearest(&bare(typed)) {
        Some(near) => format!("did you mean {near:?}? `revmentor explain-error {near}`"),
        None => "`revmentor explain-error` lists every code".to_owned(),
    };
    Problem::error("unknown-error-code", "unknown error code").value(typed).help(help).into()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::CommandLine;

    #[test]
    fn a_code_may_be_copied_with_its_brackets() {
        for typed in
            ["unknown-key", "[unknown-key]", "error[unknown-key]", "warning[unknown-key]:", "UNKNOWN-KEY", "unknown-key:"]
        {
            assert_eq!(bare(typed), "unknown-key", "{typed}");
        }
    }

    /// Commands stand between backticks; words in capitals stand for what the reader fills in.
    #[test]
    fn every_command_in_an_advice_can_be_typed() {
        let (mut commands, mut wrong) = (0, Vec::new());
        for known in problem_codes::all() {
            for typed in known.advice.split('`').filter(|part| part.starts_with("revmentor ")) {
                let words = typed.replace('"', "").replace("help VERB", "help match");
                let parsed = CommandLine::command().try_get_matches_from(words.split(' '));
                let is_help = parsed.as_ref().is_err_and(|error| error.kind() == clap::error::ErrorKind::DisplayHelp);
                wrong.extend((parsed.is_err() && !is_help).then(|| format!("{}: {typed}", known.code)));
                commands += 1;
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
        assert!(commands > 80, "{commands}");
    }
}
