//! `erase`: somebody's personal data leave this machine; what is coded stays, and no import brings the person back.

mod everybody;
mod expired;
mod files;
mod remains;
mod strays;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use clap::Args;

use crate::app::calendar_files;
use crate::app::public_report;
use crate::app::session::CohortSession;
use crate::app::summaries;
use crate::app::taking_part;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::cohort::Participant;
use crate::domain::fact::{PersonFact, WithdrawalReason};
use crate::domain::id::{PairId, PersonId};
use crate::domain::identity;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::people::Erasure;
use crate::render::output::{Cell, Document, Sheet};
use crate::store::layout::{self, RelPath};

/// Remove somebody's personal data from this machine for good
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// An id, an address or a name
    #[arg(required_unless_present = "expired")]
    person: Option<String>,
    /// Everybody, once the day in `[privacy] keep_until` is past
    #[arg(long, conflicts_with = "person")]
    expired: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// A file that an erasure touches, and how.
struct Touched {
    path: RelPath,
    what: String,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open(arguments.write.access())?;
    match &arguments.person {
        Some(person) => one(person, session, arguments.write, console),
        None => expired::run(session, arguments.write, console),
    }
}

fn one(word: &str, mut session: CohortSession, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let person = session.person(word)?;
    may_be_erased(&session, person)?;
    let label = session.label(person);
    let in_git = remains::outside_private(&session, Some(person))?;
    let ended = leave_first(&mut session, person, console.today);
    let retired = identity::retired_to(&session.facts, person);
    let erasure = session.records_mut()?.erase(person, &retired)?;
    record(&mut session, person, console.today);
    let is_withdrawn = summaries::withdraw_of(&mut session, person)?;
    let (mut touched, remains) = files::erase(&mut session, person, &erasure)?;
    let what = "without the summaries of the person's pairs".to_owned();
    touched.extend(is_withdrawn.then(|| Touched { path: layout::published_summaries(), what }));
    // What people have in their calendars is corrected only by a later edition of the same entries.
    let next = calendar_files::of_people(&session, &partners(&session, person), console.today);
    if !next.is_empty() {
        calendar_files::record_dates(&mut session, console.today);
    }
    for (path, text) in next {
        for file in touched.iter_mut().filter(|file| file.path == path) {
            "the next edition, without the name".clone_into(&mut file.what);
        }
        session.add(path, text);
    }
    console.say(&format!("Erasing {label}. What is coded ({person}, pairs, dates, conflicts by id) stays."))?;
    tell_ending(person, &ended, console)?;
    tell_register(person, &erasure, console)?;
    console.say_all(public_report::still_public(&session)?.filter(|_| is_withdrawn))?;
    show(&touched, console)?;
    console.warn(&[remains, in_git.found.clone()].concat())?;
    remains::tell_cleaning(&in_git, console)?;
    remains::tell_elsewhere(&session, console)?;
    console.apply_for_good(session, write, "erase", &format!("{person} was erased"))
}

/// Whether this id is the one to erase.
///
/// # Errors
/// For an id that is retired, and for one that was erased here already and whose person has applied again: the other id is named. And
/// without the private folder.
fn may_be_erased(session: &CohortSession, person: PersonId) -> Result<(), Refusal> {
    let records = session.records()?;
    if let Some(keeper) = identity::retired(&session.facts).get(&person) {
        let message = format!("{person} is retired: {keeper} is the same person");
        let problem = Problem::error("retired-id", message).help(format!("`revmentor erase {keeper}` erases both"));
        return Err(Refusal::unmet(vec![problem]));
    }
    let is_here = records.register.get(person).is_some() || records.former.contains_key(&person);
    match taking_part::applied_again(session, person).filter(|_| !is_here) {
        None => Ok(()),
        Some(again) => {
            let message = format!("{person} was erased already, and has applied again as {again}");
            let problem = Problem::error("erased", message).help(format!("`revmentor erase {again}` erases the new data"));
            Err(Refusal::unmet(vec![problem]))
        }
    }
}

/// Somebody whom nobody can reach any more does not take part any more: until the programme is over, erasing is leaving, too.
fn leave_first(session: &mut CohortSession, person: PersonId, today: NaiveDate) -> Leaving {
    let cohort = session.cohort();
    let Some(known) = cohort.people.get(&person).filter(|known| known.takes_part()) else { return Leaving::Stays };
    if today > session.settings.meetings.last {
        return Leaving::Stays;
    }
    let on = [known.joined, taking_part::last_held(&cohort, person)].into_iter().flatten().fold(today, NaiveDate::max);
    let ended = taking_part::leave(session, person, on, WithdrawalReason::Other);
    Leaving::Leaves(ended.into_iter().map(|(pair, _)| pair).collect())
}

/// What erasing does to somebody's part in the programme.
enum Leaving {
    /// Nothing: the person had left, or the programme is over.
    Stays,
    /// The person leaves, and these pairs end.
    Leaves(Vec<PairId>),
}

fn record(session: &mut CohortSession, person: PersonId, today: NaiveDate) {
    let is_recorded = |known: &Participant| known.erased.is_some() && !known.may_apply_again;
    let has_applied_again = taking_part::applied_again(session, person).is_some();
    if !has_applied_again && !session.cohort().people.get(&person).is_some_and(is_recorded) {
        session.facts.person(person, today, PersonFact::Erased);
    }
}

fn tell_ending(person: PersonId, left: &Leaving, console: &mut Console<'_>) -> anyhow::Result<()> {
    let Leaving::Leaves(pairs) = left else { return Ok(()) };
    console.say(&format!("{person} leaves the programme."))?;
    pairs.iter().try_for_each(|pair| {
        let other = pair.person(person.side().other());
        console.say(&format!("The pair {pair} ends; {other} is free for the next match."))
    })
}

fn tell_register(person: PersonId, erasure: &Erasure, console: &mut Console<'_>) -> anyhow::Result<()> {
    if erasure.entry.is_none() {
        let known = format!("{person} has no row in the register of this machine, so that only id and address can be looked for");
        let problem = Problem::warning("no-row", known).help("look through private/ for the name yourself");
        console.warn(&[problem])?;
    }
    if erasure.shared_name {
        let message = format!("somebody else has the name of {person}: where others wrote it, it stays");
        console
            .warn(&[Problem::warning("shared-name", message).help("look at private/register.csv and the exports yourself")])?;
    }
    let named_by: Vec<String> = erasure.named_by.iter().map(ToString::to_string).collect();
    if !named_by.is_empty() {
        console.say(&format!("The name goes out of the answers of {}.", named_by.join(", ")))?;
    }
    if erasure.notes > 0 {
        console.say(&format!("{} private notes go or lose the name.", erasure.notes))?;
    }
    console.warn(&doubtful(erasure))
}

/// What stays and may still name the person, for only the lead can judge it.
fn doubtful(erasure: &Erasure) -> Vec<Problem> {
    let note = |at: &usize| {
        // A header stands above the notes, and each is one line.
        let (row, file) = (u32::try_from(at + 2).unwrap_or(u32::MAX), layout::notes());
        Problem::warning("left-over", "this note has a word like the name, and stays")
            .at(Place::file(file.as_str()).at(row, row).column("text"))
            .help("look at it yourself; if it means the person, take the line out")
    };
    let notes = erasure.doubtful_notes.iter().map(note);
    let answers: Vec<String> = erasure.doubtful_answers.iter().map(ToString::to_string).collect();
    let message = format!("the answers of {} have a word like the name, and stay", answers.join(", "));
    let answer = Problem::warning("left-over", message)
        .at(Place::file(layout::register().as_str()))
        .help("look at them yourself; change them in the export, then `revmentor import`");
    notes.chain((!answers.is_empty()).then_some(answer)).collect()
}

fn show(touched: &[Touched], console: &mut Console<'_>) -> anyhow::Result<()> {
    let rows = touched.iter().map(|touched| [Cell::text(&touched.path), Cell::text(&touched.what)]);
    let sheet = Sheet::new("Files beside the register and the notes", ["file", "what"], rows);
    console.show(&Document::default().sheet("files", sheet))
}

/// Everybody with whom the person was ever in a pair.
fn partners(session: &CohortSession, person: PersonId) -> BTreeSet<PersonId> {
    let pairs = session.facts.pairs.keys().filter(|pair| pair.has(person));
    pairs.map(|pair| pair.person(person.side().other())).collect()
}
