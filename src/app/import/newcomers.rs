//! Who is new in an import: rows that had another's id get one of their own, and whoever may be known already is asked about.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::app::identity::carry_conflicts;
use crate::app::merged::doubtful;
use crate::app::session::CohortSession;
use crate::domain::fact::PersonFact;
use crate::domain::id::{PairId, PersonId};
use crate::domain::identity;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::people::register::{Change, Respondent};
use crate::store::layout;

/// Every id that was ever given, with the marks of the addresses that its person had; none for an id whose data were erased, for somebody
/// who applies again gets a new one.
pub(super) fn ids_ever_given(session: &CohortSession) -> BTreeMap<PersonId, Vec<String>> {
    let mut marks = identity::marks(&session.facts);
    for id in identity::erased(&session.facts) {
        marks.entry(id).or_default().clear();
    }
    marks
}

/// The people of rows that were set aside because their id is another's.
#[derive(Default)]
pub(super) struct Strangers {
    /// Those whom no export holds: they are new in the register.
    pub(super) changes: Vec<Change>,
    /// The id of each, and the one that their row had before.
    pub(super) moved: Vec<(PersonId, PersonId)>,
}

/// Gives new ids to the people of rows that were set aside, where the exports did not give them one.
///
/// # Errors
/// Without the private folder.
pub(super) fn give_ids_to_strangers(session: &mut CohortSession) -> Result<Strangers, Refusal> {
    let kind = session.settings.programme.kind;
    let taken = ids_ever_given(session);
    let records = session.records_mut()?;
    let mut strangers = Strangers::default();
    for (id, entry) in std::mem::take(&mut records.aside) {
        if let Some(own) = records.register.by_email(&entry.contact.email) {
            strangers.moved.push((own, id));
            continue;
        }
        let file = layout::register().to_string();
        let row = Respondent { contact: &entry.contact, answers: &entry.answers, file: &file, row: 0, line: None };
        let (found, _) = records.register.merge(id.side(), kind, &records.key, &[row], &taken);
        for change in found {
            if let Change::New(own) = change {
                strangers.moved.push((own, id));
                strangers.changes.push(change);
            }
        }
    }
    Ok(strangers)
}

/// What was recorded under the id that somebody had before may be about either of the two: nobody is paired with whom either may not be, and
/// all else is named with the command that takes it back.
pub(super) fn doubts(session: &mut CohortSession, id: PersonId, before: PersonId, today: NaiveDate) -> Vec<Problem> {
    let cohort = session.cohort();
    let carried = carry_conflicts(session, &cohort, (before, id), today);
    let mut doubts: Vec<Problem> = carried.into_iter().map(|pair| carried_over(pair, before)).collect();
    doubts.extend(doubtful::facts_of(session, before));
    doubts
}

fn carried_over(pair: PairId, before: PersonId) -> Problem {
    let PairId { mentor, mentee } = pair;
    Problem::warning("two-people", format!("the conflict of interest of {before} may be about {pair}, and forbids that too"))
        .at(Place::file(layout::person_facts(mentor).as_str()))
        .help(format!("if it is not, `revmentor conflict remove {mentor} {mentee}` takes it back"))
}

/// Asks whether somebody new is known under another id already.
///
/// # Errors
/// Without the private folder.
pub(super) fn ask(session: &mut CohortSession, changes: &[Change], today: NaiveDate) -> Result<(), Refusal> {
    let is = |wanted: fn(&Change) -> Option<PersonId>| changes.iter().filter_map(wanted).collect::<BTreeSet<PersonId>>();
    let new = is(|change| if let Change::New(id) = change { Some(*id) } else { None });
    let missing = is(|change| if let Change::Missing(id) = change { Some(*id) } else { None });
    for (id, with, why) in session.records()?.register.likenesses(&new, &missing) {
        session.facts.person(id, today, PersonFact::Alike { with, why });
    }
    Ok(())
}
