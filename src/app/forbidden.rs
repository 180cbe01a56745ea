//! Which standing pairs may not be, and why: a declared conflict, an open question, or a rule of `cohort.toml`.
//!
//! Whoever makes pairs known to their people asks here first. Without the register only what is recorded is known.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::app::session::CohortSession;
use crate::domain::conflict::{Forbidden, Veto};
use crate::domain::fact::{EndReason, PairFact};
use crate::domain::id::PersonId;
use crate::domain::person::Person;
use crate::domain::problem::{Problem, Severity};
use crate::matching;

/// Every pair that goes on and may not be, with the first reason, by id. O(pairs · rules + people · log people).
pub(crate) fn standing(session: &CohortSession) -> Vec<Forbidden> {
    let cohort = session.cohort();
    let people: BTreeMap<PersonId, Person> = session
        .records()
        .map(|records| records.register.people().into_iter().map(|person| (person.id, person)).collect())
        .unwrap_or_default();
    let rules = &session.settings.conflict_rules;
    let unknown = |id: PersonId| Person { id, answers: crate::domain::answer::Answers::default() };
    let of = |id: PersonId| people.get(&id).cloned().unwrap_or_else(|| unknown(id));
    let forbidden = cohort.active_pairs().filter_map(|pair| {
        let found = matching::vetoes(rules, &cohort.conflicts, &of(pair.id.mentor), &of(pair.id.mentee));
        // What somebody declared goes before a rule: it is what the two are to be told apart by.
        let veto = found.into_iter().max_by_key(|veto| !matches!(veto, Veto::Alike { .. }))?;
        Some(Forbidden { pair: pair.id, veto })
    });
    forbidden.collect()
}

/// Ends the pairs that may not be and of which one is going to leave, and gives them: they are in no matching, which would end them.
pub(crate) fn end_of_leavers(session: &mut CohortSession, today: NaiveDate) -> Vec<Forbidden> {
    let cohort = session.cohort();
    let of_leavers = standing(session).into_iter().filter_map(|found| Some((cohort.pairs.get(&found.pair)?, found)));
    let mut ended = Vec::new();
    for (pair, found) in of_leavers.filter(|(pair, _)| pair.until.is_some()) {
        let held = pair.held().filter_map(|meeting| meeting.held_on).max();
        let on = today.max(pair.since).max(held.unwrap_or(pair.since));
        session.facts.pair(pair.id, on, PairFact::Ended { reason: EndReason::Conflict });
        ended.push(found);
    }
    ended
}

/// What is said of such a pair, with the command that sets it right.
pub(crate) fn problem(forbidden: &Forbidden) -> Problem {
    let Forbidden { pair, veto } = forbidden;
    let (code, help) = match veto {
        Veto::Alike { .. } => ("rule-broken", "`revmentor match` makes other pairs".to_owned()),
        Veto::Declared(_) => ("forbidden-pair", "`revmentor match` makes other pairs".to_owned()),
        Veto::Open(_) => (
            "forbidden-pair",
            format!(
                "`revmentor conflict dismiss {} {}` if it is none; `revmentor match` makes other pairs",
                pair.mentor, pair.mentee
            ),
        ),
    };
    Problem::error(code, format!("{pair} may not be a pair: {veto}")).help(help)
}

/// The standing pairs among `people` that may not be, as warnings to whoever writes something for these people; all of them where nobody is
/// named.
pub(crate) fn warnings(session: &CohortSession, people: &[PersonId]) -> Vec<Problem> {
    let concerns = |found: &Forbidden| people.is_empty() || found.pair.people().iter().any(|person| people.contains(person));
    let warning = |found| Problem { severity: Severity::Warning, ..problem(&found) };
    standing(session).into_iter().filter(concerns).map(warning).collect()
}
