//! Small random cohorts, their requests, and every pairing of them one by one.

use std::collections::{BTreeMap, BTreeSet};

use rand::rngs::ChaCha20Rng;
use rand::{Rng, SeedableRng};
use revmentor::parts::check::optimality::{PairingClaim, check};
use revmentor::parts::domain::{
    Answer, ConflictReason, ConflictRule, ConflictState, Criterion, CriterionKind, Doubt, Kind, MatchInputs, MatchParams,
    MatchPolicy, MatchRequest, Method, Objective, PairId, Person, PersonId, Problem, Side,
};
use revmentor::parts::matching::Proposal;

use crate::effort::tries;

/// A cohort as it is easiest to change one thing of; a request is made of it.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) method: Method,
    pub(super) objective: Objective,
    pub(super) kind: Kind,
    pub(super) minimum_score: u16,
    pub(super) criteria: Vec<Criterion>,
    pub(super) rules: Vec<ConflictRule>,
    pub(super) seed: u64,
    pub(super) people: Vec<Person>,
    pub(super) room: BTreeMap<PersonId, u32>,
    pub(super) declared: BTreeMap<PairId, ConflictState>,
    pub(super) standing: BTreeMap<PairId, bool>,
    pub(super) allow_moves: bool,
    pub(super) precedence: BTreeSet<PersonId>,
    pub(super) places: Option<u32>,
    pub(super) algorithm: u32,
}

/// Random numbers for cases.
pub(super) struct Dice(ChaCha20Rng);

impl Dice {
    pub(super) fn new(seed: u64) -> Dice {
        Dice(ChaCha20Rng::seed_from_u64(seed))
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.0.next_u64() % bound as u64).unwrap()
    }

    pub(super) fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

fn person(dice: &mut Dice, side: Side, number: u32, kind: Kind) -> Person {
    let mut some = |words: &[&str], most: usize| {
        let count = dice.below(most + 1);
        Answer::List((0..count).map(|_| words[dice.below(words.len())].to_owned()).collect())
    };
    let answers = [
        ("goals".to_owned(), some(&["teaching", "exams", "research", "wellbeing"], 3)),
        ("specialty".to_owned(), some(&["GP", "surgery", "psychiatry"], 1)),
        ("preferred_specialty".to_owned(), some(&["GP", "surgery", "psychiatry"], 1)),
        ("region".to_owned(), some(&["north", "south", "east", "west", "centre", "isles"], 1)),
        ("years".to_owned(), some(&["1", "5", "12", "many"], 1)),
    ];
    Person { id: PersonId::new(side, kind, number), answers: answers.into() }
}

fn criteria() -> Vec<Criterion> {
    let criterion = |name: &str, weight, kind| Criterion { name: name.into(), weight, kind };
    let preference = CriterionKind::Preference { wish: "preferred_specialty".into(), fact: "specialty".into() };
    let scale = revmentor::parts::domain::Scale::Numbers { span: 10 };
    vec![
        criterion("goals", 60, CriterionKind::Overlap { field: "goals".into() }),
        criterion("specialty", 25, preference),
        criterion("years", 7, CriterionKind::Near { field: "years".into(), scale }),
    ]
}

impl Case {
    /// A random cohort of at most `most` a side: conflicts, a rule, ties, zero scores, standing and settled pairs.
    pub(super) fn random(seed: u64, most: usize, method: Method, objective: Objective) -> Case {
        let mut dice = Dice::new(seed);
        let kind = if dice.one_in(4) { Kind::Reciprocal } else { Kind::Goals };
        let sizes = [1 + dice.below(most), 1 + dice.below(most)];
        let side = |dice: &mut Dice, side: Side, size: usize| -> Vec<Person> {
            (1..=size).map(|number| person(dice, side, u32::try_from(number).unwrap(), kind)).collect()
        };
        let mentors = side(&mut dice, Side::Mentor, sizes[0]);
        let mentees = side(&mut dice, Side::Mentee, sizes[1]);
        let mut case = Case {
            method,
            objective,
            kind,
            minimum_score: [0, 0, 200, 450][dice.below(4)],
            criteria: criteria(),
            rules: if dice.one_in(2) { vec![ConflictRule { same: "region".into() }] } else { Vec::new() },
            seed,
            people: [mentors, mentees].concat(),
            room: BTreeMap::new(),
            declared: BTreeMap::new(),
            standing: BTreeMap::new(),
            allow_moves: dice.one_in(4),
            precedence: BTreeSet::new(),
            places: None,
            algorithm: 2,
        };
        case.declare(&mut dice);
        case.stand(&mut dice);
        if dice.one_in(3) {
            case.precedence = case.people.iter().map(|person| person.id).filter(|_| dice.one_in(3)).collect();
        }
        case
    }

    fn declare(&mut self, dice: &mut Dice) {
        let rarely = 1 + dice.below(8);
        let states =
            [ConflictState::Declared(ConflictReason::Knows), ConflictState::Open(Doubt::Misspelt), ConflictState::Dismissed];
        for pair in self.all_pairs() {
            if dice.one_in(rarely + 1) {
                self.declared.insert(pair, states[dice.below(3)]);
            }
        }
    }

    fn stand(&mut self, dice: &mut Dice) {
        if dice.one_in(2) {
            return;
        }
        let mut pairs = self.all_pairs();
        dice.shuffle(&mut pairs);
        let settled_too = dice.one_in(2);
        for pair in pairs {
            let taken = self.standing.keys().any(|other| other.has(pair.mentor) || other.has(pair.mentee));
            if !taken && !dice.one_in(4) {
                self.standing.insert(pair, settled_too && dice.one_in(3));
            }
        }
    }

    pub(super) fn ids(&self, side: Side) -> Vec<PersonId> {
        self.people.iter().map(|person| person.id).filter(|id| id.side() == side).collect()
    }

    pub(super) fn all_pairs(&self) -> Vec<PairId> {
        let mentees = self.ids(Side::Mentee);
        let with_all =
            |mentor: PersonId| mentees.iter().filter_map(move |&mentee| PairId::of(mentor, mentee)).collect::<Vec<_>>();
        self.ids(Side::Mentor).into_iter().flat_map(with_all).collect()
    }

    pub(super) fn request(&self) -> MatchRequest {
        let policy = MatchPolicy {
            method: self.method,
            objective: self.objective,
            minimum_score: self.minimum_score,
            criteria: self.criteria.clone(),
            places: self.places,
        };
        let params = MatchParams {
            draw: 1,
            algorithm: self.algorithm,
            kind: self.kind,
            policy,
            rules: self.rules.clone(),
            seed: self.seed,
            public: None,
            allow_moves: self.allow_moves,
            fresh: false,
        };
        let inputs = MatchInputs {
            people: self.people.clone(),
            room: self.room.clone(),
            precedence: self.precedence.clone(),
            declared: self.declared.clone(),
            standing: self.standing.clone(),
        };
        MatchRequest { inputs, params }
    }

    pub(super) fn propose(&self) -> Proposal {
        revmentor::parts::matching::propose(&self.request()).unwrap()
    }

    /// What the independent judge has against pairs, and what a proposal says of them.
    pub(super) fn judged(&self, pairs: &BTreeSet<PairId>, proposal: &Proposal) -> Vec<Problem> {
        check(&PairingClaim { request: &self.request(), pairs, aims: proposal.aims, proof: &proposal.proof })
    }

    /// Whether a rule or a conflict forbids a pair.
    pub(super) fn vetoed(&self, pair: PairId) -> bool {
        let keys = |id: PersonId, field: &str| self.people.iter().find(|person| person.id == id).unwrap().keys(field);
        self.declared.get(&pair).is_some_and(|state| state.forbids())
            || self.rules.iter().any(|rule| !keys(pair.mentor, &rule.same).is_disjoint(&keys(pair.mentee, &rule.same)))
    }
}

/// The seeds of so many random cases: a few, or those of a long run.
pub(super) fn seeds(few: usize, heavy: usize) -> std::ops::Range<u64> {
    0..u64::try_from(tries(few, heavy)).unwrap()
}

/// The pairs of a proposal.
pub(super) fn pairs(proposal: &Proposal) -> BTreeSet<PairId> {
    proposal.pairs.iter().map(|pair| pair.pair).collect()
}
