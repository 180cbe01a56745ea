//! The one JSON document of a command: its result, the files that it changes, and every problem.
//!
//! A refusal, a dry run and a command without a result of its own give a document too.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::domain::problem::Problem;
use crate::store::changes::{Difference, DifferenceKind};

/// What a command has to say in JSON, gathered until it ends.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct JsonReport {
    result: Map<String, Value>,
    problems: Vec<Problem>,
    changes: Option<Vec<Value>>,
}

/// A problem as programs see it.
#[derive(Serialize)]
pub(crate) struct ProblemObject<'a> {
    code: &'a str,
    severity: &'static str,
    message: &'a str,
    file: Option<&'a str>,
    row: Option<u32>,
    line: Option<u32>,
    column: Option<&'a str>,
    value: Option<&'a str>,
    help: Option<&'a str>,
}

impl<'a> From<&'a Problem> for ProblemObject<'a> {
    fn from(problem: &'a Problem) -> ProblemObject<'a> {
        ProblemObject {
            code: problem.code,
            severity: if problem.is_error() { "error" } else { "warning" },
            message: &problem.message,
            file: problem.place.file.as_deref(),
            row: problem.place.row,
            line: problem.place.line,
            column: problem.place.column.as_deref(),
            value: problem.value.as_deref(),
            help: problem.help.as_deref(),
        }
    }
}

impl JsonReport {
    /// Adds a result: the keys of an object. Anything else is kept under `result`.
    pub(crate) fn add(&mut self, result: &impl Serialize) {
        // Strings, numbers and maps with string keys cannot fail to become a value.
        match serde_json::to_value(result).unwrap_or_default() {
            Value::Object(object) => self.result.extend(object),
            other => drop(self.result.insert("result".to_owned(), other)),
        }
    }

    /// Adds problems.
    pub(crate) fn add_problems(&mut self, problems: &[Problem]) {
        self.problems.extend_from_slice(problems);
    }

    /// Adds the files that the command changes, or in a dry run would change.
    pub(crate) fn add_changes(&mut self, differences: &[Difference]) {
        self.changes.get_or_insert_default();
        for difference in differences {
            self.add_change(difference.path.as_str(), difference.kind);
        }
    }

    /// Adds one file, which may stand outside the cohort directory. A file that was told already is not told again.
    pub(crate) fn add_change(&mut self, path: &str, kind: DifferenceKind) {
        let changes = self.changes.get_or_insert_default();
        if !changes.iter().any(|change| change["path"] == path) {
            changes.push(serde_json::json!({"path": path, "change": kind.to_string()}));
        }
    }

    /// Forgets a result that did not come about.
    pub(crate) fn withdraw_result(&mut self) {
        self.result.clear();
        self.changes = None;
    }

    /// The document. Every problem stands in it once, in the order in which it was found.
    pub(crate) fn text(self) -> String {
        let JsonReport { result: mut document, problems, changes } = self;
        if let Some(changes) = changes {
            document.insert("changes".to_owned(), Value::Array(changes));
        }
        let listed = document.shift_remove("problems");
        let mut listed = if let Some(Value::Array(listed)) = listed { listed } else { Vec::new() };
        for problem in &problems {
            let object = serde_json::to_value(ProblemObject::from(problem)).unwrap_or_default();
            if !listed.contains(&object) {
                listed.push(object);
            }
        }
        document.insert("problems".to_owned(), Value::Array(listed));
        super::json(&document)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::problem::Place;
    use crate::render::output::{Cell, Document};

    fn parsed(report: JsonReport) -> Value {
        serde_json::from_str(&report.text()).unwrap()
    }

    #[test]
    fn a_document_has_its_result_its_changes_and_each_problem_once() {
        let problem =
            Problem::error("unknown-key", "there is no such key").at(Place::file("cohort.toml").line(3)).value("colour");
        let mut report = JsonReport::default();
        report.add(&Document::default().record("cohort", [("pairs", Cell::Whole(3))]));
        report.add_problems(&[problem.clone(), problem]);
        report.add_changes(&[]);
        let document = parsed(report);
        assert_eq!(document["cohort"]["pairs"], 3);
        assert_eq!(document["changes"], serde_json::json!([]));
        let expected = serde_json::json!([{"code": "unknown-key", "severity": "error", "message": "there is no such key",
            "file": "cohort.toml", "row": null, "line": 3, "column": null, "value": "colour", "help": null}]);
        assert_eq!(document["problems"], expected);
    }

    #[test]
    fn a_result_that_did_not_come_about_is_not_shown() {
        let mut report = JsonReport::default();
        report.add(&Document::default().value("pairs", Cell::Whole(3)));
        report.withdraw_result();
        assert_eq!(parsed(report), serde_json::json!({"problems": []}));
    }
}
