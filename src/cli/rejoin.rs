//! `rejoin`: a withdrawal, or a planned departure, is taken back.

use chrono::NaiveDate;
use clap::Args;

use crate::app::taking_part;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::text::counted;

/// Take a withdrawal, or a planned departure, back
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// An id, an address or a name
    person: String,
    /// The day on which the person came back [default: today]
    #[arg(long, value_name = "DATE", value_parser = super::day_word)]
    on: Option<NaiveDate>,
    /// The withdrawal was recorded by mistake: the pair that it ended stands again, if both are free
    #[arg(long)]
    mistake: bool,
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open_settling(arguments.write.access())?;
    let person = session.person(&arguments.person)?;
    let on = arguments.on.unwrap_or(console.today);
    let rejoined = taking_part::rejoin(&mut session, person, on, arguments.mistake)?;
    let label = session.label(person);
    if rejoined.stayed {
        console.say(&format!("{label} stays; {} planned again.", counted(rejoined.meetings, "meeting")))?;
    } else {
        console.say(&format!("{label} takes part again."))?;
    }
    for pair in &rejoined.resumed {
        console.say(&format!("The pair {pair} goes on, with {}.", counted(rejoined.meetings, "planned meeting")))?;
    }
    for (pair, why) in &rejoined.lost {
        console.say(&format!("The pair {pair} does not go on: {why}."))?;
    }
    if rejoined.resumed.is_empty() && !rejoined.stayed {
        console.say("`revmentor match` offers a pair.")?;
    }
    console.say(&format!("`revmentor withdraw {person}` records that the person leaves after all."))?;
    console.apply(session, arguments.write, "rejoin", &format!("{person} takes part again"))
}
