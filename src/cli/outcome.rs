//! `outcome`: learning points, action points and reflections; what the group agreed on is published without a name.

mod correct;
mod import;
mod summary;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use crate::app::outcome_import;
use crate::app::outcomes::{self, CohortOutcomes};
use crate::app::public_report;
use crate::app::session::CohortSession;
use crate::cli::console::{Console, Done};
use crate::cli::words;
use crate::cli::write_args::WriteArgs;
use crate::domain::outcome::{Outcome, OutcomeId, OutcomeKind, OutcomeLevel, point_text};
use crate::domain::problem::{Problem, Refusal};
use crate::domain::side::Side;
use crate::domain::text::long_date;
use crate::render::output::Document;
use crate::render::private::outcomes_table;

/// Keep learning points, action points and reflections, and publish what was agreed
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Add a point; it stays in private/ until it is published
    Add(NewPoint),
    /// Correct the words, side, owner, day or level of a point, also after it was published
    Correct(correct::Correction),
    /// The group agreed on these points
    Agree(Points),
    /// These action points are done
    Done {
        #[command(flatten)]
        points: Points,
        /// The day on which they were done [default: today]
        #[arg(long, value_name = "DATE", value_parser = super::day_word, conflicts_with = "retract")]
        on: Option<NaiveDate>,
    },
    /// Take points over from a table: kind, text, side, level, owner, due
    Import {
        /// A list of points, CSV or .xlsx, or the outcomes.csv of an earlier cohort
        file: PathBuf,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// All points with owner, due day and state, and what earlier cohorts left open
    List,
    /// Write agreed points into outcomes.csv; without ids, all of them
    Publish {
        /// The points, such as O01
        ids: Vec<OutcomeId>,
        /// Take them out of outcomes.csv again; without ids, all of them
        #[arg(long)]
        retract: bool,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// What pairs wrote at the end, with the consent of both
    Summary {
        #[command(subcommand)]
        what: summary::What,
    },
}

/// A point that is added.
#[derive(Args, Debug)]
struct NewPoint {
    /// learning, action or reflection
    #[arg(hide_possible_values = true, value_parser = words::of(kind_word, OutcomeKind::ALL))]
    kind: OutcomeKind,
    /// The point in one sentence, without a name
    text: String,
    /// Whose point it is: mentors or mentees (juniors, seniors); a reflection needs it
    #[arg(long, hide_possible_values = true, value_parser = words::of(side_word, words::SIDES))]
    side: Option<Side>,
    /// The role that sees to it, not a name
    #[arg(long, value_name = "ROLE")]
    owner: Option<String>,
    /// The day by which it is to be done
    #[arg(long, value_name = "DATE", value_parser = super::day_word)]
    due: Option<NaiveDate>,
    /// Who it concerns: organisation, department or relationship
    #[arg(long, hide_possible_values = true, value_parser = words::of(level_word, OutcomeLevel::ALL))]
    level: Option<OutcomeLevel>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Points that are changed.
#[derive(Args, Debug)]
struct Points {
    /// The points, such as O01
    #[arg(required = true)]
    ids: Vec<OutcomeId>,
    /// Take it back
    #[arg(long)]
    retract: bool,
    #[command(flatten)]
    write: WriteArgs,
}

fn kind_word(word: &str) -> Result<OutcomeKind, String> {
    let known = OutcomeKind::ALL.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind);
    known.ok_or_else(|| "it is learning, action or reflection".to_owned())
}

fn level_word(word: &str) -> Result<OutcomeLevel, String> {
    let known = OutcomeLevel::ALL.iter().find(|(_, known)| *known == word).map(|(level, _)| *level);
    known.ok_or_else(|| "it is organisation, department or relationship".to_owned())
}

fn side_word(word: &str) -> Result<Side, String> {
    match word.trim_end_matches('s') {
        "mentor" | "junior" => Ok(Side::Mentor),
        "mentee" | "senior" => Ok(Side::Mentee),
        _ => Err("it is mentors or mentees (juniors or seniors)".to_owned()),
    }
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    match &arguments.what {
        What::Add(point) => add(point, console),
        What::Correct(correction) => correct::run(correction, console),
        What::Agree(points) => {
            let agreed = !points.retract;
            let what = if agreed { "agreed" } else { "no longer agreed" };
            change(points, what, |outcome| outcome.agreed = agreed, console)
        }
        What::Done { points, .. } if points.retract => change(points, "open again", |outcome| outcome.done = None, console),
        What::Done { points, on } => done(points, on.unwrap_or(console.today), console),
        What::Import { file, write } => import::run(file, *write, console),
        What::Summary { what } => summary::run(what, console),
        What::List => list(console),
        What::Publish { ids, retract, write } => publish(ids, *retract, *write, console),
    }
}

/// The points, with what the lead should know of their ids.
fn read(session: &CohortSession, console: &mut Console<'_>) -> anyhow::Result<CohortOutcomes> {
    let outcomes = CohortOutcomes::read(session)?;
    console.say_all(outcomes.notes())?;
    Ok(outcomes)
}

fn add(point: &NewPoint, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(point.write.access())?;
    let mut outcomes = read(&session, console)?;
    if point.kind == OutcomeKind::Reflection && point.side.is_none() {
        let problem = Problem::error("no-side", "a reflection belongs to a side");
        return Err(Refusal::from(problem.help("add --side mentors or --side mentees")).into());
    }
    let outcome = Outcome {
        id: outcomes.next_id(),
        kind: point.kind,
        side: point.side,
        level: point.level,
        text: point_text(&point.text).ok_or_else(|| Refusal::from(without_words()))?,
        owner: point.owner.as_deref().and_then(point_text),
        due: point.due,
        agreed: false,
        done: None,
    };
    outcomes::refuse_names(&session, &[&outcome])?;
    warn_of_day(outcome.kind, outcome.due, console)?;
    if let Some(known) = outcomes.all.iter().find(|known| known.says_the_same(&outcome)) {
        if correct::adds_nothing(known, &outcome) {
            return console.changes_nothing(&format!("{} says that already, nothing to do.", known.id));
        }
        let message = format!("{} says the same, with another owner, day or level", known.id);
        let problem = Problem::error("known-point", message).value(&outcome.text);
        let command = correct::command(known, &outcome);
        let help = command.map_or_else(
            || "`revmentor outcome list` shows all points".to_owned(),
            |command| format!("to correct it: `{command}`"),
        );
        return Err(Refusal::unmet(vec![problem.help(help)]).into());
    }
    let said = format!("{} added to private/outcomes.csv.", outcome.id);
    outcomes.all.push(outcome);
    outcomes.keep(&mut session)?;
    console.say(&said)?;
    console.apply(session, point.write, "outcome", &said)
}

fn change(points: &Points, what: &str, change: impl Fn(&mut Outcome), console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(points.write.access())?;
    let mut outcomes = read(&session, console)?;
    outcomes.change(&points.ids, change)?;
    outcomes.keep(&mut session)?;
    let said = format!("{}: {what}.", listed(&points.ids));
    console.say(&said)?;
    let public: Vec<OutcomeId> =
        outcomes.published_though_not_agreed().into_iter().filter(|id| points.ids.contains(id)).collect();
    if !public.is_empty() {
        let ids: Vec<String> = public.iter().map(ToString::to_string).collect();
        let stands = if public.len() == 1 { "stands" } else { "stand" };
        let step = format!("`revmentor outcome publish {} --retract` takes it out", ids.join(" "));
        console.say(&format!("{} still {stands} in outcomes.csv: {step}.", listed(&public)))?;
    }
    console.apply(session, points.write, "outcome", &said)
}

fn done(points: &Points, on: NaiveDate, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(points.write.access())?;
    let mut outcomes = read(&session, console)?;
    let first = session.facts.people.values().flatten().map(|row| row.on).chain([session.settings.meetings.first]).min();
    let already = outcomes.done(&points.ids, on, (first.unwrap_or(on), console.today))?;
    outcomes.keep(&mut session)?;
    for (id, on) in &already {
        console.say(&format!(
            "{id} was done already, on {}. `revmentor outcome done {id} --retract` takes that back.",
            long_date(*on)
        ))?;
    }
    let new: Vec<OutcomeId> = points.ids.iter().copied().filter(|id| !already.iter().any(|(known, _)| known == id)).collect();
    let said = if new.is_empty() { "Nothing is new.".to_owned() } else { format!("{}: done.", listed(&new)) };
    console.say(&said)?;
    console.apply(session, points.write, "outcome", &said)
}

fn publish(ids: &[OutcomeId], retract: bool, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(write.access())?;
    let mut outcomes = read(&session, console)?;
    let (new, gone) = if retract { (Vec::new(), outcomes.retract(ids)?) } else { outcomes.publish(ids)? };
    outcomes.keep(&mut session)?;
    let why = if retract { "" } else { ", no longer agreed," };
    let published = (!new.is_empty()).then(|| format!("{} published in outcomes.csv.", listed(&new)));
    let out = || format!("{}{why} taken out of outcomes.csv. What was committed before stays in git's history.", listed(&gone));
    let mut said: Vec<String> = published.into_iter().chain((!gone.is_empty()).then(out)).collect();
    if said.is_empty() {
        let same = "outcomes.csv is unchanged.";
        said.push(if outcomes.published.is_empty() && !retract { "No point was agreed yet." } else { same }.to_owned());
    }
    console.say_all(&said)?;
    if !gone.is_empty() {
        console.say_all(public_report::still_public(&session)?)?;
    }
    console.apply(session, write, "outcome", &said.join(" "))
}

fn list(console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open_to_show()?;
    let outcomes = read(&session, console)?;
    let due = outcomes::due(&outcomes, console.today);
    let sheet = outcomes_table::outcomes(&outcomes.all, &outcomes.published, session.settings.programme.kind);
    let earlier = outcomes_table::earlier(&outcome_import::open_of_earlier(&session));
    let document = Document::default().sheet("outcomes", sheet);
    console.show(&if session.settings.previous.cohorts.is_empty() { document } else { document.sheet("earlier", earlier) })?;
    if due > 0 {
        console.say(&format!("Due and not done: {due}."))?;
    }
    Ok(Done)
}

fn without_words() -> Problem {
    Problem::error("empty-point", "the point has no words").help("write it in one sentence")
}

/// A day that is past is taken, and said: an action that is due on it is due at once.
fn warn_of_day(kind: OutcomeKind, due: Option<NaiveDate>, console: &mut Console<'_>) -> anyhow::Result<()> {
    let Some(due) = due.filter(|due| *due < console.today && kind == OutcomeKind::Action) else { return Ok(()) };
    console.say(&format!("{} is past: the point is due at once.", long_date(due)))
}

fn listed(ids: &[OutcomeId]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
