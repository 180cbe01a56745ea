//! `withdraw`: somebody leaves, today or on a day to come. The pair ends then, past meetings are kept, the other is free for the next match.

use chrono::NaiveDate;
use clap::Args;

use crate::app::session::CohortSession;
use crate::app::taking_part::{self, EndedPair};
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::words;
use crate::cli::write_args::WriteArgs;
use crate::domain::cohort::Participant;
use crate::domain::fact::WithdrawalReason;
use crate::domain::id::PersonId;
use crate::domain::problem::Refusal;
use crate::domain::text::{counted, long_date};

/// Record that somebody leaves the programme, now or on a day to come
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// An id, an address or a name
    person: String,
    /// The last day; one that is to come plans the departure [default: today]
    #[arg(long, value_name = "DATE", value_parser = super::day_word)]
    on: Option<NaiveDate>,
    /// personal, workload, left, or words of your own, which stay in the private notes
    #[arg(long, value_name = "TEXT", hide_possible_values = true, value_parser = words::or_own(WithdrawalReason::ALL))]
    reason: Option<String>,
    /// This person should never have been in the cohort, and counts nowhere
    #[arg(long)]
    never_joined: bool,
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open_settling(arguments.write.access())?;
    let person = session.person(&arguments.person)?;
    let on = arguments.on.unwrap_or(console.today);
    let reason = reason(&mut session, arguments, person, on)?;
    taking_part::may_leave(&session, person, on, reason, console.today)?;
    if on > console.today && reason != WithdrawalReason::NeverJoined {
        return plan(session, person, on, reason, arguments.write, console);
    }
    let ended = taking_part::leave(&mut session, person, on, reason);
    let label = session.label(person);
    if reason == WithdrawalReason::NeverJoined {
        console.say(&format!("{label} should never have been in the cohort, and counts nowhere from now on."))?;
    } else {
        console.say(&format!("{label} leaves on {} ({}).", long_date(on), reason.code()))?;
    }
    for (pair, cancelled) in &ended {
        let cancelled = counted(*cancelled, "planned meeting");
        console.say(&format!("The pair {pair} ends; {cancelled} cancelled, past meetings are kept."))?;
        let other = pair.person(person.side().other());
        if session.cohort().people.get(&other).is_some_and(Participant::takes_part) {
            console.say(&format!(
                "{} is free: `revmentor match` finds a new partner, from the waiting list first.",
                session.label(other)
            ))?;
        }
    }
    console.say(&taken_back_by(person))?;
    console.apply(session, arguments.write, "withdraw", &format!("{person} withdrew"))
}

fn plan(
    mut session: CohortSession,
    person: PersonId,
    on: NaiveDate,
    reason: WithdrawalReason,
    write: WriteArgs,
    console: &mut Console<'_>,
) -> anyhow::Result<Done> {
    let pairs: Vec<EndedPair> = taking_part::plan_departure(&mut session, person, on, reason, console.today);
    let days = (on - console.today).num_days();
    let days = counted(usize::try_from(days).unwrap_or_default(), "day");
    console.say(&format!(
        "{} is going to leave after {}, in {days} ({}).",
        session.label(person),
        long_date(on),
        reason.code()
    ))?;
    for (pair, cancelled) in &pairs {
        let cancelled = counted(*cancelled, "planned meeting");
        console.say(&format!("The pair {pair} goes on until then; {cancelled} after that day cancelled."))?;
    }
    console.say(&taken_back_by(person))?;
    console.apply(session, write, "withdraw", &format!("{person} is going to leave after {}", long_date(on)))
}

fn taken_back_by(person: PersonId) -> String {
    format!("If this was a mistake, `revmentor rejoin {person} --mistake` takes it back.")
}

/// The coded reason; words of one's own go into the private notes.
fn reason(
    session: &mut CohortSession,
    arguments: &Arguments,
    person: PersonId,
    on: NaiveDate,
) -> Result<WithdrawalReason, Refusal> {
    let words = arguments.reason.as_deref();
    let coded = words.map_or(Some(WithdrawalReason::Other), WithdrawalReason::of_words);
    let note = words.filter(|_| coded.is_none() || arguments.never_joined);
    if let Some(words) = note {
        session.note(on, &person.to_string(), "withdrawal", words)?;
    }
    if arguments.never_joined {
        return Ok(WithdrawalReason::NeverJoined);
    }
    Ok(coded.unwrap_or(WithdrawalReason::Other))
}
