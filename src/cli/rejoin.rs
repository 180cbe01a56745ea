//! `rejoin`: a withdrawal, or a planned departure, is taken back.

use chrono::NaiveDate;
use clap::Args;

use crate::app::session::CohortSession;
use crate::app::takes_back;
use crate::app::taking_part::{self, Readmission};
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::resumed;
use crate::cli::write_args::WriteArgs;
use crate::domain::id::{PairId, PersonId};
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
    if let Some(readmission) = taking_part::readmit(&mut session, person, on) {
        return readmit(session, person, &readmission, arguments.write, console);
    }
    let rejoined = taking_part::rejoin(&mut session, person, on, arguments.mistake)?;
    let label = session.label(person);
    if rejoined.stayed {
        let pairs: Vec<PairId> = session.cohort().pairs_of(person).map(|pair| pair.id).collect();
        let fitted = resumed::fit(&mut session, &pairs, console)?;
        console.say(&format!("{label} stays; {} planned again.", counted(rejoined.meetings, "meeting")))?;
        console.say_all(fitted)?;
    } else {
        console.say(&format!("{label} takes part again."))?;
    }
    resumed::tell(&mut session, &rejoined.resumed, console)?;
    for (pair, why) in &rejoined.lost {
        console.say(&format!("The pair {pair} does not go on: {why}."))?;
    }
    if rejoined.resumed.is_empty() && !rejoined.stayed {
        console.say("`revmentor match` offers a pair.")?;
    }
    let rows = session.facts.people.get(&person).map_or(&[][..], Vec::as_slice);
    let leave = if rejoined.stayed { takes_back::leaving_again(person, rows) } else { format!("withdraw {person}") };
    console.say(&format!("`revmentor {leave}` records that the person leaves after all."))?;
    console.apply(session, arguments.write, "rejoin", &format!("{person} takes part again"))
}

/// Somebody whose data were erased: the id stays erased, and whoever applies again gets a new one.
fn readmit(
    session: CohortSession,
    person: PersonId,
    readmission: &Readmission,
    write: WriteArgs,
    console: &mut Console<'_>,
) -> anyhow::Result<Done> {
    match readmission {
        Readmission::Again(again) => {
            return console.changes_nothing(&format!("{person} was erased, and has applied again as {again}. Nothing to do."));
        }
        Readmission::Known => {
            return console.changes_nothing(&format!(
                "Recorded already: `revmentor import` gives the person who was {person} a new id, once an export has the row."
            ));
        }
        Readmission::Recorded => {}
    }
    console.say(&format!("{person} stays erased: its pairs and dates are nobody's that is known."))?;
    console.say("Whoever applies again gets a new id: put the new export into place, then `revmentor import`.")?;
    console.say(&format!("If this was a mistake, `revmentor erase {person}` takes it back."))?;
    console.apply(session, write, "rejoin", &format!("who was {person} may apply again"))
}
