//! People who stand in an export and are nobody of the cohort: their names are looked for, tests and the leads' own rows are not.

use super::cohort::{Cohort, address};

const NAME: &str = "Bilal Hashemi";

/// Adds rows to the mentors' export, without importing them: names and addresses.
fn add_rows(cohort: &Cohort, people: &[(&str, &str)]) {
    let file = "private/surveys/mentors.csv";
    let text = cohort.read(file);
    let row = text.lines().find(|line| line.contains(NAME)).unwrap();
    let rows = people.iter().map(|(name, to)| format!("{}\n", row.replace(NAME, name).replace(&address(NAME), to)));
    cohort.write(file, &format!("{}\n{}", text.trim_end(), rows.collect::<String>()));
}

#[test]
fn who_refused_is_known_from_the_export() {
    let cohort = Cohort::matched();
    add_rows(
        &cohort,
        &[("Bartholomew Quillfeather", "b.quill@elsewhere.example"), ("Bartholomew Price", "bp@elsewhere.example")],
    );
    let said = |text: &str| {
        cohort.write("notes.md", &format!("{text}\n"));
        cohort.run("check").err
    };
    let found = said("ask Quillfeather");
    assert!(found.contains("the surname in row 8 of private/surveys/mentors.csv is in a file outside private/"), "{found}");
    assert!(found.contains("write that word into `allow`") && found.contains("delete it from the export"), "{found}");
    assert!(said("b.quill@elsewhere.example").contains("the address in row 8 of private/surveys/mentors.csv"));
    for text in ["Dr Price", "Bartholomew Price", "name,place\nPrice,Leeds"] {
        assert!(said(text).contains("row 9 of"), "{text}");
    }
    for text in ["the price of a room", "Price list", "Bartholomew's Hospital"] {
        assert_eq!(said(text), "", "{text}");
    }
    let settings = cohort.read("cohort.toml");
    cohort.write("cohort.toml", &format!("{settings}\n[privacy]\nallow = [\"Quillfeather\"]\n"));
    assert_eq!(said("ask Quillfeather"), "");
}

#[test]
fn a_test_and_the_leads_own_row_are_no_names_to_look_for() {
    let cohort = Cohort::matched();
    let contact = "[programme]\ncontact = \"Josephine Leadbetter <jo@deanery.example>\"\n";
    let settings = cohort.read("cohort.toml").replacen("[programme]\n", contact, 1);
    cohort.write("cohort.toml", &settings.replacen("[[event]]\n", "[[event]]\nhost = \"Idris Convenor\"\n", 1));
    cohort.ok("build");
    let rows = [
        ("Test Test", "test@elsewhere.example"),
        ("Prefer not to say", "p@elsewhere.example"),
        ("n/a", "n@elsewhere.example"),
        ("Dr Room", "r@elsewhere.example"),
        ("Jo Leadbetter", "jo@deanery.example"),
        ("Idris Convenor", "idris@elsewhere.example"),
    ];
    add_rows(&cohort, &rows);
    cohort.write("notes.md", "Test test. You may prefer not to say it. A room. Ask Jo Leadbetter or Idris Convenor.\n");
    assert_eq!(cohort.run("check").err, "");
    cohort.write("notes.md", "idris@elsewhere.example\n");
    assert_eq!(cohort.run("check").status, 1);
}

#[test]
fn the_leads_own_sign_up_can_be_taken_out_again() {
    let cohort = Cohort::new();
    let contact = "[programme]\ncontact = \"Jo Leadbetter <jo.leadbetter@deanery.example>\"\n";
    cohort.write("cohort.toml", &cohort.read("cohort.toml").replacen("[programme]\n", contact, 1));
    add_rows(&cohort, &[("Jo Leadbetter", "jo.leadbetter@deanery.example")]);
    cohort.write("notes.md", "Leadbetter, Jo; J. Leadbetter; JoLeadbetter; Ms Leadbetter; jo.leadbetter@deanery.example\n");
    assert_eq!(cohort.run("check").err, "", "not imported yet");
    cohort.ok("import --today 2026-11-01");
    let id = cohort.id("Jo Leadbetter");
    let said = cohort.run("check").err;
    let cure = format!("revmentor withdraw {id} --never-joined");
    assert!(said.contains(&format!("{id}'s ")) && said.contains(&cure), "{said}");
    cohort.ok(&format!("withdraw {id} --never-joined --today 2026-11-01"));
    assert_eq!(cohort.run("check").err, "");
    // The contact is somebody else now, and the row is of nobody who took part.
    let settings = cohort.read("cohort.toml").replace(contact.trim_end(), "[programme]\n# formerly Jo Leadbetter");
    cohort.write("cohort.toml", &settings);
    let said = cohort.run("check").err;
    assert!(said.contains(&format!("{id}'s ")) && !said.contains(&cure), "{said}");
}

#[test]
fn an_export_that_cannot_be_read_is_named() {
    let cohort = Cohort::matched();
    assert_eq!(cohort.run("check").err, "");
    cohort.write("private/surveys/mentors.csv", "nothing\nof,the,sort\n");
    let said = cohort.ok("check").err;
    assert!(said.contains("[not-looked-into]") && said.contains("private/surveys/mentors.csv"), "{said}");
}
