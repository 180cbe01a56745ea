//! `support`: what somebody needs who helps, and nothing that tells who takes part.

use std::fs;

use super::cohort::{Cohort, MENTEES, MENTORS, address};

fn bundle(cohort: &Cohort) -> String {
    let file = cohort.root().parent().unwrap().join("help.txt");
    _ = fs::remove_file(&file);
    let said = cohort.run(&format!("support {}", file.display()));
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
    assert!(said.err.contains("before you give it to anybody"), "{}", said.err);
    fs::read_to_string(file).unwrap()
}

#[test]
fn structure_and_codes_are_told_and_nobody_is() {
    let cohort = Cohort::matched();
    cohort.ok("conflict add M01 E02 --reason secret-words-of-a-lead");
    fs::write(cohort.path("Amara Okonkwo notes.docx"), "x").unwrap();
    cohort.write("pairings.csv", &cohort.read("pairings.csv").replace("active", "acting"));
    let text = bundle(&cohort);
    for line in ["[versions]", "facts/people/*.csv 12, ", "*.docx 1, 1 bytes", "programme.kind = \"goals\"", "draws 1"] {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert!(text.contains("mentors: 6 people, 0 other rows") && text.contains(" import 18\n"), "{text}");
    assert!(text.contains("error views-current pairings.csv, line 2"), "{text}");
    let lower = text.to_lowercase();
    for (name, goals, _) in MENTORS.iter().chain(&MENTEES) {
        let told = [name.to_lowercase(), address(name)];
        let words = name.split(' ').map(str::to_lowercase).chain(goals.split(';').map(str::to_owned));
        for word in told.into_iter().chain(words).filter(|word| word != "exams" && word != "rotas") {
            assert!(!lower.contains(&word), "{word} in {text}");
        }
    }
    for private in ["secret", "2026", "2027", "M01", "E02", "trust.example"] {
        assert!(!text.contains(private), "{private} in {text}");
    }
    // Ids and days follow nothing but the cohort: the same bundle twice.
    assert_eq!(bundle(&cohort), text);
}

#[test]
fn a_directory_that_cannot_be_read_is_what_help_is_needed_for() {
    let cohort = Cohort::matched();
    cohort.write("cohort.toml", "[programme]\nname = \"Wharfdale\"\nkind = \"goals");
    cohort.write("facts/people/M01.csv", "on,fact\nAmara Okonkwo\n");
    let text = bundle(&cohort);
    assert!(text.contains("it is not TOML") && text.contains("error ") && text.contains("cohort.toml"), "{text}");
    assert!(!text.contains("Wharfdale") && !text.contains("Amara"), "{text}");
}

#[test]
fn nothing_is_overwritten_and_a_name_that_is_a_word_of_the_bundle_stops_it() {
    let cohort = Cohort::matched();
    let file = cohort.root().parent().unwrap().join("help.txt");
    fs::write(&file, "mine").unwrap();
    let said = cohort.run(&format!("support {}", file.display()));
    assert!(said.status == 1 && said.err.contains("the file exists already"), "{}", said.err);
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");

    let register = cohort.read("private/register.csv").replace("Amara Okonkwo", "Support Bundle");
    cohort.write("private/register.csv", &register);
    let other = cohort.root().parent().unwrap().join("other.txt");
    let said = cohort.run(&format!("support {}", other.display()));
    assert!(said.status == 1 && said.err.contains("support-name") && !other.exists(), "{}{}", said.out, said.err);
}
