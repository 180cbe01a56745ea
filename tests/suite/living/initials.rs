//! Names with initials, names in pieces, short surnames and words: what is found, and an ordinary page in which nothing is.

use super::cohort::{Cohort, HEAD_OF_MENTEES, HEAD_OF_MENTORS, MENTEES, address, export};

fn of(names: &[&str]) -> Cohort {
    let cohort = Cohort::new();
    let people: Vec<(&str, &str, &str)> = names.iter().map(|name| (*name, "exams", "")).collect();
    cohort.write("private/surveys/mentors.csv", &export(HEAD_OF_MENTORS, &people));
    cohort.write("private/surveys/mentees.csv", &export(HEAD_OF_MENTEES, &MENTEES));
    cohort.ok("match --seed 7 --today 2026-11-01");
    cohort
}

fn said(cohort: &Cohort, text: &str) -> String {
    cohort.write("notes.md", &format!("{text}\n"));
    cohort.run("check").err
}

fn allow(cohort: &Cohort, words: &str) {
    let settings = cohort.read("cohort.toml");
    let settings = settings.split("\n[privacy]\n").next().unwrap();
    cohort.write("cohort.toml", &format!("{settings}\n[privacy]\nallow = [{words}]\n"));
}

const PAGE: &str = "\
Ward M is on level 2, beside Ward A and the Day Unit. May Day Ward opens in March.
Dr Alison L. Roy and Mr S. P. Iyer run the clinic with Professor J. M. Khan; Dr Patel is away.
Friday: grand round, Lecture Theatre B. Saturday and Sunday: on call. Ask the Ward Sister, Band 7.
Street
House
Price
Green Day: bring a green card. Rose Garden Suite, Victoria Wing, Price list, Grace Period 2.
Vitamin B is given by day. Option A, Plan B, Ali Baba's cave, Khan Academy.
";

#[test]
fn an_ordinary_page_of_a_hospital_names_nobody() {
    let cohort = of(&["Monica Ward", "Lee Roy", "Priya Iyer", "Ali Khan", "May Ward", "Rose Green", "Anna Price", "Will Street"]);
    assert_eq!(said(&cohort, PAGE), "");
    for text in ["day,ward,price\nMonday,May,3", "May,Theatre,Ward\n1,2,3", "Ali,Meetings,Khan\n1,2,3"] {
        assert_eq!(said(&cohort, text), "", "a heading: {text}");
    }
    for text in ["Monica Ward", "May J. Ward", "surname\nPrice", "name,place\nPrice,Leeds", "id,x,y,z\nM01,Ali,Leeds,Khan"] {
        assert!(said(&cohort, text).contains("personal-datum"), "{text}");
    }
}

#[test]
fn an_initial_counts_where_it_is_the_persons_own() {
    let cohort = of(&["Priya Iyer", "Alison Mary Roy", "Lee Roy", "Shabnam Mir", "Amit Gill"]);
    for text in ["P. Iyer", "Dear P. Iyer", "Iyer P", "P. S. Iyer", "A. M. Roy", "Priya S. Iyer", "Shabnam M.", "Present: Iyer P"]
    {
        assert!(said(&cohort, text).contains("personal-datum"), "{text}");
    }
    for text in ["Alison L. Gill", "S. P. Iyer", "Sara P. Iyer", "A. L. Roy", "Shabnam M. Khan", "the shabnam m"] {
        assert_eq!(said(&cohort, text), "", "{text}");
    }
}

#[test]
fn a_name_with_an_initial_is_called_so_and_can_be_allowed() {
    let cohort = of(&["Priya Iyer", "Bilal Hashemi", "Shabnam Mir"]);
    let found = said(&cohort, "P. Iyer");
    assert!(found.contains("'s name with an initial is in") && found.contains("as in allow = [\"J. Smith\"]"), "{found}");
    allow(&cohort, "\"P. Iyer\"");
    assert_eq!(said(&cohort, "P. Iyer and Iyer P"), "");
    assert!(said(&cohort, "Priya Iyer").contains("personal-datum") && said(&cohort, "P. S. Iyer").contains("personal-datum"));
    allow(&cohort, "\"Hashemi\", \"Iyer\", \"Shabnam\"");
    assert_eq!(said(&cohort, "B Hashemi, Hashemi B, P. Iyer, Shabnam M."), "");
    assert!(said(&cohort, "Bilal Hashemi").contains("personal-datum"));
    allow(&cohort, "\"notes.md\"");
    assert_eq!(said(&cohort, "P. Iyer, Hashemi"), "");
    // What cohort.toml tells of a lead is no name of somebody else.
    let settings = cohort.read("cohort.toml").replacen("[[event]]\n", "[[event]]\nhost = \"Dr P. Iyer\"\n", 1);
    cohort.write("cohort.toml", settings.split("\n[privacy]\n").next().unwrap());
    cohort.ok("build");
    assert_eq!(said(&cohort, "P. Iyer"), "");
}

#[test]
fn a_title_tells_a_short_surname_of_somebody_who_is_only_in_an_export() {
    let cohort = Cohort::matched();
    let file = "private/surveys/mentors.csv";
    let text = cohort.read(file);
    let row = text.lines().find(|line| line.contains("Bilal Hashemi")).unwrap();
    let row = row.replace("Bilal Hashemi", "Ina Room").replace(&address("Bilal Hashemi"), "ina@elsewhere.example");
    cohort.write(file, &format!("{}\n{row}\n", text.trim_end()));
    assert!(said(&cohort, "Ask Dr Room").contains("the surname in row 8 of"));
    for text in ["A room", "Room 2", "room,seats\nRoom,3"] {
        assert_eq!(said(&cohort, text), "", "{text}");
    }
    allow(&cohort, "\"Room\"");
    assert_eq!(said(&cohort, "Ask Dr Room"), "");
}

#[test]
fn a_person_with_two_ids_is_found_once() {
    let cohort = Cohort::new();
    cohort.ok("import --today 2026-11-01");
    let id = cohort.id("Chandra Iyer");
    let file = "private/surveys/mentors.csv";
    cohort.write(file, &cohort.read(file).replace(&address("Chandra Iyer"), "chandra@home.example"));
    cohort.run("import --today 2026-11-02");
    let register = cohort.read("private/register.csv");
    let rows = register.lines().map(|line| line.split(',').collect::<Vec<_>>()).filter(|row| row[2] == "Chandra Iyer");
    let ids: Vec<&str> = rows.map(|row| row[0]).collect();
    assert_eq!(ids.len(), 2, "{ids:?}");
    cohort.ok(&format!("identity same {} {} --today 2026-11-03", ids[0], ids[1]));
    for (text, what) in [("Chandra Iyer", "name"), ("C. Iyer", "name with an initial"), ("chandra@home.example", "address")] {
        let found = said(&cohort, text);
        let is_once = ids.iter().filter(|id| found.contains(**id)).count() == 1;
        assert!(is_once && found.contains(&format!("{id}'s {what}")), "{text}: {found}");
    }
}

#[test]
fn an_erasure_names_what_the_guard_calls_a_name() {
    let cohort = of(&["Priya Iyer", "Bilal Hashemi", "Ina Room"]);
    cohort.write("private/minutes.md", "Thanks to P. Iyer\nand Priya Anne Iyer.\n");
    cohort.write("private/other.md", "Dr Room was late.\n");
    let found = cohort.ok(&format!("erase {}", cohort.id("Priya Iyer"))).err;
    assert!(found.contains("private/minutes.md, line 1") && found.contains("private/minutes.md, line 2"), "{found}");
    let found = cohort.ok(&format!("erase {}", cohort.id("Ina Room"))).err;
    assert!(found.contains("private/other.md, line 1"), "{found}");
}
