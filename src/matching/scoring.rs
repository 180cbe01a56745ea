//! Scores of all pairs without a table of all pairs: people who are alike to a criterion share a code, and codes share a table.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::criteria::{self, Dictionary, Given, Measure, Reading};
use super::points;
use crate::domain::person::Person;
use crate::domain::settings::Criterion;
use crate::domain::side::{Kind, Side};

/// A criterion's table of (row code, column code) is kept when it has at most so many entries (two bytes each).
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

/// The scores of rows with columns.
pub(super) struct Scorer {
    /// One part a criterion.
    pub(super) parts: Vec<Part>,
}

/// One criterion between rows and columns.
pub(super) struct Part {
    name: Rc<str>,
    points: u16,
    measure: Rc<dyn Measure>,
    rows: Rc<Coded>,
    cols: Rc<Coded>,
    rows_are: Side,
    /// The line of each row code, made when it is first asked for; none are kept when they would be too many.
    lines: Vec<OnceCell<Vec<u16>>>,
}

/// The distinct readings of one side, and which of them each person has.
struct Coded {
    readings: Vec<Reading>,
    codes: Vec<u32>,
    /// The code of stand-ins, which get all points with everybody.
    stand_in: Option<u32>,
}

impl Scorer {
    /// Reads everybody once; mentors are rows, mentees columns. O(people · answers); tables are made as they are asked for.
    pub(super) fn new(criteria: &[Criterion], kind: Kind, mentors: &[&Person], mentees: &[&Person]) -> Scorer {
        let weights: Vec<u32> = criteria.iter().map(|criterion| criterion.weight).collect();
        let shared = criteria.iter().zip(points::shares(&weights));
        Scorer { parts: shared.map(|(criterion, points)| Part::new(criterion, points, kind, mentors, mentees)).collect() }
    }

    /// The same with rows and columns exchanged.
    pub(super) fn transposed(&self) -> Scorer {
        Scorer { parts: self.parts.iter().map(Part::transposed).collect() }
    }

    /// The score of one pair, 0 to 1000.
    pub(super) fn score(&self, row: usize, col: usize) -> u16 {
        self.parts.iter().map(|part| part.points_of(row, col)).sum()
    }

    /// What each criterion gave one pair; the sum is its score.
    pub(super) fn gains(&self, row: usize, col: usize) -> Vec<Gain> {
        let gain =
            |part: &Part| Gain { criterion: part.name.as_ref().to_owned(), points: part.points_of(row, col), most: part.points };
        self.parts.iter().map(gain).collect()
    }

    /// The scores of one row with every column. O(columns · criteria), one table look-up each.
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
        let rows = Coded::new(measure.as_ref(), &mut dictionary, mentors);
        let cols = Coded::new(measure.as_ref(), &mut dictionary, mentees);
        let name = criterion.name.as_str().into();
        let part = Part {
            name,
            points,
            measure: measure.into(),
            rows: rows.into(),
            cols: cols.into(),
            rows_are: Side::Mentor,
            lines: Vec::new(),
        };
        part.with_room()
    }

    fn transposed(&self) -> Part {
        let part = Part {
            name: Rc::clone(&self.name),
            points: self.points,
            measure: Rc::clone(&self.measure),
            rows: Rc::clone(&self.cols),
            cols: Rc::clone(&self.rows),
            rows_are: self.rows_are.other(),
            lines: Vec::new(),
        };
        part.with_room()
    }

    /// With a place for every line, if there are not too many.
    fn with_room(mut self) -> Part {
        let (rows, cols) = (self.rows.readings.len(), self.cols.readings.len());
        if rows.saturating_mul(cols) <= TABLE {
            self.lines.resize_with(rows, OnceCell::new);
        }
        self
    }

    /// The most points it can give.
    pub(super) fn most(&self) -> u16 {
        self.points
    }

    /// What it gives to every pair, where that is the same. O(1) for most; at most [`TABLE`] comparisons, then it is not known.
    pub(super) fn only_points(&self) -> Option<u16> {
        let of = |row, col| self.measure.points(self.points, (self.rows_are, row), col);
        let (rows, cols) = (&self.rows.readings, &self.cols.readings);
        let first = of(rows.first()?, cols.first()?);
        let is_small = rows.len().saturating_mul(cols.len()) <= TABLE;
        let is_same = is_small && rows.iter().all(|row| cols.iter().all(|col| of(row, col) == first));
        is_same.then_some(first)
    }

    /// The code of each row.
    pub(super) fn row_codes(&self) -> &[u32] {
        &self.rows.codes
    }

    /// The code of each column.
    pub(super) fn col_codes(&self) -> &[u32] {
        &self.cols.codes
    }

    /// How many codes columns have.
    pub(super) fn col_count(&self) -> usize {
        self.cols.readings.len()
    }

    /// The points of a row with each code of a column.
    pub(super) fn line(&self, row: usize) -> Cow<'_, [u16]> {
        let code = self.rows.codes[row] as usize;
        match self.lines.get(code) {
            Some(line) => Cow::Borrowed(line.get_or_init(|| self.new_line(code))),
            None => Cow::Owned(self.new_line(code)),
        }
    }

    fn new_line(&self, code: usize) -> Vec<u16> {
        if self.rows.is_stand_in(code) {
            return vec![self.points; self.cols.readings.len()];
        }
        let mut line = self.measure.line(self.points, (self.rows_are, &self.rows.readings[code]), &self.cols.readings);
        if let Some(points) = self.cols.stand_in.and_then(|code| line.get_mut(code as usize)) {
            *points = self.points;
        }
        line
    }

    fn points_of(&self, row: usize, col: usize) -> u16 {
        let known = self.lines.get(self.rows.codes[row] as usize).and_then(OnceCell::get);
        let is_open =
            self.rows.is_stand_in(self.rows.codes[row] as usize) || self.cols.is_stand_in(self.cols.codes[col] as usize);
        match known {
            Some(line) => line[self.cols.codes[col] as usize],
            None if is_open => self.points,
            None => self.measure.points(self.points, (self.rows_are, self.rows.reading(row)), self.cols.reading(col)),
        }
    }

    fn add(&self, row: usize, scores: &mut [u16]) {
        let line = self.line(row);
        for (score, &code) in scores.iter_mut().zip(&self.cols.codes) {
            *score += line[code as usize];
        }
    }
}

impl Coded {
    /// Reads each different answer once.
    fn new<'a>(measure: &dyn Measure, dictionary: &mut Dictionary, people: &[&'a Person]) -> Coded {
        let fields = measure.fields();
        let mut read: BTreeMap<Given<'_>, u32> = BTreeMap::new();
        let mut known: BTreeMap<Reading, u32> = BTreeMap::new();
        let mut readings = Vec::new();
        let mut code_of = |person: &&'a Person| {
            let given = fields.map(|field| person.answers.get(field?));
            *read.entry(given).or_insert_with(|| {
                let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
                *known.entry(measure.read(given, dictionary)).or_insert_with_key(|reading| {
                    readings.push(reading.clone());
                    next
                })
            })
        };
        let (stand_ins, others) = people.split_at(people.partition_point(|person| person.id.is_stand_in()));
        let codes: Vec<u32> = others.iter().map(&mut code_of).collect();
        let stand_in = (!stand_ins.is_empty()).then(|| {
            readings.push(measure.read(fields.map(|_| None), dictionary));
            u32::try_from(readings.len() - 1).unwrap_or(u32::MAX)
        });
        let codes = stand_in.into_iter().flat_map(|code| stand_ins.iter().map(move |_| code)).chain(codes).collect();
        Coded { readings, codes, stand_in }
    }

    fn is_stand_in(&self, code: usize) -> bool {
        self.stand_in.is_some_and(|own| own as usize == code)
    }

    fn reading(&self, person: usize) -> &Reading {
        &self.readings[self.codes[person] as usize]
    }
}
