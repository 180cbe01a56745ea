//! Remembers what each two answers give, so that nothing is weighed twice: people are many, different answers few.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::scores::{Answers, given, points};
use crate::domain::person::Person;
use crate::domain::settings::{Criterion, CriterionKind};
use crate::domain::side::{BySide, Kind, Side};

/// The points of a criterion are kept when there are at most so many pairs of answers (two bytes each).
const KEPT: usize = 1 << 24;

/// The scores of everybody with everybody.
pub(super) struct Scores<'a> {
    criteria: Vec<Weighed<'a>>,
}

/// Which of the different answers of their side to each criterion a person gave.
pub(super) struct Profile(Vec<usize>);

/// One criterion, and the different answers to it.
struct Weighed<'a> {
    criterion: &'a CriterionKind,
    kind: Kind,
    points: u64,
    answers: BySide<Vec<Answers>>,
    /// For each answer of a mentor the points with each of a mentee, weighed when first asked for; none where there are too many.
    lines: Vec<OnceCell<Vec<u16>>>,
}

impl<'a> Scores<'a> {
    /// Reads everybody once; the profiles are in the order of the people.
    pub(super) fn read(criteria: &'a [Criterion], kind: Kind, people: &[&Person]) -> (Scores<'a>, Vec<Profile>) {
        let mut profiles: Vec<Profile> = people.iter().map(|_| Profile(Vec::with_capacity(criteria.len()))).collect();
        let weighed = |(criterion, points): (&'a Criterion, u64)| {
            let mut weighed = Weighed::new(&criterion.kind, kind, points);
            weighed.read(people, &mut profiles);
            weighed
        };
        let criteria = criteria.iter().zip(points(criteria)).map(weighed).collect();
        (Scores { criteria }, profiles)
    }

    /// The score of two people, 0 to 1000.
    pub(super) fn score(&self, mentor: &Profile, mentee: &Profile) -> u16 {
        let answers = mentor.0.iter().zip(&mentee.0);
        self.criteria.iter().zip(answers).map(|(criterion, (&mentor, &mentee))| criterion.given(mentor, mentee)).sum()
    }
}

impl<'a> Weighed<'a> {
    fn new(criterion: &'a CriterionKind, kind: Kind, points: u64) -> Weighed<'a> {
        Weighed { criterion, kind, points, answers: BySide::default(), lines: Vec::new() }
    }

    /// Gives every different answer of a side a number, and tells each profile its own.
    fn read(&mut self, people: &[&Person], profiles: &mut [Profile]) {
        let mut numbers: BySide<BTreeMap<Answers, usize>> = BySide::default();
        for (person, profile) in people.iter().zip(profiles) {
            let (answers, side) = (Answers::of(person, self.criterion), person.id.side());
            let next = numbers[side].len();
            let number = *numbers[side].entry(answers.clone()).or_insert(next);
            if number == next {
                self.answers[side].push(answers);
            }
            profile.0.push(number);
        }
        let [mentors, mentees] = Side::BOTH.map(|side| self.answers[side].len());
        if mentors.saturating_mul(mentees) <= KEPT {
            self.lines.resize_with(mentors, OnceCell::new);
        }
    }

    /// The points that two answers give.
    fn given(&self, mentor: usize, mentee: usize) -> u16 {
        let weigh = |mentee: &Answers| given(self.criterion, self.kind, self.points, &self.answers.mentors[mentor], mentee);
        match self.lines.get(mentor) {
            Some(line) => line.get_or_init(|| self.answers.mentees.iter().map(weigh).collect())[mentee],
            None => weigh(&self.answers.mentees[mentee]),
        }
    }
}
