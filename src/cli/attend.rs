//! `attend`: who came to a group session, or completed a training.

mod columns;
mod import;
mod list;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use crate::app::attendance::{self, AttendanceReport};
use crate::cli::console::{Console, Done};
use crate::cli::write_args::WriteArgs;
use crate::domain::attendance::AttendanceWord;
use crate::domain::problem::{Problem, Refusal};
use crate::domain::text::counted;

/// Record who came to a group session, or completed a training
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(after_help = "Examples:
  revmentor attend induction-mentors M01 M02 M05
  revmentor attend induction-mentors M03 --absent
  revmentor attend induction-mentors M05 --retract
  revmentor attend import register.csv")]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
    /// The event's id in cohort.toml
    #[arg(required = true)]
    event: Option<String>,
    /// Ids, addresses or names
    #[arg(required = true, value_name = "PERSON")]
    people: Vec<String>,
    /// Which of several dates, from 1 [default: the date that the person chose]
    #[arg(long, value_name = "N", conflicts_with = "retract")]
    option: Option<u32>,
    /// The day [default: the session's; for a training, today]
    #[arg(long, value_name = "DATE", value_parser = super::day_word, conflicts_with = "retract")]
    on: Option<NaiveDate>,
    /// They did not come
    #[arg(long, conflicts_with = "retract")]
    absent: bool,
    /// Take the record back: nothing is known
    #[arg(long)]
    retract: bool,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Subcommand, Debug)]
enum What {
    /// List who came to which session, and of whom nothing is recorded
    List,
    /// Read a register or a form's export: columns event, person, attended (yes or no); option and on if needed
    Import {
        /// The table: CSV or a workbook
        file: std::path::PathBuf,
        /// The session that every row is about, where no column says it
        #[arg(long, value_name = "EVENT")]
        event: Option<String>,
        #[command(flatten)]
        write: WriteArgs,
    },
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    match &arguments.what {
        Some(What::Import { file, event, write }) => return import::run(file, event.as_deref(), *write, console),
        Some(What::List) => return list::run(console),
        None => {}
    }
    let mut session = console.open_settling(arguments.write.access())?;
    let event = attendance::event(&session.settings.events, arguments.event.as_deref().unwrap_or_default())?.clone();
    let (mut said, mut problems, mut new) = (Vec::new(), Vec::new(), 0);
    for typed in &arguments.people {
        match one(arguments, &mut session, &event, typed, console.today) {
            Ok((sentence, is_new)) => {
                said.push(sentence);
                new += usize::from(is_new);
            }
            Err(found) => problems.extend(found),
        }
    }
    if !problems.is_empty() {
        return Err(Refusal::unmet(problems).into());
    }
    said.iter().try_for_each(|sentence| console.say(sentence))?;
    console.apply(session, arguments.write, "attend", &format!("{}: {} recorded", event.id, counted(new, "person")))
}

fn one(
    arguments: &Arguments,
    session: &mut crate::app::session::CohortSession,
    event: &crate::domain::event::Event,
    typed: &str,
    today: NaiveDate,
) -> Result<(String, bool), Vec<Problem>> {
    let person = session.person(typed).map_err(|refusal| refusal.problems)?;
    let attended = match (arguments.retract, arguments.absent) {
        (true, _) => AttendanceWord::Retracted,
        (_, true) => AttendanceWord::Absent,
        _ => AttendanceWord::Came,
    };
    let report = AttendanceReport { person, attended, option: arguments.option, on: arguments.on };
    attendance::record(session, event, report, today).map_err(|problem| vec![problem])
}
