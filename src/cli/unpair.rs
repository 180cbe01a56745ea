//! `unpair`: the lead ends a pair while both stay, or lets a pair go on that was ended.

use clap::Args;

use crate::app::session::CohortSession;
use crate::app::taking_part::{self, Obstacle};
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::resumed;
use crate::cli::write_args::WriteArgs;
use crate::domain::cohort::Cohort;
use crate::domain::correction::{self, PairThing};
use crate::domain::fact::{EndReason, PairFact};
use crate::domain::id::PairId;
use crate::domain::pair::Pair;
use crate::domain::problem::{Problem, Refusal};
use crate::domain::text::{counted, long_date};

/// End a pair while both people stay
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The pair, such as M03-E07, or one of its two people
    #[arg(value_hint = clap::ValueHint::Other)]
    pair: String,
    /// Why, in your own words, which stay in the private notes
    #[arg(long, value_name = "TEXT", value_hint = clap::ValueHint::Other)]
    reason: Option<String>,
    /// The pair should never have been: `match` may make it again
    #[arg(long)]
    mistake: bool,
    /// Take the end of the pair back: it goes on with its meetings, if both are free
    #[arg(long, conflicts_with = "mistake")]
    retract: bool,
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open_settling(arguments.write.access())?;
    let pair = session.pair(&arguments.pair)?;
    if let Some(words) = &arguments.reason {
        session.note(console.today, &pair.to_string(), "unpair", words)?;
    }
    if arguments.retract {
        return retract(session, pair, arguments.write, console);
    }
    let reason = if arguments.mistake { EndReason::Mistake } else { EndReason::Unpaired };
    let cohort = session.cohort();
    let rows = session.facts.pairs.get(&pair).map_or(&[][..], Vec::as_slice);
    let is_contradicted = correction::is_contradicted(rows, &PairThing::Standing);
    let known = may_end(&cohort, pair, reason, is_contradicted)?;
    let cancelled = known.planned().count();
    let held = known.held().filter_map(|meeting| meeting.held_on).max();
    let (since, held) = (known.since, held.unwrap_or(known.since));
    let on = known.ended.map_or(console.today, |(on, _)| on).max(since).max(held);
    session.facts.pair(pair, on, PairFact::Ended { reason });
    let cancelled = counted(cancelled, "planned meeting");
    console.say(&format!("The pair {pair} ends on {}; {cancelled} cancelled, past meetings are kept.", long_date(on)))?;
    let again = if arguments.mistake { "may make" } else { "does not make" };
    console.say(&format!("Both are free; `revmentor match` finds their next partners and {again} this pair again."))?;
    console.say(&format!("If this was a mistake, `revmentor unpair {pair} --retract` takes it back."))?;
    console.apply(session, arguments.write, "unpair", &format!("{pair} ended ({})", reason.code()))
}

/// A pair that goes on can end; the reason of one that the lead ended can be corrected.
fn may_end(cohort: &Cohort, pair: PairId, reason: EndReason, is_contradicted: bool) -> Result<&Pair, Refusal> {
    let Some(known) = cohort.pairs.get(&pair) else {
        let problem = Problem::error("no-such-pair", "these two were never a pair").value(pair.to_string());
        return Err(problem.help("`revmentor status` lists the pairs").into());
    };
    let corrects = |(_, before): (chrono::NaiveDate, EndReason)| {
        matches!(before, EndReason::Unpaired | EndReason::Mistake) && before != reason
    };
    match known.ended {
        Some((on, before)) if !is_contradicted && !corrects((on, before)) => {
            let message = format!("{pair} already ended on {} ({})", long_date(on), before.code());
            let help = match taking_part::obstacle(cohort, pair) {
                None => format!("if that was a mistake: `revmentor unpair {pair} --retract`"),
                Some(Obstacle { why, cure: Some(cure) }) => format!("nothing to do, since {why}; if that is wrong: `{cure}`"),
                Some(Obstacle { why, cure: None }) => format!("nothing to do, since {why}"),
            };
            Err(Refusal::unmet(vec![Problem::error("pair-ended", message).help(help)]))
        }
        _ => Ok(known),
    }
}

fn retract(mut session: CohortSession, pair: PairId, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let cohort = session.cohort();
    if cohort.pairs.get(&pair).is_none_or(Pair::is_active) {
        let problem = Problem::error("pair-goes-on", "there is no end of this pair to take back").value(pair.to_string());
        return Err(Refusal::unmet(vec![problem.help("`revmentor status` lists the pairs")]).into());
    }
    taking_part::resume(&mut session, pair, console.today).map_err(|Obstacle { why, cure }| {
        let problem = Problem::error("not-free", format!("{pair} cannot go on: {why}"));
        let help = cure.map_or_else(|| "nothing to do".to_owned(), |cure| format!("if that is wrong: `{cure}`"));
        Refusal::unmet(vec![problem.help(help)])
    })?;
    resumed::tell(&mut session, &[pair], console)?;
    console.apply(session, write, "unpair", &format!("{pair} goes on"))
}
