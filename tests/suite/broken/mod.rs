//! Files that are broken in ways of their own: each is refused with its place, its value and a next step, or said to be left
//! alone; nothing is written, nothing breaks off, and nothing takes long.

mod cures;
mod dates;
mod exports;
mod facts;
mod holidays;
mod lists;
mod others;
mod settings;

use std::path::Path;
use std::sync::OnceLock;

use crate::errors::page::Provocation;
use crate::mistakes::{MENTORS, SETTINGS, cell, edit, edit_line, put, text};
use crate::stories::{Said, Tree, example, laid_out, program, said, tree, write};

/// Where the address stands in an export.
const EMAIL: usize = crate::mistakes::EMAIL;
const PERSON: &str = "facts/people/M01.csv";
const PAIR: &str = "facts/pairs/M01-E10.csv";
const DRAW: &str = "facts/draws/001.toml";
const REGISTER: &str = "private/register.csv";

/// What was done before the file broke.
#[derive(Clone, Copy)]
pub(crate) enum Stage {
    Fresh,
    Imported,
    Matched,
}

/// A broken file, and what is said of it.
struct Broken {
    name: &'static str,
    stage: Stage,
    /// Breaks it.
    make: fn(&Path),
    typed: &'static str,
    status: i32,
    /// The place, the value and the cure, in the words of the message.
    says: &'static [&'static str],
}

pub(crate) fn add(directory: &Path, file: &str, more: &str) {
    put(directory, file, (text(directory, file) + more).as_bytes());
}

/// The files of a stage, made once for all tests.
pub(crate) fn files_of(stage: Stage) -> &'static Tree {
    static STAGES: [OnceLock<Tree>; 3] = [const { OnceLock::new() }; 3];
    STAGES[stage as usize].get_or_init(|| {
        let directory = laid_out(&example("goals"));
        let verb = match stage {
            Stage::Fresh => None,
            Stage::Imported => Some("import"),
            Stage::Matched => Some("match"),
        };
        if let Some(verb) = verb {
            let said = said(&mut program(directory.path(), &[verb, "--today", "2026-10-16"]));
            assert_eq!(said.status, 0, "{}", said.err);
        }
        tree(directory.path(), &[])
    })
}

/// A directory of its own at this stage.
pub(crate) fn stage(stage: Stage) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    write(directory.path(), files_of(stage));
    directory
}

fn try_one(broken: &Broken) {
    let Broken { name, .. } = broken;
    let directory = stage(broken.stage);
    (broken.make)(directory.path());
    let look = || tree(directory.path(), &[".revmentor/lock", ".revmentor/holder"]);
    let before = look();
    let Said { status, out, err } = said(program(directory.path(), &["--today", "2026-10-20"]).args(broken.typed.split(' ')));
    assert_eq!(status, broken.status, "{name}: {err}");
    assert!(!err.contains("internal error"), "{name}: {err}");
    for words in broken.says {
        assert!(err.contains(words), "{name}: it does not say {words}\n{err}");
    }
    assert!(err.contains("help: "), "{name}: it does not say what to do\n{err}");
    // What does not stand in the way is told and left alone.
    assert!(status == 0 || out.is_empty() && before == look(), "{name}: something was written");
}

/// Every case, for the page of errors.
pub(crate) fn provocations() -> impl Iterator<Item = Provocation> {
    let cases = [settings::CASES, dates::CASES, exports::CASES, holidays::CASES, facts::CASES, others::CASES, lists::CASES];
    cases.into_iter().flatten().map(|broken| {
        let Broken { name, make, says, .. } = *broken;
        Provocation { name, before: &[], make, typed: broken.typed.to_owned(), code: code(says) }
    })
}

/// The code among what a message says.
pub(crate) fn code(says: &[&'static str]) -> Option<&'static str> {
    says.iter().find_map(|words| words.strip_prefix('[')?.strip_suffix(']'))
}

#[test]
fn exports_are_refused_with_their_place() {
    exports::CASES.iter().for_each(try_one);
}

#[test]
fn settings_are_refused_with_their_place() {
    settings::CASES.iter().chain(dates::CASES).for_each(try_one);
}

#[test]
fn holidays_are_refused_with_their_place() {
    holidays::CASES.iter().for_each(try_one);
}

#[test]
fn facts_are_refused_with_their_place() {
    facts::CASES.iter().for_each(try_one);
}

#[test]
fn lists_are_refused_with_their_place() {
    lists::CASES.iter().for_each(try_one);
}

#[test]
fn everything_else_is_refused_with_its_place() {
    others::CASES.iter().for_each(try_one);
}
