//! A draw announced before its numbers are drawn in public: everything that decides the result except those numbers.
//!
//! Whoever compares a matching with its announcement sees whether anything was chosen afterwards. Who committed it when is not known
//! here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use chrono::NaiveDate;

use super::draw::{Draw, Occasion};
use super::id::{PairId, PersonId};
use super::settings::{Method, Objective};
use super::side::Side;

/// An announcement as recorded in `facts/draws/NNN.toml`. It takes a number; the matching that follows takes the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Announcement {
    /// Its number.
    pub number: u32,
    /// The day.
    pub on: NaiveDate,
    /// The day on which it was retracted.
    pub retracted: Option<NaiveDate>,
    /// Chance or compatibility.
    pub method: Method,
    /// What is best among pairings of the greatest size.
    pub objective: Objective,
    /// The version of the algorithm.
    pub algorithm: u32,
    /// The seed.
    pub seed: u64,
    /// The commitment to the key, which orders the ids.
    pub key: String,
    /// Whether everybody is paired afresh.
    pub fresh: bool,
    /// Whether settled pairs may be moved.
    pub allow_moves: bool,
    /// The bound on the number of pairs, where there is one.
    pub places: Option<u32>,
    /// Everybody who may be paired, by id.
    pub people: Vec<PersonId>,
    /// For how many pairs somebody has room; one for those who are not here.
    pub room: BTreeMap<PersonId, u32>,
    /// Who is paired before others.
    pub precedence: Vec<PersonId>,
    /// The forbidden pairs.
    pub forbidden: Vec<PairId>,
    /// The standing pairs that cannot be moved.
    pub fixed: Vec<PairId>,
    /// The standing pairs.
    pub standing: Vec<PairId>,
    /// Keyed digests of answers and criteria, where these decide; empty for a draw by lot.
    pub inputs: BTreeMap<String, String>,
}

impl Announcement {
    /// What is different `now`, one sentence each; the days and numbers are not compared.
    pub(crate) fn changes(&self, now: &Announcement) -> Vec<String> {
        let flags = [
            changed("the method", self.method.word(), now.method.word()),
            changed("the objective", self.objective.word(), now.objective.word()),
            changed("the seed", &self.seed, &now.seed),
            changed("the version of the algorithm", &self.algorithm, &now.algorithm),
            changed("--fresh", &self.fresh, &now.fresh),
            changed("`places`", &bound(self.places), &bound(now.places)),
            changed("--allow-moves", &self.allow_moves, &now.allow_moves),
            (self.key != now.key).then(|| "private/key is another".to_owned()),
        ];
        let lists = [
            listed("may be paired", &self.people, &now.people),
            listed("has precedence", &self.precedence, &now.precedence),
            listed("has room", &rooms(&self.room), &rooms(&now.room)),
            listed("is forbidden", &self.forbidden, &now.forbidden),
            listed("cannot be moved", &self.fixed, &now.fixed),
            listed("stands", &self.standing, &now.standing),
        ];
        let other = |name: &&String| self.inputs.get(*name) != now.inputs.get(*name);
        let names: BTreeSet<&String> = self.inputs.keys().chain(now.inputs.keys()).collect();
        let inputs = names.into_iter().filter(other).map(|name| match name.as_str() {
            "people.csv" => "answers have changed".to_owned(),
            _ => "criteria or other settings of the matching have changed".to_owned(),
        });
        flags.into_iter().flatten().chain(lists.into_iter().flatten()).chain(inputs).collect()
    }

    /// Where a recorded matching differs from what was announced.
    pub(crate) fn contradictions(&self, draw: &Draw) -> Vec<String> {
        let as_drawn = Announcement {
            method: draw.method,
            objective: draw.objective,
            algorithm: draw.algorithm,
            seed: draw.seed,
            fresh: draw.occasion == Occasion::Fresh,
            people: draw.people.clone(),
            room: draw.room.clone(),
            places: draw.places,
            forbidden: draw.forbidden.clone(),
            fixed: draw.fixed.clone(),
            standing: draw.kept.iter().chain(&draw.ended).copied().collect(),
            ..self.clone()
        };
        self.changes(&as_drawn)
    }

    /// How many ids stand out by the number of their forbidden partners: nobody else of their side has as many.
    pub(crate) fn telling(&self) -> usize {
        let stands_out = |side: Side| {
            let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
            for person in self.people.iter().filter(|person| person.side() == side) {
                *counts.entry(self.forbidden.iter().filter(|pair| pair.has(*person)).count()).or_default() += 1;
            }
            counts.values().filter(|people| **people == 1).count()
        };
        Side::BOTH.into_iter().map(stands_out).sum()
    }
}

fn bound(places: Option<u32>) -> String {
    places.map_or_else(|| "no bound".to_owned(), |places| places.to_string())
}

fn rooms(room: &BTreeMap<PersonId, u32>) -> Vec<String> {
    room.iter().map(|(person, room)| format!("{person} ({room})")).collect()
}

fn changed<T: PartialEq + Display + ?Sized>(what: &str, announced: &T, now: &T) -> Option<String> {
    (announced != now).then(|| format!("{what} was announced as {announced} and is {now}"))
}

fn listed<T: Ord + Display>(what: &str, announced: &[T], now: &[T]) -> Vec<String> {
    let (announced, now): (BTreeSet<&T>, BTreeSet<&T>) = (announced.iter().collect(), now.iter().collect());
    let more = now.difference(&announced).map(|one| format!("{one} {what} now and was not announced"));
    more.chain(announced.difference(&now).map(|one| format!("{one} {what} in the announcement and no longer"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example;

    fn announced() -> Announcement {
        let facts = example::facts();
        let draw = &facts.draws[&1];
        Announcement {
            number: 1,
            on: draw.on,
            retracted: None,
            method: draw.method,
            objective: draw.objective,
            algorithm: draw.algorithm,
            seed: draw.seed,
            key: "ab".into(),
            fresh: false,
            allow_moves: false,
            places: None,
            people: draw.people.clone(),
            room: draw.room.clone(),
            precedence: Vec::new(),
            forbidden: draw.forbidden.clone(),
            fixed: draw.fixed.clone(),
            standing: draw.kept.iter().chain(&draw.ended).copied().collect(),
            inputs: BTreeMap::new(),
        }
    }

    #[test]
    fn every_change_is_named() {
        let mut now = announced();
        assert_eq!(announced().changes(&now), Vec::<String>::new());
        now.seed += 1;
        now.people.pop();
        now.forbidden.push(example::pair("M09-E01"));
        now.inputs.insert("people.csv".into(), "cd".into());
        let changes = announced().changes(&now);
        assert_eq!(changes[0], "the seed was announced as 7 and is 8");
        assert!(changes[1].ends_with(" may be paired in the announcement and no longer"), "{changes:?}");
        assert_eq!(changes[2], "M09-E01 is forbidden now and was not announced");
        assert_eq!(changes[3], "answers have changed");
        assert_eq!(changes.len(), 4);
    }

    #[test]
    fn a_matching_is_compared_with_what_was_announced() {
        let mut draw = example::facts().draws[&1].clone();
        assert_eq!(announced().contradictions(&draw), Vec::<String>::new());
        draw.seed = 9;
        assert_eq!(announced().contradictions(&draw), ["the seed was announced as 7 and is 9"]);
    }

    #[test]
    fn an_id_with_a_number_of_forbidden_partners_of_its_own_stands_out() {
        let people = ["M1", "M2", "M3", "E1", "E2"].map(|id| id.parse().unwrap()).to_vec();
        let forbidden = vec![example::pair("M1-E1"), example::pair("M1-E2")];
        assert_eq!(Announcement { people, forbidden, ..announced() }.telling(), 1);
    }
}
