//! Scores of all pairs without a table of all pairs: people who are alike to a criterion share a code, and codes share a table.

use std::collections::BTreeMap;

use super::criteria::{self, Dictionary, Measure, Reading};
use super::points;
use crate::domain::person::Person;
use crate::domain::settings::Criterion;
use crate::domain::side::Kind;

/// A criterion's table of (mentor code, mentee code) is kept when it has at most so many entries (two bytes each).
const TABLE: usize = 1 << 22;

/// What one criterion gave a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gain {
    /// The criterion's name.
    pub criterion: String,
    /// The points it gave.
    pub points: u16,
    /// The points it could have given.
    pub most: u16,
}

/// The scores of mentors (rows) with mentees (columns).
pub(super) struct Scorer {
    parts: Vec<Part>,
}

struct Part {
    name: String,
    points: u16,
    measure: Box<dyn Measure>,
    mentors: Coded,
    mentees: Coded,
    /// Row by row, a row for each mentor code; empty when it would be too large.
    table: Vec<u16>,
}

/// The distinct readings of one side, and which of them each person has.
struct Coded {
    readings: Vec<Reading>,
    codes: Vec<u32>,
}

impl Scorer {
    /// Reads everybody once. O(people · answers + table entries).
    pub(super) fn new(criteria: &[Criterion], kind: Kind, mentors: &[&Person], mentees: &[&Person]) -> Scorer {
        let weights: Vec<u32> = criteria.iter().map(|criterion| criterion.weight).collect();
        let shared = criteria.iter().zip(points::shares(&weights));
        Scorer { parts: shared.map(|(criterion, points)| Part::new(criterion, points, kind, mentors, mentees)).collect() }
    }

    /// The score of one pair, 0 to 1000.
    pub(super) fn score(&self, row: usize, col: usize) -> u16 {
        self.parts.iter().map(|part| part.points_of(row, col)).sum()
    }

    /// What each criterion gave one pair; the sum is its score.
    pub(super) fn gains(&self, row: usize, col: usize) -> Vec<Gain> {
        let gain = |part: &Part| Gain { criterion: part.name.clone(), points: part.points_of(row, col), most: part.points };
        self.parts.iter().map(gain).collect()
    }

    /// The scores of one mentor with every mentee. O(mentees · criteria), one table look-up each.
    pub(super) fn fill(&self, row: usize, scores: &mut [u16]) {
        scores.fill(0);
        for part in &self.parts {
            part.add(row, scores);
        }
    }
}

impl Part {
    fn new(criterion: &Criterion, points: u16, kind: Kind, mentors: &[&Person], mentees: &[&Person]) -> Part {
        let measure = criteria::measure(&criterion.kind, kind);
        let mut dictionary = Dictionary::default();
        let mentors = Coded::new(measure.as_ref(), &mut dictionary, mentors);
        let mentees = Coded::new(measure.as_ref(), &mut dictionary, mentees);
        let mut part = Part { name: criterion.name.clone(), points, measure, mentors, mentees, table: Vec::new() };
        if part.mentors.readings.len().saturating_mul(part.mentees.readings.len()) <= TABLE {
            part.table = part.mentors.readings.iter().flat_map(|mentor| part.line(mentor)).collect();
        }
        part
    }

    /// The points of one mentor's reading with each reading of a mentee.
    fn line(&self, mentor: &Reading) -> Vec<u16> {
        self.mentees.readings.iter().map(|mentee| self.measure.value(mentor, mentee).of(self.points)).collect()
    }

    fn points_of(&self, row: usize, col: usize) -> u16 {
        self.measure.value(self.mentors.reading(row), self.mentees.reading(col)).of(self.points)
    }

    fn add(&self, row: usize, scores: &mut [u16]) {
        let width = self.mentees.readings.len();
        let code = self.mentors.codes[row] as usize;
        match self.table.get(code * width..(code + 1) * width) {
            Some(line) => add_line(line, &self.mentees.codes, scores),
            None => add_line(&self.line(self.mentors.reading(row)), &self.mentees.codes, scores),
        }
    }
}

fn add_line(line: &[u16], codes: &[u32], scores: &mut [u16]) {
    for (score, &code) in scores.iter_mut().zip(codes) {
        *score += line[code as usize];
    }
}

impl Coded {
    fn new(measure: &dyn Measure, dictionary: &mut Dictionary, people: &[&Person]) -> Coded {
        let mut known: BTreeMap<Reading, u32> = BTreeMap::new();
        let mut coded = Coded { readings: Vec::new(), codes: Vec::with_capacity(people.len()) };
        for person in people {
            let reading = measure.read(person, dictionary);
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            let code = *known.entry(reading.clone()).or_insert(next);
            if code == next {
                coded.readings.push(reading);
            }
            coded.codes.push(code);
        }
        coded
    }

    fn reading(&self, person: usize) -> &Reading {
        &self.readings[self.codes[person] as usize]
    }
}
