//! What `match` says beside the pairs: why each changes, what would spare it, and why not everybody could be paired.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::draw as step;
use crate::app::session::CohortSession;
use crate::domain::cohort::Cohort;
use crate::domain::conflict::Veto;
use crate::domain::id::PairId;
use crate::domain::match_request::MatchRequest;
use crate::domain::person::Person;
use crate::domain::side::Side;
use crate::matching::{self, Proposal};
use crate::render::output::Sheet;
use crate::render::private::{changes, explanation};

/// The most people of whom an obstructed group is looked for at once; `explain` looks in any cohort.
const PEOPLE: usize = 2000;

/// Every pair that ends, is made or is kept, and why; none where no pair stood.
pub(super) fn changes(session: &CohortSession, before: &Cohort, request: &MatchRequest, proposal: &Proposal) -> Option<Sheet> {
    let people: BTreeMap<_, &Person> = request.inputs.people.iter().map(|person| (person.id, person)).collect();
    let why = |pair: &PairId| -> Vec<Veto> {
        match (people.get(&pair.mentor), people.get(&pair.mentee)) {
            (Some(mentor), Some(mentee)) => matching::vetoes(&request.params.rules, &request.inputs.declared, mentor, mentee),
            _ => Vec::new(),
        }
    };
    let vetoes = proposal.ended.iter().map(|(pair, _)| (*pair, why(pair))).collect();
    (!request.inputs.standing.is_empty()).then(|| changes::sheet(before, proposal, &vetoes, &session.names()))
}

/// What would spare the pairs that change for others' sake.
pub(super) fn sparing(session: &CohortSession, request: &MatchRequest, proposal: &Proposal) -> Vec<String> {
    let ended: BTreeSet<PairId> = proposal.ended.iter().map(|(pair, _)| *pair).collect();
    let found = matching::sparing(request, &ended);
    let changed = proposal.aims.standing.saturating_sub(proposal.aims.kept);
    changes::sparing(&found, changed, request.params.kind, &session.names())
}

/// Why people of both sides wait: a group with too few permitted partners, and what would mend it.
pub(super) fn obstruction(session: &CohortSession, request: &MatchRequest, proposal: &Proposal) -> Vec<String> {
    let waits = |side: Side| proposal.waiting.keys().any(|person| person.side() == side);
    if !Side::BOTH.into_iter().all(waits) || request.inputs.people.len() > PEOPLE {
        return Vec::new();
    }
    let Some((found, relief)) = matching::obstruction(request) else { return Vec::new() };
    explanation::obstruction(&found, &relief, step::begun(proposal), request.params.kind, &session.names())
}
