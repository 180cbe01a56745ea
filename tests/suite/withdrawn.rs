//! What was taken back is gone: answers of somebody who was erased, of people who do not count, points, summaries and figures.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::evaluation;
use crate::report::{figure, finished, ok};
use crate::stories::{program, said};

/// The participant code of each id, as `private/people.csv` tells it.
fn code(root: &Path, id: &str) -> String {
    let people = fs::read_to_string(root.join("private/people.csv")).unwrap();
    people.lines().find(|line| line.starts_with(id)).unwrap().rsplit(',').next().unwrap().to_owned()
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap()
}

fn evaluated(root: &Path) -> Value {
    serde_json::from_str(&ok(root, &["evaluate", "--format", "json"]).out).unwrap()
}

/// Every file below a directory that holds a text.
fn holding(directory: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, text));
        } else if String::from_utf8_lossy(&fs::read(&path).unwrap()).contains(text) {
            found.push(path.display().to_string());
        }
    }
    found
}

#[test]
fn somebody_who_is_erased_leaves_no_answer_in_any_survey() {
    let directory = finished();
    let root = &directory.path().join("cohort");
    ok(root, &["evaluate"]);
    let (code, other) = (code(root, "M01"), code(root, "M02"));
    fs::copy(root.join("private/surveys/after.csv"), root.join("private/surveys/a copy.csv")).unwrap();
    let after = read(root, "private/surveys/after.csv");
    let row = after.lines().find(|line| line.contains(&code)).unwrap();
    let text = row.rsplit('"').nth(1).unwrap();
    assert!(read(root, "private/quotes.csv").contains(text));
    ok(root, &["erase", "M01"]);
    assert_eq!(holding(root, &code), Vec::<String>::new());
    assert!(!read(root, "private/quotes.csv").contains(text) && holding(root, text).is_empty());
    let left: Vec<String> = after.lines().filter(|line| *line != row).map(|line| format!("{line}\n")).collect();
    let left = left.concat();
    assert_eq!(read(root, "private/surveys/after.csv"), left, "no other row changes");
    assert!(left.contains(&other) && read(root, "private/people.csv").contains(&other));
    // An export that is downloaded again brings nothing back.
    fs::write(root.join("private/surveys/after.csv"), after.clone()).unwrap();
    let document = evaluated(root);
    assert_eq!(document["waves"]["post"]["left_out"][0]["why"], "erased", "{}", document["waves"]["post"]);
    assert!(!read(root, "private/quotes.csv").contains(text));
    ok(root, &["check"]);
}

#[test]
fn answers_of_people_who_were_never_paired_are_in_no_figure() {
    let directory = finished();
    let root = &directory.path().join("cohort");
    let before = evaluated(root);
    for (wave, answers) in [("before", "disagree,disagree,agree"), ("after", "agree,agree,disagree,agree,")] {
        let path = root.join(format!("private/surveys/{wave}.csv"));
        let rows: String = ["M05", "M06", "M18"].map(|id| format!("2027-06-24 09:15,{},{answers}\n", code(root, id))).concat();
        fs::write(&path, fs::read_to_string(&path).unwrap() + &rows).unwrap();
    }
    let after = evaluated(root);
    assert_eq!((&after["items"], &after["attrition"]), (&before["items"], &before["attrition"]));
    let notes = after["notes"].to_string();
    assert!(notes.contains("Wave post: left out of all figures, as never in a pair: M05, M06, M18."), "{notes}");
    assert_eq!(after["waves"]["pre"]["left_out"].as_array().unwrap().len(), 3);
    ok(root, &["report", "--private"]);
    let mentors = &before["attrition"][0];
    let page = read(root, "private/report.html");
    let said = format!("Of {} mentors who were paired {} answered both times.", mentors["paired"], mentors["both"]);
    assert!(figure(&page, "answers").contains(&said), "{}", figure(&page, "answers"));
}

#[test]
fn somebody_who_never_joined_counts_nowhere() {
    let directory = evaluation::cohort_paired_on("id", "2026-11-20");
    let root = directory.path();
    let paired = |side: usize| {
        let shown = evaluation::run(root, &["evaluate", "--format", "json"]);
        let document: Value = serde_json::from_str(&shown.out).unwrap();
        document["attrition"][side]["paired"].as_u64().unwrap()
    };
    assert_eq!((paired(0), paired(1)), (16, 16));
    let left = said(&mut program(root, &["withdraw", "J08", "--never-joined", "--today", "2026-11-21"]));
    assert_eq!(left.status, 0, "{}", left.err);
    assert_eq!((paired(0), paired(1)), (15, 16));
    let shown = evaluation::run(root, &["evaluate"]);
    assert!(shown.err.contains("as never joined: J08."), "{}", shown.err);
}

#[test]
fn a_point_that_is_no_longer_agreed_goes_with_the_next_publication() {
    let directory = finished();
    let root = &directory.path().join("cohort");
    assert!(read(root, "outcomes.csv").contains("O02,"));
    ok(root, &["report"]);
    let said = ok(root, &["outcome", "agree", "O02", "--retract"]);
    assert!(said.err.contains("`revmentor outcome publish O02 --retract` takes it out"), "{}", said.err);
    let said = ok(root, &["outcome", "publish"]);
    assert!(said.err.contains("O02, no longer agreed, taken out of outcomes.csv"), "{}", said.err);
    assert!(said.err.contains("`revmentor report`") && !read(root, "outcomes.csv").contains("O02,"), "{}", said.err);
    let stale = crate::report::run(root, &["check"]);
    assert!(stale.status == 1 && stale.err.contains("[withdrawn-in-report]") && stale.err.contains("O02"), "{}", stale.err);
    ok(root, &["report"]);
    ok(root, &["check"]);
}

#[test]
fn a_report_that_shows_retracted_figures_is_named() {
    let directory = finished();
    let root = &directory.path().join("cohort");
    ok(root, &["report"]);
    let said = ok(root, &["evaluate", "--publish", "--retract"]);
    assert!(said.err.contains("`revmentor report`"), "{}", said.err);
    let stale = crate::report::run(root, &["check"]);
    assert!(stale.status == 1 && stale.err.contains("figures of the surveys"), "{}", stale.err);
    ok(root, &["report"]);
    ok(root, &["check"]);
    assert!(!read(root, "report.html").contains("answered both times"));
}

#[test]
fn a_point_is_done_once_on_a_day_of_the_programme_if_it_is_an_action() {
    let directory = finished();
    let root = &directory.path().join("cohort");
    let points = read(root, "outcomes.csv");
    let id = |kind: &str, state: &str| {
        let line = points.lines().find(|line| line.contains(&format!(",{kind},")) && line.ends_with(state)).unwrap();
        line.split(',').next().unwrap().to_owned()
    };
    let (action, learning) = (id("action", "open"), id("learning", ""));
    for (words, code) in [
        (vec!["outcome", "done", &action, "--on", "2027-07-01"], "not-that-day"),
        (vec!["outcome", "done", &action, "--on", "2019-07-01"], "not-that-day"),
        (vec!["outcome", "done", &learning], "not-an-action"),
    ] {
        let refused = crate::report::run(root, &words);
        assert!(refused.status == 2 && refused.err.contains(code), "{words:?} {}", refused.err);
    }
    assert_eq!(read(root, "outcomes.csv"), points);
    ok(root, &["outcome", "done", &action, "--on", "2027-06-01"]);
    let again = ok(root, &["outcome", "done", &action]);
    assert!(again.err.contains("was done already, on Tuesday 1 June 2027"), "{}", again.err);
    assert!(read(root, "private/outcomes.csv").contains("2027-06-01"));
}

#[test]
fn a_summary_goes_with_its_consent_and_two_consents_are_a_contradiction() {
    let directory = finished();
    let root = &directory.path().join("cohort");
    let pairings = read(root, "pairings.csv");
    let pairs: Vec<&str> = pairings.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    let import = |rows: &[(&str, &str, &str)]| {
        let rows: Vec<String> = rows.iter().map(|(pair, text, consents)| format!("{pair},{text},,,{consents}\n")).collect();
        let file = directory.path().join("summaries.csv");
        let head = "pair,first,half_way,last,mentor_consent,mentee_consent\n";
        fs::write(&file, format!("{head}{}", rows.concat())).unwrap();
        crate::report::run(root, &["outcome", "summary", "import", &file.display().to_string()])
    };
    let document = root.join(format!("private/summaries/{}.docx", pairs[0]));
    assert_eq!(import(&[(pairs[0], "One of us", "named,named"), (pairs[1], "Quiet talk", "anonymous,named")]).status, 0);
    ok(root, &["outcome", "summary", "write"]);
    assert!(document.exists() && read(root, "summaries.md").contains("Quiet talk"));
    let twice = import(&[(pairs[0], "One of us", "named,named"), (pairs[0], "One of us", "no,no")]);
    assert!(twice.status == 2 && twice.err.contains("[bad-consent]") && twice.err.contains("row 2"), "{}", twice.err);
    assert!(document.exists());
    let said = import(&[(pairs[0], "One of us", "named,no"), (pairs[1], "Quiet talk", "no,named")]);
    assert!(said.status == 0 && said.err.contains("2 documents and published texts go"), "{}", said.err);
    assert!(!document.exists() && !read(root, "summaries.md").contains("Quiet talk"));
    for text in [code(root, "M01"), "With M01".to_owned()] {
        assert_eq!(import(&[(pairs[2], &text, "anonymous,anonymous")]).status, 0);
        let refused = crate::report::run(root, &["outcome", "summary", "write"]);
        assert!(refused.status == 1 && refused.err.contains("M01's"), "{text}: {}", refused.err);
    }
}

#[test]
fn a_summary_goes_with_somebody_who_is_erased() {
    let directory = finished();
    let root = &directory.path().join("cohort");
    let pairings = read(root, "pairings.csv");
    let pair = pairings.lines().nth(1).and_then(|line| line.split(',').next()).unwrap();
    let file = directory.path().join("summaries.csv");
    let row = format!("{pair},Quiet talk,,,anonymous,anonymous\n");
    fs::write(&file, format!("pair,first,half_way,last,mentor_consent,mentee_consent\n{row}")).unwrap();
    ok(root, &["outcome", "summary", "import", &file.display().to_string()]);
    ok(root, &["outcome", "summary", "write"]);
    ok(root, &["report"]);
    let erased = ok(root, &["erase", pair.split('-').next().unwrap()]);
    assert!(!read(root, "summaries.md").contains("Quiet talk") && erased.out.contains("summaries.md"), "{}", erased.out);
    assert!(erased.err.contains("`revmentor report` writes the report anew"), "{}", erased.err);
    let judged = crate::report::run(root, &["check"]);
    assert!(judged.err.matches("Quiet talk").count() == 2, "both reports show it: {}", judged.err);
    ok(root, &["report"]);
    assert!(!crate::report::run(root, &["check"]).err.contains("withdrawn-in-report"));
}

#[test]
fn a_code_of_the_surveys_stands_in_no_public_file() {
    let directory = finished();
    let root = &directory.path().join("cohort");
    let code = code(root, "M01");
    let refused = crate::report::run(root, &["outcome", "add", "learning", &format!("{code} said so")]);
    assert!(refused.status == 1 && refused.err.contains("M01's code of the surveys"), "{}", refused.err);
    ok(root, &["check"]);
    fs::write(root.join("notes.md"), format!("Ask {code}\n")).unwrap();
    let found = crate::report::run(root, &["check"]);
    assert!(found.status == 1 && found.err.contains("M01's code of the surveys") && !found.err.contains(&code), "{}", found.err);
}
