//! `evaluate` over a whole cohort: sixteen pairs who were asked before and after. People and answers are invented.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::stories::{Said, program, said};

const ITEMS: [(&str, &str, &str); 8] = [
    ("discuss", "I feel comfortable discussing EDI issues with colleagues", "learning"),
    ("address", "I feel comfortable addressing EDI issues when I come across them", "behaviour"),
    ("understand", "I understand the challenges that colleagues from under-represented groups face", "learning"),
    ("wellbeing", "I feel supported in my wellbeing at work", "results"),
    ("goals", "I am making progress towards my professional goals", "results"),
    ("enjoyable", "The pilot was enjoyable", "reaction"),
    ("impact_goals", "The pilot had a positive impact on my professional goals", "reaction"),
    ("impact_wellbeing", "The pilot had a positive impact on my wellbeing", "reaction"),
];

fn settings(link: &str) -> String {
    let mut text = String::from("[programme]\nname = \"Reciprocal\"\ncohort = \"2027\"\nkind = \"reciprocal\"\n");
    for (side, file) in [("mentors", "juniors"), ("mentees", "seniors")] {
        let _ = write!(
            text,
            "[survey.{side}]\nfile = \"private/surveys/{file}.csv\"\n[survey.{side}.columns]\ncode = \"Code\"\nname = \"Name\"\nemail = \"Email\"\ngoals = \"Goals\"\n"
        );
    }
    for wave in ["pre", "post"] {
        let _ = write!(
            text,
            "[survey.{wave}]\nfile = \"private/surveys/{wave}.csv\"\n[survey.{wave}.columns]\n\
             code = \"Your participant code (see your invitation)\"\nanswered = \"Completion date\"\n\
             side = \"Are you the junior or the senior of your pair?\"\n"
        );
    }
    text.push_str(
        "[matching]\nseed = 3\n[meetings]\ncount = 4\nweeks_between = [4, 12]\nfirst = 2027-01-11\nlast = 2027-12-17\n",
    );
    let _ = write!(text, "[evaluation]\nlink = \"{link}\"\n");
    for (name, heading, level) in ITEMS {
        let _ = write!(text, "[[evaluation.item]]\nname = \"{name}\"\nheading = \"{heading}\"\nlevel = \"{level}\"\n");
    }
    text
}

/// A cohort of sixteen pairs, paired, with both waves in place.
pub(crate) fn cohort(link: &str) -> tempfile::TempDir {
    cohort_paired_on(link, "2027-12-20")
}

/// As [`cohort`], paired on this day.
pub(crate) fn cohort_paired_on(link: &str, day: &str) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    fs::create_dir_all(root.join("private/surveys")).unwrap();
    fs::write(root.join("cohort.toml"), settings(link)).unwrap();
    fs::write(root.join("private/key"), [7; 32]).unwrap();
    for (file, letter, names) in [("juniors", 'J', "Ada"), ("seniors", 'S', "Ben")] {
        let mut table = String::from("Code,Name,Email,Goals\n");
        for number in 1..=16 {
            let family = char::from(b'A' + number);
            let _ =
                writeln!(table, "{letter}{number:02},{names}{family} {family}orrow,{letter}{number}@trust.example,Leadership");
        }
        fs::write(root.join(format!("private/surveys/{file}.csv")), table).unwrap();
    }
    for wave in ["pre", "post"] {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/evaluation/{wave}.csv"));
        fs::copy(from, root.join(format!("private/surveys/{wave}.csv"))).unwrap();
    }
    let matched = said(&mut program(root, &["match", "--today", day]));
    assert_eq!(matched.status, 0, "{}", matched.err);
    directory
}

pub(crate) fn run(root: &Path, arguments: &[&str]) -> Said {
    let dated = [arguments, &["--today", "2027-12-20"]].concat();
    said(&mut program(root, &dated))
}

fn evaluated(root: &Path) -> Value {
    let shown = run(root, &["evaluate", "--format", "json"]);
    assert_eq!(shown.status, 0, "{}", shown.err);
    serde_json::from_str(&shown.out).unwrap()
}

fn item<'v>(document: &'v Value, side: &str, name: &str) -> &'v Value {
    let items = document["items"].as_array().unwrap();
    items.iter().find(|item| item["side"] == side && item["item"] == name).unwrap()
}

#[test]
fn the_pilot_is_evaluated_as_published_and_everybody_ends_in_the_attrition_table() {
    let directory = cohort("id");
    let document = evaluated(directory.path());
    let attrition: Vec<String> = document["attrition"].as_array().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(attrition[0], r#"{"side":"junior","paired":16,"pre":15,"post":12,"both":11,"neither":0}"#);
    assert_eq!(attrition[1], r#"{"side":"senior","paired":16,"pre":16,"post":13,"both":13,"neither":0}"#);
    let unmatched = &document["waves"]["post"]["unmatched"];
    assert_eq!((&unmatched[0]["code"], &unmatched[0]["row"]), (&Value::Null, &27.into()));
    assert_eq!(
        (&unmatched[1]["code"], &unmatched[1]["nearest"], &unmatched[1]["line"]),
        (&"S99".into(), &"S09".into(), &29.into())
    );
    assert_eq!((&document["waves"]["post"]["read"], &document["waves"]["post"]["people"]), (&28.into(), &25.into()));
    let goals = item(&document, "senior", "goals");
    assert_eq!((&goals["n"], &goals["up"], &goals["same"], &goals["down"]), (&12.into(), &6.into(), &5.into(), &1.into()));
    assert_eq!((&goals["hodges_lehmann"], &goals["p_signed_rank"]), (&0.5.into(), &0.109_375.into()));
    let discuss = item(&document, "junior", "discuss");
    assert_eq!((&discuss["interval"], &discuss["interval_level"]), (&serde_json::json!([0.5, 1.5]), &0.951.into()));
    assert_eq!(
        discuss["said"],
        "10 juniors answered twice: 7 moved up, 3 stayed the same, none moved down; typical change +1 of 4 steps (95 %: +½ to +1½)"
    );
    assert_eq!(item(&document, "senior", "enjoyable")["asked_twice"], false);
}

#[test]
fn the_table_for_spreadsheets_is_that_of_the_items() {
    let directory = cohort("id");
    let table = run(directory.path(), &["evaluate", "--format", "csv"]).out;
    assert!(table.starts_with("side,item,n,up,same,down,") && table.contains(",discuss,10,7,3,0,"), "{table}");
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let directory = cohort("id");
    let root = directory.path();
    let before = evaluated(root)["items"].clone();
    for wave in ["pre", "post"] {
        let path = root.join(format!("private/surveys/{wave}.csv"));
        let text = fs::read_to_string(&path).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        lines[1..].reverse();
        fs::write(&path, lines.join("\n")).unwrap();
    }
    assert_eq!(evaluated(root)["items"], before);
}

#[test]
fn a_wrong_code_is_answered_by_the_lead_and_taken_back() {
    let directory = cohort("id");
    let root = directory.path();
    assert_eq!(run(root, &["evaluate", "--same", "S99=S09"]).status, 0);
    let document = evaluated(root);
    assert_eq!((&document["waves"]["post"]["people"], &item(&document, "senior", "discuss")["n"]), (&26.into(), &14.into()));
    let refused = |words: &[&str], code: &str| {
        let said = run(root, words);
        assert!(said.status == 2 && said.err.contains(code), "{words:?} {code}: {}", said.err);
    };
    refused(&["evaluate", "--same", "S99"], "[no-equals-sign]");
    refused(&["evaluate", "--same", "=S09"], "[unknown-code]");
    refused(&["evaluate", "--same", "NOPE=S09"], "[unknown-code]");
    assert_eq!(run(root, &["evaluate", "--retract-same", "S99"]).status, 0);
    assert_eq!(evaluated(root)["waves"]["post"]["people"], 25);
    refused(&["evaluate", "--retract-same", "S99"], "[no-answer]");
}

#[test]
fn a_code_that_somebody_has_is_nobody_elses() {
    let directory = cohort("code");
    let person = "S09".parse().unwrap();
    let codes = revmentor::parts::people::Key::new([7; 32]).participant_codes([person]);
    let said = run(directory.path(), &["evaluate", "--same", &format!("{}=S10", codes[&person])]);
    assert!(said.status == 2 && said.err.contains("[known-code]: "), "{}", said.err);
}

#[test]
fn what_is_odd_about_a_wave_is_said() {
    let directory = cohort("id");
    let root = directory.path();
    let [pre, post] = ["pre", "post"].map(|wave| root.join(format!("private/surveys/{wave}.csv")));
    assert!(run(root, &["evaluate"]).err.contains("[answered-twice]: "));
    let text = fs::read_to_string(&post).unwrap();
    // Two ids are as near to what was typed: neither is named. An answer without an id is counted, and every row has one number.
    let changed = [("S99,Senior", "09,Senior"), ("S15,Senior", ",Senior"), ("J09,Junior", ",Junior")];
    fs::write(&post, changed.into_iter().fold(text.clone(), |text, (from, to)| text.replacen(from, to, 1))).unwrap();
    let said = run(root, &["evaluate"]);
    assert!(!said.err.contains("--same 09="), "{}", said.err);
    assert!(said.err.contains("without a code (row "), "{}", said.err);
    let place = said.err.lines().find(|line| line.contains("[unknown-code]")).unwrap();
    assert!(place.contains("row ") || said.err.contains(", line "), "{}", said.err);
    fs::write(&post, text.replacen("S15,Senior", "S15,Junior", 1)).unwrap();
    assert!(run(root, &["evaluate"]).err.contains("[other-side]: "));
    fs::copy(&pre, &post).unwrap();
    fs::write(&pre, text).unwrap();
    assert!(run(root, &["evaluate"]).err.contains("[waves-turned-round]: "));
}

#[test]
fn what_cannot_be_believed_is_refused_with_its_place() {
    let directory = cohort("id");
    let root = directory.path();
    let post = root.join("private/surveys/post.csv");
    let text = fs::read_to_string(&post).unwrap();
    fs::write(&post, text.replacen(",4,5,4,5,4,5,3,4,", ",6,5,4,5,4,5,3,4,", 1)).unwrap();
    let refused = run(root, &["evaluate"]);
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("[not-on-scale]: ") && refused.err.contains("post.csv"), "{}", refused.err);
    fs::copy(root.join("private/surveys/pre.csv"), &post).unwrap();
    assert!(run(root, &["evaluate"]).err.contains("[same-file]: "));
    fs::write(&post, text.replace(",J", ",X").replace(",S", ",Q").replace(",j8", ",").replace(", S10", ",")).unwrap();
    let foreign = run(root, &["evaluate"]);
    assert!(foreign.status == 2 && foreign.err.contains("[no-code-known]: "), "{}", foreign.err);
    fs::remove_file(&post).unwrap();
    let waiting = run(root, &["evaluate"]);
    assert!(waiting.status == 0 && waiting.err.contains("not there yet"), "{}", waiting.err);
}

#[test]
fn the_proposal_for_a_wave_reads_it() {
    let directory = cohort("id");
    let file = directory.path().join("cohort.toml");
    let text = fs::read_to_string(&file).unwrap();
    let (before, _) = text.split_once("[evaluation]").unwrap();
    let (surveys, rest) = (before.split_once("[survey.pre]").unwrap().0, before.split_once("[matching]").unwrap().1);
    fs::write(&file, format!("{surveys}[matching]{rest}")).unwrap();
    let shown = run(directory.path(), &["survey", "--wave", "post", "private/surveys/post.csv"]);
    assert_eq!(shown.status, 0, "{}", shown.err);
    for line in [
        "[survey.post]",
        "code = \"Your participant code (see your invitation)\"",
        "answered = \"Completion date\"",
        "side = \"Are you the junior or the senior of your pair?\"",
        "comments = \"Anything else?\"",
        "heading = \"The pilot was enjoyable\"",
        "scale = { from = 1, to = 5 }",
    ] {
        assert!(shown.out.contains(line), "{line}\n{}", shown.out);
    }
    assert_eq!(shown.out.matches("[[evaluation.item]]").count(), 8);
    // The block of the next wave has nothing that stands there already: both can be pasted.
    let pasted = format!("{surveys}[matching]{rest}{}", shown.out.replace("post", "pre"));
    fs::write(&file, &pasted).unwrap();
    let second = run(directory.path(), &["survey", "--wave", "post", "private/surveys/post.csv"]);
    assert!(second.out.contains("[survey.post]") && !second.out.contains("evaluation"), "{}", second.out);
    fs::write(&file, format!("{pasted}{}", second.out)).unwrap();
    let read = run(directory.path(), &["status"]);
    assert_eq!(read.status, 0, "{}", read.err);
}

#[test]
fn an_answer_before_that_came_after_the_programme_is_named_and_replaces_no_other() {
    let directory = cohort("id");
    let root = directory.path();
    let pre = root.join("private/surveys/pre.csv");
    let text = fs::read_to_string(&pre).unwrap();
    let first = item(&evaluated(root), "junior", "discuss").clone();
    // The link of the first form again, at the end.
    fs::write(&pre, format!("{}\n30/11/2024 09:00,30/11/2024 09:05,J15,Junior,5,5,5,5,5\n", text.trim_end())).unwrap();
    assert_eq!(item(&evaluated(root), "junior", "discuss"), &first);
    let late = text.replacen("04/09/2023 14:07,04/09/2023 14:09,S01", "30/11/2024 14:07,30/11/2024 14:09,S01", 1);
    assert_ne!(late, text);
    fs::write(&pre, late).unwrap();
    let said = run(root, &["evaluate"]);
    assert!(
        said.err.contains("warning[waves-turned-round]: S01 gave this answer of the wave pre after the one of the wave post"),
        "{}",
        said.err
    );
}

#[test]
fn two_exports_without_an_answer_yet_are_no_error() {
    let directory = cohort("id");
    let root = directory.path();
    let header = fs::read_to_string(root.join("private/surveys/pre.csv")).unwrap().lines().next().unwrap().to_owned();
    for wave in ["pre", "post"] {
        fs::write(root.join(format!("private/surveys/{wave}.csv")), format!("{header}\n")).unwrap();
    }
    assert_eq!(run(root, &["evaluate"]).status, 0);
    let refused = run(root, &["evaluate", "--publish"]);
    assert_eq!(refused.status, 1, "{}", refused.err);
}

/// A feedback form is described by itself, on the terminal and in the private report; the public line tells of no side what it may not have been asked.
#[test]
fn a_feedback_form_is_shown_wherever_its_figures_are() {
    let directory = cohort("id");
    let root = directory.path();
    let mut settings = fs::read_to_string(root.join("cohort.toml")).unwrap();
    settings.push_str("[[evaluation.item]]\nname = \"useful\"\nheading = \"The induction was useful\"\nlevel = \"reaction\"\n");
    settings.push_str("[survey.feedback-juniors]\nfile = \"private/surveys/feedback.csv\"\n[survey.feedback-juniors.columns]\ncode = \"Code\"\n");
    fs::write(root.join("cohort.toml"), settings).unwrap();
    let rows: Vec<String> = (1..=9).map(|number| format!("J{number:02},{}", number % 3 + 3)).collect();
    fs::write(root.join("private/surveys/feedback.csv"), format!("Code,The induction was useful\n{}\n", rows.join("\n")))
        .unwrap();
    let shown = run(root, &["evaluate"]);
    assert_eq!(shown.status, 0, "{}", shown.err);
    assert!(shown.out.contains("Answers of feedback-juniors (1)"), "{}", shown.out);
    assert!(shown.out.contains("useful: 9 juniors answered \"useful\" (3 gave 3, 3 gave 4, 3 gave 5)"), "{}", shown.out);
    assert_eq!(run(root, &["evaluate", "--publish"]).status, 0);
    assert_eq!(run(root, &["report"]).status, 0);
    let public = fs::read_to_string(root.join("report.md")).unwrap();
    let left_out = public.lines().find(|line| line.contains("Left out: ")).unwrap();
    assert!(!left_out.split("for both sides").next().unwrap().contains("useful"), "{left_out}");
    assert_eq!(run(root, &["report", "--private"]).status, 0);
    let private = fs::read_to_string(root.join("private/report.html")).unwrap();
    assert!(private.contains("useful: The induction was useful"), "the figure of the questions that were asked once");
}

#[test]
fn where_answers_are_not_linked_nobody_is_said_to_have_answered_neither() {
    let directory = cohort("none");
    let root = directory.path();
    let document = evaluated(root);
    let attrition: Vec<String> = document["attrition"].as_array().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(attrition[1], r#"{"side":"senior","paired":16,"pre":16,"post":16,"both":null,"neither":null}"#);
    let shown = run(root, &["evaluate"]);
    assert!(shown.out.contains("answers are not linked, so no change is told"), "{}", shown.out);
    assert!(!shown.out.contains("nobody answered twice"), "{}", shown.out);
}
