//! `docs/errors.md`: every code with what it means, what to do, and what provokes it: each example is typed here as the page shows it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

use super::cases;
use super::typed::{self, Step};
use crate::broken;
use crate::mistakes;
use crate::stories::{program, said, tree, write};

/// Something wrong that a test does to a sound cohort directory.
pub(crate) struct Provocation {
    pub(crate) name: &'static str,
    /// What is typed before.
    pub(crate) before: &'static [&'static str],
    pub(crate) make: fn(&Path),
    pub(crate) typed: String,
    pub(crate) code: Option<&'static str>,
}

/// What the page says of its examples, at the top.
const WHERE: &str = "Each example is typed in the cohort that `revmentor demo cohort` makes, with 2026-10-20 as today: \
                     `export REVMENTOR_TODAY=2026-10-20`, in PowerShell `$env:REVMENTOR_TODAY = \"2026-10-20\"`. A code without an example \
                     needs what cannot be shown in a few lines, such as a full disk.";

const TODAY: (&str, &str) = ("REVMENTOR_TODAY", "2026-10-20");

/// The cohort in which the examples are typed.
fn demo() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    let made = said(program(directory.path(), &["demo", "cohort"]).env(TODAY.0, TODAY.1));
    assert_eq!(made.status, 0, "{}", made.err);
    directory
}

impl Provocation {
    /// An example for the page: what is done to which file, and what is typed; `None` where that cannot be shown in a few lines, or
    /// what is shown does not give the code.
    fn shown(&self, demo: &Path) -> Option<String> {
        let directory = tempfile::tempdir().unwrap();
        write(directory.path(), &tree(demo, &[]));
        let run = |typed: &&str| said(program(directory.path(), &typed::words(typed)).env(TODAY.0, TODAY.1)).status == 0;
        if !self.before.iter().all(run) {
            return None;
        }
        let sound = tree(directory.path(), &[".revmentor"]);
        panic::catch_unwind(AssertUnwindSafe(|| (self.make)(directory.path()))).ok()?;
        let after = tree(directory.path(), &[".revmentor"]);
        let before = self.before.iter().map(|typed| Step::Typed((*typed).to_owned()));
        let steps = before.chain(typed::changes(&sound, &after)?).chain([Step::Typed(self.typed.clone())]);
        let shown: String = steps.map(|step| step.shown()).collect();
        let shown = format!("Example ({}):\n\n{shown}", self.name);
        gives(&shown, self.code?, demo).then_some(shown)
    }
}

/// Whether an example gives the code when it is typed as it is shown.
fn gives(shown: &str, code: &str, demo: &Path) -> bool {
    let directory = tempfile::tempdir().unwrap();
    write(directory.path(), &tree(demo, &[]));
    let mut last = String::new();
    for step in typed::read(shown) {
        match step {
            Step::Typed(words) => {
                last = said(program(directory.path(), &typed::words(&words)).env(TODAY.0, TODAY.1)).err;
            }
            change => change.make(directory.path()),
        }
    }
    last.contains(&format!("[{code}]: "))
}

/// The first example of each code that can be shown.
fn examples() -> BTreeMap<&'static str, String> {
    let demo = demo();
    let demo = demo.path().join("cohort");
    let mut examples = BTreeMap::new();
    for case in broken::provocations().chain(mistakes::provocations()).chain(cases::provocations()) {
        let Some(code) = case.code.filter(|code| !examples.contains_key(code)) else { continue };
        if let Some(shown) = case.shown(&demo) {
            examples.insert(code, shown);
        }
    }
    examples
}

/// The page: what the table says of each code, with its example.
fn page<'e>(example: impl Fn(&str) -> Option<&'e str>) -> String {
    let mut page = format!(
        "# Every error code\n\nThis page is made from the table that `revmentor explain-error` prints. The code of an error or warning is the \
         word in its brackets: `error[unknown-key]`.\n\n{WHERE}\n"
    );
    let mut area = String::new();
    for entry in super::table() {
        if entry.area != area {
            _ = write!(page, "\n## {}\n", entry.area);
            area.clone_from(&entry.area);
        }
        _ = write!(page, "\n### `{}`\n\n{}\n{}\n", entry.code, entry.meaning, entry.advice);
        _ = example(&entry.code).map(|example| write!(page, "\n{example}"));
    }
    page
}

/// The examples that stand on a page, by code.
fn shown_on(page: &str) -> BTreeMap<&str, &str> {
    let sections = page.split("\n### `").skip(1).filter_map(|section| section.split_once('`'));
    let example = |text: &'_ str| -> Option<(usize, usize)> {
        let from = text.find("\nExample (")? + 1;
        Some((from, text.find("\n## ").unwrap_or(text.len())))
    };
    sections.filter_map(|(code, text)| example(text).and_then(|(from, to)| Some((code, text.get(from..to)?)))).collect()
}

/// Whatever the page shows is typed as it stands there. `REGENERATE=1 cargo test errors` writes the page anew.
#[test]
fn the_page_of_errors_is_that_of_the_table() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors.md");
    if std::env::var_os("REGENERATE").is_some() {
        let examples = examples();
        fs::write(&file, page(|code| examples.get(code).map(String::as_str))).unwrap();
    }
    let written = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    let examples = shown_on(&written);
    assert!(examples.len() > 150, "{} examples", examples.len());
    assert_eq!(written, page(|code| examples.get(code).copied()));
    let demo = demo();
    let demo = demo.path().join("cohort");
    let wrong: Vec<&str> =
        examples.into_iter().filter(|(code, example)| !gives(example, code, &demo)).map(|(code, _)| code).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
