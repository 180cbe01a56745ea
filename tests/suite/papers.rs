//! The README says what the program does, so it is held to it: its verbs, its commands and its picture of the terminal.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::stories::{example, program, said};

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The verbs of the binary, in the order of its help.
pub(crate) fn verbs() -> Vec<String> {
    let help = said(&mut program(Path::new("."), &["--help"])).out;
    let (_, commands) = help.split_once("Commands:\n").unwrap();
    let lines = commands.lines().take_while(|line| !line.is_empty()).filter(|line| !line.starts_with("   "));
    let verbs: Vec<String> = lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
    verbs.into_iter().filter(|verb| verb != "help").collect()
}

/// The blocks between fences that name this language.
fn blocks(language: &str) -> Vec<String> {
    let readme = readme();
    let blocks = readme.split("```").skip(1).step_by(2);
    blocks.filter_map(|block| block.strip_prefix(&format!("{language}\n"))).map(str::to_owned).collect()
}

#[test]
fn the_table_of_verbs_is_that_of_the_binary() {
    let readme = readme();
    let section = readme.split("## ").find(|section| section.starts_with("The verbs\n")).unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    let told: Vec<&str> = rows.map(|row| row.split([' ', '`']).next().unwrap()).collect();
    assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), told.len(), "a verb stands twice");
    let told: BTreeSet<String> = told.into_iter().map(str::to_owned).collect();
    assert_eq!(told, verbs().into_iter().collect());
}

#[test]
fn every_command_names_a_verb() {
    let verbs = verbs();
    let blocks = blocks("sh");
    let commands = blocks.iter().flat_map(|block| block.lines());
    let typed = commands.filter_map(|line| line.split_once("revmentor ").or_else(|| line.split_once("--release -- ")));
    let words: Vec<&str> = typed.filter_map(|(_, rest)| rest.split(' ').find(|word| !word.starts_with('-'))).collect();
    assert!(words.len() > 5, "{words:?}");
    for word in words {
        assert!(verbs.iter().any(|verb| verb == word), "{word}");
    }
}

/// Each line of the picture was seen; `…` stands for lines left out.
#[test]
fn the_picture_of_the_terminal_is_real() {
    let seen: String =
        ["goals", "random-story"].map(|name| fs::read_to_string(example(name).join("terminal.txt")).unwrap()).concat();
    let seen: BTreeSet<&str> = seen.lines().map(str::trim_end).collect();
    let blocks = blocks("console");
    assert!(!blocks.is_empty(), "the picture is gone");
    for line in blocks.iter().flat_map(|block| block.lines()).filter(|line| !matches!(line.trim(), "" | "…")) {
        assert!(seen.contains(line.trim_end()), "nobody saw this: {line}");
    }
}

#[test]
fn every_file_that_is_pointed_to_exists() {
    let readme = readme();
    let targets = readme.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    for target in targets.filter(|target| !target.starts_with("http") && !target.starts_with('#')) {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(target).exists(), "{target}");
    }
}
