//! The guide is typed: every command of every page, in the cohort that the page starts from. And its reference is made from the schema.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::stories::program;

const GUIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/guide");

/// Pages on which there is nothing to type.
const NOT_TYPED: [&str; 1] = ["settings.md"];

/// What a reader does on a page, in order.
#[derive(Debug, PartialEq)]
enum Step {
    Today(String),
    /// A command and the exit status that it ends with.
    Type(String, i32),
    /// A file to write or, where it stands, to add to.
    Write(String, String),
}

fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = fs::read_dir(GUIDE).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    pages
}

fn name(page: &Path) -> &str {
    page.file_name().unwrap().to_str().unwrap()
}

/// A line of a block `console`: a command, and behind it perhaps its exit status.
fn typed(line: &str) -> Step {
    let command = line.strip_prefix("$ ").unwrap_or_else(|| panic!("not a command: {line}"));
    let (command, status) = command.split_once("# exit status ").unwrap_or((command, "0"));
    Step::Type(command.trim().to_owned(), status.trim().parse().unwrap())
}

/// The steps of a page: the line "Try it", and the blocks between fences.
fn steps(text: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(start) = line.strip_prefix("> Try it") {
            let (before, today) = start.split_once("Here today is ").unwrap_or_else(|| panic!("no day: {line}"));
            steps.push(Step::Today(today.trim_end_matches('.').to_owned()));
            steps.extend(before.split('`').skip(1).step_by(2).map(|command| Step::Type(command.to_owned(), 0)));
        } else if let Some(info) = line.strip_prefix("```") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            if info == "console" {
                steps.extend(block.into_iter().map(typed));
            } else if let Some((_, file)) = info.split_once("file=").or_else(|| info.split_once("append=")) {
                steps.push(Step::Write(file.to_owned(), block.join("\n") + "\n"));
            }
        }
    }
    steps
}

/// The words of a command, as a shell would part them.
fn words(command: &str) -> Vec<&str> {
    let parts = command.split('"').enumerate();
    parts.flat_map(|(at, part)| if at % 2 == 1 { vec![part] } else { part.split_whitespace().collect() }).collect()
}

/// The command, ready to run: only programs that a reader has.
fn command(directory: &Path, words: &[&str], today: Option<&str>) -> Command {
    let mut command = match words[0] {
        "revmentor" => program(directory, &words[1..]),
        "git" => {
            let mut git = Command::new("git");
            git.args(&words[1..]).current_dir(directory).env("GIT_CONFIG_GLOBAL", directory.join("no-such-file"));
            git
        }
        other => panic!("the guide types {other}"),
    };
    let binary = Path::new(env!("CARGO_BIN_EXE_revmentor")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(binary.to_path_buf()).chain(std::env::split_paths(&path))).unwrap();
    command.env("PATH", path);
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Lead").env(format!("GIT_{who}_EMAIL"), "lead@team.example");
    }
    if let Some(today) = today {
        command.env("REVMENTOR_TODAY", today);
    }
    command
}

/// Types a page from top to bottom and gives what did not end as the page says.
fn type_page(page: &Path) -> Vec<String> {
    let root = tempfile::tempdir().unwrap();
    let (mut directory, mut today, mut surprises) = (root.path().to_path_buf(), None, Vec::new());
    for step in steps(&fs::read_to_string(page).unwrap()) {
        match step {
            Step::Today(day) => today = Some(day),
            Step::Write(file, text) => {
                let file = directory.join(file);
                let before = fs::read_to_string(&file).unwrap_or_default();
                fs::write(file, before + &text).unwrap();
            }
            Step::Type(typed, status) => match words(&typed)[..] {
                ["cd", there] => directory = directory.join(there),
                ref words => {
                    let output = command(&directory, words, today.as_deref()).output().unwrap();
                    if output.status.code() != Some(status) {
                        let said = String::from_utf8_lossy(&output.stderr).into_owned();
                        surprises.push(format!("{}: `{typed}` ended with {:?}\n{said}", name(page), output.status.code()));
                    }
                }
            },
        }
    }
    surprises
}

#[test]
fn every_command_of_the_guide_works_when_it_is_typed() {
    let pages: Vec<PathBuf> = pages().into_iter().filter(|page| !NOT_TYPED.contains(&name(page))).collect();
    let count =
        |page: &PathBuf| steps(&fs::read_to_string(page).unwrap()).iter().filter(|step| matches!(step, Step::Type(..))).count();
    assert!(pages.iter().all(|page| count(page) > 0) && pages.iter().map(count).sum::<usize>() > 120);
    let surprises: Vec<String> = std::thread::scope(|scope| {
        let typing: Vec<_> = pages.iter().map(|page| scope.spawn(|| type_page(page))).collect();
        typing.into_iter().flat_map(|page| page.join().unwrap()).collect()
    });
    assert!(surprises.is_empty(), "{}", surprises.join("\n"));
}

#[test]
fn a_page_is_read_as_a_reader_does() {
    let page = "> Try it: `revmentor demo a`, then `cd a`. Here today is 2026-10-16.\n```csv file=b.csv\nx\n```\n```console\n$ revmentor x \"a b\"   # exit status 2\n```\n";
    let expected = [
        Step::Today("2026-10-16".to_owned()),
        Step::Type("revmentor demo a".to_owned(), 0),
        Step::Type("cd a".to_owned(), 0),
        Step::Write("b.csv".to_owned(), "x\n".to_owned()),
        Step::Type("revmentor x \"a b\"".to_owned(), 2),
    ];
    assert_eq!(steps(page), expected);
    assert_eq!(words("revmentor x \"a b\""), ["revmentor", "x", "a b"]);
}

#[test]
fn the_summary_names_every_page_once() {
    let docs = Path::new(GUIDE).parent().unwrap();
    let summary = fs::read_to_string(docs.join("SUMMARY.md")).unwrap();
    let links: Vec<&str> = summary.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    let named: BTreeSet<&str> = links.iter().copied().collect();
    assert_eq!(named.len(), links.len(), "a page stands twice");
    let pages = pages();
    let of_guide = named.iter().filter_map(|page| page.strip_prefix("guide/"));
    assert_eq!(of_guide.collect::<BTreeSet<_>>(), pages.iter().map(|page| name(page)).collect());
    // A book holds the pages of its summary alone: a link to any other would be dead in it.
    for page in &named {
        let folder = docs.join(page).parent().unwrap().to_path_buf();
        let text = fs::read_to_string(docs.join(page)).unwrap();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
        for link in links.filter(|link| Path::new(link).extension().is_some_and(|end| end == "md") && !link.contains("://")) {
            let target = fs::canonicalize(folder.join(link)).unwrap_or_else(|_| panic!("{page}: {link}"));
            let inside = named.iter().any(|page| fs::canonicalize(docs.join(page)).is_ok_and(|file| file == target));
            assert!(inside, "{page} links to {link}, which is not in the book");
        }
    }
}

/// What is handed out holds what README and the guide link to; the sources of the program are named for those who have them.
#[test]
fn an_archive_holds_what_the_readme_links_to() {
    let root = Path::new(GUIDE).ancestors().nth(2).unwrap();
    let [dist, cargo, readme] =
        ["dist-workspace.toml", "Cargo.toml", "README.md"].map(|file| fs::read_to_string(root.join(file)).unwrap());
    for link in readme.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
        let is_elsewhere =
            link.is_empty() || link.contains("://") || ["src/", "release/", "LICENSE"].iter().any(|of| link.starts_with(of));
        let top = link.split_once('/').map_or(link.to_owned(), |(folder, _)| format!("{folder}/"));
        let folder = if root.join(link).is_dir() && !link.contains('/') { format!("{link}/") } else { top };
        assert!(is_elsewhere || dist.contains(&format!("\"{folder}\"")), "{link} is not in the archive");
    }
    assert!(cargo.contains("\"/docs/\"") && dist.contains("\"docs/\""));
}

/// What a value of the schema may be, in a few words.
fn kind(schema: &Value) -> String {
    let list = |values: &Value, word: fn(&Value) -> String| {
        values.as_array().into_iter().flatten().map(word).collect::<Vec<_>>().join(" \\| ")
    };
    if schema["enum"].as_array().is_some_and(|words| words.len() < 30) {
        return list(&schema["enum"], |word| format!("`{word}`"));
    }
    if schema["anyOf"].is_array() {
        return list(&schema["anyOf"], kind).replace(" \\| ", " or ");
    }
    match schema["type"].as_str().unwrap_or_default() {
        "integer" => match (schema["minimum"].as_i64(), schema["maximum"].as_i64()) {
            (Some(least), Some(most)) if most <= 1_000_000 => format!("whole number, {least} to {most}"),
            _ => "whole number".to_owned(),
        },
        "boolean" => "`true` or `false`".to_owned(),
        "array" => match kind(&schema["items"]) {
            items if schema["maxItems"] == 2 => format!("[least, most], each a {items}"),
            items => format!("list of: {items}"),
        },
        "object" => "table".to_owned(),
        _ if schema["format"] == "date" || schema["format"] == "partial-date-time" => "day without quotes".to_owned(),
        _ => "text".to_owned(),
    }
}

/// The tables of which a value may be made: itself, what a list holds, and each of several kinds.
fn tables(value: &Value) -> Vec<&Value> {
    let kinds = value["anyOf"].as_array().into_iter().flatten().flat_map(tables);
    let items = value.get("items").into_iter().flat_map(tables);
    let itself = (value["type"] == "object").then_some(value);
    let has_keys = |table: &&Value| table["properties"].is_object() || table["additionalProperties"].is_object();
    itself.into_iter().chain(items).chain(kinds).filter(has_keys).collect()
}

/// What a table holds, without what is said of it.
fn keys(table: &Value) -> Value {
    let mut keys = table.clone();
    keys.as_object_mut().map(|keys| keys.remove("description"));
    keys
}

/// The keys of a table with their values; a key that the lead names is written in capitals.
fn rows(table: &Value) -> Vec<(String, Value)> {
    let parts = ["properties", "patternProperties"].map(|part| table[part].as_object());
    let name = |key: &String| key.strip_prefix('^').map_or(key.clone(), |start| format!("{}NAME", start.trim_end_matches('.')));
    let named = parts.into_iter().flatten().flatten().map(|(key, value)| (name(key), value.clone()));
    let any = table["additionalProperties"].is_object().then(|| ("NAME".to_owned(), table["additionalProperties"].clone()));
    named.chain(any).collect()
}

/// The tables below a table, and itself: each with its heading and its keys as rows. Tables with the same keys are shown once; `known`
/// has those that are, with their headings.
fn sections(heading: &str, schema: &Value, known: &mut Vec<(Value, String)>, page: &mut String) {
    let mut below = Vec::new();
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut table = String::new();
    for (key, value) in rows(schema) {
        let needed = if required.contains(&key.as_str()) { "yes" } else { "" };
        let mut about = value["description"].as_str().unwrap_or_default().replace('|', "\\|");
        let inner = format!("{heading}.{key}").trim_start_matches('.').to_owned();
        for found in tables(&value) {
            if let Some((_, seen)) = known.iter().find(|(seen, _)| *seen == keys(found)) {
                _ = write!(about, " (its keys: see {seen})");
            } else {
                known.push((keys(found), inner.clone()));
                below.push((inner.clone(), found.clone()));
            }
        }
        _ = writeln!(table, "| `{key}` | {} | {needed} | {} |", kind(&value), about.trim_start());
    }
    let title = if heading.is_empty() { "The whole file" } else { heading };
    let about = schema["description"].as_str().unwrap_or_default();
    _ = write!(page, "\n## {title}\n\n{about}\n\n| key | what it holds | needed | meaning |\n| --- | --- | --- | --- |\n{table}");
    for (heading, schema) in below {
        sections(&heading, &schema, known, page);
    }
}

/// `REGENERATE=1 cargo test guide` writes the page anew.
#[test]
fn the_reference_of_settings_is_that_of_the_schema() {
    let schema = program(Path::new(GUIDE), &["schema"]).output().unwrap();
    let schema: Value = serde_json::from_slice(&schema.stdout).unwrap();
    let mut page = "# Every key of cohort.toml\n\nThis page is made from the JSON Schema that `revmentor schema` prints. A key that is not needed has a default, or does \
                    nothing where it is absent.\n"
        .to_owned();
    sections("", &schema, &mut Vec::new(), &mut page);
    let file = Path::new(GUIDE).join("settings.md");
    if std::env::var_os("REGENERATE").is_some() {
        fs::write(&file, &page).unwrap();
    }
    assert!(page.contains("| `minimum_score` |") && page.contains("| `weeks_between` |"), "{page}");
    assert!(["aliases", "from", "why", "each"].iter().all(|key| page.contains(&format!("| `{key}` |"))), "{page}");
    assert_eq!(fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n"), page);
}
