//! What the lead typed into cohort.toml stays when `survey --write` looks into the exports: the proposal completes it and says so.

use std::fs;
use std::path::Path;

use super::lists::{spreadsheet, table};
use crate::account::cohort::{Ran, run};

const MENTORS: [[&str; 7]; 4] = [
    ["Who", "Contact", "Work email", "Topics", "Room for", "Base", "May we use it?"],
    ["Ada Whitlock", "ada@x.example", "a.whitlock@trust.example", "Exams / Rotas", "a couple", "Leeds", "for sure"],
    ["Bashir Noor", "bashir@x.example", "b.noor@trust.example", "Rotas / Faith", "one", "York", "for sure"],
    ["Carys Pryce", "carys@x.example", "c.pryce@trust.example", "Exams / Faith", "one", "Hull", "no way"],
];

/// Lines of cohort.toml as a lead types them.
const TYPED: &str = "email = \"Contact\"    # not the work address\n\
    capacity = { column = \"Room for\", aliases = { \"a couple\" = \"2\" } }\n\
    goals = { column = \"Topics\", separator = \" / \", options = [\"Exams\", \"Rotas\", \"Faith\"] }\n\
    travel_from = \"Base\"\n\
    consent = { column = \"May we use it?\", yes = [\"for sure\"], no = [\"no way\"] }\n";

fn comma_separated() -> String {
    MENTORS.iter().map(|row| row.join(",") + "\n").collect()
}

/// A cohort in which the mentors' block is typed by hand; what `survey --write` says of the file, and the cohort.toml after it.
fn written_over(place: &Path, file: &str, typed: &str) -> (Ran, String) {
    assert_eq!(run(place, &["init", "cohort", "--kind", "goals", "--start", "2027-01-11"]).status, 0);
    let path = place.join("cohort/cohort.toml");
    let toml = fs::read_to_string(&path).unwrap();
    let begin = toml.find("[survey.mentors.columns]\n").unwrap() + "[survey.mentors.columns]\n".len();
    let end = toml.find("[survey.mentees]").unwrap();
    fs::write(&path, format!("{}{typed}\n{}", &toml[..begin], &toml[end..])).unwrap();
    let ran = run(place, &["survey", file, "--side", "mentors", "--write", "-C", "cohort"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    (ran, fs::read_to_string(&path).unwrap())
}

#[test]
fn what_is_typed_stays_and_is_completed() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("mentors.csv"), comma_separated()).unwrap();
    let sheets = table("Last year", &[("", &["Name", "Email"]), ("", &["Old Hand", "old@x.example"])])
        + &table("Applicants", &MENTORS.each_ref().map(|row| ("", &row[..])));
    fs::write(place.path().join("mentors.ods"), spreadsheet(&sheets)).unwrap();
    for file in ["mentors.csv", "mentors.ods"] {
        let (ran, toml) = written_over(place.path(), file, TYPED);
        for line in TYPED.lines() {
            assert!(toml.contains(line), "{file}: {line}: {toml}");
        }
        assert!(toml.contains("name = \"Who\""), "{file}: {toml}");
        assert!(ran.err.contains("kept as cohort.toml says: capacity, consent, email, goals, travel_from"), "{}", ran.err);
        let again = run(place.path(), &["survey", file, "--side", "mentors", "--write", "-C", "cohort"]);
        assert!(again.err.contains("Nothing to do"), "{file}: {}", again.err);
        let shown = run(place.path(), &["survey", file, "--side", "mentors", "--format", "json", "-C", "cohort"]);
        let shown: serde_json::Value = serde_json::from_str(&shown.out).unwrap();
        let people = &shown["files"]["mentors"]["people"];
        assert_eq!(people[0]["fields"]["capacity"], "2", "{file}: {shown}");
        assert_eq!(people[0]["fields"]["goals"], serde_json::json!(["Exams", "Rotas"]), "{file}");
        assert_eq!((people.as_array().unwrap().len(), &people[1]["email"]), (2, &"bashir@x.example".into()), "{file}");
        fs::remove_dir_all(place.path().join("cohort")).unwrap();
    }
}

#[test]
fn the_written_sheet_encoding_and_rows_are_those_that_are_read() {
    let place = tempfile::tempdir().unwrap();
    let rows: [(&str, &[&str]); 3] = [
        ("", &["Name", "Email", "Topics", "Round"]),
        ("", &["Ada Whitlock", "ada@x.example", "Exams", "2027"]),
        ("", &["Bo Lind", "bo@x.example", "Rotas", "2026"]),
    ];
    let sheets = table("All answers", &rows) + &table("Checked", &rows[..2]);
    fs::write(place.path().join("mentors.ods"), spreadsheet(&sheets)).unwrap();
    let block = "name = \"Name\"\nemail = \"Email\"\n";
    assert_eq!(run(place.path(), &["init", "cohort", "--kind", "goals", "--start", "2027-01-11"]).status, 0);
    let path = place.path().join("cohort/cohort.toml");
    let toml = fs::read_to_string(&path).unwrap();
    let typed = "[survey.mentors]\nsheet = \"Checked\"\nonly = [ {column=\"Round\",is=[\"2027\"]} ]  # this year\n";
    fs::write(&path, toml.replacen("[survey.mentors]", typed, 1)).unwrap();
    let ran = run(place.path(), &["survey", "mentors.ods", "--side", "mentors", "--write", "-C", "cohort"]);
    assert!(ran.status == 0 && ran.err.contains("sheet \"Checked\""), "{}", ran.err);
    let toml = fs::read_to_string(&path).unwrap();
    assert!(toml.contains("sheet = \"Checked\"\nonly = [ {column=\"Round\",is=[\"2027\"]} ]  # this year\n"), "{toml}");
    assert!(toml.contains(block), "{toml}");
    fs::write(&path, toml.replace("sheet = \"Checked\"", "sheet = \"Chequed\"")).unwrap();
    let gone = run(place.path(), &["survey", "mentors.ods", "--side", "mentors", "--write", "-C", "cohort"]);
    assert!(gone.err.contains("cohort.toml says sheet = \"Chequed\", and this file has no such sheet"), "{}", gone.err);
    assert!(fs::read_to_string(&path).unwrap().contains("sheet = \"All answers\""));
}

#[test]
fn a_heading_that_the_export_has_not_is_said() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("mentors.csv"), comma_separated()).unwrap();
    let (ran, toml) =
        written_over(place.path(), "mentors.csv", "email = \"E-mail\"\ngoals = { column = \"Topics\", separator = \";\" }\n");
    assert!(ran.err.contains("cohort.toml maps email to \"E-mail\", and no column of this file is called so"), "{}", ran.err);
    assert!(ran.err.contains("the separator \";\" of goals is kept, and no cell holds it"), "{}", ran.err);
    assert!(!toml.contains("\"E-mail\"") && toml.contains("goals = { column = \"Topics\", separator = \";\" }"), "{toml}");
}

/// A wish for a place, a town and an employer: the wishes are towns.
const PLACES: [&str; 6] = [
    "Full name,Email address,Topics,Place of employment,Town,Purchaser city,Preferred place of employment of your mentee",
    "Ada Whitlock,ada@x.example,Exams;Rotas,Royal Infirmary,Leeds,London,York",
    "Bashir Noor,bashir@x.example,Rotas;Faith,District Hospital,York,London,Leeds",
    "Carys Pryce,carys@x.example,Exams;Faith,Royal Infirmary,Hull,London,No preference",
    "Dov Stein,dov@x.example,Exams,District Hospital,Leeds,London,York",
    "Eva Holm,eva@x.example,Rotas,Royal Infirmary,York,London,Hull",
];

#[test]
fn the_place_is_where_the_wishes_point_and_what_is_written_stays_where_it_is_the_templates_own() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("mentors.csv"), PLACES.join("\n")).unwrap();
    // Without a column for the town the wishes name employers, or nothing that anybody wrote.
    let without_town = |row: &&str| {
        let cells: Vec<&str> = row.split(',').collect();
        [&cells[..4], &cells[5..]].concat().join(",")
    };
    fs::write(place.path().join("no-town.csv"), PLACES.iter().map(without_town).collect::<Vec<_>>().join("\n")).unwrap();
    let (_, toml) = written_over(place.path(), "no-town.csv", "");
    assert!(toml.contains("place = \"Place of employment\"\n"), "{toml}");
    fs::remove_dir_all(place.path().join("cohort")).unwrap();
    let (_, toml) = written_over(place.path(), "mentors.csv", "name = \"Full name\"\n");
    assert!(toml.contains("\nplace = \"Town\"\n"), "{toml}");
    let path = place.path().join("cohort/cohort.toml");
    let by_hand = toml.replace("\nplace = \"Town\"\n", "\nplace = \"Place of employment\"\n");
    fs::write(&path, by_hand).unwrap();
    let ran = run(place.path(), &["survey", "mentors.csv", "--side", "mentors", "--write", "-C", "cohort"]);
    assert!(ran.err.contains("place is \"Place of employment\", as written; by its looks it would be \"Town\""), "{}", ran.err);
    let toml = fs::read_to_string(&path).unwrap();
    assert!(toml.contains("\nplace = \"Place of employment\"\n"), "{toml}");
}
