//! Examples as a reader follows them: what is typed and what is changed in which file, written as Markdown and read from it.

use std::fs;
use std::path::Path;

use crate::stories::Tree;

/// The longest change that is shown: lines, and letters in a line.
const LINES: usize = 15;
const LETTERS: usize = 300;

/// One thing that a reader does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A command, without the program's name.
    Typed(String),
    /// Lines of a file from `first` on, counted from 1, are replaced by others; none are replaced where `count` is 0.
    Lines { file: String, first: usize, count: usize, text: Vec<String> },
    /// A new file.
    New { file: String, text: Vec<String> },
    /// A file or folder is deleted.
    Delete(String),
}

/// What was changed between two directories; `None` where it cannot be shown.
pub(super) fn changes(before: &Tree, after: &Tree) -> Option<Vec<Step>> {
    let mut steps: Vec<Step> = Vec::new();
    let gone: Vec<&String> = before.keys().filter(|name| !after.contains_key(*name)).collect();
    for name in &gone {
        let folder = name.split_once('/').map(|(folder, _)| format!("{folder}/"));
        let emptied = folder.filter(|folder| !after.keys().any(|name| name.starts_with(folder)));
        let deleted = Step::Delete(emptied.map_or_else(|| (*name).clone(), |folder| folder.trim_end_matches('/').to_owned()));
        if !steps.contains(&deleted) {
            steps.push(deleted);
        }
    }
    for (name, bytes) in after.iter().filter(|(name, bytes)| before.get(*name) != Some(bytes)) {
        let new = lines(std::str::from_utf8(bytes).ok()?);
        steps.push(match before.get(name) {
            None => Step::New { file: name.clone(), text: new },
            Some(old) => hunk(name, &lines(std::str::from_utf8(old).ok()?), &new),
        });
    }
    (steps.len() <= 4 && steps.iter().all(Step::is_short)).then_some(steps)
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// The one stretch of lines in which two texts differ.
fn hunk(file: &str, old: &[String], new: &[String]) -> Step {
    let same = old.iter().zip(new).take_while(|(one, other)| one == other).count();
    let most = old.len().min(new.len()) - same;
    let below = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(one, other)| one == other).count();
    let text = new[same..new.len() - below].to_vec();
    Step::Lines { file: file.to_owned(), first: same + 1, count: old.len() - below - same, text }
}

impl Step {
    fn is_short(&self) -> bool {
        let (Step::Lines { text, .. } | Step::New { text, .. }) = self else { return true };
        let is_plain = |line: &String| {
            let hidden = |c: char| c.is_control() && c != '\t' || c == '\u{feff}';
            line.chars().count() <= LETTERS && !line.contains(hidden) && !line.starts_with("```") && line.trim_end() == line
        };
        text.len() <= LINES && text.iter().all(is_plain)
    }

    /// As a reader sees it: a point of a list.
    pub(super) fn shown(&self) -> String {
        let (what, text): (String, &[String]) = match self {
            Step::Typed(words) => (format!("type `revmentor {words}`"), &[]),
            Step::Delete(name) => (format!("delete `{name}`"), &[]),
            Step::New { file, text } if text.is_empty() => (format!("make `{file}`, empty"), &[]),
            Step::New { file, text } => (format!("make `{file}`:"), text),
            Step::Lines { file, first, count: 0, text } => (format!("in `{file}`, insert below line {}:", first - 1), text),
            Step::Lines { file, first, count, text } if text.is_empty() => {
                (format!("in `{file}`, delete {}", numbered(*first, *count)), &[])
            }
            Step::Lines { file, first, count, text } => {
                (format!("in `{file}`, replace {} with:", numbered(*first, *count)), text)
            }
        };
        if text.is_empty() {
            return format!("- {what}\n");
        }
        let text: String =
            text.iter().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") }).collect();
        format!("- {what}\n\n  ```text\n{text}  ```\n\n")
    }

    /// Does it in a directory; what is typed is not done here.
    pub(super) fn make(&self, directory: &Path) {
        match self {
            Step::Typed(_) => {}
            Step::Delete(name) => {
                let path = directory.join(name);
                if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
            }
            Step::New { file, text } => {
                let path = directory.join(file);
                // A file may take the place of a folder that was deleted.
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text.iter().flat_map(|line| [line.as_str(), "\n"]).collect::<String>()).unwrap();
            }
            Step::Lines { file, first, count, text } => {
                let path = directory.join(file);
                let old = fs::read_to_string(&path).unwrap();
                let ending = if old.contains("\r\n") { "\r\n" } else { "\n" };
                let mut all = lines(&old);
                all.splice(first - 1..first - 1 + count, text.iter().cloned());
                fs::write(path, all.iter().flat_map(|line| [line.as_str(), ending]).collect::<String>()).unwrap();
            }
        }
    }
}

fn numbered(first: usize, count: usize) -> String {
    if count == 1 { format!("line {first}") } else { format!("lines {first} to {}", first + count - 1) }
}

/// The steps of an example, read from the page.
pub(super) fn read(shown: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut rows = shown.lines().peekable();
    while let Some(row) = rows.next() {
        let Some(point) = row.strip_prefix("- ") else { continue };
        let mut text: Vec<String> = Vec::new();
        if point.ends_with(':') {
            let block = rows.by_ref().skip_while(|row| *row != "  ```text").skip(1).take_while(|row| *row != "  ```");
            text.extend(block.map(|row| row.strip_prefix("  ").unwrap_or(row).to_owned()));
        }
        steps.push(step(point, text));
    }
    steps
}

fn step(point: &str, text: Vec<String>) -> Step {
    let quoted: Vec<&str> = point.splitn(3, '`').collect();
    let (what, name, rest) = (quoted[0].trim(), quoted[1], quoted[2]);
    let numbers: Vec<usize> = rest.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
    let file = name.to_owned();
    match what {
        "type" => Step::Typed(name.strip_prefix("revmentor ").unwrap().to_owned()),
        "delete" => Step::Delete(file),
        "make" => Step::New { file, text },
        _ if rest.contains("insert") => Step::Lines { file, first: numbers[0] + 1, count: 0, text },
        _ => Step::Lines { file, first: numbers[0], count: numbers.get(1).map_or(1, |last| last - numbers[0] + 1), text },
    }
}

/// The words of a command line, as a shell parts them.
pub(super) fn words(typed: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for (at, part) in typed.split('"').enumerate() {
        if at % 2 == 1 { words.push(part) } else { words.extend(part.split_whitespace()) }
    }
    words
}

#[test]
fn what_is_shown_is_read_back() {
    let tree = |text: &str| Tree::from([("a.toml".to_owned(), text.as_bytes().to_vec())]);
    let text = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    for (after, first, count, shown) in [
        ("one\ntoo\n", 2, 1, text(&["too"])),
        ("one\n\nnew\ntwo\n", 2, 0, text(&["", "new"])),
        ("two\n", 1, 1, text(&[])),
        ("", 1, 2, text(&[])),
    ] {
        let steps = changes(&tree("one\ntwo\n"), &tree(after)).unwrap();
        assert_eq!(steps, [Step::Lines { file: "a.toml".to_owned(), first, count, text: shown }]);
        assert_eq!(read(&steps[0].shown()), steps);
    }
    let all = [Step::Delete("private".to_owned()), Step::Typed("match --public \"3 17\"".to_owned())];
    assert_eq!(read(&all.iter().map(Step::shown).collect::<String>()), all);
    assert_eq!(words("match --public \"3 17\""), ["match", "--public", "3 17"]);
    assert_eq!(changes(&tree("x"), &tree(&"y\n".repeat(40))), None);
}
