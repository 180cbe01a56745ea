//! `conflict`: conflicts of interest are declared, asked about, confirmed, dismissed, taken back and listed.

mod import;
mod list;

use clap::{Args, Subcommand};

use crate::app::declarations;
use crate::app::session::CohortSession;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::words;
use crate::cli::write_args::WriteArgs;
use crate::domain::conflict::{ConflictReason, ConflictState, Doubt};
use crate::domain::correction::{self, PersonThing};
use crate::domain::fact::{DeclaredAnswer, PersonFact};
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::{Problem, Refusal};
use crate::domain::text::agreeing;

/// Declare, answer, take back or list conflicts of interest
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Two people may not be paired
    Add {
        #[command(flatten)]
        two: Two,
        /// knows, same-region, same-employer, supervises, or words of your own, which stay in the private notes
        #[arg(long, value_name = "TEXT", hide_possible_values = true, value_parser = words::or_own(ConflictReason::ALL))]
        reason: Option<String>,
    },
    /// Take a declared conflict back
    Remove(Two),
    /// Show every conflict, what is still a question, and how each is honoured
    List,
    /// Read returned declaration sheets, a form's export, or a list of conflicts with two people a row
    #[command(after_help = "Examples:
  revmentor conflict import private/declarations.csv --dry-run
  revmentor conflict import private/declarations.xlsx

A sheet has a row for each person: person, conflict, reason. An empty conflict, or \"none\", is recorded as nobody to name.
A form may ask \"Do you have a conflict of interest?\" and \"If so, with whom?\" apart.")]
    Import {
        /// The table: CSV or a workbook
        file: std::path::PathBuf,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// These people declared that there is nobody with whom they should not be paired
    None {
        /// Ids, addresses or names
        #[arg(required = true)]
        people: Vec<String>,
        /// Take the record back: they did not declare anything
        #[arg(long)]
        retract: bool,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Answer a question with yes: the two may not be paired
    Confirm(Two),
    /// Answer "no": the two may be paired
    Dismiss(Two),
}

/// Two people, one of each side, in either order.
#[derive(Args, Debug)]
struct Two {
    /// An id, an address or a name
    a: String,
    /// An id, an address or a name of the other side
    b: String,
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let (two, deed): (&Two, Deed) = match &arguments.what {
        What::Add { two, reason } => (two, Deed::Add(reason.clone())),
        What::Remove(two) => (two, Deed::Remove),
        What::Confirm(two) => (two, Deed::Confirm),
        What::Dismiss(two) => (two, Deed::Dismiss),
        What::List => return list::run(console),
        What::None { people, retract, write } => return none(people, *retract, *write, console),
        What::Import { file, write } => return import::run(file, *write, console),
    };
    let mut session = console.open_settling(two.write.access())?;
    let pair = session.two_people(&two.a, &two.b)?;
    // Where two leads answered apart no answer stands, so that any is news.
    let state = session.cohort().conflicts.get(&pair).copied();
    let rows = session.facts.people.get(&pair.mentor).map_or(&[][..], Vec::as_slice);
    let is_contradicted = correction::is_contradicted(rows, &PersonThing::Conflict(pair.mentee));
    let state = if is_contradicted { Some(ConflictState::Open(Doubt::Ambiguous)) } else { state };
    let Some(fact) = deed.fact(&mut session, pair, state, console.today)? else {
        return console.changes_nothing(&format!("{pair}: that is recorded already, nothing to do."));
    };
    session.facts.person(pair.mentor, console.today, fact);
    if matches!(deed, Deed::Add(_)) {
        pair.people().into_iter().for_each(|person| declarations::forget_unnamed(&mut session, person));
    }
    let said = deed.said(&session, pair);
    console.say(&said)?;
    warn_of_a_standing_pair(&session, pair, console)?;
    console.apply(session, two.write, "conflict", &format!("conflict {pair}: {}", deed.word()))
}

/// Records that people have nobody to name, or takes that back.
fn none(people: &[String], retract: bool, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open_settling(write.access())?;
    let people: Vec<PersonId> = people.iter().map(|word| session.person(word)).collect::<Result<_, _>>()?;
    let answer = if retract { DeclaredAnswer::Retracted } else { DeclaredAnswer::Nobody };
    let cohort = session.cohort();
    let stands = |person: &PersonId| cohort.people.get(person).and_then(|known| known.declared);
    let unsaid: Vec<PersonId> = people.iter().copied().filter(|person| retract && stands(person).is_none()).collect();
    if !unsaid.is_empty() {
        let problem = |person: PersonId| {
            let message = format!("{} has not declared anything", session.label(person));
            Problem::error("not-declared", message).help("`revmentor conflict list` shows what is known")
        };
        return Err(Refusal::unmet(unsaid.into_iter().map(problem).collect()).into());
    }
    let changed: Vec<PersonId> = people.into_iter().filter(|person| retract || stands(person) != Some(answer)).collect();
    for person in &changed {
        session.facts.person(*person, console.today, PersonFact::Declared { answer });
        if !retract {
            declarations::forget_unnamed(&mut session, *person);
        }
    }
    let said = if retract {
        agreeing(changed.len(), "declaration taken back", "declarations taken back")
    } else {
        agreeing(changed.len(), "person declared no conflict of interest", "people declared no conflict of interest")
    };
    let done = console.apply(session, write, "conflict", &said)?;
    console.say(&format!("{said}."))?;
    Ok(done)
}

/// What is done to a conflict.
enum Deed {
    Add(Option<String>),
    Remove,
    Confirm,
    Dismiss,
}

impl Deed {
    fn word(&self) -> &'static str {
        match self {
            Deed::Add(_) => "declared",
            Deed::Remove => "taken back",
            Deed::Confirm => "confirmed",
            Deed::Dismiss => "dismissed",
        }
    }

    fn said(&self, session: &CohortSession, pair: PairId) -> String {
        let (a, b) = (session.label(pair.mentor), session.label(pair.mentee));
        match self {
            Deed::Add(_) | Deed::Confirm => format!("{a} and {b} are never paired."),
            Deed::Remove => format!("The declared conflict of {a} and {b} is removed. Rules may still forbid the pair."),
            Deed::Dismiss => format!("{a} and {b} have no conflict of interest. Rules may still forbid the pair."),
        }
    }

    /// The fact that the deed adds; `None` when it is so already.
    fn fact(
        &self,
        session: &mut CohortSession,
        pair: PairId,
        state: Option<ConflictState>,
        today: chrono::NaiveDate,
    ) -> Result<Option<PersonFact>, Refusal> {
        let with = pair.mentee;
        Ok(match (self, state) {
            (Deed::Add(words), _) => {
                let reason = coded(session, words.as_deref(), pair, today)?;
                let same = state == Some(ConflictState::Declared(reason));
                (!same).then_some(PersonFact::Conflict { with, reason })
            }
            (Deed::Confirm, Some(ConflictState::Open(_) | ConflictState::Dismissed)) => {
                Some(PersonFact::Conflict { with, reason: declarations::reason_given(session, pair) })
            }
            (Deed::Dismiss, Some(ConflictState::Open(_))) => Some(PersonFact::Dismissed { with }),
            (Deed::Remove, Some(ConflictState::Declared(_))) => Some(PersonFact::Removed { with }),
            (Deed::Confirm, Some(ConflictState::Declared(_)))
            | (Deed::Dismiss, Some(ConflictState::Dismissed))
            | (Deed::Remove, Some(ConflictState::Removed | ConflictState::Dismissed)) => None,
            (Deed::Dismiss, Some(ConflictState::Declared(_))) => return Err(wrong_deed(pair, "it is declared", "remove")),
            (Deed::Remove, Some(ConflictState::Open(_))) => return Err(wrong_deed(pair, "it is a question", "dismiss")),
            _ => return Err(nothing_known(pair)),
        })
    }
}

fn wrong_deed(pair: PairId, because: &str, verb: &str) -> Refusal {
    let help = format!("`revmentor conflict {verb} {} {}`", pair.mentor, pair.mentee);
    Refusal::unmet(vec![Problem::error("wrong-deed", format!("the conflict {pair} is {because}")).help(help)])
}

fn nothing_known(pair: PairId) -> Refusal {
    let message = format!("no conflict between {} and {} is known", pair.mentor, pair.mentee);
    Refusal::unmet(vec![Problem::error("no-such-conflict", message).help("`revmentor conflict list` shows all")])
}

/// The coded reason; words of one's own go into the private notes.
fn coded(
    session: &mut CohortSession,
    words: Option<&str>,
    pair: PairId,
    today: chrono::NaiveDate,
) -> Result<ConflictReason, Refusal> {
    let Some(words) = words else { return Ok(ConflictReason::Other) };
    match ConflictReason::of_words(words) {
        Some(reason) => Ok(reason),
        None => session.note(today, &pair.to_string(), declarations::REASON, words).map(|()| ConflictReason::Other),
    }
}

fn warn_of_a_standing_pair(session: &CohortSession, pair: PairId, console: &mut Console<'_>) -> anyhow::Result<()> {
    let cohort = session.cohort();
    let stands = cohort.pairs.get(&pair).is_some_and(crate::domain::pair::Pair::is_active);
    let forbidden = cohort.conflicts.get(&pair).is_some_and(|state| state.forbids());
    if stands && forbidden {
        console
            .say(&format!("{pair} is a pair at present: `revmentor match` re-matches the two, and as few others as possible."))?;
    }
    Ok(())
}
