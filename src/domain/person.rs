//! A person as matching and the timetable know them: an id and answers. There is no name here.

use std::collections::BTreeSet;

use super::answer::{Answer, Answers, field};
use super::id::PersonId;
use super::weekdays::{self, Weekdays};

/// The most pairs in which somebody can be at once.
pub(crate) const MOST_PAIRS: u32 = 9;

/// An applicant or participant: id and answers, nothing that identifies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id.
    pub id: PersonId,
    /// The answers that matching and the timetable may need.
    pub answers: Answers,
}

impl Person {
    /// The comparison keys of the answers in `field`; empty when not answered.
    pub fn keys(&self, field: &str) -> BTreeSet<String> {
        self.answers.get(field).map(Answer::keys).unwrap_or_default()
    }

    /// The weekdays on which the person said they can meet; `None` when nothing was said.
    pub fn weekdays(&self) -> Option<Weekdays> {
        weekdays::of_answers(&self.answers)
    }
}

/// In how many pairs somebody who answered so can be at once, perhaps in none; one when nothing was said.
pub(crate) fn capacity(answers: &Answers) -> u32 {
    let said = answers.get(field::CAPACITY).and_then(|answer| answer.texts().next()?.parse().ok());
    said.filter(|pairs| *pairs <= MOST_PAIRS).unwrap_or(1)
}
