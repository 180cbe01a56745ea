//! `meeting`: what happened to a meeting. `meeting import` turns an edited `meetings.csv` or a list of reports into facts.

mod form;
mod import;
mod report;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use crate::app::chosen_day;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::id::PairId;
use crate::domain::problem::{Problem, Refusal};
use crate::render::output::Document;
use crate::render::private::reports;

/// Record what happened to a meeting
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// The meeting took place
    Held(One),
    /// The meeting did not take place
    Missed(One),
    /// Undo a report: set the meeting back to planned: the meeting is planned, as it was before (with --correct)
    Planned(One),
    /// The pair, or the lead, chose another day
    Move(Moved),
    /// List the meetings whose day passed without a report
    List,
    /// Read what happened from a table: an edited meetings.csv, columns pair, meeting, status, held_on (or date), or a form's answers
    /// to "did you meet, and when?"
    #[command(after_help = "Examples:
  revmentor meeting import meetings.csv
  revmentor meeting import private/did-you-meet.xlsx --dry-run

Of a form, \"no\" is about the last meeting before the answer was given; what could be about several is asked.")]
    Import {
        /// The table: CSV or a workbook
        file: std::path::PathBuf,
        /// Change reports that stand already
        #[arg(long)]
        correct: bool,
        /// Move meetings to weekends, closed days and days with a gap outside the rules all the same
        #[arg(long)]
        force: bool,
        #[command(flatten)]
        write: WriteArgs,
    },
}

/// One meeting.
#[derive(Args, Debug)]
struct One {
    /// The pair, such as M03-E07, or one of its two people
    pair: String,
    /// Which of its meetings, from 1
    number: u32,
    /// The day [default: held: today, or the planned day if that is past]
    #[arg(long, value_name = "DATE", value_parser = super::day_word)]
    on: Option<NaiveDate>,
    /// Change a report that stands already
    #[arg(long)]
    correct: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// One meeting, and whether its new day may break a rule.
#[derive(Args, Debug)]
struct Moved {
    #[command(flatten)]
    one: One,
    /// Take a weekend, a closed day or a gap outside the rules all the same
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let (one, kind, force) = match &arguments.what {
        What::Held(one) => (one, report::Kind::Held, false),
        What::Missed(one) => (one, report::Kind::Missed, false),
        What::Planned(one) => (one, report::Kind::Planned, false),
        What::Move(Moved { one, force }) => (one, report::Kind::Moved, *force),
        What::List => return list(console),
        What::Import { file, correct, force, write } => {
            return import::run(file, report::Allowed { correct: *correct, force: *force }, *write, console);
        }
    };
    let mut session = console.open_settling(one.write.access())?;
    let pair: PairId = session.pair(&one.pair)?;
    let report = report::Report { pair, number: one.number, kind, on: one.on, correct: one.correct, force };
    let said = report::record(&mut session, &report, console.today).map_err(|found| refused(kind, found))?;
    console.say(&said)?;
    console.apply(session, one.write, "meeting", &said)
}

/// A day that breaks a rule is right as a command and cannot be met.
fn refused(kind: report::Kind, found: Vec<Problem>) -> Refusal {
    let by_rule = kind == report::Kind::Moved && found.iter().all(|problem| chosen_day::CODES.contains(&problem.code));
    if by_rule { Refusal::unmet(found) } else { Refusal::input(found) }
}

fn list(console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open_to_show()?;
    let sheet = reports::unreported(&session.cohort(), &session.names(), console.today);
    console.show(&Document::default().sheet("unreported", sheet))?;
    Ok(Done)
}
