//! Reasons for a pairing, as values: what gave a pair its score, who else was possible, what another pair would have cost, and how
//! likely a drawn pair was. Nothing here chooses; nothing here is worded.

use std::collections::{BTreeMap, BTreeSet};

use super::draw::{self, Chance};
use super::everybody::Everybody;
use super::instance::Instance;
use super::proposal::Proposal;
use super::propose::propose;
use super::scoring::Gain;
use super::standing;
use super::ties::Ties;
use super::{aims, vetoes};
use crate::domain::conflict::Veto;
use crate::domain::draw::Aims;
use crate::domain::id::{PairId, PersonId};
use crate::domain::match_request::{MatchInputs, MatchParams, MatchRequest};
use crate::domain::person::Person;
use crate::domain::settings::Method;
use crate::domain::stand_in;

/// Somebody with whom a pair is permitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// Who.
    pub with: PersonId,
    /// The score that the pair would have; none where nothing is scored.
    pub score: Option<u16>,
    /// With whom that person is paired, the first by id if with several.
    pub taken_by: Option<PersonId>,
}

/// Why two people are not a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// They are one.
    Paired,
    /// The answers of one of them are not at hand, or two of one side were asked about.
    Unknown,
    /// It is forbidden.
    Forbidden(Vec<Veto>),
    /// The score is under the least score.
    Under(u16),
    /// One of them is in a pair that had begun.
    Begun(PairId),
    /// It would have been allowed; the best pairing with this pair in it reaches this.
    Possible(Aims),
}

/// A request and its answer, ready for questions.
pub struct Reasons<'a> {
    request: &'a MatchRequest,
    proposal: &'a Proposal,
    people: BTreeMap<PersonId, &'a Person>,
    everybody: Everybody<'a>,
}

impl<'a> Reasons<'a> {
    /// Reads everybody once.
    pub fn new(request: &'a MatchRequest, proposal: &'a Proposal) -> Reasons<'a> {
        let people: BTreeMap<PersonId, &Person> = request.inputs.people.iter().map(|person| (person.id, person)).collect();
        let stood = if request.params.fresh { BTreeSet::new() } else { request.inputs.standing.keys().copied().collect() };
        let everybody = Everybody::new(request, &people, &stood);
        Reasons { request, proposal, people, everybody }
    }

    /// What each criterion gave, or would give, a pair; empty where nothing is scored or somebody's answers are not at hand.
    pub fn gains(&self, pair: PairId) -> Vec<Gain> {
        self.everybody.gains(pair)
    }

    /// Every reason why a pair is forbidden.
    pub fn vetoes(&self, pair: PairId) -> Vec<Veto> {
        match (self.people.get(&pair.mentor), self.people.get(&pair.mentee)) {
            (Some(mentor), Some(mentee)) => {
                vetoes::why(&self.request.params.rules, &self.request.inputs.declared, mentor, mentee)
            }
            _ => vetoes::said(&self.request.inputs.declared, pair).into_iter().collect(),
        }
    }

    /// Everybody else with whom `person` may be paired, the highest score first, then by id.
    pub fn alternatives(&self, person: PersonId) -> Vec<Alternative> {
        let others = self.people.keys().filter_map(|&other| PairId::of(person, other).map(|pair| (other, pair)));
        let open = others.filter(|(_, pair)| !self.is_made(*pair) && self.vetoes(*pair).is_empty());
        let alternative = |(with, pair)| Alternative { with, score: self.everybody.score(pair), taken_by: self.partner(with) };
        let enough =
            |alternative: &Alternative| alternative.score.is_none_or(|score| score >= self.request.params.policy.minimum_score);
        let mut alternatives: Vec<Alternative> = open.map(alternative).filter(enough).collect();
        alternatives.sort_by_key(|alternative| (std::cmp::Reverse(alternative.score), alternative.with));
        alternatives
    }

    /// Why two people are not a pair; the aims that would be reached if they had to be are found by another matching.
    pub fn why_not(&self, one: PersonId, other: PersonId) -> WhyNot {
        let known = |person| self.people.contains_key(&person);
        let Some(pair) = PairId::of(one, other).filter(|_| known(one) && known(other)) else { return WhyNot::Unknown };
        let vetoes = self.vetoes(pair);
        let shares = |other: &PairId| pair.people().into_iter().any(|person| other.has(person));
        let settled = self.request.inputs.standing.iter().filter(|(_, settled)| **settled && !self.request.params.allow_moves);
        let begun = settled.map(|(pair, _)| *pair).find(shares);
        match (self.everybody.score(pair), begun) {
            _ if self.is_made(pair) => WhyNot::Paired,
            _ if !vetoes.is_empty() => WhyNot::Forbidden(vetoes),
            (Some(score), _) if score < self.request.params.policy.minimum_score => WhyNot::Under(score),
            (_, Some(begun)) if self.is_made(begun) => WhyNot::Begun(begun),
            _ => WhyNot::Possible(self.forced(pair)),
        }
    }

    /// What the best pairing with `pair` in it reaches. The pair is fixed as if it had begun, and whoever stands with one of the two
    /// has to give way.
    fn forced(&self, pair: PairId) -> Aims {
        let standing::Sorted { fixed, free, .. } = standing::sort(self.request, &self.people);
        let gives_way = |other: &PairId| pair.people().into_iter().any(|person| other.has(person));
        let stays = self.request.inputs.standing.keys().filter(|other| !gives_way(other));
        let standing = stays.map(|other| (*other, fixed.contains(other))).chain([(pair, true)]).collect();
        let request = MatchRequest {
            inputs: MatchInputs { standing, ..self.request.inputs.clone() },
            params: MatchParams { allow_moves: false, fresh: false, ..self.request.params.clone() },
        };
        let aims = propose(&request).map(|proposal| proposal.aims).unwrap_or_default();
        let stood = u32::from(!self.request.params.fresh && free.contains(&pair));
        Aims { standing: self.proposal.aims.standing, kept: aims.kept + stood, ..aims }
    }

    /// How likely each permitted pair was in a draw, where the pairings can be counted exactly; nothing for other methods.
    pub fn chances(&self) -> BTreeMap<PairId, Chance> {
        if self.request.params.policy.method != Method::Random {
            return BTreeMap::new();
        }
        let sorted = standing::sort(self.request, &self.people);
        let preferred = if self.request.params.fresh { BTreeSet::new() } else { sorted.free };
        let stand_ins = stand_in::both(self.request.params.kind);
        let instance = Instance::of_matching(self.request, &self.people, &stand_ins, &sorted.fixed, &preferred);
        if instance.is_uneven() {
            return BTreeMap::new();
        }
        let (valued, optimum, _) = aims::reach(&instance, false);
        let face = crate::assignment::tight(&valued, &optimum);
        let ties = Ties::of(face, &optimum.mate_of_row, instance.mentees.len());
        let named = |((row, col), chance): ((u32, u32), Chance)| Some((instance.real_pair(row as usize, col as usize)?, chance));
        draw::chances(&ties, &instance.owners()).into_iter().filter_map(named).collect()
    }

    fn is_made(&self, pair: PairId) -> bool {
        self.proposal.pairs.binary_search_by_key(&pair, |made| made.pair).is_ok()
    }

    fn partner(&self, person: PersonId) -> Option<PersonId> {
        let pair = self.proposal.pairs.iter().find(|made| made.pair.has(person))?.pair;
        pair.people().into_iter().find(|one| *one != person)
    }
}
