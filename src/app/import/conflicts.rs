//! Conflicts of interest that people named in the surveys: the certain ones are declared, the others become questions.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::Imported;
use crate::app::session::CohortSession;
use crate::domain::cohort::Cohort;
use crate::domain::conflict::{ConflictReason, Doubt};
use crate::domain::fact::PersonFact;
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::Refusal;
use crate::people::mentions::{Meaning, Mention};
use crate::render::output::{Cell, Sheet};
use crate::render::private::names::Names;

/// A name that may mean somebody, as it was typed.
#[derive(Clone, Debug)]
pub(crate) struct ConflictQuestion {
    /// Who typed it.
    pub(crate) by: PersonId,
    /// What was typed.
    pub(crate) typed: String,
    /// Why it is not certain.
    pub(crate) doubt: Doubt,
    /// Who may be meant.
    pub(crate) candidates: Vec<PersonId>,
}

impl ConflictQuestion {
    /// The pairs that it is about.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = PairId> {
        self.candidates.iter().filter_map(|person| PairId::of(self.by, *person))
    }

    /// For people: `M03 Anna Birch typed "Bob Jones": perhaps E07 Robert Jones`.
    pub(crate) fn words(&self, names: &Names) -> String {
        let candidates: Vec<String> = self.candidates.iter().map(|id| names.label(*id)).collect();
        format!("{} typed {:?}: perhaps {}", names.label(self.by), self.typed, candidates.join(" or "))
    }
}

/// The questions among what people named.
pub(crate) fn questions(named: &[(PersonId, Mention)]) -> Vec<ConflictQuestion> {
    let question = |(by, mention): &(PersonId, Mention)| match &mention.meaning {
        Meaning::Ask { doubt, candidates } => {
            Some(ConflictQuestion { by: *by, typed: mention.text.clone(), doubt: *doubt, candidates: candidates.clone() })
        }
        _ => None,
    };
    named.iter().filter_map(question).collect()
}

/// Looks up whom people named and records what is new: a certain conflict is declared, an uncertain one is asked about.
/// What was dismissed or taken back is not raised again; a name that fits nobody stays in the register and is tried again.
pub(super) fn record(
    session: &mut CohortSession,
    cohort: &Cohort,
    today: NaiveDate,
    imported: &mut Imported,
) -> Result<(), Refusal> {
    let named = session.records()?.whom_people_named();
    let mut found: BTreeMap<PairId, Option<Doubt>> = BTreeMap::new();
    for (by, mention) in &named {
        let (people, doubt) = match &mention.meaning {
            Meaning::Means(person) => (vec![*person], None),
            Meaning::Ask { doubt, candidates } => (candidates.clone(), Some(*doubt)),
            // Two of one side are never paired.
            Meaning::Fellow(_) | Meaning::Oneself => continue,
            Meaning::Nobody => {
                imported.nobody.push((*by, mention.text.clone()));
                continue;
            }
        };
        for pair in people.into_iter().filter_map(|person| PairId::of(*by, person)) {
            if !cohort.conflicts.contains_key(&pair) {
                let least_doubt = found.get(&pair).map_or(doubt, |before| before.and_then(|before| before.and(doubt)));
                found.insert(pair, least_doubt);
            }
        }
    }
    for (pair, doubt) in &found {
        let with = pair.mentee;
        let fact = match doubt {
            None => PersonFact::Conflict { with, reason: ConflictReason::Named },
            Some(doubt) => PersonFact::Possible { with, doubt: *doubt },
        };
        session.facts.person(pair.mentor, today, fact);
    }
    let is_new = |question: &ConflictQuestion| question.pairs().any(|pair| found.get(&pair).is_some_and(Option::is_some));
    imported.questions = questions(&named).into_iter().filter(is_new).collect();
    imported.conflicts = found.into_iter().collect();
    Ok(())
}

/// The conflicts that are new.
pub(crate) fn sheet(imported: &Imported, names: &Names) -> Sheet {
    let mut typed: BTreeMap<PairId, Vec<String>> = BTreeMap::new();
    for question in &imported.questions {
        let pairs: BTreeSet<PairId> = question.pairs().collect();
        for pair in pairs {
            typed.entry(pair).or_default().push(question.typed.clone());
        }
    }
    let rows = imported.conflicts.iter().map(|(pair, doubt)| {
        let state = doubt.map_or("declared", Doubt::code);
        [
            names.cell(pair.mentor),
            names.cell(pair.mentee),
            Cell::text(state),
            Cell::List(typed.get(pair).cloned().unwrap_or_default()),
        ]
    });
    Sheet::new("Conflicts named in the surveys", ["mentor", "mentee", "state", "typed"], rows)
}
