//! Earlier cohorts: who waited then, and who was paired with whom; only where their private registers are at hand.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::judging::Judging;
use crate::app::session::CohortSession;
use crate::domain::conflict::ConflictReason;
use crate::domain::contact::Email;
use crate::domain::fact::PersonFact;
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::setting_ref::SettingRef;
use crate::render::terminal::excerpt::Texts;
use crate::store::changes::{Access, Workspace};
use crate::store::layout;

/// What the earlier cohorts tell about people of this one.
#[derive(Debug, Default)]
pub(crate) struct Earlier {
    /// Who waited in one of them.
    pub(crate) waited: BTreeSet<PersonId>,
    /// Who were a pair in one of them.
    pub(crate) paired: BTreeSet<PairId>,
    /// Which of them could not be read.
    pub(crate) unread: Vec<Problem>,
}

/// Reads the earlier cohorts that cohort.toml names; says which of them could not be read, and goes on without them.
///
/// # Errors
/// Without the private folder of this cohort.
pub(crate) fn read(session: &CohortSession) -> Result<Earlier, Refusal> {
    let here: BTreeMap<Email, PersonId> =
        session.records()?.register.iter().map(|(id, entry)| (entry.contact.email.clone(), id)).collect();
    let mut earlier = Earlier::default();
    for directory in &session.settings.previous.cohorts {
        match open(session, directory) {
            Ok(then) if has_register(session, directory) && then.records().is_ok() => add(&then, &here, &mut earlier),
            Ok(_) => earlier.unread.push(without_register(directory)),
            Err(_) => earlier.unread.push(unread(directory)),
        }
    }
    earlier.unread = session.locate(earlier.unread);
    Ok(earlier)
}

/// The earlier cohorts that cohort.toml names and that are not there, or whose people nobody knows here: the next matching would not
/// know who waited and who were a pair. By what is on the disk; their facts are not read.
pub(crate) fn not_at_hand(session: &CohortSession) -> Vec<Problem> {
    let is_there = |directory: &str| session.workspace().root().join(directory).join(layout::COHORT_FILE).is_file();
    let missing = session.settings.previous.cohorts.iter().filter_map(|directory| {
        if is_there(directory) {
            (!has_register(session, directory)).then(|| without_register(directory))
        } else {
            Some(unread(directory))
        }
    });
    session.locate(missing.collect())
}

fn has_register(session: &CohortSession, directory: &str) -> bool {
    session.workspace().root().join(directory).join(layout::register().as_str()).is_file()
}

fn unread(directory: &str) -> Problem {
    let message = "no earlier cohort can be read here, so who waited and who was paired then is unknown";
    let help = "write the path from this cohort directory to that one, such as \"../spring\"";
    missing(directory, message).help(help)
}

fn without_register(directory: &str) -> Problem {
    let message = "the private register of this earlier cohort is not here, so who waited and who was paired then is unknown";
    let help = "put its private/ folder back or open its bundle there with `revmentor unseal`; if its personal data was erased, take the \
                directory out of [previous]";
    missing(directory, message).help(help)
}

fn missing(directory: &str, message: &str) -> Problem {
    Problem::warning("earlier-cohort", message).at(Place::setting(SettingRef::EarlierCohorts)).value(directory)
}

/// An earlier cohort, to be looked at.
///
/// # Errors
/// When it is not there, or its facts cannot be read.
pub(crate) fn open(session: &CohortSession, directory: &str) -> Result<CohortSession, Refusal> {
    let (workspace, _) = Workspace::open(&session.workspace().root().join(directory), Access::Read)?;
    let (then, _) = CohortSession::read(workspace, &mut Texts::new(), |_| Vec::new(), Judging::Strict)?;
    Ok(then)
}

fn add(then: &CohortSession, here: &BTreeMap<Email, PersonId>, earlier: &mut Earlier) {
    let Ok(records) = then.records() else { return };
    let now = |person: PersonId| records.register.get(person).and_then(|entry| here.get(&entry.contact.email)).copied();
    let cohort = then.cohort();
    earlier.waited.extend(cohort.waiting().into_keys().filter_map(now));
    let again = |pair: &PairId| PairId::of(now(pair.mentor)?, now(pair.mentee)?);
    earlier.paired.extend(cohort.pairs.keys().filter_map(again));
}

/// Declares that people who were paired in an earlier cohort are not paired again; gives how many such declarations are new.
pub(crate) fn declare(session: &mut CohortSession, earlier: &Earlier, today: chrono::NaiveDate) -> usize {
    if earlier.paired.is_empty() {
        return 0;
    }
    let cohort = session.cohort();
    let new: Vec<PairId> = earlier.paired.iter().filter(|pair| !cohort.conflicts.contains_key(pair)).copied().collect();
    for pair in &new {
        let fact = PersonFact::Conflict { with: pair.mentee, reason: ConflictReason::Previous };
        session.facts.person(pair.mentor, today, fact);
    }
    new.len()
}
