//! What `--format json` promises, held over the whole program: every verb, good and bad, and the page that describes it.

mod cures;
mod documents;
mod page;
mod private_views;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;

use super::acts::copy;
use super::cohort::{Said, run_at};

/// The keys of a problem, in order.
const PROBLEM: [&str; 9] = ["code", "severity", "message", "file", "row", "line", "column", "value", "help"];

const BEGUN: &str = "2026-10-16";
const FINISHED: &str = "2027-06-30";

thread_local! {
    /// The directories of the test that runs in this thread.
    static OWN: RefCell<Vec<tempfile::TempDir>> = const { RefCell::new(Vec::new()) };
}

/// A copy of an invented cohort, which is made once for the tests of a process: two tests in one directory would be in each other's way.
fn demo(made: &'static OnceLock<tempfile::TempDir>, line: &str) -> PathBuf {
    let folder = made.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let demo = typed(folder.path(), line, BEGUN, 120);
        assert_eq!(demo.status, 0, "{}", demo.err);
        folder
    });
    let own = tempfile::tempdir().unwrap();
    let directory = own.path().join("cohort");
    copy(&folder.path().join("cohort"), &directory);
    OWN.with_borrow_mut(|all| all.push(own));
    directory
}

/// The demo on its day.
fn begun() -> PathBuf {
    static MADE: OnceLock<tempfile::TempDir> = OnceLock::new();
    demo(&MADE, "demo cohort")
}

/// The demo at the end of its programme.
fn finished() -> PathBuf {
    static MADE: OnceLock<tempfile::TempDir> = OnceLock::new();
    demo(&MADE, "demo cohort --finished")
}

/// Types a line; what stands between quotation marks is one word.
fn typed(directory: &Path, line: &str, today: &str, width: u16) -> Said {
    let parts = line.split('"').enumerate();
    let words = parts.flat_map(|(at, part)| if at % 2 == 1 { vec![part] } else { part.split_whitespace().collect() });
    run_at(directory, &words.chain(["--today", today]).collect::<Vec<_>>(), width)
}

/// The one document on standard output.
fn document(said: &Said, line: &str) -> Value {
    let document: Value = serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{line}: {error}\n{}", said.out));
    assert!(document.is_object(), "{line}: {document}");
    document
}

/// The problems of a document, each with every key that is promised.
fn problems<'a>(document: &'a Value, line: &str) -> &'a [Value] {
    let problems = document["problems"].as_array().unwrap_or_else(|| panic!("{line}: no problems in {document}"));
    for problem in problems {
        let keys: Vec<&str> = problem.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, PROBLEM, "{line}");
        let text = |key: &str| problem[key].as_str().is_some_and(|text| !text.is_empty());
        assert!(text("code") && text("message"), "{line}: {problem}");
        assert!(["error", "warning", "note", "question"].contains(&problem["severity"].as_str().unwrap()), "{line}: {problem}");
        for key in ["file", "column", "value", "help"] {
            assert!(problem[key].is_null() || problem[key].is_string(), "{line}: {problem}");
        }
        for key in ["row", "line"] {
            assert!(problem[key].is_null() || problem[key].is_u64(), "{line}: {problem}");
        }
    }
    problems
}
