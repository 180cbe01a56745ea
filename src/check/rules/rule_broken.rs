//! `rule-broken`: no standing pair breaks a rule of `cohort.toml`. Judged where the register is at hand.

use std::collections::BTreeMap;

use crate::check::{Check, Scope, Subject, place, story};
use crate::domain::id::PersonId;
use crate::domain::person::Person;
use crate::domain::problem::Problem;

pub(super) const CHECK: Check = Check {
    name: "rule-broken",
    sentence: "No pair that goes on breaks a [[conflict]] rule of cohort.toml.",
    scope: Scope::Directory,
    judge,
};

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    let people: BTreeMap<PersonId, &Person> =
        subject.people.unwrap_or_default().iter().map(|person| (person.id, person)).collect();
    let mut problems = Vec::new();
    for (pair, row) in story::standing(subject.facts) {
        let (Some(mentor), Some(mentee)) = (people.get(&pair.mentor), people.get(&pair.mentee)) else { continue };
        for rule in subject.settings.conflict_rules.iter().filter(|rule| are_alike(mentor, mentee, &rule.same)) {
            let message = format!("{pair} goes on although the two are alike in “{}”", rule.same);
            let help = "`revmentor match` makes other pairs";
            problems.push(Problem::error(CHECK.name, message).at(place::pair(pair, row)).help(help));
        }
    }
    problems
}

/// Whether two people gave an answer in common; two empty answers are not alike.
fn are_alike(one: &Person, other: &Person, field: &str) -> bool {
    !one.keys(field).is_disjoint(&other.keys(field))
}

#[cfg(test)]
mod tests {
    use crate::check::tests::found_by_all;
    use crate::domain::answer::Answer;
    use crate::domain::example;
    use crate::domain::person::Person;
    use crate::domain::settings::{ConflictRule, Settings};

    fn people(mentor: &str, mentee: &str) -> Vec<Person> {
        let person = |id: &str, region: &str| Person {
            id: id.parse().unwrap(),
            answers: [("region".to_owned(), Answer::Text(region.into()))].into(),
        };
        vec![person("M10", mentor), person("E03", mentee)]
    }

    #[test]
    fn two_alike_are_named_and_two_empty_answers_are_not_alike() {
        let settings = Settings { conflict_rules: vec![ConflictRule { same: "region".into() }], ..example::settings() };
        let found = |people: &[Person]| found_by_all(|_| (), Some(people), &settings);
        let said = "rule-broken facts/pairs/M10-E03.csv, line 2: M10-E03 goes on although the two are alike in “region”";
        assert_eq!(found(&people("North West", "north-west ")), [said]);
        assert_eq!(found(&people("North West", "North East")), Vec::<String>::new());
        assert_eq!(found(&people("", "")), Vec::<String>::new());
    }
}
