//! `letters issued`: the record of letters that were handed out, and taking such a record back.

use chrono::NaiveDate;
use clap::Args;

use crate::app::letters::issuing;
use crate::cli::console::{Console, Done};
use crate::cli::write_args::WriteArgs;
use crate::domain::text::{counted, long_date};

/// Record that letters of a kind were handed out
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The kind of letter
    kind: String,
    /// Only these people (ids, addresses or names) [default: everybody for whom one is written]
    #[arg(value_name = "PERSON")]
    people: Vec<String>,
    /// The day on which they were handed out [default: today]
    #[arg(long, value_name = "DATE", value_parser = crate::cli::day_word)]
    on: Option<NaiveDate>,
    /// Take the record back
    #[arg(long)]
    retract: bool,
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let kind = super::find(&arguments.kind)?;
    let mut session = console.open(arguments.write.access())?;
    let on = arguments.on.unwrap_or(console.today);
    let people = super::make::people(&session, &arguments.people)?;
    let rows = if arguments.retract {
        issuing::retracted(&session, kind, &people, on)?
    } else {
        issuing::issued(&session, kind, &people, on)?
    };
    if rows.is_empty() {
        return console.changes_nothing(&format!("{}: nothing to record.", kind.id));
    }
    let letters = counted(rows.len(), "letter");
    let said = if arguments.retract {
        format!("{}: the record is taken back for {letters}", kind.id)
    } else {
        format!("{}: {letters} recorded as issued on {}", kind.id, long_date(on))
    };
    for row in rows {
        session.facts.letters.add(kind.id, row);
    }
    let done = console.apply(session, arguments.write, "letters issued", &said)?;
    console.say(&format!("{said}."))?;
    Ok(done)
}
