//! Which id each respondent has: the one that was given before, the code, or the next number in the order of the key.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::answer::field;
use crate::domain::contact::Email;
use crate::domain::id::PersonId;
use crate::domain::problem::Problem;
use crate::domain::side::{Kind, Side};

use super::{Register, Respondent};
use crate::people::key::Key;

/// An import under way: which respondent (by place in the list) has which id.
pub(super) struct Import<'a> {
    pub(super) register: &'a Register,
    pub(super) side: Side,
    pub(super) kind: Kind,
    pub(super) key: &'a Key,
    pub(super) taken: &'a BTreeMap<PersonId, Vec<String>>,
    pub(super) ids: BTreeMap<usize, PersonId>,
    /// The place in the list of the respondent who has an id that was given before.
    pub(super) places: BTreeMap<PersonId, usize>,
    /// Older rows of somebody of whom a newer one is read.
    pub(super) skipped: BTreeSet<usize>,
    pub(super) problems: Vec<Problem>,
}

impl Import<'_> {
    /// Finds those who have an id, and tells who stands on both sides or twice.
    pub(super) fn known(&mut self, respondents: &[Respondent<'_>]) {
        let own_side = |id: &PersonId| id.side() == self.side;
        let register = self.register.iter().filter(|(id, _)| own_side(id));
        let by_email: BTreeMap<&Email, PersonId> = register.map(|(id, entry)| (&entry.contact.email, id)).collect();
        let given = self.taken.iter().filter(|(id, _)| own_side(id));
        let by_mark: BTreeMap<&str, PersonId> =
            given.flat_map(|(id, marks)| marks.iter().map(|mark| (mark.as_str(), *id))).collect();
        let mut seen: BTreeMap<&Email, &Respondent<'_>> = BTreeMap::new();
        for (at, respondent) in respondents.iter().enumerate() {
            let email = &respondent.contact.email;
            if let Some(first) = seen.insert(email, respondent) {
                let problem = Problem::error("doubled-person", format!("this row and {} have one address", first.place()));
                self.tell(respondent, field::EMAIL, problem.help("leave one of the two rows, or correct the address of one"));
                continue;
            }
            let by_mark = || if by_mark.is_empty() { None } else { by_mark.get(self.key.mark(email).as_str()) };
            if let Some(id) = by_email.get(email).or_else(by_mark).copied() {
                self.known_row(at, respondent, id, by_email.contains_key(email));
            }
        }
    }

    /// Of two rows of one person the one with the address of the register is read.
    fn known_row(&mut self, at: usize, respondent: &Respondent<'_>, id: PersonId, is_registered: bool) {
        match self.places.get(&id).copied() {
            Some(other) if is_registered => {
                self.ids.remove(&other);
                self.skipped.insert(other);
                self.keep(at, respondent, id);
            }
            Some(_) => _ = self.skipped.insert(at),
            None => self.keep(at, respondent, id),
        }
    }

    fn keep(&mut self, at: usize, respondent: &Respondent<'_>, id: PersonId) {
        self.ids.insert(at, id);
        self.places.insert(id, at);
        if let Some(code) = code(respondent).filter(|code| *code != id) {
            let problem = Problem::warning("code", format!("this person is {id} already and stays so")).value(code.to_string());
            self.tell(respondent, field::CODE, problem.help("an id once given is kept, so that pairs and facts still fit"));
        }
    }

    /// Gives their codes to those who have one.
    pub(super) fn coded(&mut self, respondents: &[Respondent<'_>]) {
        let mut given: BTreeMap<PersonId, &Respondent<'_>> = BTreeMap::new();
        for (at, respondent) in respondents.iter().enumerate().filter(|(_, respondent)| code(respondent).is_some()) {
            let is_new = !self.ids.contains_key(&at) && !self.skipped.contains(&at);
            let Some(code) = code(respondent).filter(|_| is_new) else { continue };
            let letter = self.side.letter(self.kind);
            let problem = if code.letter() != letter {
                let message = format!("this code does not belong to a {}", self.side.one(self.kind));
                Some(
                    Problem::error("code", message)
                        .help(format!("ids of this side begin with {letter}; correct it, or leave `code` out of the columns")),
                )
            } else if let Some(first) = given.get(&code) {
                let message = format!("this row and {} have one code", first.place());
                Some(Problem::error("code", message).help("correct one of the two"))
            } else if self.taken.contains_key(&code) || self.register.get(code).is_some() {
                let message = "this code is the id of somebody with another address";
                Some(
                    Problem::error("code", message)
                        .help("if it is the same person, write the address as it was; else give another code"),
                )
            } else {
                None
            };
            match problem {
                Some(problem) => self.tell(respondent, field::CODE, problem.value(code.to_string())),
                None => _ = self.ids.insert(at, code),
            }
            given.entry(code).or_insert(respondent);
        }
    }

    /// Numbers the rest in the order of the key, after every number ever given.
    pub(super) fn numbered(&mut self, respondents: &[Respondent<'_>]) {
        let given = self.register.entries.keys().chain(self.taken.keys()).chain(self.ids.values());
        let last = given.filter(|id| id.side() == self.side).map(|id| id.number()).max().unwrap_or(0);
        let new = |at: &usize| !self.ids.contains_key(at) && !self.skipped.contains(at);
        let mut waiting: Vec<([u8; 32], usize)> = respondents
            .iter()
            .enumerate()
            .filter(|(at, _)| new(at))
            .map(|(at, respondent)| (self.key.order(&respondent.contact.email), at))
            .collect();
        waiting.sort_unstable();
        for ((_, at), number) in waiting.into_iter().zip(last.saturating_add(1)..) {
            self.ids.insert(at, PersonId::new(self.side, self.kind, number));
        }
    }

    fn tell(&mut self, respondent: &Respondent<'_>, column: &str, problem: Problem) {
        self.problems.push(problem.at(respondent.place().column(column)));
    }
}

/// The id that a code is, where it has an id's shape.
fn code(respondent: &Respondent<'_>) -> Option<PersonId> {
    respondent.answers.get(field::CODE)?.texts().next()?.parse().ok()
}
