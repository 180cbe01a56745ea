//! Which codes the tests provoke: those that they name, in whatever way they look at what is said.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{between, codes, table};

/// Every file with this ending below a folder.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == ending) {
                found.push(path);
            }
        }
    }
    found
}

/// How a test writes a code that is a plain word, which may otherwise be about anything: what is before and behind it.
const PLAIN: [(&str, &str); 5] =
    [("code, \"", "\""), ("[", "]"), ("code: \"", "\""), ("Err(\"", "\")"), ("\"1 ", " contradicted\"")];

/// The codes that a test names.
fn named(text: &str) -> BTreeSet<String> {
    let hyphenated = text.split(|c: char| !(c.is_ascii_lowercase() || c == '-')).filter(|word| word.contains('-'));
    let plain = PLAIN.iter().flat_map(|(before, behind)| {
        let rests = text.split(before).skip(1);
        rests.filter_map(move |rest| rest.split(*behind).next()).filter(|word| codes::is_code(word))
    });
    hyphenated.chain(plain).map(str::to_owned).collect()
}

/// The codes that tests name, but for this file: those of the whole program, the unit tests, and what was seen in the examples.
fn provoked() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeSet::new();
    for file in files(&root.join("tests"), "rs").into_iter().filter(|file| !file.ends_with("errors/provoked.rs")) {
        found.extend(named(&fs::read_to_string(file).unwrap()));
    }
    for file in files(&root.join("src"), "rs") {
        let text = fs::read_to_string(&file).unwrap();
        let is_test = file.ends_with("tests.rs") || file.to_str().unwrap().ends_with("_tests.rs");
        let tests = if is_test { Some(text.as_str()) } else { text.split_once("\nmod tests {").map(|(_, tests)| tests) };
        found.extend(tests.into_iter().flat_map(|text| between(text, ['"', '"'])));
        found.extend(tests.into_iter().flat_map(named));
    }
    for file in files(&root.join("examples"), "txt") {
        found.extend(between(&fs::read_to_string(file).unwrap(), ['[', ']']));
    }
    found
}

/// Codes that no test provokes, and why.
const UNPROVOKED: [(&str, &str); 10] = [
    ("even-draw", "a claim of `verify` that is shown or left open, never contradicted"),
    ("fairest", "a claim of `verify`, judged as best-total is"),
    ("precedence", "a claim of `verify`, judged as best-total is"),
    ("file-name", "no name that the program makes is refused as a path"),
    ("letter-name", "no name of a letter is refused as a path"),
    ("stage-name", "no name of a message is refused as a path"),
    ("not-packed", "writing an archive into memory does not fail"),
    ("open-to-others", "needs a file system that refuses permissions"),
    ("other-disk", "needs a second file system"),
    ("too-many-data", "needs more names than memory holds"),
];

#[test]
fn a_test_provokes_every_code() {
    let (table, mut provoked) = (table(), provoked());
    let excused: BTreeSet<String> = UNPROVOKED.iter().map(|(code, _)| (*code).to_owned()).collect();
    let after_all: Vec<&String> = provoked.intersection(&excused).collect();
    assert!(after_all.is_empty(), "provoked after all: {after_all:?}");
    provoked.extend(excused);
    let missing: Vec<&str> = super::known(&table).into_iter().filter(|code| !provoked.contains(*code)).collect();
    assert!(missing.is_empty(), "{} codes that no test provokes: {}", missing.len(), missing.join(" "));
}
