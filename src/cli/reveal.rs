//! `reveal`: after the inductions the two of a pair may know each other.

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use crate::app::session::CohortSession;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::fact::PairFact;
use crate::domain::id::PairId;
use crate::domain::induction::{self, Induction};
use crate::domain::problem::{Problem, Refusal};
use crate::domain::side::Side;

/// Record that from now on the two of each pair may know each other
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// From which day on [default: today]
    #[arg(long, value_name = "DATE", value_parser = super::day_word)]
    on: Option<NaiveDate>,
    /// Reveal to one side only; the other side follows later
    #[arg(long, value_enum)]
    to: Option<To>,
    /// Reveal although an induction is still to come
    #[arg(long, requires = "reason")]
    force: bool,
    /// Why it is forced; kept in the private notes
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// The side that is told.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum To {
    #[value(alias = "juniors")]
    Mentors,
    #[value(alias = "seniors")]
    Mentees,
}

impl To {
    fn side(self) -> Side {
        match self {
            To::Mentors => Side::Mentor,
            To::Mentees => Side::Mentee,
        }
    }
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(arguments.write.access())?;
    let on = arguments.on.unwrap_or(console.today);
    let to = arguments.to.map(To::side);
    let hidden = hidden_pairs(&session, to);
    if hidden.is_empty() {
        console.say("Every pair is revealed already: nothing to do.")?;
        return Ok(Done);
    }
    let inductions = induction::inductions(&session.settings);
    let early = to_come(&inductions, on);
    match (&early[..], arguments.force, &arguments.reason) {
        ([], ..) => {}
        (_, true, Some(words)) => session.note(on, "cohort", "reveal", words)?,
        _ => return Err(Refusal::unmet(early).into()),
    }
    console.warn(&on_the_day(&inductions, on))?;
    for pair in &hidden {
        session.facts.pair(*pair, on, PairFact::Revealed { to });
    }
    let whom = to.map_or("both sides", |side| side.many(session.settings.programme.kind));
    console.say(&format!("From {on} on, {} pairs are revealed to {whom}.", hidden.len()))?;
    console.apply(session, arguments.write, "reveal", &format!("{} pairs revealed to {whom}", hidden.len()))
}

/// The active pairs that are not yet revealed to `to` (or to both).
fn hidden_pairs(session: &CohortSession, to: Option<Side>) -> Vec<PairId> {
    let sides = to.map_or(Side::BOTH.to_vec(), |side| vec![side]);
    let cohort = session.cohort();
    let hidden = cohort.active_pairs().filter(|pair| sides.iter().any(|side| pair.revealed[*side].is_none()));
    hidden.map(|pair| pair.id).collect()
}

/// The inductions that are not past on that day.
fn to_come(inductions: &[Induction], on: NaiveDate) -> Vec<Problem> {
    let say = |induction: &Induction| {
        let Induction { title, id, day, .. } = induction;
        Problem::error("induction-to-come", format!("{title} ({id}) is still to come, on {day}"))
            .help(format!("pairs are revealed after both inductions: give --on {day} or later, or --force --reason TEXT"))
    };
    inductions.iter().filter(|induction| induction.day > on).map(say).collect()
}

/// What the lead has to see to on the day itself: a session of that day may not have ended yet; and that nothing is known of inductions.
fn on_the_day(inductions: &[Induction], on: NaiveDate) -> Vec<Problem> {
    if inductions.is_empty() {
        let message = "no induction stands in cohort.toml: whether they are past is not known here";
        return vec![Problem::warning("no-induction", message).help("tell people only after both inductions")];
    }
    let say = |induction: &Induction| {
        let Induction { title, id, ends, .. } = induction;
        let until = ends.map_or_else(String::new, |ends| format!(" until {}", ends.format("%H:%M")));
        Problem::warning("induction-today", format!("{title} ({id}) is on that very day{until}"))
            .help("tell nobody before it has ended; the calendars name the other from this day on")
    };
    inductions.iter().filter(|induction| induction.day == on).map(say).collect()
}
