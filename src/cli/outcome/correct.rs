//! `outcome correct`: other words, side, owner, day or level for a point, also after it was published.

use chrono::NaiveDate;
use clap::Args;

use super::{level_word, listed, read, side_word};
use crate::app::outcomes;
use crate::app::public_report;
use crate::cli::console::{Console, Done};
use crate::cli::words;
use crate::cli::write_args::WriteArgs;
use crate::domain::outcome::{Outcome, OutcomeId, OutcomeKind, OutcomeLevel, PublishedOutcome, point_text};
use crate::domain::problem::{Problem, Refusal};
use crate::domain::side::Side;

/// What is corrected.
#[derive(Args, Debug)]
#[command(override_usage = "revmentor outcome correct <ID> [TEXT] [OPTIONS]")]
#[group(id = "what", required = true, multiple = true, args = ["text", "side", "owner", "due", "level"])]
pub(super) struct Correction {
    /// The point, such as O01
    #[arg(id = "point", value_name = "ID")]
    id: OutcomeId,
    /// The point in other words, one sentence without a name
    text: Option<String>,
    /// Whose point it is: mentors or mentees (juniors, seniors)
    #[arg(long, hide_possible_values = true, value_parser = words::of(side_word, words::SIDES))]
    side: Option<Side>,
    /// The role that sees to it, not a name; empty for nobody
    #[arg(long, value_name = "ROLE")]
    owner: Option<String>,
    /// The day by which it is to be done
    #[arg(long, value_name = "DATE", value_parser = crate::cli::day_word)]
    due: Option<NaiveDate>,
    /// Who it concerns: organisation, department or relationship
    #[arg(long, hide_possible_values = true, value_parser = words::of(level_word, OutcomeLevel::ALL))]
    level: Option<OutcomeLevel>,
    #[command(flatten)]
    write: WriteArgs,
}

impl Correction {
    /// The point as it is to be.
    fn corrected(&self, point: &Outcome) -> Result<Outcome, Problem> {
        let text = match &self.text {
            Some(text) => point_text(text).ok_or_else(super::without_words)?,
            None => point.text.clone(),
        };
        let owner = self.owner.as_ref().map_or_else(|| point.owner.clone(), |owner| point_text(owner));
        Ok(Outcome {
            text,
            owner,
            side: self.side.or(point.side),
            due: self.due.or(point.due),
            level: self.level.or(point.level),
            ..point.clone()
        })
    }
}

/// The command that gives a point the owner, the day and the level of another in the same words.
pub(super) fn command(point: &Outcome, other: &Outcome) -> Option<String> {
    let point = PublishedOutcome::from(point);
    let owner = other.owner.clone().or_else(|| point.owner.clone());
    point.correction_to(&PublishedOutcome { owner, due: other.due, level: other.level, ..point.clone() })
}

/// Whether another point in the same words says nothing else of owner, day and level.
pub(super) fn adds_nothing(point: &Outcome, other: &Outcome) -> bool {
    let owner = other.owner.is_none() || other.owner == point.owner;
    owner && (other.due.is_none() || other.due == point.due) && (other.level.is_none() || other.level == point.level)
}

pub(super) fn run(correction: &Correction, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(correction.write.access())?;
    let mut outcomes = read(&session, console)?;
    let id = correction.id;
    let Some(point) = outcomes.all.iter().find(|point| point.id == id).cloned() else {
        // Tells why there is none.
        outcomes.change(&[id], |_| {})?;
        return console.changes_nothing("Nothing to do.");
    };
    let corrected = correction.corrected(&point).map_err(Refusal::from)?;
    if corrected == point {
        return console.changes_nothing(&format!("{id} says that already, nothing to do."));
    }
    if let Some(known) = outcomes.all.iter().find(|known| known.id != id && known.says_the_same(&corrected)) {
        let message = format!("{} says the same", known.id);
        let problem = Problem::error("known-point", message).value(&corrected.text);
        return Err(Refusal::unmet(vec![problem.help("`revmentor outcome list` shows all points")]).into());
    }
    outcomes::refuse_names(&session, &[&corrected])?;
    super::warn_of_day(corrected.kind, correction.due, console)?;
    let (is_public, has_new_words) = (outcomes.published.contains(&id), corrected.text != point.text);
    outcomes.change(&[id], |point| *point = corrected.clone())?;
    outcomes.keep(&mut session)?;
    let said = format!("{}: corrected.", listed(&[id]));
    console.say(&said)?;
    if has_new_words && point.agreed && point.kind != OutcomeKind::Reflection {
        console.say(&format!(
            "It still counts as agreed. If the group has to agree on it again: `revmentor outcome agree {id} --retract`."
        ))?;
    }
    if is_public {
        console.say("outcomes.csv has the correction. What was committed before stays in git's history.")?;
        console.say_all(public_report::still_public(&session)?)?;
    }
    console.apply(session, correction.write, "outcome", &said)
}
