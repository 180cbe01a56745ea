//! What a person answered: a field's name and a text or a list. Never a name or an address.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::spelling;

/// Names of the fields that have a meaning of their own; any other name is free to use in criteria and rules.
pub(crate) mod field {
    /// The person's name; becomes part of a contact, never an answer.
    pub(crate) const NAME: &str = "name";
    /// The address by which a person is known; becomes part of a contact, never an answer.
    pub(crate) const EMAIL: &str = "email";
    /// What a person wants to give or get.
    pub(crate) const GOALS: &str = "goals";
    /// The people with whom this one may not be paired, as typed.
    pub(crate) const CONFLICTS: &str = "conflicts";
    /// The weekdays on which the person can meet.
    pub(crate) const DAYS: &str = "days";
    /// Whether the answers may be used.
    pub(crate) const CONSENT: &str = "consent";
    /// When the answers were given.
    pub(crate) const ANSWERED: &str = "answered";
    /// Whether the response was finished.
    pub(crate) const FINISHED: &str = "finished";
    /// Whether the person applied to an earlier cohort.
    pub(crate) const APPLIED_BEFORE: &str = "applied_before";
    /// In how many pairs the person can be at once.
    pub(crate) const CAPACITY: &str = "capacity";
    /// A code that the programme gave, used as id where it has an id's shape.
    pub(crate) const CODE: &str = "code";
    /// Every field with a meaning of its own.
    pub(crate) const KNOWN: [&str; 17] = [
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

/// A person's answers by field name, in the order of names.
///
/// Names and answers are shared, not copied: few different answers are given by many people, and the register, a matching and
/// what it keeps all hold them at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Answers(Vec<(Rc<str>, Rc<Answer>)>);

impl Answers {
    /// No answers.
    pub fn new() -> Answers {
        Answers::default()
    }

    /// The answer in `field`. O(fields): names differ in length, so that most are told apart without being read.
    pub fn get(&self, field: &str) -> Option<&Answer> {
        self.0.iter().find(|(known, _)| known.as_ref() == field).map(|(_, answer)| answer.as_ref())
    }

    /// Sets the answer in `field`. O(fields); O(1) in the order of names.
    pub fn insert(&mut self, field: impl Into<Rc<str>>, answer: impl Into<Rc<Answer>>) {
        let (field, answer) = (field.into(), answer.into());
        if self.0.last().is_none_or(|(last, _)| *last < field) {
            return self.0.push((field, answer));
        }
        match self.0.binary_search_by(|(known, _)| known.cmp(&field)) {
            Ok(at) => self.0.iter_mut().skip(at).take(1).for_each(|(_, before)| *before = Rc::clone(&answer)),
            Err(at) => self.0.insert(at, (field, answer)),
        }
    }

    /// Every field with its answer, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.0.iter().map(|(field, answer)| (field.as_ref(), answer.as_ref()))
    }

    /// Every field that has an answer, by name.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(field, _)| field.as_ref())
    }

    /// Those of the answers that `keep` wants.
    #[must_use]
    pub fn only(&self, keep: impl Fn(&str, &Answer) -> bool) -> Answers {
        Answers(self.0.iter().filter(|(field, answer)| keep(field, answer)).cloned().collect())
    }
}

/// Of two answers in one field the later counts.
impl<F: Into<Rc<str>>, A: Into<Rc<Answer>>> FromIterator<(F, A)> for Answers {
    fn from_iter<T: IntoIterator<Item = (F, A)>>(given: T) -> Answers {
        let mut answers = Answers::new();
        given.into_iter().for_each(|(field, answer)| answers.insert(field, answer));
        answers
    }
}

impl<F: Into<Rc<str>>, A: Into<Rc<Answer>>, const N: usize> From<[(F, A); N]> for Answers {
    fn from(given: [(F, A); N]) -> Answers {
        given.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Answer {
        Answer::Text(text.to_owned())
    }

    #[test]
    fn answers_stand_in_the_order_of_fields_and_the_later_counts() {
        let mut answers = Answers::from([("b", text("1")), ("c", text("2")), ("a", text("3")), ("b", text("4"))]);
        let listed: Vec<(&str, Answer)> = answers.iter().map(|(field, answer)| (field, answer.clone())).collect();
        assert_eq!(listed, [("a", text("3")), ("b", text("4")), ("c", text("2"))]);
        answers.insert("a", text(""));
        assert_eq!((answers.get("a"), answers.get("d")), (Some(&text("")), None));
        let answered = answers.only(|field, answer| field != "c" && !answer.is_empty());
        assert_eq!(answered, Answers::from([("b", text("4"))]));
    }
}
