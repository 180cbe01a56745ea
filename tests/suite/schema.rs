//! The JSON Schema of `cohort.toml`, held against files by a validator that is not ours, and against the program itself.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::stories::{example, program, said};

/// A line of a good file, and what somebody wrote instead.
const MISTAKES: [(&str, &str); 18] = [
    ("kind = \"goals\"\n", "kind = \"gaols\"\n"),
    ("cohort = \"2026 autumn\"", "cohorte = \"2026 autumn\""),
    ("timezone = \"Europe/London\"", "timezone = \"Europe/Londn\""),
    ("email = \"Work e-mail address\"\n", ""),
    ("seed = 20261016", "seed = -4"),
    ("weight = 70", "weight = \"70\""),
    ("kind = \"overlap\"", "kind = \"overlaps\""),
    ("same = \"employer\"", "sames = \"employer\""),
    ("count = [4, 6]", "count = [6, 4]"),
    ("count = [4, 6]", "count = [4, 5, 6]"),
    ("weeks_between = [4, 6]", "weeks_between = [6, 4]"),
    ("minutes = 60\nhours", "minutes = 0\nhours"),
    ("hours = [\"09:00\", \"17:00\"]", "hours = [\"nine\", \"five\"]"),
    ("bank_holidays = \"england-and-wales\"", "bank_holidays = \"wales\""),
    ("observances = [\"islam\",", "observances = [\"islan\","),
    ("from = 2027-02-15, to = 2027-02-19,", "from = 2027-02-15,"),
    ("id = \"wrap-up\"\n", ""),
    ("audience = \"all\"", "audience = \"everybody\""),
];

fn schema() -> Value {
    let printed = said(&mut program(Path::new("."), &["schema"]));
    serde_json::from_str(&printed.out).unwrap()
}

/// TOML as an editor hands it to a validator: days and times are texts.
fn as_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.clone().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Boolean(flag) => (*flag).into(),
        toml::Value::Datetime(when) => when.to_string().into(),
        toml::Value::Array(list) => list.iter().map(as_json).collect(),
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), as_json(value))).collect(),
    }
}

/// What the validator says against a file; nothing where it is valid.
fn faults(text: &str) -> Vec<String> {
    let schema = schema();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let table: toml::Table = toml::from_str(text).unwrap();
    let file = as_json(&toml::Value::Table(table));
    validator.iter_errors(&file).map(|error| format!("{} at {}", error, error.instance_path())).collect()
}

#[test]
fn the_template_and_the_examples_are_valid() {
    let directory = tempfile::tempdir().unwrap();
    for kind in ["random", "goals", "reciprocal"] {
        let made = said(&mut program(directory.path(), &["init", kind, "--kind", kind, "--today", "2026-08-03"]));
        assert_eq!(made.status, 0, "{}", made.err);
        let written = fs::read_to_string(directory.path().join(kind).join("cohort.toml")).unwrap();
        assert_eq!(faults(&written), Vec::<String>::new(), "{kind}");
    }
    for name in ["goals", "random", "reciprocal", "random-story"] {
        let written = fs::read_to_string(example(name).join("in/cohort.toml")).unwrap();
        assert_eq!(faults(&written), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_mistake_is_found_by_the_schema_and_by_the_program() {
    let good = fs::read_to_string(example("goals").join("in/cohort.toml")).unwrap();
    let directory = tempfile::tempdir().unwrap();
    for (line, instead) in MISTAKES {
        assert!(good.contains(line), "the example has no line {line}");
        let bad = good.replacen(line, instead, 1);
        assert!(!faults(&bad).is_empty(), "{instead:?} instead of {line:?} passes the schema");
        fs::write(directory.path().join("cohort.toml"), &bad).unwrap();
        let refused = said(&mut program(directory.path(), &["status", "--today", "2026-08-03"]));
        assert_eq!(refused.status, 2, "{instead:?} instead of {line:?}: {}", refused.err);
    }
}

#[test]
fn init_writes_the_schema_beside_the_file_and_names_it() {
    let directory = tempfile::tempdir().unwrap();
    said(&mut program(directory.path(), &["init", "c", "--today", "2026-08-03"]));
    let written = fs::read_to_string(directory.path().join("c/cohort.toml")).unwrap();
    assert_eq!(written.lines().next(), Some("#:schema ./cohort.schema.json"));
    let beside = fs::read_to_string(directory.path().join("c/cohort.schema.json")).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&beside).unwrap(), schema());
    assert_eq!(said(&mut program(&directory.path().join("c"), &["check", "--today", "2026-08-03"])).status, 0);
}
