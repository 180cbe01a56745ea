//! The rules of the layers, each a function from a tree of sources to its breaches.

use std::collections::{BTreeMap, BTreeSet};

use super::source_tree::SourceTree;

/// Each folder with its level.
pub(super) const LEVELS: [(&str, u8); 14] = [
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

/// The most lines that a file may have.
const LONGEST: usize = 400;

/// What reaches for the outer world, and the folders that may.
const OUTER_WORLD: [(&str, &[&str]); 15] = [
    ("std::fs", &["store", "app", "cli"]),
    ("std::env", &["cli"]),
    ("std::process", &["store", "app", "cli"]),
    ("std::net", &[]),
    ("std::time::Instant", &["cli"]),
    ("std::collections::HashMap", &[]),
    ("std::collections::HashSet", &[]),
    ("SystemTime::now", &[]),
    ("Utc::now", &[]),
    ("Local::now", &[]),
    ("SysRng", &[]),
    ("clap", &["cli"]),
    ("println", &[]),
    ("eprintln", &[]),
    ("serde", &["store", "config", "render", "app", "cli"]),
];

fn name(module: &[String]) -> String {
    module.join("::")
}

/// Folders without a level, and levels without a folder.
pub(super) fn unknown_folders(tree: &SourceTree) -> Vec<String> {
    let known: BTreeSet<&str> = LEVELS.iter().map(|(folder, _)| *folder).collect();
    let found: BTreeSet<&str> = tree.files.keys().filter_map(|module| module.first()).map(String::as_str).collect();
    found.symmetric_difference(&known).filter(|folder| **folder != "main").map(|folder| (*folder).to_owned()).collect()
}

/// Imports of the same level's or a higher level's folder.
pub(super) fn upward_imports(tree: &SourceTree) -> Vec<String> {
    let levels: BTreeMap<&str, u8> = LEVELS.into();
    let mut breaches = Vec::new();
    for module in tree.files.keys() {
        let Some(level) = module.first().and_then(|folder| levels.get(folder.as_str())) else { continue };
        for other in tree.imports(module) {
            let elsewhere = other[0] != module[0];
            if elsewhere && levels.get(other[0].as_str()).is_none_or(|other| other >= level) {
                breaches.push(format!("{} imports {}", name(module), name(&other)));
            }
        }
    }
    breaches
}

/// Files that import each other, directly or around a circle. A module may name its parts, and a part what its module defines.
pub(super) fn cycles(tree: &SourceTree) -> Vec<String> {
    let kin = |a: &[String], b: &[String]| a.starts_with(b) || b.starts_with(a);
    let mut edges: BTreeMap<&[String], Vec<Vec<String>>> = BTreeMap::new();
    for module in tree.files.keys() {
        edges.insert(module, tree.imports(module).into_iter().filter(|other| !kin(module, other)).collect());
    }
    let mut breaches = BTreeSet::new();
    for start in edges.keys() {
        let mut seen = BTreeSet::new();
        let mut open: Vec<(&[String], Vec<String>)> = vec![(start, vec![name(start)])];
        while let Some((module, way)) = open.pop() {
            for next in edges.get(module).into_iter().flatten() {
                if next == start {
                    let mut circle = way.clone();
                    let first = circle.iter().enumerate().min_by_key(|(_, name)| *name).map_or(0, |(at, _)| at);
                    circle.rotate_left(first);
                    breaches.insert(circle.join(" -> "));
                } else if seen.insert(next) {
                    open.push((next, [way.as_slice(), &[name(next)]].concat()));
                }
            }
        }
    }
    breaches.into_iter().collect()
}

/// Files with more lines than a reader keeps in mind.
pub(super) fn long_files(tree: &SourceTree) -> Vec<String> {
    let long = tree.files.iter().filter(|(_, file)| file.lines > LONGEST);
    long.map(|(module, file)| format!("{} has {} lines", name(module), file.lines)).collect()
}

/// Folders that the table at the head of `lib.rs` does not list with their level.
pub(super) fn missing_from_the_table(tree: &SourceTree) -> Vec<String> {
    let root = tree.files.get(&Vec::new()).map(|file| file.text.as_str()).unwrap_or_default();
    let folders: BTreeSet<&str> = tree.files.keys().filter_map(|module| module.first()).map(String::as_str).collect();
    let level = |folder: &str| LEVELS.iter().find(|(known, _)| *known == folder).map(|(_, level)| *level);
    let listed = |folder: &str| level(folder).is_some_and(|level| root.contains(&format!("//! | {level} | `{folder}` |")));
    folders.into_iter().filter(|folder| *folder != "main" && !listed(folder)).map(str::to_owned).collect()
}

/// Ways on which what everybody with the repository may read could come by a name.
pub(super) fn names_within_reach_of_shared_views(tree: &SourceTree) -> Vec<String> {
    let is = |module: &[String], begin: &[&str]| module.iter().map(String::as_str).take(begin.len()).eq(begin.iter().copied());
    let forbidden = |module: &[String]| is(module, &["people"]) || is(module, &["render", "private"]);
    let mut open: Vec<(Vec<String>, String)> = tree
        .files
        .keys()
        .filter(|module| is(module, &["render", "shared"]))
        .map(|module| (module.clone(), name(module)))
        .collect();
    let (mut seen, mut breaches) = (BTreeSet::new(), Vec::new());
    while let Some((module, way)) = open.pop() {
        for next in tree.imports(&module) {
            let way = format!("{way} -> {}", name(&next));
            if forbidden(&next) {
                breaches.push(way);
            } else if seen.insert(next.clone()) {
                open.push((next, way));
            }
        }
    }
    breaches.sort();
    breaches
}

/// Files that name a person's name or address although what they make is for everybody.
pub(super) fn contacts_in_shared_code(tree: &SourceTree) -> Vec<String> {
    let by_id = |module: &[String]| match module.first().map(String::as_str) {
        Some("matching" | "schedule" | "assignment" | "evaluation") => true,
        Some("render") => module.get(1).is_some_and(|folder| folder == "shared"),
        _ => false,
    };
    let names = |path: &String| path.split("::").any(|word| word == "Contact" || word == "Email");
    let files = tree.files.iter().filter(|(module, _)| by_id(module));
    files
        .filter(|(_, file)| file.written.iter().any(names))
        .map(|(module, _)| format!("{} names a contact", name(module)))
        .collect()
}

/// Files that reach for the clock, the disk, the terminal or the like where they may not.
pub(super) fn outer_world(tree: &SourceTree) -> Vec<String> {
    let mut breaches = Vec::new();
    for (module, file) in tree.files.iter().filter(|(module, _)| module.first().is_some_and(|folder| folder != "main")) {
        for (word, allowed) in OUTER_WORLD {
            let names = |path: &String| {
                let (word, path) = (word.split("::").collect::<Vec<_>>(), path.split("::").collect::<Vec<_>>());
                path.windows(word.len()).any(|part| part == word)
            };
            if file.written.iter().any(names) && !allowed.contains(&module[0].as_str()) {
                breaches.push(format!("{} names {word}", name(module)));
            }
        }
    }
    breaches
}

/// Files that do not begin by saying what they decide.
pub(super) fn without_a_head(tree: &SourceTree) -> Vec<String> {
    let bare = tree.files.iter().filter(|(_, file)| !file.text.starts_with("//! "));
    bare.map(|(module, _)| name(module)).collect()
}
