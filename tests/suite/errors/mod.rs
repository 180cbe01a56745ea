//! The catalogue of errors: each code that the program can give has a line in its table, each line a use and a test that provokes it,
//! and what `explain-error` prints is what the guide shows.

mod cases;
mod codes;
pub(crate) mod page;
mod provoked;
mod typed;

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

use crate::architecture::{self, source_tree::SourceTree};
use crate::stories::{Said, program, said};

/// A line of the table.
struct Entry {
    code: String,
    area: String,
    meaning: String,
    advice: String,
}

/// Runs the program where there is no cohort.
fn run(words: &[&str]) -> Said {
    let nowhere = tempfile::tempdir().unwrap();
    said(&mut program(nowhere.path(), words))
}

fn entries(words: &[&str]) -> Vec<Entry> {
    let printed: Value = serde_json::from_str(&run(words).out).unwrap();
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    let entry = |row| Entry {
        code: text(row, "code"),
        area: text(row, "area"),
        meaning: text(row, "meaning"),
        advice: text(row, "advice"),
    };
    printed["codes"].as_array().unwrap().iter().map(entry).collect()
}

fn table() -> Vec<Entry> {
    entries(&["explain-error", "--format", "json"])
}

fn known(table: &[Entry]) -> BTreeSet<&str> {
    table.iter().map(|entry| entry.code.as_str()).collect()
}

/// The texts of the program, the table and its tests apart, that could be codes.
fn literals(tree: &SourceTree) -> BTreeSet<String> {
    let files = tree.files.iter().filter(|(module, _)| !codes::is_table(module)).map(|(_, file)| &file.text);
    files.flat_map(|text| between(text.split("\nmod tests {").next().unwrap_or_default(), ['"', '"'])).collect()
}

#[test]
fn every_code_has_a_line_and_every_line_a_code() {
    let sources = codes::of(architecture::program());
    let table = table();
    let known = known(&table);
    assert_eq!(sources.unclear, Vec::<String>::new());
    let without: Vec<_> = sources.given.iter().filter(|(code, _)| !known.contains(code.as_str())).collect();
    assert!(without.is_empty(), "codes without a line in src/domain/problem_codes: {without:?}");
    let literals = literals(architecture::program());
    let unused: Vec<_> = known.iter().filter(|code| !literals.contains(**code)).collect();
    assert!(unused.is_empty(), "lines in src/domain/problem_codes whose code nothing uses: {unused:?}");
    // By far the most are seen where they are given; the others pass through tables, and a build for tests looks each of them up.
    assert!(sources.given.len() * 10 > known.len() * 9, "{} of {} codes are seen", sources.given.len(), known.len());
}

#[test]
fn a_code_is_seen_wherever_it_is_given() {
    let text = "//! A file.
        const CODE: &str = \"of-a-constant\";
        const CHECK: Check = Check { name: \"of-a-check\" };
        fn told(name: &str, code: &'static str) {}
        fn all() -> Vec<Problem> {
            let fault = |code, words: &str| Problem::error(code, words);
            told(\"name\", \"of-a-function\");
            fault(\"of-a-closure\", \"words\");
            Problem::warning(CODE, \"words\");
            let claim = Claim { code: \"of-a-value\", words };
            vec![Problem::error(\"in-a-macro\", format!(\"{x}\"))]
        }
        fn hidden() { Problem::error(if x { \"one\" } else { \"other\" }, \"words\"); }
        #[cfg(test)]
        mod tests { fn f() { Problem::error(\"of-a-test\", \"words\"); } }";
    let found = codes::of(&SourceTree::of([("a.rs", text)]));
    let given: Vec<&str> = found.given.keys().map(String::as_str).collect();
    let expected = ["in-a-macro", "of-a-check", "of-a-closure", "of-a-constant", "of-a-function", "of-a-value"];
    assert_eq!(given, expected);
    assert_eq!(found.unclear.len(), 1, "{:?}", found.unclear);
}

/// The words between two signs, where they could be a code.
fn between(text: &str, [begin, end]: [char; 2]) -> Vec<String> {
    let words = text.split(begin).skip(1).filter_map(|rest| rest.split(end).next());
    words.filter(|word| codes::is_code(word)).map(str::to_owned).collect()
}

#[test]
fn one_code_is_explained_in_words_and_as_data() {
    let printed = run(&["explain-error", "error[unknown-key]:"]);
    assert_eq!((printed.status, printed.err.as_str()), (0, ""));
    let [entry] = &entries(&["explain-error", "unknown-key", "--format", "json"])[..] else { panic!("not one entry") };
    assert_eq!(printed.out, format!("unknown-key: {}\n{}\n", entry.meaning, entry.advice));
    let csv = run(&["explain-error", "unknown-key", "--format", "csv"]).out;
    assert!(csv.starts_with("code,area,meaning,advice\nunknown-key,"), "{csv}");
}

#[test]
fn without_a_code_every_code_has_a_line_of_its_own() {
    let printed = run(&["explain-error"]).out;
    for Entry { code, meaning, .. } in table() {
        let is_its = |line: &&str| line.split_whitespace().next() == Some(&*code) && line.ends_with(&meaning);
        assert_eq!(printed.lines().filter(is_its).count(), 1, "{code}");
    }
}

/// On a terminal the advice fits the screen, below the words of its column; in a pipe it is one line.
#[test]
fn the_advice_is_broken_between_words_on_a_terminal() {
    let shown = |words: &[&str], shown| {
        let (nowhere, mut out, mut err) = (tempfile::tempdir().unwrap(), Vec::new(), Vec::new());
        revmentor::run(revmentor::Environment {
            arguments: ["revmentor"].iter().chain(words).map(Into::into).collect(),
            today: chrono::NaiveDate::from_ymd_opt(2027, 1, 11).unwrap(),
            entropy: &mut || Ok([7; 32]),
            directory: nowhere.path().to_path_buf(),
            program: None,
            width: 70,
            out: &mut out,
            err: &mut err,
            watched: false,
            shown,
        });
        String::from_utf8(out).unwrap()
    };
    for words in [&["explain-error", "contradicting-answer"][..], &["explain-error"]] {
        let (whole, broken) = (shown(words, false), shown(words, true));
        assert!(whole.lines().any(|line| line.len() > 70), "{whole}");
        let is_long = |line: &&str| line.chars().count() > 70 && !line.contains('`');
        assert_eq!(broken.lines().find(is_long), None, "{broken}");
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(plain(&whole), plain(&broken));
    }
}

#[test]
fn an_unknown_code_is_answered_with_the_nearest() {
    let refused = run(&["explain-error", "unknown-kee"]);
    assert_eq!((refused.status, refused.out.as_str()), (2, ""));
    assert!(refused.err.contains("error[unknown-error-code]: unknown error code"), "{}", refused.err);
    assert!(refused.err.contains("did you mean \"unknown-key\"? `revmentor explain-error unknown-key`"), "{}", refused.err);
    let far = run(&["explain-error", "zzzzzzzz"]);
    assert!(far.status == 2 && far.err.contains("`revmentor explain-error` lists every code"), "{}", far.err);
}

/// What a failed command says on standard error, at a terminal or in a script.
fn failed(watched: bool) -> String {
    let nowhere = tempfile::tempdir().unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = revmentor::run(revmentor::Environment {
        arguments: ["revmentor", "status"].map(Into::into).into(),
        today: chrono::NaiveDate::from_ymd_opt(2027, 1, 11).unwrap(),
        entropy: &mut || Ok([7; 32]),
        directory: nowhere.path().to_path_buf(),
        program: None,
        width: 100,
        out: &mut out,
        err: &mut err,
        watched,
        shown: false,
    });
    assert_eq!((status, out.len()), (2, 0));
    String::from_utf8(err).unwrap()
}

#[test]
fn what_fails_outside_and_what_cannot_be_understood_have_codes_too() {
    let codes = |printed: &str| -> Vec<String> {
        let printed: Value = serde_json::from_str(printed).unwrap();
        printed["problems"].as_array().unwrap().iter().map(|problem| format!("[{}]", problem["code"].as_str().unwrap())).collect()
    };
    assert_eq!(codes(&run(&["match", "--nonsense", "--format", "json"]).out), ["[usage]"]);
    let (nowhere, mut out, mut err) = (tempfile::tempdir().unwrap(), Vec::new(), Vec::new());
    revmentor::run(revmentor::Environment {
        arguments: ["revmentor", "init", "cohort", "--format", "json"].map(Into::into).into(),
        today: chrono::NaiveDate::from_ymd_opt(2027, 1, 11).unwrap(),
        entropy: &mut || Err(std::io::Error::other("no entropy").into()),
        directory: nowhere.path().to_path_buf(),
        program: None,
        width: 100,
        out: &mut out,
        err: &mut err,
        watched: false,
        shown: false,
    });
    assert_eq!(codes(&String::from_utf8(out).unwrap()), ["[failed]"]);
}

#[test]
fn a_folder_that_a_service_copies_is_said() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("OneDrive - Deanery");
    fs::create_dir(&folder).unwrap();
    assert_eq!(said(&mut program(&folder, &["init", "cohort"])).status, 0);
    let shown = said(&mut program(&folder, &["status", "-C", "cohort"]));
    assert!(shown.err.contains("[synchronised]: "), "{}", shown.err);
}

#[test]
fn somebody_at_a_terminal_is_told_where_to_read_more() {
    assert!(failed(true).ends_with("For more: `revmentor explain-error no-cohort`\n"), "{}", failed(true));
    assert!(!failed(false).contains("explain-error"), "{}", failed(false));
}

#[test]
fn completions_offer_the_codes_and_help_does_not_list_them() {
    for shell in ["bash", "zsh"] {
        let script = run(&["completions", shell]).out;
        assert!(script.contains("unknown-key") && script.contains("announcement-not-committed"), "{shell}");
    }
    for words in [["explain-error", "--help"], ["man", "explain-error"]] {
        let help = run(&words).out;
        assert!(help.contains("unknown") && !help.contains("announcement-not-committed"), "{help}");
    }
}
