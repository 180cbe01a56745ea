//! Judges a proof by adding up prices: see [`crate::domain::proof`] for why that is enough.

use std::collections::{BTreeMap, BTreeSet};

use super::PairingClaim;
use super::rules::{FIRST, FURTHER, Known, Setting};
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::Problem;
use crate::domain::proof::{Aim, PlacesOf, Prices, Stage};
use crate::domain::side::Side;

/// What is wrong with the proof of a claim whose pairs are permitted.
pub(super) fn judge(claim: &PairingClaim<'_>, setting: &Setting<'_>) -> Vec<Problem> {
    let free: Vec<PairId> = claim.pairs.difference(&setting.fixed).copied().collect();
    let made = placed(setting, free.iter().copied().chain(setting.beside(&free)));
    let priced = |prices: &Prices| setting.people.iter().map(|known| prices_of(prices, known.id)).collect();
    let stage = |stage: &Stage| Priced { aims: stage.aims.clone(), prices: priced(&stage.prices) };
    let mut stages: Vec<Priced> = claim.proof.stages.iter().map(stage).collect();
    let ceiling = claim.proof.weakest.as_ref();
    let last = ceiling.map(|ceiling| Priced { aims: vec![(Aim::Above(ceiling.score), 1)], prices: priced(&ceiling.prices) });
    let mut judge = Judge { claim, setting, made, problems: Vec::new() };
    judge.nobody_unknown();
    judge.units(&stages);
    let indispensable = judge.sums(&stages);
    judge.ceiling(last.as_ref(), &indispensable);
    let reached = stages.len();
    stages.extend(last);
    let scores = judge.all_pairs(&stages, reached);
    judge.order(&stages[..reached], &scores);
    judge.problems
}

/// The prices of somebody's first place and of the further ones.
fn prices_of(prices: &Prices, person: PersonId) -> [i128; 2] {
    let of_all = prices.get(&PlacesOf::from(person)).copied().unwrap_or(0);
    [of_all, prices.get(&PlacesOf::further(person)).copied().unwrap_or(of_all)]
}

/// The pairs with the places that they take: everybody's first place goes to the first of their pairs. Those of stand-ins come last, for
/// they count nobody.
fn placed<'k>(setting: &'k Setting<'_>, pairs: impl Iterator<Item = PairId>) -> Vec<Pair<'k>> {
    let mut taken: BTreeMap<PersonId, usize> = BTreeMap::new();
    let mut place = |known: &Known| {
        let taken = taken.entry(known.id).or_default();
        *taken += 1;
        if *taken > known.shares[FIRST] { FURTHER } else { FIRST }
    };
    let pairs = pairs.filter_map(|pair| Pair::find(setting, pair));
    pairs.map(|pair| Pair { places: [place(pair.mentor.1), place(pair.mentee.1)], ..pair }).collect()
}

/// Every way in which a pair can take a first place or a further one of its two people; the first is the only one where these are alike.
const WAYS: [[usize; 2]; 4] = [[FIRST, FIRST], [FIRST, FURTHER], [FURTHER, FIRST], [FURTHER, FURTHER]];

/// A stage with the prices of everybody's first place and further ones, in the order of the people.
struct Priced {
    aims: Vec<(Aim, i128)>,
    prices: Vec<[i128; 2]>,
}

impl Priced {
    /// What a pair is worth to the stage.
    fn worth(&self, pair: &Pair<'_>) -> i128 {
        self.aims.iter().map(|(aim, unit)| unit.saturating_mul(pair.worth(*aim))).fold(0, i128::saturating_add)
    }

    /// What the two of a pair are priced at.
    fn price(&self, pair: &Pair<'_>) -> i128 {
        let of = |at: usize, place: usize| self.prices.get(at).map_or(0, |prices| prices[place]);
        of(pair.mentor.0, pair.places[0]).saturating_add(of(pair.mentee.0, pair.places[1]))
    }
}

/// A pair with all that aims ask of it.
struct Pair<'k> {
    mentor: (usize, &'k Known),
    mentee: (usize, &'k Known),
    /// Which place of the mentor, and which of the mentee, it takes: [`FIRST`] or [`FURTHER`].
    places: [usize; 2],
    score: u16,
    stood: bool,
}

impl<'k> Pair<'k> {
    fn new(setting: &'k Setting<'_>, mentor: (usize, &'k Known), mentee: (usize, &'k Known)) -> Pair<'k> {
        let stood = setting.preferred.contains(&PairId { mentor: mentor.1.id, mentee: mentee.1.id });
        Pair { mentor, mentee, places: WAYS[0], score: setting.score(mentor.1, mentee.1), stood }
    }

    fn find(setting: &'k Setting<'_>, pair: PairId) -> Option<Pair<'k>> {
        Some(Pair::new(setting, setting.find(pair.mentor)?, setting.find(pair.mentee)?))
    }

    fn worth(&self, aim: Aim) -> i128 {
        match aim {
            Aim::Pairs => 1,
            Aim::Kept => self.stood.into(),
            Aim::People => self.counted(|_| true),
            Aim::Precedence => self.counted(|known| known.precedence),
            Aim::Total => self.score.into(),
            Aim::Above(score) => (self.score > score).into(),
        }
    }
}

impl Pair<'_> {
    /// How many of the two count whose first place it takes; none where one is a stand-in.
    fn counted(&self, counts: impl Fn(&Known) -> bool) -> i128 {
        let two = [self.mentor.1, self.mentee.1];
        if two.iter().any(|known| known.id.is_stand_in()) {
            return 0;
        }
        let of = |(known, place): (&Known, usize)| i128::from(place == FIRST && counts(known));
        two.into_iter().zip(self.places).map(of).sum()
    }
}

struct Judge<'c> {
    claim: &'c PairingClaim<'c>,
    setting: &'c Setting<'c>,
    /// The pairs that were free to be made or not.
    made: Vec<Pair<'c>>,
    problems: Vec<Problem>,
}

impl Judge<'_> {
    fn fault(&mut self, code: &'static str, message: &str) {
        self.problems.push(Problem::error(code, message));
    }

    /// Prices are of people who were there.
    fn nobody_unknown(&mut self) {
        let proof = self.claim.proof;
        let listed = proof.stages.iter().map(|stage| &stage.prices).chain(proof.weakest.iter().map(|ceiling| &ceiling.prices));
        let places = |of: &PlacesOf| {
            let known = self.setting.known(of.person);
            known.map_or(0, |known| if of.further { known.shares[FURTHER] } else { known.places })
        };
        if listed.flat_map(|prices| prices.keys()).any(|of| places(of) == 0) {
            self.fault("proof-stranger", "the proof prices somebody who could not be paired");
        }
    }

    /// An earlier aim outweighs whatever the later ones of its stage can add up to.
    fn units(&mut self, stages: &[Priced]) {
        for stage in stages {
            let mut later = 0_i128;
            for (aim, unit) in stage.aims.iter().rev() {
                if *unit <= later {
                    self.fault("proof-units", "a stage of the proof weighs a later aim against an earlier one");
                }
                later = later.saturating_add(unit.saturating_mul(self.most(*aim)));
            }
        }
    }

    /// The most that all pairs can be worth to an aim: everybody with precedence counts at most as often as there are first places.
    fn most(&self, aim: Aim) -> i128 {
        let first = self.setting.people.iter().filter(|known| known.precedence).map(|known| known.shares[FIRST]);
        let most = aim.most() * self.made.len() as i128;
        if aim == Aim::Precedence { most.min(first.sum::<usize>() as i128) } else { most }
    }

    /// The prices of each stage add up to what the pairs reach, and only those are negative that are indispensable by then: whoever
    /// had a price in an earlier stage. Returns who is indispensable in the end.
    fn sums(&mut self, stages: &[Priced]) -> Vec<[bool; 2]> {
        let mut indispensable = vec![[false; 2]; self.setting.people.len()];
        for stage in stages {
            self.negative(stage, &indispensable);
            let reached = self.made.iter().map(|pair| stage.worth(pair)).fold(0, i128::saturating_add);
            if self.sum(stage) != reached {
                self.fault("proof-sum", "the prices of a stage do not add up to what the pairs reach");
            }
            let places = indispensable.iter_mut().flatten().zip(stage.prices.iter().flatten());
            places.for_each(|(indispensable, price)| *indispensable |= *price != 0);
        }
        indispensable
    }

    fn sum(&self, stage: &Priced) -> i128 {
        let shares = self.setting.people.iter().flat_map(|known| known.shares);
        let of = |(share, price): (usize, &i128)| price.saturating_mul(share as i128);
        shares.zip(stage.prices.iter().flatten()).map(of).fold(0, i128::saturating_add)
    }

    fn negative(&mut self, stage: &Priced, indispensable: &[[bool; 2]]) {
        let places = stage.prices.iter().flatten().zip(indispensable.iter().flatten());
        let shares = self.setting.people.iter().flat_map(|known| known.shares);
        if places.zip(shares).any(|((price, indispensable), share)| share > 0 && *price < 0 && !indispensable) {
            self.fault("proof-negative", "somebody who could be left out has a price below 0");
        }
    }

    /// Where the total is the objective: the weakest pair is the one of which it is shown that it cannot be stronger.
    fn ceiling(&mut self, ceiling: Option<&Priced>, indispensable: &[[bool; 2]]) {
        let wanted = self.claim.request.params.by_total() && !self.made.is_empty();
        let weakest = self.made.iter().map(|pair| pair.score).min();
        match (ceiling, &self.claim.proof.weakest) {
            (Some(prices), Some(ceiling)) if wanted => {
                self.negative(prices, indispensable);
                let fewer = self.made.len() as i128 - i128::from(ceiling.pairs);
                if self.sum(prices) != fewer || ceiling.pairs == 0 || Some(ceiling.score) != weakest {
                    self.fault("proof-weakest", "it is not shown that the weakest pair cannot be stronger");
                }
            }
            (None, None) if !wanted => {}
            _ => self.fault("proof-weakest", "the proof does not fit the objective"),
        }
    }

    /// Goes through every pair that could have been made: in each stage, as long as the pair is in question, its prices add up to
    /// at least its worth. Returns the scores of the pairs in question where scores begin to be told apart.
    fn all_pairs(&mut self, stages: &[Priced], reached: usize) -> BTreeSet<u16> {
        let levels = stages[..reached].iter().position(|stage| stage.aims.iter().any(|(aim, _)| matches!(aim, Aim::Above(_))));
        let levels = levels.unwrap_or(reached);
        let (mut scores, mut too_cheap) = (BTreeSet::new(), 0);
        for mentor in self.setting.free(Side::Mentor) {
            for mentee in self.setting.free(Side::Mentee) {
                let mut pair = Pair::new(self.setting, mentor, mentee);
                let (mut cheap, mut in_question) = (false, false);
                for places in self.ways(mentor.1, mentee.1) {
                    pair.places = *places;
                    let beyond = |stage: &Priced| stage.price(&pair).cmp(&stage.worth(&pair));
                    let first = stages.iter().map(beyond).enumerate().find(|(_, beyond)| beyond.is_ne());
                    cheap |= first.is_some_and(|(_, beyond)| beyond.is_lt());
                    in_question |= first.is_none_or(|(number, _)| number >= levels);
                }
                // Prices settle most pairs, and are quicker to look at than rules.
                if (cheap || in_question) && self.setting.permits(self.claim, mentor.1, mentee.1, pair.score) {
                    too_cheap += usize::from(cheap);
                    scores.extend(in_question.then_some(pair.score));
                }
            }
        }
        if too_cheap > 0 {
            self.fault("proof-better", &format!("{too_cheap} pairs that were not made are worth more than their prices"));
        }
        scores
    }

    /// The ways in which these two can take places.
    fn ways(&self, mentor: &Known, mentee: &Known) -> impl Iterator<Item = &'static [usize; 2]> {
        let shares = [mentor.shares, mentee.shares];
        let ways = if self.setting.several { &WAYS[..] } else { &WAYS[..1] };
        ways.iter().filter(move |[mentor, mentee]| shares[0][*mentor] > 0 && shares[1][*mentee] > 0)
    }

    /// The aims are those of the request, in their order. Further stages about the number of pairs do no harm.
    fn order(&mut self, stages: &[Priced], scores: &BTreeSet<u16>) {
        let mut proved: Vec<Aim> = stages.iter().flat_map(|stage| stage.aims.iter().map(|(aim, _)| *aim)).collect();
        let mut first = true;
        proved.retain(|aim| *aim != Aim::Pairs || std::mem::replace(&mut first, false));
        let standing = self.setting.any_to_keep();
        let precedence = self.setting.people.iter().any(|known| known.precedence && known.shares[FIRST] > 0);
        let (total, fair) = (self.claim.request.params.by_total(), self.claim.request.params.by_fairness());
        let head = [
            (true, Aim::Pairs),
            (standing, Aim::Kept),
            (self.setting.several, Aim::People),
            (precedence, Aim::Precedence),
            (total, Aim::Total),
        ];
        let mut asked: Vec<Aim> = head.into_iter().filter(|(asked, _)| *asked).map(|(_, aim)| aim).collect();
        if fair {
            let lower = scores.iter().take(scores.len().saturating_sub(1));
            asked.extend(lower.map(|&score| Aim::Above(score)));
        }
        if proved != asked {
            self.fault("proof-aims", "the proof is not about the aims of this matching in their order");
        }
    }
}
