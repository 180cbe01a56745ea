//! The people who are free to be paired, as rows and columns, and what each pair of them is worth.

use std::collections::{BTreeMap, BTreeSet};

use super::Request;
use super::assignment::{FORBIDDEN, Weights};
use super::scoring::{Gain, Scorer};
use super::vetoes::Vetoes;
use crate::domain::id::{PairId, PersonId};
use crate::domain::person::Person;
use crate::domain::settings::Method;

/// Mentors are rows, mentees columns, each side in the order of ids; who has room for several stands there several times.
pub(super) struct Instance<'a> {
    pub(super) mentors: Vec<&'a Person>,
    pub(super) mentees: Vec<&'a Person>,
    /// None where nothing is scored.
    criteria: Option<Scorer>,
    vetoes: Vetoes,
    minimum: u16,
    /// The columns with which each row stands as a pair.
    standing: Vec<Vec<u32>>,
    row_precedence: Vec<bool>,
    col_precedence: Vec<bool>,
}

impl<'a> Instance<'a> {
    /// The instance of these places; `standing` are the pairs that are free to move.
    pub(super) fn new(request: &Request<'a>, places: &[Vec<&'a Person>; 2], standing: &BTreeSet<PairId>) -> Instance<'a> {
        let [mentors, mentees] = places.clone();
        let by_goals = request.method == Method::Goals;
        let criteria = by_goals.then(|| Scorer::new(request.criteria, request.kind, &mentors, &mentees));
        let vetoes = Vetoes::new(request.rules, request.declared, &mentors, &mentees);
        let before_others = |people: &[&Person]| people.iter().map(|person| request.precedence.contains(&person.id)).collect();
        Instance {
            criteria,
            vetoes,
            minimum: if by_goals { request.minimum_score } else { 0 },
            standing: standing_columns(&mentors, &mentees, standing),
            row_precedence: before_others(&mentors),
            col_precedence: before_others(&mentees),
            mentors,
            mentees,
        }
    }

    /// The pair of a row and a column.
    pub(super) fn pair(&self, row: usize, col: usize) -> PairId {
        PairId { mentor: self.mentors[row].id, mentee: self.mentees[col].id }
    }

    /// The score of a row with a column; none where nothing is scored.
    pub(super) fn score(&self, row: usize, col: usize) -> Option<u16> {
        self.criteria.as_ref().map(|criteria| criteria.score(row, col))
    }

    /// What each criterion gives a row with a column.
    pub(super) fn gains(&self, row: usize, col: usize) -> Vec<Gain> {
        self.criteria.as_ref().map(|criteria| criteria.gains(row, col)).unwrap_or_default()
    }

    /// The scores of a row with all columns; 0 where nothing is scored.
    pub(super) fn scores(&self, row: usize, scores: &mut [u16]) {
        match &self.criteria {
            Some(criteria) => criteria.fill(row, scores),
            None => scores.fill(0),
        }
    }

    /// How many of the two have precedence.
    pub(super) fn precedence(&self, row: usize, col: usize) -> u32 {
        u32::from(self.row_precedence[row]) + u32::from(self.col_precedence[col])
    }

    /// Whether anybody has precedence.
    pub(super) fn any_precedence(&self) -> bool {
        self.row_precedence.contains(&true) || self.col_precedence.contains(&true)
    }

    /// Whether any pair stands.
    pub(super) fn any_standing(&self) -> bool {
        self.standing.iter().any(|cols| !cols.is_empty())
    }

    /// Whether row and column stand as a pair.
    pub(super) fn stands(&self, row: usize, col: usize) -> bool {
        self.standing[row].iter().any(|&standing| standing as usize == col)
    }

    /// Sets the values of all pairs of a row that are not permitted to [`FORBIDDEN`].
    pub(super) fn forbid(&self, row: usize, scores: &[u16], values: &mut [i64]) {
        if self.minimum > 0 {
            let under = |(col, score): (usize, &u16)| (*score < self.minimum && !self.stands(row, col)).then_some(col);
            scores.iter().enumerate().filter_map(under).for_each(|col| values[col] = FORBIDDEN);
        }
        self.vetoes.each(row, |col| values[col] = FORBIDDEN);
    }
}

fn standing_columns(mentors: &[&Person], mentees: &[&Person], standing: &BTreeSet<PairId>) -> Vec<Vec<u32>> {
    let mut partners: BTreeMap<PersonId, BTreeSet<PersonId>> = BTreeMap::new();
    for pair in standing {
        partners.entry(pair.mentor).or_default().insert(pair.mentee);
    }
    let columns = |partners: &BTreeSet<PersonId>| -> Vec<u32> {
        (0..).zip(mentees).filter(|(_, mentee)| partners.contains(&mentee.id)).map(|(col, _)| col).collect()
    };
    mentors.iter().map(|mentor| partners.get(&mentor.id).map(columns).unwrap_or_default()).collect()
}

/// What the aims after the number of pairs are worth in one sum.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Units {
    /// Of a standing pair that is kept.
    pub(super) kept: i64,
    /// Of a person with precedence who is paired.
    pub(super) precedence: i64,
    /// Of a point of the score.
    pub(super) score: i64,
}

/// An instance with the units in which its pairs are valued.
pub(super) struct Valued<'i> {
    pub(super) instance: &'i Instance<'i>,
    pub(super) units: Units,
}

impl Weights for Valued<'_> {
    fn rows(&self) -> usize {
        self.instance.mentors.len()
    }

    fn cols(&self) -> usize {
        self.instance.mentees.len()
    }

    fn fill(&self, row: usize, out: &mut [i64]) {
        let mut scores = vec![0; out.len()];
        self.instance.scores(row, &mut scores);
        for (col, (value, score)) in out.iter_mut().zip(&scores).enumerate() {
            let first = i64::from(self.instance.precedence(row, col));
            *value = self.units.score * i64::from(*score) + self.units.precedence * first;
        }
        self.instance.standing[row].iter().for_each(|&col| out[col as usize] += self.units.kept);
        self.instance.forbid(row, &scores, out);
    }
}
