//! `survey`: it shows whatever can be shown, and `--write` leaves a directory in which `import` runs.

use std::fs;

use serde_json::Value;

use crate::account::cohort::run;

const MENTORS: &str = "Full name,Email address,What would you like to share? ,Anyone you should not be paired with?\n\
    Ada Whitlock,ada@x.example,Exams;Rotas,\nBashir Noor,bashir@x.example,Rotas;Faith,Bob Jones\nCarys Pryce,carys@x.example,Exams;Faith,\n";
const MENTEES: &str = "Full name,Email address,What would you like to learn about?\n\
    Robert Jones,robert@x.example,Exams;Rotas\nGita Rao,gita@x.example,Rotas;Faith\nFinn Holt,finn@x.example,Exams;Faith\n";

#[test]
fn two_exports_from_elsewhere_are_written_and_then_imported() {
    let place = tempfile::tempdir().unwrap();
    let there = |line: &[&str]| run(place.path(), line);
    assert_eq!(there(&["init", "cohort", "--kind", "goals", "--start", "2027-01-11"]).status, 0);
    for (folder, text) in [("mentors", MENTORS), ("mentees", MENTEES)] {
        fs::create_dir_all(place.path().join(folder)).unwrap();
        fs::write(place.path().join(folder).join("Answers.csv"), text).unwrap();
    }
    let files = ["mentors/Answers.csv", "mentees/Answers.csv"];
    let written = there(&["survey", files[0], files[1], "--write", "-C", "cohort"]);
    assert_eq!(written.status, 0, "{}", written.err);
    for said in ["mentors/Answers.csv is copied to private/surveys/Answers.csv", "the rule over `employer` is commented out"] {
        assert!(written.err.contains(said), "{said}: {}", written.err);
    }
    let toml = fs::read_to_string(place.path().join("cohort/cohort.toml")).unwrap();
    assert!(toml.contains("# [[conflict]]\n# same = \"employer\"\n"), "{toml}");
    assert!(toml.contains("file = \"private/surveys/mentees-Answers.csv\""), "{toml}");
    let imported = there(&["import", "-C", "cohort"]);
    assert_eq!(imported.status, 0, "{}", imported.err);
    assert!(imported.err.contains("typed \"Bob Jones\": perhaps"), "{}", imported.err);
    let listed = there(&["conflict", "list", "--format", "json", "-C", "cohort"]);
    let listed: Value = serde_json::from_str(&listed.out).unwrap();
    assert_eq!(listed["questions"][0]["typed"], "Bob Jones", "{listed}");
    assert_eq!(listed["conflicts"][0]["typed"][0], "Bob Jones", "{listed}");
    let again = there(&["survey", files[0], files[1], "--write", "-C", "cohort"]);
    assert!(again.err.contains("Nothing to do"), "{}", again.err);
}

#[test]
fn columns_are_shown_whatever_is_missing() {
    let place = tempfile::tempdir().unwrap();
    for (name, text, code) in [
        ("nobody.csv", "Colour,Size\nred,4\nblue,5\nred,6\n", "missing-column"),
        (
            "coded.csv",
            "URN,StartDate,CompletionDate,Q1,Q2,Q3_1\n1,2026-09-01 10:00,2026-09-01 10:05,2,3,1\n2,2026-09-02 10:00,2026-09-02 10:05,1,3,2\n",
            "coded",
        ),
    ] {
        fs::write(place.path().join(name), text).unwrap();
        let shown = run(place.path(), &["survey", name]);
        assert_eq!(shown.status, 2, "{name}: {}", shown.err);
        let heading = text.split(',').next().unwrap();
        assert!(shown.out.contains(heading), "{name}: {}{}", shown.out, shown.err);
        let json = run(place.path(), &["survey", name, "--format", "json"]);
        let json: Value = serde_json::from_str(&json.out).unwrap();
        let file = &json["files"]["mentors"];
        assert_eq!(file["columns"][0]["heading"], heading, "{json}");
        assert!(file["problems"].as_array().unwrap().iter().any(|problem| problem["severity"] == "error"), "{code}: {json}");
        assert!(file["not_read"].is_array() && file["columns"][0]["samples"].is_array(), "{json}");
    }
}
