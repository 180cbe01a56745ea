//! What the tests of the checks share, and the tests of the table itself.

use std::collections::BTreeSet;

use super::*;
use crate::domain::example;
use crate::domain::fact::{Dated, PairFact, PersonFact};

/// The example's facts after a change, with the lines on which they would stand.
pub(super) fn facts(change: impl FnOnce(&mut Facts)) -> Facts {
    let mut facts = example::facts();
    change(&mut facts);
    example::number_lines(&mut facts);
    facts
}

/// What the checks of the facts find after a change, as `code place: message`.
pub(super) fn found(change: impl FnOnce(&mut Facts)) -> Vec<String> {
    said(&judge_facts(&example::settings(), &facts(change)))
}

/// What all checks find after a change.
pub(super) fn found_by_all(change: impl FnOnce(&mut Facts), people: Option<&[Person]>, settings: &Settings) -> Vec<String> {
    let (facts, views) = (facts(change), views());
    let (cohort, leave) = (Cohort::of(&facts), BTreeMap::new());
    said(&judge(&Subject {
        settings,
        facts: &facts,
        cohort: &cohort,
        people,
        leave: &leave,
        days: None,
        answers: None,
        views: &views,
        today: None,
    }))
}

/// What all checks find after a change, with the days that the example's settings avoid.
pub(super) fn found_with_days(change: impl FnOnce(&mut Facts)) -> Vec<String> {
    let (settings, facts, views, leave) = (example::settings(), facts(change), views(), BTreeMap::new());
    let (cohort, days) = (Cohort::of(&facts), DayBook::new(&settings.calendar, &[], 2026..=2028).unwrap());
    let (people, days) = (None, Some(&days));
    said(&judge(&Subject {
        settings: &settings,
        facts: &facts,
        cohort: &cohort,
        people,
        leave: &leave,
        days,
        answers: None,
        views: &views,
        today: None,
    }))
}

pub(super) fn views() -> BTreeMap<String, ViewState> {
    let list = b"person,side,reason\nM11,mentor,no-place\nE02,mentee,pair-ended\n".to_vec();
    BTreeMap::from([("waiting-list.csv".to_owned(), ViewState { found: Some(list.clone()), rebuilt: list })])
}

fn said(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(|problem| format!("{} {}: {}", problem.code, problem.place, problem.message)).collect()
}

pub(super) fn person(facts: &mut Facts, id: &str, fact: PersonFact) {
    facts.person(id.parse().unwrap(), example::day(2027, 3, 1), fact);
}

pub(super) fn pair(facts: &mut Facts, id: &str, fact: PairFact) {
    facts.pair(example::pair(id), example::day(2027, 3, 1), fact);
}

pub(super) fn rows<'a>(facts: &'a mut Facts, id: &str) -> &'a mut Vec<Dated<PairFact>> {
    facts.pairs.get_mut(&example::pair(id)).unwrap()
}

#[test]
fn all_is_silent_when_all_is_well() {
    assert_eq!(found(|_| ()), Vec::<String>::new());
    assert_eq!(found_by_all(|_| (), Some(&[]), &example::settings()), Vec::<String>::new());
    assert_eq!(judge_facts(&example::settings(), &Facts::default()), []);
}

#[test]
fn every_check_has_a_name_of_its_own_and_says_a_sentence() {
    let names: BTreeSet<&str> = CHECKS.iter().map(|check| check.name).collect();
    assert_eq!(names.len(), CHECKS.len());
    for check in CHECKS {
        assert!(check.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", check.name);
        assert!(check.sentence.ends_with('.') && !check.sentence.contains('\n'), "{}", check.name);
    }
}

#[test]
fn a_fact_that_is_not_yet_written_has_a_file_and_no_line() {
    let mut facts = example::facts();
    facts.person("E09".parse().unwrap(), example::day(2027, 3, 1), PersonFact::Returned { mistake: false });
    let problems = judge_facts(&example::settings(), &facts);
    assert_eq!(problems[0].place.to_string(), "facts/people/E09.csv");
}
