//! `choose`: which of an event's dates somebody comes to.

mod import;

use clap::{Args, Subcommand};

use super::book::Book;
use super::desk::{Desk, Done};
use super::write::WriteArguments;
use crate::domain::event::Event;
use crate::domain::fact::PersonFact;
use crate::domain::id::PersonId;
use crate::domain::problem::Problem;
use crate::domain::spelling;

/// Record which of an event's dates somebody comes to
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
    /// The event's id in cohort.toml
    #[arg(required = true)]
    event: Option<String>,
    /// An id, an address or a name
    #[arg(required = true)]
    person: Option<String>,
    /// The number of the date, from 1, or the date itself
    #[arg(required = true)]
    option: Option<String>,
    #[command(flatten)]
    write: WriteArguments,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Read choices from a CSV file with the columns person, event and option (a poll's result)
    Import {
        /// The CSV file
        file: std::path::PathBuf,
        #[command(flatten)]
        write: WriteArguments,
    },
}

pub(super) fn run(arguments: &Arguments, desk: &mut Desk<'_>) -> anyhow::Result<Done> {
    if let Some(What::Import { file, write }) = &arguments.what {
        return import::run(file, *write, desk);
    }
    let mut book = desk.open(arguments.write.access())?;
    let word = |given: &Option<String>| given.clone().unwrap_or_default();
    let person = book.person(&word(&arguments.person))?;
    let choice = choice(&book, &word(&arguments.event), person, &word(&arguments.option))?;
    let said = record(&mut book, person, &choice, desk.today);
    desk.say(&said)?;
    desk.apply(book, arguments.write, "choose", &said)
}

/// An event's option, known to exist.
pub(super) struct Choice {
    event: String,
    option: u32,
    date: chrono::NaiveDateTime,
}

/// The option that two words name, if the person is asked to that event at all.
pub(super) fn choice(book: &Book, event: &str, person: PersonId, option: &str) -> Result<Choice, Problem> {
    let event = find_event(&book.settings.events, event)?;
    if !event.audience.includes(person.side()) {
        let message = format!("{} is for {}; {person} is not asked to come", event.id, event.audience.word());
        return Err(Problem::error("not-asked", message).value(person.to_string()));
    }
    let by_number = option.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let by_date = || event.dates.iter().position(|date| date.to_string().starts_with(option.trim()) && option.trim().len() >= 10);
    let place = by_number.or_else(by_date).filter(|place| *place < event.dates.len());
    let options: Vec<String> = event.dates.iter().enumerate().map(|(i, date)| format!("{} = {date}", i + 1)).collect();
    let unknown =
        || Problem::error("unknown-option", format!("{} has no such date", event.id)).value(option).help(options.join(", "));
    let place = place.ok_or_else(unknown)?;
    let (date, option) = (*event.dates.get(place).ok_or_else(unknown)?, u32::try_from(place + 1).map_err(|_| unknown())?);
    Ok(Choice { event: event.id.clone(), option, date })
}

/// Records the choice unless it is known; gives the sentence that says it.
pub(super) fn record(book: &mut Book, person: PersonId, choice: &Choice, today: chrono::NaiveDate) -> String {
    let known = book.cohort().people.get(&person).and_then(|person| person.choices.get(&choice.event).copied());
    if known != Some(choice.option) {
        book.facts.person(person, today, PersonFact::Chose { event: choice.event.clone(), option: choice.option });
    }
    format!("{} comes to {} on {}.", book.label(person), choice.event, choice.date)
}

fn find_event<'a>(events: &'a [Event], id: &str) -> Result<&'a Event, Problem> {
    events.iter().find(|event| event.id == id).ok_or_else(|| {
        let ids = events.iter().map(|event| event.id.as_str());
        let nearest = spelling::nearest(id, ids.clone()).map(|near| format!("did you mean `{near}`?"));
        let all = || format!("the events are {}", ids.collect::<Vec<_>>().join(", "));
        Problem::error("unknown-event", "cohort.toml has no such event").value(id).help(nearest.unwrap_or_else(all))
    })
}
