//! One input for each code that no other list of mistakes provokes: the code is given, and nothing is written.

mod correspondence;
mod meetings;
mod people;
mod privacy;
mod settings;

use std::fs;
use std::path::Path;

use super::page::Provocation;
use crate::broken::{Stage, stage};
use crate::mistakes::{put, text};
use crate::stories::{program, said, tree};

/// An input that provokes a code.
pub(super) struct Case {
    code: &'static str,
    name: &'static str,
    stage: Stage,
    /// What is typed before.
    before: &'static [&'static str],
    /// Makes the directory wrong; nothing where the mistake is on the command line.
    make: fn(&Path),
    typed: &'static str,
    status: i32,
}

const ALL: [&[Case]; 5] = [settings::CASES, people::CASES, meetings::CASES, correspondence::CASES, privacy::CASES];

/// Runs a command that is needed before the mistake.
pub(super) fn run(directory: &Path, typed: &str) {
    let said = said(program(directory, &["--today", "2026-10-20"]).args(typed.split(' ')));
    assert_eq!(said.status, 0, "{typed}: {}", said.err);
}

fn remove(directory: &Path, name: &str) {
    let path = directory.join(name);
    if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
}

/// Takes away a line, counted from 1.
fn remove_line(directory: &Path, name: &str, number: usize) {
    let before = text(directory, name);
    let lines = before.split_inclusive('\n').enumerate().filter(|(at, _)| at + 1 != number);
    put(directory, name, lines.map(|(_, line)| line).collect::<String>().as_bytes());
}

fn try_one(case: &Case) {
    let directory = stage(case.stage);
    case.before.iter().for_each(|typed| run(directory.path(), typed));
    (case.make)(directory.path());
    let look = || tree(directory.path(), &[".revmentor/lock", ".revmentor/holder"]);
    let before = look();
    let said = said(program(directory.path(), &["--today", "2026-10-20"]).args(case.typed.split(' ')));
    let Case { code, name, status, .. } = case;
    assert!(said.err.contains(&format!("[{code}]: ")), "{name}: not {code}\n{}", said.err);
    assert_eq!(said.status, *status, "{name}: {}", said.err);
    assert!(*status == 0 || before == look(), "{name}: something was written");
}

/// Every case, for the page of errors.
pub(super) fn provocations() -> impl Iterator<Item = Provocation> {
    ALL.into_iter().flatten().map(|case| {
        let Case { code, name, before, make, typed, .. } = *case;
        Provocation { name, before, make, typed: typed.to_owned(), code: Some(code) }
    })
}

#[test]
fn settings_and_surveys() {
    settings::CASES.iter().for_each(try_one);
}

#[test]
fn people_and_pairs() {
    people::CASES.iter().for_each(try_one);
}

#[test]
fn meetings_and_sessions() {
    meetings::CASES.iter().for_each(try_one);
}

#[test]
fn messages_and_letters() {
    correspondence::CASES.iter().for_each(try_one);
}

#[test]
fn privacy_and_results() {
    privacy::CASES.iter().for_each(try_one);
}
