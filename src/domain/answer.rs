//! What a person answered: a field's name and a text or a list. Never a name or an address.

use std::collections::{BTreeMap, BTreeSet};

use super::spelling;

/// Names of the fields that have a meaning of their own; any other name is free to use in criteria and rules.
pub mod field {
    /// The person's name; becomes part of a contact, never an answer.
    pub const NAME: &str = "name";
    /// The address by which a person is known; becomes part of a contact, never an answer.
    pub const EMAIL: &str = "email";
    /// What a person wants to give or get.
    pub const GOALS: &str = "goals";
    /// The people with whom this one may not be paired, as typed.
    pub const CONFLICTS: &str = "conflicts";
    /// The weekdays on which the person can meet.
    pub const DAYS: &str = "days";
    /// Whether the answers may be used.
    pub const CONSENT: &str = "consent";
    /// When the answers were given.
    pub const ANSWERED: &str = "answered";
    /// Whether the response was finished.
    pub const FINISHED: &str = "finished";
    /// Whether the person applied to an earlier cohort.
    pub const APPLIED_BEFORE: &str = "applied_before";
    /// In how many pairs the person can be at once.
    pub const CAPACITY: &str = "capacity";
    /// A code that the programme gave, used as id where it has an id's shape.
    pub const CODE: &str = "code";
    /// Every field with a meaning of its own.
    pub const KNOWN: [&str; 17] = [
        NAME,
        EMAIL,
        GOALS,
        "specialty",
        "place",
        "region",
        "employer",
        "preferred_specialty",
        "preferred_place",
        CONFLICTS,
        DAYS,
        CONSENT,
        ANSWERED,
        FINISHED,
        APPLIED_BEFORE,
        CAPACITY,
        CODE,
    ];
}

/// One answer: a text, or the list of answers to a question that takes several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// A single answer; empty when left out.
    Text(String),
    /// Several answers in the order given; empty when none, or when "no preference" was chosen.
    List(Vec<String>),
}

impl Answer {
    /// The single texts, without empty ones.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let texts = match self {
            Answer::Text(text) => std::slice::from_ref(text),
            Answer::List(list) => list.as_slice(),
        };
        texts.iter().map(String::as_str).filter(|text| !text.is_empty())
    }

    /// Comparison keys of the single texts (see [`spelling::key`]).
    pub fn keys(&self) -> BTreeSet<String> {
        self.texts().map(spelling::key).filter(|key| !key.is_empty()).collect()
    }

    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.texts().next().is_none()
    }
}

/// A person's answers by field name.
pub type Answers = BTreeMap<String, Answer>;
