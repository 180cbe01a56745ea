//! `identity`: whether two records are one person. The program asks, the lead answers.

use clap::{Args, Subcommand};

use crate::app::identity::{self as records, Parted};
use crate::app::invariants;
use crate::app::session::CohortSession;
use crate::cli::console::{Console, Done};
use crate::cli::resumed;
use crate::cli::write_args::WriteArgs;
use crate::domain::id::{PairId, PersonId};
use crate::domain::identity::{self, IdentityQuestion};
use crate::domain::problem::{Problem, Refusal};
use crate::render::output::{Cell, Document, Sheet};

/// Answer whether two records are one person
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Show what is asked and what was answered
    List,
    /// The two are one person: the older id goes on with its pair and takes the newer address
    Same(Two),
    /// The two are different people
    Different(Two),
}

/// Two records, in either order.
#[derive(Args, Debug)]
struct Two {
    /// An id, an address or a name
    a: String,
    /// An id, an address or a name
    b: String,
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let (two, is_same) = match &arguments.what {
        What::List => return list(console),
        What::Same(two) => (two, true),
        What::Different(two) => (two, false),
    };
    let session = console.open_settling(two.write.access())?;
    let (older, newer) = two_records(&session, two)?;
    let known =
        identity::questions(&session.facts).into_iter().find(|question| (question.older, question.newer) == (older, newer));
    if known.and_then(|question| question.same) == Some(is_same) {
        return console.changes_nothing(&format!("{older} and {newer}: that is recorded already, nothing to do."));
    }
    if is_same { same(session, older, newer, two.write, console) } else { different(session, older, newer, two.write, console) }
}

fn two_records(session: &CohortSession, two: &Two) -> Result<(PersonId, PersonId), Refusal> {
    let (a, b) = (session.person(&two.a)?, session.person(&two.b)?);
    if a == b {
        let problem =
            Problem::error("one-record", format!("both words mean {a}")).help("`revmentor identity list` shows the ids");
        return Err(problem.into());
    }
    Ok(identity::older_first(&session.facts, a, b))
}

fn same(
    mut session: CohortSession,
    older: PersonId,
    newer: PersonId,
    write: WriteArgs,
    console: &mut Console<'_>,
) -> anyhow::Result<Done> {
    if let Some(keeper) = identity::retired(&session.facts).get(&older) {
        let problem = Problem::error("retired-id", format!("{older} is retired: {keeper} is the same person"));
        return Err(Refusal::unmet(vec![problem.help(format!("`revmentor identity same {keeper} {newer}`"))]).into());
    }
    let planned_before = invariants::to_plan_anew(&session, console.today);
    let ended = records::unite(&mut session, older, newer, console.today);
    let to_plan = invariants::newly_to_plan(&session, &planned_before, console.today);
    console.say(&format!("{older} and {newer} are one person: {older} goes on with the newer address, {newer} is retired."))?;
    for pair in &ended {
        console.say(&format!("The pair {pair} ends; its other person is free for `revmentor match`."))?;
    }
    console.say(&format!("If this was a mistake, `revmentor identity different {older} {newer}` takes it back."))?;
    let done = console.apply(session, write, "identity", &format!("{older} and {newer} are one person"))?;
    console.warn(&to_plan)?;
    Ok(done)
}

fn different(
    mut session: CohortSession,
    older: PersonId,
    newer: PersonId,
    write: WriteArgs,
    console: &mut Console<'_>,
) -> anyhow::Result<Done> {
    let was_same = identity::retired(&session.facts).contains_key(&newer);
    let planned_before = invariants::to_plan_anew(&session, console.today);
    let parted = records::part(&mut session, older, newer, console.today);
    console.say(&format!("{older} and {newer} are two people."))?;
    if was_same {
        console
            .say(&format!("{newer} is back, and each of the two has their own name and address again where these are known."))?;
        resumed::tell(&mut session, &parted.resumed, console)?;
        tell_parted(&parted, older, console)?;
    }
    let to_plan = invariants::newly_to_plan(&session, &planned_before, console.today);
    let done = console.apply(session, write, "identity", &format!("{older} and {newer} are two people"))?;
    console.warn(&to_plan)?;
    Ok(done)
}

/// What did not come back, and what the lead has to decide.
fn tell_parted(parted: &Parted, older: PersonId, console: &mut Console<'_>) -> anyhow::Result<()> {
    for (pair, why) in &parted.lost {
        console.say(&format!("The pair {pair} does not go on: {why}."))?;
    }
    for PairId { mentor, mentee } in &parted.carried {
        console.say(&format!(
            "The conflict of interest of {mentor} and {mentee} stays; `revmentor conflict remove {mentor} {mentee}` takes it back."
        ))?;
    }
    if parted.came_back {
        console.say(&format!("{older} takes part, and had left before; `revmentor withdraw {older}` records that again."))?;
    }
    for id in &parted.nameless {
        console.say(&format!(
            "The name and address of {id} are not on this machine: put an export with them into place, then `revmentor import`."
        ))?;
    }
    Ok(())
}

fn list(console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open_to_show()?;
    let names = session.names();
    let row = |question: IdentityQuestion| {
        let (code, why) = question.why.map_or(("asked", "the lead said so"), |why| (why.code(), why.meaning()));
        let answer = match question.same {
            None => Cell::Empty,
            Some(true) => Cell::text("same"),
            Some(false) => Cell::text("different"),
        };
        [Cell::text(code), names.cell(question.older), names.cell(question.newer), Cell::text(why), answer]
    };
    let questions = identity::questions(&session.facts);
    let open: Vec<&IdentityQuestion> = questions.iter().filter(|question| question.same.is_none()).collect();
    let help = open.first().map(|question| {
        let (a, b) = (question.older, question.newer);
        format!("Answer with `revmentor identity same {a} {b}` or `revmentor identity different {a} {b}`.")
    });
    let sheet = Sheet::new("Possible duplicates", ["code", "a", "b", "why", "answer"], questions.into_iter().map(row));
    console.show(&Document::default().sheet("questions", sheet))?;
    help.iter().try_for_each(|help| console.say(help))?;
    Ok(Done)
}

/// Says whom an open question keeps from being paired.
pub(super) fn unanswered(session: &CohortSession) -> Vec<Problem> {
    let open = identity::questions(&session.facts).into_iter().filter(|question| question.same.is_none());
    let problem = |question: IdentityQuestion| {
        let (a, b) = (question.older, question.newer);
        let why = question.why.map_or("", |why| why.meaning());
        let message = format!("{a} and {b} may be one person ({why}): until that is answered neither is newly paired");
        Problem::warning("identity-question", message).help("`revmentor identity list` shows the questions")
    };
    open.map(problem).collect()
}
