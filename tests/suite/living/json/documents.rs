//! Every verb, good and bad: one document, the same in a file, and a list that never breaks.

use std::fs;

use revmentor::parts::domain::PairId;
use serde_json::Value;

use super::{BEGUN, FINISHED, begun, document, finished, problems, typed};
use crate::papers::verbs;

/// Lines that look, or would change something, on the day of the demo.
const BEGUN_GOOD: [&str; 47] = [
    "init new --dry-run",
    "demo new --dry-run",
    "survey",
    "survey private/surveys/mentors.csv private/surveys/mentees.csv --write --dry-run",
    "import --dry-run",
    "match --dry-run",
    "match --fresh --seed 5 --dry-run",
    "match --announce --dry-run",
    "conflict list",
    "conflict add M11 E04 --reason knows --dry-run",
    "conflict none M11 --dry-run",
    "conflict remove M13 E02 --dry-run",
    "identity list",
    "identity different M01 M02 --dry-run",
    "identity same M01 M02 --dry-run",
    "withdraw M02 --dry-run",
    "withdraw M02 --on 2026-12-01 --dry-run",
    "unpair M11 --dry-run",
    "schedule --dry-run",
    "schedule --why 2026-12-25",
    "meeting list",
    "meeting held M11 1 --dry-run",
    "meeting move M11 2 --on 2026-12-26 --force --dry-run",
    "meeting import meetings.csv --dry-run",
    "choose list",
    "choose supervision M01 1 --dry-run",
    "attend list",
    "reveal --force --reason early --dry-run",
    "calendar --dry-run",
    "messages",
    "messages fields",
    "messages edit place --dry-run",
    "messages sent place M01 --dry-run",
    "letters",
    "letters edit study-leave --markdown --dry-run",
    "letters issued study-leave --dry-run",
    "status",
    "check",
    "check --privacy",
    "explain M14",
    "explain M14 --for-participant",
    "verify",
    "explain-error unknown-verb",
    "verify --proof 1",
    "build --dry-run",
    "undo --dry-run",
    "log",
];

/// Likewise at the end of the programme.
const FINISHED_GOOD: [&str; 13] = [
    "rejoin M07 --dry-run",
    "evaluate",
    "evaluate --publish --dry-run",
    "evaluate --publish --retract --dry-run",
    "outcome list",
    "outcome add learning \"Listen first\" --dry-run",
    "outcome agree O01 --dry-run",
    "outcome publish --dry-run",
    "outcome summary write --dry-run",
    "report --dry-run",
    "erase M01 --dry-run",
    "status",
    "seal --to age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p --dry-run",
];

/// Texts that are no result of a cohort.
const TEXTS: [&str; 6] = ["shell-init bash", "completions bash", "man", "man meeting move", "status --help", "--version"];

/// Lines that are refused, with the status and a code.
const BAD: [(&str, u8, &str); 52] = [
    ("init .", 2, "not-empty"),
    ("init new --kind gaols", 2, "usage"),
    ("demo .", 2, "not-empty"),
    ("survey nofile.csv", 2, "no-export"),
    ("import --mentors nofile.csv", 2, "no-export"),
    ("match --seed many", 2, "usage"),
    ("match --announce --retract", 1, "not-announced"),
    ("adopt pairings.csv", 2, "paired-twice"),
    ("conflict add M11 E99", 2, "who"),
    ("conflict remove M11 E04", 1, "no-such-conflict"),
    ("conflict import nofile.csv", 2, "unreadable"),
    ("identity same M01 M99", 2, "who"),
    ("withdraw M99", 2, "who"),
    ("rejoin M02", 1, "not-withdrawn"),
    ("unpair M03", 2, "no-pair"),
    ("schedule --why soon", 2, "usage"),
    ("meeting held M11 9", 2, "no-such-meeting"),
    ("meeting missed M11 1", 2, "still-to-come"),
    ("meeting planned M11 1", 2, "not-reported"),
    ("meeting move M11 1 --on 2026-12-25", 2, "out-of-order"),
    ("meeting move M11 1", 2, "no-day"),
    ("meeting import nofile.csv", 2, "unreadable"),
    ("choose", 2, "usage"),
    ("choose nosuch M01 1", 2, "unknown-event"),
    ("choose supervision M01 9", 2, "unknown-option"),
    ("attend induction-mentors M01", 1, "not-yet"),
    ("attend import nofile.csv", 2, "unreadable"),
    ("reveal", 1, "induction-to-come"),
    ("reveal --retract --reason early", 1, "not-revealed"),
    ("evaluate --publish", 1, "nothing-to-publish"),
    ("outcome agree O99", 2, "unknown-point"),
    ("outcome import nofile.csv", 2, "unreadable"),
    ("messages place", 2, "no-sender"),
    ("messages nosuch", 2, "unknown-stage"),
    ("messages --check", 1, "no-sender"),
    ("letters nosuch", 2, "unknown-letter"),
    ("letters issued study-leave M01", 1, "letter-missing"),
    ("report --nosuch", 2, "usage"),
    ("status --today tomorrow", 2, "usage"),
    ("check --message nofile", 2, "no-message"),
    ("explain M99", 2, "who"),
    ("explain-error nosuch", 2, "unknown-error-code"),
    ("support cohort.toml", 1, "not-written"),
    ("verify 9", 2, "no-such-matching"),
    ("erase M99", 2, "who"),
    ("erase --expired", 2, "no-keep-until"),
    ("seal", 2, "no-recipient"),
    ("unseal nofile", 2, "unreadable"),
    ("man nosuch", 2, "unknown-verb"),
    ("shell-init nosuch", 2, "usage"),
    ("mathc", 2, "unknown-verb"),
    ("-C nosuch status", 2, "no-cohort"),
];

/// The strings of a value that must never be broken: days, addresses, pairs.
fn unbreakable(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => object.values().for_each(|value| unbreakable(value, found)),
        Value::Array(list) => list.iter().for_each(|value| unbreakable(value, found)),
        Value::String(text) if is_unbreakable(text) => found.push(text.clone()),
        _ => {}
    }
}

fn is_unbreakable(text: &str) -> bool {
    text.contains('@') || text.parse::<PairId>().is_ok() || text.parse::<chrono::NaiveDate>().is_ok()
}

/// A list: a fact a line, however narrow the screen.
fn is_a_list(directory: &std::path::Path, line: &str, today: &str, document: &Value) {
    let list = typed(directory, &format!("{line} --format list"), today, 20);
    assert_eq!(list.status, 0, "{line}: {}", list.err);
    let mut facts = Vec::new();
    for (key, value) in document.as_object().unwrap() {
        if !["problems", "changes", "files", "proof", "waves", "items", "people"].contains(&key.as_str()) {
            unbreakable(value, &mut facts);
        }
    }
    // Some lists are for programs alone; what stands here stands on one line.
    let joined: String = list.out.split_whitespace().collect();
    for fact in facts.iter().filter(|fact| joined.contains(fact.as_str())) {
        assert!(list.out.lines().any(|line| line.contains(fact)), "{line}: {fact} is broken\n{}", list.out);
    }
    assert!(!list.out.contains(['│', '┆', '═']), "{line}\n{}", list.out);
}

fn is_good(directory: &std::path::Path, line: &str, today: &str) {
    let json = format!("{line} --format json");
    let said = typed(directory, &json, today, 120);
    assert_eq!(said.status, 0, "{line}: {}{}", said.out, said.err);
    let document = document(&said, line);
    problems(&document, line);
    if line.contains("--dry-run") {
        let changes = document["changes"].as_array().unwrap_or_else(|| panic!("{line}: no changes in {document}"));
        for change in changes {
            assert!(change["path"].is_string() && change["change"].is_string(), "{line}: {change}");
        }
    }
    is_a_list(directory, line, today, &document);
}

#[test]
fn every_verb_gives_one_document() {
    let (early, late) = (begun(), finished());
    for line in BEGUN_GOOD {
        is_good(&early, line, BEGUN);
    }
    for line in FINISHED_GOOD {
        is_good(&late, line, FINISHED);
    }
    for line in TEXTS {
        let said = typed(&early, &format!("{line} --format json"), BEGUN, 120);
        assert_eq!(said.status, 0, "{line}: {}", said.err);
        assert!(document(&said, line)["text"].as_str().is_some_and(|text| text.len() > 10), "{line}");
    }
    let schema = typed(&early, "schema --format json", BEGUN, 120);
    assert!(document(&schema, "schema")["properties"]["programme"].is_object());
}

#[test]
fn every_refusal_is_one_document_with_its_problems() {
    let directory = &begun();
    for (line, status, code) in BAD {
        let said = typed(directory, &format!("{line} --format json"), BEGUN, 120);
        assert_eq!(said.status, status, "{line}: {}", said.out);
        let document = document(&said, line);
        let problems = problems(&document, line);
        let errors: Vec<&Value> = problems.iter().filter(|problem| problem["severity"] == "error").collect();
        assert!(errors.iter().any(|problem| problem["code"] == code), "{line}: {document:#}");
        assert!(errors.iter().all(|problem| problem["help"].is_string()), "{line}: {document:#}");
        assert!(document.get("changes").is_none(), "{line}: {document:#}");
    }
}

/// The page of JSON has good lines of `adopt` and `support`; of `unseal` the tests of sealing, where age is installed.
#[test]
fn every_verb_is_tried() {
    let lines = BEGUN_GOOD.iter().chain(&FINISHED_GOOD).chain(&TEXTS);
    let good: Vec<&str> =
        lines.filter_map(|line| line.split(' ').next()).chain(["adopt", "schema", "support", "unseal"]).collect();
    let bad: Vec<&str> = BAD.iter().filter_map(|(line, ..)| line.split(' ').next()).collect();
    // These take no argument that could be wrong.
    let cannot_fail = ["build", "calendar", "completions", "log", "undo", "schema"];
    for verb in verbs() {
        assert!(good.contains(&verb.as_str()), "say here a good line of {verb}");
        assert!(bad.contains(&verb.as_str()) || cannot_fail.contains(&verb.as_str()), "say here a bad line of {verb}");
    }
}

#[test]
fn a_file_gets_the_bytes_that_standard_output_would_have() {
    let directory = &begun();
    let file = directory.join("private/results.json");
    let lines = ["status", "match --dry-run", "man", "schema", "meeting move M11 1", "choose", "check", "mathc"];
    let all: &[&str] = &["json", "csv", "list"];
    for (line, formats) in lines.map(|line| (line, all)).into_iter().chain([("status --help", &all[..1])]) {
        for format in formats {
            let plain = typed(directory, &format!("{line} --format {format}"), BEGUN, 120);
            fs::write(&file, "older").unwrap();
            let kept = typed(directory, &format!("{line} --format {format} --output private/results.json"), BEGUN, 120);
            assert_eq!((kept.status, kept.out.as_str()), (plain.status, ""), "{line} {format}");
            let expected = if plain.out.is_empty() && plain.status != 0 { "older" } else { &plain.out };
            let found = fs::read_to_string(&file).unwrap();
            // A table in CSV begins with the mark by which Excel knows UTF-8.
            assert_eq!(
                found.starts_with('\u{feff}'),
                *format == "csv" && found.contains(',') && line != "man" && line != "schema",
                "{line}"
            );
            assert!(*found.trim_start_matches('\u{feff}') == *expected, "{line} {format}");
        }
    }
    fs::remove_file(file).unwrap();
}

#[test]
fn a_file_that_may_not_be_written_is_refused() {
    let directory = &begun();
    let key = fs::read(directory.join("private/key")).unwrap();
    for (file, code, help) in [
        ("status.json", "output-not-private", "private/status.json"),
        ("private", "output-is-folder", "name a file in it"),
        ("private/nosuch/x.json", "no-folder", "make the folder first"),
        ("private/key", "output-taken", "private/results-key"),
        ("private/surveys/mentors.csv", "output-taken", "name another file"),
    ] {
        let said = typed(directory, &format!("status --format json --output {file}"), BEGUN, 120);
        let document = document(&said, file);
        let problem = &problems(&document, file)[0];
        assert_eq!((said.status, problem["code"].as_str()), (2, Some(code)), "{file}: {problem}");
        assert!(problem["help"].as_str().unwrap().contains(help), "{problem}");
    }
    assert!(!directory.join("status.json").exists() && fs::read(directory.join("private/key")).unwrap() == key);
}

#[test]
fn the_schema_of_an_older_version_is_renewed_by_one_command() {
    let folder = tempfile::tempdir().unwrap();
    typed(folder.path(), "init c", BEGUN, 120);
    let cohort = folder.path().join("c");
    let file = cohort.join("cohort.schema.json");
    let newest = fs::read_to_string(&file).unwrap();
    fs::write(&file, "{}").unwrap();
    let refused = typed(&cohort, "schema --output schema.json", BEGUN, 120);
    assert_eq!((refused.status, refused.out.as_str()), (2, ""));
    let cure = refused.err.split("`revmentor ").nth(1).and_then(|rest| rest.split('`').next()).unwrap();
    assert_eq!(typed(&cohort, cure, BEGUN, 120).status, 0);
    assert_eq!(fs::read_to_string(&file).unwrap(), newest);
    assert_eq!(typed(&cohort, "status --output cohort.schema.json", BEGUN, 120).status, 2, "only the schema may stand there");
    assert_eq!(typed(&cohort, "check", BEGUN, 120).err, "");
}
