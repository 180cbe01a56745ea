//! Cures that are typed: whatever command a message prints for rows that no command writes works, with git and without.

use std::path::Path;
use std::process::Command;

use super::{DRAW, PAIR, PERSON, Stage, add, stage};
use crate::mistakes::{edit, put, text};
use crate::stories::{Said, program, said};

const TODAY: &str = "2026-10-20";

fn typed(directory: &Path, words: &str) -> Said {
    said(program(directory, &["--today", TODAY]).args(words.split(' ')))
}

/// The first command of the program that a message prints.
fn cure(err: &str) -> Option<&str> {
    err.split('`').find_map(|part| part.strip_prefix("revmentor "))
}

/// Damage, and how the row is damaged.
type Damage = (&'static str, fn(&Path));

const DAMAGES: [Damage; 10] = [
    ("a window the wrong way round", |d| edit(d, PAIR, "2026-11-16,2026-11-16,2026-11-23", "2026-11-16,2026-11-23,2026-11-16")),
    ("an end before the beginning", |d| add(d, PAIR, "2026-10-10,ended,,,,,,withdrawal\n")),
    ("a meeting moved that nothing plans", |d| add(d, PAIR, "2026-10-20,moved,9,2026-11-18,,,,\n")),
    ("a meeting missed that nothing plans", |d| add(d, PAIR, "2026-10-20,missed,9,,,,,\n")),
    ("a meeting cancelled that nothing plans", |d| add(d, PAIR, "2026-10-20,cancelled,9,,,,,\n")),
    ("the number of a matching that never was", |d| edit(d, PAIR, ",,,,,,001", ",,,,,,007")),
    ("a pair without its first row", |d| {
        let first = text(d, PAIR).lines().nth(1).unwrap().to_owned() + "\n";
        edit(d, PAIR, &first, "");
    }),
    ("a pair whose first row is the last", |d| {
        let first = text(d, PAIR).lines().nth(1).unwrap().to_owned() + "\n";
        edit(d, PAIR, &first, "");
        add(d, PAIR, &first);
    }),
    ("a conflict within a side", |d| add(d, PERSON, "2026-10-20,conflict,M02,knows\n")),
    ("a conflict in the mentee's file", |d| add(d, "facts/people/E01.csv", "2026-10-20,conflict,M05,knows\n")),
];

#[test]
fn the_printed_cure_of_a_damaged_row_works() {
    for (name, damage) in DAMAGES {
        let directory = stage(Stage::Matched);
        damage(directory.path());
        let found = typed(directory.path(), "check");
        assert_eq!(found.status, 1, "{name}: {}", found.err);
        let cure = cure(&found.err).unwrap_or_else(|| panic!("{name}: no command\n{}", found.err));
        let cured = typed(directory.path(), cure);
        assert_eq!(cured.status, 0, "{name}: `{cure}`\n{}", cured.err);
        assert!(cure != "build" || cured.err.contains("[repaired-row]"), "{name}\n{}", cured.err);
        let after = typed(directory.path(), "check");
        assert_eq!(after.status, 0, "{name}: `{cure}` did not cure it\n{}", after.err);
    }
}

#[test]
fn git_is_named_only_where_it_holds_the_file() {
    let directory = stage(Stage::Matched);
    let damage = || put(directory.path(), DRAW, text(directory.path(), DRAW).replace("number = 1", "number = one").as_bytes());
    let whole = text(directory.path(), DRAW);
    damage();
    let without = typed(directory.path(), "withdraw M05");
    assert!(without.err.contains("from a backup") && !without.err.contains("git checkout"), "{}", without.err);
    put(directory.path(), DRAW, whole.as_bytes());
    let git = |words: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=Lead", "-c", "user.email=lead@programme.example"]).args(words);
        assert!(command.current_dir(directory.path()).output().unwrap().status.success(), "{words:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-q", "--no-verify", "-m", "matched"]);
    damage();
    let with = typed(directory.path(), "withdraw M05");
    let command = format!("git checkout HEAD -- {DRAW}");
    assert!(with.err.contains(&format!("`{command}`")), "{}", with.err);
    git(&command.split(' ').skip(1).collect::<Vec<_>>());
    assert_eq!(typed(directory.path(), "check").status, 0);
    damage();
    git(&["commit", "-q", "--no-verify", "-a", "-m", "damaged"]);
    let committed = typed(directory.path(), "withdraw M05");
    assert!(committed.err.contains(&format!("git log -p -- {DRAW}")), "{}", committed.err);
}

/// Papers that all lack one thing say so once.
#[test]
fn what_every_letter_lacks_is_said_once() {
    let directory = stage(Stage::Matched);
    let said = typed(directory.path(), "letters study-leave");
    assert!(said.err.contains("programme.contact has no value, in 28 letters"), "{}", said.err);
    assert!(said.err.contains("1 error\n"), "{}", said.err);
}

#[test]
fn numbers_that_were_not_used_are_named() {
    let directory = stage(Stage::Matched);
    let mut command = program(directory.path(), &["--today", TODAY, "match", "--public", "3 17 22"]);
    let said = said(&mut command);
    assert!(said.status == 0 && said.err.contains("[public-unused]"), "{}", said.err);
}

#[test]
fn a_meeting_that_is_to_come_is_moved_to_a_day_that_can_be() {
    let directory = stage(Stage::Matched);
    let refused = typed(directory.path(), "meeting held M01-E10 1 --on 2027-01-11");
    assert!(refused.status == 2 && refused.err.contains("[held-in-future]"), "{}", refused.err);
    let cure = cure(&refused.err).unwrap_or_else(|| panic!("no command\n{}", refused.err));
    let moved = typed(directory.path(), cure);
    assert_eq!(moved.status, 0, "`{cure}`\n{}", moved.err);
}
