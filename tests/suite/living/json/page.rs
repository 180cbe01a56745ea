//! `docs/json.md`: every example is typed and compared, and every name that an example shows is explained.
//!
//! `REGENERATE=1 cargo test the_page_of_json` writes the examples anew; read the difference before you commit it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{BEGUN, document, problems, typed};
use crate::papers::verbs;

/// Objects whose keys are not the program's: headings of columns, sides, waves.
const FREE: [&str; 4] = ["fields", "others", "waves", "files"];

/// How much of a long text an example shows, in characters.
const SHOWN: usize = 90;

fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/json.md")
}

/// A value as the page shows it: of each list the first entry, of a long text its beginning.
fn cut(value: &Value) -> Value {
    match value {
        Value::Array(list) => list.iter().take(1).map(cut).collect(),
        Value::Object(object) => object.iter().map(|(key, value)| (key.clone(), cut(value))).collect(),
        Value::String(text) if text.chars().count() > SHOWN => (text.chars().take(SHOWN).collect::<String>() + "…").into(),
        other => other.clone(),
    }
}

/// Every key of the program's own.
fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
        Value::Object(object) => {
            for (key, inside) in object {
                found.insert(key.clone());
                match inside {
                    Value::Object(free) if FREE.contains(&key.as_str()) => free.values().for_each(|value| keys(value, found)),
                    _ => keys(inside, found),
                }
            }
        }
        _ => {}
    }
}

/// A reader who types the page.
struct Reader {
    folder: tempfile::TempDir,
    directory: PathBuf,
    today: String,
}

impl Reader {
    fn new() -> Reader {
        let folder = tempfile::tempdir().unwrap();
        Reader { directory: folder.path().to_path_buf(), folder, today: BEGUN.to_owned() }
    }

    /// Types a line of a block `console`; gives the document of one that asks for JSON.
    fn type_line(&mut self, line: &str) -> Option<Value> {
        let (line, status) = line.split_once("# exit status ").unwrap_or((line, "0"));
        let typed_line = line.strip_prefix("$ ").unwrap_or_else(|| panic!("not a command: {line}")).trim();
        if let Some(folder) = typed_line.strip_prefix("cd ") {
            self.directory = self.directory.join(folder).canonicalize().unwrap();
            assert!(self.directory.starts_with(self.folder.path().canonicalize().unwrap()));
            return None;
        }
        if let Some(day) = typed_line.strip_prefix("export REVMENTOR_TODAY=") {
            day.clone_into(&mut self.today);
            return None;
        }
        let words = typed_line.strip_prefix("revmentor ").unwrap_or_else(|| panic!("the page types {typed_line}"));
        let said = typed(&self.directory, words, &self.today, 120);
        assert_eq!(said.status.to_string(), status.trim(), "{typed_line}: {}{}", said.out, said.err);
        typed_line.contains("--format json").then(|| {
            let document = document(&said, typed_line);
            problems(&document, typed_line);
            cut(&document)
        })
    }
}

/// The page with every example as it is typed now, and the documents of each section.
fn typed_page(text: &str) -> (String, Vec<(String, Vec<Value>)>) {
    let (mut reader, mut now, mut document) = (Reader::new(), String::new(), None);
    let mut sections: Vec<(String, Vec<Value>)> = vec![(String::new(), Vec::new())];
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            sections.push((heading.to_owned(), Vec::new()));
        }
        now.extend([line, "\n"]);
        let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let mut shown = block.join("\n");
        match info.split_once("append=") {
            Some((_, file)) => {
                let file = reader.directory.join(file);
                fs::write(&file, fs::read_to_string(&file).unwrap_or_default() + &shown + "\n").unwrap();
            }
            None if info == "console" => block.iter().for_each(|line| document = reader.type_line(line)),
            None => {
                let example = document.take().unwrap_or_else(|| panic!("no command before: {shown}"));
                shown = serde_json::to_string_pretty(&example).unwrap();
                sections.last_mut().unwrap().1.push(example);
            }
        }
        now.extend([shown.as_str(), "\n```\n"]);
    }
    (now, sections)
}

#[test]
fn the_page_of_json_is_what_the_program_prints() {
    let text = fs::read_to_string(page()).unwrap().replace("\r\n", "\n");
    let (now, sections) = typed_page(&text);
    if std::env::var_os("REGENERATE").is_some() {
        fs::write(page(), &now).unwrap();
    }
    let text = fs::read_to_string(page()).unwrap().replace("\r\n", "\n");
    for (written, printed) in text.lines().zip(now.lines()) {
        assert_eq!(written, printed, "docs/json.md");
    }
    assert_eq!(text.len(), now.len(), "docs/json.md: an example is longer or shorter");
    let explained = |part: &str| -> BTreeSet<String> {
        let prose = part.split("```").step_by(2).collect::<String>();
        let names = prose.split('`').skip(1).step_by(2);
        names.map(|name| name.rsplit('.').next().unwrap().trim_end_matches("[]").to_owned()).collect()
    };
    let parts: Vec<&str> = text.split("\n## ").collect();
    let general = parts.iter().filter(|part| part.starts_with("Every document"));
    let everywhere: BTreeSet<String> = general.flat_map(|part| explained(part)).collect();
    for (part, (heading, documents)) in parts.iter().zip(&sections) {
        let mut shown = BTreeSet::new();
        for document in documents {
            keys(document, &mut shown);
        }
        let known = explained(part);
        let missing: Vec<&String> = shown.iter().filter(|key| !known.contains(*key) && !everywhere.contains(*key)).collect();
        assert!(missing.is_empty(), "docs/json.md, {heading}: not explained: {missing:?}");
    }
    // The schema is a document of its own, too long for an example.
    for verb in verbs().iter().filter(|verb| *verb != "schema") {
        let section = sections.iter().find(|(heading, _)| heading == verb);
        assert!(section.is_some_and(|(_, documents)| !documents.is_empty()), "docs/json.md has no example of {verb}");
    }
}
