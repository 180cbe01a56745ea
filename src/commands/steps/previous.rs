//! Earlier cohorts: who waited then, and who was paired with whom; only where their private registers are at hand.

use std::collections::{BTreeMap, BTreeSet};

use crate::commands::book::Book;
use crate::commands::desk::{Access, Desk};
use crate::domain::conflict::ConflictReason;
use crate::domain::contact::Email;
use crate::domain::fact::PersonFact;
use crate::domain::id::{PairId, PersonId};
use crate::render::terminal::problems::Texts;
use crate::store::changes::Workspace;

/// What the earlier cohorts tell about people of this one.
#[derive(Debug, Default)]
pub(in crate::commands) struct Earlier {
    /// Who waited in one of them.
    pub(in crate::commands) waited: BTreeSet<PersonId>,
    /// Who were a pair in one of them.
    pub(in crate::commands) paired: BTreeSet<PairId>,
}

/// Reads the earlier cohorts that cohort.toml names; says which of them could not be read, and goes on without them.
///
/// # Errors
/// Without the private folder of this cohort.
pub(in crate::commands) fn read(book: &Book, desk: &mut Desk<'_>) -> anyhow::Result<Earlier> {
    let here: BTreeMap<Email, PersonId> =
        book.vault()?.register.iter().map(|(id, entry)| (entry.contact.email.clone(), id)).collect();
    let mut earlier = Earlier::default();
    for directory in &book.settings.previous.cohorts {
        let opened = Workspace::open(&book.workspace().root().join(directory), Access::Read)
            .and_then(|(workspace, _)| Book::read(workspace, &mut Texts::new(), |_| Vec::new()));
        let Ok((then, _)) = opened else {
            desk.say(&format!(
                "The earlier cohort {directory} cannot be read: who waited and who was paired then is not known."
            ))?;
            continue;
        };
        if then.vault().is_ok() {
            add(&then, &here, &mut earlier);
        } else {
            desk.say(&format!("The private register of {directory} is not at hand: who its people are is not known."))?;
        }
    }
    Ok(earlier)
}

fn add(then: &Book, here: &BTreeMap<Email, PersonId>, earlier: &mut Earlier) {
    let Ok(vault) = then.vault() else { return };
    let now = |person: PersonId| vault.register.get(person).and_then(|entry| here.get(&entry.contact.email)).copied();
    let cohort = then.cohort();
    earlier.waited.extend(cohort.waiting().into_keys().filter_map(now));
    let again = |pair: &PairId| PairId::of(now(pair.mentor)?, now(pair.mentee)?);
    earlier.paired.extend(cohort.pairs.keys().filter_map(again));
}

/// Declares that people who were paired in an earlier cohort are not paired again; gives how many such declarations are new.
pub(in crate::commands) fn declare(book: &mut Book, earlier: &Earlier, today: chrono::NaiveDate) -> usize {
    if earlier.paired.is_empty() {
        return 0;
    }
    let known = book.cohort().conflicts;
    let new: Vec<PairId> = earlier.paired.iter().filter(|pair| !known.contains_key(pair)).copied().collect();
    for pair in &new {
        let fact = PersonFact::Conflict { with: pair.mentee, reason: ConflictReason::Previous };
        book.facts.person(pair.mentor, today, fact);
    }
    new.len()
}
