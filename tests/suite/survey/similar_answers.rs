//! Answers in a rule's field that are nearly the same, or missing, and rules and criteria that tell no pair from another.

use serde_json::Value;

use crate::account::cohort::{Directory, GOALS, LOT};

fn shown(directory: &Directory, arguments: &[&str]) -> Value {
    serde_json::from_str(&directory.done(&[arguments, &["--format", "json"]].concat()).out).unwrap()
}

/// Everybody's region apart from the two in question: Amal Reed's and Gwen Tarn's.
fn cohort(mentor: &str, mentee: &str) -> Directory {
    let directory = Directory::new("random", LOT);
    directory.edit("private/surveys/mentors.csv", ",North", &format!(",{mentor}"));
    directory.edit("private/surveys/mentees.csv", ",North", &format!(",{mentee}"));
    directory
}

fn open_questions(directory: &Directory) -> Vec<(String, String)> {
    let listed = shown(directory, &["conflict", "list"]);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    listed["questions"].as_array().unwrap().iter().map(|row| (text(&row["typed"]), text(&row["doubt"]))).collect()
}

#[test]
fn two_spellings_of_one_answer_are_asked_before_the_first_match() {
    let directory = cohort("The Royal Wharf", "Royal Wharf NHS Trust");
    let said = directory.done(&["match", "--seed", "1"]).err;
    assert!(said.contains("similar-answers") && said.contains("1 pair is a question"), "{said}");
    let asked = ("region: The Royal Wharf / Royal Wharf NHS Trust".to_owned(), "similar-answer".to_owned());
    assert_eq!(open_questions(&directory), [asked]);
    let ids = |name: &str| {
        let people = directory.read("private/people.csv");
        let row = people.lines().find(|row| row.contains(&format!(",{name},{}", &name.to_lowercase()[..4]))).unwrap();
        row.trim_start_matches('\u{feff}').split(',').next().unwrap().to_owned()
    };
    let (mentor, mentee) = (ids("Amal Reed"), ids("Gwen Tarn"));
    for seed in 1..9 {
        directory.done(&["match", "--fresh", "--seed", &seed.to_string()]);
        assert!(!directory.read("pairings.csv").contains(&format!("{mentor}-{mentee}")), "seed {seed}");
    }
    assert_eq!(directory.run(&["check"]).status, 0);
    directory.done(&["conflict", "dismiss", &mentor, &mentee]);
    assert_eq!(open_questions(&directory), []);
    assert!(!directory.done(&["import"]).err.contains("similar-answers"), "an answer is not asked again");
}

#[test]
fn aliases_decide_and_options_are_never_asked() {
    let aliases = |pairs: &str| format!("region = {{ column = \"Region\", aliases = {{ {pairs} }} }}");
    let one = aliases("\"The Royal Wharf\" = \"Royal Wharf NHS Trust\"");
    let apart = aliases("\"The Royal Wharf\" = \"The Royal Wharf\", \"Royal Wharf NHS Trust\" = \"Royal Wharf NHS Trust\"");
    let offered = "region = { column = \"Region\", options = [\"The Royal Wharf\", \"Royal Wharf NHS Trust\"] }".to_owned();
    for decided in [one, apart, offered] {
        let directory = cohort("The Royal Wharf", "Royal Wharf NHS Trust");
        directory.done(&["import"]);
        assert_eq!(open_questions(&directory).len(), 1);
        directory.edit("cohort.toml", "region = \"Region\"", &decided);
        let said = directory.done(&["import"]).err;
        assert!(!said.contains("similar-answers"), "{decided}: {said}");
        assert_eq!(open_questions(&directory), [], "{decided}");
    }
}

/// Whoever writes something else and then a similar answer again is asked again: nobody answered the question yet.
#[test]
fn a_question_that_an_import_settled_is_asked_again_and_one_that_the_lead_answered_is_not() {
    let directory = cohort("The Royal Wharf", "Royal Wharf NHS Trust");
    directory.done(&["import"]);
    assert_eq!(open_questions(&directory).len(), 1);
    directory.edit("private/surveys/mentors.csv", ",The Royal Wharf", ",Elsewhere");
    directory.done(&["import"]);
    assert_eq!(open_questions(&directory), []);
    directory.edit("private/surveys/mentors.csv", ",Elsewhere", ",Royal Wharf");
    let said = directory.done(&["import"]).err;
    assert!(said.contains("similar-answers") && open_questions(&directory).len() == 1, "{said}");
    let question = &shown(&directory, &["conflict", "list"])["questions"][0];
    let (by, candidate) =
        (question["by"].as_str().unwrap(), question["candidates"].as_str().or(question["candidates"][0].as_str()));
    directory.done(&["conflict", "dismiss", by, candidate.unwrap()]);
    directory.edit("private/surveys/mentors.csv", ",Royal Wharf", ",The Royal Wharf");
    assert!(!directory.done(&["import"]).err.contains("similar-answers"));
    assert_eq!(open_questions(&directory), []);
}

#[test]
fn an_empty_answer_in_a_rules_field_is_said_by_person() {
    let said = cohort("", "North").done(&["import"]).err;
    assert!(
        said.contains("[rule-unanswered]") && said.contains("no region is known of M") && said.contains("Amal Reed"),
        "{said}"
    );
    assert!(!cohort("North", "North").done(&["import"]).err.contains("no region is known"));
}

#[test]
fn what_tells_no_pair_from_another_is_said() {
    let rule = Directory::new("random", LOT);
    assert!(!rule.done(&["match", "--dry-run"]).err.contains("decides-nothing"));
    let named = ["North", "South", "East", "West", "Wales"];
    for (at, region) in named.iter().enumerate() {
        rule.edit("private/surveys/mentees.csv", &format!(",{region}"), &format!(",Z{at}"));
    }
    let said = rule.done(&["match", "--dry-run"]).err;
    assert!(said.contains("the rule \"region\" forbids no pair"), "{said}");
    let goals = Directory::new("goals", GOALS);
    for region in named.into_iter().chain(["Wessex"]) {
        goals.edit("private/surveys/mentors.csv", &format!(",{region}"), ",");
    }
    let said = goals.done(&["match", "--dry-run"]).err;
    assert!(said.contains("the criterion \"region\" gives every pair nothing: none of the mentors answered region"), "{said}");
}
