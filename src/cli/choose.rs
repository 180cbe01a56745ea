//! `choose`: which of an event's dates somebody comes to.

mod columns;
mod import;
mod label;
mod list;
mod order;
mod several;

use std::collections::BTreeSet;

use clap::{Args, Subcommand};

use crate::app::attendance;
use crate::app::session::CohortSession;
use crate::app::turnout;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::correction::{self, PersonThing};
use crate::domain::event::Event;
use crate::domain::fact::PersonFact;
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::{Problem, Refusal};
use crate::domain::text::long_date;
use crate::schedule::Turnout;

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
    /// The number of the date, from 1, or the date itself, such as "18 Jan, 14:00"
    #[arg(required_unless_present = "retract")]
    option: Option<String>,
    /// Take the choice back: none was made
    #[arg(long, conflicts_with = "option")]
    retract: bool,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Subcommand, Debug)]
enum What {
    /// List who has chosen which date of the sessions to come, and who has not
    List,
    /// Read a poll's result or a form's export: columns person, event and option (a number or a label such as "18 Jan, 14:00"), or a column for each date
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
    let word = |given: &Option<String>| given.clone().unwrap_or_default();
    let person = session.person(&word(&arguments.person))?;
    if arguments.retract {
        return retract(session, &word(&arguments.event), person, arguments.write, console);
    }
    let choice = choice(&session, &word(&arguments.event), person, &word(&arguments.option))?;
    let said = record(&mut session, person, &choice, console.today);
    let chosen = [(person, choice)];
    order::alone_first(&session, &chosen)?;
    let [(person, choice)] = chosen;
    console.say(&said)?;
    console.warn(&doubts(&session, &[(person, choice)]))?;
    console.apply(session, arguments.write, "choose", &said)
}

fn retract(
    mut session: CohortSession,
    event: &str,
    person: PersonId,
    write: WriteArgs,
    console: &mut Console<'_>,
) -> anyhow::Result<Done> {
    let label = session.label(person);
    let chosen = session.cohort().people.get(&person).is_some_and(|known| known.choices.contains_key(event));
    if !chosen {
        let message = format!("{label} has not chosen a date of {event}");
        return Err(
            Refusal::unmet(vec![Problem::error("not-chosen", message).help("`revmentor log` lists what was recorded")]).into()
        );
    }
    session.facts.person(person, console.today, PersonFact::Unchose { event: event.to_owned() });
    let said = format!("The choice of {label} for {event} is taken back.");
    console.say(&said)?;
    console.apply(session, write, "choose", &format!("the choice of {person} for {event} is taken back"))
}

/// An event's option, known to exist.
pub(super) struct Choice {
    event: String,
    option: u32,
    date: chrono::NaiveDateTime,
}

/// The option that two words name, if the person is asked to that event at all.
pub(super) fn choice(session: &CohortSession, event: &str, person: PersonId, option: &str) -> Result<Choice, Problem> {
    let event = attendance::event(&session.settings.events, event)?;
    if let Some(problem) = attendance::not_asked(event, person, session.settings.programme.kind) {
        return Err(problem);
    }
    let by_number = option.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let by_date = || event.dates.iter().position(|date| date.to_string().starts_with(option.trim()) && option.trim().len() >= 10);
    let named = label::places(option, &event.dates);
    let by_label = || if let [place] = named[..] { Some(place) } else { None };
    let place = by_number.or_else(by_date).or_else(by_label).filter(|place| *place < event.dates.len());
    let options: Vec<String> =
        event.dates.iter().enumerate().map(|(i, date)| format!("{} = {}", i + 1, date.format("%-d %B %Y, %H:%M"))).collect();
    let help = format!("{}; the first: `revmentor choose {} {person} 1`", options.join(", "), event.id);
    let unknown = || {
        let what = if named.len() > 1 { "several dates that this may mean" } else { "no such date" };
        Problem::error("unknown-option", format!("{} has {what}", event.id)).value(option).help(help.clone())
    };
    let place = place.ok_or_else(unknown)?;
    let (date, option) = (*event.dates.get(place).ok_or_else(unknown)?, u32::try_from(place + 1).map_err(|_| unknown())?);
    Ok(Choice { event: event.id.clone(), option, date })
}

/// Records the choice unless it is known; gives the sentence that says it.
pub(super) fn record(session: &mut CohortSession, person: PersonId, choice: &Choice, today: chrono::NaiveDate) -> String {
    let event = session.settings.events.iter().find(|event| event.id == choice.event);
    let known = session.cohort().people.get(&person).and_then(|person| person.choices.get(&choice.event).copied());
    let known = known.zip(event).and_then(|(chosen, event)| event.option_of(chosen));
    let rows = session.facts.people.get(&person).map_or(&[][..], Vec::as_slice);
    let fact = PersonFact::Chose { event: choice.event.clone(), option: choice.option, date: Some(choice.date) };
    let thing = PersonThing::Choice(choice.event.clone());
    let is_this = |fact: &PersonFact| match fact {
        PersonFact::Chose { date: Some(date), .. } => *date == choice.date,
        PersonFact::Chose { option, .. } => *option == choice.option,
        _ => false,
    };
    let first = correction::first_words(rows).remove(&thing).unwrap_or_default();
    let is_apart = first.iter().any(|row| !is_this(&row.fact));
    if known != Some(choice.option) || is_apart || correction::is_contradicted(rows, &thing) {
        session.facts.person(person, today, fact);
    }
    let (day, time) = (long_date(choice.date.date()), choice.date.format("%H:%M"));
    format!("{} chose {} on {day}, {time}.", session.label(person), choice.event)
}

/// What speaks against choices that were recorded: dates that more chose than fit, and two of a pair who chose different ones.
pub(super) fn doubts(session: &CohortSession, chosen: &[(PersonId, Choice)]) -> Vec<Problem> {
    let cohort = session.cohort();
    let of = |person: PersonId, event: &Event| event.option_of(*cohort.people.get(&person)?.choices.get(&event.id)?);
    let mut doubts = Vec::new();
    for event in session.settings.events.iter().filter(|event| chosen.iter().any(|(_, choice)| choice.event == event.id)) {
        let full = turnout::choices(session, &cohort, event).options.into_iter().filter(|option| option.surplus > 0);
        doubts.extend(full.map(|option| too_many(event, &option)));
        let people = chosen.iter().filter(|(_, choice)| choice.event == event.id).map(|(person, _)| *person);
        let pairs: BTreeSet<PairId> = people.flat_map(|person| cohort.pairs_of(person)).map(|pair| pair.id).collect();
        let apart = |pair: &PairId| match pair.people().map(|person| of(person, event)) {
            [Some(one), Some(other)] => one != other,
            _ => false,
        };
        doubts.extend(pairs.into_iter().filter(apart).map(|pair| {
            let message = format!("the two of {pair} come to different dates of {}", event.id);
            Problem::warning("pair-apart", message).help("`revmentor schedule` shows the dates that suit both")
        }));
    }
    doubts
}

fn too_many(event: &Event, option: &Turnout) -> Problem {
    let (chosen, capacity) = (option.chosen.len(), event.capacity_of(option.option).unwrap_or_default());
    let message = format!("{chosen} chose {} on {}, which holds {capacity}", event.id, option.start);
    Problem::warning("date-full", message).help("ask somebody to take another date: `revmentor schedule` shows who can")
}
