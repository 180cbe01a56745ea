//! The people who are free to be paired, as rows and columns; what their pairs are worth is said in [`super::worth`].

use std::collections::BTreeSet;
use std::rc::Rc;

use super::draw::Owners;
use super::scoring::{Gain, Scorer};
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
    /// The instance of these places; `standing` are the pairs that are free to move.
    pub(super) fn new(request: &MatchRequest, places: &[Vec<&'a Person>; 2], standing: &BTreeSet<PairId>) -> Instance<'a> {
        let [mentors, mentees] = places.clone();
        let MatchParams { policy, kind, rules, .. } = &request.params;
        let scored = policy.method == Method::Goals;
        let before_others =
            |people: &[&Person]| people.iter().map(|person| request.inputs.precedence.contains(&person.id)).collect();
        let stand_ins = |people: &[&Person]| people.iter().take_while(|person| person.id.is_stand_in()).count();
        let stand_ins = [stand_ins(&mentors), stand_ins(&mentees)];
        let apart = stand_ins.iter().all(|count| *count > 0).then(stand_in::rule);
        let rules: Vec<ConflictRule> = rules.iter().cloned().chain(apart).collect();
        let worth = PairValues {
            criteria: scored.then(|| Scorer::new(&policy.criteria, *kind, &mentors, &mentees)),
            vetoes: Vetoes::new(&rules, &request.inputs.declared, &mentors, &mentees),
            minimum: request.params.minimum_score(),
            standing: standing_columns(&mentors, &mentees, standing),
            row_precedence: before_others(&mentors),
            col_precedence: before_others(&mentees),
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
