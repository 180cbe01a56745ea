//! `withdraw`: somebody leaves; the pair ends on that day, what was held stays, the other is free for the next match.

use chrono::NaiveDate;
use clap::Args;

use crate::app::session::CohortSession;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::cohort::Cohort;
use crate::domain::fact::{EndReason, PairFact, PersonFact, WithdrawalReason};
use crate::domain::id::{PairId, PersonId};
use crate::domain::pair::Pair;
use crate::domain::problem::{Problem, Refusal};

/// Record that somebody leaves the programme
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// An id, an address or a name
    person: String,
    /// The last day [default: today]
    #[arg(long, value_name = "DATE", value_parser = super::day_word)]
    on: Option<NaiveDate>,
    /// personal, workload, left, or words of your own, which stay in the private notes
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(arguments.write.access())?;
    let person = session.person(&arguments.person)?;
    let on = arguments.on.unwrap_or(console.today);
    may_leave(&session, person, on)?;
    let reason = reason(&mut session, arguments.reason.as_deref(), person, on)?;
    let ended = leave(&mut session, person, on, reason);
    console.say(&format!("{} leaves on {on} ({}).", session.label(person), reason.code()))?;
    for (pair, cancelled) in &ended {
        console.say(&format!("The pair {pair} ends; {cancelled} planned meetings are cancelled, what was held stays."))?;
        let other = pair.person(person.side().other());
        if session.cohort().people.get(&other).is_some_and(|other| other.withdrew.is_none()) {
            console.say(&format!(
                "{} is free: `revmentor match` finds the next partner, those who wait first.",
                session.label(other)
            ))?;
        }
    }
    console.apply(session, arguments.write, "withdraw", &format!("{person} withdrew"))
}

fn may_leave(session: &CohortSession, person: PersonId, on: NaiveDate) -> Result<(), Refusal> {
    let known = session.cohort().people.get(&person).cloned();
    let Some(known) = known else {
        return Err(Problem::error("never-joined", "this person never joined the cohort")
            .value(person.to_string())
            .help("`revmentor import` reads who takes part")
            .into());
    };
    if let Some((day, reason)) = known.withdrew {
        let message = format!("{person} already withdrew on {day} ({})", reason.code());
        let help = "nothing is to do; `revmentor status` shows who takes part";
        return Err(Refusal::unmet(vec![Problem::error("already-withdrew", message).help(help)]));
    }
    if known.joined.is_some_and(|joined| on < joined) {
        let message = format!("{person} had not joined yet on {on}");
        return Err(Problem::error("before-joining", message).help("give a later day with --on").into());
    }
    let held = last_held(&session.cohort(), person);
    if held.is_some_and(|held| on < held) {
        let message = format!("{person} held a meeting after {on}");
        return Err(Problem::error("held-later", message).help("give the day of that meeting or a later one with --on").into());
    }
    Ok(())
}

/// The coded reason; words of one's own go into the private notes.
fn reason(
    session: &mut CohortSession,
    words: Option<&str>,
    person: PersonId,
    on: NaiveDate,
) -> Result<WithdrawalReason, Refusal> {
    let Some(words) = words else { return Ok(WithdrawalReason::Other) };
    match WithdrawalReason::of_words(words) {
        Some(reason) => Ok(reason),
        None => session.note(on, &person.to_string(), "withdrawal", words).map(|()| WithdrawalReason::Other),
    }
}

/// The last day on which the person met somebody of a pair that goes on.
pub(super) fn last_held(cohort: &Cohort, person: PersonId) -> Option<NaiveDate> {
    cohort.pairs_of(person).flat_map(Pair::held).filter_map(|meeting| meeting.held_on).max()
}

/// Records the withdrawal; gives the pairs that end and how many planned meetings each takes with it.
pub(super) fn leave(
    session: &mut CohortSession,
    person: PersonId,
    on: NaiveDate,
    reason: WithdrawalReason,
) -> Vec<(PairId, usize)> {
    let ended: Vec<(PairId, usize)> = session.cohort().pairs_of(person).map(|pair| (pair.id, pair.planned().count())).collect();
    session.facts.person(person, on, PersonFact::Withdrew { reason });
    for (pair, _) in &ended {
        session.facts.pair(*pair, on, PairFact::Ended { reason: EndReason::Withdrawal });
    }
    ended
}
