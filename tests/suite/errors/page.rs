//! `docs/errors.md`: every code with what it means, what to do, and what provokes it in the tests.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::cases;
use crate::broken::{self, Stage};
use crate::mistakes;
use crate::stories::{Tree, tree};

/// Something wrong that a test does to a sound cohort directory.
pub(crate) struct Provocation {
    pub(crate) name: &'static str,
    /// The directory before.
    pub(crate) stage: Stage,
    /// What is typed before.
    pub(crate) before: &'static [&'static str],
    pub(crate) make: fn(&Path),
    pub(crate) typed: String,
    pub(crate) code: Option<&'static str>,
}

impl Provocation {
    /// A line of the page: what is wrong in which file, and what is typed then.
    fn shown(&self) -> String {
        let directory = broken::stage(self.stage);
        self.before.iter().for_each(|typed| cases::run(directory.path(), typed));
        let sound = tree(directory.path(), &[".revmentor"]);
        (self.make)(directory.path());
        let after = tree(directory.path(), &[".revmentor"]);
        let typed: Vec<String> = self.before.iter().chain([&&*self.typed]).map(|typed| format!("`revmentor {typed}`")).collect();
        let typed = typed.join(", then ");
        match (new_file(&sound, &after), change(&sound, &after)) {
            (Some((name, text)), _) => format!("Example ({}): {typed}, where `{name}` is\n\n```text\n{text}```", self.name),
            (None, Some(change)) if self.before.is_empty() => format!("Example ({}): {change}; then {typed}.", self.name),
            (None, Some(change)) => format!("Example ({}): {typed}, where {change}.", self.name),
            (None, None) => format!("Example ({}): {typed}.", self.name),
        }
    }
}

/// A file of a few lines that was not there before.
fn new_file<'t>(before: &Tree, after: &'t Tree) -> Option<(&'t str, String)> {
    let (name, bytes) = after.iter().find(|(name, _)| !before.contains_key(*name))?;
    let text = std::str::from_utf8(bytes).ok()?.replace("\r\n", "\n");
    let is_short = text.lines().count() <= 8 && text.lines().all(|line| line.len() < 100);
    let is_plain = !text.contains(|c: char| c == '`' || c.is_control() && c != '\n');
    (is_short && is_plain && !text.is_empty()).then(|| (name.as_str(), format!("{}\n", text.trim_end_matches('\n'))))
}

/// The first difference between two directories, in words.
fn change(before: &Tree, after: &Tree) -> Option<String> {
    let names = before.keys().chain(after.keys()).find(|name| before.get(*name) != after.get(*name))?;
    let Some(bytes) = after.get(names) else { return Some(format!("`{names}` is missing")) };
    let old = String::from_utf8_lossy(before.get(names).map_or(&[][..], Vec::as_slice));
    let lines: Vec<&str> = old.lines().collect();
    let Ok(text) = std::str::from_utf8(bytes) else { return Some(format!("`{names}` is damaged")) };
    let different = text.lines().enumerate().find(|(at, line)| lines.get(*at) != Some(line));
    let shown = different.filter(|(_, line)| !line.is_empty() && !line.contains(|c: char| c == '`' || c.is_control()));
    Some(match shown {
        Some((at, line)) => {
            format!("line {} of `{names}` is `{}`", at + 1, excerpt(line, lines.get(at).copied().unwrap_or_default()))
        }
        None if bytes.is_empty() => format!("`{names}` is empty"),
        None => format!("`{names}` is damaged"),
    })
}

/// A long line is cut to what is near the first difference.
fn excerpt(line: &str, before: &str) -> String {
    const WIDTH: usize = 70;
    let letters: Vec<char> = line.chars().collect();
    if letters.len() <= WIDTH {
        return line.to_owned();
    }
    let same = letters.iter().zip(before.chars()).take_while(|(one, other)| **one == *other).count();
    let begin = same.saturating_sub(WIDTH / 2).min(letters.len() - WIDTH);
    let end = begin + WIDTH;
    let dots = |is_cut: bool| if is_cut { "…" } else { "" };
    format!("{}{}{}", dots(begin > 0), letters[begin..end].iter().collect::<String>(), dots(end < letters.len()))
}

/// The first example of each code.
fn examples() -> BTreeMap<&'static str, String> {
    let mut examples = BTreeMap::new();
    for case in broken::provocations().chain(mistakes::provocations()).chain(cases::provocations()) {
        if let Some(code) = case.code {
            examples.entry(code).or_insert_with(|| case.shown());
        }
    }
    examples
}

/// `REGENERATE=1 cargo test errors` writes the page anew.
#[test]
fn the_page_of_errors_is_that_of_the_table() {
    let mut page =
        "# Every error code\n\nThis page is made from the table that `revmentor explain-error` prints. The code of an error or \
                    warning is the word in its brackets: `error[unknown-key]`.\n"
            .to_owned();
    let (examples, mut area) = (examples(), String::new());
    for entry in super::table() {
        if entry.area != area {
            _ = write!(page, "\n## {}\n", entry.area);
            area.clone_from(&entry.area);
        }
        _ = write!(page, "\n### `{}`\n\n{}\n{}\n", entry.code, entry.meaning, entry.advice);
        _ = examples.get(&*entry.code).map(|example| write!(page, "\n{example}\n"));
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors.md");
    if std::env::var_os("REGENERATE").is_some() {
        fs::write(&file, &page).unwrap();
    }
    assert!(examples.len() > 150, "{} examples", examples.len());
    assert_eq!(fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n"), page);
}

#[test]
fn an_example_shows_the_line_that_is_wrong() {
    let tree = |text: &str| Tree::from([("a.toml".to_owned(), text.as_bytes().to_vec())]);
    let shown = |after: &str| change(&tree("one\ntwo\n"), &tree(after));
    assert_eq!(shown("one\ntoo\n").unwrap(), "line 2 of `a.toml` is `too`");
    assert_eq!(shown("one\ntwo\n"), None);
    assert_eq!(shown("").unwrap(), "`a.toml` is empty");
    assert_eq!(change(&tree("x"), &Tree::new()).unwrap(), "`a.toml` is missing");
    assert_eq!(new_file(&Tree::new(), &tree("x")), Some(("a.toml", "x\n".to_owned())));
    assert_eq!(new_file(&tree("x"), &tree("y")), None);
    let (before, after) = ("a".repeat(200), "a".repeat(150) + "b" + &"a".repeat(49));
    assert!(excerpt(&after, &before).contains('b') && excerpt(&after, &before).chars().count() == 72);
}
