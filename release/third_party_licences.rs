//! Prints the licences of every crate that the program is built from, each text once.
//!
//! `cargo run --example third-party-licences > THIRD-PARTY-LICENCES.txt`

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use serde_json::Value;

fn main() -> ExitCode {
    match papers() {
        Ok(text) => print(&text),
        Err(fault) => fail(&fault),
    }
}

/// All licences as one text, in the order of the crates' names.
fn papers() -> Result<String, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let metadata = Command::new(cargo).args(["metadata", "--locked", "--format-version", "1"]).output();
    let metadata = metadata.map_err(|error| format!("cargo metadata: {error}"))?;
    if !metadata.status.success() {
        return Err(String::from_utf8_lossy(&metadata.stderr).into_owned());
    }
    let metadata: Value = serde_json::from_slice(&metadata.stdout).map_err(|error| error.to_string())?;
    let built = built_from(&metadata);
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut list = String::new();
    for package in packages.filter(|package| package["source"].is_string() && built.contains(word(package, "id"))) {
        let name = format!("{} {}", word(package, "name"), word(package, "version"));
        _ = writeln!(list, "{name}: {}", word(package, "license"));
        for text in texts_of(Path::new(word(package, "manifest_path"))) {
            texts.entry(text).or_default().push(name.clone());
        }
    }
    let mut papers: Vec<String> = texts.iter().map(|(text, crates)| format!("{}\n\n{text}\n", crates.join(", "))).collect();
    papers.sort();
    papers.insert(0, format!("revmentor is built from these crates:\n\n{list}"));
    Ok(papers.join(&format!("\n{}\n\n", "-".repeat(80))))
}

fn word<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// The ids of the crates that get into the program: everything that it depends on, without what only tests or builds need.
fn built_from(metadata: &Value) -> BTreeSet<&str> {
    let nodes = metadata["resolve"]["nodes"].as_array().into_iter().flatten();
    let nodes: BTreeMap<&str, &Value> = nodes.map(|node| (word(node, "id"), node)).collect();
    let mut open = vec![word(&metadata["resolve"], "root")];
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        let needs = nodes.get(id).and_then(|node| node["deps"].as_array()).into_iter().flatten();
        let normal = needs
            .filter(|need| need["dep_kinds"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null())));
        open.extend(normal.map(|need| word(need, "pkg")).filter(|id| !seen.contains(id)));
        seen.insert(id);
    }
    seen
}

/// The licence files beside a crate's manifest.
fn texts_of(manifest: &Path) -> Vec<String> {
    let beside = manifest.parent().and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = beside.map(|entry| entry.path()).filter(|path| path.is_file() && is_licence(path)).collect();
    files.sort();
    files
        .iter()
        .filter_map(|file| std::fs::read_to_string(file).ok())
        .map(|text| text.replace("\r\n", "\n").trim().to_owned())
        .collect()
}

fn is_licence(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    ["licen", "copying", "notice", "unlicense"].iter().any(|beginning| name.starts_with(beginning))
}

#[expect(clippy::print_stdout, reason = "the text is the result")]
fn print(text: &str) -> ExitCode {
    println!("{text}");
    ExitCode::SUCCESS
}

#[expect(clippy::print_stderr, reason = "a tool of the release says what went wrong")]
fn fail(fault: &str) -> ExitCode {
    eprintln!("error: {fault}");
    ExitCode::FAILURE
}
