//! `survey`: it shows whatever can be shown, and `--write` leaves a directory in which `import` runs.

use std::fs;

use serde_json::Value;

use super::both_sides::proposed;
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
    for said in
        ["mentors/Answers.csv is copied to private/surveys/Answers.csv", "the criterion over `preferred_place` is commented out"]
    {
        assert!(written.err.contains(said), "{said}: {}", written.err);
    }
    let toml = fs::read_to_string(place.path().join("cohort/cohort.toml")).unwrap();
    assert!(toml.contains("# [[matching.criterion]]\n# name = \"place\"\n"), "{toml}");
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

const BOTH: &str = "Full name,Email address,Would you like to be a mentor or a mentee?,What is your specialty?,What would you like to share?,What is your specialty?,What would you like to learn?\n\
    Ada Whitlock,ada@x.example,Mentor,Surgery,Exams;Rotas,,\nRobert Jones,robert@x.example,Mentee,,,Medicine,Exams;Rotas\n\
    Bashir Noor,bashir@x.example,Mentor,Medicine,Rotas;Faith,,\nGita Rao,gita@x.example,Mentee,,,Surgery,Rotas;Faith\n\
    Carys Pryce,carys@x.example,Mentor,Surgery,Exams;Faith,,\nFinn Holt,finn@x.example,Mentee,,,Surgery,Exams;Faith\n\
    Dov Stein,dov@x.example,Either mentor or mentee,Surgery,Exams,,\n";

#[test]
fn one_form_for_both_sides_is_read_by_its_question_for_the_role() {
    let (place, written) = proposed("both.csv", BOTH);
    let there = |line: &[&str]| run(place.path(), line);
    assert!(written.err.contains("Either mentor or mentee"), "{}", written.err);
    let toml = fs::read_to_string(place.path().join("cohort/cohort.toml")).unwrap();
    for side in ["Mentor", "Mentee"] {
        let only = format!("only = [{{ column = \"Would you like to be a mentor or a mentee?\", is = [\"{side}\"] }}]");
        assert!(toml.contains(&only), "{toml}");
    }
    assert!(toml.matches("file = \"private/surveys/both.csv\"").count() == 2, "{toml}");
    let imported = there(&["import", "-C", "cohort"]);
    assert_eq!(imported.status, 0, "{}", imported.err);
    assert!(imported.err.contains("6 people new") && imported.err.contains("neither side takes this row"), "{}", imported.err);
    let register = fs::read_to_string(place.path().join("cohort/private/register.csv")).unwrap();
    let ada = register.lines().find(|line| line.contains("ada@")).unwrap();
    let gita = register.lines().find(|line| line.contains("gita@")).unwrap();
    assert!(ada.starts_with('M') && ada.contains("Surgery") && ada.contains("Exams"), "{register}");
    assert!(gita.starts_with('E') && gita.contains("Surgery") && gita.contains("Rotas"), "{register}");
}

#[test]
fn of_two_files_for_one_side_none_is_passed_over() {
    let place = tempfile::tempdir().unwrap();
    let there = |line: &[&str]| run(place.path(), line);
    assert_eq!(there(&["init", "cohort", "--kind", "goals", "--start", "2027-01-11"]).status, 0);
    let before = fs::read_to_string(place.path().join("cohort/cohort.toml")).unwrap();
    for site in ["north.csv", "south.csv"] {
        fs::write(place.path().join(site), BOTH.replace("@x", &format!("@{}", &site[..5]))).unwrap();
    }
    let refused = there(&["survey", "north.csv", "south.csv", "--write", "-C", "cohort"]);
    assert_eq!(refused.status, 2, "{}", refused.err);
    for said in ["[one-side]", "north.csv and this file both hold mentors", "copy the rows into one file"] {
        assert!(refused.err.contains(said), "{said}: {}", refused.err);
    }
    assert_eq!(fs::read_to_string(place.path().join("cohort/cohort.toml")).unwrap(), before);
}

const CODED: &str = "record_id,full_name,email,topics___1,topics___2,specialty\n\
    1,Ada Whitlock,ada@x.example,1,1,2\n2,Bashir Noor,bashir@x.example,0,1,1\n3,Carys Pryce,carys@x.example,1,0,2\n";

#[test]
fn a_coded_export_gets_a_key_to_fill_in() {
    let place = tempfile::tempdir().unwrap();
    let there = |line: &[&str]| run(place.path(), line);
    assert_eq!(there(&["init", "cohort", "--kind", "goals", "--start", "2027-01-11"]).status, 0);
    fs::write(place.path().join("cohort/private/surveys/coded.csv"), CODED).unwrap();
    let look = ["survey", "cohort/private/surveys/coded.csv", "--side", "mentors", "--write", "-C", "cohort"];
    let shown = there(&look);
    assert_eq!(shown.status, 0, "{}", shown.err);
    assert_eq!(there(&["import", "-C", "cohort"]).status, 2);
    assert!(shown.out.contains("codebook = \"private/surveys/codebook-mentors.csv\""), "{}{}", shown.out, shown.err);
    let key = place.path().join("cohort/private/surveys/codebook-mentors.csv");
    assert_eq!(fs::read_to_string(&key).unwrap(), "question,code,text\ntopics,1,\ntopics,2,\nspecialty,1,\nspecialty,2,\n");
    let open = there(&["survey", look[1], "--side", "mentors", "-C", "cohort"]);
    assert!(open.status == 2 && open.err.contains("the key does not say"), "{}", open.err);
    fs::write(&key, "question,code,text\ntopics,1,Exams\ntopics,2,Rotas\nspecialty,1,Surgery\nspecialty,2,Medicine\n").unwrap();
    let own = there(&["survey", "--format", "json", "-C", "cohort"]);
    let own: Value = serde_json::from_str(&own.out).unwrap();
    let goals = &own["files"]["mentors"]["people"][0]["fields"]["goals"];
    assert_eq!(*goals, serde_json::json!(["Exams", "Rotas"]), "the block that was written first still fits: {own}");
    let read = there(&look);
    assert_eq!(read.status, 0, "{}", read.err);
    let json = there(&["survey", look[1], "--side", "mentors", "--format", "json", "-C", "cohort"]);
    let json: Value = serde_json::from_str(&json.out).unwrap();
    let ada = &json["files"]["mentors"]["people"][0]["fields"];
    assert_eq!(ada["goals"], serde_json::json!(["Exams", "Rotas"]), "{json}");
    assert_eq!(ada["specialty"], "Medicine", "{json}");
}

#[test]
fn without_a_question_for_goals_people_are_imported_and_only_match_asks_for_a_criterion() {
    let place = tempfile::tempdir().unwrap();
    let there = |line: &[&str]| run(place.path(), line);
    assert_eq!(there(&["init", "cohort", "--kind", "goals", "--start", "2027-01-11"]).status, 0);
    let short = |text: &str| -> String {
        let row = |line: &str| line.split(',').take(2).collect::<Vec<_>>().join(",") + "\n";
        text.lines().map(row).collect()
    };
    for (file, text) in [("mentors.csv", MENTORS), ("mentees.csv", MENTEES)] {
        fs::write(place.path().join(file), short(text)).unwrap();
    }
    let written = there(&["survey", "mentors.csv", "mentees.csv", "--write", "-C", "cohort"]);
    assert!(written.status == 0 && written.err.contains("warning[missing-key]"), "{}", written.err);
    assert_eq!(there(&["import", "-C", "cohort"]).status, 0);
    let matched = there(&["match", "-C", "cohort"]);
    assert!(matched.status == 2 && matched.err.contains("error[missing-key]"), "{}", matched.err);
}

#[test]
fn a_workbook_with_a_sheet_for_each_side_is_read_for_both() {
    use super::lists::{spreadsheet, table};
    let place = tempfile::tempdir().unwrap();
    let there = |line: &[&str]| run(place.path(), line);
    assert_eq!(there(&["init", "cohort", "--kind", "goals", "--start", "2027-01-11"]).status, 0);
    let sheet = |title: &str, people: [&str; 2]| {
        let rows: [(&str, &[&str]); 3] = [
            ("", &["Name", "Email", "Topics"]),
            ("", &[people[0], &format!("{}@x.example", people[0].to_lowercase()), "Exams; Rotas"]),
            ("", &[people[1], &format!("{}@x.example", people[1].to_lowercase()), "Rotas; Faith"]),
        ];
        table(title, &rows)
    };
    fs::write(
        place.path().join("cohort.ods"),
        spreadsheet(&(sheet("Mentors 2027", ["Ada", "Bashir"]) + &sheet("Mentees 2027", ["Gita", "Finn"]))),
    )
    .unwrap();
    let written = there(&["survey", "cohort.ods", "--write", "-C", "cohort"]);
    assert_eq!(written.status, 0, "{}", written.err);
    let imported = there(&["import", "-C", "cohort"]);
    assert!(imported.status == 0 && imported.err.contains("4 people new"), "{}", imported.err);
}

#[test]
fn the_export_of_the_other_side_is_recognised() {
    let place = tempfile::tempdir().unwrap();
    let there = |line: &[&str]| run(place.path(), line);
    assert_eq!(there(&["init", "cohort", "--kind", "goals", "--start", "2027-01-11"]).status, 0);
    for (file, text) in [("mentors.csv", MENTORS), ("mentees.csv", MENTEES)] {
        fs::write(place.path().join(file), text).unwrap();
    }
    assert_eq!(there(&["survey", "mentors.csv", "mentees.csv", "--write", "-C", "cohort"]).status, 0);
    let swapped = there(&["import", "--mentors", "mentees.csv", "--mentees", "mentors.csv", "-C", "cohort"]);
    assert!(swapped.status == 2 && swapped.err.contains("files-swapped"), "{}", swapped.err);
    assert!(swapped.err.contains("give it with --mentees"), "{}", swapped.err);
    assert_eq!(there(&["import", "-C", "cohort"]).status, 0);
    let headings = "What would you like to share?,Anyone you should not be paired with?";
    let alike =
        |text: &str| text.replace("What would you like to learn about?", headings).replace('\n', ",\n").replace("?,\n", "?\n");
    fs::write(place.path().join("again.csv"), alike(MENTEES)).unwrap();
    let known = there(&["import", "--mentors", "again.csv", "-C", "cohort"]);
    assert!(known.status == 2 && known.err.contains("3 of 3 people in it are registered as mentees"), "{}", known.err);
}
