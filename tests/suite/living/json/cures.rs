//! A refusal names the next command, and that command works when it is typed.

use std::path::Path;

use serde_json::Value;

use super::{BEGUN, FINISHED, begun, document, finished, problems, typed};

/// Lines that are refused on the day of the demo, with their code. A file of one row stands in `private/taken.csv`.
const EARLY: [(&str, &str); 19] = [
    ("withdraw M02 --on 2026-10-01", "before-joining"),
    ("withdraw M02 --on 2026-10-01 --reason workload", "before-joining"),
    ("withdraw M02 --on 2028-01-01", "after-programme"),
    ("choose supervision M01 9", "unknown-option"),
    ("unpair M03", "no-pair"),
    ("adopt private/taken.csv", "paired-twice"),
    ("reveal", "induction-to-come"),
    ("reveal --to mentors", "induction-to-come"),
    ("reveal --retract --reason early", "not-revealed"),
    ("conflict dismiss M13 E02", "wrong-deed"),
    ("conflict remove M11 E04", "no-such-conflict"),
    ("match --announce --retract", "not-announced"),
    ("outcome agree O99", "unknown-point"),
    ("letters nosuch", "unknown-letter"),
    ("letters issued study-leave M01", "letter-missing"),
    ("messages nosuch", "unknown-stage"),
    ("verify 9", "no-such-matching"),
    ("meeting held M11", "usage"),
    ("man nosuch", "unknown-verb"),
];

/// Likewise at the end of the programme.
const LATE: [(&str, &str); 4] = [
    ("withdraw M01 --on 2026-12-01", "held-later"),
    ("withdraw M07", "already-withdrew"),
    ("meeting move M01 1 --on 2027-07-05", "held-already"),
    ("meeting held M01-E10 8", "no-such-meeting"),
];

/// The commands between backticks.
fn commands(help: &str) -> Vec<&str> {
    help.split('`').skip(1).step_by(2).filter_map(|command| command.strip_prefix("revmentor ")).collect()
}

/// Types a command, and writes nothing where it would.
fn works(directory: &Path, command: &str, today: &str) {
    let dry = typed(directory, &format!("{command} --dry-run"), today, 120);
    let ended = if dry.err.contains("unexpected argument") { typed(directory, command, today, 120) } else { dry };
    assert_eq!(ended.status, 0, "{command}: {}", ended.err);
}

fn every_cure_works(directory: &Path, refused: &[(&str, &str)], today: &str) {
    for (line, code) in refused {
        let said = typed(directory, &format!("{line} --format json"), today, 120);
        let document = document(&said, line);
        let found = problems(&document, line).iter().find(|problem| problem["code"] == *code);
        let help = found.and_then(|problem| problem["help"].as_str()).unwrap_or_else(|| panic!("{line}: {document:#}"));
        let commands = commands(help);
        assert!(!commands.is_empty(), "{line} names no command: {help}");
        // `letters KIND` needs an address in cohort.toml first, and says so; `help` takes no day.
        for command in commands.into_iter().filter(|command| !["letters study-leave", "help"].contains(command)) {
            works(directory, command, today);
        }
        let is_plain = |text: &str| !text.contains("TEXT") && !text.contains("DIR") && !text.contains("FILE");
        assert!(
            document["problems"].as_array().unwrap().iter().filter_map(|found| found["help"].as_str()).all(is_plain),
            "{line}"
        );
    }
}

#[test]
fn every_command_that_a_refusal_names_works() {
    let (early, late) = (begun(), finished());
    std::fs::write(early.join("private/taken.csv"), "mentor,mentee\nM03,E10\n").unwrap();
    every_cure_works(&early, &EARLY, BEGUN);
    every_cure_works(&late, &LATE, FINISHED);
    std::fs::remove_file(early.join("private/taken.csv")).unwrap();
}

#[test]
fn of_a_session_to_come_the_later_command_is_named() {
    let said = typed(&begun(), "attend induction-mentors M01 --format json", BEGUN, 120);
    let document: Value = document(&said, "attend");
    let help = document["problems"][0]["help"].as_str().unwrap();
    let [command] = commands(help)[..] else { panic!("{help}") };
    works(&begun(), command, "2026-11-11");
}
