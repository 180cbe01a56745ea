//! The floors of the house, read from the sources: imports go down only, and nothing below the shell touches the outer world.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each folder with its floor.
const FLOORS: [(&str, u8); 14] = [
    ("domain", 1),
    ("assignment", 2),
    ("people", 2),
    ("matching", 3),
    ("schedule", 3),
    ("evaluation", 3),
    ("correspondence", 3),
    ("check", 3),
    ("survey", 4),
    ("store", 5),
    ("config", 5),
    ("render", 6),
    ("app", 7),
    ("cli", 8),
];

/// What reaches for the outer world, and the folders that may.
const OUTER_WORLD: [(&str, &[&str]); 12] = [
    ("std::fs", &["store", "app", "cli"]),
    ("std::env", &["cli"]),
    ("std::process", &["store", "app", "cli"]),
    ("std::net", &[]),
    ("SystemTime::now", &[]),
    ("Instant::now", &["cli"]),
    ("Utc::now", &[]),
    ("Local::now", &[]),
    ("SysRng", &[]),
    ("rand::rng", &[]),
    ("println!", &[]),
    ("HashMap", &[]),
];

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                files.push((path.strip_prefix(&root).unwrap().to_path_buf(), text));
            }
        }
    }
    files.sort();
    files
}

fn folder_of(path: &Path) -> Option<String> {
    let mut parts = path.components();
    let first = parts.next()?.as_os_str().to_str()?.to_owned();
    parts.next().map(|_| first)
}

/// The code without its unit tests and comments.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or(text);
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_folder_has_a_floor() {
    let known: BTreeSet<&str> = FLOORS.iter().map(|(folder, _)| *folder).collect();
    let found: BTreeSet<String> = sources().iter().filter_map(|(path, _)| folder_of(path)).collect();
    assert_eq!(found.iter().map(String::as_str).collect::<BTreeSet<_>>(), known);
}

#[test]
fn imports_go_down_only() {
    let floors: BTreeMap<&str, u8> = FLOORS.into();
    let mut breaches = Vec::new();
    for (path, text) in sources() {
        let Some(folder) = folder_of(&path) else { continue };
        for (other, floor) in &floors {
            let imports = code(&text).contains(&format!("crate::{other}")) || names_in_group(&code(&text), other);
            let sideways_or_up = *other != folder && *floor >= floors[folder.as_str()];
            if imports && sideways_or_up {
                breaches.push(format!("{} imports {other}", path.display()));
            }
        }
    }
    assert_eq!(breaches, Vec::<String>::new());
}

/// Whether `use crate::{…}` names the folder.
fn names_in_group(code: &str, folder: &str) -> bool {
    code.split("use crate::{").skip(1).any(|rest| {
        let group = rest.split(';').next().unwrap_or("");
        group.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == folder)
    })
}

#[test]
fn nothing_below_the_shell_touches_the_outer_world() {
    let mut breaches = Vec::new();
    for (path, text) in sources() {
        let Some(folder) = folder_of(&path) else { continue };
        for (word, allowed) in OUTER_WORLD {
            if code(&text).contains(word) && !allowed.contains(&folder.as_str()) {
                breaches.push(format!("{} says {word}", path.display()));
            }
        }
    }
    assert_eq!(breaches, Vec::<String>::new());
}

#[test]
fn what_everybody_may_read_cannot_name_a_contact() {
    let shared = |path: &Path| {
        path.starts_with("render/shared")
            || folder_of(path).is_some_and(|f| ["matching", "schedule", "check"].contains(&f.as_str()))
    };
    for (path, text) in sources().iter().filter(|(path, _)| shared(path)) {
        assert!(!code(text).contains("Contact") && !code(text).contains("Email"), "{} names a contact", path.display());
    }
}

#[test]
fn every_file_begins_by_saying_what_it_decides() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "{} has no head", path.display());
    }
}

#[test]
fn the_program_itself_stays_small() {
    let (_, main) = sources().into_iter().find(|(path, _)| path == Path::new("main.rs")).unwrap();
    assert!(main.lines().count() < 60);
}
