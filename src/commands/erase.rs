//! `erase`: somebody's personal data leave this machine; what is coded stays, and no import brings the person back.

mod expired;
mod files;
mod remains;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use clap::Args;

use super::book::Book;
use super::desk::{Desk, Done};
use super::withdraw;
use super::write::WriteArguments;
use crate::domain::fact::{PersonFact, WithdrawalReason};
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::Problem;
use crate::render::output::{Cell, Document, Sheet};
use crate::store::layout::RelPath;
use crate::store::vault::Erasure;

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
    write: WriteArguments,
}

/// A file that an erasure touches, and how.
struct Touched {
    path: RelPath,
    what: String,
}

pub(super) fn run(arguments: &Arguments, desk: &mut Desk<'_>) -> anyhow::Result<Done> {
    let book = desk.open(arguments.write.access())?;
    match &arguments.person {
        Some(person) => one(person, book, arguments.write, desk),
        None => expired::run(book, arguments.write, desk),
    }
}

fn one(word: &str, mut book: Book, write: WriteArguments, desk: &mut Desk<'_>) -> anyhow::Result<Done> {
    let person = book.person(word)?;
    book.vault()?;
    let label = book.label(person);
    let in_git = remains::in_git(&book, Some(person))?;
    let ended = leave_first(&mut book, person, desk.today);
    let erasure = book.vault_mut()?.erase(person)?;
    record(&mut book, person, desk.today);
    let (touched, remains) = files::erase(&mut book, person, &erasure)?;
    desk.say(&format!("Erasing {label}. What is coded ({person}, pairs, dates, conflicts by id) stays."))?;
    tell_ending(person, &ended, desk)?;
    tell_register(person, &erasure, desk)?;
    show(&touched, desk)?;
    desk.warn(&[remains, in_git].concat())?;
    remains::tell_elsewhere(&book, desk)?;
    desk.apply_for_good(book, write, "erase", &format!("{person} was erased"))
}

/// Somebody whom nobody can reach any more does not take part any more: until the programme is over, erasing is leaving, too.
fn leave_first(book: &mut Book, person: PersonId, today: NaiveDate) -> Leaving {
    let cohort = book.cohort();
    let Some(known) = cohort.people.get(&person).filter(|known| known.withdrew.is_none()) else { return Leaving::Stays };
    if today > book.settings.meetings.last {
        return Leaving::Stays;
    }
    let on = [known.joined, withdraw::last_held(&cohort, person)].into_iter().flatten().fold(today, NaiveDate::max);
    let ended = withdraw::leave(book, person, on, WithdrawalReason::Other);
    Leaving::Leaves(ended.into_iter().map(|(pair, _)| pair).collect())
}

/// What erasing does to somebody's part in the programme.
enum Leaving {
    /// Nothing: the person had left, or the programme is over.
    Stays,
    /// The person leaves, and these pairs end.
    Leaves(Vec<PairId>),
}

fn record(book: &mut Book, person: PersonId, today: NaiveDate) {
    if book.cohort().people.get(&person).is_none_or(|known| known.erased.is_none()) {
        book.facts.person(person, today, PersonFact::Erased);
    }
}

fn tell_ending(person: PersonId, left: &Leaving, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let Leaving::Leaves(pairs) = left else { return Ok(()) };
    desk.say(&format!("{person} leaves the programme."))?;
    pairs.iter().try_for_each(|pair| {
        let other = pair.person(person.side().other());
        desk.say(&format!("The pair {pair} ends; {other} is free for the next match."))
    })
}

fn tell_register(person: PersonId, erasure: &Erasure, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    if erasure.entry.is_none() {
        let known = format!("{person} has no row in the register of this machine, so that only id and address can be looked for");
        let problem = Problem::warning("no-row", known).help("look through private/ for the name yourself");
        desk.warn(&[problem])?;
    }
    if erasure.shared_name {
        let message = format!("somebody else has the name of {person}: where others wrote it, it stays");
        desk.warn(&[Problem::warning("shared-name", message).help("look at private/register.csv and the exports yourself")])?;
    }
    let named_by: Vec<String> = erasure.named_by.iter().map(ToString::to_string).collect();
    if !named_by.is_empty() {
        desk.say(&format!("The name goes out of the answers of {}.", named_by.join(", ")))?;
    }
    if erasure.notes > 0 {
        desk.say(&format!("{} private notes go or lose the name.", erasure.notes))?;
    }
    Ok(())
}

fn show(touched: &[Touched], desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let rows = touched.iter().map(|touched| [Cell::text(&touched.path), Cell::text(&touched.what)]);
    let sheet = Sheet::new("Files beside the register and the notes", ["file", "what"], rows);
    desk.show(&Document::default().sheet("files", sheet))
}

/// Everybody with whom the person was ever in a pair.
fn partners(book: &Book, person: PersonId) -> BTreeSet<PersonId> {
    let pairs = book.facts.pairs.keys().filter(|pair| pair.has(person));
    pairs.map(|pair| pair.person(person.side().other())).collect()
}
