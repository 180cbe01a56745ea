//! `outcome`: learning points, action points and reflections; what the group agreed on is published without a name.

mod import;
mod summary;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use crate::app::outcome_import;
use crate::app::outcomes::{self, CohortOutcomes};
use crate::app::session::CohortSession;
use crate::cli::console::{Console, Done};
use crate::cli::write_args::WriteArgs;
use crate::domain::outcome::{Outcome, OutcomeId, OutcomeKind, OutcomeLevel, point_text};
use crate::domain::problem::{Problem, Refusal};
use crate::domain::side::Side;
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
    #[arg(value_parser = kind_word)]
    kind: OutcomeKind,
    /// The point in one sentence, without a name
    text: String,
    /// Whose point it is: mentors or mentees (juniors, seniors); a reflection needs it
    #[arg(long, value_parser = side_word)]
    side: Option<Side>,
    /// The role that sees to it, not a name
    #[arg(long, value_name = "ROLE")]
    owner: Option<String>,
    /// The day by which it is to be done
    #[arg(long, value_name = "DATE", value_parser = super::day_word)]
    due: Option<NaiveDate>,
    /// To whom it speaks: organisation, department or relationship
    #[arg(long, value_parser = level_word)]
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
        What::Agree(points) => {
            let agreed = !points.retract;
            let what = if agreed { "agreed" } else { "no longer agreed" };
            change(points, what, |outcome| outcome.agreed = agreed, console)
        }
        What::Done { points, on } => {
            let done = (!points.retract).then(|| on.unwrap_or(console.today));
            let what = if done.is_some() { "done" } else { "open again" };
            change(points, what, |outcome| outcome.done = done, console)
        }
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
    let empty = || Problem::error("empty-point", "the point has no words").help("write it in one sentence");
    if point.kind == OutcomeKind::Reflection && point.side.is_none() {
        let problem = Problem::error("no-side", "a reflection belongs to a side");
        return Err(Refusal::from(problem.help("add --side mentors or --side mentees")).into());
    }
    let outcome = Outcome {
        id: outcomes.next_id(),
        kind: point.kind,
        side: point.side,
        level: point.level,
        text: point_text(&point.text).ok_or_else(|| Refusal::from(empty()))?,
        owner: point.owner.as_deref().and_then(point_text),
        due: point.due,
        agreed: false,
        done: None,
    };
    outcomes::refuse_names(&session, &[&outcome])?;
    if let Some(known) = outcomes.all.iter().find(|known| known.says_the_same(&outcome)) {
        if (known.level, &known.owner, known.due) == (outcome.level, &outcome.owner, outcome.due) {
            return console.changes_nothing(&format!("{} says that already, nothing to do.", known.id));
        }
        let message = format!("{} says the same, with another owner, day or level", known.id);
        let problem = Problem::error("known-point", message).value(&outcome.text);
        return Err(
            Refusal::unmet(vec![problem.help("write it in other words; `revmentor outcome list` shows all points")]).into()
        );
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
    console.apply(session, points.write, "outcome", &said)
}

fn publish(ids: &[OutcomeId], retract: bool, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(write.access())?;
    let mut outcomes = read(&session, console)?;
    let changed = if retract { outcomes.retract(ids)? } else { outcomes.publish(ids)? };
    outcomes.keep(&mut session)?;
    let said = match (retract, changed.is_empty()) {
        (_, true) if !retract && outcomes.published.is_empty() => "No point was agreed yet.".to_owned(),
        (_, true) => "outcomes.csv holds the same points as before.".to_owned(),
        (true, _) => format!("{} taken out of outcomes.csv. What was committed before stays in git's history.", listed(&changed)),
        (false, _) => format!("{} published in outcomes.csv.", listed(&changed)),
    };
    console.say(&said)?;
    console.apply(session, write, "outcome", &said)
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

fn listed(ids: &[OutcomeId]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
