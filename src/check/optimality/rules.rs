//! Judges the pairs themselves: nobody in more pairs than there is room for, no pair that is forbidden, every fixed pair there.

use std::collections::{BTreeMap, BTreeSet};

use super::PairingClaim;
use super::weighed::{Profile, Scores};
use crate::domain::draw::{self, Aims};
use crate::domain::id::{PairId, PersonId};
use crate::domain::match_request::MatchRequest;
use crate::domain::person::Person;
use crate::domain::problem::Problem;
use crate::domain::settings::Method;
use crate::domain::side::{BySide, Side};
use crate::domain::stand_in;

/// The people as the judge sees them, and the standing pairs sorted out.
pub(super) struct Setting<'a> {
    /// Everybody, by id, mentors first.
    pub(super) people: Vec<Known>,
    /// The standing pairs that could not be moved.
    pub(super) fixed: BTreeSet<PairId>,
    /// The standing pairs that are better kept.
    pub(super) preferred: BTreeSet<PairId>,
    /// Whether first places and further ones are told apart: somebody has a further one, and people were to be counted.
    pub(super) several: bool,
    /// How many pairs beside the fixed ones may be made.
    most: usize,
    scores: Scores<'a>,
    minimum: u16,
}

/// The greatest score.
const ALL_POINTS: u16 = 1000;

/// The first place among a person's [`Known::shares`].
pub(super) const FIRST: usize = 0;
/// The places beyond the first.
pub(super) const FURTHER: usize = 1;

/// One person with all that is asked of them.
pub(super) struct Known {
    /// The id.
    pub(super) id: PersonId,
    /// For how many pairs, beside the fixed ones, there is room.
    pub(super) places: usize,
    /// Of these the first place and the further ones, by [`FIRST`] and [`FURTHER`]; all are first ones where these are not told apart.
    pub(super) shares: [usize; 2],
    /// Whether they were to be paired before others.
    pub(super) precedence: bool,
    profile: Profile,
    /// The keys of each rule's field.
    alike: Vec<BTreeSet<String>>,
}

impl<'a> Setting<'a> {
    /// Sorts out who could move. A pair of somebody whose answers are not at hand could not.
    pub(super) fn new(claim: &PairingClaim<'a>, people: &BTreeMap<PersonId, &'a Person>) -> Setting<'a> {
        let MatchRequest { inputs, params } = claim.request;
        let by_goals = params.policy.method == Method::Goals;
        let stand_ins = stand_in::both(params.kind);
        let people: Vec<&Person> = by_id(people.values().copied().chain(params.policy.places.iter().flat_map(|_| &stand_ins)));
        let (scores, profiles) = Scores::read(if by_goals { &params.policy.criteria } else { &[] }, params.kind, &people);
        let apart = stand_in::rule();
        let known = |(person, profile): (&&Person, Profile)| Known {
            id: person.id,
            places: inputs.room.get(&person.id).map_or(1, |room| *room as usize),
            shares: [0; 2],
            precedence: inputs.precedence.contains(&person.id),
            profile,
            alike: params.rules.iter().chain([&apart]).map(|rule| person.keys(&rule.same)).collect(),
        };
        let people: Vec<Known> = people.iter().zip(profiles).map(known).collect();
        let minimum = params.minimum_score();
        let mut setting = Setting {
            people,
            fixed: BTreeSet::new(),
            preferred: BTreeSet::new(),
            several: false,
            most: usize::MAX,
            scores,
            minimum,
        };
        for (&pair, &settled) in inputs.standing.iter().filter(|(pair, _)| !forbidden_by_word(claim, **pair)) {
            match (setting.known(pair.mentor), setting.known(pair.mentee)) {
                (Some(mentor), Some(mentee)) if alike(mentor, mentee) => {}
                (Some(_), Some(_)) if params.fresh => {}
                (Some(_), Some(_)) if !settled || params.allow_moves => {
                    setting.preferred.insert(pair);
                }
                _ => {
                    setting.fixed.insert(pair);
                }
            }
        }
        let taken = counts(&setting.fixed);
        for known in &mut setting.people {
            known.places = known.places.saturating_sub(taken.get(&known.id).copied().unwrap_or(0));
        }
        setting.most = stand_in::most_pairs(params.policy.places, setting.fixed.len(), setting.preferred.len());
        setting.stand_in();
        setting.share(&taken, params.counts_people());
        setting
    }

    /// Tells first places from further ones. Whoever is in a fixed pair has had the first; a stand-in's places are all alike.
    fn share(&mut self, taken: &BTreeMap<PersonId, usize>, counts_people: bool) {
        let first = |known: &Known| match taken.get(&known.id) {
            _ if known.id.is_stand_in() => known.places,
            Some(_) => 0,
            None => known.places.min(1),
        };
        self.several = counts_people && self.people.iter().any(|known| known.places > first(known));
        for known in &mut self.people {
            let first = if self.several { first(known) } else { known.places };
            known.shares = [first, known.places - first];
        }
    }

    /// Gives the stand-ins their places.
    fn stand_in(&mut self) {
        let free = |side: Side| {
            let own = self.people.iter().filter(|known| known.id.side() == side && !known.id.is_stand_in());
            own.map(|known| known.places).sum()
        };
        let needed = stand_in::needed(&BySide { mentors: free(Side::Mentor), mentees: free(Side::Mentee) }, self.most);
        for known in self.people.iter_mut().filter(|known| known.id.is_stand_in()) {
            known.places = needed[known.id.side()];
        }
    }

    /// The pairs of stand-ins beside these pairs: whoever has a place left, the first by id, as long as there are stand-ins. Which people they
    /// are makes no difference to what such pairs are worth.
    pub(super) fn beside(&self, pairs: &[PairId]) -> Vec<PairId> {
        let taken = counts(pairs);
        let of = |side: Side| {
            let own = self.people.iter().filter(move |known| known.id.side() == side && !known.id.is_stand_in());
            own.flat_map(|known| {
                let left = known.places.saturating_sub(taken.get(&known.id).copied().unwrap_or(0));
                std::iter::repeat_n(known.id, left)
            })
        };
        let stand_ins = self.people.iter().filter(|known| known.id.is_stand_in());
        let with = |stand_in: &Known| {
            let others = of(stand_in.id.side().other()).take(stand_in.places);
            others.filter_map(|other| PairId::of(stand_in.id, other)).collect::<Vec<_>>()
        };
        stand_ins.flat_map(with).collect()
    }

    /// Whether any standing pair could have been kept as far as its people's places go.
    pub(super) fn any_to_keep(&self) -> bool {
        let free = |id| self.known(id).is_some_and(|known| known.places > 0);
        self.preferred.iter().any(|pair| pair.people().into_iter().all(free))
    }

    /// The person with this id.
    pub(super) fn known(&self, id: PersonId) -> Option<&Known> {
        self.find(id).map(|(_, known)| known)
    }

    /// The person with this id, with where they stand among the people.
    pub(super) fn find(&self, id: PersonId) -> Option<(usize, &Known)> {
        let at = self.people.binary_search_by_key(&id, |known| known.id).ok()?;
        Some((at, self.people.get(at)?))
    }

    /// Everybody of one side who had a place to fill, with where they stand among the people.
    pub(super) fn free(&self, side: Side) -> impl Iterator<Item = (usize, &Known)> {
        self.people.iter().enumerate().filter(move |(_, known)| known.id.side() == side && known.places > 0)
    }

    /// The score of two people; a stand-in has all points with everybody.
    pub(super) fn score(&self, mentor: &Known, mentee: &Known) -> u16 {
        if mentor.id.is_stand_in() || mentee.id.is_stand_in() {
            return ALL_POINTS;
        }
        self.scores.score(&mentor.profile, &mentee.profile)
    }

    /// Whether two people whose score this is could have been paired.
    pub(super) fn permits(&self, claim: &PairingClaim<'_>, mentor: &Known, mentee: &Known, score: u16) -> bool {
        let pair = PairId { mentor: mentor.id, mentee: mentee.id };
        let enough = score >= self.minimum || self.preferred.contains(&pair);
        enough && !forbidden_by_word(claim, pair) && !alike(mentor, mentee)
    }

    /// What is wrong with the pairs, and with the numbers claimed for them.
    pub(super) fn judge(&self, claim: &PairingClaim<'_>) -> Vec<Problem> {
        let mut problems: Vec<Problem> = claim.pairs.iter().filter_map(|pair| self.judge_pair(claim, *pair)).collect();
        let in_pairs = counts(claim.pairs.difference(&self.fixed));
        let too_many = self.people.iter().filter(|known| in_pairs.get(&known.id).is_some_and(|&pairs| pairs > known.places));
        problems.extend(too_many.map(|known| {
            Problem::error("paired-twice", "somebody is in more pairs than there is room for").value(known.id.to_string())
        }));
        if claim.pairs.difference(&self.fixed).count() > self.most {
            problems.push(Problem::error("too-many-pairs", "there are more pairs than `[matching] places` allows"));
        }
        let moved = self.fixed.difference(claim.pairs);
        problems.extend(moved.map(|pair| {
            Problem::error("settled-moved", "a pair that had begun was moved without leave").value(pair.to_string())
        }));
        problems.extend(
            (self.reached(claim) != claim.aims)
                .then(|| Problem::error("aims-differ", "the pairs do not reach what is recorded of them")),
        );
        problems
    }

    fn judge_pair(&self, claim: &PairingClaim<'_>, pair: PairId) -> Option<Problem> {
        let fault = |code, message: &str| Some(Problem::error(code, message).value(pair.to_string()));
        match (self.known(pair.mentor), self.known(pair.mentee)) {
            _ if self.fixed.contains(&pair) => None,
            (Some(mentor), Some(mentee)) if self.permits(claim, mentor, mentee, self.score(mentor, mentee)) => None,
            (Some(_), Some(_)) => fault("forbidden-pair", "a pair is forbidden by a rule, a conflict or the least score"),
            _ => fault("unknown-person", "a pair was made of somebody who could not be paired"),
        }
    }

    /// What the pairs reach, counted again.
    fn reached(&self, claim: &PairingClaim<'_>) -> Aims {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let score = |pair: &PairId| Some(self.score(self.known(pair.mentor)?, self.known(pair.mentee)?));
        let scores: Vec<u16> = claim.pairs.iter().filter_map(score).collect();
        let paired: BTreeSet<PersonId> = claim.pairs.iter().flat_map(|pair| pair.people()).collect();
        Aims {
            pairs: count(claim.pairs.len()),
            standing: count(self.preferred.len()),
            kept: count(self.preferred.intersection(claim.pairs).count()),
            people: claim.request.params.counts_people().then(|| draw::people_in(claim.pairs)),
            precedence: count(claim.request.inputs.precedence.intersection(&paired).count()),
            total: scores.iter().copied().map(u64::from).sum(),
            weakest: scores.iter().copied().min().unwrap_or(0),
        }
    }
}

/// People in the order of ids.
fn by_id<'a>(people: impl Iterator<Item = &'a Person>) -> Vec<&'a Person> {
    let mut people: Vec<&Person> = people.collect();
    people.sort_by_key(|person| person.id);
    people
}

/// In how many of the pairs everybody is.
fn counts<'p>(pairs: impl IntoIterator<Item = &'p PairId>) -> BTreeMap<PersonId, usize> {
    let mut counts = BTreeMap::new();
    for person in pairs.into_iter().flat_map(|pair| pair.people()) {
        *counts.entry(person).or_insert(0) += 1;
    }
    counts
}

fn forbidden_by_word(claim: &PairingClaim<'_>, pair: PairId) -> bool {
    claim.request.inputs.declared.get(&pair).is_some_and(|state| state.forbids())
}

fn alike(mentor: &Known, mentee: &Known) -> bool {
    mentor.alike.iter().zip(&mentee.alike).any(|(a, b)| !a.is_disjoint(b))
}
