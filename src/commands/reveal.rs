//! `reveal`: after the inductions the two of a pair may know each other.

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use super::book::Book;
use super::desk::{Desk, Done};
use super::write::WriteArguments;
use crate::domain::event::{Event, EventKind};
use crate::domain::fact::PairFact;
use crate::domain::id::PairId;
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
    write: WriteArguments,
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

pub(super) fn run(arguments: &Arguments, desk: &mut Desk<'_>) -> anyhow::Result<Done> {
    let mut book = desk.open(arguments.write.access())?;
    let on = arguments.on.unwrap_or(desk.today);
    let to = arguments.to.map(To::side);
    let hidden = hidden_pairs(&book, to);
    if hidden.is_empty() {
        desk.say("Every pair is revealed already: nothing to do.")?;
        return Ok(Done);
    }
    let early = inductions_to_come(&book.settings.events, on);
    match (&early[..], arguments.force, &arguments.reason) {
        ([], ..) => {}
        (_, true, Some(words)) => book.note(on, "cohort", "reveal", words)?,
        _ => return Err(Refusal::unmet(early).into()),
    }
    for pair in &hidden {
        book.facts.pair(*pair, on, PairFact::Revealed { to });
    }
    let whom = to.map_or("both sides", |side| side.many(book.settings.programme.kind));
    desk.say(&format!("From {on} on, {} pairs are revealed to {whom}.", hidden.len()))?;
    desk.apply(book, arguments.write, "reveal", &format!("{} pairs revealed to {whom}", hidden.len()))
}

/// The active pairs that are not yet revealed to `to` (or to both).
fn hidden_pairs(book: &Book, to: Option<Side>) -> Vec<PairId> {
    let sides = to.map_or(Side::BOTH.to_vec(), |side| vec![side]);
    let cohort = book.cohort();
    let hidden = cohort.active_pairs().filter(|pair| sides.iter().any(|side| pair.revealed[*side].is_none()));
    hidden.map(|pair| pair.id).collect()
}

/// An induction is past when the last of its dates is before the day of the reveal, or on it.
fn inductions_to_come(events: &[Event], on: NaiveDate) -> Vec<Problem> {
    let inductions = events.iter().filter(|event| event.kind == EventKind::Induction);
    let to_come =
        inductions.filter_map(|event| event.dates.iter().max().filter(|last| last.date() > on).map(|last| (event, last)));
    let say = |(event, last): (&Event, &chrono::NaiveDateTime)| {
        let message = format!("{} ({}) is still to come, on {}", event.title, event.id, last.date());
        Problem::error("induction-to-come", message).help(format!(
            "pairs are revealed after both inductions: give --on {} or later, or --force --reason TEXT",
            last.date()
        ))
    };
    to_come.map(say).collect()
}
