//! The people who are free to be paired, as rows and columns; what their pairs are worth is said in [`super::worth`].

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::draw::Owners;
use super::scoring::{Gain, Scorer};
use super::standing;
use super::vetoes::{Vetoes, places};
use super::worth::PairValues;
use crate::domain::id::{PairId, PersonId};
use crate::domain::match_request::{MatchParams, MatchRequest};
use crate::domain::person::Person;
use crate::domain::settings::{ConflictRule, Method};
use crate::domain::stand_in;

/// Mentors are rows, mentees columns, each side in the order of ids; who has room for several stands there several times.
#[derive(Clone)]
pub(super) struct Instance<'a> {
    pub(super) mentors: Vec<&'a Person>,
    pub(super) mentees: Vec<&'a Person>,
    /// What their pairs are worth.
    pub(super) worth: Rc<PairValues>,
}

impl<'a> Instance<'a> {
    /// The instance of a matching: all places that are free, with stand-ins where the number of pairs is bounded. `fixed` pairs stay,
    /// `preferred` ones are better kept.
    pub(super) fn of_matching(
        request: &MatchRequest,
        people: &BTreeMap<PersonId, &'a Person>,
        stand_ins: &'a [Person; 2],
        fixed: &BTreeSet<PairId>,
        preferred: &BTreeSet<PairId>,
    ) -> Instance<'a> {
        let places = standing::bounded_places(request, people, stand_ins, fixed, preferred);
        let firsts = if request.params.counts_people() { first_places(&places, fixed) } else { None };
        Instance::with_firsts(request, &places, preferred, firsts)
    }

    /// The instance of these places, all alike; `standing` are the pairs that are free to move.
    pub(super) fn new(request: &MatchRequest, places: &[Vec<&'a Person>; 2], standing: &BTreeSet<PairId>) -> Instance<'a> {
        Instance::with_firsts(request, places, standing, None)
    }

    fn with_firsts(
        request: &MatchRequest,
        places: &[Vec<&'a Person>; 2],
        standing: &BTreeSet<PairId>,
        firsts: Option<[Vec<bool>; 2]>,
    ) -> Instance<'a> {
        let [mentors, mentees] = places.clone();
        let MatchParams { policy, kind, rules, .. } = &request.params;
        let scored = policy.method == Method::Goals;
        let before_others = |side: usize, people: &[&Person]| -> Vec<bool> {
            // Where first places count for more, precedence is for them: nobody is before others twice.
            let counts = |at: usize| firsts.as_ref().is_none_or(|firsts| firsts[side][at]);
            let precedes = |(at, person): (usize, &&Person)| request.inputs.precedence.contains(&person.id) && counts(at);
            people.iter().enumerate().map(precedes).collect()
        };
        let stand_ins = |people: &[&Person]| people.iter().take_while(|person| person.id.is_stand_in()).count();
        let stand_ins = [stand_ins(&mentors), stand_ins(&mentees)];
        let apart = stand_ins.iter().all(|count| *count > 0).then(stand_in::rule);
        let rules: Vec<ConflictRule> = rules.iter().cloned().chain(apart).collect();
        let worth = PairValues {
            criteria: scored.then(|| Scorer::new(&policy.criteria, *kind, &mentors, &mentees)),
            vetoes: Vetoes::new(&rules, &request.inputs.declared, &mentors, &mentees),
            minimum: request.params.minimum_score(),
            standing: standing_columns(&mentors, &mentees, standing),
            row_precedence: before_others(0, &mentors),
            col_precedence: before_others(1, &mentees),
            firsts,
            stand_ins,
        };
        Instance { mentors, mentees, worth: Rc::new(worth) }
    }

    /// The pair of a row and a column.
    pub(super) fn pair(&self, row: usize, col: usize) -> PairId {
        PairId { mentor: self.mentors[row].id, mentee: self.mentees[col].id }
    }

    /// The same, unless one of the two is a stand-in.
    pub(super) fn real_pair(&self, row: usize, col: usize) -> Option<PairId> {
        Some(self.pair(row, col)).filter(|pair| !pair.people().into_iter().any(PersonId::is_stand_in))
    }

    /// The most real pairs that may be made, where stand-ins bound their number.
    pub(super) fn bound(&self) -> Option<usize> {
        let [rows, cols] = self.worth.stand_ins;
        (cols > 0).then(|| self.mentors.len() - rows - cols)
    }

    /// Whether stand-ins meet people with several places: then tied pairings do not have equally many orders of their places.
    pub(super) fn is_uneven(&self) -> bool {
        let several = |people: &[&Person]| people.windows(2).any(|two| two[0].id == two[1].id && !two[0].id.is_stand_in());
        self.bound().is_some() && (several(&self.mentors) || several(&self.mentees))
    }

    /// Whose places rows and columns are.
    pub(super) fn owners(&self) -> Owners {
        let numbered = |people: &[&Person]| {
            let mut owners = Vec::with_capacity(people.len());
            for (number, places) in (0..).zip(people.chunk_by(|one, next| one.id == next.id)) {
                owners.extend(std::iter::repeat_n(number, places.len()));
            }
            owners
        };
        Owners { rows: numbered(&self.mentors), cols: numbered(&self.mentees) }
    }

    /// The score of a row with a column; none where nothing is scored.
    pub(super) fn score(&self, row: usize, col: usize) -> Option<u16> {
        self.worth.score(row, col)
    }

    /// What each criterion gives a row with a column.
    pub(super) fn gains(&self, row: usize, col: usize) -> Vec<Gain> {
        self.worth.gains(row, col)
    }
}

/// Which places are the first of somebody who is in no fixed pair; none where there are no others. A stand-in has no first place.
fn first_places(places: &[Vec<&Person>; 2], fixed: &BTreeSet<PairId>) -> Option<[Vec<bool>; 2]> {
    let begun: BTreeSet<PersonId> = fixed.iter().flat_map(|pair| pair.people()).collect();
    let firsts = places.each_ref().map(|people| {
        let is_first = |at: usize| at == 0 || people[at - 1].id != people[at].id;
        let counts = |(at, person): (usize, &&Person)| is_first(at) && !person.id.is_stand_in() && !begun.contains(&person.id);
        people.iter().enumerate().map(counts).collect::<Vec<bool>>()
    });
    let further = |(person, first): (&&Person, &bool)| !first && !person.id.is_stand_in();
    let any = places.iter().zip(&firsts).any(|(people, firsts)| people.iter().zip(firsts).any(further));
    any.then_some(firsts)
}

/// With which columns each row stands as a pair, in order.
fn standing_columns(mentors: &[&Person], mentees: &[&Person], standing: &BTreeSet<PairId>) -> Vec<Vec<u32>> {
    let mut columns = vec![Vec::new(); mentors.len()];
    for pair in standing {
        let of_mentee = places(mentees, pair.mentee);
        for row in places(mentors, pair.mentor) {
            columns[row as usize].extend(of_mentee.clone());
        }
    }
    columns
}
